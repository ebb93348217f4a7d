//! Build-time code generation for `amplify-rest`.

pub mod configuration;
mod errors;
mod overrides;
mod source;
mod suggest;

pub use errors::{Diagnostic, Errors};
pub use overrides::{ApiKeySource, EndpointOverrides, TokenKind};
