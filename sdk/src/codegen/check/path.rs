//! Where a check stands in the value, without an allocation until somebody asks.

/// A step into a value, with the steps before it.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    Root,
    Member(&'a Path<'a>, &'a str),
    Element(&'a Path<'a>, usize),
}

impl Path<'_> {
    /// The JSON pointer (RFC 6901).
    pub(super) fn pointer(&self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Member(before, name) => {
                format!("{}/{}", before.pointer(), name.replace('~', "~0").replace('/', "~1"))
            }
            Self::Element(before, place) => format!("{}/{place}", before.pointer()),
        }
    }
}
