//! Typed operations from `OpenAPI` and Swagger documents.

#![expect(clippy::unwrap_used, reason = "a test's helpers fail by panicking, as tests do")]

mod binding;
mod calls;
mod choices;
mod corpus;
mod reading;
mod suspicious;
