//! What most schemas say nothing of: next to no memory where it is empty, and shared by copies until one changes.

use std::ops::{Deref, DerefMut};
use std::rc::Rc;
use std::sync::LazyLock;

use super::{Arrays, Logic, Notes, Numbers, Objects, Strings};

/// A part of a schema, which is read as if it always stood there.
#[derive(Clone, Debug, Default)]
pub(in crate::schema) struct Rare<T>(Option<Rc<T>>);

impl<T: Blank> Rare<T> {
    /// The part itself.
    pub(in crate::schema) fn into_inner(self) -> T {
        self.0.map(Rc::unwrap_or_clone).unwrap_or_default()
    }
}

impl<T: Blank> From<T> for Rare<T> {
    fn from(part: T) -> Self {
        Self((part != *T::blank()).then(|| Rc::new(part)))
    }
}

impl<T: Blank> Deref for Rare<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match &self.0 {
            Some(part) => part,
            None => T::blank(),
        }
    }
}

impl<T: Blank> DerefMut for Rare<T> {
    fn deref_mut(&mut self) -> &mut T {
        Rc::make_mut(self.0.get_or_insert_default())
    }
}

impl<T: Blank> PartialEq for Rare<T> {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            _ => **self == **other,
        }
    }
}

/// What can be rare: it is known what it is like when it says nothing.
pub(in crate::schema) trait Blank: Clone + Default + PartialEq + 'static {
    fn blank() -> &'static Self;
}

macro_rules! blank {
    ($($part:ty),*) => {
        $(impl Blank for $part {
            fn blank() -> &'static Self {
                static BLANK: LazyLock<$part> = LazyLock::new(<$part>::default);
                &BLANK
            }
        })*
    };
}

blank!(Arrays, Logic, Notes, Numbers, Objects, Strings);
