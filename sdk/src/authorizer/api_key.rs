//! The key of a usage plan.

use crate::Secret;

/// An API key, sent as `x-api-key`. A secret: never shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey(Secret);

impl ApiKey {
    /// The key itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl<T: Into<Secret>> From<T> for ApiKey {
    fn from(key: T) -> Self {
        Self(key.into())
    }
}
