//! The libraries' types that strings of a format become on request, so that generated code needs no more dependencies.

#[cfg(feature = "jiff")]
pub use jiff::{Span, Timestamp, civil::Date};
#[cfg(feature = "uuid")]
pub use uuid::Uuid;

/// A URI (RFC 3986).
#[cfg(feature = "fluent-uri")]
pub type Uri = fluent_uri::Uri<String>;

/// A URI or a relative reference (RFC 3986).
#[cfg(feature = "fluent-uri")]
pub type UriReference = fluent_uri::UriRef<String>;
