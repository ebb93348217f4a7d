//! What is fuzzed, by name. A target panics where the reader breaks a promise, and says nothing else.

mod answers;
mod configuration;
mod openapi;
mod promises;
mod schema;

use crate::seeds::{ANSWERS, CONFIGURATIONS, DOCUMENTS, SCHEMAS};

/// A reader, and what must hold whatever it reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// JSON Schemas become types, or are refused.
    Schema,
    /// Configurations of all formats become a module, or are refused.
    Configuration,
    /// `OpenAPI` and Swagger documents in JSON and YAML become a client, or are refused.
    OpenApi,
    /// Sign-in, tokens, credentials and calls end with a value or an error, whatever Cognito and API Gateway answer.
    Answers,
}

impl Target {
    /// Runs it on one input, and says whether the reader made something of it.
    ///
    /// # Panics
    ///
    /// Where a promise is broken.
    #[must_use]
    pub fn run(self, input: &[u8]) -> bool {
        match self {
            Self::Schema => schema::run(input),
            Self::Configuration => configuration::run(input),
            Self::OpenApi => openapi::run(input),
            Self::Answers => answers::run(input),
        }
    }

    /// The code that an input becomes, where it becomes any.
    #[must_use]
    pub fn code(self, input: &[u8]) -> Option<String> {
        let text = str::from_utf8(input).ok()?;
        match self {
            Self::Schema => schema::code(text),
            Self::Configuration => configuration::code(text),
            Self::OpenApi => openapi::code(text),
            Self::Answers => None,
        }
    }

    /// Good inputs, to begin with.
    #[must_use]
    pub fn seeds(self) -> &'static [&'static [u8]] {
        match self {
            Self::Schema => &SCHEMAS,
            Self::Configuration => &CONFIGURATIONS,
            Self::OpenApi => &DOCUMENTS,
            Self::Answers => &ANSWERS,
        }
    }
}
