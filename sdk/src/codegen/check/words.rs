//! Enums of strings.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};

use super::Refused;
use super::strict::{self, Read};

/// An enum whose variants are words.
pub trait Words: Copy + 'static {
    /// The type's name.
    const NAME: &'static str;
    /// The variants in their order.
    const VARIANTS: &'static [Self];
    /// The word of each.
    const WORDS: &'static [&'static str];
}

/// The word of the variant at that place.
#[must_use]
pub fn word<T: Words>(place: usize) -> &'static str {
    T::WORDS.get(place).copied().unwrap_or_default()
}

/// The variant of a word.
pub fn word_of<T: Words>(text: &str) -> Result<T, Refused> {
    find(text).ok_or_else(|| Refused::new("the word is none of those that are allowed"))
}

fn find<T: Words>(text: &str) -> Option<T> {
    let place = T::WORDS.iter().position(|word| *word == text)?;
    T::VARIANTS.get(place).copied()
}

/// Reads a word.
pub fn read_word<'de, T: Words, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    strict::within(deserializer, Word(PhantomData))
}

struct Word<T>(PhantomData<T>);

impl<'de, T: Words> Read<'de> for Word<T> {
    type Out = T;

    fn read<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<T: Words> Visitor<'_> for Word<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "enum {}", T::NAME)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        find(text).ok_or_else(|| E::unknown_variant(text, T::WORDS))
    }
}

/// Everything that an enum of strings can do: its variants in their order, and the word of each.
#[doc(hidden)]
#[macro_export]
macro_rules! __words {
    ($name:ident: $($variant:ident = $word:literal),*) => {
        impl $crate::codegen::Words for $name {
            const NAME: &'static str = ::std::stringify!($name);
            const VARIANTS: &'static [Self] = &[$(Self::$variant),*];
            const WORDS: &'static [&'static str] = &[$($word),*];
        }

        impl $name {
            /// The word as it is written.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                $crate::codegen::word::<Self>(self as usize)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::codegen::Refused;

            fn from_str(text: &str) -> ::std::result::Result<Self, $crate::codegen::Refused> {
                $crate::codegen::word_of(text)
            }
        }

        impl<'de> $crate::codegen::Deserialize<'de> for $name {
            fn deserialize<__D: $crate::codegen::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::std::result::Result<Self, __D::Error> {
                $crate::codegen::read_word(deserializer)
            }
        }

        impl $crate::codegen::Serialize for $name {
            fn serialize<__S: $crate::codegen::Serializer>(
                &self,
                serializer: __S,
            ) -> ::std::result::Result<__S::Ok, __S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}
