//! Enums of values that are not all strings.

use serde::de::Error as _;
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::{Amount, Literal, canonical};

/// An enum whose variants are values.
pub trait Constants: Copy + PartialEq + 'static {
    /// Each value and its variant.
    const CONSTANTS: &'static [(Literal, Self)];
}

/// Reads one of the values.
pub fn read_constant<'de, T: Constants, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let value = Value::deserialize(deserializer)?;
    let mut known = T::CONSTANTS.iter();
    known
        .find(|(literal, _)| canonical::equals(&value, literal))
        .map(|(_, variant)| *variant)
        .ok_or_else(|| D::Error::custom("the value is none of those that are allowed"))
}

/// Writes a variant's value.
pub fn write_constant<T: Constants, S: Serializer>(variant: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut known = T::CONSTANTS.iter();
    match known.find(|(_, known)| known == variant) {
        Some((literal, _)) => literal.serialize(serializer),
        None => serializer.serialize_unit(),
    }
}

impl Serialize for Literal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Boolean(boolean) => serializer.serialize_bool(*boolean),
            Self::Number(Amount::Float(float)) => serializer.serialize_f64(*float),
            Self::Number(Amount::Integer(integer)) => match (i64::try_from(*integer), u64::try_from(*integer)) {
                (Ok(integer), _) => serializer.serialize_i64(integer),
                (_, Ok(integer)) => serializer.serialize_u64(integer),
                _ => serializer.serialize_i128(*integer),
            },
            Self::String(text) => serializer.serialize_str(text),
            Self::Array(elements) => {
                let mut list = serializer.serialize_seq(Some(elements.len()))?;
                for element in *elements {
                    list.serialize_element(element)?;
                }
                list.end()
            }
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in *members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

/// Everything that an enum of other values can do.
#[doc(hidden)]
#[macro_export]
macro_rules! __constants {
    ($name:ident) => {
        impl<'de> $crate::codegen::Deserialize<'de> for $name {
            fn deserialize<__D: $crate::codegen::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::std::result::Result<Self, __D::Error> {
                $crate::codegen::read_constant(deserializer)
            }
        }

        impl $crate::codegen::Serialize for $name {
            fn serialize<__S: $crate::codegen::Serializer>(
                &self,
                serializer: __S,
            ) -> ::std::result::Result<__S::Ok, __S::Error> {
                $crate::codegen::write_constant(self, serializer)
            }
        }
    };
}
