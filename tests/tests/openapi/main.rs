//! Typed operations from `OpenAPI` and Swagger documents.

#![expect(clippy::needless_raw_string_hashes, reason = "this is how snapshots are written anew")]
#![expect(clippy::unwrap_used, reason = "a test's helpers fail by panicking, as tests do")]

mod binding;
mod bounds;
mod calls;
mod choices;
mod clinic;
mod compiled;
mod corpus;
mod depot;
mod described;
mod gallery;
mod hostile;
mod mistakes;
mod mutated;
mod network;
mod office;
mod reading;
mod sharing;
mod suspicious;
