//! What is said about broken configurations and build scripts: each mistake with its place, and a hint.
//!
//! `UPDATE_EXPECT=1` writes the snapshots anew.

#![expect(
    clippy::needless_raw_string_hashes,
    clippy::too_many_lines,
    reason = "this is how snapshots are written anew"
)]

use amplify_rest_codegen::{ApiKeySource, AuthorizerKind, Backend, TokenKind};
use expect_test::{Expect, expect};

fn backend() -> Backend {
    Backend::new("amplifyconfiguration.json")
}

#[track_caller]
fn check(text: &str, expected: &Expect) {
    check_with(&backend(), text, expected);
}

#[track_caller]
fn check_with(backend: &Backend, text: &str, expected: &Expect) {
    let errors = backend.generate_from(text).expect_err("a mistake is found");
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

#[test]
fn no_json_at_all() {
    check(
        "",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:1: this is not JSON: the file ends within a value
           |
         1 | 
           | ^
           = hint: the file is empty
    "#]],
    );
    check(
        "\u{feff}  \n",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:3: this is not JSON: the file ends within a value
           |
         1 | 
           |   ^
           = hint: the file is empty
    "#]],
    );
    check(
        "not json",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:2: this is not JSON: expected a value
           |
         1 | not json
           |  ^
    "#]],
    );
    check(
        "{'api': {}}",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:2: this is not JSON: key must be a string
           |
         1 | {'api': {}}
           |  ^
           = hint: JSON strings stand in double quotes
    "#]],
    );
    check(
        "{ \"api\": {}, // a comment\n}",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:14: this is not JSON: key must be a string
           |
         1 | { "api": {}, // a comment
           |              ^
           = hint: JSON has no comments
    "#]],
    );
    check(
        "{ \"api\": {},\n}",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:2:1: this is not JSON: trailing comma
           |
         2 | }
           | ^
           = hint: remove the comma before it
    "#]],
    );
    check(
        "{ \"api\": {\n",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:11: this is not JSON: the file ends within an object
           |
         1 | { "api": {
           |           ^
           = hint: is the file complete?
    "#]],
    );
    check(
        "{ \"api\": {} } trailing",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:15: this is not JSON: something follows the end of the document
           |
         1 | { "api": {} } trailing
           |               ^
    "#]],
    );
    check(
        "{ \"api\": \"unfinished\n }",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:21: this is not JSON: a string holds a line break or another control character
           |
         1 | { "api": "unfinished
           |                     ^
    "#]],
    );
    check(
        "{ \"api\": 01 }",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:11: this is not JSON: invalid number
           |
         1 | { "api": 01 }
           |           ^
    "#]],
    );
    check(
        "{ \"a\": \"\\ud800\" }",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:15: this is not JSON: unexpected end of hex escape
           |
         1 | { "a": "\ud800" }
           |               ^
    "#]],
    );
}

#[test]
fn too_much_json() {
    check(
        &format!("{}{}", "[".repeat(65), "]".repeat(65)),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:66: values are nested deeper than 64
           |
         1 | [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
           |                                                             ^
    "#]],
    );
    check(
        &format!("[{}0]", "0,".repeat(1_000_000)),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:1999999: the document holds more than 1000000 values
           |
         1 | ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]
           |                                                             ^
    "#]],
    );
}

#[test]
fn another_document() {
    check(
        "[]",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:1: a configuration is an object, and this is an array
           |
         1 | []
           | ^^
    "#]],
    );
    check(
        "{}",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:1: this is no Amplify configuration: it has none of `api`, `auth`, `awsAPIPlugin`, `awsCognitoAuthPlugin`
           |
         1 | {}
           | ^^
    "#]],
    );
    check(
        "\"text\"",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:1: a configuration is an object, and this is a string
           |
         1 | "text"
           | ^^^^^^
    "#]],
    );
    check(
        "{ \"openapi\": \"3.0.1\", \"paths\": {} }",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:1: this is no Amplify configuration: it has none of `api`, `auth`, `awsAPIPlugin`, `awsCognitoAuthPlugin`
           |
         1 | { "openapi": "3.0.1", "paths": {} }
           | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           = hint: this is an OpenAPI document: the configuration names the endpoint, the document its operations
    "#]],
    );
    check(
        "{ \"Api\": {} }",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:1: this is no Amplify configuration: it has none of `api`, `auth`, `awsAPIPlugin`, `awsCognitoAuthPlugin`
           |
         1 | { "Api": {} }
           | ^^^^^^^^^^^^^
           = hint: "Api" stands here: did you mean `api`?
    "#]],
    );
    check(
        "{ \"CognitoUserPool\": {} }",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:1: this is no Amplify configuration: it has none of `api`, `auth`, `awsAPIPlugin`, `awsCognitoAuthPlugin`
           |
         1 | { "CognitoUserPool": {} }
           | ^^^^^^^^^^^^^^^^^^^^^^^^^
           = hint: put these members into `awsCognitoAuthPlugin`, beside `awsAPIPlugin`
    "#]],
    );
    check(
        "{ \"aws_project_region\": \"eu-west-1\" }",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json: this is Amplify Gen 1's JavaScript format (`aws_project_region`), which is not read yet
           = hint: use the Gen 1 native file: `amplifyconfiguration.json` of the iOS, Android and Flutter libraries
    "#]],
    );
    check(
        "{ \"version\": \"1.4\", \"auth\": {} }",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json: this is Amplify Gen 2's outputs (`amplify_outputs.json`), which is not read yet
           = hint: use the Gen 1 native file: `amplifyconfiguration.json` of the iOS, Android and Flutter libraries
    "#]],
    );
}

#[test]
fn members_that_occur_twice() {
    let rest = "\"endpointType\": \"REST\", \"endpoint\": \"https://example.com\", \"authorizationType\": \"NONE\"";
    check(
        &endpoints(&format!("  \"todos\": {{ {rest} }},\n  \"todos\": {{ {rest} }}")),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:3: the member "todos" occurs twice in one object
           |
         3 |   "todos": { "endpointType": "REST", "endpoint": "https://example.com", "authorizationType": "NONE"
           |   ^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos
    "#]],
    );
}

#[test]
fn sections_of_the_wrong_type() {
    check(
        "{ \"api\": [] }",
        &expect![[r#"
            1 mistake in the input of the code generation

            amplifyconfiguration.json:1:10: expected an object, found an array
               |
             1 | { "api": [] }
               |          ^^
               = at: /api
        "#]],
    );
    check(
        "{ \"api\": { \"plugins\": null } }",
        &expect![[r#"
            1 mistake in the input of the code generation

            amplifyconfiguration.json:1:23: expected an object, found null
               |
             1 | { "api": { "plugins": null } }
               |                       ^^^^
               = at: /api/plugins
               = hint: leave the member out where there is nothing to say
        "#]],
    );
    check(
        "{ \"awsAPIPlugin\": \"https://example.com\" }",
        &expect![[r#"
            1 mistake in the input of the code generation

            amplifyconfiguration.json:1:19: expected an object, found a string
               |
             1 | { "awsAPIPlugin": "https://example.com" }
               |                   ^^^^^^^^^^^^^^^^^^^^^
               = at: /awsAPIPlugin
        "#]],
    );
    check(
        &endpoints("  \"todos\": \"https://example.com\""),
        &expect![[r#"
            1 mistake in the input of the code generation

            amplifyconfiguration.json:2:12: expected an object, found a string
               |
             2 |   "todos": "https://example.com"
               |            ^^^^^^^^^^^^^^^^^^^^^
               = at: /api/plugins/awsAPIPlugin/todos
        "#]],
    );
    check(
        &cognito("\"CognitoUserPool\": true, \"CredentialsProvider\": 1"),
        &expect![[r#"
            2 mistakes in the input of the code generation

            amplifyconfiguration.json:2:22: expected an object, found a boolean
               |
             2 |   "CognitoUserPool": true, "CredentialsProvider": 1
               |                      ^^^^
               = at: /auth/plugins/awsCognitoAuthPlugin/CognitoUserPool

            amplifyconfiguration.json:2:51: expected an object, found a number
               |
             2 |   "CognitoUserPool": true, "CredentialsProvider": 1
               |                                                   ^
               = at: /auth/plugins/awsCognitoAuthPlugin/CredentialsProvider
        "#]],
    );
}

#[test]
fn plugins_that_nothing_reads() {
    check(
        "{ \"api\": { \"plugins\": { \"awsApiPlugin\": {} } } }",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:25: there is no plugin "awsApiPlugin"
           |
         1 | { "api": { "plugins": { "awsApiPlugin": {} } } }
           |                         ^^^^^^^^^^^^^^
           = at: /api/plugins/awsApiPlugin
           = hint: did you mean `awsAPIPlugin`?
    "#]],
    );
    check(
        "{ \"api\": {}, \"awsAPIPlugin\": {}, \"awsCognitoAuthPlugin\": {} }",
        &expect![[r#"
        2 mistakes in the input of the code generation

        amplifyconfiguration.json:1:14: `awsAPIPlugin` stands at the top of a file that has `api` or `auth`, where nothing reads it
           |
         1 | { "api": {}, "awsAPIPlugin": {}, "awsCognitoAuthPlugin": {} }
           |              ^^^^^^^^^^^^^^
           = at: /awsAPIPlugin
           = hint: move it into `api.plugins`

        amplifyconfiguration.json:1:34: `awsCognitoAuthPlugin` stands at the top of a file that has `api` or `auth`, where nothing reads it
           |
         1 | { "api": {}, "awsAPIPlugin": {}, "awsCognitoAuthPlugin": {} }
           |                                  ^^^^^^^^^^^^^^^^^^^^^^
           = at: /awsCognitoAuthPlugin
           = hint: move it into `auth.plugins`
    "#]],
    );
}

#[test]
fn endpoint_types() {
    check(
        &endpoints("  \"todos\": { \"endpointType\": \"rest\" }"),
        &expect![[r#"
            1 mistake in the input of the code generation

            amplifyconfiguration.json:2:30: the endpoint type "rest" is unknown: it is `REST` or `GraphQL`
               |
             2 |   "todos": { "endpointType": "rest" }
               |                              ^^^^^^
               = at: /api/plugins/awsAPIPlugin/todos/endpointType
               = hint: did you mean "REST"?
        "#]],
    );
    check(
        &endpoints("  \"todos\": { \"endpointType\": \"SOAP\" }"),
        &expect![[r#"
            1 mistake in the input of the code generation

            amplifyconfiguration.json:2:30: the endpoint type "SOAP" is unknown: it is `REST` or `GraphQL`
               |
             2 |   "todos": { "endpointType": "SOAP" }
               |                              ^^^^^^
               = at: /api/plugins/awsAPIPlugin/todos/endpointType
        "#]],
    );
    check(
        &endpoints("  \"todos\": { }"),
        &expect![[r#"
            1 mistake in the input of the code generation

            amplifyconfiguration.json:2:3: `endpointType` is missing
               |
             2 |   "todos": { }
               |   ^^^^^^^
               = at: /api/plugins/awsAPIPlugin/todos/endpointType
               = hint: expected `REST` or `GraphQL`
        "#]],
    );
    check(
        &endpoints("  \"todos\": { \"endpointType\": { } }"),
        &expect![[r#"
            1 mistake in the input of the code generation

            amplifyconfiguration.json:2:30: expected a string, found an object
               |
             2 |   "todos": { "endpointType": { } }
               |                              ^^^
               = at: /api/plugins/awsAPIPlugin/todos/endpointType
        "#]],
    );
}

#[test]
fn authorization_types() {
    let with = |name: &str| endpoint(&format!("\"endpoint\": \"https://example.com\", \"authorizationType\": {name}"));
    check(
        &with("\"AWS_IMA\""),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:61: the authorization type "AWS_IMA" is unknown
           |
         3 |     "endpoint": "https://example.com", "authorizationType": "AWS_IMA" }
           |                                                             ^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/authorizationType
           = hint: did you mean "AWS_IAM"?
    "#]],
    );
    check(
        &with("\"BASIC\""),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:61: the authorization type "BASIC" is unknown
           |
         3 |     "endpoint": "https://example.com", "authorizationType": "BASIC" }
           |                                                             ^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/authorizationType
           = hint: expected one of `NONE`, `API_KEY`, `AWS_IAM`, `IAM`, `AMAZON_COGNITO_USER_POOLS`, `COGNITO_USER_POOL`, `OPENID_CONNECT`, `AWS_LAMBDA`, `custom`
    "#]],
    );
    check(
        &with("\"\""),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:61: `authorizationType` is empty
           |
         3 |     "endpoint": "https://example.com", "authorizationType": "" }
           |                                                             ^^
           = at: /api/plugins/awsAPIPlugin/todos/authorizationType
           = hint: expected an authorization type such as `AWS_IAM` or `NONE`
    "#]],
    );
    check(
        &with("7"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:61: expected a string, found a number
           |
         3 |     "endpoint": "https://example.com", "authorizationType": 7 }
           |                                                             ^
           = at: /api/plugins/awsAPIPlugin/todos/authorizationType
    "#]],
    );
    check(
        &endpoint("\"endpoint\": \"https://example.com\", \"authorisationType\": \"NONE\""),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:2:3: `authorizationType` is missing
           |
         2 |   "todos": { "endpointType": "REST",
           |   ^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/authorizationType
           = hint: "authorisationType" stands here: did you mean `authorizationType`?
    "#]],
    );
}

#[test]
fn endpoint_urls() {
    let with = |url: &str| endpoint(&format!("\"endpoint\": \"{url}\", \"authorizationType\": \"NONE\""));
    check(
        &with("YOUR-REST-ENDPOINT"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: "YOUR-REST-ENDPOINT" is not a URL
           |
         3 |     "endpoint": "YOUR-REST-ENDPOINT", "authorizationType": "NONE" }
           |                 ^^^^^^^^^^^^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: expected `https://` and a host, as API Gateway shows it
    "#]],
    );
    check(
        &with("http://example.com/dev"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: `http` would send the calls in the clear
           |
         3 |     "endpoint": "http://example.com/dev", "authorizationType": "NONE" }
           |                 ^^^^^^^^^^^^^^^^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: use `https`; `http` is for loopback hosts: `localhost`, `127.0.0.1`, `[::1]`
    "#]],
    );
    check(
        &with("ftp://example.com"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: the URL's scheme "ftp" is not `https`
           |
         3 |     "endpoint": "ftp://example.com", "authorizationType": "NONE" }
           |                 ^^^^^^^^^^^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: use `https`
    "#]],
    );
    check(
        &with("https://"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: the URL has no host
           |
         3 |     "endpoint": "https://", "authorizationType": "NONE" }
           |                 ^^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: expected a name such as `abc123.execute-api.eu-west-1.amazonaws.com`
    "#]],
    );
    check(
        &with("https://example.com:port"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: the URL's port is not a number up to 65535
           |
         3 |     "endpoint": "https://example.com:port", "authorizationType": "NONE" }
           |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: expected `host` or `host:port`
    "#]],
    );
    check(
        &with("https://exam ple.com"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: "exam ple.com" is not a host
           |
         3 |     "endpoint": "https://exam ple.com", "authorizationType": "NONE" }
           |                 ^^^^^^^^^^^^^^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: expected a name such as `abc123.execute-api.eu-west-1.amazonaws.com`
    "#]],
    );
    check(
        &with("https://münchen.example"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: "münchen.example" is not a host
           |
         3 |     "endpoint": "https://münchen.example", "authorizationType": "NONE" }
           |                 ^^^^^^^^^^^^^^^^^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: write the host in its ASCII form (`xn--…`)
    "#]],
    );
    check(
        &with("https://example.com/dev?debug=1"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: an endpoint's URL has no query
           |
         3 |     "endpoint": "https://example.com/dev?debug=1", "authorizationType": "NONE" }
           |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: give query parameters with each call
    "#]],
    );
    check(
        &with("https://example.com/dev#top"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: an endpoint's URL has no fragment
           |
         3 |     "endpoint": "https://example.com/dev#top", "authorizationType": "NONE" }
           |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: leave out what follows `#`
    "#]],
    );
    check(
        &with("https://example.com/{stage}"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: the URL's path has the character "{"
           |
         3 |     "endpoint": "https://example.com/{stage}", "authorizationType": "NONE" }
           |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: replace placeholders by their values, and percent-encode the rest
    "#]],
    );
    check(
        &with("https://example.com/a/../b"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: the URL's path has the segment `.` or `..`
           |
         3 |     "endpoint": "https://example.com/a/../b", "authorizationType": "NONE" }
           |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: write the path that is meant
    "#]],
    );
    check(
        &with("https://ada:canary@example.com"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: an endpoint's URL holds no user or password
           |
         3 |     "endpoint": "https://**********@example.com", "authorizationType": "NONE" }
           |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: choose an authorizer instead
    "#]],
    );
    check(
        &endpoint("\"authorizationType\": \"NONE\""),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:2:3: `endpoint` is missing
           |
         2 |   "todos": { "endpointType": "REST",
           |   ^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: expected the endpoint's URL
    "#]],
    );
    check(
        &endpoint("\"endpont\": \"https://example.com\", \"authorizationType\": \"NONE\""),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:2:3: `endpoint` is missing
           |
         2 |   "todos": { "endpointType": "REST",
           |   ^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: "endpont" stands here: did you mean `endpoint`?
    "#]],
    );
    check(
        &with(""),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: `endpoint` is empty
           |
         3 |     "endpoint": "", "authorizationType": "NONE" }
           |                 ^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: expected the endpoint's URL
    "#]],
    );
}

#[test]
fn regions() {
    let pool = "\"CredentialsProvider\": { \"CognitoIdentity\": { \"Default\": { \"PoolId\": \"eu-west-1:1\", \"Region\": \"eu-west-1\" } } }";
    let with = |region: &str| {
        format!(
            "{{ \"awsAPIPlugin\": {{ \"todos\": {{\n  \"endpointType\": \"REST\", \"endpoint\": \"https://example.com\", \
             \"authorizationType\": \"AWS_IAM\"{region} }} }},\n\"awsCognitoAuthPlugin\": {{ {pool} }} }}"
        )
    };
    check(
        &with(""),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:21: `region` is missing
           |
         1 | { "awsAPIPlugin": { "todos": {
           |                     ^^^^^^^
           = at: /awsAPIPlugin/todos/region
           = hint: expected the region that requests are signed for
    "#]],
    );
    check(
        &with(", \"region\": \"\""),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:2:104: `region` is empty
           |
         2 | s://example.com", "authorizationType": "AWS_IAM", "region": "" } },
           |                                                             ^^
           = at: /awsAPIPlugin/todos/region
           = hint: expected the region that requests are signed for
    "#]],
    );
    check(
        &with(", \"region\": \"Frankfurt\""),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:2:104: "Frankfurt" is not a region
           |
         2 | s://example.com", "authorizationType": "AWS_IAM", "region": "Frankfurt" } },
           |                                                             ^^^^^^^^^^^
           = at: /awsAPIPlugin/todos/region
           = hint: expected a name such as `eu-west-1`
    "#]],
    );
    check(
        &with(", \"region\": 1"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:2:104: expected a string, found a number
           |
         2 | s://example.com", "authorizationType": "AWS_IAM", "region": 1 } },
           |                                                             ^
           = at: /awsAPIPlugin/todos/region
    "#]],
    );
    let overridden = backend().endpoint("todos", |endpoint| endpoint.region("EU"));
    let errors = overridden.generate_from(&with("")).unwrap_err();
    let mistake = errors.iter().next().unwrap();
    assert!(mistake.file_name().starts_with("tests/tests/diagnostics.rs:"), "{}", mistake.file_name());
    assert_eq!(mistake.message(), "\"EU\" is not a region");
}

#[test]
fn pools() {
    check(
        &cognito("\"CognitoUserPool\": { \"Default\": { \"PoolId\": \"POOL-ID\" } }"),
        &expect![[r#"
        3 mistakes in the input of the code generation

        amplifyconfiguration.json:2:24: `AppClientId` is missing
           |
         2 |   "CognitoUserPool": { "Default": { "PoolId": "POOL-ID" } }
           |                        ^^^^^^^^^
           = at: /auth/plugins/awsCognitoAuthPlugin/CognitoUserPool/Default/AppClientId
           = hint: expected the app client's id

        amplifyconfiguration.json:2:24: `Region` is missing
           |
         2 |   "CognitoUserPool": { "Default": { "PoolId": "POOL-ID" } }
           |                        ^^^^^^^^^
           = at: /auth/plugins/awsCognitoAuthPlugin/CognitoUserPool/Default/Region
           = hint: expected the user pool's region

        amplifyconfiguration.json:2:47: "POOL-ID" is not the id of a user pool
           |
         2 |   "CognitoUserPool": { "Default": { "PoolId": "POOL-ID" } }
           |                                               ^^^^^^^^^
           = at: /auth/plugins/awsCognitoAuthPlugin/CognitoUserPool/Default/PoolId
           = hint: expected an id such as `eu-west-1_AbCdEfGhI`
    "#]],
    );
    check(
        &cognito(
            "\"CredentialsProvider\": { \"CognitoIdentity\": { \"Default\": { \"PoolId\": \"1\", \"Region\": \"\" } } }",
        ),
        &expect![[r#"
            2 mistakes in the input of the code generation

            amplifyconfiguration.json:2:72: "1" is not the id of an identity pool
               |
             2 | alsProvider": { "CognitoIdentity": { "Default": { "PoolId": "1", "Region": "" } } }
               |                                                             ^^^
               = at: /auth/plugins/awsCognitoAuthPlugin/CredentialsProvider/CognitoIdentity/Default/PoolId
               = hint: expected an id such as `eu-west-1:11111111-2222-3333-4444-555555555555`

            amplifyconfiguration.json:2:87: `Region` is empty
               |
             2 |  "CognitoIdentity": { "Default": { "PoolId": "1", "Region": "" } } }
               |                                                             ^^
               = at: /auth/plugins/awsCognitoAuthPlugin/CredentialsProvider/CognitoIdentity/Default/Region
               = hint: expected the identity pool's region
        "#]],
    );
    check(
        &cognito("\"CognitoUserPool\": { \"Default\": { \"poolId\": \"eu-west-1_a\" } }"),
        &expect![[r#"
        3 mistakes in the input of the code generation

        amplifyconfiguration.json:2:24: `AppClientId` is missing
           |
         2 |   "CognitoUserPool": { "Default": { "poolId": "eu-west-1_a" } }
           |                        ^^^^^^^^^
           = at: /auth/plugins/awsCognitoAuthPlugin/CognitoUserPool/Default/AppClientId
           = hint: expected the app client's id

        amplifyconfiguration.json:2:24: `PoolId` is missing
           |
         2 |   "CognitoUserPool": { "Default": { "poolId": "eu-west-1_a" } }
           |                        ^^^^^^^^^
           = at: /auth/plugins/awsCognitoAuthPlugin/CognitoUserPool/Default/PoolId
           = hint: "poolId" stands here: did you mean `PoolId`?

        amplifyconfiguration.json:2:24: `Region` is missing
           |
         2 |   "CognitoUserPool": { "Default": { "poolId": "eu-west-1_a" } }
           |                        ^^^^^^^^^
           = at: /auth/plugins/awsCognitoAuthPlugin/CognitoUserPool/Default/Region
           = hint: expected the user pool's region
    "#]],
    );
    check(
        &cognito(
            "\"CognitoUserPool\": { \"Default\": { \"PoolId\": \"eu-west-1_a\", \"AppClientId\": \"a\", \"Region\": \"eu-west-1\",\n\
             \"Endpoint\": \"http://proxy.example.com\" } },\n\
             \"Auth\": { \"Default\": { \"authenticationFlowType\": \"USER_SRP\" } }",
        ),
        &expect![[r#"
            2 mistakes in the input of the code generation

            amplifyconfiguration.json:3:13: `http` would send the calls in the clear
               |
             3 | "Endpoint": "http://proxy.example.com" } },
               |             ^^^^^^^^^^^^^^^^^^^^^^^^^^
               = at: /auth/plugins/awsCognitoAuthPlugin/CognitoUserPool/Default/Endpoint
               = hint: use `https`; `http` is for loopback hosts: `localhost`, `127.0.0.1`, `[::1]`

            amplifyconfiguration.json:4:50: the authentication flow "USER_SRP" is unknown
               |
             4 | "Auth": { "Default": { "authenticationFlowType": "USER_SRP" } }
               |                                                  ^^^^^^^^^^
               = at: /auth/plugins/awsCognitoAuthPlugin/Auth/Default/authenticationFlowType
               = hint: did you mean "USER_SRP_AUTH"?
        "#]],
    );
}

#[test]
fn regression_23_iam_without_an_identity_pool() {
    check(
        &endpoint(
            "\"endpoint\": \"https://example.com\", \"region\": \"eu-west-1\",\n    \"authorizationType\": \"AWS_IAM\"",
        ),
        &expect![[r#"
            1 mistake in the input of the code generation

            amplifyconfiguration.json:4:26: the endpoint "todos" is authorized by IAM, and the configuration has no identity pool to get AWS credentials from
               |
             4 |     "authorizationType": "AWS_IAM" }
               |                          ^^^^^^^^^
               = at: /api/plugins/awsAPIPlugin/todos/authorizationType
               = hint: if anybody may call it (the Amplify CLI writes `AWS_IAM` even then), let the build script say so: `.endpoint("todos", |endpoint| endpoint.authorizer(AuthorizerKind::None))`; else `amplify add auth` adds the pool
        "#]],
    );
}

#[test]
fn user_pool_endpoints_without_a_user_pool() {
    check(
        &endpoint("\"endpoint\": \"https://example.com\", \"authorizationType\": \"AMAZON_COGNITO_USER_POOLS\""),
        &expect![[r#"
            1 mistake in the input of the code generation

            amplifyconfiguration.json:3:61: the endpoint "todos" is authorized by a user pool's token, and the configuration has no user pool to sign in to
               |
             3 |     "endpoint": "https://example.com", "authorizationType": "AMAZON_COGNITO_USER_POOLS" }
               |                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^
               = at: /api/plugins/awsAPIPlugin/todos/authorizationType
               = hint: `amplify add auth` adds one
        "#]],
    );
}

#[test]
fn nothing_to_generate() {
    check(
        "{ \"Version\": \"1.0\" }",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:1: the configuration has no REST endpoint, no user pool and no identity pool
           |
         1 | { "Version": "1.0" }
           | ^^^^^^^^^^^^^^^^^^^^
           = hint: add a REST API by `amplify add api`, or endpoints to `awsAPIPlugin`
    "#]],
    );
    check(
        &endpoints("  \"graph\": { \"endpointType\": \"GraphQL\", \"endpoint\": \"https://example.com\" }"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:1: the configuration has no REST endpoint, no user pool and no identity pool
           |
         1 | { "api": { "plugins": { "awsAPIPlugin": {
           | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           = hint: its endpoints are GraphQL, and those are passed over
    "#]],
    );
}

#[test]
fn all_mistakes_at_once_in_the_order_of_the_file() {
    let text = "{
  \"awsAPIPlugin\": {
    \"b\": { \"endpointType\": \"REST\", \"endpoint\": \"example.com\", \"authorizationType\": \"NON\" },
    \"a\": { \"endpointType\": \"REST\", \"endpoint\": \"http://example.com\", \"authorizationType\": \"AWS_IAM\" }
  },
  \"awsCognitoAuthPlugin\": { \"CognitoUserPool\": { \"Default\": { \"PoolId\": \"x\", \"Region\": \"x\" } } }
}";
    check(
        text,
        &expect![[r#"
        7 mistakes in the input of the code generation

        amplifyconfiguration.json:3:48: "example.com" is not a URL
           |
         3 |     "b": { "endpointType": "REST", "endpoint": "example.com", "authorizationType": "NON" },
           |                                                ^^^^^^^^^^^^^
           = at: /awsAPIPlugin/b/endpoint
           = hint: expected `https://` and a host, as API Gateway shows it

        amplifyconfiguration.json:3:84: the authorization type "NON" is unknown
           |
         3 | e": "REST", "endpoint": "example.com", "authorizationType": "NON" },
           |                                                             ^^^^^
           = at: /awsAPIPlugin/b/authorizationType
           = hint: did you mean "NONE"?

        amplifyconfiguration.json:4:5: `region` is missing
           |
         4 |     "a": { "endpointType": "REST", "endpoint": "http://example.com", "authorizationType": "AWS_IAM"
           |     ^^^
           = at: /awsAPIPlugin/a/region
           = hint: expected the region that requests are signed for

        amplifyconfiguration.json:4:48: `http` would send the calls in the clear
           |
         4 |     "a": { "endpointType": "REST", "endpoint": "http://example.com", "authorizationType": "AWS_IAM"
           |                                                ^^^^^^^^^^^^^^^^^^^^
           = at: /awsAPIPlugin/a/endpoint
           = hint: use `https`; `http` is for loopback hosts: `localhost`, `127.0.0.1`, `[::1]`

        amplifyconfiguration.json:6:50: `AppClientId` is missing
           |
         6 |   "awsCognitoAuthPlugin": { "CognitoUserPool": { "Default": { "PoolId": "x", "Region": "x" } } }
           |                                                  ^^^^^^^^^
           = at: /awsCognitoAuthPlugin/CognitoUserPool/Default/AppClientId
           = hint: expected the app client's id

        amplifyconfiguration.json:6:73: "x" is not the id of a user pool
           |
         6 | oAuthPlugin": { "CognitoUserPool": { "Default": { "PoolId": "x", "Region": "x" } } }
           |                                                             ^^^
           = at: /awsCognitoAuthPlugin/CognitoUserPool/Default/PoolId
           = hint: expected an id such as `eu-west-1_AbCdEfGhI`

        amplifyconfiguration.json:6:88: "x" is not a region
           |
         6 |  "CognitoUserPool": { "Default": { "PoolId": "x", "Region": "x" } } }
           |                                                             ^^^
           = at: /awsCognitoAuthPlugin/CognitoUserPool/Default/Region
           = hint: expected a name such as `eu-west-1`
    "#]],
    );
}

#[test]
fn regression_46_no_api_key_or_client_secret_is_shown() {
    let line =
        |rest: &str| format!("{{\"awsAPIPlugin\":{{\"a\":{{\"apiKey\":\"canary\",\"API_KEY\":\"canary\"{rest}}}}}}}");
    check(
        &line(""),
        &expect![[r#"
            1 mistake in the input of the code generation

            amplifyconfiguration.json:1:18: `endpointType` is missing
               |
             1 | {"awsAPIPlugin":{"a":{"apiKey":"******","API_KEY":"******"}}}
               |                  ^^^
               = at: /awsAPIPlugin/a/endpointType
               = hint: expected `REST` or `GraphQL`
        "#]],
    );
    check(
        &line(",\"endpointType\":\"RES\""),
        &expect![[r#"
            1 mistake in the input of the code generation

            amplifyconfiguration.json:1:75: the endpoint type "RES" is unknown: it is `REST` or `GraphQL`
               |
             1 | ":{"a":{"apiKey":"******","API_KEY":"******","endpointType":"RES"}}}
               |                                                             ^^^^^
               = at: /awsAPIPlugin/a/endpointType
               = hint: did you mean "REST"?
        "#]],
    );
    check(
        &line(",\"endpointType\":\"REST\",\"apiKey\":\"canary\""),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:82: the member "apiKey" occurs twice in one object
           |
         1 | {"apiKey":"******","API_KEY":"******","endpointType":"REST","apiKey":"******"}}}
           |                                                             ^^^^^^^^
           = at: /awsAPIPlugin/a/apiKey
    "#]],
    );
    check(
        "{\"awsAPIPlugin\":{\"a\":{\"apiKey\":\"canary\" \"endpointType\":\"REST\"}}}",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:41: this is not JSON: expected `,` or `}`
           |
         1 | {"awsAPIPlugin":{"a":{"apiKey":"******" "endpointType":"REST"}}}
           |                                         ^
    "#]],
    );
    check(
        "{\"awsAPIPlugin\":{\"a\":{\"apiKey\":\"canary\n\"}}}",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:39: this is not JSON: a string holds a line break or another control character
           |
         1 | {"awsAPIPlugin":{"a":{"apiKey":"******
           |                                       ^
    "#]],
    );
    check(
        "{\"awsAPIPlugin\":{\"a\":{\"endpointType\":\"REST\",\"apiKey\":[\"canary\"]}}}",
        &expect![[r#"
        3 mistakes in the input of the code generation

        amplifyconfiguration.json:1:18: `authorizationType` is missing
           |
         1 | {"awsAPIPlugin":{"a":{"endpointType":"REST","apiKey":["******"]}}}
           |                  ^^^
           = at: /awsAPIPlugin/a/authorizationType
           = hint: expected an authorization type such as `AWS_IAM` or `NONE`

        amplifyconfiguration.json:1:18: `endpoint` is missing
           |
         1 | {"awsAPIPlugin":{"a":{"endpointType":"REST","apiKey":["******"]}}}
           |                  ^^^
           = at: /awsAPIPlugin/a/endpoint
           = hint: expected the endpoint's URL

        amplifyconfiguration.json:1:54: expected a string, found an array
           |
         1 | {"awsAPIPlugin":{"a":{"endpointType":"REST","apiKey":["******"]}}}
           |                                                      ^^^^^^^^^^
           = at: /awsAPIPlugin/a/apiKey
    "#]],
    );
    check(
        "{'awsAPIPlugin':{'a':{'apiKey':'canary'}}}",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:2: this is not JSON: key must be a string
           |
         1 | {'awsAPIPlugin':{'a':{'apiKey':'******'}}}
           |  ^
           = hint: JSON strings stand in double quotes
    "#]],
    );
    check(
        &cognito("\"CognitoUserPool\":{\"Default\":{\"AppClientSecret\":\"canary\",\"PoolId\":1}}"),
        &expect![[r#"
        3 mistakes in the input of the code generation

        amplifyconfiguration.json:2:22: `AppClientId` is missing
           |
         2 |   "CognitoUserPool":{"Default":{"AppClientSecret":"******","PoolId":1}}
           |                      ^^^^^^^^^
           = at: /auth/plugins/awsCognitoAuthPlugin/CognitoUserPool/Default/AppClientId
           = hint: expected the app client's id

        amplifyconfiguration.json:2:22: `Region` is missing
           |
         2 |   "CognitoUserPool":{"Default":{"AppClientSecret":"******","PoolId":1}}
           |                      ^^^^^^^^^
           = at: /auth/plugins/awsCognitoAuthPlugin/CognitoUserPool/Default/Region
           = hint: expected the user pool's region

        amplifyconfiguration.json:2:69: expected a string, found a number
           |
         2 | toUserPool":{"Default":{"AppClientSecret":"******","PoolId":1}}
           |                                                             ^
           = at: /auth/plugins/awsCognitoAuthPlugin/CognitoUserPool/Default/PoolId
    "#]],
    );
}

#[test]
fn names_from_the_file_cannot_write_to_the_terminal() {
    let text = endpoints("  \"\\u001b[31m\\u202e\\n\": { \"endpointType\": \"\\u001b[0m\" }");
    let shown = backend().generate_from(&text).unwrap_err().to_string();
    assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown:?}");
}

const OPEN: &str = "{ \"awsAPIPlugin\": {
  \"todos\": { \"endpointType\": \"REST\", \"endpoint\": \"https://example.com\", \"authorizationType\": \"NONE\" },
  \"graph\": { \"endpointType\": \"GraphQL\", \"endpoint\": \"https://example.com\", \"authorizationType\": \"NONE\" }
} }";

/// The messages and hints about overrides, whose places are lines of this file.
fn about_overrides(backend: &Backend, text: &str) -> Vec<String> {
    let (mistakes, warnings) = match backend.generate_from(text) {
        Ok(generated) => (Vec::new(), generated.warnings().to_vec()),
        Err(errors) => (errors.iter().cloned().collect(), Vec::new()),
    };
    let all = mistakes.iter().chain(&warnings);
    all.map(|mistake| format!("{} ({})", mistake.message(), mistake.help().unwrap_or("no hint"))).collect()
}

#[test]
fn overrides_of_endpoints_that_are_not_there() {
    let backend = backend()
        .endpoint("todo", |endpoint| endpoint.token(TokenKind::Id))
        .endpoint("graph", |endpoint| endpoint.token(TokenKind::Id))
        .endpoint("something else", |endpoint| endpoint.token(TokenKind::Id));
    assert_eq!(
        about_overrides(&backend, OPEN),
        [
            "the configuration has no REST endpoint \"todo\" (did you mean \"todos\"?)",
            "the configuration has no REST endpoint \"graph\" (it is a GraphQL endpoint, and those are passed over)",
            "the configuration has no REST endpoint \"something else\" (it has \"todos\")",
        ]
    );
}

#[test]
fn overrides_that_need_what_is_not_there() {
    let backend = backend()
        .endpoint("todos", |endpoint| endpoint.authorizer(AuthorizerKind::UserPool).api_key(ApiKeySource::CompiledIn));
    let messages = about_overrides(&backend, OPEN);
    assert!(messages[0].starts_with("`apiKey` is missing"), "{messages:?}");
    assert!(messages[1].contains("the configuration has no user pool"), "{messages:?}");
}

#[test]
fn overrides_that_change_nothing_are_warned_of() {
    let backend = backend().endpoint("todos", |endpoint| endpoint.token(TokenKind::Id).region("eu-west-1"));
    assert_eq!(
        about_overrides(&backend, OPEN),
        [
            "the override of the token changes nothing: the endpoint \"todos\" is not authorized by a user pool (no hint)",
            "the override of the region changes nothing: the endpoint \"todos\" is not authorized by IAM (no hint)",
        ]
    );
}

#[test]
fn suspicious_configurations_are_warned_of() {
    let text = "{ \"awsAPIPlugin\": { \"todos\": { \"endpointType\": \"REST\", \"region\": \"eu-west-1\",
    \"endpoint\": \"https://a.execute-api.us-east-1.amazonaws.com/dev\", \"authorizationType\": \"AWS_IAM\" } },
  \"awsCognitoAuthPlugin\": {
    \"CognitoUserPool\": { \"Default\": { \"PoolId\": \"us-east-1_a\", \"AppClientId\": \"a\", \"Region\": \"eu-west-1\" } },
    \"CredentialsProvider\": { \"CognitoIdentity\": { \"Default\": { \"PoolId\": \"us-east-1:1\", \"Region\": \"eu-west-1\" } } },
    \"Auth\": { \"Default\": { \"authenticationFlowType\": \"CUSTOM_AUTH\" } } } }";
    let generated = backend().generate_from(text).unwrap();
    let warnings: Vec<_> = generated.warnings().iter().map(ToString::to_string).collect();
    expect![[r#"
        amplifyconfiguration.json:1:66: requests to the endpoint "todos" are signed for "eu-west-1", and its host is in "us-east-1"
           |
         1 | sAPIPlugin": { "todos": { "endpointType": "REST", "region": "eu-west-1",
           |                                                             ^^^^^^^^^^^
           = at: /awsAPIPlugin/todos/region
           = hint: API Gateway refuses such signatures

        amplifyconfiguration.json:4:94: the pool's region is "eu-west-1", and its id begins with "us-east-1"
           |
         4 | ": { "PoolId": "us-east-1_a", "AppClientId": "a", "Region": "eu-west-1" } },
           |                                                             ^^^^^^^^^^^
           = at: /awsCognitoAuthPlugin/CognitoUserPool/Default/Region

        amplifyconfiguration.json:5:99: the pool's region is "eu-west-1", and its id begins with "us-east-1"
           |
         5 | dentity": { "Default": { "PoolId": "us-east-1:1", "Region": "eu-west-1" } } },
           |                                                             ^^^^^^^^^^^
           = at: /awsCognitoAuthPlugin/CredentialsProvider/CognitoIdentity/Default/Region

        amplifyconfiguration.json:4:37: sign-in by CUSTOM_AUTH is not there yet: `sign_in` uses SRP
           |
         4 |     "CognitoUserPool": { "Default": { "PoolId": "us-east-1_a", "AppClientId": "a", "Region": "eu-wes
           |                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           = at: /awsCognitoAuthPlugin/CognitoUserPool/Default
    "#]].assert_eq(&warnings.join("\n"));
}

#[test]
fn files_that_cannot_be_read() {
    let errors = Backend::new("no/such/amplifyconfiguration.json").out_dir("unused").generate().unwrap_err();
    expect![[r#"
        1 mistake in the input of the code generation

        no/such/amplifyconfiguration.json: the file cannot be read: No such file or directory (os error 2)
           = hint: `amplify pull` writes it; the path is relative to the package's folder
    "#]]
    .assert_eq(&errors.to_string());
    let folder = std::env::temp_dir().join(format!("amplify-rest-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("amplifyconfiguration.json");
    for (bytes, hint) in [(&b"\xff\xfe{\0}\0"[..], "UTF-16"), (b"{\"a\": \"\xe9\"}", "UTF-8")] {
        std::fs::write(&path, bytes).unwrap();
        let errors = Backend::new(&path).out_dir(&folder).generate().unwrap_err();
        assert!(errors.iter().next().and_then(|mistake| mistake.help()).unwrap().contains(hint), "{errors}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
