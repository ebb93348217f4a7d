//! The local cloud judged by clients that others wrote: boto3, botocore, pycognito, aws-amplify and
//! amazon-cognito-identity-js.
//!
//! The same scripts, with the same expectations, also call ministack: that shows that the judges
//! themselves are right. Uses nothing of our SDK.

use std::process::Command;

use amplify_rest_tests::facts::BackendFacts;
use amplify_rest_tests::ministack::Ministack;
use amplify_rest_tests::{peers, scripts};
use serde_json::Value;

const NOT_AUTHORIZED: &str = "NotAuthorizedException";

#[test]
fn python_signs_in_to_ministack() {
    if let Some(ministack) = Ministack::start() {
        signs_in(ministack.facts(), &python("sign_in", ministack.facts()));
    }
}

#[test]
fn python_gets_credentials_and_signs_calls_to_ministack() {
    if let Some(ministack) = Ministack::shared() {
        let results = python("identity", ministack.facts());
        gets_credentials_and_signs_calls(&results);
        let seen: Value = serde_json::from_str(results["user_escapes"]["result"]["body"].as_str().unwrap()).unwrap();
        assert_eq!(seen["path"], "/private/a b/ë/50%/%41");
        assert_eq!(seen["query"]["q"], serde_json::json!(["a+b", "é x"]));
    }
}

#[test]
fn python_calls_gateway_of_ministack() {
    if let Some(ministack) = Ministack::shared() {
        let results = python("gateway", ministack.facts());
        calls_gateway(&results);
        answered(&results, "key_without_plan", 403, None);
        answered(&results, "custom_denied", 403, Some("AccessDeniedException"));
    }
}

#[test]
fn javascript_calls_ministack() {
    if let Some(folder) = peers::node_modules()
        && let Some(ministack) = Ministack::start()
    {
        let results = scripts::run(
            Command::new("node").arg(peers::script("clients/node_client.mjs")).arg(folder),
            ministack.facts(),
        );
        amplify_js_does_all(ministack.facts(), &results);
    }
}

fn python(topic: &str, facts: &BackendFacts) -> Value {
    let python = peers::python().expect("whoever made the backend looked for Python first");
    scripts::run(Command::new(python).arg(peers::script("clients/python_client.py")).arg(topic), facts)
}

fn signs_in(facts: &BackendFacts, results: &Value) {
    for (step, user, client) in [
        ("srp", "ada", "public"),
        ("srp_secret", "ada", "confidential"),
        ("password", "ada", "public"),
        ("new_password", "newcomer", "public"),
        ("new_password_then_new", "newcomer", "public"),
        ("refresh", "refresher", "public"),
    ] {
        let result = result(results, step);
        let client = &facts.clients[client].id;
        let issuer = format!("https://cognito-idp.{}.amazonaws.com/{}", facts.region, facts.user_pool);
        assert_eq!(result["id"]["cognito:username"], user, "{step}");
        assert_eq!(result["id"]["aud"], *client, "{step}");
        assert_eq!(result["id"]["token_use"], "id", "{step}");
        assert_eq!(result["access"]["username"], user, "{step}");
        assert_eq!(result["access"]["client_id"], *client, "{step}");
        assert_eq!(result["access"]["token_use"], "access", "{step}");
        for token in ["id", "access"] {
            assert_eq!(result[token]["iss"], issuer, "{step}");
            assert_eq!(result[token]["sub"], result["id"]["sub"], "{step}");
            assert!(result[token]["exp"].as_u64() > result[token]["iat"].as_u64(), "{step}");
        }
        // Without rotation a refresh hands out no new refresh token.
        assert_eq!(result["refresh"], step != "refresh", "{step}");
    }
    assert_eq!(*result(results, "user"), "ada");
    for step in [
        "srp_wrong_password",
        "srp_wrong_secret",
        "srp_missing_secret",
        "password_wrong",
        "new_password_then_old",
        "refresh_garbage",
        "refresh_revoked",
        "refresh_after_global_sign_out",
        "user_after_global_sign_out",
        "user_tampered",
    ] {
        refused(results, step, NOT_AUTHORIZED);
    }
    let unknown = results["srp_unknown_user"]["error"].as_str();
    assert!(matches!(unknown, Some("UserNotFoundException" | NOT_AUTHORIZED)), "{unknown:?}");
}

