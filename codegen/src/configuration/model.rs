//! The resolved model: what a configuration means, whatever its format.

use std::fmt;

use super::Format;

/// What a configuration says about REST endpoints and sign-in. Sections for other categories are passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Configuration {
    /// The format that the file is written in.
    pub format: Format,
    /// The REST endpoints, ordered by name.
    pub endpoints: Vec<Endpoint>,
    /// The user pool, where users sign in.
    pub user_pool: Option<UserPool>,
    /// The identity pool, where AWS credentials come from.
    pub identity_pool: Option<IdentityPool>,
}

/// A REST endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Endpoint {
    /// Its name in the configuration.
    pub name: String,
    /// Its base URL: `https`, or `http` to a loopback host; no query, no fragment, no user; stage paths and a trailing
    /// slash as they are written.
    pub url: String,
    /// The region that requests are signed for; with IAM there is one.
    pub region: Option<String>,
    /// How calls are authorized.
    pub authorizer: AuthorizerKind,
    /// The API key, where the file holds one. It may be a stray: only [`AuthorizerKind::ApiKey`] means that it is sent.
    pub api_key: Option<Secret>,
    /// The JSON pointer of the endpoint's object.
    pub pointer: String,
    /// The JSON pointer of its URL.
    pub url_pointer: String,
    /// The JSON pointer of its region, or where that would stand.
    pub region_pointer: String,
    /// The JSON pointer of its authorization type, or where that would stand.
    pub authorizer_pointer: String,
    /// The JSON pointer of its API key, or where that would stand.
    pub api_key_pointer: String,
}

/// What authorizes the calls of an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthorizerKind {
    /// Nothing (`NONE`).
    None,
    /// An API key (`API_KEY`).
    ApiKey,
    /// SigV4 with credentials of the identity pool (`AWS_IAM`, `IAM`).
    Iam,
    /// A token of the user pool (`AMAZON_COGNITO_USER_POOLS`, `COGNITO_USER_POOL`).
    UserPool,
    /// What the program supplies (`OPENID_CONNECT`, `AWS_LAMBDA`, `custom`).
    Custom,
}

impl AuthorizerKind {
    /// Every name that a configuration may use, with what it means. The names count by case.
    pub(crate) const NAMES: [(&'static str, Self); 9] = [
        ("NONE", Self::None),
        ("API_KEY", Self::ApiKey),
        ("AWS_IAM", Self::Iam),
        ("IAM", Self::Iam),
        ("AMAZON_COGNITO_USER_POOLS", Self::UserPool),
        ("COGNITO_USER_POOL", Self::UserPool),
        ("OPENID_CONNECT", Self::Custom),
        ("AWS_LAMBDA", Self::Custom),
        ("custom", Self::Custom),
    ];

    /// The names of this kind in a configuration.
    pub(crate) fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMES.into_iter().filter(move |(_, kind)| *kind == self).map(|(name, _)| name)
    }
}

/// A Cognito user pool and the app client that the program signs in through.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UserPool {
    /// Its id (`eu-west-1_AbCdEfGhI`).
    pub id: String,
    /// The app client's id.
    pub client_id: String,
    /// The app client's secret, where it has one.
    pub client_secret: Option<Secret>,
    /// Its region.
    pub region: String,
    /// Another host or `http(s)://` URL than AWS's own.
    pub endpoint: Option<String>,
    /// How users sign in.
    pub flow: SignInFlow,
    /// The JSON pointer of the object that describes it.
    pub pointer: String,
    /// The JSON pointer of its region.
    pub region_pointer: String,
    /// The JSON pointer of its endpoint, or where that would stand.
    pub endpoint_pointer: String,
}

/// How users sign in: `authenticationFlowType`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignInFlow {
    /// The password is proved and never sent (`USER_SRP_AUTH`), the default.
    #[default]
    Srp,
    /// The password is sent (`USER_PASSWORD_AUTH`).
    Password,
    /// Challenges of the pool's own triggers (`CUSTOM_AUTH`).
    Custom,
    /// The same after SRP (`CUSTOM_AUTH_WITH_SRP`).
    CustomWithSrp,
    /// The same without SRP (`CUSTOM_AUTH_WITHOUT_SRP`).
    CustomWithoutSrp,
    /// The user chooses among what the pool offers (`USER_AUTH`).
    Choice,
}

impl SignInFlow {
    /// Every name that a configuration may use, with what it means.
    pub(crate) const NAMES: [(&'static str, Self); 6] = [
        ("USER_SRP_AUTH", Self::Srp),
        ("USER_PASSWORD_AUTH", Self::Password),
        ("CUSTOM_AUTH", Self::Custom),
        ("CUSTOM_AUTH_WITH_SRP", Self::CustomWithSrp),
        ("CUSTOM_AUTH_WITHOUT_SRP", Self::CustomWithoutSrp),
        ("USER_AUTH", Self::Choice),
    ];

    /// Its name in a configuration.
    pub(crate) fn name(self) -> &'static str {
        let named = Self::NAMES.into_iter().find(|(_, flow)| *flow == self);
        named.map_or("", |(name, _)| name)
    }
}

/// A Cognito identity pool.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct IdentityPool {
    /// Its id (`eu-west-1:` and a UUID).
    pub id: String,
    /// Its region.
    pub region: String,
    /// Another host or `http(s)://` URL than AWS's own.
    pub endpoint: Option<String>,
    /// Whether it gives credentials to guests.
    pub guests: Guests,
    /// The JSON pointer of the object that describes it.
    pub pointer: String,
    /// The JSON pointer of its region.
    pub region_pointer: String,
    /// The JSON pointer of its endpoint, or where that would stand.
    pub endpoint_pointer: String,
}

/// Whether an identity pool gives credentials to guests, as far as the file says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Guests {
    /// The file doesn't say: neither native Gen 1 files nor the short form do.
    #[default]
    Unsaid,
    /// It does (`unauthenticated_identities_enabled`).
    Allowed,
    /// It does not (`unauthenticated_identities_enabled`, `aws_mandatory_sign_in`).
    Refused,
}

/// An API key or client secret that stands in a configuration. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret([redacted])")
    }
}
