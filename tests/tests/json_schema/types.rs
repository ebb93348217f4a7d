//! What a program can do with generated types: make them, look into them, write them; and what they refuse.

use crate::scratch::Scratch;
use amplify_rest_codegen::schema::{Document, Root, TypeOptions, compile};
use serde_json::json;

/// What a program does; each line that holds prints its name.
const PROGRAM: &str = r##"
/// The program.
pub fn group(_: usize, _: &[Value]) -> String {
    use amplify_rest::codegen::Nullable;
    use types::{Port, Root, Sku, State, Tags};

    let read = |text: &str| serde_json::from_str::<Root>(text);
    let mut done = Vec::new();
    let mut holds = |name: &str, what: bool| done.push(format!("{name}: {what}"));
    holds("a good value is made", Sku::try_from("ABC-1".to_owned()).is_ok_and(|sku| *sku == "ABC-1"));
    let refused = Sku::try_from("hunter2".to_owned()).unwrap_err().to_string();
    holds("a bad one is not, and not shown", !refused.contains("hunter2") && refused.contains("pattern"));
    holds("bounds", Port::try_from(0).is_err() && Port::try_from(80).is_ok_and(|port| port.into_inner() == 80));
    holds("lists", Tags::try_from(vec!["a".to_owned(), "a".to_owned()]).is_err());
    holds("words", State::InProgress.as_str() == "IN_PROGRESS" && "DONE".parse() == Ok(State::Done));
    holds("unknown words", "GONE".parse::<State>().is_err());
    holds("words are strings only", read(r#"{"state": {"DONE": null}}"#).is_err());
    holds("objects are no arrays", read("[]").is_err());
    holds("absent", read("{}").is_ok_and(|root| root.note.is_none() && root.plain.is_none()));
    holds("null", read(r#"{"note": null}"#).is_ok_and(|root| root.note == Some(Nullable::Null)));
    holds("null where none is allowed", read(r#"{"plain": null}"#).is_err());
    holds("null in a list", read(r#"{"list": [null]}"#).is_err());
    holds("a whole float is an integer", read(r#"{"port": 80.0, "list": [1.0]}"#).is_ok());
    holds("a fraction is none", read(r#"{"list": [1.5]}"#).is_err());
    let secret = read(r#"{"token": "hunter2", "pin": "1234"}"#).unwrap();
    holds("secrets are not shown", !format!("{secret:?}").contains("hunter2") && !format!("{secret:?}").contains("1234"));
    let written = serde_json::to_string(&secret).unwrap();
    holds("secrets are written", written.contains("hunter2") && written.contains("1234"));
    let short = read(r#"{"pin": "123"}"#).unwrap_err().to_string();
    holds("refused secrets are not shown", !short.contains("123\""));
    let deep = format!("{}{}", r#"{"tree":{"next":"#.repeat(500), "}".repeat(1000));
    holds("depth has an end", read(&deep).is_err());
    holds("others are kept", serde_json::to_string(&read(r#"{"more": 1}"#).unwrap()).is_ok_and(|text| text == r#"{"more":1}"#));
    done.join("; ")
}
"##;

#[test]
fn constraints_hold_when_values_are_made_and_read() {
    let schema = json!({"type": "object", "properties": {
        "sku": {"type": "string", "pattern": "^[A-Z]{3}-\\d+$"},
        "port": {"type": "integer", "minimum": 1, "maximum": 65535},
        "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": true},
        "state": {"enum": ["IN_PROGRESS", "DONE"]},
        "note": {"type": ["string", "null"]},
        "plain": {"type": "string"},
        "list": {"type": "array", "items": {"type": "integer"}},
        "token": {"type": "string", "format": "password"},
        "pin": {"type": "string", "writeOnly": true, "minLength": 4},
        "old": {"type": "integer", "deprecated": true},
        "tree": {"$ref": "#"}
    }});
    let document = Document::value("schema.json", schema);
    let types = compile(&[document], &[Root::new("Root")], TypeOptions::new()).unwrap();
    assert_eq!(types.roots(), ["Root"]);
    let member = types.member("Root", "state").unwrap();
    assert_eq!((member.field.as_str(), member.named.as_deref(), member.is_required), ("state", Some("State"), false));
    let mut scratch = Scratch::new("json_schema_types");
    scratch.module("types", &types.into_code());
    scratch.items(PROGRAM);
    let lines = scratch.run("[[]]");
    let failed: Vec<&str> = lines[0].split("; ").filter(|line| line.ends_with("false")).collect();
    assert!(failed.is_empty() && lines[0].contains("others are kept: true"), "{failed:?}");
}

#[test]
fn other_documents_are_found_by_their_address() {
    let main = json!({"type": "object", "properties": {"item": {"$ref": "common/item.json#/$defs/item"}}});
    let common = json!({"$defs": {"item": {"type": "object", "properties": {"id": {"$ref": "#id"}}}, "id": {"$anchor": "id", "type": "integer"}}});
    let documents = [Document::value("schemas/main.json", main), Document::value("schemas/common/item.json", common)];
    let types = compile(documents, &[Root::new("Root")], TypeOptions::new()).unwrap();
    assert_eq!(types.member("Root", "item").and_then(|member| member.named).as_deref(), Some("Item"));
    assert_eq!(types.member("Item", "id").map(|member| member.of).as_deref(), Some("i64"));
}

#[test]
fn a_document_under_two_addresses_is_two() {
    let schema = json!({"type": "object", "properties": {"item": {"$ref": "item.json"}}});
    let document = Document::value("a/main.json", schema);
    let item = |folder: &str, of: &str| Document::value(format!("{folder}/item.json"), json!({"type": of}));
    let documents = [document.clone(), document.with_uri("b/main.json"), item("a", "boolean"), item("b", "number")];
    let roots = [Root::new("A"), Root::at(1, "", "B")];
    let types = compile(documents, &roots, TypeOptions::new()).unwrap();
    let of = |name: &str| types.member(name, "item").map(|member| member.of);
    assert_eq!((of("A").as_deref(), of("B").as_deref()), (Some("bool"), Some("f64")));
}

#[test]
fn what_is_written_twice_is_one_type() {
    let color = json!({"enum": ["RED", "BLUE"]});
    let paint = json!({"type": "object", "required": ["color"], "properties": {"color": color}});
    let other = json!({"type": "object", "required": ["color"], "properties": {"color": {"enum": ["RED"]}}});
    let schema = json!({"type": "object", "properties": {"door": paint, "roof": paint, "wall": other, "color": color}});
    let types = compile(&[Document::value("house.json", schema)], &[Root::new("House")], TypeOptions::new()).unwrap();
    let of = |name: &str, member: &str| types.member(name, member).and_then(|member| member.named).unwrap();
    assert_eq!(of("House", "door"), of("House", "roof"));
    assert_ne!(of("House", "door"), of("House", "wall"));
    assert_eq!(of(&of("House", "door"), "color"), of("House", "color"));
}
