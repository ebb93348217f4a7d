//! Names and texts that nobody should have to think of: whatever a schema holds, the generated code compiles with
//! warnings denied, runs no test of its own, and reads and writes the names as they are.

use std::path::Path;

use crate::scratch::{DESCRIBED, Scratch};
use amplify_rest_codegen::schema::{Document, Root, TypeOptions, Types, compile};
use serde_json::{Map, Value, json};

/// Keywords, names of the prelude and of what generated code uses, collisions after case conversion, code, nothing.
const NAMES: [&str; 92] = [
    "as",
    "async",
    "await",
    "break",
    "const",
    "continue",
    "crate",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "match",
    "mod",
    "move",
    "mut",
    "pub",
    "ref",
    "return",
    "self",
    "Self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "union",
    "unsafe",
    "use",
    "where",
    "while",
    "yield",
    "_",
    "__",
    "Option",
    "String",
    "Vec",
    "Box",
    "Result",
    "Some",
    "None",
    "Ok",
    "Err",
    "Default",
    "Clone",
    "Copy",
    "Debug",
    "Serialize",
    "Deserialize",
    "serde",
    "check",
    "std",
    "Value",
    "Root",
    "i64",
    "bool",
    "str",
    "fooBar",
    "foo_bar",
    "FooBar",
    "foo-bar",
    "foo bar",
    "FOO_BAR",
    "",
    " ",
    "1",
    "2fa",
    "1.5",
    "1_5",
    "é",
    "É",
    "名前",
    "😀",
    "\u{202e}abc",
    "\n",
    "\0",
    "\"; } fn evil() {} /*",
    "*/ }",
    "other",
    "other_members",
    "$ref",
    "a/b~c",
];

#[test]
fn every_name_stands_everywhere() {
    let long = "x".repeat(3_000);
    let mut names: Vec<String> = NAMES.iter().map(|name| (*name).to_owned()).collect();
    names.push(long);
    let naughty = naughty();
    names.extend(naughty.iter().filter(|text| !NAMES.contains(&text.as_str())).cloned());
    names.sort();
    names.dedup();
    let mut scratch = Scratch::new("json_schema_names");
    let (mut made, mut instances) = (Vec::new(), Vec::new());
    for (module, schema, instance) in positions(&names) {
        let types = generate(&schema);
        made.push((made.len(), format!("{module}::Root")));
        scratch.module(module, &types.into_code());
        instances.push(instance);
    }
    scratch.judges(made.clone().into_iter());
    let values: Vec<Vec<&Value>> = instances.iter().map(|instances| instances.iter().collect()).collect();
    let judged = scratch.judged(&values);
    for ((_, module), (judged, instances)) in made.iter().zip(judged.iter().zip(&instances)) {
        let expected = "=".repeat(instances.len());
        assert_eq!(judged.marks, expected, "{module}: every instance is read and written again as it was");
        assert!(judged.described.iter().all(|fits| *fits), "{module}: its description fits every instance");
    }
    let tests = scratch.doc_tests();
    let ran = tests.lines().filter(|line| line.starts_with("running ") && !line.starts_with("running 0 "));
    assert_eq!(ran.collect::<Vec<_>>(), Vec::<&str>::new(), "no text in a schema becomes a test");
}

#[test]
fn clippy_says_nothing_of_names() {
    let names = ["foo", "baz", "quux", "_", "__", "l", "O", "new", "default", "from_str", "r#type", "Error"];
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut scratch = Scratch::new("json_schema_names_linted");
    for (module, schema, _) in positions(&names) {
        scratch.module(module, &generate(&schema).into_code());
    }
    scratch.lint();
}

/// A schema with the names in each position where a name or text may stand, and instances that fit it.
fn positions(names: &[String]) -> Vec<(&'static str, Value, Vec<Value>)> {
    let each = |make: &dyn Fn(&str) -> Value| -> Value {
        names.iter().map(|name| (name.clone(), make(name))).collect::<Map<String, Value>>().into()
    };
    let ones = each(&|_| json!(1));
    let references = names.iter().enumerate();
    let references = references.map(|(place, name)| (format!("p{place}"), json!({"$ref": reference(name)})));
    let numbered: Map<String, Value> = references.collect();
    let few = |make: &dyn Fn() -> Value| -> Value {
        NAMES.iter().map(|name| ((*name).to_owned(), make())).collect::<Map<String, Value>>().into()
    };
    let described = each(
        &|text| json!({"title": text, "description": format!("{text}\n\n    {text}\n```\n{text}\n"), "default": text}),
    );
    let lists: Vec<Value> = names.iter().map(|name| json!([name])).collect();
    vec![
        (
            "fields",
            json!({"type": "object", "properties": each(&|_| json!({"type": "integer"})), "additionalProperties": false}),
            vec![ones.clone(), json!({})],
        ),
        (
            "required",
            json!({"type": "object", "properties": few(&|| json!({"type": "integer"})), "required": NAMES.to_vec()}),
            vec![few(&|| json!(1))],
        ),
        ("words", json!({"enum": names}), names.iter().map(|name| json!(name)).collect()),
        ("constants", json!({"enum": lists}), lists.clone()),
        (
            "types",
            json!({"type": "object", "properties": numbered, "$defs": each(&|_| json!({"type": "integer", "minimum": 1}))}),
            vec![json!({"p0": 1, "p1": 2})],
        ),
        ("texts", json!({"type": "object", "properties": described}), vec![json!({})]),
        (
            "nested",
            json!({"type": "object", "properties": few(&|| json!({"type": "object", "properties": {"item": {"enum": ["a", "b"]}, "items": {"type": "array", "items": {"type": "object"}}}}))}),
            vec![few(&|| json!({"item": "a", "items": [{}]}))],
        ),
        (
            "rules",
            json!({"type": "object", "dependentRequired": each(&|name| json!([name])), "not": {"const": names}, "propertyNames": {"enum": names}}),
            vec![ones],
        ),
    ]
}

fn reference(name: &str) -> String {
    let mut pointer = String::from("#/$defs/");
    for byte in name.replace('~', "~0").replace('/', "~1").bytes() {
        let code = format!("%{byte:02x}");
        pointer.push_str(&code);
    }
    pointer
}

#[track_caller]
fn generate(schema: &Value) -> Types {
    let document = Document::value("names.json", schema.clone());
    compile(&[document], &[Root::new("Root")], TypeOptions::new().derive(DESCRIBED))
        .unwrap_or_else(|errors| panic!("{errors}"))
}

#[test]
fn a_naughty_pattern_is_code_or_a_mistake() {
    for text in naughty() {
        let document = Document::value("pattern.json", json!({"type": "string", "pattern": text, "format": text}));
        if let Err(errors) = compile(&[document], &[Root::new("Root")], TypeOptions::new()) {
            assert!(errors.to_string().contains("the pattern "), "{errors}");
        }
        let document = Document::value("reference.json", json!({"properties": {"a": {"$ref": text}}}));
        let _ = compile(&[document], &[Root::new("Root")], TypeOptions::new());
        let document = Document::value("id.json", json!({"$id": text, "$anchor": text, "$schema": text, "type": text}));
        let _ = compile(&[document], &[Root::new("Root")], TypeOptions::new());
    }
}

/// The big list of naughty strings, where it is.
fn naughty() -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/vectors/names/blns.json");
    match std::fs::read_to_string(&file) {
        Ok(text) => serde_json::from_str(&text).unwrap(),
        Err(error) => {
            println!("skipped: the naughty strings ({}: {error})", file.display());
            Vec::new()
        }
    }
}
