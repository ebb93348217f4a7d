//! The key of a usage plan.

use std::fmt;

use http::HeaderValue;

use crate::{Error, Secret};

/// An API key, sent as `x-api-key`. A secret: never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey {
    key: Secret,
    /// Ready to send; `None` where no header can carry it.
    value: Option<HeaderValue>,
}

impl ApiKey {
    /// The key itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.key.expose()
    }

    /// The key as a header's value.
    pub(super) fn header_value(&self) -> Result<HeaderValue, Error> {
        self.value.clone().ok_or_else(not_a_header)
    }
}

impl<T: Into<Secret>> From<T> for ApiKey {
    fn from(key: T) -> Self {
        let key = key.into();
        Self { value: key.header_value(), key }
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey([redacted])")
    }
}

/// A token or key that no header can carry.
pub(super) fn not_a_header() -> Error {
    Error::invalid_request("a token or API key holds characters that no header can carry")
}
