//! The SDK beside what one would use in its place: a warm call, signing, the start of a program, what it weighs.

mod call;
mod footprint;
mod start;

use std::io;

use crate::report::Table;

/// The names of these tables.
pub const NAMES: [&str; 4] = ["peers", "peers-signing", "peers-start", "peers-footprint"];

/// Makes one of them.
pub(super) fn table(name: &str) -> io::Result<Table> {
    match name {
        "peers" => call::call(),
        "peers-signing" => call::signing(),
        "peers-start" => start::table(),
        "peers-footprint" => footprint::table(),
        _ => Err(io::Error::new(io::ErrorKind::InvalidInput, format!("no table is called {name:?}"))),
    }
}