fn gets_credentials_and_signs_calls(results: &Value) {
    for step in ["guest", "user"] {
        let result = result(results, step);
        assert!(result["identity"].as_str().is_some_and(|id| id.contains(':')), "{step}");
        assert_eq!(result["key"], "ASIA", "{step}");
        assert_eq!(result["session_token"], true, "{step}");
    }
    assert_eq!(result(results, "user")["identity"], result(results, "user_again")["identity"]);
    assert_ne!(result(results, "user")["identity"], result(results, "guest")["identity"]);
    for step in ["login_tampered", "login_access_token", "login_other_provider"] {
        refused(results, step, NOT_AUTHORIZED);
    }
    for step in ["guest_allowed", "user_allowed", "user_posts", "user_escapes", "signed_with_key"] {
        answered(results, step, 200, None);
    }
    answered(results, "guest_outside_role", 403, Some("AccessDeniedException"));
    for step in ["wrong_secret", "other_query", "other_path", "other_body"] {
        answered(results, step, 403, Some("InvalidSignatureException"));
    }
    for step in ["wrong_session_token", "unknown_key"] {
        answered(results, step, 403, Some("UnrecognizedClientException"));
    }
    assert_eq!(result(results, "wrong_region")["status"], 403);
    answered(results, "unsigned", 403, Some("MissingAuthenticationTokenException"));
    assert_eq!(result(results, "signed_without_key")["status"], 403);
}

fn calls_gateway(results: &Value) {
    for step in ["open", "key", "access_token", "id_token", "custom"] {
        answered(results, step, 200, None);
    }
    for step in ["key_wrong", "key_missing"] {
        assert_eq!(result(results, step)["status"], 403, "{step}");
    }
    for step in ["token_tampered", "token_resigned", "token_missing", "custom_unknown", "custom_missing"] {
        answered(results, step, 401, Some("UnauthorizedException"));
    }
}

fn amplify_js_does_all(facts: &BackendFacts, results: &Value) {
    for step in ["guest_allowed", "user_gets", "user_posts", "token", "key"] {
        assert_eq!(result(results, step)["status"], 200, "{step}");
    }
    for (step, status) in
        [("guest_outside_role", 403), ("wrong_secret", 403), ("token_tampered", 401), ("key_wrong", 403)]
    {
        assert_eq!(result(results, step)["status"], status, "{step}");
    }
    for step in ["wrong_password", "identity_js_wrong_password"] {
        refused(results, step, NOT_AUTHORIZED);
    }
    assert_eq!(result(results, "guest_session")["key"], "ASIA");
    assert_eq!(result(results, "sign_in")["access"]["username"], "ada");
    assert_eq!(result(results, "sign_in")["id"]["aud"], facts.clients["public"].id);
    assert_ne!(result(results, "sign_in")["identity"], result(results, "guest_session")["identity"]);
    assert_eq!(result(results, "new_password")["first"], "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED");
    assert_eq!(result(results, "new_password")["then"], "DONE");
    assert_eq!(result(results, "refreshed")["changed"], true);
    assert_eq!(result(results, "refreshed")["session"]["access"]["username"], "ada");
    assert_eq!(result(results, "identity_js")["username"], "ada");
}

#[track_caller]
fn result<'a>(results: &'a Value, step: &str) -> &'a Value {
    let found = &results[step];
    assert!(found.get("result").is_some(), "{step}: {found}");
    &found["result"]
}

#[track_caller]
fn refused(results: &Value, step: &str, code: &str) {
    assert_eq!(results[step]["error"], code, "{step}: {}", results[step]);
}

#[track_caller]
fn answered(results: &Value, step: &str, status: u16, error_type: Option<&str>) {
    let answer = result(results, step);
    assert_eq!(answer["status"], status, "{step}: {answer}");
    if let Some(error_type) = error_type {
        // API Gateway may add a place after a colon.
        let found = answer["error_type"].as_str().unwrap_or_default();
        assert_eq!(found.split(':').next(), Some(error_type), "{step}: {answer}");
    }
}
