//! Parameters with constraints: callers hand over what is inside, and `send` refuses what breaks them.

use serde::{Serialize, Serializer};

use crate::codegen::{Checked, Refused};

/// A value that may break its constraints: writing it fails then.
pub struct Attempt<T>(Result<T, Refused>);

/// Tries to make a constrained value of what is inside.
pub fn checked<T>(inner: T::Inner) -> Attempt<T>
where
    T: Checked + TryFrom<<T as Checked>::Inner, Error = Refused>,
{
    Attempt(T::try_from(inner))
}

impl<T: Serialize> Serialize for Attempt<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Ok(value) => value.serialize(serializer),
            Err(refused) => Err(serde::ser::Error::custom(refused)),
        }
    }
}
