//! What a program that makes a call weighs, and what it takes to build it.

use std::path::Path;
use std::process::Command;
use std::{fs, io};

use crate::build::{self, cold_build, crates};
use crate::measure::{Server, if_allowed};
use crate::report::{Table, megabytes, plain};
use crate::{load, peak};

/// The SDK's features, and those of the smallest program.
const SETS: [(&str, &str, &[&str]); 3] = [
    ("IAM, user pool, API key", "iam,cognito,rustls", &[]),
    ("user pool, API key", "cognito,rustls", &["--no-default-features", "--features", "cognito"]),
    ("API key", "rustls", &["--no-default-features"]),
];

pub(super) fn table() -> io::Result<Table> {
    let mut rows = Vec::new();
    let server = Server::tls(1)?;
    for (name, features, arguments) in SETS {
        let [quick, small] =
            ["footprint", "smallest"].map(|profile| build::footprint(arguments, profile, &build::target()));
        let (quick, small) = (quick?, small?);
        let size = |program: &Path| -> io::Result<String> { Ok(megabytes(fs::metadata(program)?.len())) };
        let mut call = Command::new(&quick);
        call.args([&server.url, load::ACCESS_KEY_ID, load::SECRET_ACCESS_KEY]).arg(&server.authority);
        rows.push(vec![
            name.to_owned(),
            size(&quick)?,
            size(&small)?,
            crates("amplify-rest", features)?.to_string(),
            format!("{} s", cold_build(arguments)?.as_secs()),
            if_allowed(peak::least(&mut call))?.map_or_else(|| plain(None), megabytes),
        ]);
    }
    Ok(Table {
        name: "footprint",
        about: "A program that makes a call with TLS and JSON, stripped, optimised as a whole and without unwinding. Crates: \
                all that are compiled beside the SDK itself, procedural macros included. Cold build: processor time of a \
                plain release build from nothing. Peak memory: of one call over TLS."
            .to_owned(),
        columns: vec!["with", "binary", "binary, for size", "crates", "cold build", "peak memory"],
        drawn: Some("binary"),
        rows,
    })
}
