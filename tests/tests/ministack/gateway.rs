//! API keys, tokens and custom authorizers.

use amplify_rest::{Authorizer, Interceptor, OutgoingRequest, TokenKind};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{Program, echo, refused};

const UNAUTHORIZED: Option<&str> = Some("UnauthorizedException");

#[test]
fn an_open_api_needs_nothing() {
    let Some(program) = Program::start() else { return };
    let seen = echo(program.endpoint("health", Authorizer::none()).get("/notes").query("limit", 10).send());
    assert_eq!((seen.path.as_str(), &*seen.query["limit"]), ("/notes", &["10".to_owned()][..]));
    assert!(!seen.headers.contains_key("authorization"));
}

#[test]
fn an_api_key_is_told_from_a_wrong_one() {
    let Some(program) = Program::start() else { return };
    let call = |key: &str| program.endpoint("stats", Authorizer::api_key(key)).get("/notes").send();
    echo(call(&program.facts.api_key));
    refused(call("wrong"), 403, None);
    refused(call(program.facts.api_key_without_plan.as_deref().unwrap()), 403, None);
    refused(program.endpoint("stats", Authorizer::none()).get("/notes").send(), 403, None);
}

#[test]
fn both_tokens_of_a_user_are_accepted() {
    let Some(program) = Program::start() else { return };
    program.sign_in("ada");
    for (kind, token_use) in [(TokenKind::Access, "access"), (TokenKind::Id, "id")] {
        let seen = echo(program.endpoint("profile", Authorizer::user_pool(kind)).get("/notes").send());
        assert_eq!(seen.authorizer.unwrap()["claims"]["token_use"], token_use);
        assert_eq!(&seen.headers["authorization"], program.auth.tokens().unwrap().token(kind).expose());
    }
    let profile = program.endpoint("profile", Authorizer::user_pool(TokenKind::Access));
    let seen = echo(profile.get("/notes").token(TokenKind::Id).send());
    assert_eq!(seen.authorizer.unwrap()["claims"]["token_use"], "id");
}

#[test]
fn a_tampered_token_is_refused() {
    let Some(program) = Program::start() else { return };
    program.sign_in("ada");
    let token = tampered(program.auth.tokens().unwrap().access_token().expose());
    let profile = program.endpoint("profile", Authorizer::custom(authorization(token)));
    refused(profile.get("/notes").send(), 401, UNAUTHORIZED);
}

#[test]
fn nobody_signed_in_is_an_error_of_its_own() {
    let Some(program) = Program::start() else { return };
    let profile = program.endpoint("profile", Authorizer::user_pool(TokenKind::Access));
    let error = profile.get("/notes").send().unwrap_err();
    assert!(error.is_signed_out() && error.response().is_none(), "{error}");
    refused(profile.get("/notes").authorizer(Authorizer::none()).send(), 401, UNAUTHORIZED);
}

#[test]
fn a_custom_authorizer_allows_and_denies() {
    let Some(program) = Program::start() else { return };
    let call = |token: &str| {
        program.endpoint("partner", Authorizer::custom(authorization(token.to_owned()))).get("/notes").send()
    };
    let seen = echo(call(&program.facts.partner_token));
    assert_eq!(seen.authorizer.unwrap()["partner"], "acme");
    let denied = program.facts.partner_denied_token.as_deref().unwrap();
    refused(call(denied), 403, Some("AccessDeniedException"));
    refused(call("who-is-this"), 401, UNAUTHORIZED);
    refused(program.endpoint("partner", Authorizer::none()).get("/notes").send(), 401, UNAUTHORIZED);
}

#[test]
fn a_header_that_an_interceptor_sets_is_signed() {
    let Some(program) = Program::start() else { return };
    program.sign_in("ada");
    let trace = |request: &mut OutgoingRequest<'_>| Ok(request.set_header("x-amz-meta-trace", "from-the-interceptor")?);
    let seen = echo(program.endpoint("todos", Authorizer::iam().with_interceptor(trace)).get("/private").send());
    assert_eq!(seen.headers["x-amz-meta-trace"], "from-the-interceptor");
    assert!(seen.headers["authorization"].contains("x-amz-meta-trace"));
}

fn authorization(token: String) -> impl Interceptor {
    move |request: &mut OutgoingRequest<'_>| Ok(request.set_header("authorization", &token)?)
}

/// The token for somebody else, with the old signature.
fn tampered(token: &str) -> String {
    let parts: Vec<&str> = token.split('.').collect();
    let mut claims: serde_json::Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap();
    claims["sub"] = "00000000-0000-4000-8000-000000000000".into();
    format!("{}.{}.{}", parts[0], URL_SAFE_NO_PAD.encode(claims.to_string()), parts[2])
}
