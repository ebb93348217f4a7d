//! What rustc, clippy and rustdoc say of generated code: the texts become modules of one crate, with warnings denied. The
//! crates share a target folder, so that what they depend on is compiled once.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Compiles the texts.
pub(crate) fn check(name: &str, modules: &[String]) {
    cargo(&written(name, modules), &["check", "--quiet"]);
}

/// Compiles the texts under clippy's lints, all but the one against names such as `foo`: names are the document's.
pub(crate) fn lint(name: &str, modules: &[String]) {
    cargo(&written(name, modules), &["clippy", "--quiet", "--", "--allow", "clippy::disallowed_names"]);
}

/// How many tests rustdoc finds in the texts' docs.
pub(crate) fn doc_tests(name: &str, modules: &[String]) -> usize {
    let printed = cargo(&written(name, modules), &["test", "--doc"]);
    let found = printed.lines().find_map(|line| line.strip_prefix("running ")?.split(' ').next()?.parse().ok());
    found.unwrap()
}

fn written(name: &str, modules: &[String]) -> PathBuf {
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
    folder
}

fn cargo(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("openapi_target"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}
