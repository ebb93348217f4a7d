//! What a program that makes a call weighs, and what it takes to build it.

use std::io;

use crate::build::{self, cold_build, crates};
use crate::report::Table;

/// The SDK's features, and those of the smallest program.
const SETS: [(&str, &str, &[&str]); 2] = [
    ("IAM, user pool, API key", "iam,cognito,rustls", &[]),
    ("user pool, API key", "cognito,rustls", &["--no-default-features"]),
];

pub(super) fn table() -> io::Result<Table> {
    let mut rows = Vec::new();
    for (name, features, arguments) in SETS {
        let size = |profile| -> io::Result<String> {
            let program = build::footprint(arguments, profile, &build::target())?;
            Ok(format!("{:.2} MB", megabytes(std::fs::metadata(program)?.len())))
        };
        rows.push(vec![
            name.to_owned(),
            size("footprint")?,
            size("smallest")?,
            crates("amplify-rest", features)?.to_string(),
            format!("{} s", cold_build(arguments)?.as_secs()),
        ]);
    }
    Ok(Table {
        name: "footprint",
        about: "A program that makes a call with TLS and JSON, stripped, optimised as a whole and without unwinding. Crates: \
                all that are compiled beside the SDK itself, procedural macros included. Cold build: processor time of a \
                plain release build from nothing."
            .to_owned(),
        columns: vec!["with", "binary", "binary, for size", "crates", "cold build"],
        rows,
    })
}

#[expect(clippy::cast_precision_loss, reason = "sizes are read with two digits")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
