//! The identity pool: Cognito's `AWSCognitoIdentityService` for one pool, whose one login provider is the user pool.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::protocol::{Failure, Outcome, operation};
use crate::random;
use crate::user_pool::{TokenFlaw, UserPool};
use crate::vault::{Role, TemporaryCredentials, Vault};

/// Whether an identity pool gives credentials to somebody who is not signed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GuestAccess {
    /// It does.
    #[default]
    Allowed,
    /// `NotAuthorizedException`: `Unauthenticated access is not supported for this identity pool.`
    Refused,
}

/// What is configured of a pool.
pub(crate) struct Settings {
    pub(crate) pool_id: String,
    pub(crate) region: String,
    pub(crate) guest_access: GuestAccess,
    pub(crate) credential_lifetime: TimeDelta,
}

/// A running identity pool.
pub(crate) struct IdentityPool {
    settings: Settings,
    user_pool: Option<Arc<UserPool>>,
    vault: Arc<Vault>,
    state: Mutex<State>,
}

struct State {
    guest_access: GuestAccess,
    /// Each identity with the login it belongs to; guests have none.
    identities: HashMap<String, Option<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct GetIdInput {
    identity_pool_id: String,
    #[serde(default)]
    logins: HashMap<String, String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct IdentityInput {
    identity_id: String,
    #[serde(default)]
    logins: HashMap<String, String>,
}

impl IdentityPool {
    pub(crate) fn new(settings: Settings, user_pool: Option<Arc<UserPool>>, vault: Arc<Vault>) -> Self {
        let state = State { guest_access: settings.guest_access, identities: HashMap::new() };
        Self { settings, user_pool, vault, state: Mutex::new(state) }
    }

    /// Runs one operation.
    pub(crate) fn call(&self, name: &str, body: &[u8], now: DateTime<Utc>) -> Outcome {
        match name {
            "GetId" => operation(body, |input| self.id(&input, now)),
            "GetCredentialsForIdentity" => operation(body, |input| self.credentials(&input, now)),
            _ => Err(Failure::unknown_operation()),
        }
    }

    /// Credentials of a role for a new identity, as if a client had asked.
    pub(crate) fn issue(&self, role: Role, now: DateTime<Utc>) -> TemporaryCredentials {
        let identity = self.new_identity();
        self.state().identities.insert(identity.clone(), None);
        self.vault.issue(role, &identity, None, self.expiry(now))
    }

    pub(crate) fn set_guest_access(&self, guest_access: GuestAccess) {
        self.state().guest_access = guest_access;
    }

    pub(crate) fn identities(&self) -> Vec<String> {
        let mut identities: Vec<String> = self.state().identities.keys().cloned().collect();
        identities.sort_unstable();
        identities
    }

    pub(crate) fn delete(&self, identity: &str) -> bool {
        self.state().identities.remove(identity).is_some()
    }

    fn id(&self, input: &GetIdInput, now: DateTime<Utc>) -> Result<Value, Failure> {
        if input.identity_pool_id != self.settings.pool_id {
            let message = format!("IdentityPool '{}' not found.", input.identity_pool_id);
            return Err(Failure::new("ResourceNotFoundException", message));
        }
        let login = self.login(&input.logins, now)?;
        let mut state = self.state();
        if login.is_none() && state.guest_access == GuestAccess::Refused {
            return Err(no_guests());
        }
        let known = login.as_ref().and_then(|login| state.identity_of(login));
        let identity = known.unwrap_or_else(|| {
            let identity = self.new_identity();
            state.identities.insert(identity.clone(), login);
            identity
        });
        Ok(json!({ "IdentityId": identity }))
    }

    fn credentials(&self, input: &IdentityInput, now: DateTime<Utc>) -> Result<Value, Failure> {
        let login = self.login(&input.logins, now)?;
        let identity = self.identity_for(&input.identity_id, login.as_deref())?;
        let role = if login.is_some() { Role::Authenticated } else { Role::Guest };
        let credentials = self.vault.issue(role, &identity, login, self.expiry(now));
        Ok(json!({
            "Credentials": {
                "AccessKeyId": credentials.access_key_id,
                "Expiration": credentials.expires_at.timestamp(),
                "SecretKey": credentials.secret_access_key,
                "SessionToken": credentials.session_token,
            },
            "IdentityId": identity,
        }))
    }

    /// The identity that credentials are for: the one that was asked for, or the login's own where a guest has signed in
    /// who had been here before.
    fn identity_for(&self, asked: &str, login: Option<&str>) -> Result<String, Failure> {
        let mut state = self.state();
        let missing = || Failure::new("ResourceNotFoundException", format!("Identity '{asked}' not found."));
        let owner = state.identities.get(asked).ok_or_else(missing)?.clone();
        match (owner.as_deref(), login) {
            (None, None) if state.guest_access == GuestAccess::Refused => Err(no_guests()),
            (None, None) => Ok(asked.to_owned()),
            (Some(_), None) => Err(Failure::not_authorized(format!("Access to Identity '{asked}' is forbidden."))),
            (Some(owner), Some(login)) if owner == login => Ok(asked.to_owned()),
            (Some(_), Some(_)) => Err(Failure::not_authorized(
                "Logins don't match. Please include at least one valid login for this identity or identity pool.",
            )),
            (None, Some(login)) => {
                if let Some(own) = state.identity_of(login) {
                    return Ok(own);
                }
                state.identities.insert(asked.to_owned(), Some(login.to_owned()));
                Ok(asked.to_owned())
            }
        }
    }

    /// The user whom the logins prove, `None` where there are none.
    fn login(&self, logins: &HashMap<String, String>, now: DateTime<Utc>) -> Result<Option<String>, Failure> {
        let Some((provider, token)) = logins.iter().next() else { return Ok(None) };
        let unsupported = || Failure::not_authorized("Token is not from a supported provider of this identity pool.");
        let pool = self.user_pool.as_ref().ok_or_else(unsupported)?;
        let ours = pool.settings().issuer.strip_prefix("https://").unwrap_or(&pool.settings().issuer);
        if logins.len() > 1 {
            return Err(unsupported());
        }
        if provider != ours {
            return Err(invalid_login("Issuer doesn't match providerName"));
        }
        let claims = pool.read_token(token, now.timestamp()).map_err(|flaw| match flaw {
            TokenFlaw::NotAToken => invalid_login("Not a Cognito token."),
            TokenFlaw::Signature => invalid_login("Couldn't verify signed token."),
            TokenFlaw::Foreign | TokenFlaw::Revoked => unsupported(),
            TokenFlaw::Expired => invalid_login("Token expired."),
        })?;
        if claims.text("token_use") == "id" {
            Ok(Some(claims.text("sub").to_owned()))
        } else {
            Err(invalid_login("Missing a required claim: aud"))
        }
    }

    fn new_identity(&self) -> String {
        format!("{}:{}", self.settings.region, random::uuid())
    }

    fn expiry(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        now.checked_add_signed(self.settings.credential_lifetime).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn identity_of(&self, login: &str) -> Option<String> {
        let mut identities = self.identities.iter();
        identities.find(|(_, owner)| owner.as_deref() == Some(login)).map(|(identity, _)| identity.clone())
    }
}

fn no_guests() -> Failure {
    Failure::not_authorized("Unauthenticated access is not supported for this identity pool.")
}

fn invalid_login(why: &str) -> Failure {
    Failure::not_authorized(format!("Invalid login token. {why}"))
}
