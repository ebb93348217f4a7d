//! Build-time code generation for [`amplify-rest`](https://docs.rs/amplify-rest): a typed client from the configuration
//! that AWS Amplify wrote, and Rust types from JSON Schemas.
//!
//! `build.rs`:
//!
//! ```no_run
//! fn main() -> Result<(), amplify_rest_codegen::Errors> {
//!     amplify_rest_codegen::Backend::new("amplifyconfiguration.json").generate()
//! }
//! ```
//!
//! `main.rs`:
//!
//! ```ignore
//! amplify_rest::include_backend!();
//!
//! fn main() -> Result<(), amplify_rest::Error> {
//!     let backend = backend::Backend::new()?;
//!     println!("{}", backend.todos().get("/items").send()?.text()?);
//!     Ok(())
//! }
//! ```
//!
//! The generated module has a method and a module for each REST endpoint, named after it and typed to its authorizer.
//! What an endpoint requires of the program (an interceptor, an API key, the app client's secret) is a required argument of
//! the constructor. `Backend::from_config` reads another environment's file of the same format at run time. Crates that
//! include it need `amplify-rest` and `serde_json`. To read it in the editor, follow a name into it,
//! or open `backend.rs` in the `OUT_DIR` that `cargo build -vv` prints.
//!
//! A configuration is read by what it holds, not by its name: Gen 1's native format, the short form of Amplify's
//! documentation, and both in Flutter's Dart wrapper. Everything that is wrong comes as one [`Errors`], each mistake with
//! file, line, column, JSON pointer and a hint. Secrets are never compiled in, but for an API key where the build script
//! asks for it with [`ApiKeySource::CompiledIn`].
//!
//! # How it works
//!
//! Everything from text to text is a pure function, [`Backend::generate_from`]; only [`Backend::generate`] touches the
//! disk. One straight line of passes, each in a module of its name: `source` (JSON with positions) → [`configuration`]
//! (what is written, then what is meant) → `plan` (checked against the build script, with Rust names) → `emit` (tokens;
//! cannot fail) → `form` (text, laid out; cannot fail) → `layout` (files) → `backend` (write if changed). [`schema`]
//! compiles JSON Schemas into the types that another environment's file is read by. `cli` (feature `cli`) is the
//! command `amplify-rest-codegen` over the same functions.

mod backend;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
pub mod configuration;
mod docs;
mod emit;
mod errors;
mod form;
mod generate;
mod in_place;
mod infer;
mod layout;
mod names;
pub mod openapi;
mod overrides;
mod plan;
pub mod schema;
mod source;
mod suggest;
mod taken;

pub use backend::Backend;
pub use configuration::AuthorizerKind;
pub use errors::{Diagnostic, Errors};
pub use generate::Generated;
pub use layout::{Files, Visibility};
pub use openapi::listing::{Listed, ListedArgument, ListedPart, Listing, Sets};
pub use openapi::standalone::OpenApi;
pub use overrides::{ApiKeySource, EndpointOverrides, Grouping, TokenKind};
