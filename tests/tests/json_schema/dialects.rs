//! The dialects that the official suite's copy here doesn't cover: 2019-09, draft 4 and `OpenAPI` 3.0.

use amplify_rest_codegen::schema::{Dialect, Document, Root, TypeOptions, compile};
use serde_json::{Value, json};

use crate::scratch::{DESCRIBED, Scratch};

/// Dialect, documents (the first is compiled), instances and whether they are valid.
type Case = (Dialect, Vec<Value>, Vec<(Value, bool)>);

#[test]
fn instances_are_judged_by_the_dialect() {
    let cases = cases();
    let mut scratch = Scratch::new("json_schema_dialects");
    for (index, (dialect, documents, _)) in cases.iter().enumerate() {
        let named = documents.iter().enumerate();
        let documents = named.map(|(place, document)| Document::value(format!("{place}.json"), document.clone()));
        let documents: Vec<Document> = documents.map(|document| document.with_dialect(*dialect)).collect();
        let types = compile(documents, &[Root::new("Root")], TypeOptions::new().derive(DESCRIBED)).unwrap();
        scratch.module(&format!("d{index}"), &types.into_code());
    }
    scratch.judges((0..cases.len()).map(|index| (index, format!("d{index}::Root"))));
    let instances: Vec<Vec<&Value>> =
        cases.iter().map(|(_, _, instances)| instances.iter().map(|(instance, _)| instance).collect()).collect();
    let judged = scratch.judged(&instances);
    for ((_, documents, instances), judged) in cases.iter().zip(&judged) {
        for ((instance, valid), mark) in instances.iter().zip(judged.marks.chars()) {
            assert_eq!(mark, if *valid { '=' } else { '-' }, "{instance} by {}", documents[0]);
        }
    }
}

fn cases() -> Vec<Case> {
    let tree = json!({
        "$id": "https://example.com/tree", "$recursiveAnchor": true, "type": "object",
        "properties": {"data": true, "children": {"type": "array", "items": {"$recursiveRef": "#"}}}
    });
    let strict = json!({
        "$id": "https://example.com/strict-tree", "$recursiveAnchor": true, "$ref": "tree", "unevaluatedProperties": false
    });
    vec![
        (
            Dialect::Draft2019,
            vec![strict, tree],
            vec![
                (json!({"children": [{"data": 1}]}), true),
                (json!({"children": [{"daat": 1}]}), false),
                (json!({"daat": 1}), false),
            ],
        ),
        (
            Dialect::Draft2019,
            vec![json!({"type": "array", "items": [{"type": "string"}], "additionalItems": {"type": "integer"}})],
            vec![(json!(["a", 1, 2]), true), (json!([]), true), (json!(["a", "b"]), false), (json!([1]), false)],
        ),
        (
            Dialect::Draft4,
            vec![json!({
                "type": "object", "required": ["n"], "additionalProperties": false,
                "properties": {"n": {"type": "number", "minimum": 0, "exclusiveMinimum": true}, "m": {"$ref": "#m"}},
                "definitions": {"m": {"id": "#m", "type": "integer", "maximum": 3}}
            })],
            vec![
                (json!({"n": 0.5, "m": 3}), true),
                (json!({"n": 0}), false),
                (json!({"n": 1, "m": 4}), false),
                (json!({"m": 1}), false),
            ],
        ),
        (
            Dialect::OpenApi30,
            vec![json!({
                "type": "object", "properties": {
                    "a": {"type": "string", "nullable": true}, "b": {"type": "string", "format": "byte"},
                    "c": {"type": "integer", "format": "int32"}, "d": {"type": "string", "enum": ["x", null], "nullable": true}
                }
            })],
            vec![
                (json!({"a": null, "b": "Zm9v", "c": 2_147_483_647, "d": null}), true),
                (json!({"b": null}), false),
                (json!({"b": "Zm9"}), false),
                (json!({"c": 2_147_483_648_i64}), false),
                (json!({"d": "y"}), false),
            ],
        ),
        (
            Dialect::OpenApi30,
            vec![
                json!({"type": "number", "exclusiveMinimum": 0, "minimum": 0, "maximum": 5, "exclusiveMaximum": false}),
            ],
            vec![(json!(0), false), (json!(0.5), true), (json!(5), true), (json!(6), false)],
        ),
        nullable(Dialect::OpenApi30, "nullable"),
        nullable(Dialect::Draft4, "x-nullable"),
    ]
}

