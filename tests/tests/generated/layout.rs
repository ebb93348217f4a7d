//! Who sees what is generated, and how it is divided into files. That the files compile is shown by `backends::apart`.

use amplify_rest_codegen::{Backend, Files, OpenApi, Visibility};
use expect_test::expect;

use super::{FIXTURES, fixture};

#[test]
fn what_is_for_the_crate_alone_is_nowhere_public() {
    let backend = Backend::new("five-endpoints.json").visibility(Visibility::Crate);
    let generated = backend.generate_from(&fixture("five-endpoints.json")).unwrap();
    let code = generated.code();
    assert!(code.contains("pub(crate) struct Backend") && code.contains("pub(crate) fn todos(&self)"), "{code}");
    assert!(code.contains("pub(super) fn "), "{code}");
    assert_eq!(code.lines().find(|line| line.trim_start().starts_with("pub ")), None);
}

#[test]
fn each_module_stands_in_a_file_of_its_own() {
    let backend = Backend::new("five-endpoints.json").files(Files::PerModule).file_name("amplify.rs");
    let generated = backend.generate_from(&fixture("five-endpoints.json")).unwrap();
    let names: Vec<String> = generated.files().map(|(path, _)| path.display().to_string()).collect();
    expect![[r#"
        [
            "amplify.rs",
            "amplify/health.rs",
            "amplify/partner.rs",
            "amplify/profile.rs",
            "amplify/stats.rs",
            "amplify/todos.rs",
            "amplify/config.rs",
        ]
    "#]]
    .assert_debug_eq(&names);
    let whole = Backend::new("five-endpoints.json").generate_from(&fixture("five-endpoints.json")).unwrap();
    let main = generated.code();
    assert!(main.contains("pub mod todos {\n    include!(\"amplify/todos.rs\");\n}"), "{main}");
    let structs = |text: &str| text.matches("pub struct ").count();
    let divided: usize = generated.files().map(|(_, text)| structs(text)).sum();
    assert_eq!((divided, structs(whole.code()) > structs(main)), (structs(whole.code()), true), "nothing is lost");
    assert!(generated.files().all(|(_, text)| text.starts_with("// @generated")));
}

#[test]
fn the_files_of_modules_are_written_where_they_changed() {
    let folder = std::env::temp_dir().join(format!("amplify-rest-layout-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let api = OpenApi::new("zoo", format!("{FIXTURES}../openapi/zoo.json")).files(Files::PerModule).out_dir(&folder);
    api.generate().unwrap();
    let types = folder.join("zoo/types.rs");
    let written = || std::fs::metadata(&types).and_then(|file| file.modified()).unwrap();
    let first = written();
    std::thread::sleep(std::time::Duration::from_millis(20));
    std::fs::write(folder.join("zoo.rs"), "something else").unwrap();
    api.generate().unwrap();
    assert_eq!(written(), first);
    assert!(std::fs::read_to_string(folder.join("zoo.rs")).unwrap().contains("include!(\"zoo/types.rs\")"));
    std::fs::remove_dir_all(&folder).unwrap();
}
