//! From the start of a program to its first authorized answer.

use std::io::{self, BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

use wait4::Wait4;

use crate::measure::{Server, median};
use crate::peers::{Part, Peer};
use crate::report::{Table, megabytes, ratio};
use crate::{build, load, peak};

const ROUNDS: usize = 31;

pub(in crate::tables) fn table() -> io::Result<Table> {
    let programs = [
        ("ours", build::footprint(&[], "footprint", &build::target())?),
        ("progenitor", Peer::Progenitor.program(Part::Call, "footprint")?),
        ("reqwest+aws-sigv4", Peer::Reqwest.program(Part::Call, "footprint")?),
        ("aws-sdk-cognitoidentity", Peer::AwsSdk.program(Part::Call, "footprint")?),
    ];
    let server = Server::start()?;
    let mut rounds: Vec<(Vec<u64>, Vec<u64>)> = vec![Default::default(); programs.len()];
    for _ in 0..ROUNDS {
        for ((_, program), (elapsed, processor)) in programs.iter().zip(&mut rounds) {
            let start = start(&mut command(program, &server.url))?;
            elapsed.push(start.0);
            processor.push(start.1);
        }
    }
    let medians: Vec<(u64, u64)> = rounds.into_iter().map(|(a, b)| (median(a), median(b))).collect();
    let row = |((name, program), (elapsed, processor)): (&(&str, PathBuf), &(u64, u64))| {
        let memory = peak::least(&mut command(program, &server.url))?;
        eprintln!("{name}: {elapsed} ns, {processor} ns of processor time, {memory} bytes");
        Ok(vec![(*name).to_owned(), ratio(*elapsed, medians[0].0), ratio(*processor, medians[0].1), megabytes(memory)])
    };
    Ok(Table {
        name: "peers-start",
        about: "One signed call over loopback, without TLS, by programs that do nothing else, with credentials that are given: \
                the time until its answer is printed, the processor time of the whole program, each as the ratio of medians \
                of 31 paired rounds, and the most memory that was resident at once. AWS's SDK asks for `ListIdentityPools`, \
                the others make a GET; progenitor's client sends an API key in place of a signature. Programs in Python \
                and JavaScript, awscurl among them, start in [interpreters](interpreters.md)."
            .to_owned(),
        columns: vec!["program", "time ÷ ours", "processor time ÷ ours", "peak memory"],
        drawn: Some("time ÷ ours"),
        rows: programs.iter().zip(&medians).map(row).collect::<io::Result<_>>()?,
    })
}

fn command(program: &PathBuf, url: &str) -> Command {
    let mut command = Command::new(program);
    command.args([url, load::ACCESS_KEY_ID, load::SECRET_ACCESS_KEY]);
    command
}

/// Nanoseconds to the answer, and of processor time.
fn start(command: &mut Command) -> io::Result<(u64, u64)> {
    let begin = Instant::now();
    let mut process = command.stdout(Stdio::piped()).spawn()?;
    let mut answer = String::new();
    if let Some(output) = process.stdout.take() {
        BufReader::new(output).read_line(&mut answer)?;
    }
    let elapsed = begin.elapsed();
    let used = process.wait4()?;
    if !used.status.success() || answer.is_empty() {
        return Err(io::Error::other(format!("{command:?} got no answer: {}", used.status)));
    }
    let nanoseconds = |time: std::time::Duration| u64::try_from(time.as_nanos()).map_err(io::Error::other);
    Ok((nanoseconds(elapsed)?, nanoseconds(used.rusage.utime + used.rusage.stime)?))
}
