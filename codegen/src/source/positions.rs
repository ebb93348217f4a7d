//! Where each value of a JSON text stands. The text is known to be JSON by then, so this is a scan that cannot fail;
//! on anything else it would stop early, and never panic.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use super::{Span, push};

/// The places of all names and values of one text.
pub(super) struct Positions {
    /// By pointer. Of a member that occurs twice, the last place is the one that counts.
    places: HashMap<String, Place>,
}

/// Where a value stands, and its name where it has one.
pub(super) struct Place {
    pub(super) key: Option<Span>,
    pub(super) value: Span,
}

impl Positions {
    pub(super) fn of(text: &str) -> Self {
        let mut places = HashMap::new();
        scan(text, |_, pointer, place| _ = places.insert(pointer.to_owned(), place));
        Self { places }
    }

    /// Places that another reader took down, in the order of the text.
    #[cfg(feature = "yaml")]
    pub(super) fn from_places(places: Vec<(String, Place)>) -> Self {
        Self { places: places.into_iter().collect() }
    }

    pub(super) fn value(&self, pointer: &str) -> Option<Span> {
        self.places.get(pointer).map(|place| place.value)
    }

    pub(super) fn key(&self, pointer: &str) -> Option<Span> {
        self.places.get(pointer).and_then(|place| place.key)
    }
}

/// The pointers of these values of the text, which are counted from zero.
pub(super) fn pointers(text: &str, ordinals: &[usize]) -> Vec<String> {
    let wanted: BTreeSet<&usize> = ordinals.iter().collect();
    let mut found = Vec::with_capacity(ordinals.len());
    scan(text, |ordinal, pointer, _| found.extend(wanted.contains(&ordinal).then(|| pointer.to_owned())));
    found
}

/// Shows each value of the text at its end: the how-manieth begins there, its pointer, its place.
fn scan(text: &str, see: impl FnMut(usize, &str, Place)) {
    Scanner { text, at: 0, values: 0, pointer: String::new(), see }.value(None);
}

struct Scanner<'t, F> {
    text: &'t str,
    at: usize,
    values: usize,
    /// Of the value under the cursor.
    pointer: String,
    see: F,
}

impl<F: FnMut(usize, &str, Place)> Scanner<'_, F> {
    fn value(&mut self, key: Option<Span>) {
        self.whitespace();
        let (start, ordinal, length) = (self.at, self.values, self.pointer.len());
        self.values += 1;
        match self.peek() {
            Some(b'{') => self.children(b'}', |scanner, _| {
                scanner.whitespace();
                let start = scanner.at;
                scanner.string();
                let key = Span { start, end: scanner.at };
                push(&mut scanner.pointer, &name(scanner.text.get(start..scanner.at).unwrap_or_default()));
                scanner.whitespace();
                scanner.at += 1; // the colon
                scanner.value(Some(key));
                scanner.pointer.truncate(length);
            }),
            Some(b'[') => self.children(b']', |scanner, index| {
                push(&mut scanner.pointer, &index.to_string());
                scanner.value(None);
                scanner.pointer.truncate(length);
            }),
            Some(b'"') => self.string(),
            _ => self.skip_while(|byte| !b",]} \t\r\n".contains(&byte)),
        }
        let end = self.at.min(self.text.len());
        (self.see)(ordinal, &self.pointer, Place { key, value: Span { start, end } });
    }

    /// The members or elements between two brackets; the opening one is under the cursor.
    fn children(&mut self, close: u8, mut child: impl FnMut(&mut Self, usize)) {
        self.at += 1;
        for index in 0.. {
            self.whitespace();
            match self.peek() {
                None => return,
                Some(byte) if byte == close => break,
                Some(b',') => self.at += 1,
                Some(_) => {}
            }
            let before = self.at;
            child(self, index);
            if self.at == before {
                return;
            }
        }
        self.at += 1;
    }

    fn string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                return;
            }
        }
    }

    fn whitespace(&mut self) {
        self.skip_while(|byte| byte.is_ascii_whitespace());
    }

    fn skip_while(&mut self, condition: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&condition) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

/// What stands between the quotes of a member's name.
fn name(written: &str) -> Cow<'_, str> {
    let plain = written.strip_prefix('"').and_then(|name| name.strip_suffix('"')).filter(|name| !name.contains('\\'));
    plain.map_or_else(|| serde_json::from_str(written).unwrap_or_default(), Cow::Borrowed)
}
