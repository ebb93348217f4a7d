//! Documents that are too deep, too large, circular, or made to cost much: refused with a place, or read in a time that
//! grows with their size and no faster.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use amplify_rest_codegen::{Errors, OpenApi};
use expect_test::{Expect, expect};
use serde_json::{Value, json};

fn generate(name: &str, text: &str) -> Result<usize, Errors> {
    OpenApi::new("api", name).generate_from(text).map(|generated| generated.code().len())
}

/// What is said about a document, without its excerpts.
#[track_caller]
fn refused(name: &str, text: &str, expected: &Expect) {
    let errors = generate(name, text).unwrap_err();
    let all = errors.iter().map(|mistake| {
        let (line, column) = (mistake.line().unwrap_or_default(), mistake.column().unwrap_or_default());
        format!("{line}:{column} {} {}\n", mistake.pointer(), mistake.message())
    });
    expected.assert_eq(&all.collect::<Vec<_>>().concat());
}

#[test]
fn depth_is_bounded() {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(100_000), close.repeat(100_000));
    for (name, text) in [
        ("api.json", deep("[", "]")),
        ("api.json", deep("{\"a\":", "}")),
        ("api.json", "[".repeat(100_000)),
        ("api.yaml", deep("[", "]")),
        ("api.yaml", deep("{a: ", "}")),
        ("api.yaml", "- ".repeat(100_000)),
    ] {
        let errors = generate(name, &text).unwrap_err();
        let mistake = errors.iter().next().unwrap();
        assert_eq!((errors.iter().len(), mistake.message()), (1, "values are nested deeper than 64"), "{name}");
        assert_eq!(mistake.line(), Some(1), "{name}");
    }
}

