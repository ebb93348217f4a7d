//! Counts what one call of a subject allocates: `counted NAME URL` prints allocations and bytes.

use std::alloc::System;

use amplify_rest_bench::subjects;
use amplify_rest_subject::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, url] = arguments.as_slice() else { return Err("usage: counted NAME URL".into()) };
    amplify_rest_subject::allocations(subjects::subject(name, url)?, ALLOCATOR);
    Ok(())
}
