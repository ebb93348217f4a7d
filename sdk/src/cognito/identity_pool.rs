//! The identity pool's operations: an identity, and temporary credentials for it.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde_json::json;

use super::answer::Answer;
use super::config::IdentityPoolConfig;
use super::refreshing::Fetched;
use super::session::IdentityState;
use super::wire::Service;
use crate::error::Kind;
use crate::link::Link;
use crate::sync::lock;
use crate::{Credentials, Deadline, Error, Role, Secret};

/// One identity pool.
#[derive(Clone)]
pub(crate) struct IdentityPool {
    service: Service,
    pub(super) config: Arc<IdentityPoolConfig>,
}

/// Who asks: the key under which the pool knows the user pool, and the user's ID token. A guest has none.
pub(super) type Login = Option<(String, Secret)>;

impl IdentityPool {
    pub(crate) fn new(link: &Arc<Link>, config: IdentityPoolConfig) -> Result<Self, Error> {
        if config.id.is_empty() {
            return Err(Error::configuration("the identity pool's id is empty"));
        }
        let base = config.base_url(link.plain_http)?;
        let service = Service::new(link, base, "AWSCognitoIdentityService");
        Ok(Self { service, config: Arc::new(config) })
    }

    pub(super) fn now(&self) -> SystemTime {
        self.service.now()
    }

    /// Credentials for the identity that `state` remembers, or for a new one. An identity that was deleted meanwhile is
    /// forgotten, and the call repeated once.
    pub(super) fn fetch(
        &self,
        state: &IdentityState,
        login: &Login,
        deadline: Deadline,
    ) -> Result<Fetched<Credentials>, Error> {
        let remembered = lock(&state.id).is_some();
        let first = self.identity(state, login, deadline).and_then(|id| self.credentials(state, &id, login, deadline));
        match first {
            Err(error) if remembered && error.cognito_code() == Some("ResourceNotFoundException") => {
                *lock(&state.id) = None;
                let id = self.identity(state, login, deadline)?;
                self.credentials(state, &id, login, deadline)
            }
            result => result,
        }
    }

    /// The identity's id: remembered, or asked for.
    pub(super) fn identity(&self, state: &IdentityState, login: &Login, deadline: Deadline) -> Result<String, Error> {
        let remembered = lock(&state.id).clone();
        if let Some(id) = remembered {
            return Ok(id);
        }
        let mut body = json!({ "IdentityPoolId": self.config.id });
        add_login(&mut body, login);
        let mut answer = self.service.call("GetId", &body, deadline).map_err(|error| self.explain(error, login))?;
        let id = answer.required(Answer::text, "IdentityId")?;
        *lock(&state.id) = Some(id.clone());
        Ok(id)
    }

    fn credentials(
        &self,
        state: &IdentityState,
        id: &str,
        login: &Login,
        deadline: Deadline,
    ) -> Result<Fetched<Credentials>, Error> {
        let mut body = json!({ "IdentityId": id });
        add_login(&mut body, login);
        let mut answer = self
            .service
            .call("GetCredentialsForIdentity", &body, deadline)
            .map_err(|error| self.explain(error, login))?;
        // Cognito may answer with another identity, into which this one was merged.
        *lock(&state.id) = Some(answer.required(Answer::text, "IdentityId")?);
        let mut issued = answer.required(Answer::object, "Credentials")?;
        let access_key_id = issued.required(Answer::text, "AccessKeyId")?;
        let secret_key = issued.required(Answer::secret, "SecretKey")?;
        let session_token = issued.required(Answer::secret, "SessionToken")?;
        // Seconds since 1970, with a fraction.
        let expires = issued
            .number("Expiration")
            .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
            .and_then(|since| SystemTime::UNIX_EPOCH.checked_add(since))
            .ok_or_else(|| Error::new(Kind::Body, "Cognito's credentials expire at no time that there is"))?;
        let role = if login.is_some() { Role::Authenticated } else { Role::Guest };
        let credentials = Credentials::new(access_key_id, secret_key)
            .with_session_token(session_token)
            .with_expiry(expires)
            .with_role(role);
        Ok(Fetched { value: credentials, expires })
    }

    fn explain(&self, error: Error, login: &Login) -> Error {
        let refused = error.cognito_code() == Some("NotAuthorizedException");
        if refused && login.is_none() && error.to_string().contains("Unauthenticated access is not supported") {
            let pool = &self.config.id;
            return Error::new(Kind::GuestAccessDisabled, format!("identity pool {pool} gives guests no access"))
                .with_hint("sign in first, or allow unauthenticated identities in the identity pool's settings")
                .with_source(error);
        }
        error
    }
}

fn add_login(body: &mut serde_json::Value, login: &Login) {
    if let Some((provider, token)) = login {
        body["Logins"] = json!({ provider: token.expose() });
    }
}
