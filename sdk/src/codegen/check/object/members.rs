//! The members of a struct as a tuple of their types: read in any order, and written in that of the fields.

use std::collections::BTreeMap;

use serde::de::{Deserialize, Error, IgnoredAny, MapAccess};
use serde::ser::{Serialize, SerializeMap};

use super::absent::{Missing, is_absent};
use super::{Names, name};

/// What a struct's members are read into: tuples of up to sixteen types, and [`Groups`] of such.
pub trait Members<'de>: Sized {
    /// Room for those that were read.
    type Slots;
    /// How many there are.
    const COUNT: usize;

    /// None was read.
    fn empty() -> Self::Slots;
    /// Reads the one at that place.
    fn read<A: MapAccess<'de>>(
        slots: &mut Self::Slots,
        place: usize,
        names: Names,
        members: &mut A,
    ) -> Result<(), A::Error>;
    /// Reads one that has no place.
    fn read_other<A: MapAccess<'de>>(_slots: &mut Self::Slots, _name: String, members: &mut A) -> Result<(), A::Error> {
        members.next_value::<IgnoredAny>().map(drop)
    }
    /// All, if all were read that must be there.
    fn finish<E: Error>(slots: Self::Slots, names: Names) -> Result<Self, E>;
}

/// What a struct's members are written from: tuples of references, and [`Groups`] of such.
pub trait Given {
    /// How many there may be.
    const COUNT: usize;

    /// Writes them.
    fn write<S: SerializeMap>(&self, names: Names, map: &mut S) -> Result<(), S::Error>;
}

/// Tuples of tuples: of structs that have more members than one tuple.
pub struct Groups<T>(pub T);

/// A struct's members, and all others by name.
pub struct Open<M, O>(pub M, pub O);

fn read_into<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    slot: &mut Option<T>,
    name: &'static str,
    members: &mut A,
) -> Result<(), A::Error> {
    if slot.is_some() {
        return Err(A::Error::duplicate_field(name));
    }
    *slot = Some(members.next_value()?);
    Ok(())
}

fn there<'de, T: Deserialize<'de>, E: Error>(slot: Option<T>, name: &'static str) -> Result<T, E> {
    match slot {
        Some(value) => Ok(value),
        None => T::deserialize(Missing::new(name)),
    }
}

fn write_one<S: SerializeMap>(value: &impl Serialize, name: &'static str, map: &mut S) -> Result<(), S::Error> {
    if is_absent(value) { Ok(()) } else { map.serialize_entry(name, value) }
}

/// The names behind the first ones.
fn behind(names: Names, first: usize) -> Names {
    names.get(first..).unwrap_or_default()
}

