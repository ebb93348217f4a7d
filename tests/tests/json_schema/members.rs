//! Objects of any number of members: read in any order and written in one, each member once.

use crate::scratch::Scratch;
use amplify_rest_codegen::schema::{Document, Root, TypeOptions, compile};
use serde_json::{Map, Value, json};

/// Around where the run-time library puts members into groups, and where there are too many for a struct.
const COUNTS: [usize; 7] = [0, 1, 16, 17, 256, 257, 4097];

/// What a program does; each line that does not hold stands in what it prints.
const PROGRAM: &str = r##"
/// The program.
pub fn group(_: usize, counts: &[Value]) -> String {
    use types::Root;

    let mut wrong: Vec<String> = Vec::new();
    for count in counts.iter().filter_map(Value::as_u64) {
        for (kind, is_closed) in [("open", false), ("closed", true)] {
            let read = |members: &[String]| {
                serde_json::from_str::<Root>(&format!(r#"{{"{kind}{count}": {{{}}}}}"#, members.join(",")))
            };
            let all: Vec<String> = (0..count).map(|number| format!(r#""m {number}": {number}"#)).collect();
            let backwards: Vec<String> = all.iter().rev().cloned().collect();
            let mut holds = |what: &str, holds: bool| {
                wrong.extend((!holds).then(|| format!("{kind} {count}: {what}")));
            };
            let whole = read(&all).unwrap();
            let written = serde_json::to_value(&whole).unwrap();
            let members = &written[format!("{kind}{count}")];
            holds("all is written", (0..count).all(|number| members[format!("m {number}")] == number));
            holds("nothing else is", members.as_object().is_some_and(|members| members.len() as u64 == count));
            holds("in any order", read(&backwards).unwrap() == whole);
            let more = [&all[..], &[r#""more": 1"#.to_owned()]].concat();
            let is_kept = read(&more).map(|read| serde_json::to_string(&read).unwrap().contains("more"));
            holds("others", if is_closed { is_kept.is_err() } else { is_kept.is_ok_and(|is_kept| is_kept) });
            if count > 0 {
                let last = count - 1;
                let missing = read(&all[..all.len() - 1]).unwrap_err().to_string();
                holds("the last is required", missing.contains(&format!("`m {last}` is missing")) || missing.contains(&format!("missing field `m {last}`")));
                let text = read(&[&all[..all.len() - 1], &[format!(r#""m {last}": "a""#)]].concat());
                holds("the last is a number", text.is_err());
                let only = read(&all[all.len() - 1..]).unwrap();
                holds("the others are not", serde_json::to_value(only).unwrap()[format!("{kind}{count}")] == serde_json::json!({format!("m {last}"): last}));
                let twice = read(&[&all[..], &all[..1]].concat());
                holds("none is there twice", count > 4096 || twice.is_err_and(|error| error.to_string().contains("duplicate field `m 0`")));
            }
        }
    }
    wrong.join("; ")
}
"##;

#[test]
fn objects_have_any_number_of_members() {
    let object = |count: usize, others: Value| {
        let members = (0..count).map(|number| (format!("m {number}"), json!({"type": "integer"})));
        let last: Vec<String> = (0..count).rev().take(1).map(|number| format!("m {number}")).collect();
        let members: Map<String, Value> = members.collect();
        json!({"type": "object", "properties": members, "required": last, "additionalProperties": others})
    };
    let members: Map<String, Value> = COUNTS
        .iter()
        .flat_map(|count| {
            let (open, closed) = (object(*count, json!({"type": "integer"})), object(*count, json!(false)));
            [(format!("open{count}"), open), (format!("closed{count}"), closed)]
        })
        .collect();
    let schema = json!({"type": "object", "properties": members, "additionalProperties": false});
    let types = compile(&[Document::value("schema.json", schema)], &[Root::new("Root")], TypeOptions::new()).unwrap();
    let mut scratch = Scratch::new("json_schema_members");
    scratch.module("types", &types.tokens().to_string());
    scratch.items(PROGRAM);
    let lines = scratch.run(&json!([COUNTS]).to_string());
    assert_eq!(lines, [""]);
}
