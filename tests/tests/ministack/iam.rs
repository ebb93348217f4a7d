//! Signatures and roles: what an API with IAM authorization lets through.

use amplify_rest::{Authorizer, Credentials, Endpoint, kind};
use http::Method;
use serde_json::json;

use super::{Program, echo, refused};

const ACCESS_DENIED: Option<&str> = Some("AccessDeniedException");

fn todos(program: &Program) -> Endpoint<kind::Iam> {
    program.endpoint("todos", Authorizer::iam())
}

#[test]
fn a_guest_calls_what_its_role_allows() {
    let Some(program) = Program::start() else { return };
    let seen = echo(todos(&program).get("/public/notes").send());
    assert!(seen.caller.unwrap().contains("assumed-role/guest/"));
    assert_eq!(seen.identity_id, Some(program.auth.identity_id().unwrap()));
}

#[test]
fn a_guest_is_refused_outside_its_role() {
    let Some(program) = Program::start() else { return };
    let todos = todos(&program);
    refused(todos.get("/private/notes").send(), 403, ACCESS_DENIED);
    refused(todos.post("/public/notes").send(), 403, ACCESS_DENIED);
    let error = refused(program.endpoint("metered", Authorizer::iam()).get("/public").send(), 403, ACCESS_DENIED);
    assert_eq!(error.endpoint(), Some("metered"));
}

#[test]
fn a_user_calls_as_the_authenticated_role() {
    let Some(program) = Program::start() else { return };
    program.sign_in("ada");
    let seen = echo(todos(&program).get("/private/notes").send());
    assert!(seen.caller.unwrap().contains("assumed-role/user/"));
    assert_eq!(seen.identity_id, Some(program.auth.identity_id().unwrap()));
    refused(program.endpoint("partner", Authorizer::iam()).get("/").send(), 401, Some("UnauthorizedException"));
}

#[test]
fn roles_change_with_sign_in_and_sign_out() {
    let Some(program) = Program::start() else { return };
    let todos = todos(&program);
    let guest = echo(todos.get("/public/notes").send());
    program.sign_in("ada");
    let user = echo(todos.get("/private/notes").send());
    program.auth.sign_out().unwrap();
    let guest_again = echo(todos.get("/public/notes").send());
    refused(todos.get("/private/notes").send(), 403, ACCESS_DENIED);

    assert_ne!(guest.identity_id, user.identity_id);
    assert_ne!(guest_again.identity_id, user.identity_id);
    assert!(guest_again.caller.unwrap().contains("assumed-role/guest/"));
}

#[test]
fn wrong_credentials_are_refused() {
    let Some(program) = Program::start() else { return };
    program.sign_in("ada");
    let right = program.auth.credentials().unwrap();
    let (key, secret) = (right.access_key_id(), right.secret_access_key().expose());
    let token = right.session_token().unwrap().expose();
    let call = |key: &str, secret: &str, token: &str| {
        let credentials = Credentials::new(key, secret).with_session_token(token);
        let own = Authorizer::iam().credentials(credentials);
        program.endpoint("todos", own).post("/private/notes").text("hello").send()
    };
    assert_eq!(echo(call(key, secret, token)).body.as_deref(), Some("hello"));
    refused(call(key, &reversed(secret), token), 403, Some("InvalidSignatureException"));
    refused(call(key, secret, &reversed(token)), 403, Some("UnrecognizedClientException"));
    refused(call("ASIAZZZZZZZZZZZZZZZZ", secret, token), 403, Some("UnrecognizedClientException"));
}

#[test]
fn the_region_is_signed() {
    let Some(program) = Program::start() else { return };
    program.sign_in("ada");
    let todos = todos(&program);
    echo(todos.get("/private/notes").region(&program.facts.region).send());
    assert_eq!(todos.get("/private/notes").region("eu-central-1").send().unwrap_err().status().unwrap(), 403);
}

