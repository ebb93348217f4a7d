//! Counts what one call of a subject allocates: `counted NAME URL` prints allocations and bytes.

use std::alloc::System;
use std::hint::black_box;

use amplify_rest_bench::subjects;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, url] = arguments.as_slice() else { return Err("usage: counted NAME URL".into()) };
    let mut subject = subjects::subject(name, url)?;
    for _ in 0..50 {
        black_box(subject());
    }
    let mut calls: Vec<(usize, usize)> = (0..9)
        .map(|_| {
            let region = Region::new(ALLOCATOR);
            black_box(subject());
            let change = region.change();
            // A buffer that grows in place of being made anew is asked for once more.
            (change.allocations + change.reallocations, change.bytes_allocated)
        })
        .collect();
    calls.sort_unstable();
    let (allocations, bytes) = calls[calls.len() / 2];
    println!("{allocations} {bytes}");
    Ok(())
}
