//! The schema compiler, judged by others' tests, by an oracle, by names and texts nobody should have to think of, and by
//! what programs do with its types. Most tests make a crate of generated types, build it and run it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends where something is amiss")]
#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

mod diagnostics;
mod dialects;
mod gen2;
mod golden;
mod members;
mod names;
mod patterns;
mod random;
mod refusals;
mod scratch;
mod suite;
mod suspicious;
mod typed;
mod types;
