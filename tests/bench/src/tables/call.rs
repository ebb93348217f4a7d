//! A call: every authorizer, beside the client underneath and the least that a call can cost.

use std::io;

use crate::build;
use crate::calls::{COLUMNS, Way, calls, times};
use crate::measure::Server;
use crate::processor::on_one;
use crate::report::{Table, ratio};

const SUBJECTS: [&str; 16] = [
    "ureq",
    "ureq, API key",
    "floor",
    "none",
    "API key",
    "user pool",
    "IAM",
    "IAM, JSON",
    "none, typed operation",
    "IAM, typed operation",
    "ureq, POST 1 KB",
    "none, POST 1 KB",
    "IAM, POST 1 KB",
    "none, POST 64 KB",
    "IAM, POST 64 KB",
    "ureq+aws-sigv4",
];

pub(super) fn table() -> io::Result<Table> {
    let programs = build::programs()?;
    let ways = SUBJECTS.map(|name| -> Way<'_> { (&programs, name) });
    let calls = on_one(|| calls(&ways, &Server::start()?))?;
    let row = |(name, call): (&&str, _)| {
        let mut row = vec![(*name).to_owned()];
        row.extend(times(call, &calls[0]));
        row.push(ratio(call.counts.instructions, calls[0].counts.instructions));
        row.extend(call.cells.iter().cloned());
        row
    };
    let mut columns = vec!["call", "processor time", "÷ ureq", "instructions ÷ ureq"];
    columns.extend(COLUMNS);
    Ok(Table {
        name: "call",
        about: "One warm call over loopback and a connection that stays open: a GET with 3 query parameters and 4 headers, \
                200 bytes of JSON back with the headers of API Gateway; signed ones with a session token of 1,000 characters. \
                `ureq` is the HTTP client underneath as it comes, without a signature, or sending the same key; `floor` is a hand-written loop over \
                `TcpStream`. Processor time includes the kernel, medians of paired rounds, client and server on one processor. Bytes sent and received are HTTP's; \
                peak memory is that of the program that makes the call. What 1 MB takes stands in [body](body.md), how 4 and \
                16 threads do in [peers-threads](peers-threads.md)."
            .to_owned(),
        rows: SUBJECTS.iter().zip(&calls).map(row).collect(),
        columns,
        drawn: Some("instructions ÷ ureq"),
    })
}
