//! Where each value of a text stands. A JSON text is known to be one by then, so looking cannot fail; on anything else
//! less would be found, and nothing panics.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::iter;
use std::sync::{Mutex, PoisonError};

use super::pointer::tokens;
use super::{Span, push};

/// The places of all names and values of one text.
pub(super) enum Positions {
    /// JSON is looked through as far as somebody asks for a place.
    Outlined(Mutex<Outline>),
    /// What another reader took down, by pointer.
    #[cfg(feature = "yaml")]
    Listed(std::collections::HashMap<String, Place>),
}

/// Where a value stands, and its name where it has one.
#[cfg(feature = "yaml")]
pub(super) struct Place {
    pub(super) key: Option<Span>,
    pub(super) value: Span,
}

impl Positions {
    pub(super) fn of(text: &str) -> Self {
        Self::Outlined(Mutex::new(Outline::new(Start::of(text))))
    }

    /// The value that a pointer names, in the text that this was made of.
    pub(super) fn value(&self, text: &str, pointer: &str) -> Option<Span> {
        match self {
            Self::Outlined(root) => find(root, text, pointer).map(|found| found.span(text)),
            #[cfg(feature = "yaml")]
            Self::Listed(places) => places.get(pointer).map(|place| place.value),
        }
    }

    /// The name that it has.
    pub(super) fn key(&self, text: &str, pointer: &str) -> Option<Span> {
        match self {
            Self::Outlined(root) => find(root, text, pointer)?.key,
            #[cfg(feature = "yaml")]
            Self::Listed(places) => places.get(pointer)?.key,
        }
    }
}

fn find(root: &Mutex<Outline>, text: &str, pointer: &str) -> Option<Start> {
    let mut root = root.lock().unwrap_or_else(PoisonError::into_inner);
    let found = tokens(pointer)?.try_fold(&mut *root, |outline, token| outline.child(text, &token));
    found.map(|outline| outline.start)
}

/// What is known of a value: one mistake costs no more than the text before it, and many no more than going through the
/// text once for each level.
pub(super) struct Outline {
    start: Start,
    /// The first members or elements.
    known: BTreeMap<String, Outline>,
    rest: Rest,
}

/// Where the members or elements begin that are not known yet.
#[derive(Clone, Copy)]
enum Rest {
    All,
    /// Behind the one that begins there.
    Behind(Start),
    Nothing,
}

impl Outline {
    fn new(start: Start) -> Self {
        Self { start, known: BTreeMap::new(), rest: Rest::All }
    }

    fn child(&mut self, text: &str, token: &str) -> Option<&mut Self> {
        while !self.known.contains_key(token)
            && let Some(next) = self.next(text)
        {
            let token = next.token(text, self.known.len()).into_owned();
            self.known.entry(token).or_insert_with(|| Self::new(next));
        }
        self.known.get_mut(token)
    }

    fn next(&mut self, text: &str) -> Option<Start> {
        let next = match self.rest {
            Rest::All => self.start.first(text),
            Rest::Behind(last) => last.next(text),
            Rest::Nothing => None,
        };
        self.rest = next.map_or(Rest::Nothing, Rest::Behind);
        next
    }
}

/// The names of these values of a JSON text, which are counted from zero; by pointer, the last one of each.
pub(super) fn names(text: &str, ordinals: &[usize]) -> BTreeMap<String, Span> {
    let wanted: BTreeSet<&usize> = ordinals.iter().collect();
    let mut found = BTreeMap::new();
    let mut ordinal = 0;
    Start::of(text).each(text, &mut String::new(), &mut |pointer, key| {
        found.extend(key.filter(|_| wanted.contains(&ordinal)).map(|key| (pointer.to_owned(), key)));
        ordinal += 1;
    });
    found
}

/// Where a value begins, and its name where it has one.
#[derive(Clone, Copy)]
struct Start {
    key: Option<Span>,
    value: usize,
}

impl Start {
    /// The outermost value's.
    fn of(text: &str) -> Self {
        Self { key: None, value: passed(text.as_bytes(), 0, b"") }
    }

    /// The value's place: it is passed over for that.
    fn span(self, text: &str) -> Span {
        Span { start: self.value, end: end(text.as_bytes(), self.value) }
    }

    /// The first member or element in it.
    fn first(self, text: &str) -> Option<Self> {
        match text.as_bytes().get(self.value) {
            Some(b'{') => Self::at(text, self.value + 1, true),
            Some(b'[') => Self::at(text, self.value + 1, false),
            _ => None,
        }
    }

    /// The member or element that follows this one.
    fn next(self, text: &str) -> Option<Self> {
        Self::at(text, self.span(text).end, self.key.is_some())
    }

    fn at(text: &str, at: usize, is_member: bool) -> Option<Self> {
        let bytes = text.as_bytes();
        let start = passed(bytes, at, b",");
        if matches!(bytes.get(start), None | Some(b'}' | b']')) {
            return None;
        }
        let key = is_member.then(|| Span { start, end: end(bytes, start) });
        Some(Self { key, value: key.map_or(start, |key| passed(bytes, key.end, b":")) })
    }

    /// What a pointer calls it, the how-manieth it is.
    fn token(self, text: &str, index: usize) -> Cow<'_, str> {
        let Some(key) = self.key else { return index.to_string().into() };
        let written = text.get(key.start..key.end).unwrap_or_default();
        let name = written.strip_prefix('"').and_then(|name| name.strip_suffix('"'));
        let plain = name.filter(|name| !name.contains('\\'));
        plain.map_or_else(|| serde_json::from_str(written).unwrap_or_default(), Cow::Borrowed)
    }

    /// Shows the pointers and names of all values from here, in the order in which they begin.
    fn each(self, text: &str, pointer: &mut String, see: &mut impl FnMut(&str, Option<Span>)) {
        see(pointer, self.key);
        let length = pointer.len();
        for (index, child) in iter::successors(self.first(text), |child| child.next(text)).enumerate() {
            push(pointer, &child.token(text, index));
            child.each(text, pointer, see);
            pointer.truncate(length);
        }
    }
}

/// The first byte from there that is neither white space nor one of these.
fn passed(bytes: &[u8], at: usize, marks: &[u8]) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|byte| byte.is_ascii_whitespace() || marks.contains(byte)).count()
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
