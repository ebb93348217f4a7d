//! What every backend must answer to the clients' scripts.

use amplify_rest_tests::facts::BackendFacts;
use serde_json::Value;

const NOT_AUTHORIZED: &str = "NotAuthorizedException";

pub(super) fn signs_in(facts: &BackendFacts, results: &Value) {
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
    for step in ["user", "verified"] {
        assert_eq!(*result(results, step), "ada", "{step}");
    }
    result(results, "proof");
    for step in [
        "proof_wrong",
        "proof_of_other_block",
        "proof_of_other_time",
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

pub(super) fn gets_credentials_and_signs_calls(results: &Value) {
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
    for step in ["wrong_secret", "other_query", "other_path", "other_body", "from_the_past", "from_the_future"] {
        answered(results, step, 403, Some("InvalidSignatureException"));
    }
    for step in ["wrong_session_token", "unknown_key"] {
        answered(results, step, 403, Some("UnrecognizedClientException"));
    }
    assert_eq!(result(results, "wrong_region")["status"], 403);
    answered(results, "unsigned", 403, Some("MissingAuthenticationTokenException"));
    assert_eq!(result(results, "signed_without_key")["status"], 403);
}

pub(super) fn calls_gateway(results: &Value) {
    for step in ["health", "key", "access_token", "id_token", "custom"] {
        answered(results, step, 200, None);
    }
    for step in ["key_wrong", "key_missing"] {
        assert_eq!(result(results, step)["status"], 403, "{step}");
    }
    for step in ["token_tampered", "token_resigned", "token_missing", "custom_unknown", "custom_missing"] {
        answered(results, step, 401, Some("UnauthorizedException"));
    }
    answered(results, "custom_denied", 403, Some("AccessDeniedException"));
}

pub(super) fn amplify_js_does_all(facts: &BackendFacts, results: &Value) {
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

/// What an attacker could try and ministack does not look at.
pub(super) fn refuses_forged_proofs(results: &Value) {
    refused(results, "proof_of_other_user", NOT_AUTHORIZED);
    for step in ["public_value_zero", "public_value_of_the_modulus"] {
        assert_eq!(results[step]["status"], 400, "{step}: {}", results[step]);
    }
}

#[track_caller]
pub(super) fn result<'a>(results: &'a Value, step: &str) -> &'a Value {
    let found = &results[step];
    assert!(found.get("result").is_some(), "{step}: {found}");
    &found["result"]
}

#[track_caller]
fn refused(results: &Value, step: &str, code: &str) {
    assert_eq!(results[step]["error"], code, "{step}: {}", results[step]);
}

#[track_caller]
pub(super) fn answered(results: &Value, step: &str, status: u16, error_type: Option<&str>) {
    let answer = result(results, step);
    assert_eq!(answer["status"], status, "{step}: {answer}");
    if let Some(error_type) = error_type {
        // API Gateway may add a place after a colon.
        let found = answer["error_type"].as_str().unwrap_or_default();
        assert_eq!(found.split(':').next(), Some(error_type), "{step}: {answer}");
    }
}
