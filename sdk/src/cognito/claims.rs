//! What a token says about its user.

use std::fmt;
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};

use crate::Error;
use crate::error::Kind;

/// The claims of an ID or access token.
///
/// They are read, not verified: the token came from Cognito over TLS. A program that gets tokens from elsewhere must
/// verify them first.
///
/// <https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html>
#[derive(Clone, PartialEq, Eq)]
pub struct Claims(Map<String, Value>);

impl Claims {
    pub(super) fn of(token: &str) -> Result<Self, Error> {
        let wrong = || Error::new(Kind::Body, "Cognito's token is not a JSON web token");
        let payload = token.split('.').nth(1).ok_or_else(wrong)?;
        let json = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).map_err(|_| wrong())?;
        serde_json::from_slice(&json).map(Self).map_err(|_| wrong())
    }

    /// `sub`: the user's id, which never changes.
    #[must_use]
    pub fn sub(&self) -> Option<&str> {
        self.text("sub")
    }

    /// The user's name: `cognito:username` of an ID token, `username` of an access token.
    #[must_use]
    pub fn username(&self) -> Option<&str> {
        self.text("cognito:username").or_else(|| self.text("username"))
    }

    /// `email`, in ID tokens.
    #[must_use]
    pub fn email(&self) -> Option<&str> {
        self.text("email")
    }

    /// `cognito:groups`: the groups the user is in.
    #[must_use]
    pub fn groups(&self) -> Vec<&str> {
        let groups = self.get("cognito:groups").and_then(Value::as_array);
        groups.into_iter().flatten().filter_map(Value::as_str).collect()
    }

    /// `scope`, in access tokens: the OAuth scopes.
    #[must_use]
    pub fn scopes(&self) -> Vec<&str> {
        self.text("scope").unwrap_or_default().split_ascii_whitespace().collect()
    }

    /// `exp`: when the token expires.
    #[must_use]
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.time("exp")
    }

    /// `iat`: when it was issued.
    #[must_use]
    pub fn issued_at(&self) -> Option<SystemTime> {
        self.time("iat")
    }

    /// Any claim by its name, such as `custom:tenant`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// The names of all claims, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_str()
    }

    fn time(&self, name: &str) -> Option<SystemTime> {
        SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(self.get(name)?.as_u64()?))
    }
}

impl fmt::Debug for Claims {
    /// Values can be personal: names alone are shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.names()).finish()
    }
}
