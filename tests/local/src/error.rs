//! The crate's one error: what was being done, to what, and the cause in `source()`.

use std::error::Error as StdError;
use std::fmt;

/// Why a local cloud could not start or do what it was asked.
///
/// Opaque: ask its predicates.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

#[derive(Debug)]
enum Kind {
    Configuration,
    Document(String),
    Start(&'static str),
    Usage(String),
}

impl Error {
    pub(crate) fn configuration(source: impl StdError + Send + Sync + 'static) -> Self {
        Self { kind: Kind::Configuration, source: Some(Box::new(source)) }
    }

    pub(crate) fn document(name: &str, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { kind: Kind::Document(name.to_owned()), source: Some(source.into()) }
    }

    pub(crate) fn start(doing: &'static str, source: std::io::Error) -> Self {
        Self { kind: Kind::Start(doing), source: Some(Box::new(source)) }
    }

    pub(crate) fn usage(message: String) -> Self {
        Self { kind: Kind::Usage(message), source: None }
    }

    /// The configuration or a document can't be read; `source()` lists every mistake with its place.
    #[must_use]
    pub fn is_configuration(&self) -> bool {
        matches!(self.kind, Kind::Configuration | Kind::Document(_))
    }

    /// The cloud was asked for something that it doesn't have: an endpoint or user that nobody named, a header that is
    /// not valid.
    #[must_use]
    pub fn is_usage(&self) -> bool {
        matches!(self.kind, Kind::Usage(_))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Configuration => formatter.write_str("read the configuration for the local cloud"),
            Kind::Document(name) => write!(formatter, "read the document {name} for the local cloud"),
            Kind::Start(doing) => formatter.write_str(doing),
            Kind::Usage(message) => formatter.write_str(message),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}
