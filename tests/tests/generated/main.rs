//! What is generated, as text: its shape, the same bytes for the same input, no secrets; and that it compiles as a
//! program includes it, with warnings denied, whatever the endpoints are called.
//!
//! `UPDATE_EXPECT=1` writes the snapshots anew.

#![deny(warnings, missing_docs, clippy::all, clippy::pedantic)]
#![expect(clippy::unwrap_used, reason = "a test's helpers fail by panicking, as tests do")]
#![expect(clippy::needless_raw_string_hashes, reason = "this is how snapshots are written anew")]

mod layout;
mod promises;
mod shape;

use amplify_rest_codegen::{Backend, EndpointOverrides};
use expect_test::Expect;
use serde_json::{Value, json};

amplify_rest::include_backend!();

/// Names that are keywords, primitive types, methods, empty, symbols, code, or the same but for their case.
#[allow(dead_code, unreachable_pub, reason = "most of it is there to compile")]
#[allow(clippy::struct_field_names, clippy::too_many_lines, reason = "nobody has so many endpoints")]
mod names {
    include!(concat!(env!("OUT_DIR"), "/names.rs"));
}

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/config/");

fn fixture(name: &str) -> String {
    std::fs::read_to_string(format!("{FIXTURES}{name}")).unwrap()
}

fn generate(name: &str) -> String {
    Backend::new(name).generate_from(&fixture(name)).unwrap().code().to_owned()
}

/// The code of one endpoint with these members, under these overrides.
fn endpoint(members: &Value, change: impl FnOnce(EndpointOverrides) -> EndpointOverrides) -> String {
    let mut endpoint = json!({ "endpointType": "REST", "endpoint": "https://example.com/dev", "region": "eu-west-1" });
    endpoint.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    let pool = json!({ "PoolId": "eu-west-1_a", "AppClientId": "client", "Region": "eu-west-1" });
    let identity_pool = json!({ "PoolId": "eu-west-1:1", "Region": "eu-west-1" });
    let text = json!({
        "awsAPIPlugin": { "todos": endpoint },
        "awsCognitoAuthPlugin": {
            "CognitoUserPool": { "Default": pool },
            "CredentialsProvider": { "CognitoIdentity": { "Default": identity_pool } },
        },
    });
    let backend = Backend::new("amplifyconfiguration.json").endpoint("todos", change);
    backend.generate_from(&text.to_string()).unwrap().code().to_owned()
}

/// The lines from the first one that begins with `start` to the end of that item, without what stands before it.
fn item(code: &str, start: &str) -> String {
    let first = code.lines().position(|line| line.trim_start().starts_with(start)).expect("the item is there");
    let indent = code.lines().nth(first).map_or(0, |line| line.len() - line.trim_start().len());
    let end = format!("{}}}", " ".repeat(indent));
    let mut lines: Vec<&str> = code.lines().skip(first).take_while(|line| *line != end).collect();
    lines.push(&end);
    lines.iter().flat_map(|line| [line.get(indent..).unwrap_or_default(), "\n"]).collect()
}

#[track_caller]
fn check(code: &str, start: &str, expected: &Expect) {
    expected.assert_eq(&item(code, start));
}

#[test]
fn names_that_collide_are_apart_and_each_reaches_its_own_endpoint() -> Result<(), amplify_rest::Error> {
    let nothing = |_: &mut amplify_rest::OutgoingRequest<'_>| Ok(());
    let backend = names::Backend::new("key", "key", nothing, nothing, "key", "secret")?;
    assert_eq!(backend.todo_items().endpoint().name(), "todo_items");
    assert_eq!(backend.todo_items_2().endpoint().name(), "todo-items");
    assert_eq!(backend.todo_items_3().endpoint().name(), "todoItems");
    assert_eq!(backend.type_endpoint().endpoint().name(), "type");
    assert_eq!(backend.u1f680().endpoint().name(), "🚀");
    Ok(())
}

#[test]
fn a_program_needs_no_more_than_the_macro() -> Result<(), amplify_rest::Error> {
    let nothing = |_: &mut amplify_rest::OutgoingRequest<'_>| Ok(());
    let backend = backend::Backend::new(nothing, "key of stats", "client secret")?;
    assert_eq!(backend.todos().endpoint().url(), "https://a1b2c3d4e5.execute-api.us-west-2.amazonaws.com/dev");
    assert!(!format!("{backend:?}").contains("client secret"));
    Ok(())
}
