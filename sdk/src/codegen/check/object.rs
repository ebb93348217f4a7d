//! Objects as structs. What a type says is a list of names; one visitor reads them all, and one loop writes them.
//!
//! serde's derive would write all this for each type again, and compilers would read it.

mod absent;
mod members;

use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};

use super::strict::{self, Read};
pub use members::{Given, Groups, Members, Open};

/// For each field in their order: its name, and the member's after it where it is another.
pub type Names = &'static [&'static [&'static str]];

/// What becomes of members that are no fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Others {
    /// Nothing.
    Ignored,
    /// They are an error.
    Refused,
    /// They are in a field of their own.
    Kept,
}

/// Reads the members of a struct of that name.
pub fn read_object<'de, M: Members<'de>, D: Deserializer<'de>>(
    deserializer: D,
    name: &'static str,
    names: Names,
    others: Others,
) -> Result<M, D::Error> {
    strict::within(deserializer, Reading { name, names, others, of: PhantomData })
}

/// Writes those of a struct's members that are there.
pub fn write_object<S: Serializer>(serializer: S, names: Names, members: &impl Given) -> Result<S::Ok, S::Error> {
    // Not counted first: whether a member is there is asked of it as it is written.
    let mut map = serializer.serialize_map(None)?;
    members.write(names, &mut map)?;
    map.end()
}

/// A member that is written whatever it is: others are absent where they are `None`.
pub struct Always<'a, T>(pub &'a T);

impl<T: Serialize> Serialize for Always<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_some(self.0)
    }
}

/// The name of the member at that place.
fn name(names: Names, place: usize) -> &'static str {
    names.get(place).and_then(|names| names.last()).copied().unwrap_or_default()
}

struct Reading<M> {
    name: &'static str,
    names: Names,
    others: Others,
    of: PhantomData<M>,
}

impl<'de, M: Members<'de>> Read<'de> for Reading<M> {
    type Out = M;

    fn read<D: Deserializer<'de>>(self, deserializer: D) -> Result<M, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, M: Members<'de>> Visitor<'de> for Reading<M> {
    type Value = M;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", self.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<M, A::Error> {
        let Self { names, others, .. } = self;
        let (mut slots, mut next) = (M::empty(), 0);
        while let Some(key) = members.next_key_seed(Key { names, others, next })? {
            match key {
                Found::Member(place) => {
                    next = place + 1;
                    M::read(&mut slots, place, names, &mut members)?;
                }
                Found::Other(name) => M::read_other(&mut slots, name, &mut members)?,
            }
        }
        M::finish(slots, names)
    }
}

/// Finds a name among those of the members.
struct Key {
    names: Names,
    others: Others,
    /// Where it most likely is: members mostly come in the same order.
    next: usize,
}

enum Found {
    Member(usize),
    /// Its name, where it is kept.
    Other(String),
}

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("field identifier")
    }

    fn visit_str<E: Error>(self, found: &str) -> Result<Found, E> {
        let names = self.names;
        let is_it = |place: &usize| name(names, *place) == found;
        let place = (self.next..names.len()).find(is_it).or_else(|| (0..self.next).find(is_it));
        match (place, self.others) {
            (Some(place), _) => Ok(Found::Member(place)),
            (None, Others::Refused) => Err(unknown(found, names)),
            (None, Others::Kept) => Ok(Found::Other(found.to_owned())),
            (None, Others::Ignored) => Ok(Found::Other(String::new())),
        }
    }
}

/// In the words of serde.
fn unknown<E: Error>(found: &str, names: Names) -> E {
    let known: Vec<String> = (0..names.len()).map(|place| format!("`{}`", name(names, place))).collect();
    match known.as_slice() {
        [] => E::custom(format_args!("unknown field `{found}`, there are no fields")),
        [one] => E::custom(format_args!("unknown field `{found}`, expected {one}")),
        [one, two] => E::custom(format_args!("unknown field `{found}`, expected {one} or {two}")),
        many => E::custom(format_args!("unknown field `{found}`, expected one of {}", many.join(", "))),
    }
}

/// Reading and writing for a struct: its fields; where a member has another name than its field, `field = "member"`, where
/// it is not written as it is, `field as Revealed`. Other members are `Ignored`, `Refused` or `Kept in` a field. More than
/// sixteen fields stand in groups, `a, b | c, d`, and more than sixteen groups in groups of their own, `a | b || c | d`.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($name:ident: $($field:ident $(= $member:literal)? $(as $way:ident)?),*; $others:ident) => {
        $crate::codegen::object!(@ $name $others [$($field)*] [$($field $($member)?,)*] this
            (($($field,)*)) (($($($crate::codegen::$way)?(&this.$field),)*)));
    };
    ($name:ident: $($field:ident $(= $member:literal)? $(as $way:ident)?),*; Kept in $rest:ident) => {
        $crate::codegen::object!(@ $name Kept [$($field)* $rest] [$($field $($member)?,)*] this
            ($crate::codegen::Open(($($field,)*), $rest))
            ($crate::codegen::Open(($($($crate::codegen::$way)?(&this.$field),)*), &this.$rest)));
    };
    ($name:ident: $($($($field:ident $(= $member:literal)? $(as $way:ident)?),*)|*)||*; $others:ident) => {
        $crate::codegen::object!(@ $name $others [$($($($field)*)*)*] [$($($($field $($member)?,)*)*)*] this
            ($crate::codegen::Groups(($($crate::codegen::Groups(($(($($field,)*),)*)),)*)))
            ($crate::codegen::Groups(($($crate::codegen::Groups(
                ($(($($($crate::codegen::$way)?(&this.$field),)*),)*)
            ),)*))));
    };
    ($name:ident: $($($($field:ident $(= $member:literal)? $(as $way:ident)?),*)|*)||*; Kept in $rest:ident) => {
        $crate::codegen::object!(@ $name Kept [$($($($field)*)*)* $rest] [$($($($field $($member)?,)*)*)*] this
            ($crate::codegen::Open(
                $crate::codegen::Groups(($($crate::codegen::Groups(($(($($field,)*),)*)),)*)), $rest
            ))
            ($crate::codegen::Open($crate::codegen::Groups(($($crate::codegen::Groups(
                ($(($($($crate::codegen::$way)?(&this.$field),)*),)*)
            ),)*)), &this.$rest)));
    };
    (@ $name:ident $others:ident [$($field:ident)*] [$($member:ident $($other:literal)?,)*] $this:ident
        ($read:pat) ($written:expr)) => {
        // A member may be called `foo`: its name is the document's.
        #[allow(deprecated, clippy::disallowed_names)]
        impl<'de> $crate::codegen::Deserialize<'de> for $name {
            fn deserialize<__D: $crate::codegen::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::std::result::Result<Self, __D::Error> {
                match $crate::codegen::read_object(
                    deserializer,
                    ::std::stringify!($name),
                    &[$(&[::std::stringify!($member) $(, $other)?]),*],
                    $crate::codegen::Others::$others,
                ) {
                    ::std::result::Result::Ok($read) => ::std::result::Result::Ok(Self { $($field),* }),
                    ::std::result::Result::Err(error) => ::std::result::Result::Err(error),
                }
            }
        }

        #[allow(deprecated)]
        impl $crate::codegen::Serialize for $name {
            fn serialize<__S: $crate::codegen::Serializer>(
                &self,
                serializer: __S,
            ) -> ::std::result::Result<__S::Ok, __S::Error> {
                let $this = self;
                $crate::codegen::write_object(
                    serializer,
                    &[$(&[::std::stringify!($member) $(, $other)?]),*],
                    &$written,
                )
            }
        }
    };
}
