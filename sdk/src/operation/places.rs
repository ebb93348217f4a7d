//! Calls of a path whose places are filled by position.

use serde::Serialize;

use super::{Call, Style};
use crate::Endpoint;

macro_rules! verbs {
    ($($name:ident)*) => {
        $(#[doc = concat!("A `", stringify!($name), "` of the path, its places filled in their order.")]
        pub fn $name<K>(endpoint: &Endpoint<K>, path: &str, places: impl Places) -> Call<K> {
            places.fill(Call::new(endpoint.$name(path)), &mut names(path))
        })*
    };
}

verbs! { get post put patch delete head }

/// The values of a path's places, in the order of the path.
pub trait Places {
    /// Fills the places of these names.
    fn fill<'n, K>(&self, call: Call<K>, names: &mut impl Iterator<Item = &'n str>) -> Call<K>;
}

/// The names of a path's places, greedy ones without their `+`.
fn names(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.trim_end_matches('+')))
}

impl Places for () {
    fn fill<'n, K>(&self, call: Call<K>, _names: &mut impl Iterator<Item = &'n str>) -> Call<K> {
        call
    }
}

impl<T: Serialize> Places for [T; 1] {
    fn fill<'n, K>(&self, call: Call<K>, names: &mut impl Iterator<Item = &'n str>) -> Call<K> {
        next(call, names, &self[0])
    }
}

fn next<'n, K>(call: Call<K>, names: &mut impl Iterator<Item = &'n str>, value: &impl Serialize) -> Call<K> {
    call.path(names.next().unwrap_or_default(), Style::Simple, value)
}

macro_rules! tuples {
    ($(($($of:ident $place:tt),*))*) => {
        $(impl<$($of: Serialize),*> Places for ($($of,)*) {
            fn fill<'n, K>(
                &self,
                call: Call<K>,
                names: &mut impl Iterator<Item = &'n str>,
            ) -> Call<K> {
                $(let call = next(call, names, &self.$place);)*
                call
            }
        })*
    };
}

tuples! {
    (T0 0, T1 1)
    (T0 0, T1 1, T2 2)
    (T0 0, T1 1, T2 2, T3 3)
    (T0 0, T1 1, T2 2, T3 3, T4 4)
    (T0 0, T1 1, T2 2, T3 3, T4 4, T5 5)
}
