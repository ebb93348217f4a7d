//! Numbers on their way to Rust's: nothing is lost silently, whatever features `serde_json` was compiled with.

use std::fmt;

use serde::de::{Error, MapAccess, Unexpected, Visitor};

use super::mismatch::Mismatch;

/// What `serde_json` calls a number that it shows as a map: with its feature `arbitrary_precision`, which any crate of a
/// program may turn on.
const TOKEN: &str = "$serde_json::private::Number";

/// Hands a number on to a visitor that takes nothing else.
pub(super) struct Number<V>(pub(super) V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Number<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<V::Value, E> {
        self.0.visit_u64(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<V::Value, E> {
        self.0.visit_i64(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<V::Value, E> {
        self.0.visit_f64(value)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<V::Value, A::Error> {
        if members.next_key::<String>()?.as_deref() != Some(TOKEN) {
            return Err(A::Error::invalid_type(Unexpected::Map, &self));
        }
        let digits: String = members.next_value()?;
        let read = match (digits.parse::<u64>(), digits.parse::<i64>(), digits.parse::<f64>()) {
            (Ok(number), _, _) => self.visit_u64::<Mismatch>(number),
            (_, Ok(number), _) => self.visit_i64(number),
            (_, _, Ok(number)) if number.is_finite() => super::strict::whole(number, self),
            _ => Err(Mismatch::custom("the number is beyond 64 bits")),
        };
        read.map_err(A::Error::custom)
    }
}

/// Hands an integer on as the float that it is, if there is one: beyond 2^53 digits would be lost.
pub(super) struct Double<V>(pub(super) V);

impl<V> Double<V> {
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "what is lost is looked for")]
    fn exact<E: Error>(integer: i128) -> Result<f64, E> {
        let float = integer as f64;
        if float as i128 == integer {
            Ok(float)
        } else {
            Err(E::custom("the integer has more digits than a number of 64 bits with a fraction holds"))
        }
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Double<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<V::Value, E> {
        self.0.visit_f64(Self::exact(value.into())?)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<V::Value, E> {
        self.0.visit_f64(Self::exact(value.into())?)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<V::Value, E> {
        self.0.visit_f64(value)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<V::Value, A::Error> {
        Number(self).visit_map(members)
    }
}
