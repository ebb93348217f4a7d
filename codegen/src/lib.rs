//! Build-time code generation for `amplify-rest`.

mod errors;
mod source;
mod suggest;

pub use errors::{Diagnostic, Errors};
