//! The tables, each made by one command.

mod call;
pub mod codegen;
mod footprint;
mod sessions;
mod signing;
mod threads;

use std::io;

use crate::report::Table;

/// The names of all tables.
pub const NAMES: [&str; 5] = ["call", "signing", "threads", "sessions", "footprint"];

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
        name if codegen::NAMES.contains(&name) => codegen::table(name),
        _ => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("no table is called {name:?}: {NAMES:?}, {:?}", codegen::NAMES),
        )),
    }
}
