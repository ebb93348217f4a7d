//! Patterns that look around, against the `jsonschema` crate: where they begin and end, they are checked as the oracle does,
//! those of values as those of members' names.

use crate::scratch::{DESCRIBED, Scratch};
use amplify_rest_codegen::schema::{Document, Root, TypeOptions, compile};
use serde_json::{Value, json};

const PATTERNS: [&str; 9] = [
    "^(?!con|aux$)[a-z]+$",
    "^(?=.*[a-z])(?=.*\\d).{4,}$",
    "(?!^\\d+$)^[\\da-f-]+$",
    "^(?!)x",
    "^(?!.*--)[a-z-]+(?<!-)$",
    "^[a-z]*(?<=b)(?<!ab)$",
    "^(?!(a|b)\\1?)..$|never",
    "^(?=)$",
    "(?<![)])$",
];

const STRINGS: [&str; 18] = [
    "",
    "con",
    "cone",
    "aux",
    "auxiliary",
    "box",
    "pass1",
    "p1",
    "1234",
    "12-a",
    "a-b",
    "a--b",
    "a-",
    "b",
    "ab",
    "bb",
    "x)",
    "con\n",
];

#[test]
fn looks_at_a_patterns_begin_and_end_are_checked() {
    let mut scratch = Scratch::new("json_schema_patterns");
    let (mut made, mut schemas, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for pattern in PATTERNS {
        for schema in [
            json!({"type": "string", "pattern": pattern}),
            json!({"pattern": pattern}),
            json!({"patternProperties": {pattern: {"type": "integer"}}}),
            json!({"type": "object", "patternProperties": {pattern: {}}, "additionalProperties": false}),
            json!({"patternProperties": {pattern: {}, "^x": false}, "additionalProperties": {"type": "boolean"}}),
        ] {
            let document = Document::value("pattern.json", schema.clone());
            let Ok(types) = compile(&[document], &[Root::new("Root")], TypeOptions::new().derive(DESCRIBED)) else {
                refused.push(pattern);
                continue;
            };
            let index = schemas.len();
            scratch.module(&format!("p{index}"), &types.into_code());
            made.push((index, format!("p{index}::Root")));
            schemas.push(schema);
        }
    }
    assert_eq!(refused, ["^(?!(a|b)\\1?)..$|never"; 5]);
    scratch.judges(made.into_iter());
    let members = STRINGS.iter().flat_map(|name| [json!({*name: 7}), json!({*name: true}), json!({*name: "", "b": 7})]);
    let texts = STRINGS.iter().map(|text| json!(text));
    let instances: Vec<Value> = texts.chain(members).chain([json!(7), json!(null)]).collect();
    let judged = scratch.judged(&vec![instances.iter().collect(); schemas.len()]);
    let mut valid = 0;
    for (schema, judged) in schemas.iter().zip(&judged) {
        let oracle = jsonschema::validator_for(schema).unwrap();
        for ((instance, mark), described) in instances.iter().zip(judged.marks.chars()).zip(&judged.described) {
            let is_valid = oracle.is_valid(instance);
            valid += usize::from(is_valid);
            assert_eq!(mark, if is_valid { '=' } else { '-' }, "{instance} and {schema}");
            assert_eq!(*described, is_valid, "{instance} and {}", judged.description);
        }
    }
    assert!(valid > 40, "{valid}");
}
