//! Endpoints whose API a document describes: routes, authorizers, checks, answers.

use amplify_rest_local::{Answer, Cloud, Decision, Fault, Role};
use serde_json::{Value, json};

use crate::support::{Got, Signer, cloud_with, configuration, get, request, send, tokens};

/// An API with an operation for each authorizer, and one for each kind of thing that a request may carry.
fn document() -> Value {
    let scheme = |authtype: &str| json!({ "type": "apiKey", "name": "Authorization", "in": "header", "x-amazon-apigateway-authtype": authtype });
    let mut custom = scheme("custom");
    custom["x-amazon-apigateway-authorizer"] = json!({ "type": "request", "identitySource": "method.request.header.Token, method.request.querystring.tenant" });
    let ok = |security: Value| json!({ "security": security, "responses": { "200": { "description": "" } } });
    json!({
        "openapi": "3.0.1",
        "info": { "title": "Everything", "version": "1" },
        "servers": [{ "url": "https://abc123.execute-api.eu-west-1.amazonaws.com/{basePath}",
            "variables": { "basePath": { "default": "/dev" } } }],
        "security": [],
        "paths": {
            "/open": { "get": ok(json!([])) },
            "/signed": { "get": ok(json!([{ "iam": [] }])) },
            "/keyed": { "get": ok(json!([{ "key": [] }])) },
            "/both": { "get": ok(json!([{ "iam": [] }, { "key": [] }])) },
            "/user": { "get": ok(json!([{ "pool": [] }])) },
            "/partner": { "get": ok(json!([{ "partner": [] }])) },
            "/items": {
                "get": {
                    "parameters": [
                        { "name": "limit", "in": "query", "required": true, "schema": { "type": "integer", "maximum": 100 } },
                        { "name": "tags", "in": "query", "explode": false, "schema": { "type": "array", "items": { "type": "string" } } },
                        { "name": "X-Tenant", "in": "header", "required": true, "schema": { "type": "string", "minLength": 3 } },
                        { "name": "session", "in": "cookie", "schema": { "type": "string", "format": "date-time" } },
                    ],
                    "responses": { "200": { "description": "", "content": { "application/json": {
                        "example": { "items": [{ "id": 7 }] }, "schema": { "type": "object" } } } } },
                },
                "post": {
                    "requestBody": { "required": true, "content": {
                        "application/json": { "schema": { "$ref": "#/components/schemas/Item" } },
                        "application/x-www-form-urlencoded": { "schema": { "$ref": "#/components/schemas/Item" } },
                        "multipart/form-data": { "schema": { "$ref": "#/components/schemas/Item" } },
                        "text/plain": { "schema": { "type": "string", "maxLength": 5 } },
                        "application/octet-stream": {},
                    } },
                    "responses": {
                        "201": { "description": "", "headers": { "Location": { "schema": { "type": "string", "example": "/items/7" } },
                            "X-Count": { "schema": { "type": "integer", "minimum": 4 } } },
                            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Item" } } } },
                        "409": { "description": "", "content": { "application/json": {
                            "examples": { "taken": { "value": { "message": "taken" } } } } } },
                        "5XX": { "description": "" },
                    },
                },
            },
            "/items/{id}": { "get": {
                "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } }],
                "responses": { "200": { "description": "", "content": {
                    "application/json": { "schema": { "$ref": "#/components/schemas/Item" } },
                    "text/csv": { "schema": { "type": "string" }, "example": "id,name" },
                } } } } },
            "/items/latest": { "get": { "responses": { "200": { "description": "", "content": { "text/plain": { "example": "latest" } } } } } },
            "/{proxy+}": { "x-amazon-apigateway-any-method": { "responses": {} } },
            "/pets/{id}": { "delete": { "responses": { "204": { "description": "" } } } },
        },
        "components": {
            "securitySchemes": {
                "iam": scheme("awsSigv4"), "pool": scheme("cognito_user_pools"), "partner": custom,
                "key": { "type": "apiKey", "name": "x-api-key", "in": "header" },
            },
            "schemas": { "Item": {
                "type": "object", "required": ["name"], "additionalProperties": false,
                "properties": { "name": { "type": "string", "nullable": true }, "count": { "type": "integer", "minimum": 2 },
                    "parts": { "type": "array", "items": { "type": "number" } } },
            } },
        },
    })
}

fn cloud() -> Cloud {
    cloud_with(|builder| {
        let everything = builder.document("open", "everything.json", &document().to_string());
        everything.endpoint("open", |open| open.api_key("metered").custom_token("let me in"))
    })
}

fn url(cloud: &Cloud, path: &str) -> String {
    format!("{}{path}", cloud.endpoint_url("open").expect("the endpoint"))
}

#[track_caller]
fn refused(got: &Got, status: u16, kind: &str, message: &str) {
    assert_eq!(got.error(), (status, kind.to_owned(), message.to_owned()));
}

/// The wrong request, and what the answer says is wrong with it.
#[track_caller]
fn reason(got: &Got, message: &str) -> String {
    refused(got, 400, "BadRequestException", message);
    got.header("x-amplify-rest-local-reason").to_owned()
}

#[test]
fn each_operation_asks_for_what_its_document_says() {
    let cloud = cloud();
    let missing = (403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    assert_eq!(get(&url(&cloud, "/open"), &[]).status, 200);
    let key = ("x-api-key", "metered");
    refused(&get(&url(&cloud, "/keyed"), &[]), 403, "ForbiddenException", "Forbidden");
    assert_eq!(get(&url(&cloud, "/keyed"), &[key]).status, 200);

    let user = Signer::new(&cloud.credentials(Role::Authenticated).expect("credentials"));
    for path in ["/signed", "/both"] {
        refused(&get(&url(&cloud, path), &[key]), missing.0, missing.1, missing.2);
        let signed = user.sign(request("GET", &url(&cloud, path), &[], b""));
        assert_eq!(send(signed.clone()).status, if path == "/both" { 403 } else { 200 });
        let mut keyed = signed;
        keyed.headers_mut().insert("x-api-key", "metered".parse().expect("a value"));
        assert_eq!(send(keyed).status, 200, "{path}");
    }
    refused(&get(&url(&cloud, "/user"), &[key]), 401, "UnauthorizedException", "Unauthorized");
    let token = tokens(&cloud)["IdToken"].as_str().expect("a token").to_owned();
    assert_eq!(get(&url(&cloud, "/user"), &[("authorization", &token)]).status, 200);
}

#[test]
fn a_custom_authorizer_looks_at_its_identity_sources() {
    let cloud = cloud();
    let token = ("token", "let me in");
    refused(&get(&url(&cloud, "/partner"), &[token]), 401, "UnauthorizedException", "Unauthorized");
    refused(&get(&url(&cloud, "/partner?tenant=1"), &[]), 401, "UnauthorizedException", "Unauthorized");
    assert_eq!(get(&url(&cloud, "/partner?tenant=1"), &[("token", "guess")]).status, 403);
    assert_eq!(get(&url(&cloud, "/partner?tenant=1"), &[token]).status, 200);
    let asked = cloud_with(|builder| {
        let builder = builder.document("open", "everything.json", &document().to_string());
        builder.endpoint("open", |open| open.custom_authorizer(|_| Decision::Deny))
    });
    assert_eq!(get(&url(&asked, "/partner?tenant=1"), &[token]).status, 403);
}

/// As measured at API Gateway: a resource that lacks the method gives way to a less specific one that has it.
#[test]
fn the_most_specific_path_that_has_the_method_is_called() {
    let cloud = cloud();
    assert_eq!(get(&url(&cloud, "/items/latest"), &[]).body, b"latest");
    let called = cloud.requests().last().and_then(|request| request.operation().map(str::to_owned));
    assert_eq!(called.as_deref(), Some("GET /items/latest"));
    assert!(get(&url(&cloud, "/items/7"), &[]).json()["name"].is_string());
    let echo = send(request("PUT", &url(&cloud, "/items/7"), &[], b"x")).json();
    assert_eq!((&echo["resource"], &echo["body"]), (&json!("/items/7"), &json!("x")));
    assert_eq!(get(&url(&cloud, "/pets/7"), &[]).json()["resource"], "/pets/7");
    assert_eq!(send(request("DELETE", &url(&cloud, "/pets/7"), &[], b"")).status, 204);
    let nothing = ("MissingAuthenticationTokenException", "Missing Authentication Token");
    refused(&get(&url(&cloud, ""), &[]), 403, nothing.0, nothing.1);
}

#[test]
fn parameters_are_checked() {
    let cloud = cloud();
    let items = |query: &str, headers: &[(&str, &str)]| get(&url(&cloud, &format!("/items{query}")), headers);
    let tenant = ("x-tenant", "acme");
    assert_eq!(items("?limit=5&tags=a,b", &[tenant]).json(), json!({ "items": [{ "id": 7 }] }));
    reason(&items("", &[]), "Missing required request parameters: [limit, X-Tenant]");
    let wrong = "Invalid request parameters: [limit]";
    assert_eq!(reason(&items("?limit=five", &[tenant]), wrong), "limit: value is not of type \"integer\"");
    assert_eq!(reason(&items("?limit=101", &[tenant]), wrong), "limit: value is greater than the maximum of 100");
    reason(&items("?limit=1", &[("x-tenant", "ab")]), "Invalid request parameters: [X-Tenant]");
    let session = ("cookie", "a=b; session=2020-02-29T12%3A00%3A00Z");
    assert_eq!(items("?limit=1", &[tenant, session]).status, 200);
    reason(&items("?limit=1", &[tenant, ("cookie", "session=1")]), "Invalid request parameters: [session]");
    reason(&get(&url(&cloud, "/items/seven"), &[]), "Invalid request parameters: [id]");
}

#[test]
fn bodies_are_checked_by_their_media_type() {
    let cloud = cloud();
    let post = |media_type: &str, body: &str| {
        send(request("POST", &url(&cloud, "/items"), &[("content-type", media_type)], body.as_bytes()))
    };
    let form = "application/x-www-form-urlencoded";
    let multipart = "multipart/form-data; boundary=b";
    let part =
        |name: &str, value: &str| format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    for (media_type, body) in [
        ("application/json; charset=utf-8", r#"{"name":null,"parts":[1.5]}"#),
        (form, "name=n&count=2&parts=1&parts=2.5"),
        (multipart, &format!("{}{}--b--\r\n", part("name", "n"), part("parts", "1"))),
        ("text/plain", "short"),
        ("application/octet-stream", "anything"),
    ] {
        let got = post(media_type, body);
        assert_eq!(got.status, 201, "{media_type} {}", String::from_utf8_lossy(&got.body));
    }
    let invalid = |media_type: &str, body: &str| reason(&post(media_type, body), "Invalid request body");
    assert_eq!(
        invalid("application/json", r#"{"name":"secret","count":1}"#),
        "/count: value is less than the minimum of 2"
    );
    assert_eq!(invalid("application/json", "{"), "the body is not JSON: line 1, column 1");
    assert_eq!(invalid("application/json", ""), "there is none");
    assert_eq!(invalid(form, "name=n&count=two"), "/count: value is not of type \"integer\"");
    assert!(
        invalid(multipart, &format!("{}--b--\r\n", part("count", "3"))).contains("\"name\" is a required property")
    );
    assert!(invalid(multipart, "nonsense").starts_with("the body is no multipart form"));
    assert_eq!(invalid("text/plain", "longer"), "value is longer than 5 characters");
    refused(&post("application/xml", "<a/>"), 415, "UnsupportedMediaTypeException", "Unsupported Media Type");
}

#[test]
fn answers_are_the_documents_examples() {
    let cloud = cloud();
    let post = |headers: &[(&str, &str)]| send(request("POST", &url(&cloud, "/items"), headers, br#"{"name":"n"}"#));
    let created = post(&[]);
    assert_eq!((created.status, created.header("content-type")), (201, "application/json"));
    assert_eq!((created.header("location"), created.header("x-count")), ("/items/7", "4"));
    assert_eq!(created.json(), json!({ "name": "text", "count": 2, "parts": [1] }));
    let taken = post(&[("prefer", "code=409")]);
    assert_eq!((taken.status, taken.json()), (409, json!({ "message": "taken" })));
    assert_eq!(post(&[("prefer", "code=503")]).status, 503);
    let message = "The document has no answer with status 418 for this operation";
    reason(&post(&[("prefer", "respond-async, code=418")]), message);
    let table = get(&url(&cloud, "/items/7"), &[("accept", "text/csv, application/json;q=0.5")]);
    assert_eq!((table.header("content-type"), table.body.as_slice()), ("text/csv", &b"id,name"[..]));
}

#[test]
fn a_test_programs_the_documents_other_answers() {
    let cloud = cloud();
    let post = || send(request("POST", &url(&cloud, "/items"), &[], br#"{"name":"n"}"#)).status;
    let taken = cloud.example("open", "POST", "/items", 409).expect("described");
    cloud.inject(Fault::answer(taken.clone()).on("open"));
    assert_eq!((post(), post()), (409, 201));
    cloud.on("open", "POST", "/items", taken).expect("the endpoint");
    assert_eq!(post(), 409);
    cloud.on("open", "POST", "/items", Answer::new(202).expect("a status")).expect("the endpoint");
    assert_eq!(
        send(request("POST", &url(&cloud, "/items"), &[], b"{}")).status,
        400,
        "a request is checked all the same"
    );
    for (endpoint, method, path, status) in
        [("open", "POST", "/items", 418), ("open", "PATCH", "/items", 200), ("stats", "GET", "/", 200)]
    {
        assert!(cloud.example(endpoint, method, path, status).expect_err("nothing").is_usage());
    }
}

#[test]
fn a_document_alone_is_an_endpoint() {
    let mut text = document();
    text["paths"] = json!({ "/signed": text["paths"]["/signed"], "/keyed": text["paths"]["/keyed"] });
    let yaml = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {/ping: {get: {responses: {}}}}\n";
    let cloud = Cloud::of_documents().api("things", "things.json", &text.to_string()).api("pings", "pings.yml", yaml);
    let cloud = cloud.start().expect("the cloud starts");
    assert_eq!(cloud.endpoints().collect::<Vec<_>>(), ["things", "pings"]);
    let things = cloud.endpoint_url("things").expect("the endpoint");
    assert!(things.ends_with("/things/dev"), "{things}");
    let key = cloud.api_key("things").expect("a key");
    assert_eq!(get(&format!("{things}/keyed"), &[("x-api-key", key)]).status, 200);
    let user = Signer::new(&cloud.credentials(Role::Authenticated).expect("credentials"));
    assert_eq!(send(user.sign(request("GET", &format!("{things}/signed"), &[], b""))).status, 200);
    assert_eq!(get(&format!("{}/ping", cloud.endpoint_url("pings").expect("the endpoint")), &[]).status, 200);
    assert!(cloud.configuration().contains("us-east-1_LocalPool"));
}

#[test]
fn documents_that_cannot_be_served_are_refused() {
    let text = document().to_string();
    let start = |change: &dyn Fn(amplify_rest_local::Builder) -> amplify_rest_local::Builder| {
        change(Cloud::builder(&configuration())).start().expect_err("a mistake")
    };
    let error = start(&|builder| builder.document("opened", "a.json", &text));
    assert_eq!(error.to_string(), "serve a document behind endpoint `opened`: the configuration has none of that name");
    assert!(start(&|builder| builder.api("open", "a.json", &text)).is_usage());
    assert!(start(&|builder| builder.document("open", "a.json", &text).document("open", "b.json", &text)).is_usage());
    let error = start(&|builder| builder.document("open", "a.json", "{\"openapi\": \"3.0.1\", \"paths\": []}"));
    assert!(error.is_configuration());
    let cause = std::error::Error::source(&error).expect("a cause").to_string();
    assert!(cause.contains("a.json:1:31"), "{cause}");
}
