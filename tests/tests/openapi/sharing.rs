//! What operations have in common is generated once: answers, and requests with the same setters.

use amplify_rest_codegen::OpenApi;
use serde_json::{Map, Value, json};

use super::compiled;

/// `count` resources that fail in the same ways, and one operation that fails in its own.
fn document(count: usize) -> Value {
    let of = |name: &str| json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}});
    let answer = |text: &str, name: &str| json!({"description": text, "content": of(name)});
    let refused = |text: &str| answer(text, "Problem");
    let limit = json!({"name": "limit", "in": "query", "description": "At most so many.",
        "schema": {"type": "integer", "format": "int32"}});
    let mut paths = Map::new();
    let mut schemas = Map::new();
    for number in 0..count {
        let name = format!("Thing{number}");
        schemas.insert(
            name.clone(),
            json!({"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}),
        );
        let one = json!({"operationId": format!("get{name}"), "responses": {"200": answer("The thing.", &name),
            "403": refused("Not yours."), "404": refused(&format!("No thing {number}."))}});
        let all = json!({"operationId": format!("list{name}"), "parameters": [limit],
            "responses": {"200": answer("Things.", &name)}});
        paths.insert(format!("/things-{number}/{{id}}"), json!({"get": one}));
        paths.insert(format!("/things-{number}"), json!({"get": all}));
    }
    schemas.insert(
        "Problem".to_owned(),
        json!({"type": "object", "required": ["message"], "properties": {"message": {"type": "string"}}}),
    );
    let own = json!({"operationId": "getStatus", "parameters": [
            {"name": "deep", "in": "query", "schema": {"type": "boolean"}}],
        "responses": {"200": answer("Up.", "Thing0"), "503": refused("Down.")}});
    paths.insert("/status".to_owned(), json!({"get": own}));
    json!({"openapi": "3.0.1", "info": {"title": "Things", "version": "1"}, "paths": paths,
        "components": {"schemas": schemas}})
}

fn code(document: &Value) -> String {
    OpenApi::new("things", "things.json").generate_from(&document.to_string()).unwrap().code().to_owned()
}

#[test]
fn operations_that_fail_alike_have_one_enum() {
    let code = code(&document(20));
    assert_eq!(code.matches("pub enum").count(), 2, "{code}");
    assert!(code.contains("-> Operation<OkOr403Or404<types::Thing7>> {"), "{code}");
    // What all say is said, and what one says of itself is not said of others.
    assert!(code.contains("/// `403`: Not yours.\n    Forbidden(sdk::Answer<types::Problem>),"), "{code}");
    assert!(code.contains("/// `404`.\n    NotFound(sdk::Answer<types::Problem>),"), "{code}");
    assert!(code.contains("pub enum GetStatusAnswer {"), "what one operation has is called after it\n{code}");
    compiled::check("openapi_sharing", &[code]);
}

#[test]
fn operations_that_take_the_same_have_one_request() {
    let code = code(&document(20));
    assert_eq!(code.matches("pub fn limit(").count(), 1, "{code}");
    assert!(code.contains("-> WithLimit<sdk::Answer<types::Thing7>> {"), "{code}");
    assert!(code.contains("pub struct GetStatus(sdk::Operation<"), "what one operation has is called after it\n{code}");
}

#[test]
fn an_operation_more_costs_a_method_and_a_model() {
    let lines = |count: usize| code(&document(count)).lines().count();
    let (few, more, many) = (lines(10), lines(20), lines(30));
    assert_eq!(more - few, many - more);
    let each = (many - more) / 10;
    assert!(each <= 32, "two operations and a model take {each} lines");
}

#[test]
fn names_do_not_follow_the_documents_order() {
    let document = document(5);
    let mut turned = document.clone();
    for member in ["/paths", "/components/schemas"] {
        let members = turned.pointer_mut(member).and_then(Value::as_object_mut).unwrap();
        *members = std::mem::take(members).into_iter().rev().collect();
    }
    assert_eq!(code(&document), code(&turned));
    // One more user of a set that is shared already changes no name.
    let more = code(&self::document(6));
    for line in code(&document).lines().filter(|line| line.contains("pub fn")) {
        assert!(more.contains(line), "{line}");
    }
}
