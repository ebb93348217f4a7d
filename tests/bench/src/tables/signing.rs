//! Signing alone.

use std::io;

use crate::build;
use crate::measure::count;
use crate::report::{Table, ratio, thousands};

pub(super) fn table() -> io::Result<Table> {
    let programs = build::programs()?;
    let mut rows = Vec::new();
    let mut first = None;
    for name in ["sign", "sign: aws-sigv4"] {
        let counts = count(&programs, name, "")?;
        let base = *first.get_or_insert(counts.instructions);
        rows.push(vec![
            name.to_owned(),
            thousands(counts.instructions),
            ratio(counts.instructions, base),
            counts.allocations.to_string(),
            counts.bytes.to_string(),
        ]);
    }
    Ok(Table {
        name: "signing",
        about:
            "Signing one GET with 3 query parameters, 4 headers and a session token of 1,000 characters, the key kept \
                between requests where the signer can; `sign: aws-sigv4` is that crate's whole-request `sign()`."
                .to_owned(),
        columns: vec!["signer", "instructions", "ratio", "allocations", "bytes allocated"],
        drawn: Some("ratio"),
        rows,
    })
}
