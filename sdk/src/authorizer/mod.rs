//! What each call carries to prove who calls: the authorizers of an API Gateway method, and what applies them.
//!
//! An authorizer is plain data that an endpoint or a request holds. Applying it goes one way: interceptor, then token or
//! signature, then API key. It never sends anything itself.

mod api_key;
mod apply;
mod interceptor;
pub mod kind;
mod providers;
mod token_source;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

pub use api_key::ApiKey;
pub(crate) use apply::{Applied, Scene, apply};
pub use interceptor::{Interceptor, OutgoingRequest};
pub use providers::{CredentialsProvider, TokenProvider};
pub(crate) use token_source::TokenSource;

/// Which of a user's two tokens goes into `Authorization`.
///
/// <https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// The access token: scopes and groups. What API Gateway wants where the method names OAuth scopes.
    #[default]
    Access,
    /// The ID token: who the user is. What API Gateway wants where the method names no scopes.
    Id,
}

impl fmt::Display for TokenKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Access => "access token",
            Self::Id => "ID token",
        })
    }
}

/// How calls are authorized.
///
/// One scheme — none, IAM, user pool or custom — with, beside any of them, an API key and an interceptor. The type
/// parameter names the scheme, so that a request of an IAM endpoint has [`region`](crate::Request::region) and one of a
/// user-pool endpoint has [`token`](crate::Request::token). [`any`](Self::any) forgets it.
///
/// ```
/// use amplify_rest::{Authorizer, TokenKind};
///
/// let user = Authorizer::user_pool(TokenKind::Id);
/// let metered = Authorizer::none().with_api_key("from-a-usage-plan");
/// # let _ = (user, metered);
/// ```
pub struct Authorizer<K = kind::Any> {
    pub(crate) parts: Parts,
    kind: PhantomData<fn() -> K>,
}

/// An authorizer without its kind.
#[derive(Clone, Default)]
pub(crate) struct Parts {
    pub(crate) scheme: Scheme,
    pub(crate) api_key: Option<ApiKey>,
    pub(crate) interceptor: Option<Arc<dyn Interceptor>>,
}

#[derive(Clone, Default)]
pub(crate) enum Scheme {
    #[default]
    None,
    #[cfg(feature = "iam")]
    Iam(Iam),
    UserPool(TokenKind),
    Custom,
}

/// What an IAM authorizer signs for, where that differs from the endpoint's own values.
#[cfg(feature = "iam")]
#[derive(Clone, Default)]
pub(crate) struct Iam {
    pub(crate) region: Option<Arc<str>>,
    pub(crate) service: Option<Arc<str>>,
    pub(crate) path_encoding: crate::signing::PathEncoding,
    pub(crate) credentials: Option<Arc<dyn CredentialsProvider>>,
}

impl<K> Authorizer<K> {
    fn of(scheme: Scheme) -> Self {
        Self { parts: Parts { scheme, ..Parts::default() }, kind: PhantomData }
    }

    /// Sends an API key along: API Gateway's usage plans combine with every other authorizer. Default: none.
    #[must_use]
    pub fn with_api_key(mut self, key: impl Into<ApiKey>) -> Self {
        self.parts.api_key = Some(key.into());
        self
    }

    /// Has the program's interceptor see each request before it is signed. Default: none.
    #[must_use]
    pub fn with_interceptor(mut self, interceptor: impl Interceptor) -> Self {
        self.parts.interceptor = Some(Arc::new(interceptor));
        self
    }

    /// The same authorizer, its kind known at run time alone.
    #[must_use]
    pub fn any(self) -> Authorizer<kind::Any> {
        Authorizer { parts: self.parts, kind: PhantomData }
    }
}

impl Authorizer<kind::None> {
    /// Nothing is added, and Cognito is never asked.
    #[must_use]
    pub fn none() -> Self {
        Self::of(Scheme::None)
    }
}

impl Authorizer<kind::ApiKey> {
    /// `x-api-key` with this key.
    ///
    /// <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html>
    #[must_use]
    pub fn api_key(key: impl Into<ApiKey>) -> Self {
        Self::of(Scheme::None).with_api_key(key)
    }
}

impl Authorizer<kind::UserPool> {
    /// `Authorization: <token>` of the signed-in user, without `Bearer`.
    ///
    /// <https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html>
    #[must_use]
    pub fn user_pool(token: TokenKind) -> Self {
        Self::of(Scheme::UserPool(token))
    }
}

impl Authorizer<kind::Custom> {
    /// Whatever the program's interceptor puts into the request: an OIDC or Lambda authorizer's token, another signature.
    #[must_use]
    pub fn custom(interceptor: impl Interceptor) -> Self {
        Self::of(Scheme::Custom).with_interceptor(interceptor)
    }
}

#[cfg(feature = "iam")]
impl Authorizer<kind::Iam> {
    /// SigV4 with the session's credentials: the identity pool's guest role until somebody signs in, then the
    /// authenticated role.
    ///
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html>
    #[must_use]
    pub fn iam() -> Self {
        Self::of(Scheme::Iam(Iam::default()))
    }

    /// Signs for another region than the endpoint's. Default: the endpoint's region.
    #[must_use]
    pub fn region(self, region: &str) -> Self {
        self.change(|iam| iam.region = Some(region.into()))
    }

    /// Signs for another service. Default: `execute-api`.
    #[must_use]
    pub fn service(self, service: &str) -> Self {
        self.change(|iam| iam.service = Some(service.into()))
    }

    /// How often the path is percent-encoded in what is signed. Default: twice, as API Gateway wants it.
    #[must_use]
    pub fn path_encoding(self, encoding: crate::signing::PathEncoding) -> Self {
        self.change(|iam| iam.path_encoding = encoding)
    }

    /// Signs with credentials of the program's own. Default: the session's.
    #[must_use]
    pub fn credentials(self, provider: impl CredentialsProvider) -> Self {
        self.change(|iam| iam.credentials = Some(Arc::new(provider)))
    }

    fn change(mut self, change: impl FnOnce(&mut Iam)) -> Self {
        if let Scheme::Iam(iam) = &mut self.parts.scheme {
            change(iam);
        }
        self
    }
}

impl Parts {
    /// How many headers it sets, beside what an interceptor does.
    pub(crate) fn header_count(&self) -> usize {
        let scheme = match &self.scheme {
            Scheme::None | Scheme::Custom => 0,
            #[cfg(feature = "iam")]
            Scheme::Iam(_) => 3,
            Scheme::UserPool(_) => 1,
        };
        scheme + usize::from(self.api_key.is_some())
    }

    /// What errors call it.
    pub(crate) fn name(&self) -> &'static str {
        let (alone, with_api_key) = match &self.scheme {
            Scheme::None => ("no authorizer", "API key"),
            #[cfg(feature = "iam")]
            Scheme::Iam(_) => ("IAM", "IAM and API key"),
            Scheme::UserPool(TokenKind::Access) => ("user pool, access token", "user pool, access token and API key"),
            Scheme::UserPool(TokenKind::Id) => ("user pool, ID token", "user pool, ID token and API key"),
            Scheme::Custom => ("custom", "custom and API key"),
        };
        if self.api_key.is_some() { with_api_key } else { alone }
    }
}

impl<K> Clone for Authorizer<K> {
    fn clone(&self) -> Self {
        Self { parts: self.parts.clone(), kind: PhantomData }
    }
}

impl<K> fmt::Debug for Authorizer<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Authorizer({})", self.parts.name())
    }
}
