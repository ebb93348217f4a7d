//! What is suspicious about a document and no mistake: warned of with its place; and what API Gateway's own exports have is
//! not suspicious.

use std::path::PathBuf;

use amplify_rest_codegen::{Backend, Grouping, OpenApi};
use expect_test::{Expect, expect};
use serde_json::json;

use super::corpus;

#[track_caller]
fn check(file: &str, text: &str, expected: &Expect) {
    checked(&OpenApi::new("api", file), text, expected);
}

#[track_caller]
fn checked(api: &OpenApi, text: &str, expected: &Expect) {
    let generated = api.generate_from(text).unwrap();
    let warnings: Vec<String> = generated.warnings().iter().map(ToString::to_string).collect();
    expected.assert_eq(&warnings.join("\n"));
}

#[test]
fn what_is_suspicious_in_yaml_is_shown_at_its_place() {
    let text = r#"openapi: 3.0.1
info: {title: Shop, version: "1"}
servrs: []
paths:
  /items/{id}:
    get:
      operationId: read
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: di, in: path, required: true, schema: {type: string}}
        - {name: all, in: query, schema: {type: boolean}}
        - {name: all, in: query, schema: {type: boolean}}
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses: {"404": {description: nothing}}
    put:
      operationId: read
      descripton: writes
      responses: {4XX: {description: nothing}}
  /items:
    post:
      consumes: [application/json]
      responses: {"200": {description: fine}}
components:
  securitySchemes:
    key: {type: apiKey, name: x-api-key, in: header}
