//! The direction rules: which crate may know which, what may be named where, and what must never enter the tree.

#![expect(clippy::unwrap_used, reason = "a test that cannot look has failed")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The crates in a package's tree, as `name vX.Y.Z` and, with features, `name feature "x"` lines.
fn tree(arguments: &[&str]) -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--prefix", "none"])
        .args(arguments)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut lines: Vec<String> = String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
    lines.sort();
    lines.dedup();
    assert!(lines.len() > 5, "an empty tree proves nothing: {lines:?}");
    lines
}

fn crates(arguments: &[&str]) -> Vec<String> {
    tree(arguments).iter().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

/// This machine's target: the only one whose crates are sure to be here.
fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned()
}

/// Every Rust file below a folder, with its path from the project's root.
fn sources(folder: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                out.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    walk(&root().join(folder), &mut paths);
    paths.sort();
    assert!(!paths.is_empty(), "{folder} has no sources");
    let name = |path: &Path| path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
    paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// Code without its comments; documentation may name what code may not.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim_start).filter(|line| !line.starts_with("//"))
}

/// The files of a folder whose code names something.
fn naming(folder: &str, what: &str) -> Vec<String> {
    let names = |(_, text): &(String, String)| code(text).any(|line| line.contains(what));
    sources(folder).into_iter().filter(names).map(|(path, _)| path).collect()
}

#[test]
fn sdk_and_codegen_do_not_know_each_other() {
    let everything = "normal,build";
    assert!(!crates(&["-p", "amplify-rest", "-e", everything]).contains(&"amplify-rest-codegen".into()));
    assert!(!crates(&["-p", "amplify-rest-codegen", "-e", everything]).contains(&"amplify-rest".into()));
}

#[test]
fn the_local_cloud_verifies_with_nothing_of_the_sdk_or_its_signer() {
    let crates = crates(&["-p", "amplify-rest-local", "-e", "normal,build"]);
    assert!(crates.contains(&"amplify-rest-codegen".into()), "it reads configurations and documents as programs do");
    assert!(!crates.contains(&"amplify-rest".into()));
    assert!(!crates.iter().any(|name| name.starts_with("aws-")));
}

#[test]
fn no_async_runtime_enters_the_trees() {
    let runtimes = ["async-std", "smol", "async-executor", "hyper", "reqwest", "futures-executor"];
    for arguments in
        [&["-p", "amplify-rest", "-e", "normal,build"][..], &["-p", "amplify-rest-codegen", "-e", "normal,build"]]
    {
        let crates = crates(arguments);
        for runtime in runtimes {
            assert!(!crates.contains(&runtime.into()), "{runtime} in {arguments:?}");
        }
    }
    assert!(!crates(&["-p", "amplify-rest-codegen", "-e", "normal,build"]).contains(&"tokio".into()));
    let without_iam =
        ["-p", "amplify-rest", "-e", "normal,build", "--no-default-features", "--features", "cognito,rustls"];
    let without_iam = crates(&without_iam);
    assert!(!without_iam.contains(&"tokio".into()));
    assert!(!without_iam.iter().any(|name| name.starts_with("aws-")), "an API-key program compiles no AWS crate");
}

/// What a build script compiles beside the code generation itself, YAML or not.
#[test]
fn the_code_generation_brings_few_crates_and_parses_no_rust() {
    // The YAML reader derives its errors: syn comes for that.
    for (features, most, parsers) in [("", 11, 0), ("yaml", 16, 1)] {
        let lines = tree(&["-p", "amplify-rest-codegen", "-e", "normal,build", "--features", features]);
        let mut crates: Vec<&str> = lines.iter().map(|line| line.trim_end_matches(" (*)")).collect();
        crates.retain(|name| !name.starts_with("amplify-rest-codegen "));
        crates.dedup();
        assert!(crates.len() <= most, "{crates:?}");
        assert_eq!(crates.iter().filter(|name| name.starts_with("syn ")).count(), parsers, "{crates:?}");
    }
}

#[test]
fn tokio_comes_with_its_locks_alone() {
    let features = tree(&["-p", "amplify-rest", "-e", "normal,features", "--features", "iam", "-i", "tokio"]);
    let of_tokio: Vec<_> = features.iter().filter(|line| line.starts_with("tokio feature")).collect();
    assert!(!of_tokio.is_empty(), "{features:?}");
    assert!(of_tokio.iter().all(|line| line.contains("\"sync\"") || line.contains("\"default\"")), "{of_tokio:?}");
}

