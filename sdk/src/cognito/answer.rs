//! An answer of Cognito's, taken apart member by member.
//!
//! Serde's derive would do it, too, for three shapes and with five crates, a parser of Rust among them. Nothing of an answer
//! is ever shown: each holds secrets.

use serde_json::{Map, Value};

use crate::error::Kind;
use crate::{Error, Secret};

/// What an operation answered. A member that is `null`, or not what it is asked for as, is none.
pub(super) struct Answer {
    operation: &'static str,
    members: Map<String, Value>,
}

impl Answer {
    pub(super) fn new(operation: &'static str, members: Map<String, Value>) -> Self {
        Self { operation, members }
    }

    /// Takes an object out.
    pub(super) fn object(&mut self, name: &str) -> Option<Self> {
        match self.members.remove(name) {
            Some(Value::Object(members)) => Some(Self { operation: self.operation, members }),
            _ => None,
        }
    }

    /// Takes a text out.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        match self.members.remove(name) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        }
    }

    /// Takes a secret out; nobody else has it then.
    pub(super) fn secret(&mut self, name: &str) -> Option<Secret> {
        self.text(name).map(Secret::new)
    }

    /// Takes out, in one of these ways, what must be there.
    pub(super) fn required<T>(&mut self, take: fn(&mut Self, &str) -> Option<T>, name: &str) -> Result<T, Error> {
        take(self, name)
            .ok_or_else(|| Error::new(Kind::Body, format!("Cognito {}: the answer has no {name}", self.operation)))
    }

    /// A text that stays where it is.
    pub(super) fn peek(&self, name: &str) -> Option<&str> {
        self.members.get(name)?.as_str()
    }

    pub(super) fn number(&self, name: &str) -> Option<f64> {
        self.members.get(name)?.as_f64()
    }
}
