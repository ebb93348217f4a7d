//! The collection of API Gateway documents, Kubernetes' large one and hostile ones of our own: everything generates and
//! compiles with warnings denied, or is refused with the error that is right.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use amplify_rest_codegen::OpenApi;
use expect_test::{expect, expect_file};
use serde_json::{Map, Value, json};

pub(crate) fn shared(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared").join(folder);
    if !path.is_dir() {
        println!("skipped: {} is missing", path.display());
        return None;
    }
    Some(path)
}

/// The collection's documents by name.
pub(crate) fn documents(folder: &Path) -> Vec<(String, String)> {
    let manifest: Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("manifest.json")).unwrap()).unwrap();
    let mut names: Vec<String> =
        manifest.as_array().unwrap().iter().map(|entry| entry["file"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names.dedup();
    names
        .into_iter()
        .filter(|name| folder.join(name).is_file())
        .map(|name| {
            let text = std::fs::read_to_string(folder.join(&name)).unwrap();
            (name, text)
        })
        .collect()
}

#[test]
fn every_document_generates_and_compiles_or_is_refused() {
    let Some(folder) = shared("apigateway") else { return };
    let (mut modules, mut refused) = (Vec::new(), String::new());
    for (name, text) in documents(&folder) {
        match OpenApi::new("api", &name).generate_from(&text) {
            Ok(generated) => modules.push(generated.code().to_owned()),
            Err(errors) => write!(refused, "{errors}").unwrap(),
        }
    }
    expect![[r#"
        1 mistake in the input of the code generation

        getmoto__moto__tests_test_apigateway_resources_test_api_invalid_version.json:2:13: there is no OpenAPI "2.0.0", or it is not read
           |
         2 |  "openapi": "2.0.0",
           |             ^^^^^^^
           = at: /openapi
           = hint: OpenAPI 3.0, 3.1 and Swagger 2.0 are read
    "#]]
    .assert_eq(&refused);
    println!("{} documents generate", modules.len());
    compile("openapi_corpus", &modules);
}

#[test]
fn the_large_document_generates_and_compiles() {
    let Some(folder) = shared("openapi-large") else { return };
    let text = std::fs::read_to_string(folder.join("kubernetes-1.28.swagger.json")).unwrap();
    let generated = OpenApi::new("kubernetes", "kubernetes.json").generate_from(&text).unwrap();
    let lines = generated.code().lines().count();
    println!("Kubernetes: {lines} lines");
    assert_eq!(generated.code().matches("pub fn send(").count(), 724, "every operation has a builder");
    compile("openapi_large", &[generated.code().to_owned()]);
}

#[test]
fn authorizers_and_urls_are_those_of_the_golden_table() {
    let Some(folder) = shared("apigateway") else { return };
    let mut table = String::new();
    for (name, text) in documents(&folder) {
        let Ok(listing) = OpenApi::new("api", &name).list_from(&text) else { continue };
        writeln!(table, "{name}\n    {}", listing.url().unwrap_or("(no URL)")).unwrap();
        for operation in listing.operations() {
            let (method, path) = (operation.method(), operation.path());
            writeln!(table, "    {method} {path} | {} | {}", operation.authorizers(), operation.name()).unwrap();
        }
    }
    expect_file!["../../fixtures/openapi/corpus.txt"].assert_eq(&table);
}

/// The collection's own counts, which were made by other hands: real exports and all others.
#[test]
fn the_operations_are_as_many_as_the_manifest_says() {
    let Some(folder) = shared("apigateway") else { return };
    let manifest: Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("manifest.json")).unwrap()).unwrap();
    let mut counted = 0;
    for entry in manifest.as_array().unwrap() {
        let name = entry["file"].as_str().unwrap();
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        let Ok(listing) = OpenApi::new("api", name).list_from(&text) else { continue };
        let document: Value = serde_json::from_str(&text).unwrap();
        let paths = document["paths"].as_object().unwrap().values();
        let preflights = paths.filter(|path| path.get("options").is_some()).count();
        let said = entry["ops"].as_u64().unwrap() + entry["any_method"].as_u64().unwrap();
        let found = listing.operations().len() + preflights;
        assert_eq!(u64::try_from(found).unwrap(), said, "{name}: every operation, but for {preflights} preflights");
        counted += found;
    }
    println!("{counted} operations");
    assert!(counted > 100, "the manifest lists the whole collection");
}

/// An independent count over the documents' own members: nothing but the answers to browsers' preflights is left out.
#[test]
fn every_operation_of_every_document_is_there() {
    let Some(folder) = shared("apigateway") else { return };
    for (name, text) in documents(&folder) {
        let Ok(listing) = OpenApi::new("api", &name).list_from(&text) else { continue };
        let document: Value = serde_json::from_str(&text).unwrap();
        for (path, item) in document["paths"].as_object().unwrap() {
            for (member, _) in item.as_object().unwrap() {
                let method = match member.as_str() {
                    "get" | "put" | "post" | "delete" | "head" | "patch" => member.to_uppercase(),
                    "x-amazon-apigateway-any-method" => "ANY".to_owned(),
                    _ => continue,
                };
                let path = if path == "/$default" { "/{proxy+}" } else { path };
                let mut operations = listing.operations().iter();
                let is_there = operations.any(|operation| operation.method() == method && operation.path() == path);
                assert!(is_there, "{name}: {method} {path}");
            }
        }
    }
}

/// Names that are keywords, prelude names, our own names, no names, or code; in every position that has one.
#[test]
fn hostile_names_and_words_compile_and_add_nothing() {
    let mut words: Vec<String> = [
        "",
        " ",
        "_",
        "self",
        "Self",
        "super",
        "crate",
        "type",
        "fn",
        "async",
        "r#type",
        "Option",
        "Result",
        "Vec",
        "String",
        "Ok",
        "Err",
        "Some",
        "None",
        "Box",
        "Into",
        "Call",
        "Answer",
        "Api",
        "types",
        "sdk",
        "check",
        "serde",
        "get",
        "post",
        "endpoint",
        "method",
        "new",
        "send",
        "send_any",
        "with_request",
        "clone",
        "fmt",
        "from_a",
        "to_b",
        "is_c",
        "into_d",
        "add",
        "default",
        "body",
        "1st",
        "42",
        "🚀",
        "größe",
        "a; fn main() {}",
        "\"; panic!(); //",
        "*/ mod x {} /*",
        "a\nb",
        "fooBar",
        "foo_bar",
        "foo-bar",
        "FooBar",
        "Foo Bar",
        "../../etc/passwd",
        "${jndi:ldap://x}",
        "<script>",
        "{{x}}",
        "\u{202e}x",
    ]
    .map(str::to_owned)
    .to_vec();
    if let Some(folder) = shared("vectors/names") {
        let naughty: Vec<String> =
            serde_json::from_str(&std::fs::read_to_string(folder.join("blns.json")).unwrap()).unwrap();
        words.extend(naughty);
    }
    words.sort();
    words.dedup();
    let fences = "```\npanic!(\"run\");\n```\n~~~rust\npanic!();\n    indented();\n# Panics\n[link](javascript:x) <b>";
    let documents = words.chunks(120).map(|words| hostile(words, fences));
    let modules: Vec<String> = documents
        .map(|document| {
            let generated = OpenApi::new("Api", "hostile.json").generate_from(&document.to_string());
            let code = generated.unwrap_or_else(|errors| panic!("{errors}")).code().to_owned();
            let mut lines = code.lines().map(str::trim_start);
            let is_asked_for = lines.all(|line| !line.starts_with("fn main") && !line.starts_with("mod x"));
            assert!(is_asked_for, "no item that was not asked for");
            code
        })
        .collect();
    compile("openapi_hostile", &modules);
}

fn hostile(words: &[String], fences: &str) -> Value {
    let mut paths = Map::new();
    for (index, word) in words.iter().enumerate() {
        let text = format!("{word}\n\n{fences}");
        let operation = json!({
            "operationId": word, "summary": word, "description": text, "tags": [word], "deprecated": index % 7 == 0,
            "parameters": [
                {"name": word, "in": "query", "description": text, "required": index % 2 == 0, "schema": {"type": "string", "default": word}},
                {"name": "other", "in": "query", "schema": {"type": "string", "enum": [word, "x"]}},
                {"name": word, "in": "cookie", "schema": {"type": "integer"}},
            ],
            "requestBody": {"required": true, "content": {"application/json": {"schema":
                {"type": "object", "title": word, "description": text, "properties": {word: {"description": text, "type": "string"}, "fixed": {"type": "integer"}}}}}},
            "responses": {"200": {"description": text, "content": {"application/json": {"schema": {"type": "array", "items": {"type": "string"}}}}},
                "default": {"description": word, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}},
        });
        paths.insert(format!("/{index}"), json!({"post": operation}));
    }
    json!({"openapi": "3.1.0", "info": {"title": fences, "version": "1"}, "paths": paths,
        "components": {"schemas": {"Problem": {"type": "object", "properties": {"message": {"type": "string"}}}}}})
}

/// Each of these once became code that was warned of or did not compile.
#[test]
fn what_public_documents_have_compiles() {
    let password = json!({"type": "string", "format": "password"});
    let with = |paths: Value, schemas: Value| json!({"openapi": "3.0.1", "info": {"title": "t", "version": "1"}, "paths": paths, "components": {"schemas": schemas}});
    let documents = [
        with(json!({}), json!({})),
        // Lists of passwords where no type of their own stands between them and the call.
        with(
            json!({"/secrets": {"post": {
                "parameters": [
                    {"name": "old", "in": "query", "schema": {"type": "array", "items": password}},
                    {"name": "key", "in": "header", "required": true, "schema": {"type": "array", "items": password}}],
                "requestBody": {"content": {"application/json": {"schema": {"type": "array", "items": {"type": "array", "items": password}}}}},
                "responses": {"200": {"description": "", "content": {"application/json": {"schema":
                    {"type": "object", "additionalProperties": {"nullable": true, "type": "string", "format": "password"}}}}}}}}}),
            json!({}),
        ),
        // Deprecated types that others are made of.
        with(
            json!({"/old": {"get": {"responses": {"200": {"description": "", "content": {"application/json": {"schema":
                {"$ref": "#/components/schemas/New"}}}}}}}}),
            json!({
                "Old": {"deprecated": true, "type": "object", "properties": {"a": {"deprecated": true, "type": "string"}}},
                "Word": {"deprecated": true, "enum": ["a", "b"]},
                "Few": {"deprecated": true, "type": "array", "maxItems": 2, "items": {"$ref": "#/components/schemas/Old"}},
                "Either": {"deprecated": true, "oneOf": [{"$ref": "#/components/schemas/Old"}, {"$ref": "#/components/schemas/Few"}]},
                "New": {"type": "object", "properties": {
                    "few": {"$ref": "#/components/schemas/Few"},
                    "word": {"$ref": "#/components/schemas/Word"},
                    "either": {"$ref": "#/components/schemas/Either"}}},
            }),
        ),
    ];
    let modules: Vec<String> = documents
        .iter()
        .map(|document| {
            let generated = OpenApi::new("Api", "found.json").generate_from(&document.to_string());
            generated.unwrap_or_else(|errors| panic!("{errors}")).code().to_owned()
        })
        .collect();
    compile("openapi_found", &modules);
}

/// Compiles the texts as modules of one crate, with warnings denied.
fn compile(name: &str, modules: &[String]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(folder.join("src")).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap();
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         amplify-rest = {{ path = \"{}\", default-features = false, features = [\"pattern\"] }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n\n\
         [profile.dev]\ndebug = false\nincremental = false\n",
        root.join("sdk").display()
    );
    std::fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let mut library = String::from("#![deny(warnings, missing_docs)]\n//! Generated clients.\n");
    for (index, module) in modules.iter().enumerate() {
        writeln!(library, "/// A client.\npub mod client{index};").unwrap();
        std::fs::write(folder.join(format!("src/client{index}.rs")), module).unwrap();
    }
    std::fs::write(folder.join("src/lib.rs"), library).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--offline"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("openapi_target"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
