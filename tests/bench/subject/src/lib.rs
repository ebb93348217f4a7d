//! What the programs that are measured share, ours and the peers': the request, and how it is made again and again.
//!
//! Warmed up first. Then a subject is either timed ([`warm`] with a count), stepped through from outside ([`warm`] without
//! one), or its allocations are counted ([`allocations`]). Nothing here knows what a subject does.

pub mod load;

use std::alloc::System;
use std::hint::black_box;
use std::io::{self, Write};
use std::os::unix::process::parent_id;

use cpu_time::ProcessTime;
use stats_alloc::Region;
pub use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

/// One way to do something, warmed up by calling it. It says how many bytes came of it, so that nothing is optimised
/// away.
pub type Subject = Box<dyn FnMut() -> usize>;

const WARM_UP: usize = 50;

/// Warms a subject up. Then prints the processor time of each of `count` calls, in nanoseconds, the kernel's and all
/// threads' included; without a count, waits for a line and calls it between marks, for ever.
///
/// A mark is a system call that nobody else makes: whoever steps through this process sees where a call begins and ends.
///
/// # Errors
/// When whoever started this process went away.
pub fn warm(mut subject: Subject, count: Option<usize>) -> io::Result<()> {
    for _ in 0..WARM_UP {
        black_box(subject());
    }
    if let Some(count) = count {
        let before = ProcessTime::now();
        for _ in 0..count {
            black_box(subject());
        }
        println!("{}", before.elapsed().as_nanos() / count.max(1) as u128);
        return Ok(());
    }
    println!("ready");
    io::stdout().flush()?;
    io::stdin().read_line(&mut String::new())?;
    loop {
        black_box(parent_id());
        black_box(subject());
    }
}

/// Warms a subject up and prints what one call allocates: how often, growing buffers included, and how many bytes.
pub fn allocations(mut subject: Subject, allocator: &'static StatsAlloc<System>) {
    for _ in 0..WARM_UP {
        black_box(subject());
    }
    let mut calls: Vec<(usize, usize)> = (0..9)
        .map(|_| {
            let region = Region::new(allocator);
            black_box(subject());
            let change = region.change();
            // A buffer that grows in place of being made anew is asked for once more.
            (change.allocations + change.reallocations, change.bytes_allocated)
        })
        .collect();
    calls.sort_unstable();
    let (allocations, bytes) = calls[calls.len() / 2];
    println!("{allocations} {bytes}");
}
