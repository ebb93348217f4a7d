//! Makes sense of what a configuration says: names become kinds, values are checked, the build script's overrides
//! apply. Every mistake is collected before anything is refused.

use super::model::{
    AuthorizerKind, Configuration, Endpoint, IdentityPool, Secret, SignInFlow, UserPool,
};
use super::values::{self, Problem};
use super::written::{Field, Written, WrittenEndpoint, WrittenIdentityPool, WrittenUserPool};
use crate::errors::{Diagnostic, Errors, quote};
use crate::overrides::{EndpointOverrides, Overrides};
use crate::source::Source;
use crate::suggest;

/// The resolved configuration of a file, under the overrides of a build script.
pub(crate) fn resolve(
    source: &Source,
    written: &Written,
    overrides: &Overrides,
) -> Result<Configuration, Errors> {
    let mut resolver = Resolver {
        source,
        errors: Errors::new(),
    };
    let endpoints = written
        .endpoints
        .iter()
        .filter_map(|endpoint| resolver.endpoint(endpoint, overrides.of(&endpoint.name)));
    let endpoints = endpoints.collect();
    let user_pool = written
        .user_pool
        .as_ref()
        .and_then(|pool| resolver.user_pool(pool));
    let identity_pool = written
        .identity_pool
        .as_ref()
        .and_then(|pool| resolver.identity_pool(pool));
    resolver.errors.into_result(Configuration {
        format: written.format,
        endpoints,
        user_pool,
        identity_pool,
    })
}

struct Resolver<'s> {
    source: &'s Source,
    errors: Errors,
}

impl Resolver<'_> {
    fn endpoint(
        &mut self,
        written: &WrittenEndpoint,
        overrides: Option<&EndpointOverrides>,
    ) -> Option<Endpoint> {
        // Each is asked for before any is found missing, so that all mistakes come at once.
        let url = self.required(&written.url, "the endpoint's URL", values::endpoint_url);
        let authorizer = match overrides.and_then(|overrides| overrides.authorizer) {
            Some(authorizer) => Some(authorizer),
            None => self.authorizer(&written.authorizer),
        };
        let region = match overrides.and_then(|overrides| {
            overrides
                .region
                .as_ref()
                .map(|region| (region, &overrides.place))
        }) {
            Some((region, place)) => self.overridden_region(region, place),
            None if authorizer == Some(AuthorizerKind::Iam) => Some(self.required(
                &written.region,
                "the region that requests are signed for",
                values::region,
            )),
            None => self.optional(&written.region, values::region),
        };
        Some(Endpoint {
            name: written.name.clone(),
            url: url?,
            region: region?,
            authorizer: authorizer?,
            api_key: written.api_key.text.as_deref().map(Secret::new),
            pointer: written.pointer.clone(),
            url_pointer: written.url.pointer.clone(),
        })
    }

    fn authorizer(&mut self, field: &Field) -> Option<AuthorizerKind> {
        let Some(name) = &field.text else {
            let missing = values::missing(
                self.source,
                &field.pointer,
                "an authorization type such as `AWS_IAM` or `NONE`",
            );
            self.errors.push(missing);
            return None;
        };
        let known = AuthorizerKind::named(name);
        if known.is_none() {
            self.unknown_name(
                field,
                "authorization type",
                name,
                AuthorizerKind::NAMES.iter().map(|(name, _)| *name),
            );
        }
        known
    }

    fn overridden_region(&mut self, region: &str, place: &str) -> Option<Option<String>> {
        match values::region(region) {
            Ok(()) => Some(Some(region.to_owned())),
            Err(Problem { message, hint }) => {
                self.errors
                    .push(Diagnostic::file(place, message).maybe_hint(hint));
                None
            }
        }
    }

    fn user_pool(&mut self, written: &WrittenUserPool) -> Option<UserPool> {
        let id = self.required(&written.id, "the user pool's id", values::user_pool_id);
        let client_id = self.required(&written.client_id, "the app client's id", values::client_id);
        let region = self.required(&written.region, "the user pool's region", values::region);
        let endpoint = self.optional(&written.endpoint, values::service_endpoint);
        let flow = self.flow(&written.flow);
        Some(UserPool {
            id: id?,
            client_id: client_id?,
            client_secret: written.client_secret.text.as_deref().map(Secret::new),
            region: region?,
            endpoint: endpoint?,
            flow: flow?,
            pointer: written.pointer.clone(),
        })
    }

    fn flow(&mut self, field: &Field) -> Option<SignInFlow> {
        let Some(name) = &field.text else {
            return Some(SignInFlow::default());
        };
        let known = SignInFlow::NAMES
            .into_iter()
            .find(|(known, _)| known == name)
            .map(|(_, flow)| flow);
        if known.is_none() {
            self.unknown_name(
                field,
                "authentication flow",
                name,
                SignInFlow::NAMES.iter().map(|(name, _)| *name),
            );
        }
        known
    }

    fn identity_pool(&mut self, written: &WrittenIdentityPool) -> Option<IdentityPool> {
        let id = self.required(
            &written.id,
            "the identity pool's id",
            values::identity_pool_id,
        );
        let region = self.required(
            &written.region,
            "the identity pool's region",
            values::region,
        );
        let endpoint = self.optional(&written.endpoint, values::service_endpoint);
        Some(IdentityPool {
            id: id?,
            region: region?,
            endpoint: endpoint?,
            pointer: written.pointer.clone(),
        })
    }

    /// The value of a field that must be there; `None` with a mistake where it isn't, or isn't what it should be.
    fn required(
        &mut self,
        field: &Field,
        expected: &str,
        check: fn(&str) -> Result<(), Problem>,
    ) -> Option<String> {
        if field.text.is_none() {
            self.errors
                .push(values::missing(self.source, &field.pointer, expected));
        }
        self.optional(field, check)?
    }

    /// The value of a field that may be absent; the outer `None` with a mistake where it isn't what it should be.
    fn optional(
        &mut self,
        field: &Field,
        check: fn(&str) -> Result<(), Problem>,
    ) -> Option<Option<String>> {
        match field.text.as_deref().map(check) {
            None | Some(Ok(())) => Some(field.text.clone()),
            Some(Err(Problem { message, hint })) => {
                self.errors
                    .push(Diagnostic::value(self.source, &field.pointer, message).maybe_hint(hint));
                None
            }
        }
    }

    fn unknown_name<'n>(
        &mut self,
        field: &Field,
        what: &str,
        name: &str,
        known: impl Iterator<Item = &'n str> + Clone,
    ) {
        let hint = suggest::did_you_mean(name, known.clone());
        let hint = hint.unwrap_or_else(|| {
            format!(
                "expected one of {}",
                known
                    .map(|name| format!("`{name}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        });
        let message = format!("the {what} {} is unknown", quote(name));
        self.errors
            .push(Diagnostic::value(self.source, &field.pointer, message).hint(hint));
    }
}
