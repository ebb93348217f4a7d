//! What scalars are refused with: serde's messages without the value, which may be a secret.

use std::fmt;

use serde::de::{Error, Expected, Unexpected};

/// The most words that a message lists.
const MOST_WORDS: usize = 12;

/// A scalar that is not what was asked for.
#[derive(Debug)]
pub(super) struct Mismatch(String);

impl Error for Mismatch {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self(format!("invalid type: {}, expected {expected}", noun(found)))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self(format!("invalid value: {}, expected {expected}", noun(found)))
    }

    fn unknown_variant(_word: &str, expected: &'static [&'static str]) -> Self {
        let mut words: Vec<String> = expected.iter().take(MOST_WORDS).map(|word| format!("`{word}`")).collect();
        if expected.len() > MOST_WORDS {
            words.push(format!("and {} more", expected.len() - MOST_WORDS));
        }
        Self(format!("unknown word, expected one of {}", words.join(", ")))
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Mismatch {}

fn noun(found: Unexpected<'_>) -> &'static str {
    match found {
        Unexpected::Bool(_) => "a boolean",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) => "an integer",
        Unexpected::Float(float) if float.fract() == 0.0 => "a number beyond 64 bits",
        Unexpected::Float(_) => "a number with a fraction",
        Unexpected::Str(_) | Unexpected::Char(_) => "a string",
        Unexpected::Unit | Unexpected::Option => "null",
        Unexpected::Seq => "an array",
        Unexpected::Map => "an object",
        _ => "another value",
    }
}
