//! Build-time code generation for `amplify-rest`.

mod backend;
pub mod configuration;
mod emit;
mod errors;
mod generate;
mod names;
mod overrides;
mod plan;
pub mod schema;
mod source;
mod suggest;

pub use backend::Backend;
pub use configuration::AuthorizerKind;
pub use errors::{Diagnostic, Errors};
pub use generate::Generated;
pub use overrides::{ApiKeySource, EndpointOverrides, TokenKind};
