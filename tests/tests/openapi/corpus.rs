//! The collection of API Gateway documents, and Kubernetes' large one: everything generates and
//! compiles with warnings denied, or is refused with the error that is right.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use amplify_rest_codegen::OpenApi;
use expect_test::{expect, expect_file};
use serde_json::{Value, json};

use super::compiled;

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
    compiled::lint("openapi_corpus", &modules);
}

#[test]
fn the_large_document_generates_and_compiles() {
    let Some(folder) = shared("openapi-large") else { return };
    let text = std::fs::read_to_string(folder.join("kubernetes-1.28.swagger.json")).unwrap();
    let api = OpenApi::new("kubernetes", "kubernetes.json");
    let (generated, listing) = (api.generate_from(&text).unwrap(), api.list_from(&text).unwrap());
    println!("Kubernetes: {} lines", generated.code().lines().count());
    assert_eq!(listing.operations().len(), 724);
    for operation in listing.operations() {
        assert!(generated.code().contains(&format!("pub fn {}(", operation.name())), "{}", operation.pointer());
    }
    compiled::check("openapi_large", &[generated.code().to_owned()]);
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

/// Each of these once became code that was warned of or did not compile.
#[test]
fn what_public_documents_have_compiles() {
    let password = json!({"type": "string", "format": "password"});
    let row = json!({"type": "object", "additionalProperties": {"type": "object"}});
    let table = json!({"type": "array", "items": {"type": "array", "items": {"type": "array", "items": row}}});
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
        // Answers that are deep in one another, of a request with a setter and of one without.
        with(
            json!({"/table": {
                "get": {
                    "parameters": [{"name": "page", "in": "query", "schema": {"type": "integer"}}],
                    "responses": {"200": {"description": "", "content": {"application/json": {"schema": table}}}}},
                "post": {"responses": {"200": {"description": "", "content": {"application/json": {"schema": table}}}}}}}),
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
    compiled::lint("openapi_found", &modules);
}

#[test]
fn clippy_takes_alternatives_of_any_size() {
    let text = json!({"type": "string"});
    let members: serde_json::Map<_, _> = (0..30).map(|number| (format!("m{number}"), text.clone())).collect();
    let json = |schema: Value| json!({"description": "x", "content": {"application/json": {"schema": schema}}});
    let large = json!({"$ref": "#/components/schemas/Large"});
    let get =
        |ok: &Value| json!({"get": {"responses": {"200": json(ok.clone()), "400": json(json!({"type": "object"}))}}});
    let document = json!({"openapi": "3.0.1",
        "paths": {"/one": get(&large), "/any": get(&json!({"oneOf": [large, {"type": "array", "items": text}]}))},
        "components": {"schemas": {"Large": {"type": "object", "properties": members}}}});
    let generated = OpenApi::new("api", "api.json").generate_from(&document.to_string()).unwrap();
    assert!(generated.code().contains("clippy::large_enum_variant"), "{}", generated.code());
    compiled::lint("sizes", &[generated.code().to_owned()]);
}
