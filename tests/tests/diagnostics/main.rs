//! What is said about broken configurations and build scripts: each mistake with its place, and a hint.
//!
//! `UPDATE_EXPECT=1` writes the snapshots anew.

#![expect(
    clippy::needless_raw_string_hashes,
    clippy::too_many_lines,
    reason = "this is how snapshots are written anew"
)]

mod build_script;
mod documents;
mod endpoints;
mod pools;
mod secrets;
mod urls;

use amplify_rest_codegen::Backend;
use expect_test::Expect;

fn backend() -> Backend {
    Backend::new("amplifyconfiguration.json")
}

/// What is said about a configuration without overrides.
#[track_caller]
fn check(text: &str, expected: &Expect) {
    let errors = backend().generate_from(text).expect_err("a mistake is found");
    let shown = errors.to_string();
    assert_eq!(format!("{errors:?}"), shown, "`fn main() -> Result<(), Errors>` prints what `Display` does");
    assert!(!shown.contains("canary"), "no secret is shown: {shown}");
    expected.assert_eq(&shown);
}

/// The native form of these members of `awsAPIPlugin`, below line 2.
fn endpoints(members: &str) -> String {
    format!("{{ \"api\": {{ \"plugins\": {{ \"awsAPIPlugin\": {{\n{members}\n}} }} }} }}")
}

/// The native form of one endpoint with these members.
fn endpoint(members: &str) -> String {
    endpoints(&format!("  \"todos\": {{ \"endpointType\": \"REST\",\n    {members} }}"))
}

/// The native form of these members of `awsCognitoAuthPlugin`, below line 2.
fn cognito(members: &str) -> String {
    format!("{{ \"auth\": {{ \"plugins\": {{ \"awsCognitoAuthPlugin\": {{\n  {members}\n}} }} }} }}")
}
