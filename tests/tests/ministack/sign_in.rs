//! Proving a password to a user pool: by SRP, in the open, and with an app client's secret.

use amplify_rest::{SignIn, SignInFlow, TokenKind};

use super::{Program, client_secret, user_pool};

const NOT_AUTHORIZED: Option<&str> = Some("NotAuthorizedException");
const WRONG: &str = "Wrong1!wrong";

#[test]
fn srp_accepts_the_right_password() {
    let Some(program) = Program::start() else { return };
    let signed_in = program.auth.sign_in("ada", program.password("ada")).unwrap().done().unwrap();
    assert_eq!(signed_in.username(), "ada");
    assert!(program.auth.session().is_signed_in());

    let tokens = program.auth.tokens().unwrap();
    let issuer = format!("https://cognito-idp.{}.amazonaws.com/{}", program.facts.region, program.facts.user_pool);
    for (kind, token_use) in [(TokenKind::Access, "access"), (TokenKind::Id, "id")] {
        let claims = tokens.claims(kind).unwrap();
        assert_eq!(claims.username(), Some("ada"));
        assert_eq!(claims.get("iss").unwrap(), &issuer);
        assert_eq!(claims.get("token_use").unwrap(), token_use);
    }
    assert_eq!(tokens.claims(TokenKind::Id).unwrap().email(), Some("ada@example.com"));
}

#[test]
fn srp_refuses_a_wrong_password() {
    let Some(program) = Program::start() else { return };
    let error = program.auth.sign_in("ada", WRONG).unwrap_err();
    assert_eq!(error.cognito_code(), NOT_AUTHORIZED, "{error}");
    assert!(!program.auth.session().is_signed_in());
}

#[test]
fn srp_refuses_an_unknown_user() {
    let Some(program) = Program::start() else { return };
    let error = program.auth.sign_in("nobody", WRONG).unwrap_err();
    assert_eq!(error.cognito_code(), Some("UserNotFoundException"), "{error}");
}

/// The server's salt and public value differ each time: one run in 128 has a value whose padding matters.
#[test]
fn srp_accepts_the_right_password_every_time() {
    let Some(program) = Program::start() else { return };
    for _ in 0..20 {
        program.sign_in("grace");
    }
}

#[test]
fn password_flow_tells_right_from_wrong() {
    let Some(program) = Program::with_user_pool(|facts| user_pool(facts, "public").flow(SignInFlow::Password)) else {
        return;
    };
    let error = program.auth.sign_in("ada", WRONG).unwrap_err();
    assert_eq!(error.cognito_code(), NOT_AUTHORIZED, "{error}");
    program.sign_in("ada");
}

#[test]
fn password_flow_is_refused_where_the_app_client_allows_srp_alone() {
    let Some(program) = Program::with_user_pool(|facts| user_pool(facts, "srp_only").flow(SignInFlow::Password)) else {
        return;
    };
    let error = program.auth.sign_in("ada", program.password("ada")).unwrap_err();
    assert_eq!(error.cognito_code(), Some("InvalidParameterException"), "{error}");
}

#[test]
fn the_app_clients_secret_is_proved() {
    for flow in [SignInFlow::Srp, SignInFlow::Password] {
        let program = Program::with_user_pool(|facts| {
            user_pool(facts, "confidential").client_secret(client_secret(facts)).flow(flow)
        });
        let Some(program) = program else { return };
        program.sign_in("ada");
        assert!(program.auth.tokens().is_ok());
    }
}

#[test]
fn a_wrong_or_missing_secret_is_refused() {
    for flow in [SignInFlow::Srp, SignInFlow::Password] {
        let missing = Program::with_user_pool(|facts| user_pool(facts, "confidential").flow(flow));
        let wrong = Program::with_user_pool(|facts| {
            let secret: String = client_secret(facts).chars().rev().collect();
            user_pool(facts, "confidential").client_secret(secret).flow(flow)
        });
        for program in [missing, wrong].into_iter().flatten() {
            let error = program.auth.sign_in("ada", program.password("ada")).unwrap_err();
            assert_eq!(error.cognito_code(), NOT_AUTHORIZED, "{error}");
        }
    }
}

#[test]
fn a_temporary_password_is_replaced() {
    let Some(program) = Program::start() else { return };
    let temporary = program.password("newcomer");
    let unanswered = program.auth.sign_in("newcomer", temporary).unwrap().done().unwrap_err();
    assert!(unanswered.is_challenge(), "{unanswered}");
    assert!(!program.auth.session().is_signed_in());

    let SignIn::NewPassword(challenge) = program.auth.sign_in("newcomer", temporary).unwrap() else {
        panic!("the password is temporary");
    };
    assert_eq!(challenge.required_attributes(), [""; 0]);
    let signed_in = challenge.answer("Zz9?entirely-new").unwrap().done().unwrap();
    assert_eq!(signed_in.username(), "newcomer");
    assert!(program.auth.tokens().is_ok());

    let error = program.auth.sign_in("newcomer", temporary).unwrap_err();
    assert_eq!(error.cognito_code(), NOT_AUTHORIZED, "{error}");
    program.auth.sign_in("newcomer", "Zz9?entirely-new").unwrap().done().unwrap();
}
