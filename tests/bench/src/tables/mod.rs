//! The tables, each made by one command.

mod body;
mod call;
pub mod codegen;
mod footprint;
mod interpreters;
mod memory;
pub mod peers;
mod sessions;
mod signing;
mod threads;

use std::io;

use crate::report::Table;

/// The names of all tables.
pub const NAMES: [&str; 8] = ["call", "body", "signing", "threads", "sessions", "memory", "footprint", "interpreters"];

/// Makes a table by its name.
///
/// # Errors
/// When it is unknown or cannot be measured here.
pub fn make(name: &str) -> io::Result<Table> {
    match name {
        "call" => call::table(),
        "signing" => signing::table(),
        "threads" => threads::table(),
        "sessions" => sessions::table(),
        "footprint" => footprint::table(),
        "memory" => memory::table(),
        "body" => body::table(),
        "interpreters" => interpreters::table(),
        name if peers::NAMES.contains(&name) => peers::table(name),
        name if codegen::NAMES.contains(&name) => codegen::table(name),
        _ => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("no table is called {name:?}: {NAMES:?}, {:?}, {:?}", peers::NAMES, codegen::NAMES),
        )),
    }
}
