//! Where the peers are that `.ci/peers` installs, and what a test does where they are not.
//!
//! Never installs anything, and never looks outside that one folder.

use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The Python interpreter that has ministack, boto3 and pycognito.
///
/// Where it is not installed: `None` after a message on standard error, or a panic when `CI` is set.
#[must_use]
pub fn python() -> Option<PathBuf> {
    installed("Python", "venv").map(|folder| folder.join("bin/python"))
}

/// The folder whose `node_modules` has aws-amplify and amazon-cognito-identity-js.
///
/// Where it is not installed: `None` after a message on standard error, or a panic when `CI` is set.
#[must_use]
pub fn node_modules() -> Option<PathBuf> {
    installed("JavaScript", "node")
}

/// A file of `tests/peers`, such as `"clients/python_client.py"`.
#[must_use]
pub fn script(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("peers").join(path)
}

fn installed(what: &str, folder: &str) -> Option<PathBuf> {
    let folder = peers_folder().join(folder);
    // Written last: a half-done installation has none.
    if folder.join("installed").is_file() {
        return Some(folder);
    }
    let message = format!("the {what} peers are not installed in {} (run .ci/peers)", folder.display());
    assert!(env::var_os("CI").is_none(), "{message}, and CI is set");
    // Not `eprintln!`: what that prints, the test runner hides as long as the test passes.
    let _ = writeln!(io::stderr(), "skipped: {message}");
    None
}

fn peers_folder() -> PathBuf {
    env::var_os("AMPLIFY_REST_PEERS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/peers"), PathBuf::from)
}
