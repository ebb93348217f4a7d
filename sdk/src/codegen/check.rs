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

use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

pub use amount::Amount;
pub use constants::{Constants, read_constant, write_constant};
pub use nullable::Nullable;
pub use refused::Refused;
pub use reveal::{Reveal, reveal};
pub use rule::{Kind, Literal, Rule, Rules};
use strict::Read;
pub use strict::Strict;
pub use union::{Alternative, fits, read_union, read_value};
pub use words::{text_of, word_of};
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

/// A type that serde's derive reads, with `remote = "Self"`.
pub trait Exact: Sized {
    /// What the derive made.
    fn derived<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// Reads an [`Exact`] type through [`Strict`].
pub fn read_exact<'de, T: Exact, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    strict::within::<Derived<T>, D>(deserializer)
}

/// Reads what stands inside a [`Checked`] type, and checks it first.
pub fn read_checked<'de, T, D>(deserializer: D) -> Result<T::Inner, D::Error>
where
    T: Checked,
    T::Inner: DeserializeOwned,
    D: Deserializer<'de>,
{
    let value = strict::within::<AnyValue, D>(deserializer)?;
    check(&value, T::RULES).map_err(D::Error::custom)?;
    T::Inner::deserialize(Strict::new(value)).map_err(D::Error::custom)
}

/// Reads the members that are no fields of a struct as strictly as those that are.
pub fn read_others<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::deserialize(Strict::new(deserializer))
}

struct Derived<T>(PhantomData<T>);

impl<T: Exact> Read for Derived<T> {
    type Out = T;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        T::derived(deserializer)
    }
}

struct AnyValue;

impl Read for AnyValue {
    type Out = Value;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
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

/// Reading and writing for a type whose serde derive is `remote = "Self"`: members only from objects, `null` only where
/// it is allowed, `1.0` as the integer it is.
#[doc(hidden)]
#[macro_export]
macro_rules! __exact {
    ($name:ident) => {
        impl $crate::codegen::Exact for $name {
            fn derived<'de, __D: ::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::std::result::Result<Self, __D::Error> {
                $name::deserialize(deserializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<__D: ::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::std::result::Result<Self, __D::Error> {
                $crate::codegen::read_exact(deserializer)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<__S: ::serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::std::result::Result<__S::Ok, __S::Error> {
                $name::serialize(self, serializer)
            }
        }
    };
}

/// Reading for a union: the first alternative that fits.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($name:ident: $($variant:ident),*) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<__D: ::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::std::result::Result<Self, __D::Error> {
                $crate::codegen::read_union(
                    deserializer,
                    &[$((::std::stringify!($variant), |value| {
                        $crate::codegen::read_value(value).map(Self::$variant)
                    })),*],
                )
            }
        }
    };
}

/// Everything that a [`Checked`] type can do.
#[doc(hidden)]
#[macro_export]
macro_rules! __checked {
    ($name:ident) => {
        $crate::codegen::checked!($name, ::serde::Serialize::serialize);
    };
    ($name:ident, $serialize:path) => {
        impl $name {
            /// The value inside.
            #[must_use]
            pub fn into_inner(self) -> <Self as $crate::codegen::Checked>::Inner {
                self.0
            }
        }

        impl ::std::ops::Deref for $name {
            type Target = <Self as $crate::codegen::Checked>::Inner;

            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }

        impl ::std::convert::TryFrom<<$name as $crate::codegen::Checked>::Inner> for $name {
            type Error = $crate::codegen::Refused;

            fn try_from(
                inner: <Self as $crate::codegen::Checked>::Inner,
            ) -> ::std::result::Result<Self, $crate::codegen::Refused> {
                let unchecked = Self(inner);
                $crate::codegen::check_inner::<Self>(&unchecked)?;
                ::std::result::Result::Ok(unchecked)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<__D: ::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::std::result::Result<Self, __D::Error> {
                $crate::codegen::read_checked::<Self, __D>(deserializer).map(Self)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<__S: ::serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::std::result::Result<__S::Ok, __S::Error> {
                $serialize(&self.0, serializer)
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

/// Everything that an enum of strings can do.
#[doc(hidden)]
#[macro_export]
macro_rules! __words {
    ($name:ident) => {
        impl $name {
            /// The word as it is written.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                $crate::codegen::text_of(&self)
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

        $crate::codegen::exact!($name);
    };
}

/// Everything that an enum of other values can do.
#[doc(hidden)]
#[macro_export]
macro_rules! __constants {
    ($name:ident) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<__D: ::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::std::result::Result<Self, __D::Error> {
                $crate::codegen::read_constant(deserializer)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<__S: ::serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::std::result::Result<__S::Ok, __S::Error> {
                $crate::codegen::write_constant(self, serializer)
            }
        }
    };
}

pub use crate::{
    __checked as checked, __constants as constants, __exact as exact, __json_schema as json_schema, __union as union,
    __words as words,
};
