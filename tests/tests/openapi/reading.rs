//! Documents as they are read: dialects, URLs, names, security; and what is wrong with them.

use amplify_rest_codegen::{Errors, OpenApi};
use expect_test::{Expect, expect};
use serde_json::{Value, json};

#[track_caller]
fn listed(document: &Value, expected: &Expect) {
    let listing = OpenApi::new("api", "api.json").list_from(&document.to_string()).unwrap();
    let mut found = vec![listing.url().unwrap_or("(no URL)").to_owned()];
    found.extend(listing.operations().iter().map(|operation| {
        let (method, path) = (operation.method(), operation.path());
        format!("{method} {path} | {} | {}", operation.authorizers(), operation.name())
    }));
    expected.assert_eq(&(found.join("\n") + "\n"));
}

#[track_caller]
fn refused(file: &str, text: &str, expected: &Expect) {
    let errors: Errors = OpenApi::new("api", file).generate_from(text).expect_err("a mistake");
    expected.assert_eq(&errors.to_string());
}

fn with(member: &str, value: &Value) -> Value {
    let mut document = json!({"openapi": "3.0.1", "info": {"title": "t", "version": "1"}, "paths": {}});
    document[member] = value.clone();
    document
}

#[test]
fn base_path_and_stage_are_joined_by_one_slash() {
    for default in ["/dev", "dev", "/dev/", "dev/"] {
        let servers = json!([{"url": "https://x.execute-api.us-west-2.amazonaws.com/{basePath}",
            "variables": {"basePath": {"default": default}}}]);
        listed(
            &with("servers", &servers),
            &expect![[r"
            https://x.execute-api.us-west-2.amazonaws.com/dev
        "]],
        );
    }
    let servers = json!([{"url": "https://x.execute-api.us-west-2.amazonaws.com/{basePath}"}]);
    listed(
        &with("servers", &servers),
        &expect![[r"
        https://x.execute-api.us-west-2.amazonaws.com
    "]],
    );
    for base in ["/dev", "dev", "/dev/"] {
        let swagger = json!({"swagger": "2.0", "host": "x.example.com", "basePath": base, "paths": {}});
        listed(
            &swagger,
            &expect![[r"
            https://x.example.com/dev
        "]],
        );
    }
}

#[test]
fn operations_are_named_by_their_ids_or_by_method_and_path() {
    let operation = json!({"responses": {}});
    let named = |id: &str| json!({"responses": {}, "operationId": id});
    let paths = json!({
        "/": {"get": operation, "post": operation},
        "/pets/{petId}": {"get": operation, "delete": named("get")},
        "/pets-{petId}": {"get": operation, "put": named("listPets"), "patch": named("list_pets")},
        "/files/{proxy+}": {"x-amazon-apigateway-any-method": operation},
        "/$default": {"x-amazon-apigateway-any-method": operation},
        "x-amazon-apigateway-something": {},
    });
    listed(
        &with("paths", &paths),
        &expect![[r"
        (no URL)
        GET / | not said | get_root
        POST / | not said | post_root
        ANY /{proxy+} | not said | any_proxy
        ANY /files/{proxy+} | not said | any_files_proxy
        GET /pets-{petId} | not said | get_pets_pet_id
        PUT /pets-{petId} | not said | list_pets_2
        PATCH /pets-{petId} | not said | list_pets
        GET /pets/{petId} | not said | get_pets_pet_id_2
        DELETE /pets/{petId} | not said | get_operation
    "]],
    );
}

#[test]
fn security_is_what_api_gateway_means() {
    let scheme = |extra: Value| {
        let mut scheme = json!({"type": "apiKey", "name": "Authorization", "in": "header"});
        scheme.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        scheme
    };
    let authorizer = |kind: &str, source: &str| {
        scheme(json!({"name": "Unused", "x-amazon-apigateway-authtype": "whatever they call it",
            "x-amazon-apigateway-authorizer": {"type": kind, "identitySource": source}}))
    };
    let schemes = json!({
        "iam": scheme(json!({"x-amazon-apigateway-authtype": "awsSigv4"})),
        "pool": scheme(json!({"x-amazon-apigateway-authtype": "cognito_user_pools",
            "x-amazon-apigateway-authorizer": {"type": "cognito_user_pools"}})),
        "jwt": json!({"type": "oauth2", "x-amazon-apigateway-authorizer": {"type": "jwt"}}),
        "token": scheme(json!({"name": "Token", "x-amazon-apigateway-authtype": "custom",
            "x-amazon-apigateway-authorizer": {"type": "token"}})),
        "request": authorizer("request", "method.request.header.A, method.request.querystring.b, context.path"),
        "bearer": {"type": "http", "scheme": "bearer"},
        "key": scheme(json!({"name": "X-API-Key"})),
    });
    let one = |requirements: Value| json!({"get": {"responses": {}, "security": requirements}});
    let mut document = with(
        "paths",
        &json!({
            "/1": one(json!([{"iam": []}, {"key": []}])), "/2": one(json!([{"pool": [], "key": []}])),
            "/3": one(json!([{"jwt": ["scope"]}])), "/4": one(json!([{"token": []}])), "/5": one(json!([{"request": []}])),
            "/6": one(json!([{"bearer": []}])), "/7": one(json!([])), "/8": {"get": {"responses": {}}},
            "/9": {"get": {"responses": {}, "x-amazon-apigateway-auth": {"type": "aws_iam"}}},
        }),
    );
    document["components"] = json!({"securitySchemes": schemes});
    document["security"] = json!([{"key": []}]);
    listed(
        &document,
        &expect![[r"
        (no URL)
        GET /1 | IAM and API key | get_1
        GET /2 | user pool and API key | get_2
        GET /3 | JWT | get_3
        GET /4 | custom (header Token) | get_4
        GET /5 | custom (header A, query b) | get_5
        GET /6 | JWT | get_6
        GET /7 | none | get_7
        GET /8 | API key | get_8
        GET /9 | IAM and API key | get_9
    "]],
    );
    document["x-amazon-apigateway-api-key-source"] = json!("AUTHORIZER");
    let listing = OpenApi::new("api", "api.json").list_from(&document.to_string()).unwrap();
    let first = &listing.operations()[0];
    assert_eq!(first.authorizers(), "IAM", "the authorizer finds the key: the client sends none");
}

#[test]
fn http_apis_default_route_takes_any_path() {
    let operation = json!({"responses": {"default": {"description": ""}}, "isDefaultRoute": true});
    let paths = json!({"$default": {"x-amazon-apigateway-any-method": operation}, "/items": {"get": operation}});
    listed(
        &with("paths", &paths),
        &expect![[r#"
        (no URL)
        ANY /{proxy+} | not said | any_proxy
        GET /items | not said | get_items
    "#]],
    );
}

#[test]
fn methods_that_sam_opens_to_anybody_ask_for_nothing() {
    let operation = |scheme: &str| json!({"responses": {}, "security": [{scheme: []}]});
    let mut document =
        with("paths", &json!({"/": {"get": operation("NONE"), "put": operation("Pool"), "post": operation("Key")}}));
    document["components"] =
        json!({"securitySchemes": {"Key": {"type": "apiKey", "name": "x-api-key", "in": "header"}}});
    // SAM adds its authorizers as in Swagger, whatever version the document has.
    document["securityDefinitions"] = json!({"Pool": {"type": "apiKey", "name": "Authorization", "in": "header",
        "x-amazon-apigateway-authtype": "cognito_user_pools"}});
    document["security"] = json!([{"Key": []}]);
    listed(
        &document,
        &expect![[r#"
        (no URL)
        GET / | none | get_root
        PUT / | user pool | put_root
        POST / | API key | post_root
    "#]],
    );
}

#[test]
fn a_requirement_that_is_no_object_opens_nothing() {
    let text = r#"{"openapi": "3.0.1", "components": {"securitySchemes": {"jwt": {"type": "http", "scheme": "bearer"}}},
        "paths": {"/a": {"get": {"security": ["jwt"], "responses": {}}}}}"#;
    refused(
        "api.json",
        text,
        &expect![[r#"
        1 mistake in the input of the code generation

        api.json:2:47: an object is needed, not a string
           |
         2 |         "paths": {"/a": {"get": {"security": ["jwt"], "responses": {}}}}}
           |                                               ^^^^^
           = at: /paths/~1a/get/security/0
    "#]],
    );
}

#[test]
fn a_security_scheme_that_leads_nowhere_is_one_mistake() {
    let text = r##"{
  "openapi": "3.0.1",
  "paths": { "/": { "get": { "security": [{ "key": [] }], "responses": {} } } },
  "components": { "securitySchemes": { "key": { "$ref": "#/nowhere" } } }
}"##;
    refused(
        "api.json",
        text,
        &expect![[r##"
        1 mistake in the input of the code generation

        api.json:4:57: the reference "#/nowhere" leads to nothing in this document
           |
         4 |   "components": { "securitySchemes": { "key": { "$ref": "#/nowhere" } } }
           |                                                         ^^^^^^^^^^^
           = at: /components/securitySchemes/key/$ref
    "##]],
    );
}

#[test]
fn preflights_are_passed_over_and_other_options_are_not() {
    let cors = json!({"responses": {"200": {"description": "", "headers": {"Access-Control-Allow-Origin": {}}}}});
    let paths = json!({"/a": {"options": cors}, "/b": {"options": {"responses": {}}}});
    listed(
        &with("paths", &paths),
        &expect![[r"
        (no URL)
        OPTIONS /b | not said | options_b
    "]],
    );
}

#[test]
fn yaml_is_read_with_its_places() {
    let text = "openapi: 3.0.1\ninfo: {title: t, version: 1.0}\npaths:\n  /items:\n    get:\n      parameters:\n        - in: \
                querry\n          name: limit\n      responses:\n        200: {description: fine}\n";
    refused(
        "api.yaml",
        text,
        &expect![[r#"
        1 mistake in the input of the code generation

        api.yaml:7:15: there are no parameters in "querry"
           |
         7 |         - in: querry
           |               ^^^^^^
           = at: /paths/~1items/get/parameters/0/in
           = hint: did you mean "query"?
    "#]],
    );
    let fine = text.replace("querry", "query");
    let generated = OpenApi::new("api", "api.yml").generate_from(&fine).unwrap();
    assert!(generated.code().contains("pub fn get_items("));
}

#[test]
fn every_mistake_is_named_at_once() {
    let document = json!({
        "openapi": "3.0.1", "info": {"title": "t", "version": "1"},
        "paths": {
            "items": {"get": {"responses": {}}},
            "/a": {"get": {"responses": {"2000": {}}, "security": [{"sigv": []}]}},
            "/b": {"get": {"parameters": [{"$ref": "#/components/parameters/No"}, {"in": "query"}, {"name": "a b", "in": "header"}]}},
            "/c": {"post": {"requestBody": {"$ref": "other.json#/x"}, "operationId": {"Fn::Sub": "x"}}},
            "/d": {"$ref": "#/paths/~1e"}, "/e": {"$ref": "#/paths/~1d"},
        },
        "components": {"securitySchemes": {"sigv4": {"type": "apiKey", "name": "Authorization", "in": "header"}}}
    });
    refused(
        "api.json",
        &serde_json::to_string_pretty(&document).unwrap(),
        &expect![[r##"
        10 mistakes in the input of the code generation

        api.json:20:11: "2000" is no status
            |
         20 |           "2000": {}
            |           ^^^^^^
           = at: /paths/~1a/get/responses/2000
           = hint: a number (`200`), a class of them (`4XX`), or `default`

        api.json:24:13: the document has no security scheme "sigv"
            |
         24 |             "sigv": []
            |             ^^^^^^
           = at: /paths/~1a/get/security/0/sigv
           = hint: did you mean "sigv4"?

        api.json:33:21: the reference "#/components/parameters/No" leads to nothing in this document
            |
         33 |             "$ref": "#/components/parameters/No"
            |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           = at: /paths/~1b/get/parameters/0/$ref

        api.json:35:11: the parameter has no `name`
            |
         35 |           {
            |           ^
           = at: /paths/~1b/get/parameters/1

        api.json:40:21: no header can be called "a b"
            |
         40 |             "name": "a b"
            |                     ^^^^^
           = at: /paths/~1b/get/parameters/2/name

        api.json:47:24: a string is needed, not the CloudFormation intrinsic `Fn::Sub`
            |
         47 |         "operationId": {
            |                        ^
           = at: /paths/~1c/post/operationId
           = hint: CloudFormation fills it in when it deploys: give the document that API Gateway exports (`aws apigateway get-export`)

        api.json:51:19: the reference "other.json#/x" leads to nothing in this document
            |
         51 |           "$ref": "other.json#/x"
            |                   ^^^^^^^^^^^^^^^
           = at: /paths/~1c/post/requestBody/$ref
           = hint: another file of the document is read when the build script names it: `refers_to(path)`; nothing is fetched

        api.json:55:11: the references from here lead in a circle, or over more than 32 places
            |
         55 |     "/d": {
            |           ^
           = at: /paths/~1d

        api.json:58:11: the references from here lead in a circle, or over more than 32 places
            |
         58 |     "/e": {
            |           ^
           = at: /paths/~1e

        api.json:61:5: a path begins with a `/`
            |
         61 |     "items": {
            |     ^^^^^^^
           = at: /paths/items
    "##]],
    );
}

#[test]
fn what_is_no_document_is_refused() {
    refused(
        "api.json",
        r#"{"swagger": "1.2"}"#,
        &expect![[r#"
        1 mistake in the input of the code generation

        api.json:1:13: there is no Swagger "1.2", or it is not read
           |
         1 | {"swagger": "1.2"}
           |             ^^^^^
           = at: /swagger
           = hint: OpenAPI 3.0, 3.1 and Swagger 2.0 are read
    "#]],
    );
    refused(
        "api.json",
        r#"{"asyncapi": "3.0.0"}"#,
        &expect![[r#"
        1 mistake in the input of the code generation

        api.json:1:1: this is no API document: it has neither `openapi` nor `swagger`
           |
         1 | {"asyncapi": "3.0.0"}
           | ^^^^^^^^^^^^^^^^^^^^^
           = hint: OpenAPI 3.0, 3.1 and Swagger 2.0 are read
    "#]],
    );
    refused(
        "api.json",
        r#"{"openapi": "3.1.0", "info": {}}"#,
        &expect![[r#"
        1 mistake in the input of the code generation

        api.json:1:1: the document has no `paths`: there is nothing to call
           |
         1 | {"openapi": "3.1.0", "info": {}}
           | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    "#]],
    );
}

/// The code of an operation that answers with this schema, among these models of an `OpenAPI` 3.1 document.
#[track_caller]
fn answering(dialect: &str, schema: &Value, models: &Value) -> String {
    let answer = json!({"description": "x", "content": {"application/json": {"schema": schema}}});
    let document = json!({"openapi": "3.1.0", "jsonSchemaDialect": dialect,
        "paths": {"/a": {"get": {"operationId": "a", "responses": {"200": answer}}}}, "components": {"schemas": models}});
    OpenApi::new("api", "api.json").generate_from(&document.to_string()).unwrap().code().to_owned()
}

#[test]
fn models_are_known_by_their_own_identifiers_and_anchors() {
    let models = json!({
        "Pet": {"$id": "https://example.com/pet", "type": "object", "properties": {
            "owner": {"$ref": "#owner"}, "friend": {"$ref": "#/components/schemas/Friend"}}},
        "Friend": {"$anchor": "friend", "type": "object", "properties": {"name": {"type": "string"}}},
        "Owner": {"$id": "https://example.com/owner", "type": "object", "properties": {"pet": {"$ref": "pet"}}},
    });
    let mut models = models;
    models["Pet"]["$defs"] = json!({"Owner": {"$anchor": "owner", "$ref": "owner"}});
    let code = answering("", &json!({"anyOf": [{"$ref": "https://example.com/pet"}, {"$ref": "#friend"}]}), &models);
    for field in
        ["pub owner: Option<Box<Owner>>", "pub friend: Option<Friend>", "pub pet: Option<Box<Pet>>", "Friend(Friend)"]
    {
        assert!(code.contains(field), "{field} in {code}");
    }
}

#[test]
fn the_dialect_of_a_documents_schemas_is_what_it_says() {
    let pair =
        json!({"type": "array", "items": [{"type": "string"}, {"type": "integer"}], "minItems": 2, "maxItems": 2});
    let code = answering("http://json-schema.org/draft-07/schema#", &pair, &json!({}));
    assert!(code.contains("sdk::Answer<(String, i64)>"), "draft 7's tuple in {code}");
}

#[test]
fn switches_of_yaml_1_1_are_told() {
    let text = "openapi: 3.0.1\npaths:\n  /a: {get: {deprecated: yes, responses: {}}}\n";
    refused(
        "api.yaml",
        text,
        &expect![[r#"
        1 mistake in the input of the code generation

        api.yaml:3:26: a boolean is needed, not a string
           |
         3 |   /a: {get: {deprecated: yes, responses: {}}}
           |                          ^^^
           = at: /paths/~1a/get/deprecated
           = hint: YAML 1.2 has `true` and `false` alone
    "#]],
    );
}

#[test]
fn what_xml_makes_of_a_parameter_is_a_text() {
    let parameter = |name: &str, media_type: &str, schema: &Value| json!({"name": name, "in": "query", "content": {media_type: {"schema": schema}}});
    let list = json!({"type": "array", "items": {"type": "integer"}});
    let parameters = [
        parameter("xml", "application/xml", &list),
        parameter("json", "application/json", &list),
        parameter("plain", "text/plain", &json!({"type": "integer"})),
    ];
    let document = json!({"openapi": "3.1.0", "paths": {"/a": {"get": {"parameters": parameters, "responses": {}}}}});
    let generated = OpenApi::new("api", "api.json").generate_from(&document.to_string()).unwrap();
    for setter in ["fn xml(self, xml: &str)", "fn json(self, json: &[i64])", "fn plain(self, plain: i64)"] {
        assert!(generated.code().contains(setter), "{setter} in {}", generated.code());
    }
}

#[test]
fn clippy_may_say_nothing_of_a_parameter_called_new() {
    let code = |name: &str| {
        let parameter = json!({"name": name, "in": "query", "schema": {"type": "string"}});
        let document =
            json!({"openapi": "3.1.0", "paths": {"/a": {"get": {"parameters": [parameter], "responses": {}}}}});
        OpenApi::new("api", "api.json").generate_from(&document.to_string()).unwrap().code().to_owned()
    };
    let lint = "#[allow(clippy::wrong_self_convention";
    assert!(code("new").contains("fn new(self") && code("new").contains(lint), "{}", code("new"));
    assert!(!code("newest").contains(lint));
}

#[test]
fn a_list_beside_files_is_one_part_where_the_document_says_so() {
    let list = json!({"type": "array", "items": {"type": "string"}});
    let document = with(
        "paths",
        &json!({"/a": {"post": {"operationId": "send", "responses": {}, "requestBody": {"content": {"multipart/form-data": {
            "schema": {"type": "object", "properties": {
                "file": {"type": "string", "format": "binary"}, "one": list, "pipes": list, "several": list, "usual": list,
            }},
            "encoding": {
                "one": {"style": "form", "explode": false},
                "pipes": {"style": "pipeDelimited"},
                "several": {"style": "form"},
            },
        }}}}}}),
    );
    let generated = OpenApi::new("api", "api.json").generate_from(&document.to_string()).unwrap();
    let parts: Vec<&str> = generated.code().lines().map(str::trim).filter(|line| line.contains("&form.")).collect();
    let expected = [
        r#".files("file", "application/octet-stream", &form.file)"#,
        r#".list("one", sdk::Style::Form, &form.one)"#,
        r#".list("pipes", sdk::Style::PipeDelimited, &form.pipes)"#,
        r#".text("several", None, &form.several)"#,
        r#".text("usual", None, &form.usual)"#,
    ];
    assert_eq!(parts, expected);
}