#[test]
fn each_foreign_crate_has_its_one_file() {
    assert_eq!(naming("sdk/src", "aws_sigv4::"), ["sdk/src/signing/key.rs"]);
    let outside = |path: &&String| !path.starts_with("sdk/src/transport/http1/");
    assert_eq!(naming("sdk/src", "ureq::").iter().filter(outside).collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(naming("sdk/src", "SystemTime::now"), ["sdk/src/clock.rs"]);
}

#[test]
fn nothing_imports_the_client() {
    // Generated operations call what lies above the client; nothing in the SDK knows them.
    let above = ["sdk/src/client/", "sdk/src/operation/", "sdk/src/codegen/", "sdk/src/lib.rs"];
    let outside = |path: &&String| !above.iter().any(|above| path.starts_with(above));
    for operations in ["crate::operation", "crate::codegen"] {
        let knowing = naming("sdk/src", operations);
        assert_eq!(knowing.iter().filter(outside).collect::<Vec<_>>(), Vec::<&String>::new(), "{operations}");
    }
    let importing = naming("sdk/src", "crate::client");
    assert_eq!(importing.iter().filter(outside).collect::<Vec<_>>(), Vec::<&String>::new());
    let outside_and_public = ["crate::{Auth", "use crate::Auth;", "use crate::Client;", "use crate::Endpoint;"];
    for import in outside_and_public {
        let importing = naming("sdk/src", import);
        assert_eq!(importing.iter().filter(outside).collect::<Vec<_>>(), Vec::<&String>::new(), "{import}");
    }
}

#[test]
fn each_layer_knows_only_the_ones_below() {
    let forbidden = [
        (
            "sdk/src/request",
            &["crate::authorizer", "crate::cognito", "crate::signing", "crate::transport", "crate::link"][..],
        ),
        (
            "sdk/src/signing",
            &["crate::authorizer", "crate::cognito", "crate::request", "crate::transport", "crate::link"],
        ),
        ("sdk/src/authorizer", &["crate::cognito", "crate::link", "crate::transport", "crate::request"]),
        (
            "sdk/src/transport",
            &["crate::authorizer", "crate::cognito", "crate::signing", "crate::request", "crate::link"],
        ),
    ];
    for (folder, modules) in forbidden {
        for module in modules {
            assert_eq!(naming(folder, module), Vec::<String>::new(), "{folder} must not know {module}");
        }
    }
}

#[test]
fn signing_and_request_building_are_pure() {
    for folder in ["sdk/src/signing", "sdk/src/request"] {
        for impure in [
            "std::env",
            "std::fs",
            "std::io",
            "std::net::Tcp",
            "std::net::Udp",
            "ToSocketAddrs",
            "std::thread",
            "Mutex",
            "RwLock",
            "Instant::",
            "getrandom",
        ] {
            assert_eq!(naming(folder, impure), Vec::<String>::new(), "{folder} must not know {impure}");
        }
    }
}

#[test]
fn no_foreign_type_stands_in_a_public_signature() {
    let foreign =
        ["ureq::", "aws_sigv4::", "aws_credential_types::", "rustls::", "crypto_bigint::", "serde_path_to_error::"];
    for (path, text) in sources("sdk/src") {
        let mut signature = String::new();
        for line in code(&text) {
            if line.starts_with("pub fn ") || line.starts_with("pub type ") || line.starts_with("fn from(") {
                signature.clear();
            }
            if line.starts_with("pub fn ") || line.starts_with("pub type ") || !signature.is_empty() {
                signature.push_str(line);
                let ended = line.ends_with('{') || line.ends_with(';');
                let named = foreign.iter().find(|name| signature.contains(**name));
                assert!(named.is_none(), "{path}: {signature}");
                if ended {
                    signature.clear();
                }
            }
        }
    }
}

#[test]
fn nothing_is_left_unfinished() {
    for folder in ["sdk/src", "codegen/src", "schemas/src", "tests/local/src"] {
        for mark in ["todo!(", "unimplemented!(", "dbg!("] {
            assert_eq!(naming(folder, mark), Vec::<String>::new());
        }
        for (path, text) in sources(folder) {
            // Of a module, or of a whole file.
            let library = text.split("[cfg(test)]").next().unwrap();
            assert!(!code(library).any(|line| line.contains(".unwrap()")), "{path} unwraps");
        }
    }
}

#[test]
fn the_minimum_rust_version_is_what_the_tree_asks_for() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--offline", "--format-version", "1", "--filter-platform", &host()])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let version = |text: &str| text.split('.').map(|part| part.parse::<u32>().unwrap()).collect::<Vec<_>>();
    let packages = metadata["packages"].as_array().unwrap();
    let ours = packages.iter().find(|package| package["name"] == "amplify-rest").unwrap();
    let ours = version(ours["rust_version"].as_str().unwrap());
    let published = crates(&["-p", "amplify-rest", "-p", "amplify-rest-codegen", "-e", "normal,build"]);
    for package in packages {
        let name = package["name"].as_str().unwrap();
        if published.contains(&name.to_owned())
            && let Some(needed) = package["rust_version"].as_str()
        {
            assert!(version(needed) <= ours, "{name} needs Rust {needed}");
        }
    }
}
