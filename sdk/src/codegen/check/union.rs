//! Unions: enums of types, read as the first alternative that fits. Where none does, the message names each with why.

use serde::Deserializer;
use serde::de::{DeserializeOwned, Error as _};
use serde_json::Value;

use super::strict::{self, Strict};
use super::{AnyValue, Refused};

/// A variant's name, and how a value becomes one.
pub type Alternative<T> = (&'static str, fn(&Value) -> Result<T, Refused>);

/// The most alternatives of which a message says why they don't fit.
const MOST_TOLD: usize = 5;
/// The most characters of a reason.
const LONGEST_REASON: usize = 120;

/// Reads the first alternative that fits.
pub fn read_union<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    alternatives: &[Alternative<T>],
) -> Result<T, D::Error> {
    let value = strict::within(deserializer, AnyValue)?;
    let mut reasons = Vec::new();
    for (name, read) in alternatives {
        match read(&value) {
            Ok(read) => return Ok(read),
            Err(refused) => reasons.push((*name, refused)),
        }
    }
    Err(D::Error::custom(none_fits(reasons.into_iter())))
}

/// Reads a type from a value. What is refused has its place in it.
pub fn read_value<T: DeserializeOwned>(value: &Value) -> Result<T, Refused> {
    serde_path_to_error::deserialize(Strict::new(value)).map_err(|error| {
        let pointer = crate::codegen::pointer(error.path());
        Refused::at(pointer, error.into_inner().to_string())
    })
}

/// Whether a type can be read from a value.
pub fn fits<T: DeserializeOwned>(value: &Value) -> Result<(), Refused> {
    read_value::<T>(value).map(drop)
}

/// Why no alternative fits.
pub(super) fn none_fits<N: std::fmt::Display>(reasons: impl ExactSizeIterator<Item = (N, Refused)>) -> String {
    let more = reasons.len().saturating_sub(MOST_TOLD);
    let mut told: Vec<String> = reasons
        .take(MOST_TOLD)
        .map(|(name, refused)| {
            let reason = refused.to_string();
            match reason.char_indices().nth(LONGEST_REASON) {
                Some((end, _)) => format!("{name}: {}…", &reason[..end]),
                None => format!("{name}: {reason}"),
            }
        })
        .collect();
    if more > 0 {
        told.push(format!("and {more} more"));
    }
    format!("the value fits none of the alternatives ({})", told.join("; "))
}

/// Reading and writing for a union: the first alternative that fits.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($name:ident: $($variant:ident $(as $way:ident)?),*) => {
        #[allow(deprecated)]
        impl<'de> $crate::codegen::Deserialize<'de> for $name {
            fn deserialize<__D: $crate::codegen::Deserializer<'de>>(
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

        #[allow(deprecated)]
        impl $crate::codegen::Serialize for $name {
            fn serialize<__S: $crate::codegen::Serializer>(
                &self,
                serializer: __S,
            ) -> ::std::result::Result<__S::Ok, __S::Error> {
                match self {
                    $(Self::$variant(value) => $crate::codegen::Serialize::serialize(
                        $(&$crate::codegen::$way)?(value), serializer,
                    ),)*
                }
            }
        }
    };
}
