//! The local cloud judged by clients that others wrote: boto3, botocore, pycognito, aws-amplify and
//! amazon-cognito-identity-js.
//!
//! The same scripts, with the same expectations, also call ministack: that shows that the judges themselves are right.
//! Uses nothing of our SDK.

#![expect(clippy::unwrap_used, reason = "a test's helpers fail by panicking, as tests do")]

mod expectations;
mod local_cloud;

use std::process::Command;

use amplify_rest_tests::facts::BackendFacts;
use amplify_rest_tests::ministack::Ministack;
use amplify_rest_tests::{peers, scripts};
use expectations::{
    amplify_js_does_all, answered, calls_gateway, gets_credentials_and_signs_calls, refuses_forged_proofs, result,
    signs_in,
};
use local_cloud::LocalCloud;
use serde_json::{Value, json};

#[test]
fn python_signs_in_to_the_local_cloud() {
    let local = LocalCloud::start();
    if let Some(results) = python("sign_in", &local.facts) {
        signs_in(&local.facts, &results);
        refuses_forged_proofs(&results);
    }
}

#[test]
fn python_signs_in_to_ministack() {
    // One of its own: the script ends sessions and changes a password.
    let Some(ministack) = Ministack::start() else { return };
    let results = python("sign_in", ministack.facts()).unwrap();
    signs_in(ministack.facts(), &results);
}

#[test]
fn python_gets_credentials_and_signs_calls_to_the_local_cloud() {
    let local = LocalCloud::start();
    let Some(results) = python("identity", &local.facts) else { return };
    gets_credentials_and_signs_calls(&results);
    // ministack takes a signature for any service.
    answered(&results, "wrong_service", 403, Some("InvalidSignatureException"));
    let seen = body(&results, "user_escapes");
    assert_eq!(seen["resource"], "/private/a%20b/%C3%AB/50%25/%2541");
    assert_eq!(seen["who"]["kind"], "authenticated");
    assert_eq!(seen["who"]["identity_id"], result(&results, "user")["identity"]);
}

#[test]
fn python_gets_credentials_and_signs_calls_to_ministack() {
    let Some(ministack) = Ministack::shared() else { return };
    let results = python("identity", ministack.facts()).unwrap();
    gets_credentials_and_signs_calls(&results);
    let seen = body(&results, "user_escapes");
    assert_eq!(seen["path"], "/private/a b/ë/50%/%41");
    assert_eq!(seen["query"]["q"], json!(["a+b", "é x"]));
    assert_eq!(seen["identity_id"], result(&results, "user")["identity"]);
}

#[test]
fn python_calls_the_gateway_of_the_local_cloud() {
    let local = LocalCloud::start();
    if let Some(results) = python("gateway", &local.facts) {
        calls_gateway(&results);
    }
}

#[test]
fn python_calls_the_gateway_of_ministack() {
    let Some(ministack) = Ministack::shared() else { return };
    let results = python("gateway", ministack.facts()).unwrap();
    calls_gateway(&results);
    // The local cloud has no usage plans.
    answered(&results, "key_without_plan", 403, None);
}

#[test]
fn javascript_calls_the_local_cloud() {
    let local = LocalCloud::start();
    if let Some(results) = javascript(&local.facts) {
        amplify_js_does_all(&local.facts, &results);
    }
}

#[test]
fn javascript_calls_ministack() {
    let Some(ministack) = Ministack::start() else { return };
    if let Some(results) = javascript(ministack.facts()) {
        amplify_js_does_all(ministack.facts(), &results);
    }
}

fn python(topic: &str, facts: &BackendFacts) -> Option<Value> {
    let mut python = Command::new(peers::python()?);
    Some(scripts::run(python.arg(peers::script("clients/python_client.py")).arg(topic), facts))
}

fn javascript(facts: &BackendFacts) -> Option<Value> {
    let folder = peers::node_modules()?;
    Some(scripts::run(Command::new("node").arg(peers::script("clients/node_client.mjs")).arg(folder), facts))
}

fn body(results: &Value, step: &str) -> Value {
    serde_json::from_str(result(results, step)["body"].as_str().unwrap()).unwrap()
}
