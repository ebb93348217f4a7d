//! A call: every authorizer, beside the client underneath and the least that a call can cost.

use std::io;

use crate::build;
use crate::measure::{Server, count, processor_times};
use crate::report::{Table, plain, ratio, thousands};

const SUBJECTS: [&str; 14] = [
    "ureq",
    "floor",
    "none",
    "API key",
    "user pool",
    "IAM",
    "IAM, JSON",
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
    let server = Server::start()?;
    let times = processor_times(&programs, &SUBJECTS, &server.url)?;
    let mut rows = Vec::new();
    let mut first = None;
    for (name, time) in SUBJECTS.iter().zip(&times) {
        let counts = count(&programs, name, &server.url)?;
        let base = *first.get_or_insert(counts.instructions);
        rows.push(vec![
            (*name).to_owned(),
            thousands(counts.instructions),
            ratio(counts.instructions, base),
            counts.allocations.to_string(),
            counts.bytes.to_string(),
            plain(counts.system_calls),
            ratio(*time, times[0]),
        ]);
        eprintln!("{name}: {counts:?}, {time} ns");
    }
    Ok(Table {
        name: "call",
        about: "One warm call over loopback and a connection that stays open: a GET with 3 query parameters and 4 headers, \
                200 bytes of JSON back with the headers of API Gateway; signed ones with a session token of 1,000 characters. \
                `ureq` is the HTTP client underneath as it comes, without a signature; `floor` is a hand-written loop over \
                `TcpStream`. Processor time includes the kernel, medians of paired runs."
            .to_owned(),
        columns: vec![
            "call",
            "instructions",
            "÷ ureq",
            "allocations",
            "bytes allocated",
            "system calls",
            "processor time ÷ ureq",
        ],
        rows,
    })
}
