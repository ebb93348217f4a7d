//! One REST endpoint: where it is, what authorizes it, and what a test may say about it.

use std::fmt;
use std::sync::Arc;

use amplify_rest_codegen::openapi;

use super::authorize::{CustomAuthorizer, Decision};
use crate::document::{Document, Operation};
use crate::received::Received;
use crate::user_pool::TokenUse;

/// An endpoint as the gateway serves it.
pub(crate) struct Endpoint {
    pub(crate) name: String,
    /// The path of its URL in this cloud, without a slash at the end.
    pub(crate) base_path: String,
    pub(crate) region: String,
    pub(crate) authorizer: Authorizer,
    /// The API id and stage in ARNs.
    pub(crate) api: String,
    /// The key that calls must bring: all of them, or those whose operation says so.
    pub(crate) api_key: Option<String>,
    pub(crate) token_use: Option<TokenUse>,
    pub(crate) custom: CustomAuthorizer,
    /// The API behind it, where a document describes it.
    pub(crate) document: Option<Document>,
}

/// What a call is asked for. At API Gateway both count.
pub(super) struct Demands<'e> {
    pub(super) authorizer: Authorizer,
    pub(super) api_key: Option<&'e str>,
    /// What a custom authorizer looks at: `header Token`. Where nothing is said, it is the header `Authorization`.
    pub(super) inputs: &'e [String],
}

/// What authorizes an endpoint's calls, before any API key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Authorizer {
    None,
    Iam,
    UserPool,
    Custom,
}

impl Endpoint {
    /// What a call is asked for: what its operation says, else what the configuration says of the endpoint.
    pub(super) fn demands<'e>(&'e self, operation: Option<&'e Operation<'e>>) -> Demands<'e> {
        let api_key = self.api_key.as_deref();
        let Some(security) = operation.map(Operation::security).filter(|security| security.is_said) else {
            return Demands { authorizer: self.authorizer, api_key, inputs: &[] };
        };
        let (authorizer, inputs) = match &security.authorizer {
            None => (Authorizer::None, &[][..]),
            Some(openapi::Authorizer::Iam) => (Authorizer::Iam, &[][..]),
            Some(openapi::Authorizer::Custom(inputs)) => (Authorizer::Custom, inputs.as_slice()),
            // This cloud has tokens of no other issuer.
            Some(_) => (Authorizer::UserPool, &[][..]),
        };
        Demands { authorizer, api_key: api_key.filter(|_| security.api_key), inputs }
    }

    /// The operation of the endpoint's document that a request is for.
    pub(crate) fn operation(&self, received: &Received) -> Option<Operation<'_>> {
        self.document.as_ref()?.find(received.method(), self.resource(received.path())?)
    }

    /// The part of a path behind the endpoint's base, beginning with `/`; `None` for another endpoint's path.
    pub(crate) fn resource<'p>(&self, path: &'p str) -> Option<&'p str> {
        match path.strip_prefix(&self.base_path)? {
            "" => Some("/"),
            resource => resource.starts_with('/').then_some(resource),
        }
    }
}

/// What a test may say about an endpoint beyond its configuration. `Debug` shows no key or token.
#[derive(Clone, Default)]
#[must_use]
pub struct EndpointOptions {
    pub(crate) api_key: Option<String>,
    pub(crate) token_use: Option<TokenUse>,
    pub(crate) custom: Option<CustomAuthorizer>,
}

impl EndpointOptions {
    /// Requires this API key in `x-api-key`, beside whatever authorizes the endpoint. Default: the configuration's, or a
    /// random one, where the authorizer is an API key; none otherwise.
    pub fn api_key(mut self, key: &str) -> Self {
        self.api_key = Some(key.to_owned());
        self
    }

    /// Takes only this kind of user-pool token. Default: both.
    pub fn token_use(mut self, token_use: TokenUse) -> Self {
        self.token_use = Some(token_use);
        self
    }

    /// Lets in whoever sends exactly this as `Authorization`, where the authorizer is custom. Default: a random token, see
    /// [`Cloud::custom_token`](crate::Cloud::custom_token).
    pub fn custom_token(mut self, token: &str) -> Self {
        self.custom = Some(CustomAuthorizer::Token(token.to_owned()));
        self
    }

    /// Asks this about every request, where the authorizer is custom. Default: see
    /// [`custom_token`](EndpointOptions::custom_token).
    pub fn custom_authorizer(mut self, authorizer: impl Fn(&Received) -> Decision + Send + Sync + 'static) -> Self {
        self.custom = Some(CustomAuthorizer::Ask(Arc::new(authorizer)));
        self
    }
}

impl fmt::Debug for EndpointOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("EndpointOptions").field("token_use", &self.token_use).finish_non_exhaustive()
    }
}