macro_rules! tuples {
    ($($of:ident $place:tt)*; $next:ident $next_place:tt $($rest:tt)*) => {
        tuples!(@one $($of $place)*);
        tuples!($($of $place)* $next $next_place; $($rest)*);
    };
    ($($of:ident $place:tt)*;) => {
        tuples!(@one $($of $place)*);
    };
    (@one $($of:ident $place:tt)*) => {
        impl<'de, $($of: Deserialize<'de>),*> Members<'de> for ($($of,)*) {
            type Slots = ($(Option<$of>,)*);
            const COUNT: usize = [$(stringify!($of)),*].len();

            fn empty() -> Self::Slots {
                ($(None::<$of>,)*)
            }

            fn read<A: MapAccess<'de>>(
                slots: &mut Self::Slots,
                place: usize,
                names: Names,
                members: &mut A,
            ) -> Result<(), A::Error> {
                match place {
                    $($place => read_into(&mut slots.$place, name(names, place), members),)*
                    _ => Ok(()),
                }
            }

            fn finish<E: Error>(slots: Self::Slots, names: Names) -> Result<Self, E> {
                Ok(($(there(slots.$place, name(names, $place))?,)*))
            }
        }

        impl<$($of: Serialize),*> Given for ($($of,)*) {
            const COUNT: usize = [$(stringify!($of)),*].len();

            fn write<S: SerializeMap>(&self, names: Names, map: &mut S) -> Result<(), S::Error> {
                $(write_one(&self.$place, name(names, $place), map)?;)*
                Ok(())
            }
        }

        impl<'de, $($of: Members<'de>),*> Members<'de> for Groups<($($of,)*)> {
            type Slots = ($($of::Slots,)*);
            const COUNT: usize = 0 $(+ $of::COUNT)*;

            fn empty() -> Self::Slots {
                ($($of::empty(),)*)
            }

            fn read<A: MapAccess<'de>>(
                slots: &mut Self::Slots,
                place: usize,
                names: Names,
                members: &mut A,
            ) -> Result<(), A::Error> {
                let first = 0;
                $(let first = {
                    if place < first + $of::COUNT {
                        return $of::read(&mut slots.$place, place - first, behind(names, first), members);
                    }
                    first + $of::COUNT
                };)*
                let _ = first;
                Ok(())
            }

            fn finish<E: Error>(slots: Self::Slots, names: Names) -> Result<Self, E> {
                let mut first = 0;
                let members = ($({
                    let names = behind(names, first);
                    first += $of::COUNT;
                    $of::finish(slots.$place, names)?
                },)*);
                let _ = first;
                Ok(Self(members))
            }
        }

        impl<$($of: Given),*> Given for Groups<($($of,)*)> {
            const COUNT: usize = 0 $(+ $of::COUNT)*;

            fn write<S: SerializeMap>(&self, names: Names, map: &mut S) -> Result<(), S::Error> {
                let mut first = 0;
                $(self.0.$place.write(behind(names, first), map)?;
                first += $of::COUNT;)*
                let _ = first;
                Ok(())
            }
        }
    };
}

tuples!(T0 0; T1 1 T2 2 T3 3 T4 4 T5 5 T6 6 T7 7 T8 8 T9 9 T10 10 T11 11 T12 12 T13 13 T14 14 T15 15);

impl<'de> Members<'de> for () {
    type Slots = ();
    const COUNT: usize = 0;

    fn empty() {}

    fn read<A: MapAccess<'de>>(
        _slots: &mut (),
        _place: usize,
        _names: Names,
        _members: &mut A,
    ) -> Result<(), A::Error> {
        Ok(())
    }

    fn finish<E: Error>(_slots: (), _names: Names) -> Result<Self, E> {
        Ok(())
    }
}

impl Given for () {
    const COUNT: usize = 0;

    fn write<S: SerializeMap>(&self, _names: Names, _map: &mut S) -> Result<(), S::Error> {
        Ok(())
    }
}

impl<'de, M: Members<'de>, T: Deserialize<'de>> Members<'de> for Open<M, BTreeMap<String, T>> {
    type Slots = (M::Slots, BTreeMap<String, T>);
    const COUNT: usize = M::COUNT;

    fn empty() -> Self::Slots {
        (M::empty(), BTreeMap::new())
    }

    fn read<A: MapAccess<'de>>(
        slots: &mut Self::Slots,
        place: usize,
        names: Names,
        members: &mut A,
    ) -> Result<(), A::Error> {
        M::read(&mut slots.0, place, names, members)
    }

    fn read_other<A: MapAccess<'de>>(slots: &mut Self::Slots, name: String, members: &mut A) -> Result<(), A::Error> {
        slots.1.insert(name, members.next_value()?);
        Ok(())
    }

    fn finish<E: Error>(slots: Self::Slots, names: Names) -> Result<Self, E> {
        Ok(Self(M::finish(slots.0, names)?, slots.1))
    }
}

impl<M: Given, T: Serialize> Given for Open<M, &BTreeMap<String, T>> {
    const COUNT: usize = M::COUNT;

    fn write<S: SerializeMap>(&self, names: Names, map: &mut S) -> Result<(), S::Error> {
        self.0.write(names, map)?;
        self.1.iter().try_for_each(|(name, value)| map.serialize_entry(name, value))
    }
}
