//! What a running program holds: one that makes one call, and one with many connections.

use std::io;
use std::process::Command;

use crate::measure::Server;
use crate::report::{Table, megabytes};
use crate::{build, load, peak};

const CONNECTIONS: usize = 64;

pub(super) fn table() -> io::Result<Table> {
    let program = build::footprint(&[], "footprint", &build::target())?;
    let subject = build::programs()?.subject;
    let one = Server::tls(1)?;
    let mut call = Command::new(program);
    call.args([&one.url, load::ACCESS_KEY_ID, load::SECRET_ACCESS_KEY]).arg(&one.authority);
    let many = Server::tls(CONNECTIONS)?;
    let mut crowd = Command::new(subject);
    crowd.args(["--together", &many.url]).arg(&many.authority).arg(CONNECTIONS.to_string());
    let rows = [("the smallest program, one signed call", call), ("64 connections at once, a thread for each", crowd)];
    let rows =
        rows.into_iter().map(|(what, mut command)| Ok(vec![what.to_owned(), megabytes(peak::least(&mut command)?)]));
    Ok(Table {
        name: "memory",
        about: "Over TLS: the most memory that was resident at once, from the start of the program to its end."
            .to_owned(),
        columns: vec!["program", "peak memory"],
        drawn: Some("peak memory"),
        rows: rows.collect::<io::Result<_>>()?,
    })
}
