//! Helpers of the test suite.

pub mod backends;
pub mod facts;
pub mod json;
pub mod ministack;
pub mod operations;
pub mod peers;
pub mod scripts;
