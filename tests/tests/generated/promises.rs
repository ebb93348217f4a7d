//! What holds for all generated code: the same bytes for the same input, no secrets, absolute paths, nothing but names
//! made of names.

use amplify_rest_codegen::Backend;
use amplify_rest_tests::json::reversed;
use serde_json::Value;

use super::{FIXTURES, fixture, generate};

#[test]
fn the_same_bytes_over_runs_folders_and_orders_of_members() {
    for name in
        ["five-endpoints.json", "gen2.json", "gen2-names.json", "javascript.json", "names.json", "real-looking.json"]
    {
        let text = fixture(name);
        let code = generate(name);
        assert_eq!(code, generate(name));
        let elsewhere = Backend::new(format!("/some/other/folder/{name}"));
        assert_eq!(code, elsewhere.generate_from(&text).unwrap().code());
        let reversed = reversed(&serde_json::from_str(&text).unwrap());
        assert_ne!(reversed, text);
        assert_eq!(code, Backend::new(name).generate_from(&reversed).unwrap().code());
    }
}

#[test]
fn regression_46_neither_api_keys_nor_client_secrets_are_in_the_generated_source() {
    for name in [
        "five-endpoints.json",
        "gen2.json",
        "gen2-names.json",
        "javascript.json",
        "names.json",
        "real-looking.json",
        "short-form.json",
    ] {
        let text = fixture(name);
        assert!(text.contains("canary-"), "the needle is in the haystack of {name}");
        let generated = Backend::new(name).generate_from(&text).unwrap();
        assert!(!generated.code().contains("canary-"), "{name}");
        assert!(!format!("{generated:?}").contains("canary-"), "{name}");
    }
}

#[test]
fn nothing_is_written_where_nothing_changed() {
    let folder = std::env::temp_dir().join(format!("amplify-rest-written-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let backend = Backend::new(format!("{FIXTURES}open.json")).out_dir(&folder);
    let written = || std::fs::metadata(folder.join("backend.rs")).and_then(|file| file.modified()).unwrap();
    backend.generate().unwrap();
    let first = written();
    std::thread::sleep(std::time::Duration::from_millis(20));
    backend.generate().unwrap();
    assert_eq!(written(), first);
    std::fs::write(folder.join("backend.rs"), "something else").unwrap();
    backend.generate().unwrap();
    assert!(written() > first);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn generated_code_names_four_crates_by_absolute_paths() {
    for name in ["five-endpoints.json", "short-form.json", "guests.json"] {
        let code = generate(name);
        let allowed: Vec<&str> = code.lines().filter_map(|line| line.trim_start().strip_prefix("#[allow(")).collect();
        assert_eq!(allowed, ["missing_docs, reason = \"the document does not describe everything\")]"], "{name}");
        let imports = code.lines().map(str::trim_start).filter_map(|line| line.strip_prefix("use "));
        imports.for_each(|path| assert!(path.starts_with("::"), "{name}: {path}"));
        for (at, _) in code.match_indices("::") {
            let before = code[..at].chars().next_back().unwrap_or(' ');
            let path = &code[at + 2..];
            let is_absolute = !before.is_alphanumeric() && !matches!(before, '_' | '>');
            let known = ["amplify_rest::", "serde::", "serde_json::", "std::"];
            assert!(!is_absolute || known.iter().any(|known| path.starts_with(known)), "{name}: {}", &path[..40]);
        }
    }
}

#[test]
fn an_endpoints_name_is_nothing_but_a_name() {
    let code = generate("names.json");
    assert!(!code.lines().any(|line| line.trim_start().starts_with("fn evil")));
    assert!(!code.contains('\u{202e}'), "no name turns a doc comment around");
    for line in code.lines().filter(|line| line.trim_start().starts_with("///")) {
        assert!(!line.trim_start().trim_start_matches("/// ").starts_with("```"), "no doc test: {line}");
    }
    // Every name of the file has its endpoint.
    let file: Value = serde_json::from_str(&fixture("names.json")).unwrap();
    let names = file.pointer("/api/plugins/awsAPIPlugin").and_then(Value::as_object).unwrap().len();
    assert_eq!(code.lines().filter(|line| line.starts_with("pub mod ") && *line != "pub mod config {").count(), names);
}
