//! App clients: what a program that signs users in may do.

use std::fmt;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;

use crate::protocol::Failure;

/// An app client of the user pool. `Debug` doesn't show the secret.
///
/// ```
/// use amplify_rest_local::{AppClient, AuthFlow, Rotation};
///
/// let server = AppClient::new("2serverclientid").secret("its secret").flows(&[AuthFlow::UserSrp]);
/// let rotating = AppClient::new("3rotating").rotation(Rotation::After { grace_seconds: 0 });
/// ```
#[derive(Clone)]
#[must_use]
pub struct AppClient {
    pub(super) id: String,
    pub(super) secret: Option<String>,
    pub(super) flows: Vec<AuthFlow>,
    pub(super) rotation: Rotation,
    pub(super) unknown_users: UnknownUsers,
    pub(super) access_token_seconds: i64,
    pub(super) id_token_seconds: i64,
    pub(super) refresh_token_seconds: i64,
}

/// A way to sign in or refresh that an app client may allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum AuthFlow {
    /// `USER_SRP_AUTH`: the password never travels.
    UserSrp,
    /// `USER_PASSWORD_AUTH`: the password is sent.
    UserPassword,
    /// `REFRESH_TOKEN_AUTH`: new tokens for a refresh token. `GetTokensFromRefreshToken` always works.
    RefreshToken,
}

/// What an app client does with refresh tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rotation {
    /// A refresh token stays the same until it expires.
    #[default]
    Off,
    /// Each refresh gives a new refresh token, and the old one is refused (`RefreshTokenReuseException`) when so many
    /// seconds have passed. `REFRESH_TOKEN_AUTH` is then not to be had.
    After {
        /// 0 to 60 in Cognito.
        grace_seconds: u8,
    },
}

/// What a sign-in with an unknown name is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnknownUsers {
    /// The same as with a wrong password (`PreventUserExistenceErrors` is `ENABLED`).
    #[default]
    LookLikeWrongPasswords,
    /// `UserNotFoundException` (`LEGACY`).
    AreNamed,
}

impl AppClient {
    /// A client with this id, Cognito's defaults and no secret.
    pub fn new(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            secret: None,
            flows: vec![AuthFlow::UserSrp, AuthFlow::UserPassword, AuthFlow::RefreshToken],
            rotation: Rotation::default(),
            unknown_users: UnknownUsers::default(),
            access_token_seconds: 3600,
            id_token_seconds: 3600,
            refresh_token_seconds: 30 * 24 * 3600,
        }
    }

    /// Gives the client a secret: every call must then prove to know it. Default: none.
    pub fn secret(mut self, secret: &str) -> Self {
        self.secret = Some(secret.to_owned());
        self
    }

    /// Allows only these flows. Default: all.
    pub fn flows(mut self, flows: &[AuthFlow]) -> Self {
        self.flows = flows.to_vec();
        self
    }

    /// Sets whether refresh tokens are replaced when they are used. Default: [`Rotation::Off`].
    pub fn rotation(mut self, rotation: Rotation) -> Self {
        self.rotation = rotation;
        self
    }

    /// Sets what a sign-in with an unknown name is told. Default: the same as with a wrong password.
    pub fn unknown_users(mut self, unknown_users: UnknownUsers) -> Self {
        self.unknown_users = unknown_users;
        self
    }

    /// Sets for how long ID and access tokens are valid, in whole seconds. Default: 1 hour.
    pub fn token_lifetime(mut self, lifetime: Duration) -> Self {
        self.access_token_seconds = seconds(lifetime);
        self.id_token_seconds = self.access_token_seconds;
        self
    }

    /// Sets for how long refresh tokens are valid, in whole seconds. Default: 30 days.
    pub fn refresh_token_lifetime(mut self, lifetime: Duration) -> Self {
        self.refresh_token_seconds = seconds(lifetime);
        self
    }

    pub(super) fn check_flow(&self, flow: AuthFlow, refusal: &str) -> Result<(), Failure> {
        let rotates = flow == AuthFlow::RefreshToken && self.rotation != Rotation::Off;
        if self.flows.contains(&flow) && !rotates { Ok(()) } else { Err(Failure::invalid_parameter(refusal)) }
    }

    /// Checks `SECRET_HASH`, the HMAC of user name and client id under the client's secret.
    pub(super) fn check_secret_hash(&self, user: &str, sent: Option<&String>) -> Result<(), Failure> {
        let id = &self.id;
        match (&self.secret, sent) {
            (None, None) => Ok(()),
            (None, Some(_)) => Err(Failure::not_authorized(format!(
                "Client {id} is not configured for secret but secret hash was received"
            ))),
            (Some(_), None) => Err(Failure::not_authorized(format!(
                "Client {id} is configured with secret but SECRET_HASH was not received"
            ))),
            (Some(secret), Some(sent)) => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
                let sent = STANDARD.decode(sent).unwrap_or_default();
                hmac::verify(&key, format!("{user}{id}").as_bytes(), &sent)
                    .map_err(|_| Failure::not_authorized(format!("SecretHash does not match for the client: {id}")))
            }
        }
    }

    /// Checks a `ClientSecret` that is sent as it is.
    pub(super) fn check_secret(&self, sent: Option<&String>) -> Result<(), Failure> {
        if self.secret.as_ref() == sent {
            Ok(())
        } else {
            Err(Failure::not_authorized(format!("Unable to verify secret for client {}", self.id)))
        }
    }
}

impl fmt::Debug for AppClient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("AppClient")
            .field("id", &self.id)
            .field("flows", &self.flows)
            .field("rotation", &self.rotation)
            .finish_non_exhaustive()
    }
}

fn seconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX)
}
