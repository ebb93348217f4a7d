//! Writing secrets into a document that is sent: the one way, and only for members that a schema calls secret.

use std::collections::BTreeMap;

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use super::Nullable;
use crate::Secret;

/// A secret, or a list or map of them.
pub trait Reveal {
    /// Writes the text itself.
    fn reveal<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// A secret that is written, as a value.
pub struct Revealed<'a, T>(pub &'a T);

impl<T: Reveal> Serialize for Revealed<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.reveal(serializer)
    }
}

impl Reveal for Secret {
    fn reveal<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

impl<T: Reveal> Reveal for Option<T> {
    fn reveal<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_ref().map(Revealed).serialize(serializer)
    }
}

impl<T: Reveal> Reveal for Nullable<T> {
    fn reveal<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Value(value) => value.reveal(serializer),
        }
    }
}

impl<T: Reveal> Reveal for Vec<T> {
    fn reveal<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.len()))?;
        for secret in self {
            list.serialize_element(&Revealed(secret))?;
        }
        list.end()
    }
}

impl<T: Reveal> Reveal for BTreeMap<String, T> {
    fn reveal<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (name, secret) in self {
            map.serialize_entry(name, &Revealed(secret))?;
        }
        map.end()
    }
}
