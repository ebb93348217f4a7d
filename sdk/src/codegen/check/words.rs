//! Enums of strings: what serde's derive knows of them, for programs.

use std::fmt;

use serde::Serialize;
use serde::de::value::{Error as Mistake, StrDeserializer};
use serde::de::{Deserialize, IntoDeserializer};
use serde::ser::{Impossible, Serializer};

use super::Refused;

/// The word of a variant.
pub fn text_of(variant: &impl Serialize) -> &'static str {
    variant.serialize(Word).unwrap_or_default()
}

/// The variant of a word.
pub fn word_of<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, Refused> {
    let deserializer: StrDeserializer<'de, Mistake> = text.into_deserializer();
    T::deserialize(deserializer).map_err(|_| Refused::new("the word is none of those that are allowed"))
}

/// Takes the name of a unit variant, and nothing else.
struct Word;

/// Not a unit variant.
#[derive(Debug)]
struct NoWord;

impl fmt::Display for NoWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a word")
    }
}

impl std::error::Error for NoWord {}

impl serde::ser::Error for NoWord {
    fn custom<T: fmt::Display>(_message: T) -> Self {
        Self
    }
}

macro_rules! none {
    ($($method:ident($($of:ty),*) -> $ok:ty;)*) => {
        $(fn $method(self, $(_: $of),*) -> Result<$ok, NoWord> {
            Err(NoWord)
        })*
    };
}

impl Serializer for Word {
    type Ok = &'static str;
    type Error = NoWord;
    type SerializeSeq = Impossible<&'static str, NoWord>;
    type SerializeTuple = Impossible<&'static str, NoWord>;
    type SerializeTupleStruct = Impossible<&'static str, NoWord>;
    type SerializeTupleVariant = Impossible<&'static str, NoWord>;
    type SerializeMap = Impossible<&'static str, NoWord>;
    type SerializeStruct = Impossible<&'static str, NoWord>;
    type SerializeStructVariant = Impossible<&'static str, NoWord>;

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<&'static str, NoWord> {
        Ok(variant)
    }

    none! {
        serialize_bool(bool) -> &'static str;
        serialize_i8(i8) -> &'static str;
        serialize_i16(i16) -> &'static str;
        serialize_i32(i32) -> &'static str;
        serialize_i64(i64) -> &'static str;
        serialize_u8(u8) -> &'static str;
        serialize_u16(u16) -> &'static str;
        serialize_u32(u32) -> &'static str;
        serialize_u64(u64) -> &'static str;
        serialize_f32(f32) -> &'static str;
        serialize_f64(f64) -> &'static str;
        serialize_char(char) -> &'static str;
        serialize_str(&str) -> &'static str;
        serialize_bytes(&[u8]) -> &'static str;
        serialize_none() -> &'static str;
        serialize_unit() -> &'static str;
        serialize_unit_struct(&'static str) -> &'static str;
        serialize_seq(Option<usize>) -> Self::SerializeSeq;
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_map(Option<usize>) -> Self::SerializeMap;
        serialize_struct(&'static str, usize) -> Self::SerializeStruct;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }

    fn serialize_some<T: ?Sized + Serialize>(self, _value: &T) -> Result<&'static str, NoWord> {
        Err(NoWord)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        _name: &'static str,
        _value: &T,
    ) -> Result<&'static str, NoWord> {
        Err(NoWord)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _value: &T,
    ) -> Result<&'static str, NoWord> {
        Err(NoWord)
    }
}