#[test]
fn every_method_and_body_is_signed() {
    let Some(program) = Program::start() else { return };
    program.sign_in("ada");
    let todos = todos(&program);
    for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS] {
        let seen = echo(todos.method(method.clone(), "/private/notes").send());
        assert_eq!(seen.method, method.as_str());
        assert_eq!(seen.body, None);
    }
    assert_eq!(todos.head("/private/notes").send().unwrap().status(), 200);
    for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
        let body = json!({"text": "ë \u{1f600} \"quoted\"", "number": 1.5});
        let seen = echo(todos.method(method, "/private/notes").json(&body).unwrap().send());
        let read: serde_json::Value = serde_json::from_str(&seen.body.unwrap()).unwrap();
        assert_eq!(read, body);
        assert_eq!(seen.headers["content-type"], "application/json");
    }
    let form = todos.post("/private/notes").form([("a b", "c&d=e"), ("ë", "+")]).send();
    assert_eq!(echo(form).headers["content-type"], "application/x-www-form-urlencoded");
}

/// Whatever stands in a path or query reaches the function as it was, and is what was signed.
#[test]
fn escaped_paths_and_queries_are_signed_as_sent() {
    let Some(program) = Program::start() else { return };
    program.sign_in("ada");
    let todos = todos(&program);
    for text in STRANGE {
        let seen = echo(
            todos.get("/private/{note}/end").path_param("note", text).query(text, text).query("text", text).send(),
        );
        // ministack decodes the path before it looks at it, `%2F` too.
        assert_eq!(seen.path, format!("/private/{text}/end"));
        let expected = if *text == "text" { vec![(*text).to_owned(); 2] } else { vec![(*text).to_owned()] };
        assert_eq!(seen.query["text"], expected, "{text:?}");
        assert_eq!(seen.query[*text], expected, "{text:?}");
    }
}

#[test]
fn repeated_and_empty_query_values_are_signed() {
    let Some(program) = Program::start() else { return };
    program.sign_in("ada");
    let request = todos(&program).get("/private?z=1&a=2&a=1&flag=").query("a", "0").query("B", "").query("a", "%41");
    let seen = echo(request.send());
    assert_eq!(seen.query["a"], ["2", "1", "0", "%41"]);
    assert_eq!((&seen.query["flag"], &seen.query["B"]), (&vec![String::new()], &vec![String::new()]));
}

#[test]
fn headers_are_signed_as_sent() {
    let Some(program) = Program::start() else { return };
    program.sign_in("ada");
    let seen = echo(
        todos(&program)
            .get("/private/notes")
            .header("X-Trace", "  inner   spaces  ")
            .header("Accept", "application/json")
            .header("X-Amz-Meta-Note", "a,b;c=d")
            .send(),
    );
    assert_eq!(seen.headers["accept"], "application/json");
    assert_eq!(seen.headers["x-amz-meta-note"], "a,b;c=d");
    assert!(!seen.headers.contains_key("x-amz-content-sha256"));
}

#[test]
fn an_api_key_goes_along_with_a_signature() {
    let Some(program) = Program::start() else { return };
    program.sign_in("ada");
    let call = |authorizer| program.endpoint("metered", authorizer).get("/notes").send();
    let seen = echo(call(Authorizer::iam().with_api_key(&*program.facts.api_key)));
    assert!(seen.caller.unwrap().contains("assumed-role/user/"));
    refused(call(Authorizer::iam().with_api_key("wrong")), 403, None);
    refused(call(Authorizer::iam()), 403, None);
}

fn reversed(text: &str) -> String {
    text.chars().rev().collect()
}

/// Values that one Amplify library or another has signed wrongly.
const STRANGE: &[&str] = &[
    "text",
    "a b",
    "a+b",
    "50%",
    "%41",
    "%25C3%25AB",
    "ë",
    "日本語",
    "\u{1f600}",
    "a/b",
    "a//b",
    "?q=1&r=2#fragment",
    ":@,;=",
    "'()*!",
    "~-._",
    "\"<>\\^`{|}",
    "us-west-2:8f2b0c7e-1d2a-4b3c-9d4e-5f6a7b8c9d0e",
    "ada@example.com",
];
