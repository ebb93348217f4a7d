//! New tokens for a refresh token, in the older and the newer way, and `RevokeToken`.

use serde::Deserialize;
use serde_json::{Value, json};

use super::tokens::RefreshFlaw;
use super::user::Record;
use super::{AppClient, Parameters, UserPool, authentication_result, check_status, required};
use crate::jwt;
use crate::protocol::Failure;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct RefreshInput {
    refresh_token: String,
    client_id: String,
    client_secret: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct RevokeInput {
    token: String,
    client_id: String,
    client_secret: Option<String>,
}

/// `InitiateAuth` with `REFRESH_TOKEN_AUTH`.
pub(super) fn refresh_token_auth(
    pool: &UserPool,
    client: &AppClient,
    parameters: &Parameters,
    now: i64,
) -> Result<Value, Failure> {
    let token = required(parameters, "REFRESH_TOKEN")?;
    let user = user_of(pool, client, token, now)?;
    // No USERNAME comes along: the hash is that of the name that Cognito keeps, not of the alias that signed in.
    client.check_secret_hash(&user.name, parameters.get("SECRET_HASH"))?;
    refresh(pool, client, token, &user, now)
}

/// `GetTokensFromRefreshToken`, which sends the client's secret itself.
pub(super) fn tokens_from_refresh_token(pool: &UserPool, input: &RefreshInput, now: i64) -> Result<Value, Failure> {
    let client = pool.client(&input.client_id)?;
    client.check_secret(input.client_secret.as_ref())?;
    let user = user_of(pool, client, &input.refresh_token, now)?;
    refresh(pool, client, &input.refresh_token, &user, now)
}

/// `RevokeToken`: takes a refresh token, and with it all that it gave.
pub(super) fn revoke_token(pool: &UserPool, input: &RevokeInput) -> Result<Value, Failure> {
    let client = pool.client(&input.client_id)?;
    client.check_secret(input.client_secret.as_ref())?;
    if jwt::read(&input.token).is_ok() {
        return Err(Failure::new("UnsupportedTokenTypeException", "Only refresh tokens can be revoked."));
    }
    pool.state().tokens.revoke(&input.token, client);
    Ok(json!({}))
}

fn user_of(pool: &UserPool, client: &AppClient, token: &str, now: i64) -> Result<Record, Failure> {
    let state = pool.state();
    let name = state.tokens.user_of(token, client, now).map_err(|flaw| match flaw {
        RefreshFlaw::Unknown => Failure::not_authorized("Invalid Refresh Token"),
        RefreshFlaw::Expired => Failure::not_authorized("Refresh Token has expired"),
        RefreshFlaw::Revoked => Failure::not_authorized("Refresh Token has been revoked"),
        RefreshFlaw::Reused => Failure::new("RefreshTokenReuseException", "Refresh Token has been rotated"),
    })?;
    let user = state.directory.find(&name).cloned();
    let user = user.ok_or_else(|| Failure::new("UserNotFoundException", "User does not exist."))?;
    check_status(user.status)?;
    Ok(user)
}

fn refresh(pool: &UserPool, client: &AppClient, token: &str, user: &Record, now: i64) -> Result<Value, Failure> {
    let tokens = pool.state().tokens.refresh(token, user, client, &pool.settings.issuer, now);
    let tokens = tokens.ok_or_else(|| Failure::not_authorized("Invalid Refresh Token"))?;
    Ok(authentication_result(&tokens, client))
}
