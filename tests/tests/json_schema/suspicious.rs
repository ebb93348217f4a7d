//! What is suspicious about a schema and no mistake: warnings, each with its place.

use std::path::Path;

use amplify_rest_codegen::schema::{Dialect, Document, Root, TypeOptions, compile};
use expect_test::{Expect, expect};

fn warnings(document: Document) -> Vec<String> {
    let types = compile(&[document], &[Root::new("Root")], TypeOptions::new()).unwrap();
    types.warnings().iter().map(ToString::to_string).collect()
}

/// Each warning in a line: place, message, hint.
#[track_caller]
fn check(dialect: Dialect, text: &str, expected: &Expect) {
    let document = Document::json("schema.json", text).unwrap().with_dialect(dialect);
    let types = compile(&[document], &[Root::new("Root")], TypeOptions::new()).unwrap();
    let lines = types.warnings().iter().map(|warning| {
        let (line, column) = (warning.line().unwrap(), warning.column().unwrap());
        let hint = warning.help().map(|hint| format!(" ({hint})")).unwrap_or_default();
        format!("{line}:{column} {}: {}{hint}\n", warning.pointer(), warning.message())
    });
    expected.assert_eq(&lines.collect::<String>());
}

#[test]
fn an_enum_of_one_value_is_shown_at_its_keyword() {
    check(
        Dialect::Draft7,
        r#"{ "properties": { "a": { "type": "string", "enum": [null] }, "b": { "type": "string", "const": 5 } } }"#,
        &expect![[r#"
            1:52 /properties/a/enum: no value that is allowed here is of the type that is asked for
            1:96 /properties/b/const: no value that is allowed here is of the type that is asked for
        "#]],
    );
}

#[test]
fn what_nothing_satisfies() {
    let text = r##"{
  "type": "object",
  "required": ["gone", "a"],
  "properties": {
    "a": { "type": "integer", "minimum": 5, "maximum": 3 },
    "b": { "type": "number", "exclusiveMinimum": 1.5, "maximum": 1.5 },
    "c": { "type": "integer", "exclusiveMinimum": 1, "exclusiveMaximum": 2 },
    "d": { "type": "string", "minLength": 3, "maxLength": 2 },
    "e": { "type": "array", "minItems": 3, "prefixItems": [true, true], "items": false },
    "f": { "enum": [] },
    "g": { "type": "string", "enum": [1, 2] },
    "gone": false,
    "h": { "allOf": [{ "$ref": "#/$defs/text" }, { "type": "integer" }] },
    "i": { "allOf": [{ "$ref": "#/$defs/short" }, { "$ref": "#/$defs/long" }] },
    "j": { "allOf": [{ "enum": ["x"] }, { "enum": ["y"] }] },
    "k": { "type": "object", "required": ["x"], "properties": { "y": true }, "additionalProperties": false },
    "l": { "type": "object", "required": ["x", "y"], "maxProperties": 1 },
    "m": { "oneOf": [{ "$ref": "#/$defs/text" }, { "$ref": "#/$defs/short" }, { "$ref": "#/$defs/text" }] },
    "n": { "type": "array", "contains": { "const": 1 }, "minContains": 2, "maxContains": 1 },
    "o": { "type": "object", "minProperties": 2, "maxProperties": 1 },
    "p": { "const": "x", "enum": ["y"] }
  },
  "$defs": {
    "text": { "type": "string" },
    "short": { "type": "string", "maxLength": 3 },
    "long": { "type": "string", "minLength": 4 }
  }
}"##;
    check(
        Dialect::Draft2020,
        text,
        &expect![[r#"
        3:15 /required: the member "gone" is required, and forbidden
        5:42 /properties/a/minimum: no integer is at least 5 and at most 3
        6:50 /properties/b/exclusiveMinimum: no number is above 1.5 and at most 1.5
        7:51 /properties/c/exclusiveMinimum: no integer is above 1 and below 2
        8:43 /properties/d/minLength: no string has 3 characters or more and 2 or fewer
        9:41 /properties/e/minItems: no array has 3 elements or more where no more than 2 are allowed
        10:20 /properties/f/enum: no value is allowed here
        11:38 /properties/g/enum: no value that is allowed here is of the type that is asked for
        13:5 /properties/h: nothing is of the types that are asked for here (this comes of several schemas that apply together (`$ref`, `allOf`))
        14:5 /properties/i: no string has 4 characters or more and 3 or fewer (this comes of several schemas that apply together (`$ref`, `allOf`))
        15:5 /properties/j: no value is allowed here (this comes of several schemas that apply together (`$ref`, `allOf`))
        16:42 /properties/k/required: the member "x" is required, and forbidden
        17:71 /properties/l/maxProperties: 2 members are required where no more than 1 are allowed
        18:21 /properties/m/oneOf: an alternative stands here twice: no value fits exactly one of them by it
        19:72 /properties/n/minContains: no array contains 2 or more and 1 or fewer
        20:47 /properties/o/minProperties: no object has 2 members or more and 1 or fewer
        21:34 /properties/p/enum: no value is allowed here
    "#]],
    );
}

#[test]
fn keywords_that_say_nothing() {
    let text = r##"{
  "type": "object",
  "require": ["a"],
  "propertys": { "a": true },
  "additionalProperty": false,
  "properties": {
    "a": { "type": "string", "minLenght": 3, "format": "datetime", "note": "whatever", "x-minLenght": 3 },
    "b": { "ref": "#/$defs/b", "nullable": true, "Type": "string", "format": "sku" },
    "c": { "type": "array", "item": true, "additionalItems": false, "dependencies": { "a": ["b"] } }
  }
}"##;
    check(
        Dialect::Draft2020,
        text,
        &expect![[r#"
        3:3 /require: "require" is no keyword: it means nothing (did you mean "required"?)
        4:3 /propertys: "propertys" is no keyword: it means nothing (did you mean "properties"?)
        5:3 /additionalProperty: "additionalProperty" is no keyword: it means nothing (did you mean "additionalProperties"?)
        7:30 /properties/a/minLenght: "minLenght" is no keyword: it means nothing (did you mean "minLength"?)
        7:56 /properties/a/format: the format "datetime" is none that is known: nothing checks it (did you mean "date-time"?)
        8:12 /properties/b/ref: "ref" is no keyword: it means nothing (did you mean "$ref"?)
        8:32 /properties/b/nullable: "nullable" means nothing in draft 2020-12 (add "null" to the types)
        8:50 /properties/b/Type: "Type" is no keyword: it means nothing (did you mean "type"?)
        9:29 /properties/c/item: "item" is no keyword: it means nothing (did you mean "items"?)
        9:43 /properties/c/additionalItems: "additionalItems" means nothing in draft 2020-12
        9:69 /properties/c/dependencies: "dependencies" means nothing in draft 2020-12
    "#]],
    );
    let text = r##"{
  "type": "object",
  "properties": {
    "a": { "$ref": "#/definitions/b", "minLength": 3, "description": "fine", "nullable": true },
    "b": { "type": "array", "prefixItems": [true], "unevaluatedItems": false, "nullable": false, "const": [1] }
  },
  "definitions": { "b": { "type": "string" } }
}"##;
    check(
        Dialect::Draft7,
        text,
        &expect![[r#"
        4:39 /properties/a/minLength: "minLength" means nothing beside `$ref` in draft 7 (put the reference into `allOf`)
        4:78 /properties/a/nullable: "nullable" means nothing beside `$ref` in draft 7 (put the reference into `allOf`)
        5:29 /properties/b/prefixItems: "prefixItems" means nothing in draft 7
        5:52 /properties/b/unevaluatedItems: "unevaluatedItems" means nothing in draft 7
    "#]],
    );
    check(
        Dialect::OpenApi30,
        r##"{"type": "object", "const": {}, "nullable": true}"##,
        &expect![[r#"
        1:20 /const: "const" means nothing in OpenAPI 3.0
    "#]],
    );
}

#[test]
fn a_schema_that_accepts_nothing() {
    check(
        Dialect::Draft2020,
        "false",
        &expect![[r#"
        1:1 : the schema accepts nothing
    "#]],
    );
}

#[test]
fn what_is_meant_is_not_suspicious() {
    let text = r##"{
  "type": "object", "additionalProperties": false, "required": ["a"],
  "properties": {
    "a": { "type": "integer", "exclusiveMinimum": 1, "exclusiveMaximum": 3 }, "b": false,
    "c": { "minimum": 3, "maximum": 3 }, "d": { "type": "string", "minimum": 4, "maximum": 3 },
    "e": { "type": "array", "prefixItems": [true], "items": false }, "f": { "not": {} },
    "g": { "allOf": [{ "type": ["string", "null"] }, { "type": ["string", "integer"] }] },
    "h": { "type": "number", "exclusiveMinimum": 1, "exclusiveMaximum": 2 },
    "i": { "unit": "metre", "order": 3, "group": "x", "label": "y", "names": [], "values": [], "count": 1 }
  }
}"##;
    check(Dialect::Draft2020, text, &expect![[""]]);
}

#[test]
fn good_schemas_are_not_suspicious() {
    let ours = [
        amplify_rest_schemas::GEN1_NATIVE,
        amplify_rest_schemas::GEN1_SHORT_FORM,
        amplify_rest_schemas::GEN1_JAVASCRIPT,
        amplify_rest_schemas::GEN2,
    ];
    for text in ours {
        assert_eq!(warnings(Document::json("ours.json", text).unwrap()), Vec::<String>::new());
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/schemas/amplify_outputs.schema_v1.5.json");
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("skipped: Amplify's Gen 2 schema ({} is missing)", file.display());
        return;
    };
    assert_eq!(warnings(Document::json("gen2.json", text).unwrap()), Vec::<String>::new());
}

#[test]
fn the_widths_of_integers_that_schemars_writes_are_not_misspelt() {
    let formats = ["int8", "int128", "int", "uint8", "uint16", "uint32", "uint64", "uint128", "uint"];
    let members = formats.map(|format| format!(r#""{format}": {{ "type": "integer", "format": "{format}" }}"#));
    let text = format!(r#"{{ "type": "object", "properties": {{ {} }} }}"#, members.join(", "));
    assert_eq!(warnings(Document::json("schema.json", text).unwrap()), Vec::<String>::new());
    let text = r#"{ "type": "integer", "format": "unit32" }"#;
    assert_eq!(warnings(Document::json("schema.json", text).unwrap()).len(), 1);
}
