//! What types say of values that they refuse: place and reason, for each alternative of a union, and never the value.
//! And what becomes of numbers that Rust's own can't hold: no integer is kept as another one.

use crate::scratch::Scratch;
use amplify_rest_codegen::schema::{Document, Root, TypeOptions, compile};
use expect_test::{Expect, expect};
use serde_json::{Value, json};

/// Reads each text as the module's root: what is written again, or why not.
const PROGRAM: &str = r#"
fn told<T: serde::de::DeserializeOwned + serde::Serialize>(text: &str) -> String {
    match serde_json::from_str::<T>(text).map(|read| serde_json::to_string(&read)) {
        Ok(written) => written.unwrap(),
        Err(error) => error.to_string(),
    }
}
"#;

struct Case {
    schema: Value,
    texts: &'static [&'static str],
    expected: Expect,
}

#[test]
fn refusals_say_where_and_why() {
    let shapes = json!({"anyOf": [{"$ref": "#/$defs/circle"}, {"$ref": "#/$defs/square"}, {"type": "array", "items": {"$ref": "#/$defs/circle"}}], "$defs": {
        "circle": {"type": "object", "required": ["r"], "properties": {"r": {"type": "number"}, "kind": {"const": "circle"}}},
        "square": {"type": "object", "required": ["side"], "properties": {"side": {"type": "integer", "maximum": 9}}}
    }});
    let one_of = json!({"oneOf": [
        {"type": "object", "required": ["a"], "properties": {"a": {"type": "string", "minLength": 3}}},
        {"type": "object", "required": ["b"]}
    ]});
    let rules = json!({"type": "object", "properties": {"a": {"type": "integer"}}, "anyOf": [{"required": ["a"]}, {"required": ["b"]}, {"minProperties": 4}]});
    let scalars = json!({"type": "object", "properties": {
        "flag": {"type": "boolean"}, "count": {"type": "integer"}, "byte": {"type": "integer", "minimum": 0, "maximum": 255},
        "word": {"enum": ["x", "y"]}, "share": {"type": "number"}, "shares": {"type": "object", "additionalProperties": {"type": "number"}}
    }});
    check(&[
        Case {
            schema: shapes,
            texts: &[
                r#"{"side": 4}"#,
                r#"{"r": "hunter2", "side": "hunter2"}"#,
                r#"{"kind": "hunter2", "r": 1.5}"#,
                r#"[{"r": 1}, {"r": null}]"#,
                "null",
            ],
            expected: expect![[r#"
                {"side": 4}
                    {"side":4}
                {"r": "hunter2", "side": "hunter2"}
                    the value fits none of the alternatives (Circle: `/r`: invalid type: a string, expected f64; Square: `/side`: invalid type: a string, expected i64; List: invalid type: map, expected a sequence)
                {"kind": "hunter2", "r": 1.5}
                    the value fits none of the alternatives (Circle: `/kind`: unknown word, expected one of `circle`; Square: missing field `side`; List: invalid type: map, expected a sequence)
                [{"r": 1}, {"r": null}]
                    the value fits none of the alternatives (Circle: invalid type: sequence, expected struct Circle; Square: invalid type: sequence, expected struct Square; List: `/1/r`: invalid type: null, expected f64)
                null
                    the value fits none of the alternatives (Circle: invalid type: null, expected struct Circle; Square: invalid type: null, expected struct Square; List: invalid type: null, expected a sequence)
            "#]],
        },
        Case {
            schema: one_of,
            texts: &[r#"{"a": "hunter2", "b": 1}"#, r#"{"a": "hu"}"#, "7"],
            expected: expect![[r#"
                {"a": "hunter2", "b": 1}
                    the value fits 2 of the alternatives, not one: 1 and 2
                {"a": "hu"}
                    the value fits none of the alternatives (1: `/a`: a string is too short: MinLength(3) is asked; 2: missing field `b`)
                7
                    the value fits none of the alternatives (1: invalid type: an integer, expected struct RootChoiceObject; 2: invalid type: an integer, expected struct RootChoiceObject2)
            "#]],
        },
        Case {
            schema: rules,
            texts: &[r#"{"b": 1}"#, r#"{"c": "hunter2"}"#],
            expected: expect![[r#"
            {"b": 1}
                {"b":1}
            {"c": "hunter2"}
                the value fits none of the alternatives (1: the member `a` is missing; 2: the member `b` is missing; 3: fewer than 4 members)
        "#]],
        },
        Case {
            schema: scalars,
            texts: &[
                r#"{"flag": "hunter2"}"#,
                r#"{"count": 1.5}"#,
                r#"{"byte": 256}"#,
                r#"{"word": "hunter2"}"#,
                r#"{"word": 4}"#,
                r#"{"share": "hunter2"}"#,
                r#"{"shares": {"a": [1]}}"#,
            ],
            expected: expect![[r#"
                {"flag": "hunter2"}
                    invalid type: a string, expected a boolean at line 1 column 18
                {"count": 1.5}
                    invalid type: a number with a fraction, expected i64 at line 1 column 13
                {"byte": 256}
                    invalid value: an integer, expected u8 at line 1 column 12
                {"word": "hunter2"}
                    unknown word, expected one of `x`, `y` at line 1 column 18
                {"word": 4}
                    invalid type: an integer, expected enum Word at line 1 column 10
                {"share": "hunter2"}
                    invalid type: a string, expected f64 at line 1 column 19
                {"shares": {"a": [1]}}
                    invalid type: sequence, expected f64 at line 1 column 18
            "#]],
        },
    ]);
}

#[test]
fn numbers_are_kept_or_refused() {
    let numbers = json!({"type": "object", "properties": {
        "integer": {"type": "integer"}, "positive": {"type": "integer", "minimum": 0}, "float": {"type": "number"},
        "cents": {"type": "number", "multipleOf": 0.01}, "huge": {"type": "integer", "minimum": 1e30},
        "constant": {"const": 1_180_591_620_717_411_303_424.0}, "last": {"type": "integer", "maximum": u64::MAX}
    }, "additionalProperties": {"type": "number"}});
    check(&[Case {
        schema: numbers,
        texts: &[
            r#"{"integer": 9223372036854775807}"#,
            r#"{"integer": 9223372036854775808}"#,
            r#"{"integer": 1180591620717411303424}"#,
            r#"{"integer": 1e400}"#,
            r#"{"positive": 18446744073709551615}"#,
            r#"{"positive": 18446744073709551616}"#,
            r#"{"float": 9007199254740992}"#,
            r#"{"float": 9007199254740993}"#,
            r#"{"float": -9007199254740993}"#,
            r#"{"float": 1e300}"#,
            r#"{"float": 1e400}"#,
            r#"{"more": 9007199254740993}"#,
            r#"{"more": 4}"#,
            r#"{"cents": 4.35}"#,
            r#"{"cents": 9007199254740.91}"#,
            r#"{"cents": 1e20}"#,
            r#"{"cents": 4.355}"#,
            r#"{"huge": 1e30}"#,
            r#"{"huge": 1e29}"#,
            r#"{"constant": 1180591620717411303424}"#,
            r#"{"constant": 1180591620717411300000}"#,
            r#"{"last": 18446744073709551615}"#,
        ],
        expected: expect![[r#"
            {"integer": 9223372036854775807}
                {"integer":9223372036854775807}
            {"integer": 9223372036854775808}
                invalid value: an integer, expected i64 at line 1 column 31
            {"integer": 1180591620717411303424}
                invalid type: a number beyond 64 bits, expected i64 at line 1 column 34
            {"integer": 1e400}
                number out of range at line 1 column 17
            {"positive": 18446744073709551615}
                {"positive":18446744073709551615}
            {"positive": 18446744073709551616}
                invalid type: a number beyond 64 bits, expected u64 at line 1 column 33
            {"float": 9007199254740992}
                {"float":9007199254740992.0}
            {"float": 9007199254740993}
                the integer has more digits than a number of 64 bits with a fraction holds at line 1 column 26
            {"float": -9007199254740993}
                the integer has more digits than a number of 64 bits with a fraction holds at line 1 column 27
            {"float": 1e300}
                {"float":1e+300}
            {"float": 1e400}
                number out of range at line 1 column 15
            {"more": 9007199254740993}
                the integer has more digits than a number of 64 bits with a fraction holds at line 1 column 25
            {"more": 4}
                {"more":4.0}
            {"cents": 4.35}
                {"cents":4.35}
            {"cents": 9007199254740.91}
                {"cents":9007199254740.91}
            {"cents": 1e20}
                {"cents":1e+20}
            {"cents": 4.355}
                a number is no multiple of the step: MultipleOf(Float(0.01)) is asked at line 1 column 16
            {"huge": 1e30}
                {"huge":1e+30}
            {"huge": 1e29}
                a number is too small: Minimum(Float(1e30)) is asked at line 1 column 14
            {"constant": 1180591620717411303424}
                {"constant":1.1805916207174113e+21}
            {"constant": 1180591620717411300000}
                {"constant":1.1805916207174113e+21}
            {"last": 18446744073709551615}
                invalid value: an integer, expected i64 at line 1 column 29
        "#]],
    }]);
}

#[track_caller]
fn check(cases: &[Case]) {
    let name = if cases.len() == 1 { "json_schema_numbers" } else { "json_schema_refusals" };
    let mut scratch = Scratch::new(name);
    let mut arms = String::new();
    for (index, case) in cases.iter().enumerate() {
        let document = Document::json("schema.json", case.schema.to_string()).unwrap();
        let types = compile(&[document], &[Root::new("Root")], TypeOptions::new()).unwrap();
        scratch.module(&format!("r{index}"), &types.into_code());
        let arm = format!("{index} => told::<r{index}::Root>(text),");
        arms.push_str(&arm);
    }
    scratch.items(PROGRAM);
    scratch.items(&format!(
        "/// Reads texts.\npub fn group(index: usize, texts: &[Value]) -> String {{\n let told = texts.iter().map(|text| {{\n \
         let text = text.as_str().unwrap();\n match index {{ {arms} _ => String::new() }} }});\n \
         Value::from(told.collect::<Vec<_>>()).to_string() }}\n"
    ));
    let texts: Vec<&[&str]> = cases.iter().map(|case| case.texts).collect();
    let lines = scratch.run(&serde_json::to_string(&texts).unwrap());
    for (case, line) in cases.iter().zip(&lines) {
        let told: Vec<String> = serde_json::from_str(line).unwrap();
        assert!(!line.contains("hunter2") || told.iter().any(|told| told.starts_with('{')), "{line}");
        let told: Vec<String> =
            case.texts.iter().zip(told).map(|(text, told)| format!("{text}\n    {told}\n")).collect();
        case.expected.assert_eq(&told.concat());
    }
}
