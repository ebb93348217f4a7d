//! The user pool: Cognito's `AWSCognitoIdentityProviderService` for one pool and its app clients.
//!
//! Keeps no password, only SRP verifiers. Everything else that it keeps dies with the cloud.

mod account;
mod challenge;
mod client;
mod refresh;
mod sign_in;
mod srp;
mod tokens;
mod user;

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

pub use self::client::{AppClient, AuthFlow, Rotation, UnknownUsers};
pub(crate) use self::tokens::TokenFlaw;
pub use self::tokens::TokenUse;
pub use self::user::{User, UserStatus};

use self::challenge::Challenges;
use self::tokens::TokenStore;
use self::user::{Directory, Record};
use crate::jwt::Claims;
use crate::keys::SigningKey;
use crate::protocol::{Failure, Outcome, operation};

/// What is configured of a pool.
pub(crate) struct Settings {
    pub(crate) pool_id: String,
    pub(crate) issuer: String,
    pub(crate) clients: Vec<AppClient>,
}

impl Settings {
    /// The part of the pool's id that SRP hashes.
    fn pool_name(&self) -> &str {
        self.pool_id.split_once('_').map_or(self.pool_id.as_str(), |(_, name)| name)
    }

    fn client(&self, id: &str) -> Option<&AppClient> {
        self.clients.iter().find(|client| client.id == id)
    }
}

/// A running user pool.
pub(crate) struct UserPool {
    settings: Settings,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    directory: Directory,
    challenges: Challenges,
    tokens: TokenStore,
}

type Parameters = HashMap<String, String>;

impl UserPool {
    pub(crate) fn new(settings: Settings) -> Self {
        Self { settings, state: Mutex::default() }
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Runs one operation.
    pub(crate) fn call(&self, name: &str, body: &[u8], now: i64) -> Outcome {
        match name {
            "InitiateAuth" => operation(body, |input| sign_in::initiate(self, &input, now)),
            "RespondToAuthChallenge" => operation(body, |input| challenge::respond(self, &input, now)),
            "GetTokensFromRefreshToken" => {
                operation(body, |input| refresh::tokens_from_refresh_token(self, &input, now))
            }
            "RevokeToken" => operation(body, |input| refresh::revoke_token(self, &input)),
            "GlobalSignOut" => operation(body, |input| account::global_sign_out(self, &input, now)),
            "GetUser" => operation(body, |input| account::user(self, &input, now)),
            "SignUp" => operation(body, |input| account::sign_up(self, input)),
            "ConfirmSignUp" => operation(body, |input| account::confirm_sign_up(self, &input)),
            _ => Err(Failure::unknown_operation()),
        }
    }

    /// What `/<pool id>/.well-known/…` answers.
    pub(crate) fn well_known(&self, document: &str, url: &str) -> Option<Value> {
        match document {
            "jwks.json" => Some(SigningKey::of_process().key_set()),
            "openid-configuration" => Some(json!({
                "issuer": self.settings.issuer,
                "jwks_uri": format!("{url}/{}/.well-known/jwks.json", self.settings.pool_id),
                "id_token_signing_alg_values_supported": ["RS256"],
                "response_types_supported": ["code", "token"],
                "subject_types_supported": ["public"],
            })),
            _ => None,
        }
    }

    /// Reads an ID or access token as somebody does who doesn't ask the pool whether it was revoked.
    pub(crate) fn read_token(&self, token: &str, now: i64) -> Result<Claims, TokenFlaw> {
        self.state().tokens.read(token, &self.settings, now)
    }

    pub(crate) fn add_user(&self, user: User) {
        let record = Record::of(user, self.settings.pool_name());
        self.state().directory.insert(record);
    }

    pub(crate) fn remove_user(&self, name: &str) -> bool {
        let mut state = self.state();
        let Some(record) = state.directory.remove(name) else { return false };
        state.tokens.revoke_all_of(&record.name);
        true
    }

    pub(crate) fn set_status(&self, name: &str, status: UserStatus) -> bool {
        self.state().directory.find_mut(name).map(|record| record.status = status).is_some()
    }

    /// What only the pool can say of a user: the `sub`, and the code of an unconfirmed sign-up.
    pub(crate) fn sub(&self, name: &str) -> Option<String> {
        self.state().directory.find(name).map(|record| record.sub().to_owned())
    }

    pub(crate) fn confirmation_code(&self, name: &str) -> Option<String> {
        self.state().directory.find(name)?.confirmation_code.clone()
    }

    pub(crate) fn sign_out_everywhere(&self, name: &str) -> bool {
        let mut state = self.state();
        let Some(name) = state.directory.find(name).map(|record| record.name.clone()) else { return false };
        state.tokens.revoke_all_of(&name);
        true
    }

    pub(crate) fn expire_tokens(&self) {
        self.state().tokens.expire_issued();
    }

    pub(crate) fn expire_refresh_tokens(&self) {
        self.state().tokens.expire_refresh_tokens();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn client(&self, id: &str) -> Result<&AppClient, Failure> {
        let missing = || Failure::new("ResourceNotFoundException", format!("User pool client {id} does not exist."));
        self.settings.client(id).ok_or_else(missing)
    }
}

fn required<'a>(parameters: &'a Parameters, name: &str) -> Result<&'a str, Failure> {
    parameters
        .get(name)
        .map(String::as_str)
        .filter(|value| !value.is_empty())
        .ok_or_else(|| Failure::invalid_parameter(format!("Missing required parameter {name}")))
}

fn wrong_password() -> Failure {
    Failure::not_authorized("Incorrect username or password.")
}

/// What a user's status forbids, once the password is known to be right.
fn check_status(status: UserStatus) -> Result<(), Failure> {
    match status {
        UserStatus::Confirmed | UserStatus::MustChangePassword => Ok(()),
        UserStatus::MustResetPassword => {
            Err(Failure::new("PasswordResetRequiredException", "Password reset required for the user"))
        }
        UserStatus::Unconfirmed => Err(Failure::new("UserNotConfirmedException", "User is not confirmed.")),
        UserStatus::Disabled => Err(Failure::not_authorized("User is disabled.")),
    }
}

/// `AuthenticationResult`, as every way to get tokens gives it.
fn authentication_result(tokens: &tokens::TokenSet, client: &AppClient) -> Value {
    let mut result = json!({
        "AccessToken": tokens.access,
        "ExpiresIn": client.access_token_seconds,
        "IdToken": tokens.id,
        "TokenType": "Bearer",
    });
    if let Some(refresh) = &tokens.refresh {
        result["RefreshToken"] = json!(refresh);
    }
    json!({ "AuthenticationResult": result, "ChallengeParameters": {} })
}
