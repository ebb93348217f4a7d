//! What the peers' programs weigh, and what it takes to build them.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use crate::build;
use crate::peers::{Part, Peer};
use crate::report::{Table, megabytes};

pub(in crate::tables) fn table() -> io::Result<Table> {
    let ours = |profile: &str| build::footprint(&[], profile, &build::target());
    let crates = build::crates("amplify-rest", "iam,cognito,rustls")?;
    let mut rows = vec![row("ours, with IAM", ours, crates, build::cold_build(&[])?)?];
    for (name, peer) in
        [("reqwest::blocking + aws-sigv4", Peer::Reqwest), ("aws-config + aws-sdk-cognitoidentity", Peer::AwsSdk)]
    {
        let program = |profile: &str| peer.program(Part::Call, profile);
        rows.push(row(name, program, peer.crates()?, peer.cold_build()?)?);
    }
    Ok(Table {
        name: "peers-footprint",
        about: "Programs that make one signed call with TLS and JSON, each with the TLS that its crates come with, built and \
                counted as in [footprint](footprint.md)."
            .to_owned(),
        columns: vec!["with", "binary", "binary, for size", "crates", "cold build"],
        drawn: Some("binary"),
        rows,
    })
}

fn row(
    name: &str,
    program: impl Fn(&str) -> io::Result<PathBuf>,
    crates: usize,
    cold: Duration,
) -> io::Result<Vec<String>> {
    let size = |profile| -> io::Result<String> { Ok(megabytes(std::fs::metadata(program(profile)?)?.len())) };
    let cold = format!("{} s", cold.as_secs());
    let row = vec![name.to_owned(), size("footprint")?, size("smallest")?, crates.to_string(), cold];
    eprintln!("{}", row.join(" | "));
    Ok(row)
}
