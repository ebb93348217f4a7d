//! A string that never shows itself: redacted in `Debug`, wiped from memory when it is dropped.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::HeaderValue;
use serde::{Deserialize, Deserializer};
use zeroize::Zeroizing;

/// A secret string: a password, a token, an API key.
///
/// It has no `Display`, its `Debug` prints `[redacted]`, and its memory is overwritten when the last
/// owner drops it. [`expose`](Self::expose) is the one way to the text.
///
/// ```
/// let password = amplify_rest::Secret::new("hunter2");
/// assert_eq!(format!("{password:?}"), "Secret([redacted])");
/// assert_eq!(password.expose(), "hunter2");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Arc<Zeroizing<String>>);

impl Secret {
    /// Takes a string into keeping.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(Arc::new(Zeroizing::new(text.into())))
    }

    /// The text itself. Whoever calls this takes over the care for it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The text as a header's value, which shares the secret's memory; `None` where no header can carry it.
    pub(crate) fn header_value(&self) -> Option<HeaderValue> {
        struct Text(Secret);

        impl AsRef<[u8]> for Text {
            fn as_ref(&self) -> &[u8] {
                self.0.expose().as_bytes()
            }
        }

        let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(Text(self.clone()))).ok()?;
        value.set_sensitive(true);
        value.to_str().is_ok().then_some(value)
    }

    /// Whether this is the very same secret: no look at the text, and no word on whether another one has the same.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret([redacted])")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<&String> for Secret {
    fn from(text: &String) -> Self {
        Self::new(text.as_str())
    }
}

impl From<&Secret> for Secret {
    fn from(secret: &Secret) -> Self {
        secret.clone()
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}
