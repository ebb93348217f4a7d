//! What a signed-in user asks of the pool, and signing up.

use serde::Deserialize;
use serde_json::{Value, json};

use super::user::{Record, User, UserStatus};
use super::{TokenFlaw, UserPool, check_status};
use crate::jwt::Claims;
use crate::protocol::Failure;
use crate::random;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct TokenInput {
    access_token: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SignUpInput {
    client_id: String,
    username: String,
    password: String,
    secret_hash: Option<String>,
    #[serde(default)]
    user_attributes: Vec<Attribute>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Attribute {
    name: String,
    #[serde(default)]
    value: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ConfirmInput {
    client_id: String,
    username: String,
    confirmation_code: String,
    secret_hash: Option<String>,
}

/// `GetUser`.
pub(super) fn user(pool: &UserPool, input: &TokenInput, now: i64) -> Result<Value, Failure> {
    let claims = access_token(pool, &input.access_token, now)?;
    let state = pool.state();
    let user = state.directory.find(claims.text("username"));
    let user = user.ok_or_else(|| Failure::new("UserNotFoundException", "User does not exist."))?;
    check_status(user.status)?;
    let attributes: Vec<Value> =
        user.attributes.iter().map(|(name, value)| json!({ "Name": name, "Value": value })).collect();
    Ok(json!({ "Username": user.name, "UserAttributes": attributes }))
}

/// `GlobalSignOut`.
pub(super) fn global_sign_out(pool: &UserPool, input: &TokenInput, now: i64) -> Result<Value, Failure> {
    let claims = access_token(pool, &input.access_token, now)?;
    pool.state().tokens.revoke_all_of(claims.text("username"));
    Ok(json!({}))
}

/// `SignUp`. The code that Cognito would send is to be had from [`Users::confirmation_code`](crate::Users).
pub(super) fn sign_up(pool: &UserPool, input: SignUpInput) -> Result<Value, Failure> {
    let client = pool.client(&input.client_id)?;
    client.check_secret_hash(&input.username, input.secret_hash.as_ref())?;
    let user = User::new(&input.username, &input.password).status(UserStatus::Unconfirmed);
    let user = input
        .user_attributes
        .into_iter()
        .fold(user, |user, attribute| user.attribute(&attribute.name, &attribute.value));
    let mut record = Record::of(user, pool.settings.pool_name());
    let code = u32::from_be_bytes(random::bytes()) % 1_000_000;
    record.confirmation_code = Some(format!("{code:06}"));
    let sub = record.sub().to_owned();
    let mut state = pool.state();
    if state.directory.find(&input.username).is_some() {
        return Err(Failure::new("UsernameExistsException", "User already exists"));
    }
    state.directory.insert(record);
    Ok(json!({ "UserConfirmed": false, "UserSub": sub }))
}

/// `ConfirmSignUp`.
pub(super) fn confirm_sign_up(pool: &UserPool, input: &ConfirmInput) -> Result<Value, Failure> {
    let client = pool.client(&input.client_id)?;
    client.check_secret_hash(&input.username, input.secret_hash.as_ref())?;
    let mut state = pool.state();
    let user = state.directory.find_mut(&input.username);
    let user =
        user.ok_or_else(|| Failure::new("UserNotFoundException", "Username/client id combination not found."))?;
    if user.status != UserStatus::Unconfirmed {
        return Err(Failure::not_authorized("User cannot be confirmed. Current status is CONFIRMED"));
    }
    if user.confirmation_code.as_ref() != Some(&input.confirmation_code) {
        return Err(Failure::new("CodeMismatchException", "Invalid verification code provided, please try again."));
    }
    user.confirmation_code = None;
    user.status = UserStatus::Confirmed;
    Ok(json!({}))
}

fn access_token(pool: &UserPool, token: &str, now: i64) -> Result<Claims, Failure> {
    let state = pool.state();
    let claims = state.tokens.read(token, &pool.settings, now).and_then(|claims| match claims.text("token_use") {
        "access" if state.tokens.is_revoked(&claims) => Err(TokenFlaw::Revoked),
        "access" => Ok(claims),
        _ => Err(TokenFlaw::Foreign),
    });
    claims.map_err(|flaw| {
        Failure::not_authorized(match flaw {
            TokenFlaw::Expired => "Access Token has expired",
            TokenFlaw::Revoked => "Access Token has been revoked",
            TokenFlaw::NotAToken | TokenFlaw::Signature | TokenFlaw::Foreign => "Invalid Access Token",
        })
    })
}