#[test]
fn size_is_bounded() {
    let text = format!("{{\"openapi\": \"3.0.1\", \"info\": {{\"title\": \"{}\"}}}}", "x".repeat(50 << 20));
    refused(
        "api.json",
        &text,
        &expect![[r#"
        0:0  the file has 52428843 bytes, more than the 33554432 that are read
    "#]],
    );
    refused(
        "api.yaml",
        &text,
        &expect![[r#"
        0:0  the file has 52428843 bytes, more than the 33554432 that are read
    "#]],
    );
    let many = format!("[{}0]", "0,".repeat(2_000_000));
    refused(
        "api.json",
        &many,
        &expect![[r#"
        1:1999999  the document holds more than 1000000 values
    "#]],
    );
}

#[test]
fn aliases_are_counted_as_often_as_they_are_used() {
    let mut bomb = "openapi: 3.0.1\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..20 {
        let inner = format!("*a{}, ", level - 1).repeat(10);
        writeln!(bomb, "a{level}: &a{level} [{inner}]").unwrap();
    }
    refused(
        "api.yaml",
        &bomb,
        &expect![[r#"
        7:45  the document holds more than 1000000 values
    "#]],
    );
    refused(
        "api.yaml",
        "openapi: 3.0.1\npaths: &a\n  /a: *a\n",
        &expect![[r#"
        3:7  the alias stands inside of what it refers to
    "#]],
    );
    let mut merged = "openapi: 3.0.1\npaths: {}\na0: &a0 {b: 1}\n".to_owned();
    for level in 1..40 {
        writeln!(merged, "a{level}: &a{level}\n  <<: [*a{0}, *a{0}]", level - 1).unwrap();
    }
    assert!(generate("api.yaml", &merged).is_ok(), "merge keys multiply nothing");
}

#[test]
fn circles_of_references_are_mistakes() {
    let circle = |folder: &str| {
        let to = |name: &str| json!({"$ref": format!("#/components/{folder}/{name}")});
        json!({"a": to("b"), "b": to("c"), "c": to("a")})
    };
    let document = json!({"openapi": "3.0.1",
        "paths": {
            "/a": {"get": {"parameters": [{"$ref": "#/components/parameters/a"}], "responses": {}}},
            "/b": {"post": {"requestBody": {"$ref": "#/components/requestBodies/a"}, "responses": {}}},
            "/c": {"get": {"responses": {"200": {"$ref": "#/components/responses/a"}}}},
            "/d": {"$ref": "#/paths/~1e"}, "/e": {"$ref": "#/paths/~1d"},
            "/f": {"get": {"responses": {}, "security": [{"a": []}]}},
            "/g": {"post": {"requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/a"}}}},
                "responses": {}}},
        },
        "components": {"parameters": circle("parameters"), "requestBodies": circle("requestBodies"),
            "responses": circle("responses"), "securitySchemes": circle("securitySchemes"), "schemas": circle("schemas")}});
    refused(
        "api.json",
        &document.to_string(),
        &expect![[r#"
            1:453 /components/schemas/a the schema refers to itself without looking at a part of the value
            1:587 /components/securitySchemes/a the references from here lead in a circle, or over more than 32 places
            1:633 /components/securitySchemes/b the references from here lead in a circle, or over more than 32 places
            1:679 /components/securitySchemes/c the references from here lead in a circle, or over more than 32 places
            1:777 /paths/~1a/get/parameters/0 the references from here lead in a circle, or over more than 32 places
            1:860 /paths/~1b/post/requestBody the references from here lead in a circle, or over more than 32 places
            1:949 /paths/~1c/get/responses/200 the references from here lead in a circle, or over more than 32 places
            1:993 /paths/~1d the references from here lead in a circle, or over more than 32 places
            1:1021 /paths/~1e the references from here lead in a circle, or over more than 32 places
        "#]],
    );
    let alone =
        json!({"openapi": "3.0.1", "components": document["components"], "paths": {"/g": document["paths"]["/g"]}});
    let mut alone: Value = alone;
    alone["components"].as_object_mut().unwrap().remove("securitySchemes");
    refused(
        "api.json",
        &alone.to_string(),
        &expect![[r#"
        1:453 /components/schemas/a the schema refers to itself without looking at a part of the value
    "#]],
    );
    // A model that holds itself is no circle.
    alone["components"]["schemas"]["a"] = json!({"type": "object", "properties": {"a": {"$ref": "#/components/schemas/a"},
        "all": {"type": "array", "items": {"$ref": "#/components/schemas/a"}}}});
    assert!(generate("api.json", &alone.to_string()).is_ok());
}

/// Documents that are cheap for a program that looks at each thing once, and cost the square for one that compares each
/// thing with each other.
fn costly(count: usize) -> Vec<(&'static str, Value)> {
    let numbers = || 0..count;
    let document =
        |paths: Value, schemas: Value| json!({"openapi": "3.0.1", "paths": paths, "components": {"schemas": schemas}});
    let one = |operation: Value| document(json!({"/": {"post": operation}}), json!({}));
    let paths = |operation: &dyn Fn(usize) -> Value| -> Value {
        numbers()
            .map(|number| (format!("/{number}"), json!({"get": operation(number)})))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let query = |number: usize| json!({"name": format!("p{number}"), "in": "query", "schema": {"type": "string"}});
    let places = numbers().map(|number| format!("/{{a{number}}}")).collect::<Vec<_>>().concat();
    let in_path = |number: usize| json!({"name": format!("a{number}"), "in": "path", "schema": {"type": "string"}});
    let words: Vec<String> =
        numbers().map(|number| format!("w{}", "-".repeat(number % 50) + &number.to_string())).collect();
    let same: Vec<String> = numbers().map(|number| format!("x{}", "-".repeat(number))).take(1_500).collect();
    let members = |names: &[String]| -> Value {
        names.iter().map(|name| (name.clone(), json!({"type": "string"}))).collect::<serde_json::Map<_, _>>().into()
    };
    let body =
        |schema: Value| json!({"requestBody": {"content": {"application/json": {"schema": schema}}}, "responses": {}});
    vec![
        ("the same id", document(paths(&|_| json!({"operationId": "same", "responses": {}})), json!({}))),
        ("tags", document(paths(&|number| json!({"tags": [format!("t{number}")], "responses": {}})), json!({}))),
        (
            "wrong references",
            document(paths(&|_| json!({"parameters": [{"$ref": "#/no"}], "responses": {}})), json!({})),
        ),
        ("parameters", one(json!({"parameters": numbers().map(query).collect::<Vec<_>>(), "responses": {}}))),
        (
            "the same parameter",
            one(json!({"parameters": numbers().map(|_| query(1)).collect::<Vec<_>>(), "responses": {}})),
        ),
        (
            "places",
            document(
                json!({places: {"get": {"parameters": numbers().map(in_path).collect::<Vec<_>>(), "responses": {}}}}),
                json!({}),
            ),
        ),
        (
            "overridden parameters",
            document(
                json!({"/": {"parameters": numbers().map(query).collect::<Vec<_>>(),
                    "get": {"parameters": numbers().map(query).collect::<Vec<_>>(), "responses": {}}}}),
                json!({}),
            ),
        ),
        (
            "media types",
            one(json!({"responses": {"200": {"content": numbers().map(|number|
            (format!("application/x{number}"), json!({}))).collect::<serde_json::Map<_, _>>()}}})),
        ),
        ("values", one(body(json!({"enum": words})))),
        ("members of the same name", one(body(json!({"type": "object", "properties": members(&same)})))),
        ("members", one(body(json!({"type": "object", "properties": members(&words), "required": words})))),
        (
            "parts",
            one(body(json!({"allOf": words.iter().map(|word| json!({"type": "object",
            "properties": {word: {"type": "integer"}}})).collect::<Vec<_>>()}))),
        ),
        (
            "alternatives",
            one(body(json!({"oneOf": words.iter().map(|word| json!({"type": "object", "required": [word],
            "properties": {word: {"type": "integer"}}})).collect::<Vec<_>>()}))),
        ),
        (
            "answers of one outer shape",
            document(
                paths(&|number| {
                    let data = json!({"type": "object", "properties": {"kind": {"enum": [format!("k{number}")]}}});
                    let schema = json!({"type": "object", "properties": {"data": data}});
                    json!({"responses": {"200": {"content": {"application/json": {"schema": schema}}}}})
                }),
                json!({}),
            ),
        ),
        ("schemes", {
            let schemes: serde_json::Map<_, _> =
                words.iter().map(|word| (word.clone(), json!({"type": "http", "scheme": "bearer"}))).collect();
            let all: Vec<Value> = words.iter().map(|word| json!({word: []})).collect();
            json!({"openapi": "3.0.1", "security": all, "paths": {"/": {"get": {"responses": {}}}}, "components": {"securitySchemes": schemes}})
        }),
    ]
}

#[test]
fn no_document_costs_the_square_of_its_size() {
    // Sizes at which a square would be seen however busy the machine is: 8 times the size, 64 times the work.
    let time = |document: &Value| {
        let text = document.to_string();
        let start = Instant::now();
        drop(generate("api.json", &text));
        start.elapsed()
    };
    for ((name, small), (_, large)) in costly(100).iter().zip(&costly(800)) {
        let (small, large) = (time(small), time(large));
        println!("{name}: {small:?}, {large:?}");
        assert!(large < small * 30 + Duration::from_millis(300), "{name}: {small:?}, then {large:?}");
    }
}
