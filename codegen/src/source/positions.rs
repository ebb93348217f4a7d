//! Where each value of a text stands. A JSON text is known to be one by then, so looking cannot fail; on anything else
//! less would be found, and nothing panics.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::{Span, index, push, unescaped};

/// The places of all names and values of one text.
pub(super) enum Positions {
    /// JSON is looked through where somebody asks for a place.
    Outlined(Outline),
    /// What another reader took down, by pointer.
    #[cfg(feature = "yaml")]
    Listed(std::collections::HashMap<String, Place>),
}

/// Where a value stands, and its name where it has one.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) key: Option<Span>,
    pub(super) value: Span,
}

impl Positions {
    pub(super) fn of(text: &str) -> Self {
        Self::Outlined(Outline::new(whole(text)))
    }

    /// The place of what a pointer names, in the text that this was made of.
    pub(super) fn place(&self, text: &str, pointer: &str) -> Option<Place> {
        match self {
            Self::Outlined(root) => root.find(text, pointer).map(|found| found.place),
            #[cfg(feature = "yaml")]
            Self::Listed(places) => places.get(pointer).copied(),
        }
    }
}

/// A value's place; and what stands in it, once somebody asked for that: one mistake costs little, and many no more than
/// going through the text once for each level.
pub(super) struct Outline {
    place: Place,
    inner: OnceLock<Inner>,
}

enum Inner {
    /// Of a member that occurs twice, the last place is the one that counts.
    Members(BTreeMap<String, Outline>),
    Elements(Vec<Outline>),
}

impl Outline {
    fn new(place: Place) -> Self {
        Self { place, inner: OnceLock::new() }
    }

    fn find(&self, text: &str, pointer: &str) -> Option<&Self> {
        let Some(tokens) = pointer.strip_prefix('/') else { return pointer.is_empty().then_some(self) };
        tokens.split('/').try_fold(self, |outline, token| match outline.inner(text) {
            Inner::Members(members) => members.get(unescaped(token).as_ref()),
            Inner::Elements(elements) => elements.get(index(token)?),
        })
    }

    fn inner(&self, text: &str) -> &Inner {
        self.inner.get_or_init(|| {
            let children = Children::of(text, self.place.value);
            if children.are_members {
                Inner::Members(children.map(|place| (name(text, place), Self::new(place))).collect())
            } else {
                Inner::Elements(children.map(Self::new).collect())
            }
        })
    }
}

/// The pointers of these values of a JSON text, which are counted from zero.
pub(super) fn pointers(text: &str, ordinals: &[usize]) -> Vec<String> {
    let wanted: BTreeSet<&usize> = ordinals.iter().collect();
    let mut found = Vec::with_capacity(ordinals.len());
    let mut ordinal = 0;
    each(text, whole(text), &mut String::new(), &mut |pointer| {
        found.extend(wanted.contains(&ordinal).then(|| pointer.to_owned()));
        ordinal += 1;
    });
    found
}

/// Shows the pointers of all values within this one, in the order in which they begin.
fn each(text: &str, place: Place, pointer: &mut String, see: &mut impl FnMut(&str)) {
    see(pointer);
    let length = pointer.len();
    let children = Children::of(text, place.value);
    let are_members = children.are_members;
    for (index, child) in children.enumerate() {
        push(pointer, &if are_members { name(text, child) } else { index.to_string() });
        each(text, child, pointer, see);
        pointer.truncate(length);
    }
}

/// The place of a text's outermost value.
fn whole(text: &str) -> Place {
    let start = text.len() - text.trim_ascii_start().len();
    Place { key: None, value: Span { start, end: text.trim_ascii_end().len().max(start) } }
}

/// The places of an object's members or of an array's elements; what is neither has none.
struct Children<'t> {
    bytes: &'t [u8],
    at: usize,
    are_members: bool,
}

impl<'t> Children<'t> {
    fn of(text: &'t str, container: Span) -> Self {
        let bytes = text.as_bytes().get(..container.end).unwrap_or_default();
        let is = |bracket| bytes.get(container.start) == Some(&bracket);
        let at = if is(b'{') || is(b'[') { container.start + 1 } else { container.end };
        Self { bytes, at, are_members: is(b'{') }
    }

    fn skip(&mut self, passed: &[u8]) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += rest.iter().take_while(|byte| byte.is_ascii_whitespace() || passed.contains(byte)).count();
    }

    /// Passes over a value or a name: its place.
    fn value(&mut self) -> Span {
        let start = self.at;
        self.at = end(self.bytes, start);
        Span { start, end: self.at }
    }
}

impl Iterator for Children<'_> {
    type Item = Place;

    fn next(&mut self) -> Option<Place> {
        self.skip(b",");
        if matches!(self.bytes.get(self.at), None | Some(b'}' | b']')) {
            return None;
        }
        let key = self.are_members.then(|| self.value());
        self.skip(b":");
        Some(Place { key, value: self.value() })
    }
}

/// One past the last byte of the value that begins at `start`.
fn end(bytes: &[u8], start: usize) -> usize {
    match bytes.get(start) {
        Some(b'"') => end_of_string(bytes, start),
        Some(b'{' | b'[') => end_of_container(bytes, start),
        _ => {
            let rest = bytes.get(start..).unwrap_or_default();
            start + rest.iter().take_while(|byte| !b",]} \t\r\n".contains(byte)).count()
        }
    }
}

/// One past the bracket that closes the one at `start`.
fn end_of_container(bytes: &[u8], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0_usize);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at = end_of_string(bytes, at);
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 1 => return at + 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// One past the quotation mark that ends the string which begins at `start`.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// What a member is called.
fn name(text: &str, member: Place) -> String {
    let written = member.key.and_then(|key| text.get(key.start..key.end)).unwrap_or_default();
    let plain = written.strip_prefix('"').and_then(|name| name.strip_suffix('"')).filter(|name| !name.contains('\\'));
    plain.map_or_else(|| serde_json::from_str(written).unwrap_or_default(), str::to_owned)
}
