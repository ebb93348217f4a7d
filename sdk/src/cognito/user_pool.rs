//! The user pool's operations. Each is one call; what they add up to stands in `sign_in` and `provider`.

use std::sync::Arc;
use std::time::SystemTime;

use serde_json::{Map, Value, json};

use super::answer::Answer;
use super::config::UserPoolConfig;
use super::random;
use super::secret_hash::secret_hash;
use super::srp::{Claimant, PasswordChallenge, SrpClient};
use super::tokens::Issued;
use super::wire::Service;
use crate::error::Kind;
use crate::link::Link;
use crate::{Deadline, Error, Secret, Timeouts, time_format};

/// One user pool, spoken to as one of its app clients.
#[derive(Clone)]
pub(crate) struct UserPool {
    service: Service,
    pub(super) config: Arc<UserPoolConfig>,
}

/// Where a sign-in stands after an answer of Cognito's.
pub(super) enum Step {
    Done(String, Issued),
    NewPassword(NewPasswordRequired),
}

/// What Cognito wants answered with a new password.
pub(super) struct NewPasswordRequired {
    pub(super) username: String,
    pub(super) session: Secret,
    pub(super) required_attributes: Vec<String>,
}

impl UserPool {
    pub(crate) fn new(link: &Arc<Link>, config: UserPoolConfig) -> Result<Self, Error> {
        config.name()?;
        if config.client_id.is_empty() {
            return Err(Error::configuration("the user pool's app client id is empty"));
        }
        let base = config.base_url(link.plain_http)?;
        let service = Service::new(link, base, "AWSCognitoIdentityProviderService");
        Ok(Self { service, config: Arc::new(config) })
    }

    /// Pool and app client, as sessions remember who issued their tokens.
    pub(super) fn key(&self) -> String {
        format!("{}/{}", self.config.id, self.config.client_id)
    }

    /// Whether `key` is its [`key`](Self::key).
    pub(super) fn is(&self, key: &str) -> bool {
        let client = key.strip_prefix(self.config.id.as_str()).and_then(|rest| rest.strip_prefix('/'));
        client == Some(self.config.client_id.as_str())
    }

    pub(super) fn now(&self) -> SystemTime {
        self.service.now()
    }

    pub(super) fn timeouts(&self) -> Timeouts {
        self.service.link.timeouts
    }

    /// `USER_SRP_AUTH`: proves the knowledge of the password without sending it.
    pub(super) fn sign_in_with_srp(
        &self,
        username: &str,
        password: &Secret,
        deadline: Deadline,
    ) -> Result<Step, Error> {
        let secret = random::ephemeral_secret()?;
        let client = SrpClient::new(secret.as_slice()).map_err(wrong_proof)?;
        let mut parameters = self.parameters(username);
        parameters.insert("SRP_A".into(), client.srp_a().into());
        let mut answer = self.initiate("USER_SRP_AUTH", &parameters, deadline)?;
        if answer.peek("ChallengeName") != Some("PASSWORD_VERIFIER") {
            return self.step(username, answer);
        }
        let challenge = answer.required(Answer::object, "ChallengeParameters")?;
        let parameter = |name: &str| {
            challenge
                .peek(name)
                .ok_or_else(|| Error::new(Kind::Body, format!("Cognito's PASSWORD_VERIFIER challenge has no {name}")))
        };
        // An alias (an e-mail address) signs in, but the proof is about the user's real name.
        let user_id = parameter("USER_ID_FOR_SRP")?;
        let name = parameter("USERNAME").unwrap_or(user_id);
        let challenge = PasswordChallenge {
            salt: parameter("SALT")?,
            srp_b: parameter("SRP_B")?,
            secret_block: parameter("SECRET_BLOCK")?,
        };
        let timestamp = time_format::srp_timestamp(self.now());
        let claimant = Claimant::user(&self.config.id, user_id, password.expose());
        let signature = client.signature(&claimant, &challenge, &timestamp).map_err(wrong_proof)?;
        let mut parameters = self.parameters(name);
        parameters.insert("PASSWORD_CLAIM_SECRET_BLOCK".into(), challenge.secret_block.into());
        parameters.insert("PASSWORD_CLAIM_SIGNATURE".into(), signature.into());
        parameters.insert("TIMESTAMP".into(), timestamp.into());
        let session = answer.secret("Session");
        let answer = self.respond("PASSWORD_VERIFIER", &parameters, session.as_ref(), deadline)?;
        self.step(name, answer)
    }

    /// `USER_PASSWORD_AUTH`: sends the password.
    pub(super) fn sign_in_with_password(
        &self,
        username: &str,
        password: &Secret,
        deadline: Deadline,
    ) -> Result<Step, Error> {
        let mut parameters = self.parameters(username);
        parameters.insert("PASSWORD".into(), password.expose().into());
        let answer = self.initiate("USER_PASSWORD_AUTH", &parameters, deadline)?;
        self.step(username, answer)
    }

