//! The generated backends in a crate of edition 2021, with warnings denied: that they compile is the test.

#[path = "../../src/backends.rs"]
pub mod backends;
#[path = "../../src/operations.rs"]
pub mod operations;
