//! A document of several files: the build script names them, and nothing else is opened.

use std::path::Path;

use amplify_rest_codegen::{Errors, OpenApi};
use amplify_rest_tests::operations::gallery::types::{Artist, Frame, Picture};
use amplify_rest_tests::operations::gallery::{Gallery, GetPictureAnswer};

use crate::network::{endpoint, last, line, network};

const JSON: (&str, &str) = ("content-type", "application/json");

#[test]
fn operations_and_models_of_all_files_are_there() {
    let artists = r#"[{"name":"Ann","pictures":[{"title":"Sea","artist":{"name":"Ann"},"frame":{"width":3}}]}]"#;
    let artist = network(200, &[JSON, ("x-total", "1")], artists);
    let artists = Gallery::new(endpoint(&artist)).list_artists("2026-11-22").send_any().unwrap();
    let amplify_rest_tests::operations::gallery::ListArtistsAnswer::Ok(artists) = artists else { panic!("200") };
    assert_eq!(artists.declared_headers().unwrap().x_total, 1);
    let ann: &Artist = &artists[0];
    let sea: &Picture = &ann.pictures.as_ref().unwrap()[0];
    assert_eq!((sea.artist.name.as_str(), sea.frame.as_ref().map(|frame: &Frame| frame.width)), ("Ann", Some(3)));
    assert_eq!(line(&last(&artist)), "GET /artists?since=2026-11-22");
    let missing = network(404, &[JSON], r#"{"message":"no"}"#);
    let answer = Gallery::new(endpoint(&missing)).get_picture("7").send_any().unwrap();
    assert!(matches!(answer, GetPictureAnswer::Default(problem) if problem.message == "no"));
}

/// What becomes of a document beside these files, in a folder of the test's own.
fn generated(name: &str, files: &[(&str, &str)], named: &[&str]) -> Result<String, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("openapi_files").join(name);
    std::fs::create_dir_all(&folder).unwrap();
    for (file, text) in files {
        std::fs::write(folder.join(file), text).unwrap();
    }
    let api = OpenApi::new("api", folder.join("api.yaml"));
    let api = named.iter().fold(api, |api, file| api.refers_to(folder.join(file)));
    let shown = |errors: Errors| errors.to_string().replace(&format!("{}/", folder.display()), "");
    api.generate_from(files[0].1).map(|generated| generated.code().to_owned()).map_err(shown)
}

#[track_caller]
fn refused(name: &str, files: &[(&str, &str)], named: &[&str]) -> String {
    generated(name, files, named).expect_err("a mistake")
}

const API: &str = "openapi: 3.0.3\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n          description: x\n          \
    content: {application/json: {schema: {$ref: 'models.json#/A'}}}\n";

#[test]
fn a_mistake_is_shown_in_the_file_that_has_it() {
    let models = "{\n  \"A\": { \"type\": \"strnig\" }\n}\n";
    let text = refused("mistake", &[("api.yaml", API), ("models.json", models)], &["models.json"]);
    let expected = "models.json:2:18: there is no type \"strnig\"\n   |\n 2 |   \"A\": { \"type\": \"strnig\" }\n";
    assert!(text.contains(expected) && text.contains("at: /A/type"), "{text}");
}

#[test]
fn a_reference_that_leads_to_nothing_is_shown_as_it_is_written() {
    let api = API.replace("#/A", "#/B").replace("  /a:\n", "  /b: {$ref: 'models.json#/b'}\n  /a:\n");
    let text = refused("nowhere", &[("api.yaml", &api), ("models.json", "{\"A\": {}}")], &["models.json"]);
    assert!(text.contains("the reference \"models.json#/b\" leads to nothing in this document"), "{text}");
    assert!(text.contains("the reference \"models.json#/B\" leads to nothing in the documents"), "{text}");
    assert!(text.contains("did you mean \"models.json#/A\"?"), "{text}");
}

#[test]
fn a_file_that_is_not_named_is_not_opened() {
    let text = refused("unnamed", &[("api.yaml", API), ("models.json", "a secret")], &[]);
    assert!(text.contains("the reference \"models.json#/A\" leads to nothing") && !text.contains("secret"), "{text}");
}

#[test]
fn a_file_that_nothing_refers_to_is_a_mistake() {
    let files = [("api.yaml", API), ("models.json", "{\"A\": {}}"), ("other.json", "{}")];
    let text = refused("unused", &files, &["models.json", "other.json"]);
    assert!(text.contains("no reference leads into the file \"other.json\"") && text.contains("gallery.rs:"), "{text}");
}

#[test]
fn models_of_another_file_that_both_sides_use_are_two() {
    let api = "openapi: 3.0.3\npaths:\n  /a:\n    post:\n      requestBody: {content: {application/json: {schema: \
               {$ref: 'models.json#/Animal'}}}}\n      responses:\n        '200': {description: x, content: \
               {application/json: {schema: {$ref: 'models.json#/Animal'}}}}\n";
    let animal = r#"{"type": "object", "required": ["id"],
        "properties": {"id": {"type": "integer", "readOnly": true}, "name": {"type": "string"}}}"#;
    let models = format!("{{\"Animal\": {animal}}}");
    let code = generated("both", &[("api.yaml", api), ("models.json", &models)], &["models.json"]).unwrap();
    assert!(code.contains("pub struct Animal {") && code.contains("pub struct AnimalRequest"), "{code}");
}
