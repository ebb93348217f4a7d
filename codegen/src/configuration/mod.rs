//! Amplify configurations as codegen and the local cloud see them: whatever the file's format, one resolved model.
//!
//! Text → JSON with positions → what is written (one reader per format) → what is meant (one resolver).
//! Nothing here knows Rust code, and nothing here reads files.

mod dart;
mod format;
mod gen1;
mod gen2;
mod javascript;
mod model;
mod node;
mod resolve;
mod values;
mod wrapper;
mod written;

pub use format::Format;
pub use model::{AuthorizerKind, Configuration, Endpoint, Guests, IdentityPool, Secret, SignInFlow, UserPool};
pub(crate) use resolve::resolve;
pub(crate) use values::missing;
pub(crate) use written::Written;

use crate::errors::Errors;
use crate::overrides::Overrides;
use crate::source::Source;

impl Configuration {
    /// Reads a configuration from its text; `file_name` is what mistakes are reported under.
    ///
    /// ```
    /// # use amplify_rest_codegen::configuration::{AuthorizerKind, Configuration};
    /// let text = r#"{ "awsAPIPlugin": { "todos": {
    ///     "endpointType": "REST", "endpoint": "https://example.com/dev", "region": "eu-west-1",
    ///     "authorizationType": "NONE" } } }"#;
    /// let configuration = Configuration::read("amplifyconfiguration.json", text)?;
    /// assert_eq!(configuration.endpoints[0].authorizer, AuthorizerKind::None);
    /// # Ok::<(), amplify_rest_codegen::Errors>(())
    /// ```
    pub fn read(file_name: &str, text: &str) -> Result<Self, Errors> {
        let mut errors = Errors::new();
        let source = source(file_name, text)?;
        let written = written(&source, &mut errors)?;
        let configuration = resolve(&source, &written, &Overrides::default(), &mut errors);
        errors.into_result(configuration)
    }
}

/// The JSON of a configuration file, out of its wrapper where it has one.
pub(crate) fn source(file_name: &str, text: &str) -> Result<Source, Errors> {
    Source::json(file_name, wrapper::unwrap(dart::unwrap(text)))
}

/// What the file says, by the reader of its format. An error is that there is no such reader.
pub(crate) fn written(source: &Source, errors: &mut Errors) -> Result<Written, Errors> {
    match Format::of(source)? {
        format @ (Format::Gen1Native | Format::ShortForm) => Ok(gen1::read(source, format, errors)),
        Format::Gen1JavaScript => Ok(javascript::read(source, errors)),
        Format::Gen2 => Ok(gen2::read(source, errors)),
    }
}