    /// Answers `NEW_PASSWORD_REQUIRED`.
    pub(super) fn set_new_password(
        &self,
        required: &NewPasswordRequired,
        password: &Secret,
        attributes: &[(String, String)],
        deadline: Deadline,
    ) -> Result<Step, Error> {
        let mut parameters = self.parameters(&required.username);
        parameters.insert("NEW_PASSWORD".into(), password.expose().into());
        for (name, value) in attributes {
            parameters.insert(format!("userAttributes.{name}"), value.as_str().into());
        }
        let answer = self.respond("NEW_PASSWORD_REQUIRED", &parameters, Some(&required.session), deadline)?;
        self.step(&required.username, answer)
    }

    /// New tokens for a refresh token, and a new refresh token where the app client rotates them.
    ///
    /// <https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html>
    pub(super) fn refresh(&self, refresh_token: &Secret, deadline: Deadline) -> Result<Issued, Error> {
        let mut body = json!({ "ClientId": self.config.client_id, "RefreshToken": refresh_token.expose() });
        if let Some(secret) = &self.config.client_secret {
            body["ClientSecret"] = secret.expose().into();
        }
        let mut answer = self.service.call("GetTokensFromRefreshToken", &body, deadline)?;
        Issued::of(answer.object("AuthenticationResult").ok_or_else(no_tokens)?, self.now())
    }

    /// Revokes a refresh token and every access token that came of it.
    pub(super) fn revoke(&self, refresh_token: &Secret, deadline: Deadline) -> Result<(), Error> {
        let mut body = json!({ "ClientId": self.config.client_id, "Token": refresh_token.expose() });
        if let Some(secret) = &self.config.client_secret {
            body["ClientSecret"] = secret.expose().into();
        }
        self.service.call("RevokeToken", &body, deadline).map(|_| ())
    }

    /// Ends every session of the user, on every device.
    pub(super) fn sign_out_globally(&self, access_token: &Secret, deadline: Deadline) -> Result<(), Error> {
        let body = json!({ "AccessToken": access_token.expose() });
        self.service.call("GlobalSignOut", &body, deadline).map(|_| ())
    }

    fn parameters(&self, username: &str) -> Map<String, Value> {
        let mut parameters = Map::from_iter([("USERNAME".to_owned(), username.into())]);
        if let Some(secret) = &self.config.client_secret {
            let hash = secret_hash(secret, username, &self.config.client_id);
            parameters.insert("SECRET_HASH".to_owned(), hash.into());
        }
        parameters
    }

    fn initiate(&self, flow: &str, parameters: &Map<String, Value>, deadline: Deadline) -> Result<Answer, Error> {
        let body = json!({ "AuthFlow": flow, "ClientId": self.config.client_id, "AuthParameters": parameters });
        self.service.call("InitiateAuth", &body, deadline)
    }

    fn respond(
        &self,
        challenge: &str,
        parameters: &Map<String, Value>,
        session: Option<&Secret>,
        deadline: Deadline,
    ) -> Result<Answer, Error> {
        let mut body = json!({
            "ChallengeName": challenge,
            "ClientId": self.config.client_id,
            "ChallengeResponses": parameters,
        });
        if let Some(session) = session {
            body["Session"] = session.expose().into();
        }
        self.service.call("RespondToAuthChallenge", &body, deadline)
    }

    fn step(&self, username: &str, mut answer: Answer) -> Result<Step, Error> {
        if let Some(result) = answer.object("AuthenticationResult") {
            return Ok(Step::Done(username.to_owned(), Issued::of(result, self.now())?));
        }
        let challenge = answer.text("ChallengeName").ok_or_else(no_tokens)?;
        if challenge != "NEW_PASSWORD_REQUIRED" {
            return Err(Error::new(Kind::Challenge, format!("the sign-in goes on with challenge {challenge}"))
                .with_hint("this version answers PASSWORD_VERIFIER and NEW_PASSWORD_REQUIRED"));
        }
        let session = answer.required(Answer::secret, "Session")?;
        let parameters = answer.object("ChallengeParameters");
        let parameter = |name| parameters.as_ref().and_then(|parameters| parameters.peek(name));
        let name = parameter("USER_ID_FOR_SRP").unwrap_or(username).to_owned();
        let required: Vec<String> =
            serde_json::from_str(parameter("requiredAttributes").unwrap_or("[]")).unwrap_or_default();
        let required_attributes = required
            .into_iter()
            .map(|name| name.strip_prefix("userAttributes.").map_or(name.clone(), str::to_owned))
            .collect();
        Ok(Step::NewPassword(NewPasswordRequired { username: name, session, required_attributes }))
    }
}

fn no_tokens() -> Error {
    Error::new(Kind::Body, "Cognito's answer holds neither tokens nor a challenge")
}

fn wrong_proof(cause: super::srp::SrpError) -> Error {
    Error::new(Kind::Body, "the password proof cannot be computed from Cognito's challenge").with_source(cause)
}
