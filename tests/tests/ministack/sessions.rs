//! How sessions go on and end: refresh, sign-out, revocation, and two users side by side.

use std::process::Command;
use std::time::Duration;

use amplify_rest::{Authorizer, Clock, Session, TokenKind, Tokens};
use amplify_rest_tests::{peers, scripts};
use serde_json::json;

use super::{Program, client_secret, echo, user_pool};

/// Longer than the hour that tokens and credentials are good for.
const LONG: Duration = Duration::from_hours(2);

#[test]
fn expired_tokens_are_refreshed() {
    let public = Program::start();
    let confidential =
        Program::with_user_pool(|facts| user_pool(facts, "confidential").client_secret(client_secret(facts)));
    for program in [public, confidential].into_iter().flatten() {
        program.sign_in("refresher");
        let before = program.auth.tokens().unwrap();
        program.clock.advance(LONG);
        let after = program.auth.tokens().unwrap();
        assert_ne!(before, after);
        let sub = |tokens: &Tokens| tokens.claims(TokenKind::Id).unwrap().sub().map(str::to_owned);
        assert_eq!(sub(&before), sub(&after));

        let profile = program.endpoint("profile", Authorizer::user_pool(TokenKind::Id));
        let seen = echo(profile.get("/notes").send());
        assert_eq!(seen.headers["authorization"], after.id_token().expose());
    }
}

#[test]
fn expired_credentials_are_replaced() {
    let Some(program) = Program::start() else { return };
    let todos = program.endpoint("todos", Authorizer::iam());
    let guest = echo(todos.get("/public/notes").send());
    let now = program.clock.now();
    program.clock.advance(LONG);
    program.auth.credentials().unwrap();
    // ministack refuses signatures from the future.
    program.clock.set(now);
    let guest_again = echo(todos.get("/public/notes").send());
    // The same guest, with new credentials.
    assert_eq!(guest.identity_id, guest_again.identity_id);
    assert_ne!(guest.headers["x-amz-security-token"], guest_again.headers["x-amz-security-token"]);
}

#[test]
fn signing_out_revokes_the_session() {
    let Some(program) = Program::start() else { return };
    program.sign_in("leaver");
    let held = program.auth.tokens().unwrap();
    assert_eq!(owner_of(&program, held.access_token().expose())["result"], "leaver");

    program.auth.sign_out().unwrap();
    assert!(!program.auth.session().is_signed_in());
    assert!(program.auth.tokens().unwrap_err().is_signed_out());
    assert_eq!(owner_of(&program, held.access_token().expose())["error"], "NotAuthorizedException");
}

#[test]
fn signing_out_globally_ends_every_session() {
    let Some(program) = Program::start() else { return };
    program.sign_in("leaver_everywhere");
    let elsewhere = program.auth.with_session(&Session::new());
    elsewhere.sign_in("leaver_everywhere", program.password("leaver_everywhere")).unwrap().done().unwrap();

    program.auth.sign_out_globally().unwrap();
    assert!(!program.auth.session().is_signed_in());
    program.clock.advance(LONG);
    let error = elsewhere.tokens().unwrap_err();
    assert!(error.is_session_expired(), "{error}");
    // Whoever was signed in does not become a guest.
    let todos = program.endpoint("todos", Authorizer::iam()).with_auth(&elsewhere);
    let error = todos.get("/public/notes").send().unwrap_err();
    assert!(error.is_session_expired(), "{error}");
}

#[test]
fn sessions_are_independent() {
    let Some(program) = Program::start() else { return };
    let ada = program.auth.with_session(&Session::new());
    let grace = program.auth.with_session(&Session::new());
    ada.sign_in("ada", program.password("ada")).unwrap().done().unwrap();
    grace.sign_in("grace", program.password("grace")).unwrap().done().unwrap();
    let todos = program.endpoint("todos", Authorizer::iam());
    let profile = program.endpoint("profile", Authorizer::user_pool(TokenKind::Access));
    for (auth, name) in [(&ada, "ada"), (&grace, "grace")] {
        let seen = echo(profile.with_auth(auth).get("/notes").send());
        assert_eq!(seen.authorizer.unwrap()["claims"]["username"], name);
        let seen = echo(todos.with_auth(auth).get("/private").send());
        assert_eq!(seen.identity_id, Some(auth.identity_id().unwrap()));
    }
    assert_ne!(ada.identity_id().unwrap(), grace.identity_id().unwrap());
    assert!(!program.auth.session().is_signed_in());
}

/// Whom ministack takes the bearer of an access token for, asked by boto3.
fn owner_of(program: &Program, access_token: &str) -> serde_json::Value {
    let mut given = serde_json::to_value(program.facts).unwrap();
    given["access_token"] = json!(access_token);
    let python = peers::python().unwrap();
    scripts::run(Command::new(python).arg(peers::script("clients/python_client.py")).arg("owner"), &given)["owner"]
        .clone()
}