/// What real documents say it beside of: null fits whatever else is there.
fn nullable(dialect: Dialect, keyword: &str) -> Case {
    let base = json!({"type": "object", "required": ["k"], "properties": {"k": {"type": "string"}}});
    let document = json!({
        "type": "object", "definitions": {
            "base": base, "word": {"enum": ["x"]},
            "whole": {keyword: true, "type": "object", "allOf": [{"$ref": "#/definitions/base"}], "properties": {"n": {"type": "integer"}}}
        },
        "properties": {
            "enum": {"type": "string", "enum": ["x"], keyword: true},
            "untyped": {"enum": ["x"], keyword: true},
            "all": {"allOf": [{"$ref": "#/definitions/base"}], keyword: true},
            "word": {"allOf": [{"$ref": "#/definitions/word"}], keyword: true},
            "any": {"anyOf": [{"$ref": "#/definitions/base"}, {"type": "string"}], keyword: true},
            "one": {"oneOf": [{"type": "integer"}, {"type": "string", keyword: true}], keyword: true},
            "whole": {"$ref": "#/definitions/whole"},
            "members": {"type": "object", "properties": {"k": {"type": "string"}}, "required": ["k"], keyword: true},
            "merged": {"allOf": [{"$ref": "#/definitions/whole"}, {"type": "object", "required": ["n"]}]}
        }
    });
    let places = ["enum", "untyped", "all", "word", "any", "one", "whole", "members"];
    let nulls = places.iter().map(|place| (json!({*place: null}), true));
    let wrong = places.iter().map(|place| (json!({*place: [1]}), false));
    let others = [
        (json!({"enum": "x", "untyped": "x", "word": "x", "any": "y", "one": "y"}), true),
        (
            json!({"all": {"k": "v"}, "any": {"k": "v"}, "one": 3, "whole": {"k": "v", "n": 1}, "merged": {"k": "v", "n": 1}}),
            true,
        ),
        (json!({"enum": "y"}), false),
        (json!({"word": "y"}), false),
        (json!({"all": {}}), false),
        (json!({"whole": {"k": "v", "n": "1"}}), false),
        (json!({"merged": null}), false),
        (json!({"merged": {"k": "v"}}), false),
    ];
    (dialect, vec![document], nulls.chain(wrong).chain(others).collect())
}

#[test]
fn null_stands_in_one_place_of_a_nullable_type() {
    let schema = json!({
        "type": "object", "definitions": {
            "Base": {"type": "object", "required": ["k"], "properties": {"k": {"type": "string"}}},
            "Whole": {"nullable": true, "type": "object", "allOf": [{"$ref": "#/definitions/Base"}]},
            "Word": {"nullable": true, "type": "string", "enum": ["x"]},
            "Choice": {"nullable": true, "oneOf": [{"$ref": "#/definitions/Base"}, {"type": "integer"}]}
        },
        "properties": {
            "merged": {"allOf": [{"$ref": "#/definitions/Whole"}, {"type": "object", "required": ["n"]}]},
            "word": {"nullable": true, "allOf": [{"$ref": "#/definitions/Word"}]},
            "choice": {"$ref": "#/definitions/Choice"}
        }
    });
    let document = Document::value("schema.json", schema).with_dialect(Dialect::OpenApi30);
    let code = compile([document], &[Root::new("Root")], TypeOptions::new()).unwrap().into_code();
    for line in [
        "pub merged: Option<Merged>,",
        "pub struct Merged {",
        "pub word: Option<check::Nullable<Word>>,",
        "pub choice: Option<check::Nullable<Choice>>,",
        "check::union!(Choice: Base, Integer);",
    ] {
        assert!(code.contains(line), "{line} in {code}");
    }
}
