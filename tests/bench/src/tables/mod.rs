//! The tables, each made by one command.

mod body;
mod call;
pub mod codegen;
mod footprint;
mod interpreters;
mod memory;
mod peers;
mod sessions;
mod signing;
mod threads;

use std::io;
use std::time::Instant;

use crate::report::Table;

type Make = fn() -> io::Result<Table>;

/// All tables, those first that take least time and the builds from nothing last.
const TABLES: [(&str, Make); 18] = [
    ("call", call::table),
    ("body", body::table),
    ("signing", signing::table),
    ("threads", threads::table),
    ("sessions", sessions::table),
    ("memory", memory::table),
    ("peers", peers::call),
    ("peers-threads", peers::threads),
    ("peers-signing", peers::signing),
    ("peers-start", peers::start),
    ("interpreters", interpreters::table),
    ("codegen-speed", codegen::speed),
    ("codegen-scaling", codegen::scaling),
    ("codegen-check", codegen::check),
    ("codegen-large", codegen::large),
    ("codegen-weight", codegen::weight),
    ("footprint", footprint::table),
    ("peers-footprint", peers::footprint),
];

/// The names of all tables.
pub fn names() -> impl Iterator<Item = &'static str> {
    TABLES.iter().map(|(name, _)| *name)
}

/// Makes a table by its name, `all` of them, or those of `codegen`; writes them and says how long each took. One that fails
/// does not keep the others from being made.
///
/// # Errors
/// When one is unknown or cannot be measured here.
pub fn make(name: &str) -> io::Result<()> {
    let group = |table: &str| name == "all" || name == "codegen" && table.starts_with("codegen-");
    let wanted: Vec<_> = TABLES.iter().filter(|(table, _)| *table == name || group(table)).collect();
    if wanted.is_empty() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("no table is called {name:?}")));
    }
    let mut took = Vec::new();
    let mut failed = Vec::new();
    for (table, make) in wanted {
        let start = Instant::now();
        match make().and_then(|made| made.write()) {
            Ok(text) => println!("{text}"),
            Err(error) => failed.push(format!("{table}: {error}")),
        }
        took.push(format!("{table} took {} s", start.elapsed().as_secs()));
    }
    println!("{}", took.join("\n"));
    if failed.is_empty() { Ok(()) } else { Err(io::Error::other(failed.join("\n"))) }
}
