//! Strings of a format as values of the library that knows it best, with the text that they were read from: what is
//! written again is what was read, though a library may spell it otherwise.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Deref;
use std::str::FromStr;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Refused, format};

/// A type whose values are strings of a format.
pub trait Format: Sized {
    /// What JSON Schema calls the format.
    const NAME: &'static str;

    /// The value of a text that has the format, where the type has one.
    fn parse(text: &str) -> Option<Self>;

    /// The text of a value.
    fn text(&self) -> String;
}

/// A value and the text that it was read from. Two are equal if their texts are.
#[derive(Clone)]
pub struct Written<T> {
    value: T,
    text: String,
}

impl<T: Format> Written<T> {
    /// A value, with the text that its library gives it. Refused where that is not of the format: a negative duration.
    pub fn new(value: T) -> Result<Self, Refused> {
        let text = value.text();
        if format::has(&text, T::NAME) { Ok(Self { value, text }) } else { Err(refused::<T>()) }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The value.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T: Format> FromStr for Written<T> {
    type Err = Refused;

    fn from_str(text: &str) -> Result<Self, Refused> {
        let value = T::parse(text).filter(|_| format::has(text, T::NAME)).ok_or_else(refused::<T>)?;
        Ok(Self { value, text: text.to_owned() })
    }
}

fn refused<T: Format>() -> Refused {
    Refused::new(format!("a string lacks the format: {:?} is asked", T::NAME))
}

impl<T> Deref for Written<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> PartialEq for Written<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Written<T> {}

impl<T> Hash for Written<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<T> fmt::Debug for Written<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

impl<T> fmt::Display for Written<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

impl<T> Serialize for Written<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de, T: Format> Deserialize<'de> for Written<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

macro_rules! formats {
    ($($(#[$feature:meta])? $name:literal, $of:ty, $parse:expr, $text:expr;)*) => {
        $($(#[$feature])?
        impl Format for $of {
            const NAME: &'static str = $name;

            fn parse(text: &str) -> Option<Self> {
                let parse: fn(&str) -> Option<Self> = $parse;
                parse(text)
            }

            fn text(&self) -> String {
                let text: fn(&Self) -> String = $text;
                text(self)
            }
        })*
    };
}

formats! {
    "ipv4", Ipv4Addr, |text| text.parse().ok(), ToString::to_string;
    "ipv6", Ipv6Addr, |text| text.parse().ok(), ToString::to_string;
    "byte", Vec<u8>, |text| BASE64_STANDARD.decode(text).ok(), |bytes| BASE64_STANDARD.encode(bytes);
    #[cfg(feature = "uuid")]
    "uuid", crate::codegen::formats::Uuid, |text| text.parse().ok(), ToString::to_string;
    #[cfg(feature = "jiff")]
    "date-time", crate::codegen::formats::Timestamp, |text| nanoseconds(text).parse().ok(), ToString::to_string;
    #[cfg(feature = "jiff")]
    "date", crate::codegen::formats::Date, |text| text.parse().ok(), ToString::to_string;
    #[cfg(feature = "jiff")]
    "duration", crate::codegen::formats::Span, |text| text.parse().ok(), ToString::to_string;
    #[cfg(feature = "fluent-uri")]
    "uri", crate::codegen::formats::Uri, |text| text.parse().ok(), ToString::to_string;
    #[cfg(feature = "fluent-uri")]
    "uri-reference", crate::codegen::formats::UriReference, |text| text.parse().ok(), ToString::to_string;
}

/// A date-time without what comes after its nanoseconds.
#[cfg(feature = "jiff")]
fn nanoseconds(text: &str) -> String {
    const DIGITS: usize = 9;
    let Some((before, after)) = text.split_once('.') else { return text.to_owned() };
    let end = after.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(after.len());
    format!("{before}.{}{}", &after[..end.min(DIGITS)], &after[end..])
}
