//! Names that are in use, where each is given out once. However many want the same, each costs as little as the first.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The names of one place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Taken<'n> {
    names: BTreeSet<Cow<'n, str>>,
    /// The last number that a name got.
    numbers: BTreeMap<String, usize>,
}

impl<'n> Taken<'n> {
    /// A place where these are in use already.
    pub(crate) fn new(names: impl IntoIterator<Item = &'n str>) -> Self {
        Self { names: names.into_iter().map(Cow::Borrowed).collect(), numbers: BTreeMap::new() }
    }

    /// Whether a name is in use.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Gives out a name: itself where it is free, else with the first number from two that makes it free, after `joint`; a
    /// `_` keeps the number apart from a digit.
    pub(crate) fn free<N: Clone + Into<Cow<'n, str>> + From<String>>(&mut self, name: N, joint: &str) -> N {
        if self.names.insert(name.clone().into()) { name } else { self.numbered(&name.into(), joint).into() }
    }

    fn numbered(&mut self, name: &str, joint: &str) -> String {
        let joint = if name.ends_with(|last: char| last.is_ascii_digit()) { "_" } else { joint };
        let stem = format!("{name}{joint}");
        let number = self.numbers.entry(stem.clone()).or_insert(1);
        loop {
            *number += 1;
            let free = format!("{stem}{number}");
            if self.names.insert(Cow::Owned(free.clone())) {
                return free;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Taken;

    #[test]
    fn the_first_number_that_is_free_is_added() {
        let mut taken = Taken::new(["a", "a_2"]);
        assert!(taken.contains("a_2") && !taken.contains("b"));
        let mut free = |name: &str, joint| taken.free(name.to_owned(), joint);
        assert_eq!(["b", "a", "a", "b", "a_2"].map(|name| free(name, "_")), ["b", "a_3", "a_4", "b_2", "a_2_2"]);
        assert_eq!([free("b", ""), free("b", "")], ["b2", "b3"]);
    }
}
