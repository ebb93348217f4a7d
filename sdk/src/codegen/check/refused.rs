//! Why a value was refused: where in it, and what was asked. The value itself is never shown, it may be a secret.

use std::borrow::Cow;
use std::fmt;

/// A value that breaks what its schema asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pointer: String,
    message: Cow<'static, str>,
}

impl Refused {
    pub(super) fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self { pointer: String::new(), message: message.into() }
    }

    pub(super) fn at(pointer: String, message: impl Into<Cow<'static, str>>) -> Self {
        Self { pointer, message: message.into() }
    }

    /// The JSON pointer from the checked value to the part that is wrong; empty for the value itself.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.pointer.is_empty() {
            write!(f, "`{}`: ", self.pointer)?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refused {}
