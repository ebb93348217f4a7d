//! What a long body adds to a call, beside what it costs in any case: a hash, and a copy into the system.

use std::io;

use crate::build::{self, Programs};
use crate::measure::{Server, count, processor_times};
use crate::processor::on_one;
use crate::report::{Table, ratio};

const SIZES: [&str; 2] = ["64 KB", "1 MB"];
const PAIRS: [(&str, &str); 2] = [("none", "copy"), ("IAM", "hash and copy")];

pub(super) fn table() -> io::Result<Table> {
    let programs = build::programs()?;
    let rows = on_one(|| rows(&programs))?;
    Ok(Table {
        name: "body",
        about: "What a call takes more with this body than with one of 1 KB, divided by what the body takes more in any case: \
                the copy that the caller gives away and the writing to the socket, with a signature also one SHA-256."
            .to_owned(),
        columns: vec!["call", "in any case", "instructions", "processor time"],
        drawn: Some("processor time"),
        rows,
    })
}

fn rows(programs: &Programs) -> io::Result<Vec<Vec<String>>> {
    let server = Server::start()?;
    let mut rows = Vec::new();
    for (call, floor) in PAIRS {
        let small = [call, floor].map(|what| format!("{what}, POST 1 KB"));
        for size in SIZES {
            let large = [call, floor].map(|what| format!("{what}, POST {size}"));
            let names: Vec<&str> = small.iter().chain(&large).map(String::as_str).collect();
            let times = processor_times(programs, &names, &server.url)?;
            let added = |of: usize| times[of + 2].saturating_sub(times[of]);
            let instructions = if size == "64 KB" {
                let counts = names.iter().map(|name| Ok(count(programs, name, &server.url)?.instructions));
                let counts: Vec<_> = counts.collect::<io::Result<_>>()?;
                let added = |of: usize| Some(counts[of + 2]?.saturating_sub(counts[of]?));
                ratio(added(0), added(1))
            } else {
                // A million bytes are too many to step through.
                ratio(None, None)
            };
            rows.push(vec![large[0].clone(), floor.to_owned(), instructions, ratio(added(0), added(1))]);
        }
    }
    Ok(rows)
}
