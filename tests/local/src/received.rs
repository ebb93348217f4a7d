//! A request as it arrived, byte for byte. `Debug` shows no header value, query or body: they may be secrets.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method};

/// A request that the cloud received.
#[derive(Clone)]
pub struct Received {
    method: Method,
    target: String,
    headers: HeaderMap,
    body: Bytes,
}

impl Received {
    pub(crate) fn new(method: Method, target: String, headers: HeaderMap, body: Bytes) -> Self {
        Self { method, target, headers, body }
    }

    /// The method, `GET` for example.
    #[must_use]
    pub fn method(&self) -> &str {
        self.method.as_str()
    }

    /// The path as it was sent, with every escape, without the query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target.split_once('?').map_or(self.target.as_str(), |(path, _)| path)
    }

    /// The query as it was sent, without the `?`; `None` where there is no `?`.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.target.split_once('?').map(|(_, query)| query)
    }

    /// The first value of a header, `None` where it is absent or not text. The name's case doesn't matter.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Every header in the order of arrival (names in lower case), several of one name included.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()))
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    pub(crate) fn bytes(&self) -> &Bytes {
        &self.body
    }

    pub(crate) fn header_map(&self) -> &HeaderMap {
        &self.headers
    }
}

impl fmt::Debug for Received {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Received")
            .field("method", &self.method())
            .field("path", &self.path())
            .field("headers", &self.headers.keys().map(http::HeaderName::as_str).collect::<Vec<_>>())
            .field("body_length", &self.body.len())
            .finish_non_exhaustive()
    }
}
