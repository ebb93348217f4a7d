//! What types made from JSON Schemas call when they are read, made and written.
//!
//! The generated types hold plain data: words, constants, rules. All behaviour is here, once.

mod amount;
mod canonical;
mod constants;
mod evaluate;
mod format;
mod mismatch;
mod nullable;
mod number;
mod object;
mod path;
#[cfg(feature = "pattern")]
mod pattern;
mod refused;
mod reveal;
mod rule;
mod strict;
mod union;
mod words;
mod written;

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

pub use amount::Amount;
pub use constants::{Constants, read_constant, write_constant};
pub use nullable::Nullable;
pub use object::{Always, Given, Groups, Members, Names, Open, Others, read_object, write_object};
pub use refused::Refused;
pub use reveal::{Reveal, Revealed};
pub use rule::{Kind, Literal, Rule, Rules};
use strict::Read;
pub use strict::Strict;
pub use union::{Alternative, fits, read_union, read_value};
pub use words::{Words, read_word, word, word_of};
pub use written::{Format, Written};

/// A type that holds another one of which more is asked than its type says.
pub trait Checked {
    /// The type inside.
    type Inner;
    /// What is asked of it, over its JSON value.
    const RULES: Rules;
}

/// Whether a value holds to the rules; the first that it breaks, where not.
pub fn check(value: &Value, rules: Rules) -> Result<(), Refused> {
    evaluate::check(value, rules)
}

/// Reads what stands inside a [`Checked`] type, and checks it first.
pub fn read_checked<'de, T, D>(deserializer: D) -> Result<T::Inner, D::Error>
where
    T: Checked,
    T::Inner: DeserializeOwned,
    D: Deserializer<'de>,
{
    let value = strict::within(deserializer, AnyValue)?;
    check(&value, T::RULES).map_err(D::Error::custom)?;
    T::Inner::deserialize(Strict::new(value)).map_err(D::Error::custom)
}

struct AnyValue;

impl<'de> Read<'de> for AnyValue {
    type Out = Value;

    fn read<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }
}

/// Checks what a program wants to put into a [`Checked`] type.
pub fn check_inner<T: Checked>(inner: &impl Serialize) -> Result<(), Refused> {
    if T::RULES.is_empty() {
        return Ok(());
    }
    match serde_json::to_value(inner) {
        Ok(value) => check(&value, T::RULES),
        Err(error) => Err(Refused::new(error.to_string())),
    }
}

/// Everything that a [`Checked`] type can do: its name, what is inside, and the rules; secrets are written `as Revealed`.
#[doc(hidden)]
#[macro_export]
macro_rules! __checked {
    ($name:ident($inner:ty $(as $way:ident)?), $rules:expr) => {
        impl $crate::codegen::Checked for $name {
            type Inner = $inner;
            const RULES: $crate::codegen::Rules = $rules;
        }

        impl $name {
            /// The value inside.
            #[must_use]
            pub fn into_inner(self) -> $inner {
                self.0
            }
        }

        impl ::std::ops::Deref for $name {
            type Target = $inner;

            fn deref(&self) -> &$inner {
                &self.0
            }
        }

        impl ::std::convert::TryFrom<$inner> for $name {
            type Error = $crate::codegen::Refused;

            fn try_from(inner: $inner) -> ::std::result::Result<Self, $crate::codegen::Refused> {
                let unchecked = Self(inner);
                match $crate::codegen::check_inner::<Self>(&unchecked) {
                    ::std::result::Result::Ok(()) => ::std::result::Result::Ok(unchecked),
                    ::std::result::Result::Err(refused) => ::std::result::Result::Err(refused),
                }
            }
        }

        impl<'de> $crate::codegen::Deserialize<'de> for $name {
            fn deserialize<__D: $crate::codegen::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::std::result::Result<Self, __D::Error> {
                match $crate::codegen::read_checked::<Self, __D>(deserializer) {
                    ::std::result::Result::Ok(inner) => ::std::result::Result::Ok(Self(inner)),
                    ::std::result::Result::Err(error) => ::std::result::Result::Err(error),
                }
            }
        }

        impl $crate::codegen::Serialize for $name {
            fn serialize<__S: $crate::codegen::Serializer>(
                &self,
                serializer: __S,
            ) -> ::std::result::Result<__S::Ok, __S::Error> {
                $crate::codegen::Serialize::serialize(&$($crate::codegen::$way)?(&self.0), serializer)
            }
        }
    };
}

/// A type's description for `schemars` (whose path comes first): JSON text, and between its pieces the types whose
/// descriptions it refers to.
#[doc(hidden)]
#[macro_export]
macro_rules! __json_schema {
    ([$($schemars:tt)*] $name:ident: $first:literal $(, $part:ty, $text:literal)*) => {
        impl $($schemars)*::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::stringify!($name).into()
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                ::std::concat!(::std::module_path!(), "::", ::std::stringify!($name)).into()
            }

            fn json_schema(generator: &mut $($schemars)*::SchemaGenerator) -> $($schemars)*::Schema {
                let _ = &generator;
                let pieces = [
                    ::std::string::String::from($first)
                    $(, generator.subschema_for::<$part>().as_value().to_string(), $text.into())*
                ];
                ::serde_json::from_str(&pieces.concat()).unwrap_or_default()
            }
        }
    };
}

pub use crate::{
    __checked as checked, __constants as constants, __json_schema as json_schema, __object as object, __union as union,
    __words as words,
};
