//! `InitiateAuth`: the beginning of every sign-in, and the older way to refresh.

use serde::Deserialize;
use serde_json::{Value, json};

use super::srp::{Exchange, Verifier};
use super::user::Record;
use super::{AppClient, AuthFlow, Parameters, UnknownUsers, UserPool, challenge, refresh, required, wrong_password};
use crate::protocol::Failure;
use crate::random;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Input {
    auth_flow: String,
    client_id: String,
    #[serde(default)]
    auth_parameters: Parameters,
}

pub(super) fn initiate(pool: &UserPool, input: &Input, now: i64) -> Result<Value, Failure> {
    let client = pool.client(&input.client_id)?;
    let parameters = &input.auth_parameters;
    match input.auth_flow.as_str() {
        "USER_SRP_AUTH" => {
            client.check_flow(AuthFlow::UserSrp, "USER_SRP_AUTH is not enabled for the client.")?;
            begin_srp(pool, client, parameters, now)
        }
        "USER_PASSWORD_AUTH" => {
            client.check_flow(AuthFlow::UserPassword, "USER_PASSWORD_AUTH flow not enabled for this client")?;
            with_password(pool, client, parameters, now)
        }
        "REFRESH_TOKEN_AUTH" | "REFRESH_TOKEN" => {
            client.check_flow(AuthFlow::RefreshToken, "REFRESH_TOKEN_AUTH flow not enabled for this client")?;
            refresh::refresh_token_auth(pool, client, parameters, now)
        }
        "CUSTOM_AUTH" | "USER_AUTH" => {
            Err(Failure::invalid_parameter(format!("{} flow not enabled for this client", input.auth_flow)))
        }
        other => Err(Failure::invalid_parameter(format!(
            "1 validation error detected: Value '{other}' at 'authFlow' failed to satisfy constraint: Member must satisfy enum value set: \
             [USER_SRP_AUTH, REFRESH_TOKEN_AUTH, REFRESH_TOKEN, CUSTOM_AUTH, ADMIN_NO_SRP_AUTH, USER_PASSWORD_AUTH, ADMIN_USER_PASSWORD_AUTH, USER_AUTH]"
        ))),
    }
}

fn begin_srp(pool: &UserPool, client: &AppClient, parameters: &Parameters, now: i64) -> Result<Value, Failure> {
    let name = required(parameters, "USERNAME")?;
    let client_public = required(parameters, "SRP_A")?;
    client.check_secret_hash(name, parameters.get("SECRET_HASH"))?;
    let known = find(pool, client, name)?;
    // An unknown user is challenged like a known one, so that nobody learns who has an account.
    let (user, verifier) = known.map_or_else(
        || (name.to_owned(), Verifier::new(pool.settings.pool_name(), name, &random::secret())),
        |record| (record.name, record.verifier),
    );
    let salt = verifier.salt();
    let exchange =
        Exchange::begin(verifier, client_public).ok_or_else(|| Failure::invalid_parameter("SRP_A is not valid."))?;
    let server_public = exchange.server_public();
    let secret_block = pool.state().challenges.add_exchange(client, user.clone(), exchange, now);
    Ok(json!({
        "ChallengeName": "PASSWORD_VERIFIER",
        "ChallengeParameters": {
            "SALT": salt,
            "SECRET_BLOCK": secret_block,
            "SRP_B": server_public,
            "USERNAME": user,
            "USER_ID_FOR_SRP": user,
        },
    }))
}

fn with_password(pool: &UserPool, client: &AppClient, parameters: &Parameters, now: i64) -> Result<Value, Failure> {
    let name = required(parameters, "USERNAME")?;
    let password = required(parameters, "PASSWORD")?;
    client.check_secret_hash(name, parameters.get("SECRET_HASH"))?;
    let user = find(pool, client, name)?.ok_or_else(wrong_password)?;
    if !user.verifier.is_of(pool.settings.pool_name(), &user.name, password) {
        return Err(wrong_password());
    }
    challenge::after_password(pool, client, &user, now)
}

/// The user; `None` for one who doesn't exist, where the client may not learn that.
fn find(pool: &UserPool, client: &AppClient, name: &str) -> Result<Option<Record>, Failure> {
    let found = pool.state().directory.find(name).cloned();
    match client.unknown_users {
        UnknownUsers::AreNamed if found.is_none() => Err(Failure::new("UserNotFoundException", "User does not exist.")),
        _ => Ok(found),
    }
}
