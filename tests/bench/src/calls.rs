//! All that is known of a warm call, for tables in which ways to make it stand beside each other.

use std::io;
use std::process::Command;

use crate::build::Programs;
use crate::measure::{Counts, Server, count, if_allowed, processor_times_by};
use crate::peak;
use crate::report::{megabytes, microseconds, plain, ratio, thousands};

/// A way to make a call: the programs that do, and what they call it.
pub type Way<'p> = (&'p Programs, &'static str);

/// The columns of a table of calls behind the first one, the name, and those of processor time.
pub const COLUMNS: [&str; 7] =
    ["instructions", "allocations", "bytes allocated", "system calls", "bytes sent", "bytes received", "peak memory"];

/// What one takes.
#[derive(Clone, Debug)]
pub struct Call {
    /// Processor time in nanoseconds, the kernel's and all threads' included.
    pub time: u64,
    /// What doesn't depend on the machine's speed.
    pub counts: Counts,
    /// The cells of [`COLUMNS`].
    pub cells: Vec<String>,
}

/// Measures all of them, their processor times in paired rounds.
///
/// # Errors
/// When one cannot be run.
pub fn calls(ways: &[Way<'_>], server: &Server) -> io::Result<Vec<Call>> {
    let times = processor_times_by(ways, &server.url, 1)?;
    ways.iter().zip(times).map(|(way, time)| call(*way, time, server)).collect()
}

fn call((programs, name): Way<'_>, time: u64, server: &Server) -> io::Result<Call> {
    let counts = count(programs, name, &server.url)?;
    let peak = if_allowed(peak::memory(Command::new(&programs.subject).args([name, &server.url, "1", "1"])))?;
    let last = server.says("/last")?;
    let mut cells = vec![
        thousands(counts.instructions),
        counts.allocations.to_string(),
        counts.bytes.to_string(),
        plain(counts.system_calls),
    ];
    cells.extend(last.split(' ').map(str::to_owned));
    cells.push(peak.map_or_else(|| plain(None), megabytes));
    eprintln!("{name}: {time} ns, {}", cells.join(", "));
    Ok(Call { time, counts, cells })
}

/// Microseconds of processor time, and how that divides by a base.
#[must_use]
pub fn times(call: &Call, base: &Call) -> [String; 2] {
    [microseconds(call.time), ratio(call.time, base.time)]
}
