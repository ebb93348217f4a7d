//! Files that are no JSON, no configuration, or one in a format that is not read.

use expect_test::expect;

use super::{check, endpoints};

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

            amplifyconfiguration.json:1:1: this is no Amplify configuration: it has none of `api`, `auth`, `awsAPIPlugin`, `awsCognitoAuthPlugin`, `aws_project_region`, `custom`, `rest_api`
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

            amplifyconfiguration.json:1:1: this is no Amplify configuration: it has none of `api`, `auth`, `awsAPIPlugin`, `awsCognitoAuthPlugin`, `aws_project_region`, `custom`, `rest_api`
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

            amplifyconfiguration.json:1:1: this is no Amplify configuration: it has none of `api`, `auth`, `awsAPIPlugin`, `awsCognitoAuthPlugin`, `aws_project_region`, `custom`, `rest_api`
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

            amplifyconfiguration.json:1:1: this is no Amplify configuration: it has none of `api`, `auth`, `awsAPIPlugin`, `awsCognitoAuthPlugin`, `aws_project_region`, `custom`, `rest_api`
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

            amplifyconfiguration.json:1:1: the configuration has no REST endpoint, no user pool and no identity pool
               |
             1 | { "aws_project_region": "eu-west-1" }
               | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               = hint: add a REST API by `amplify add api`: it stands in `aws_cloud_logic_custom`
        "#]],
    );
    check(
        "{ \"version\": \"1.4\", \"auth\": {} }",
        &expect![[r#"
            1 mistake in the input of the code generation

            amplifyconfiguration.json:1:1: the configuration has no REST endpoint, no user pool and no identity pool
               |
             1 | { "version": "1.4", "auth": {} }
               | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               = hint: let the backend's code add a REST API by `addOutput`: it stands in `custom.API`
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
