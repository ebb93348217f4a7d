//! What a document's description gives to other programs: schemas that any validator of their dialect reads.

use amplify_rest_codegen::openapi::{Description, Status};
use serde_json::{Value, json};

fn described(document: &Value) -> Description {
    Description::read("api.json", &document.to_string()).unwrap()
}

#[test]
fn nullable_is_a_type_and_what_only_looks_like_a_schema_stays() {
    let model = json!({"type": "object", "nullable": true, "properties": {
        "nullable": {"type": "boolean"},
        "example": {"type": "string", "nullable": true},
        "kept": {"example": {"type": "x", "nullable": true}, "enum": [{"type": "x", "nullable": true}]},
        "chosen": {"type": "string", "enum": ["a"], "nullable": true},
        "combined": {"allOf": [{"$ref": "#/components/schemas/Part"}], "nullable": true},
        "above": {"type": "number", "exclusiveMinimum": 0},
        "referred": {"$ref": "#/components/schemas/Empty"},
    }});
    let document = json!({"openapi": "3.0.1", "info": {"title": "t", "version": "1"}, "paths": {},
        "components": {"schemas": {"Model": model, "Part": {"type": "object"}}}});
    let schemas = described(&document).schemas();
    let properties = &schemas["components"]["schemas"]["Model"]["properties"];
    assert_eq!(schemas["components"]["schemas"]["Model"]["type"], json!(["object", "null"]));
    assert_eq!(properties["nullable"], json!({"type": "boolean"}));
    assert_eq!(properties["example"]["type"], json!(["string", "null"]));
    assert_eq!(properties["above"], json!({"type": "number", "minimum": 0, "exclusiveMinimum": true}));
    assert_eq!(properties["chosen"]["enum"], json!(["a", null]));
    let combined = json!([{"enum": [null]}, {"allOf": [{"$ref": "#/components/schemas/Part"}]}]);
    assert_eq!((&properties["combined"]["anyOf"], properties["combined"].get("allOf")), (&combined, None));
    assert_eq!(properties["kept"], model["properties"]["kept"]);
    assert_eq!(properties["referred"], json!({}), "API Gateway's `Empty` takes anything");
}

#[test]
fn a_file_that_swagger_answers_with_is_a_string() {
    let file = json!({"description": "", "schema": {"type": "file"}});
    let document = json!({"swagger": "2.0", "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": file, "400": {"$ref": "#/responses/Report"}}}}},
        "responses": {"Report": file}});
    let description = described(&document);
    let schemas = description.schemas();
    for answer in &description.api().operations[0].answers {
        let [content] = answer.contents.as_slice() else { panic!("one media type") };
        assert_eq!(schemas.pointer(content.schema.as_deref().unwrap()).unwrap(), &json!({"type": "string"}));
    }
}

#[test]
fn examples_and_headers_are_found() {
    let document = json!({"openapi": "3.0.1", "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": {"parameters": [{"name": "q", "in": "query", "example": 1, "schema": {"type": "integer"}}],
            "responses": {"2XX": {"description": "",
                "headers": {"X-Total": {"required": true, "example": 7}, "Content-Type": {}},
                "content": {"application/json": {"examples": {
                    "b": {"$ref": "#/components/examples/Second"}, "a": {"value": 1}, "c": {"externalValue": "x"}}}}}}}}},
        "components": {"examples": {"Second": {"value": 2}}}});
    let description = described(&document);
    let operation = &description.api().operations[0];
    let values = |pointers: &[String]| -> Vec<Value> {
        pointers.iter().map(|pointer| description.schemas().pointer(pointer).unwrap().clone()).collect()
    };
    assert_eq!(values(&operation.parameters[0].examples), [1]);
    let answer = &operation.answers[0];
    assert_eq!(answer.status, Status::Class(2));
    assert_eq!(values(&answer.contents[0].examples), [1, 2]);
    let [total] = answer.headers.as_slice() else { panic!("one header") };
    assert_eq!((total.name.as_str(), total.is_required, values(&total.examples)), ("X-Total", true, vec![json!(7)]));
}
