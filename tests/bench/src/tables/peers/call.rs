//! A warm call, and signing alone, beside the peers': by one thread, and by several.

use std::io;

use crate::build::{self, Programs};
use crate::calls::{COLUMNS, Call, Way, calls, times};
use crate::measure::{ROUNDS, Server, count, processor_times_by};
use crate::peers::Peer;
use crate::processor::on_one;
use crate::report::{Table, microseconds, ratio, thousands};

/// The programs that make calls, and what they call them.
struct Callers {
    ours: Programs,
    reqwest: Programs,
    aws: Programs,
    progenitor: Programs,
}

impl Callers {
    fn built() -> io::Result<Self> {
        Ok(Self {
            ours: build::programs()?,
            reqwest: Peer::Reqwest.programs()?,
            aws: Peer::AwsSdk.programs()?,
            progenitor: Peer::Progenitor.programs()?,
        })
    }

    fn ways(&self) -> [Way<'_>; 10] {
        [
            (&self.ours, "IAM"),
            (&self.ours, "none"),
            (&self.ours, "none, typed operation"),
            (&self.progenitor, "progenitor"),
            (&self.ours, "ureq"),
            (&self.ours, "ureq+aws-sigv4"),
            (&self.reqwest, "reqwest"),
            (&self.reqwest, "reqwest+aws-sigv4"),
            (&self.aws, "aws-smithy-runtime"),
            (&self.aws, "aws-sdk-cognitoidentity"),
        ]
    }
}

pub(in crate::tables) fn call() -> io::Result<Table> {
    let callers = Callers::built()?;
    let ways = callers.ways();
    let calls = on_one(|| calls(&ways, &Server::start()?))?;
    let row = |((_, name), call): (&Way<'_>, &Call)| {
        let mut row = vec![(*name).to_owned()];
        row.extend(times(call, &calls[0]));
        row.push(ratio(calls[0].time, call.time));
        row.extend(call.cells.iter().cloned());
        row
    };
    let mut columns = vec!["call", "processor time", "÷ IAM", "IAM ÷ this"];
    columns.extend(COLUMNS);
    Ok(Table {
        name: "peers",
        about: format!(
            "The call of [call](call.md), made with what one would use in the SDK's place. `IAM`, `none` and \
             `none, typed operation` are the SDK's. `progenitor` is the client that it generates from the same document, \
             unsigned, its answer typed; like AWS's it is asynchronous, and runs on one thread of tokio's. `reqwest` is \
             reqwest's blocking client, whose runtime has a thread of its own. `aws-smithy-runtime` makes the same request \
             as an operation of the orchestrator, with the SigV4 scheme, retries and timeouts of AWS's clients, but without \
             their interceptors; `aws-sdk-cognitoidentity` is such a client, asking for `ListIdentityPools`: a signed POST \
             of 17 bytes. Processor time includes the kernel and all threads: medians of {ROUNDS} paired rounds; \
             instructions and system calls are those of all threads."
        ),
        rows: ways.iter().zip(&calls).map(row).collect(),
        columns,
        drawn: Some("÷ IAM"),
    })
}

pub(in crate::tables) fn threads() -> io::Result<Table> {
    let callers = Callers::built()?;
    let ways = callers.ways();
    let server = Server::start()?;
    let [one, four, sixteen] = [1, 4, 16].map(|threads| processor_times_by(&ways, &server.url, threads));
    let (one, four, sixteen) = (one?, four?, sixteen?);
    let row = |(at, (_, name)): (usize, &Way<'_>)| {
        let mut row = vec![(*name).to_owned()];
        for times in [&one, &four, &sixteen] {
            row.extend([microseconds(times[at]), ratio(times[at], times[0])]);
        }
        eprintln!("{}", row.join(" | "));
        row
    };
    Ok(Table {
        name: "peers-threads",
        about: format!(
            "The calls of [peers](peers.md) where 1, 4 and 16 threads share a client: processor time of a call, kernel \
             included, medians of {ROUNDS} paired rounds. The server runs on the same machine: where threads are more than \
             processors, they find its answers waiting. The threads of asynchronous clients share a runtime with one \
             thread. `ureq` as it comes keeps three connections."
        ),
        columns: vec!["call", "1 thread", "÷ IAM", "4 threads", "4: ÷ IAM", "16 threads", "16: ÷ IAM"],
        rows: ways.iter().enumerate().map(row).collect(),
        drawn: Some("16: ÷ IAM"),
    })
}

pub(in crate::tables) fn signing() -> io::Result<Table> {
    let (ours, theirs) = (build::programs()?, Peer::Reqsign.programs()?);
    let ways: [Way<'_>; 3] = [(&ours, "sign"), (&ours, "sign: aws-sigv4"), (&theirs, "sign: reqsign")];
    let times = processor_times_by(&ways, "", 1)?;
    let row = |((programs, name), time): (&Way<'_>, &u64)| {
        let counts = count(programs, name, "")?;
        Ok(vec![
            (*name).to_owned(),
            microseconds(*time),
            ratio(*time, times[0]),
            ratio(times[0], *time),
            thousands(counts.instructions),
            counts.allocations.to_string(),
            counts.bytes.to_string(),
        ])
    };
    Ok(Table {
        name: "peers-signing",
        about: format!(
            "What [signing](signing.md) signs, beside reqsign's signer for AWS, whose futures never wait. The SDK's keeps the \
             key between requests, the others derive it each time. Processor time: medians of {ROUNDS} paired rounds."
        ),
        columns: vec![
            "signer",
            "processor time",
            "÷ ours",
            "ours ÷ this",
            "instructions",
            "allocations",
            "bytes allocated",
        ],
        rows: ways.iter().zip(&times).map(row).collect::<io::Result<_>>()?,
        drawn: Some("÷ ours"),
    })
}
