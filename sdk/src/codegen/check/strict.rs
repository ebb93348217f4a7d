//! A deserializer around another one that reads as JSON Schema does.
//!
//! serde is more generous in some ways and less in others: structs may be read from arrays, `null` is a missing
//! `Option`, and `1.0` is no integer. Everything else passes through as it comes.

use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};

use super::mismatch::Mismatch;
use super::number;

/// See this module.
pub struct Strict<D> {
    inner: D,
    null_is_allowed: bool,
}

impl<D> Strict<D> {
    /// Around any deserializer.
    pub fn new(inner: D) -> Self {
        Self { inner, null_is_allowed: false }
    }

    /// Likewise, and `null` is a missing `Option`.
    pub(super) fn with_null(inner: D) -> Self {
        Self { inner, null_is_allowed: true }
    }
}

/// Something that is read from a [`Strict`] deserializer.
pub(super) trait Read<'de> {
    /// What comes out.
    type Out;

    /// Reads it.
    fn read<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Out, D::Error>;
}

/// Reads through one [`Strict`], whether there is one around the deserializer already or not.
pub(super) fn within<'de, R: Read<'de>, D: Deserializer<'de>>(deserializer: D, read: R) -> Result<R::Out, D::Error> {
    deserializer.deserialize_newtype_struct("Strict", Inside(read))
}

struct Inside<R>(R);

impl<'de, R: Read<'de>> Visitor<'de> for Inside<R> {
    type Value = R::Out;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    /// Deserializers of a bare string show it, whatever they are asked for.
    fn visit_str<E: Error>(self, text: &str) -> Result<R::Out, E> {
        self.0.read(Strict::new(text.into_deserializer()))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<R::Out, D::Error> {
        self.0.read(Strict::new(deserializer))
    }
}

macro_rules! pass {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.inner.$method(Watch(visitor))
        })*
    };
}

/// Deserializers that are asked for a kind of value show one of another kind in their message: they are asked for any.
macro_rules! any {
    ($wrapped:expr => $($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.inner.deserialize_any(Watch($wrapped(visitor)))
        })*
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Strict<D> {
    type Error = D::Error;

    pass! { deserialize_bytes deserialize_byte_buf deserialize_identifier deserialize_ignored_any }

    any! { std::convert::identity =>
        deserialize_any deserialize_bool deserialize_char deserialize_str deserialize_string deserialize_unit
        deserialize_seq deserialize_map
    }

    any! { number::Number =>
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128 deserialize_u8
        deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32
    }

    any! { number::Double => deserialize_f64 }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        if self.null_is_allowed { self.inner.deserialize_option(Watch(visitor)) } else { visitor.visit_some(self) }
    }

    /// Types of this module ask for what is inside, to put their own strictness around it: otherwise one would be put
    /// around the other without end, at compile time.
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        visitor.visit_newtype_struct(self.inner)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.inner.deserialize_any(Watch(Members(visitor)))
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_unit_struct(name, Watch(visitor))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _length: usize, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_any(Watch(visitor))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.inner.deserialize_tuple_struct(name, length, Watch(visitor))
    }

    /// Enums are words: only a string will do.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.inner.deserialize_any(Watch(Word(visitor)))
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}

/// The visitor that sees values before the one inside does.
struct Watch<V>(V);

macro_rules! show {
    ($($method:ident: $of:ty,)*) => {
        $(fn $method<E: Error>(self, value: $of) -> Result<V::Value, E> {
            self.0.$method::<Mismatch>(value).map_err(E::custom)
        })*
    };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Watch<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    show! {
        visit_bool: bool,
        visit_i8: i8,
        visit_i16: i16,
        visit_i32: i32,
        visit_i64: i64,
        visit_i128: i128,
        visit_u8: u8,
        visit_u16: u16,
        visit_u32: u32,
        visit_u64: u64,
        visit_u128: u128,
        visit_f32: f32,
        visit_char: char,
        visit_str: &str,
        visit_borrowed_str: &'de str,
        visit_string: String,
        visit_bytes: &[u8],
        visit_borrowed_bytes: &'de [u8],
        visit_byte_buf: Vec<u8>,
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<V::Value, E> {
        whole(value, self.0).map_err(E::custom)
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none::<Mismatch>().map_err(E::custom)
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit::<Mismatch>().map_err(E::custom)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Strict::new(deserializer))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.0.visit_newtype_struct(Strict::new(deserializer))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(Watch(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Watch(members))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<V::Value, A::Error> {
        self.0.visit_enum(access)
    }
}

/// Hands an object on, and nothing else: serde's structs would take an array.
struct Members<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Members<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(members)
    }
}

/// Shows a float to a visitor: without a fraction as the integer that it is.
pub(super) fn whole<'de, V: Visitor<'de>>(value: f64, visitor: V) -> Result<V::Value, Mismatch> {
    // 2^63 and 2^64 are floats themselves, so that the comparisons and casts are exact.
    const I64_END: f64 = 9_223_372_036_854_775_808.0;
    const U64_END: f64 = 18_446_744_073_709_551_616.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and in range")]
    match value {
        whole if whole.fract() == 0.0 && (0.0..U64_END).contains(&whole) => visitor.visit_u64(whole as u64),
        whole if whole.fract() == 0.0 && (-I64_END..0.0).contains(&whole) => visitor.visit_i64(whole as i64),
        other => visitor.visit_f64(other),
    }
}

/// Hands a string on as the variant of that name.
struct Word<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Word<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<V::Value, E> {
        let word: StrDeserializer<'_, Mismatch> = word.into_deserializer();
        self.0.visit_enum(word).map_err(E::custom)
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Watch<A> {
    type Error = A::Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, A::Error> {
        self.0.next_element_seed(Within(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Watch<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        self.0.next_key_seed(seed)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, A::Error> {
        self.0.next_value_seed(Within(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

/// Carries the strictness into what stands inside.
struct Within<T>(T);

impl<'de, T: DeserializeSeed<'de>> DeserializeSeed<'de> for Within<T> {
    type Value = T::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T::Value, D::Error> {
        self.0.deserialize(Strict::new(deserializer))
    }
}
