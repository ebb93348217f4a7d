//! Makes sense of what a configuration says: names become kinds, values are checked, the build script's overrides
//! apply. Every mistake is collected before anything is refused.

use super::model::{AuthorizerKind, Configuration, Endpoint, IdentityPool, Secret, SignInFlow, UserPool};
use super::values::{self, Problem};
use super::written::{Field, Written, WrittenEndpoint, WrittenIdentityPool, WrittenUserPool};
use crate::errors::{Diagnostic, Errors, quote};
use crate::overrides::{EndpointOverrides, Overrides};
use crate::source::Source;
use crate::suggest;

/// The resolved configuration of a file, under the overrides of a build script; without the parts that are wrong.
pub(crate) fn resolve(source: &Source, written: &Written, overrides: &Overrides, errors: &mut Errors) -> Configuration {
    let mut resolver = Resolver { source, errors };
    let endpoints = written.endpoints.iter();
    let endpoints = endpoints.filter_map(|endpoint| resolver.endpoint(endpoint, overrides.of(&endpoint.name)).ok());
    let endpoints = endpoints.collect();
    let user_pool = written.user_pool.as_ref().and_then(|pool| resolver.user_pool(pool).ok());
    let identity_pool = written.identity_pool.as_ref().and_then(|pool| resolver.identity_pool(pool).ok());
    Configuration { format: written.format, endpoints, user_pool, identity_pool }
}

/// A mistake that was collected: whoever gets this has nothing to add.
struct Reported;

struct Resolver<'s, 'e> {
    source: &'s Source,
    errors: &'e mut Errors,
}

impl Resolver<'_, '_> {
    fn endpoint(&mut self, written: &WrittenEndpoint, overrides: &EndpointOverrides) -> Result<Endpoint, Reported> {
        // Each is asked for before any is found missing, so that all mistakes come at once.
        let url = self.required(&written.url, "the endpoint's URL", values::endpoint_url);
        let authorizer = overrides.authorizer.map_or_else(|| self.authorizer(written), Ok);
        let region = match &overrides.region {
            Some(region) => self.overridden_region(region, &overrides.place),
            None if matches!(authorizer, Ok(AuthorizerKind::Iam)) => {
                self.required(&written.region, "the region that requests are signed for", values::region).map(Some)
            }
            None => self.optional(&written.region, values::region),
        };
        Ok(Endpoint {
            name: written.name.clone(),
            url: url?,
            region: region?,
            authorizer: authorizer?,
            api_key: written.api_key.text.as_deref().map(Secret::new),
            pointer: written.pointer.clone(),
            url_pointer: written.url.pointer.clone(),
            region_pointer: written.region.pointer.clone(),
            authorizer_pointer: written.authorizer.pointer.clone(),
            api_key_pointer: written.api_key.pointer.clone(),
        })
    }

    fn authorizer(&mut self, endpoint: &WrittenEndpoint) -> Result<AuthorizerKind, Reported> {
        let field = &endpoint.authorizer;
        match (&field.text, endpoint.default_authorizer) {
            (Some(name), _) => self.named(field, "authorization type", name, &AuthorizerKind::NAMES),
            (None, Some(default)) if !field.is_reported => Ok(default),
            (None, _) => Err(self.missing(field, "an authorization type such as `AWS_IAM` or `NONE`")),
        }
    }

    fn overridden_region(&mut self, region: &str, place: &str) -> Result<Option<String>, Reported> {
        let problem = values::region(region).map(|()| Some(region.to_owned()));
        problem.map_err(|Problem { message, hint }| self.report(Diagnostic::file(place, message).maybe_hint(hint)))
    }

    fn user_pool(&mut self, written: &WrittenUserPool) -> Result<UserPool, Reported> {
        let id = self.required(&written.id, "the user pool's id", values::user_pool_id);
        let client_id = self.required(&written.client_id, "the app client's id", values::client_id);
        let region = self.required(&written.region, "the user pool's region", values::region);
        let endpoint = self.optional(&written.endpoint, values::service_endpoint);
        let flow = match &written.flow.text {
            Some(name) => self.named(&written.flow, "authentication flow", name, &SignInFlow::NAMES),
            None => Ok(SignInFlow::default()),
        };
        Ok(UserPool {
            id: id?,
            client_id: client_id?,
            client_secret: written.client_secret.text.as_deref().map(Secret::new),
            region: region?,
            endpoint: endpoint?,
            flow: flow?,
            pointer: written.pointer.clone(),
            region_pointer: written.region.pointer.clone(),
            endpoint_pointer: written.endpoint.pointer.clone(),
        })
    }

    fn identity_pool(&mut self, written: &WrittenIdentityPool) -> Result<IdentityPool, Reported> {
        let id = self.required(&written.id, "the identity pool's id", values::identity_pool_id);
        let region = self.required(&written.region, "the identity pool's region", values::region);
        let endpoint = self.optional(&written.endpoint, values::service_endpoint);
        Ok(IdentityPool {
            id: id?,
            region: region?,
            endpoint: endpoint?,
            guests: written.guests,
            pointer: written.pointer.clone(),
            region_pointer: written.region.pointer.clone(),
            endpoint_pointer: written.endpoint.pointer.clone(),
        })
    }

    /// The value of a field that must be there.
    fn required(&mut self, field: &Field, expected: &str, check: Check) -> Result<String, Reported> {
        self.optional(field, check)?.ok_or_else(|| self.missing(field, expected))
    }

    /// The value of a field that may be absent.
    fn optional(&mut self, field: &Field, check: Check) -> Result<Option<String>, Reported> {
        match field.text.as_deref().map(check) {
            None | Some(Ok(())) => Ok(field.text.clone()),
            Some(Err(Problem { message, hint })) => {
                Err(self.report(Diagnostic::value(self.source, &field.pointer, message).maybe_hint(hint)))
            }
        }
    }

    /// What a name of a fixed vocabulary stands for.
    fn named<T: Copy>(
        &mut self,
        field: &Field,
        what: &str,
        name: &str,
        vocabulary: &[(&'static str, T)],
    ) -> Result<T, Reported> {
        if let Some((_, meaning)) = vocabulary.iter().find(|(known, _)| *known == name) {
            return Ok(*meaning);
        }
        let known = || vocabulary.iter().map(|(known, _)| *known);
        let list = || known().map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", ");
        let hint = suggest::did_you_mean(name, known()).unwrap_or_else(|| format!("expected one of {}", list()));
        let message = format!("the {what} {} is unknown", quote(name));
        Err(self.report(Diagnostic::value(self.source, &field.pointer, message).hint(hint)))
    }

    fn missing(&mut self, field: &Field, expected: &str) -> Reported {
        if field.is_reported {
            return Reported;
        }
        self.report(values::missing(self.source, &field.pointer, expected))
    }

    fn report(&mut self, diagnostic: Diagnostic) -> Reported {
        self.errors.push(diagnostic);
        Reported
    }
}

type Check = fn(&str) -> Result<(), Problem>;
