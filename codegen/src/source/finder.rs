//! Values by their pointers, one after the other: what two pointers have in common is walked once, for the parts of a
//! document that are asked for stand close together.

use serde_json::Value;

use super::pointer::{child, tokens};

/// Finds in one value; what it says does not depend on what it was asked before.
pub(crate) struct Finder<'v, 'p> {
    root: &'v Value,
    last: &'p str,
    /// The values on the way to the last one, and where their pointers end in its.
    way: Vec<(usize, &'v Value)>,
}

impl<'v, 'p> Finder<'v, 'p> {
    pub(crate) fn new(root: &'v Value) -> Self {
        Self { root, last: "", way: Vec::new() }
    }

    /// What `pointer` names, as [`find`](super::find) says.
    pub(crate) fn find(&mut self, pointer: &'p str) -> Option<&'v Value> {
        let both = self.last.bytes().zip(pointer.bytes());
        let common = both.take_while(|(last, now)| last == now).count();
        let is_common = |end: usize| end <= common && matches!(pointer.as_bytes().get(end), None | Some(b'/'));
        let kept = self.way.iter().take_while(|(end, _)| is_common(*end)).count();
        self.way.truncate(kept);
        self.last = pointer;
        let (end, mut value) = self.way.last().copied().unwrap_or((0, self.root));
        let mut tokens = tokens(&pointer[end..])?;
        while let Some(token) = tokens.next() {
            value = child(value, &token)?;
            self.way.push((pointer.len() - tokens.rest().len(), value));
        }
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::Finder;
    use crate::source::find;

    #[test]
    fn each_value_is_found_whatever_was_asked_before() {
        let value = serde_json::json!({ "a": { "b": [1, { "c/d": 2 }], "bc": 3 }, "": { "": 4 } });
        let pointers = [
            "",
            "/a",
            "/a/b/1/c~1d",
            "/a/b/1",
            "/a/bc",
            "/a/b",
            "/a/b/0",
            "/a/b/0/x",
            "/a/b/1/c~1d",
            "//",
            "/",
            "a",
            "/x",
        ];
        let mut finder = Finder::new(&value);
        for pointer in pointers.iter().flat_map(|one| pointers.iter().flat_map(move |other| [*one, *other])) {
            assert_eq!(finder.find(pointer), find(&value, pointer), "{pointer}");
        }
    }
}
