//! A warm call, and signing alone, beside the peers'.

use std::io;
use std::path::{Path, PathBuf};

use crate::build;
use crate::measure::{Server, allocations, median, processor_time_by};
use crate::peers::{Part, Peer};
use crate::report::{Table, ratio};

const ROUNDS: usize = 9;
const PROFILE: &str = "footprint";

/// A way to do something, and the programs that do it.
struct Way {
    name: &'static str,
    subject: PathBuf,
    counted: PathBuf,
}

fn ours(programs: &Path, names: &[&'static str]) -> Vec<Way> {
    let way = |name: &&'static str| Way { name, subject: programs.join("subject"), counted: programs.join("counted") };
    names.iter().map(way).collect()
}

fn theirs(peer: Peer, names: &[&'static str]) -> io::Result<Vec<Way>> {
    let (subject, counted) = (peer.program(Part::Warm, PROFILE)?, peer.program(Part::Counted, PROFILE)?);
    Ok(names.iter().map(|name| Way { name, subject: subject.clone(), counted: counted.clone() }).collect())
}

pub(super) fn call() -> io::Result<Table> {
    let programs = build::programs()?;
    let mut ways = ours(&programs, &["IAM", "none", "ureq", "ureq+aws-sigv4"]);
    ways.extend(theirs(Peer::Reqwest, &["reqwest", "reqwest+aws-sigv4"])?);
    ways.extend(theirs(Peer::AwsSdk, &["aws-smithy-runtime", "aws-sdk-cognitoidentity"])?);
    let server = Server::start()?;
    Ok(Table {
        name: "peers",
        about: "The call of [call](call.md), made with what one would use in the SDK's place. `IAM` and `none` are the SDK's; \
                `reqwest` is reqwest's blocking client, whose runtime has a thread of its own. `aws-smithy-runtime` makes the \
                same request as an operation of the orchestrator, with the SigV4 scheme, retries and timeouts of AWS's \
                clients, but without their interceptors; `aws-sdk-cognitoidentity` is such a client, asking for \
                `ListIdentityPools`: a signed POST of 17 bytes. Both run on one thread of tokio's. Processor time includes \
                the kernel and all threads: the ratio of medians of 9 paired rounds."
            .to_owned(),
        columns: columns("call", "processor time ÷ IAM", "IAM ÷ this"),
        rows: rows(&ways, &server.url, 1000)?,
    })
}

pub(super) fn signing() -> io::Result<Table> {
    let mut ways = ours(&build::programs()?, &["sign", "sign: aws-sigv4"]);
    ways.extend(theirs(Peer::Reqsign, &["sign: reqsign"])?);
    Ok(Table {
        name: "peers-signing",
        about: "What [signing](signing.md) signs, beside reqsign's signer for AWS, whose futures never wait. The SDK's keeps \
                the key between requests, the others derive it each time. Processor time: the ratio of medians of 9 paired \
                rounds."
            .to_owned(),
        columns: columns("signer", "processor time ÷ ours", "ours ÷ this"),
        rows: rows(&ways, "", 20_000)?,
    })
}

fn columns(what: &'static str, time: &'static str, share: &'static str) -> Vec<&'static str> {
    vec![what, time, share, "allocations", "bytes allocated"]
}

/// A row for each; the first is what the others are divided by.
fn rows(ways: &[Way], url: &str, calls: u32) -> io::Result<Vec<Vec<String>>> {
    let mut rounds: Vec<Vec<u64>> = vec![Vec::new(); ways.len()];
    for _ in 0..ROUNDS {
        for (way, times) in ways.iter().zip(&mut rounds) {
            times.push(processor_time_by(&way.subject, way.name, url, calls, 1)?);
        }
    }
    let times: Vec<u64> = rounds.into_iter().map(median).collect();
    let row = |(way, time): (&Way, &u64)| {
        let (allocations, bytes) = allocations(&way.counted, way.name, url)?;
        eprintln!("{}: {time} ns, {allocations} allocations", way.name);
        Ok(vec![
            way.name.to_owned(),
            ratio(*time, times[0]),
            ratio(times[0], *time),
            allocations.to_string(),
            bytes.to_string(),
        ])
    };
    ways.iter().zip(&times).map(row).collect()
}
