//! `RespondToAuthChallenge`: the SRP proof, a new password; and what is kept between a challenge and its answer.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDateTime;
use serde::Deserialize;
use serde_json::{Value, json};

use super::srp::{Exchange, Verifier};
use super::user::Record;
use super::{
    AppClient, Parameters, UserPool, UserStatus, authentication_result, check_status, required, wrong_password,
};
use crate::protocol::Failure;
use crate::random;

/// How long a challenge can be answered (Cognito's default for `AuthSessionValidity`).
const VALID_SECONDS: i64 = 180;
/// The shortest new password (Cognito's default policy, of which this is the only part here).
const SHORTEST_PASSWORD: usize = 8;
/// The only form of `TIMESTAMP` that Cognito takes; the day has no leading zero.
const TIMESTAMP: &str = "%a %b %-d %H:%M:%S UTC %Y";

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Input {
    challenge_name: String,
    client_id: String,
    session: Option<String>,
    #[serde(default)]
    challenge_responses: Parameters,
}

/// Challenges that wait for their answer. Each can be answered once.
#[derive(Default)]
pub(super) struct Challenges {
    exchanges: HashMap<String, Pending<Exchange>>,
    new_passwords: HashMap<String, Pending<()>>,
}

struct Pending<Kept> {
    client: String,
    user: String,
    since: i64,
    kept: Kept,
}

impl Challenges {
    /// Keeps an SRP exchange and gives its `SECRET_BLOCK`.
    pub(super) fn add_exchange(&mut self, client: &AppClient, user: String, exchange: Exchange, now: i64) -> String {
        self.forget_old(now);
        let secret_block = STANDARD.encode(random::bytes::<512>());
        self.exchanges
            .insert(secret_block.clone(), Pending { client: client.id.clone(), user, since: now, kept: exchange });
        secret_block
    }

    fn add_new_password(&mut self, client: &AppClient, user: String, now: i64) -> String {
        self.forget_old(now);
        let session = random::token::<384>();
        self.new_passwords.insert(session.clone(), Pending { client: client.id.clone(), user, since: now, kept: () });
        session
    }

    fn forget_old(&mut self, now: i64) {
        self.exchanges.retain(|_, pending| pending.is_valid(now));
        self.new_passwords.retain(|_, pending| pending.is_valid(now));
    }
}

impl<Kept> Pending<Kept> {
    fn is_valid(&self, now: i64) -> bool {
        now < self.since.saturating_add(VALID_SECONDS)
    }

    fn is_for(&self, client: &AppClient, user: &Record) -> bool {
        self.client == client.id && self.user == user.name
    }
}

pub(super) fn respond(pool: &UserPool, input: &Input, now: i64) -> Result<Value, Failure> {
    let client = pool.client(&input.client_id)?;
    let responses = &input.challenge_responses;
    let name = required(responses, "USERNAME")?;
    client.check_secret_hash(name, responses.get("SECRET_HASH"))?;
    match input.challenge_name.as_str() {
        "PASSWORD_VERIFIER" => verify_password(pool, client, name, responses, now),
        "NEW_PASSWORD_REQUIRED" => set_new_password(pool, client, name, input, now),
        other => Err(Failure::invalid_parameter(format!("{other} is not a challenge that was given"))),
    }
}

/// What follows on a right password: tokens, a refusal, or the demand for a new password.
pub(super) fn after_password(pool: &UserPool, client: &AppClient, user: &Record, now: i64) -> Result<Value, Failure> {
    check_status(user.status)?;
    let mut state = pool.state();
    if user.status == UserStatus::MustChangePassword {
        let session = state.challenges.add_new_password(client, user.name.clone(), now);
        let mut attributes = user.attributes.clone();
        attributes.remove("sub");
        return Ok(json!({
            "ChallengeName": "NEW_PASSWORD_REQUIRED",
            "ChallengeParameters": {
                "USER_ID_FOR_SRP": user.name,
                "requiredAttributes": "[]",
                "userAttributes": json!(attributes).to_string(),
            },
            "Session": session,
        }));
    }
    let tokens = state.tokens.sign_in(user, client, &pool.settings.issuer, now);
    Ok(authentication_result(&tokens, client))
}

