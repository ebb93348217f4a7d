//! The SDK beside what one would use in its place: a warm call, signing, the start of a program, what it weighs.

mod call;
mod footprint;
mod start;

pub(super) use call::{call, signing, threads};
pub(super) use footprint::table as footprint;
pub(super) use start::table as start;
