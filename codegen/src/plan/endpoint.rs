//! Plans one endpoint: what its authorizer needs must be there.

use std::collections::BTreeMap;

use super::{ApiKey, Authorizer, PlannedEndpoint, Region};
use crate::configuration::{AuthorizerKind, Endpoint, Format, Written, missing};
use crate::errors::{Diagnostic, Errors, quote};
use crate::names::Names;
use crate::overrides::{ApiKeySource, EndpointOverrides};
use crate::source::Source;

/// What endpoints are planned from.
pub(super) struct Planner<'p> {
    pub(super) source: &'p Source,
    pub(super) written: &'p Written,
    pub(super) names: &'p BTreeMap<&'p str, Names>,
}

impl Planner<'_> {
    /// The planned endpoint; `None` with a mistake where something is missing.
    pub(super) fn plan(
        &self,
        endpoint: &Endpoint,
        overrides: &EndpointOverrides,
        errors: &mut Errors,
    ) -> Option<PlannedEndpoint> {
        self.check_pools(endpoint, overrides, errors);
        let region = if overrides.region.is_some() { Region::Overridden } else { Region::Configured };
        Some(PlannedEndpoint {
            name: endpoint.name.clone(),
            names: self.names.get(endpoint.name.as_str())?.clone(),
            url: endpoint.url.clone(),
            region: endpoint.region.clone().filter(|_| endpoint.authorizer == AuthorizerKind::Iam).map(region),
            pointer: endpoint.pointer.clone(),
            authorizer: match endpoint.authorizer {
                AuthorizerKind::None => Authorizer::None,
                AuthorizerKind::ApiKey => Authorizer::ApiKey,
                AuthorizerKind::Iam => Authorizer::Iam,
                AuthorizerKind::UserPool => Authorizer::UserPool(overrides.token.unwrap_or_default()),
                AuthorizerKind::Custom => Authorizer::Custom,
            },
            authorizer_is_overridden: overrides.authorizer.is_some(),
            place: overrides.place.clone(),
            choices: overrides.choices.clone(),
            api_key: self.api_key(endpoint, overrides.api_key, errors)?,
        })
    }

    fn check_pools(&self, endpoint: &Endpoint, overrides: &EndpointOverrides, errors: &mut Errors) {
        let name = quote(&endpoint.name);
        let (reason, remedy) = match self.written.format {
            Format::Gen1Native | Format::ShortForm => {
                ("the Amplify CLI writes `AWS_IAM` even then", "`amplify add auth`")
            }
            Format::Gen1JavaScript => ("this format doesn't say, and IAM is its default", "`amplify add auth`"),
            Format::Gen2 => ("`custom.API` doesn't say, and IAM is its default", "`defineAuth`"),
        };
        let open_to_anybody = format!(
            "if anybody may call it ({reason}), let the build script say so: \
             `.endpoint({name}, |endpoint| endpoint.authorizer(AuthorizerKind::None))`; else {remedy} adds the pool"
        );
        let (problem, hint) = match endpoint.authorizer {
            AuthorizerKind::Iam if self.written.identity_pool.is_none() => {
                ("IAM, and the configuration has no identity pool to get AWS credentials from", open_to_anybody)
            }
            AuthorizerKind::UserPool if self.written.user_pool.is_none() => (
                "a user pool's token, and the configuration has no user pool to sign in to",
                format!("{remedy} adds one"),
            ),
            _ => return,
        };
        let message = format!("the endpoint {name} is authorized by {problem}");
        let diagnostic = match overrides.authorizer {
            Some(_) => Diagnostic::file(&overrides.place, message),
            None => Diagnostic::value(self.source, &endpoint.authorizer_pointer, message),
        };
        errors.push(diagnostic.hint(hint));
    }

    fn api_key(&self, endpoint: &Endpoint, source: Option<ApiKeySource>, errors: &mut Errors) -> Option<ApiKey> {
        match (source, endpoint.authorizer, &endpoint.api_key) {
            (Some(ApiKeySource::CompiledIn), _, Some(key)) => Some(ApiKey::CompiledIn(key.clone())),
            (Some(ApiKeySource::CompiledIn), _, None) => {
                errors.push(missing(
                    self.source,
                    &endpoint.api_key_pointer,
                    "the key that the build script asks to compile in",
                ));
                None
            }
            (Some(ApiKeySource::AtRunTime), ..) | (None, AuthorizerKind::ApiKey, _) => Some(ApiKey::Argument),
            (None, ..) => Some(ApiKey::None),
        }
    }
}
