//! Where each value of a JSON text stands. The text is known to be JSON by then, so this is a scan that cannot fail;
//! on anything else it would stop early, and never panic.

use std::collections::BTreeMap;

use super::{Span, join};

/// The places of all names and values of one text.
pub(super) struct Positions {
    /// In the order of the text.
    entries: Vec<Entry>,
    /// The last entry of each pointer: of a member that occurs twice, the one that counts.
    by_pointer: BTreeMap<String, usize>,
}

struct Entry {
    pointer: String,
    key: Option<Span>,
    value: Span,
}

impl Positions {
    pub(super) fn of(text: &str) -> Self {
        let mut scanner = Scanner { text: text.as_bytes(), at: 0, entries: Vec::new() };
        scanner.value(text, "", None);
        let by_pointer =
            scanner.entries.iter().enumerate().map(|(index, entry)| (entry.pointer.clone(), index)).collect();
        Self { entries: scanner.entries, by_pointer }
    }

    /// Places that another reader took down: pointer, name, value.
    #[cfg(feature = "yaml")]
    pub(super) fn from_entries(entries: impl IntoIterator<Item = (String, Option<Span>, Span)>) -> Self {
        let entries: Vec<Entry> =
            entries.into_iter().map(|(pointer, key, value)| Entry { pointer, key, value }).collect();
        let by_pointer = entries.iter().enumerate().map(|(index, entry)| (entry.pointer.clone(), index)).collect();
        Self { entries, by_pointer }
    }

    pub(super) fn value(&self, pointer: &str) -> Option<Span> {
        self.entry(pointer).map(|entry| entry.value)
    }

    pub(super) fn key(&self, pointer: &str) -> Option<Span> {
        self.entry(pointer).and_then(|entry| entry.key)
    }

    /// The pointer of the how-manieth value of the text.
    pub(super) fn pointer(&self, ordinal: usize) -> &str {
        self.entries.get(ordinal).map_or("", |entry| &entry.pointer)
    }

    fn entry(&self, pointer: &str) -> Option<&Entry> {
        self.by_pointer.get(pointer).and_then(|index| self.entries.get(*index))
    }
}

struct Scanner<'t> {
    text: &'t [u8],
    at: usize,
    entries: Vec<Entry>,
}

impl Scanner<'_> {
    fn value(&mut self, text: &str, pointer: &str, key: Option<Span>) {
        self.whitespace();
        let (start, index) = (self.at, self.entries.len());
        self.entries.push(Entry { pointer: pointer.to_owned(), key, value: Span { start, end: start } });
        match self.peek() {
            Some(b'{') => self.children(b'}', |scanner, _| {
                scanner.whitespace();
                let start = scanner.at;
                scanner.string();
                let key = Span { start, end: scanner.at };
                let name: String =
                    text.get(start..scanner.at).and_then(|name| serde_json::from_str(name).ok()).unwrap_or_default();
                scanner.whitespace();
                scanner.at += 1; // the colon
                scanner.value(text, &join(pointer, &name), Some(key));
            }),
            Some(b'[') => {
                self.children(b']', |scanner, index| scanner.value(text, &join(pointer, &index.to_string()), None));
            }
            Some(b'"') => self.string(),
            _ => self.skip_while(|byte| !b",]} \t\r\n".contains(&byte)),
        }
        self.entries[index].value.end = self.at.min(self.text.len());
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
        self.text.get(self.at).copied()
    }
}