"#;
    check(
        "shop.yaml",
        text,
        &expect![[r#"
            shop.yaml:3:1: "servrs" means nothing here
               |
             3 | servrs: []
               | ^^^^^^
               = at: /servrs
               = hint: did you mean "servers"?

            shop.yaml:10:18: the path has no place for the parameter "di": it is never sent
                |
             10 |         - {name: di, in: path, required: true, schema: {type: string}}
                |                  ^^
               = at: /paths/~1items~1{id}/get/parameters/1/name
               = hint: did you mean "id"?

            shop.yaml:12:18: the query parameter "all" stands here twice
                |
             12 |         - {name: all, in: query, schema: {type: boolean}}
                |                  ^^^
               = at: /paths/~1items~1{id}/get/parameters/3/name

            shop.yaml:13:7: a GET request carries no body: this one is not sent
                |
             13 |       requestBody: {content: {application/json: {schema: {type: object}}}}
                |       ^^^^^^^^^^^
               = at: /paths/~1items~1{id}/get/requestBody

            shop.yaml:14:7: only failures are described here, as in another operation: what succeeds has no type
                |
             14 |       responses: {"404": {description: nothing}}
                |       ^^^^^^^^^
               = at: /paths/~1items~1{id}/get/responses

            shop.yaml:16:20: GET /items/{id} has the `operationId` "read" already
                |
             16 |       operationId: read
                |                    ^^^^
               = at: /paths/~1items~1{id}/put/operationId
               = hint: a number is added: `.rename("PUT /items/{id}", …)` in the build script

            shop.yaml:17:7: "descripton" means nothing here
                |
             17 |       descripton: writes
                |       ^^^^^^^^^^
               = at: /paths/~1items~1{id}/put/descripton
               = hint: did you mean "description"?

            shop.yaml:21:7: "consumes" is of Swagger 2.0, and means nothing in OpenAPI 3
                |
             21 |       consumes: [application/json]
                |       ^^^^^^^^
               = at: /paths/~1items/post/consumes

            shop.yaml:25:5: no operation asks for the security scheme "key"
                |
             25 |     key: {type: apiKey, name: x-api-key, in: header}
                |     ^^^
               = at: /components/securitySchemes/key
        "#]],
    );
}

#[test]
fn what_is_of_the_other_dialect_is_suspicious() {
    let text = r#"{
  "swagger": "2.0",
  "servers": [{ "url": "https://example.com" }],
  "paths": { "/a": { "post": { "requestBody": {}, "responses": {} }, "get": {
      "parameters": [{ "name": "b", "in": "body", "schema": { "type": "string" } }],
      "responses": {}
  } } },
  "securityDefinitions": { "key": { "type": "apiKey", "name": "x-api-key", "in": "header" } },
  "security": [{ "key": [] }]
}"#;
    check(
        "api.json",
        text,
        &expect![[r#"
        api.json:3:3: "servers" is of OpenAPI 3, and means nothing in Swagger 2.0
           |
         3 |   "servers": [{ "url": "https://example.com" }],
           |   ^^^^^^^^^
           = at: /servers

        api.json:4:32: "requestBody" is of OpenAPI 3, and means nothing in Swagger 2.0
           |
         4 |   "paths": { "/a": { "post": { "requestBody": {}, "responses": {} }, "get": {
           |                                ^^^^^^^^^^^^^
           = at: /paths/~1a/post/requestBody

        api.json:5:32: a GET request carries no body: this one is not sent
           |
         5 |       "parameters": [{ "name": "b", "in": "body", "schema": { "type": "string" } }],
           |                                ^^^
           = at: /paths/~1a/get/parameters/0/name
    "#]],
    );
}

#[test]
fn a_document_that_nothing_is_left_of_is_suspicious() {
    let text = r#"{ "openapi": "3.1.0", "paths": { "/a": { "get": { "responses": {} } } } }"#;
    checked(
        &OpenApi::new("api", "api.json").skip("GET /a"),
        text,
        &expect![[r#"
        api.json:1:32: the document has no operation: there is nothing to call
           |
         1 | { "openapi": "3.1.0", "paths": { "/a": { "get": { "responses": {} } } } }
           |                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           = at: /paths
           = hint: the build script leaves out all of them
    "#]],
    );
    check(
        "api.json",
        r#"{ "openapi": "3.1.0", "paths": {} }"#,
        &expect![[r#"
        api.json:1:32: the document has no operation: there is nothing to call
           |
         1 | { "openapi": "3.1.0", "paths": {} }
           |                                ^^
           = at: /paths
    "#]],
    );
    checked(
        &OpenApi::new("api", "api.json").grouping(Grouping::ByTag),
        text,
        &expect![[r#"
        api.json:1:32: operations are to be grouped by their tags, and none has a tag
           |
         1 | { "openapi": "3.1.0", "paths": { "/a": { "get": { "responses": {} } } } }
           |                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           = at: /paths
    "#]],
    );
}

#[test]
fn a_document_of_models_or_webhooks_alone_is_suspicious() {
    check(
        "api.json",
        r#"{ "openapi": "3.1.0", "webhooks": {} }"#,
        &expect![[r#"
        api.json:1:1: the document has no operation: there is nothing to call
           |
         1 | { "openapi": "3.1.0", "webhooks": {} }
           | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    "#]],
    );
}

#[test]
fn a_security_scheme_of_no_known_type_is_suspicious() {
    let text = r#"{ "openapi": "3.0.1", "paths": { "/a": { "get": { "security": [{ "key": [] }], "responses": {} } } },
        "components": { "securitySchemes": { "key": { "type": "apikey", "name": "x-api-key", "in": "header" } } } }"#;
    check(
        "api.json",
        text,
        &expect![[r#"
        api.json:2:63: there are no security schemes of the type "apikey"
           |
         2 |       "components": { "securitySchemes": { "key": { "type": "apikey", "name": "x-api-key", "in": "he
           |                                                             ^^^^^^^^
           = at: /components/securitySchemes/key/type
           = hint: did you mean "apiKey"?
    "#]],
    );
}

#[test]
fn operations_that_are_not_read_are_named() {
    let text = r#"{ "openapi": "3.2.0", "paths": { "/a": {
        "get": { "responses": {} },
        "query": { "responses": {} },
        "additionalOperations": { "LINK": { "responses": {} } } } } }"#;
    check(
        "api.json",
        text,
        &expect![[r#"
        api.json:3:9: "query" is of OpenAPI 3.2, and is passed over
           |
         3 |         "query": { "responses": {} },
           |         ^^^^^^^
           = at: /paths/~1a/query

        api.json:4:9: "additionalOperations" is of OpenAPI 3.2, and is passed over
           |
         4 |         "additionalOperations": { "LINK": { "responses": {} } } } } }
           |         ^^^^^^^^^^^^^^^^^^^^^^
           = at: /paths/~1a/additionalOperations
    "#]],
    );
}

#[test]
fn paths_that_no_call_can_be_sent_to_are_suspicious() {
    let text = r#"{ "openapi": "3.0.1", "paths": {
        "/a//b": { "get": { "responses": {} } },
        "/a/../b": { "get": { "responses": {} } },
        "/a/b/": { "get": { "responses": {} } },
        "/": { "get": { "responses": {} } } } }"#;
    check(
        "api.json",
        text,
        &expect![[r#"
        api.json:2:20: the path "/a//b" has an empty segment: no call can be sent
           |
         2 |         "/a//b": { "get": { "responses": {} } },
           |                    ^^^^^
           = at: /paths/~1a~1~1b/get

        api.json:3:22: the path "/a/../b" has the segment `.` or `..`: no call can be sent
           |
         3 |         "/a/../b": { "get": { "responses": {} } },
           |                      ^^^^^
           = at: /paths/~1a~1..~1b/get
    "#]],
    );
}

#[test]
fn a_renamed_operation_has_no_id_twice() {
    let text = r#"{ "openapi": "3.1.0", "paths": { "/a": {
        "get": { "operationId": "a", "responses": {} }, "put": { "operationId": "a", "responses": {} } } } }"#;
    checked(&OpenApi::new("api", "api.json").rename("PUT /a", "b"), text, &expect![[""]]);
}

/// Warnings about a document that is bound to an endpoint at `https://a.example.com/dev` with IAM.
#[track_caller]
fn bound(name: &str, document: &serde_json::Value, expected: &Expect) {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("suspicious-{name}.json"));
    std::fs::write(&path, document.to_string()).unwrap();
    let configuration = json!({"awsAPIPlugin": {"todos": {"endpointType": "REST", "region": "eu-west-1",
            "endpoint": "https://a.example.com/dev", "authorizationType": "AWS_IAM"}},
        "awsCognitoAuthPlugin": {"CredentialsProvider": {"CognitoIdentity": {"Default":
            {"PoolId": "eu-west-1:00000000-0000-0000-0000-000000000000", "Region": "eu-west-1"}}}}});
    let backend = Backend::new("amplifyconfiguration.json").openapi("todos", &path);
    let generated = backend.generate_from(&configuration.to_string()).unwrap();
    let warnings = generated.warnings().iter();
    let warnings: Vec<_> = warnings
        .map(|warning| {
            format!("{}: {} ({})\n", warning.pointer(), warning.message(), warning.help().unwrap_or("no hint"))
        })
        .collect();
    expected.assert_eq(&warnings.concat());
}

#[test]
fn a_document_that_does_not_fit_its_endpoint_is_suspicious() {
    let iam = json!({"s": {"type": "apiKey", "name": "Authorization", "in": "header", "x-amazon-apigateway-authtype": "awsSigv4"}});
    let document = |url: &str, security: &serde_json::Value| {
        json!({"openapi": "3.0.1", "servers": [{"url": url}], "components": {"securitySchemes": iam},
            "paths": {"/a": {"get": {"responses": {}, "security": security}, "options": {"responses": {}, "security": [{"s": []}],
                "x-amazon-apigateway-integration": {"type": "mock"}}}}})
    };
    let signed = json!([{"s": []}]);
    bound("fits", &document("https://A.example.com/dev/", &signed), &expect![[""]]);
    bound("elsewhere", &document("https://b.example.com/prod", &signed), &expect![[""]]);
    bound(
        "below",
        &document("https://a.example.com/dev/items", &signed),
        &expect![[r#"
        /servers/0/url: the document's paths are below "dev/items", and the configuration has the endpoint "todos" below "dev" (calls go below what the configuration says: they may miss the API)
    "#]],
    );
    bound(
        "open",
        &document("https://a.example.com/dev", &json!([])),
        &expect![[r#"
        /paths/~1a/get: no operation asks for an authorizer, and the configuration has the endpoint "todos" with one: all are called without it (export the document again, with API Gateway's extensions (`--parameters extensions=apigateway`))
    "#]],
    );
}

#[test]
fn real_exports_are_not_suspicious() {
    let Some(folder) = corpus::shared("apigateway") else { return };
    let mut warnings = String::new();
    for (name, text) in corpus::documents(&folder) {
        let Ok(generated) = OpenApi::new("api", &name).generate_from(&text) else { continue };
        let all = generated.warnings().iter();
        warnings.extend(all.map(|warning| format!("{}: {}\n", warning.file_name(), warning.message())));
    }
    expect![[r"
        getmoto__moto__tests_test_apigateway_resources_petstore-swagger-v3.json: only failures are described here, as in 3 other operations: what succeeds has no type
    "]].assert_eq(&warnings);
}