fn verify_password(
    pool: &UserPool,
    client: &AppClient,
    name: &str,
    responses: &Parameters,
    now: i64,
) -> Result<Value, Failure> {
    let secret_block = required(responses, "PASSWORD_CLAIM_SECRET_BLOCK")?;
    let signature = required(responses, "PASSWORD_CLAIM_SIGNATURE")?;
    let timestamp = required(responses, "TIMESTAMP")?;
    let time = NaiveDateTime::parse_from_str(timestamp, TIMESTAMP);
    if time.is_err() || time.is_ok_and(|time| time.format(TIMESTAMP).to_string() != timestamp) {
        return Err(Failure::invalid_parameter("TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english."));
    }
    // Taken out before it is judged: neither a wrong proof nor a right one can be tried again.
    let pending = pool.state().challenges.exchanges.remove(secret_block).filter(|pending| pending.is_valid(now));
    let pending = pending.ok_or_else(wrong_password)?;
    let user = pool.state().directory.find(name).cloned().ok_or_else(wrong_password)?;
    let secret_block = STANDARD.decode(secret_block).map_err(|_| wrong_password())?;
    let signature = STANDARD.decode(signature).map_err(|_| wrong_password())?;
    let message = [pool.settings.pool_name().as_bytes(), pending.user.as_bytes(), &secret_block, timestamp.as_bytes()];
    if !pending.is_for(client, &user) || !pending.kept.proves(&message, &signature) {
        return Err(wrong_password());
    }
    after_password(pool, client, &user, now)
}

fn set_new_password(
    pool: &UserPool,
    client: &AppClient,
    name: &str,
    input: &Input,
    now: i64,
) -> Result<Value, Failure> {
    let session = input.session.as_deref().unwrap_or_default();
    if session.is_empty() {
        return Err(Failure::invalid_parameter("Missing required parameter Session"));
    }
    let password = required(&input.challenge_responses, "NEW_PASSWORD")?;
    let user = {
        let state = pool.state();
        let pending = state.challenges.new_passwords.get(session);
        let pending = pending.ok_or_else(|| invalid_session("session can only be used once."))?;
        if !pending.is_valid(now) {
            return Err(invalid_session("session is expired."));
        }
        let user = state.directory.find(name).filter(|user| pending.is_for(client, user));
        user.cloned().ok_or_else(|| invalid_session("it was given to another."))?
    };
    // The session outlives a password that is too short, so that the user can choose again.
    if password.chars().count() < SHORTEST_PASSWORD {
        return Err(Failure::new(
            "InvalidPasswordException",
            "Password does not conform to policy: Password not long enough",
        ));
    }
    let verifier = Verifier::new(pool.settings.pool_name(), &user.name, password);
    let mut state = pool.state();
    if state.challenges.new_passwords.remove(session).is_none() {
        return Err(invalid_session("session can only be used once."));
    }
    let Some(record) = state.directory.find_mut(&user.name) else { return Err(wrong_password()) };
    record.verifier = verifier;
    record.status = UserStatus::Confirmed;
    let given = input.challenge_responses.iter();
    let attributes = given.filter_map(|(key, value)| Some((key.strip_prefix("userAttributes.")?, value)));
    record.attributes.extend(attributes.map(|(key, value)| (key.to_owned(), value.clone())));
    let user = record.clone();
    let tokens = state.tokens.sign_in(&user, client, &pool.settings.issuer, now);
    Ok(authentication_result(&tokens, client))
}

fn invalid_session(why: &str) -> Failure {
    Failure::not_authorized(format!("Invalid session for the user, {why}"))
}
