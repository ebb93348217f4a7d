//! What is wrong with a schema is said with its place, all at once, and never by a panic.

#![expect(clippy::too_many_lines, reason = "snapshots are long")]

use amplify_rest_codegen::schema::{Document, Root, TypeOptions, compile};
use expect_test::{Expect, expect};

#[track_caller]
fn check(text: &str, expected: &Expect) {
    let errors = Document::json("schema.json", text)
        .and_then(|document| compile(&[document], &[Root::new("Root")], TypeOptions::new()))
        .expect_err("a mistake");
    expected.assert_eq(&errors.to_string());
}

#[test]
fn every_mistake_at_once() {
    let text = r##"{
  "type": "objct",
  "properties": {
    "a": { "$ref": "#/$defs/itme" },
    "b": { "type": "string", "pattern": "(?=a)b" },
    "c": { "minimum": "1", "enum": "x" },
    "d": 5,
    "e": { "$ref": "https://example.com/other.json" }
  },
  "$defs": { "item": { "minLength": -1 } }
}"##;
    check(
        text,
        &expect![[r##"
        7 mistakes in the input of the code generation

        schema.json:2:11: there is no type "objct"
           |
         2 |   "type": "objct",
           |           ^^^^^^^
           = at: /type
           = hint: did you mean "object"?

        schema.json:4:20: the reference "#/$defs/itme" leads to nothing in the documents of this build
           |
         4 |     "a": { "$ref": "#/$defs/itme" },
           |                    ^^^^^^^^^^^^^^
           = at: /properties/a/$ref
           = hint: did you mean "#/$defs/item"?

        schema.json:5:41: the pattern "(?=a)b" looks ahead, which cannot be checked
           |
         5 |     "b": { "type": "string", "pattern": "(?=a)b" },
           |                                         ^^^^^^^^
           = at: /properties/b/pattern

        schema.json:6:23: a number is needed, not a string
           |
         6 |     "c": { "minimum": "1", "enum": "x" },
           |                       ^^^
           = at: /properties/c/minimum

        schema.json:6:36: an array of values is needed, not a string
           |
         6 |     "c": { "minimum": "1", "enum": "x" },
           |                                    ^^^
           = at: /properties/c/enum

        schema.json:7:10: a schema is an object or a boolean, not a number
           |
         7 |     "d": 5,
           |          ^
           = at: /properties/d

        schema.json:8:20: the reference "https://example.com/other.json" leads to nothing in the documents of this build
           |
         8 |     "e": { "$ref": "https://example.com/other.json" }
           |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           = at: /properties/e/$ref
           = hint: give the document that it means to the build (`refers_to(path)` for an API's): nothing is fetched
    "##]],
    );
}

#[test]
fn mistakes_in_each_kind_of_keyword() {
    let text = r##"{
  "type": ["object", "objekt", 5],
  "required": ["a", 1],
  "properties": {
    "a": { "minLength": "2", "maxLength": 1.5 },
    "b": { "multipleOf": 0, "exclusiveMinimum": [] },
    "c": { "items": 7, "uniqueItems": "yes", "minItems": -3 },
    "d": { "allOf": {}, "anyOf": [], "oneOf": [1], "not": "x" },
    "e": { "patternProperties": { "(": {} }, "dependentRequired": { "a": "b" } },
    "f": { "const": 1, "enum": [1, 1], "format": 5, "$anchor": 7 },
    "g": { "$ref": 5 },
    "h": { "$dynamicRef": "#nowhere" },
    "i": { "additionalProperties": "no", "propertyNames": 1 }
  },
  "$defs": []
}"##;
    check(
        text,
        &expect![[r##"
        20 mistakes in the input of the code generation

        schema.json:2:11: a type is a string, not a number
           |
         2 |   "type": ["object", "objekt", 5],
           |           ^^^^^^^^^^^^^^^^^^^^^^^
           = at: /type

        schema.json:2:11: there is no type "objekt"
           |
         2 |   "type": ["object", "objekt", 5],
           |           ^^^^^^^^^^^^^^^^^^^^^^^
           = at: /type
           = hint: did you mean "object"?

        schema.json:3:21: a member's name is a string, not a number
           |
         3 |   "required": ["a", 1],
           |                     ^
           = at: /required/1

        schema.json:5:25: a number is needed, not a string
           |
         5 |     "a": { "minLength": "2", "maxLength": 1.5 },
           |                         ^^^
           = at: /properties/a/minLength

        schema.json:5:43: a whole number that is not negative is needed
           |
         5 |     "a": { "minLength": "2", "maxLength": 1.5 },
           |                                           ^^^
           = at: /properties/a/maxLength

        schema.json:6:26: a number above 0 is needed
           |
         6 |     "b": { "multipleOf": 0, "exclusiveMinimum": [] },
           |                          ^
           = at: /properties/b/multipleOf

        schema.json:6:49: a number is needed, not an array
           |
         6 |     "b": { "multipleOf": 0, "exclusiveMinimum": [] },
           |                                                 ^^
           = at: /properties/b/exclusiveMinimum

        schema.json:7:21: a schema is an object or a boolean, not a number
           |
         7 |     "c": { "items": 7, "uniqueItems": "yes", "minItems": -3 },
           |                     ^
           = at: /properties/c/items

        schema.json:7:39: a boolean is needed, not a string
           |
         7 |     "c": { "items": 7, "uniqueItems": "yes", "minItems": -3 },
           |                                       ^^^^^
           = at: /properties/c/uniqueItems

        schema.json:7:58: a whole number that is not negative is needed
           |
         7 |     "c": { "items": 7, "uniqueItems": "yes", "minItems": -3 },
           |                                                          ^^
           = at: /properties/c/minItems

        schema.json:8:21: an array of schemas is needed, not an object
           |
         8 |     "d": { "allOf": {}, "anyOf": [], "oneOf": [1], "not": "x" },
           |                     ^^
           = at: /properties/d/allOf

        schema.json:8:48: a schema is an object or a boolean, not a number
           |
         8 |     "d": { "allOf": {}, "anyOf": [], "oneOf": [1], "not": "x" },
           |                                                ^
           = at: /properties/d/oneOf/0

        schema.json:8:59: a schema is an object or a boolean, not a string
           |
         8 |     "d": { "allOf": {}, "anyOf": [], "oneOf": [1], "not": "x" },
           |                                                           ^^^
           = at: /properties/d/not

        schema.json:9:33: the pattern "(" is not a regular expression that can be used: unclosed group
           |
         9 |     "e": { "patternProperties": { "(": {} }, "dependentRequired": { "a": "b" } },
           |                                 ^^^^^^^^^^^
           = at: /properties/e/patternProperties

        schema.json:9:67: an array of member names is needed, not a string
           |
         9 | ": { "patternProperties": { "(": {} }, "dependentRequired": { "a": "b" } },
           |                                                             ^^^^^^^^^^^^
           = at: /properties/e/dependentRequired

        schema.json:10:50: a string is needed, not a number
            |
         10 |     "f": { "const": 1, "enum": [1, 1], "format": 5, "$anchor": 7 },
            |                                                  ^
           = at: /properties/f/format

        schema.json:11:20: a reference is a string, not a number
            |
         11 |     "g": { "$ref": 5 },
            |                    ^
           = at: /properties/g/$ref

        schema.json:12:27: the reference "#nowhere" leads to nothing in the documents of this build
            |
         12 |     "h": { "$dynamicRef": "#nowhere" },
            |                           ^^^^^^^^^^
           = at: /properties/h/$dynamicRef

        schema.json:13:36: a schema is an object or a boolean, not a string
            |
         13 |     "i": { "additionalProperties": "no", "propertyNames": 1 }
            |                                    ^^^^
           = at: /properties/i/additionalProperties

        schema.json:13:59: a schema is an object or a boolean, not a number
            |
         13 |     "i": { "additionalProperties": "no", "propertyNames": 1 }
            |                                                           ^
           = at: /properties/i/propertyNames
    "##]],
    );
}

#[test]
fn a_schema_without_an_end() {
    let text = r##"{ "$ref": "#/$defs/a", "$defs": { "a": { "anyOf": [{ "$ref": "#/$defs/b" }] }, "b": { "not": { "$ref": "#/$defs/a" } } } }"##;
    check(
        text,
        &expect![[r##"
            1 mistake in the input of the code generation

            schema.json:1:40: the schema refers to itself without looking at a part of the value
               |
             1 | { "$ref": "#/$defs/a", "$defs": { "a": { "anyOf": [{ "$ref": "#/$defs/b" }] }, "b": { "not": { "$ref
               |                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               = at: /$defs/a
               = hint: a schema that lists others in `oneOf` or `anyOf` cannot be part of them by `allOf`: give what they share a schema of its own
        "##]],
    );
}

#[test]
fn a_missing_root() {
    let document = Document::json("schema.json", "{}").unwrap();
    let errors = compile(&[document], &[Root::at(0, "/nowhere", "Root")], TypeOptions::new()).unwrap_err();
    expect![[r#"
        1 mistake in the input of the code generation

        schema.json:1:1: there is no schema at "/nowhere"
           |
         1 | {}
           | ^^
           = at: /nowhere
    "#]]
    .assert_eq(&errors.to_string());
}

#[test]
fn a_root_of_a_document_that_was_not_given() {
    let document = Document::json("schema.json", "{}").unwrap();
    let roots = [Root::new("Root"), Root::at(1, "", "Second")];
    let errors = compile(&[document], &roots, TypeOptions::new()).unwrap_err();
    expect![[r#"
        1 mistake in the input of the code generation

        amplify-rest-codegen: root "Second" is in document 1, and the documents given are 1
           = hint: documents are counted from 0, in the order in which they are given
    "#]]
    .assert_eq(&errors.to_string());
    assert!(compile(Vec::new(), &[Root::new("Root")], TypeOptions::new()).is_err());
}

#[test]
fn references_that_multiply_come_to_an_end() {
    // Each level refers twice to the next: 2^40 paths, and 41 schemas.
    let mut definitions = String::from(r#""l40": {"type": "integer", "minimum": 3}"#);
    for level in 0..40 {
        let next = level + 1;
        let reference = format!(r##"{{"$ref": "#/$defs/l{next}"}}"##);
        let definition = format!(
            r#", "l{level}": {{"type": "object", "properties": {{"a": {reference}, "b": {reference}}}, "oneOf": [{reference}, {{"not": {reference}}}]}}"#
        );
        definitions.push_str(&definition);
    }
    let text = format!(r##"{{"$ref": "#/$defs/l0", "$defs": {{{definitions}}}}}"##);
    let document = Document::json("schema.json", text).unwrap();
    let types = compile(&[document], &[Root::new("Root")], TypeOptions::new()).unwrap();
    assert!(types.into_code().len() < 400_000);
}

#[test]
fn alternatives_that_multiply_come_to_an_end() {
    let mut definitions = String::from(r#""l40": {"type": "object", "properties": {"z": {"type": "integer"}}}"#);
    for level in 0..40 {
        let next = level + 1;
        let of = |name: &str| {
            format!(
                r##"{{"allOf": [{{"$ref": "#/$defs/l{next}"}}], "type": "object", "properties": {{"{name}{level}": {{}}}}}}"##
            )
        };
        let definition = format!(
            r#", "l{level}": {{"type": "object", "properties": {{"x{level}": {{}}}}, "oneOf": [{}, {}]}}"#,
            of("a"),
            of("b")
        );
        definitions.push_str(&definition);
    }
    let text = format!(r##"{{"$ref": "#/$defs/l0", "$defs": {{{definitions}}}}}"##);
    let document = Document::json("schema.json", text).unwrap();
    let started = std::time::Instant::now();
    let _ = compile(&[document], &[Root::new("Root")], TypeOptions::new());
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn thousands_of_texts_come_to_an_end() {
    let words: Vec<String> = (0..60_000).map(|number| format!("word{number}")).collect();
    let document = Document::value("schema.json", serde_json::json!({"enum": words}));
    let started = std::time::Instant::now();
    compile([document], &[Root::new("Root")], TypeOptions::new()).unwrap();
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[test]
fn keys_in_another_order_make_the_same_types() {
    let one = r##"{"properties": {"b": {"enum": ["x"]}, "a": {"$ref": "#/$defs/d"}}, "type": "object", "$defs": {"d": {"type": "array", "items": {"enum": ["y"]}}}}"##;
    let other = r##"{"$defs": {"d": {"items": {"enum": ["y"]}, "type": "array"}}, "type": "object", "properties": {"a": {"$ref": "#/$defs/d"}, "b": {"enum": ["x"]}}}"##;
    let tokens = |name: &str, text: &str| {
        let document = Document::json(name, text).unwrap();
        compile(&[document], &[Root::new("Root")], TypeOptions::new()).unwrap().into_code()
    };
    assert_eq!(tokens("one.json", one), tokens("folder/other.json", other));
}

#[test]
fn numbers_that_cannot_be_kept() {
    let text = r##"{
  "properties": {
    "a": { "minimum": 18446744073709551617 },
    "b": { "enum": [1, { "x": 0.12345678901234567890123 }] },
    "c": { "const": 1180591620717411303424, "maximum": 1e30, "multipleOf": 0.01, "minimum": 18446744073709551616 }
  }
}"##;
    check(
        text,
        &expect![[r#"
        2 mistakes in the input of the code generation

        schema.json:3:23: the number has more digits than are kept of numbers beyond 64 bits
           |
         3 |     "a": { "minimum": 18446744073709551617 },
           |                       ^^^^^^^^^^^^^^^^^^^^
           = at: /properties/a/minimum
           = hint: 1.8446744073709552e+19 is what it would be taken for

        schema.json:4:31: the number has more digits than are kept of numbers beyond 64 bits
           |
         4 |     "b": { "enum": [1, { "x": 0.12345678901234567890123 }] },
           |                               ^^^^^^^^^^^^^^^^^^^^^^^^^
           = at: /properties/b/enum/1/x
           = hint: 0.12345678901234568 is what it would be taken for
    "#]],
    );
}

#[test]
fn what_other_drafts_write_comes_with_a_hint() {
    let text = r#"{
  "properties": {
    "above": { "minimum": 1, "exclusiveMinimum": true },
    "pair": { "items": [{ "type": "string" }, { "type": "integer" }] },
    "note": { "type": ["string", null] }
  }
}"#;
    check(
        text,
        &expect![[r#"
        3 mistakes in the input of the code generation

        schema.json:3:50: a number is needed, not a boolean
           |
         3 |     "above": { "minimum": 1, "exclusiveMinimum": true },
           |                                                  ^^^^
           = at: /properties/above/exclusiveMinimum
           = hint: a switch beside the bound is draft 4's, and so OpenAPI 3.0's: since then this is the bound itself

        schema.json:4:24: a schema is an object or a boolean, not an array
           |
         4 |     "pair": { "items": [{ "type": "string" }, { "type": "integer" }] },
           |                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           = at: /properties/pair/items
           = hint: since 2020-12, and so in OpenAPI 3.1, schemas by place are `prefixItems`

        schema.json:5:23: a type is a string, not null
           |
         5 |     "note": { "type": ["string", null] }
           |                       ^^^^^^^^^^^^^^^^
           = at: /properties/note/type
           = hint: the type is called "null", in quotes also in YAML
    "#]],
    );
}
