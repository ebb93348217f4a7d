//! Input files as values with positions: JSON text in, a [`Value`] and the place of every JSON pointer out.
//!
//! Limits stand here, once, for every reader: size, depth, number of values, names that occur twice.
//! Nothing in this module knows what a document means.

mod finder;
mod pointer;
mod positions;
mod value;
#[cfg(feature = "yaml")]
mod yaml;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::errors::{Diagnostic, Errors, quote};
pub(crate) use finder::Finder;
use pointer::below;
pub(crate) use pointer::{find, join, push, split};
use positions::Positions;

/// The longest file that is read: 32 MiB.
pub(crate) const MAX_BYTES: usize = 32 << 20;
/// The deepest nesting that is read.
pub(crate) const MAX_DEPTH: usize = 64;
/// The most values (objects, arrays, scalars) one file may hold.
pub(crate) const MAX_VALUES: usize = 1_000_000;

/// One input file: its name, its text, its value, and where in the text each part of the value stands.
#[derive(Clone)]
pub(crate) struct Source {
    name: String,
    text: Arc<str>,
    /// Shared by what a transform leaves as it is.
    value: Arc<Value>,
    positions: Arc<Positions>,
    /// Other files that became parts of the value, by their pointers in it.
    parts: Arc<[(String, Self)]>,
    /// What a transform made elsewhere of a part of the value: its pointer, and that part's.
    copies: Arc<[(String, String)]>,
}

impl Source {
    /// Reads JSON. A byte order mark is passed over; syntax errors, names that occur twice in one object, and files
    /// beyond the limits are mistakes.
    pub(crate) fn json(name: impl Into<String>, text: impl Into<Arc<str>>) -> Result<Self, Errors> {
        let (name, text) = (name.into(), strip_byte_order_mark(text.into()));
        if text.len() > MAX_BYTES {
            let message = format!("the file has {} bytes, more than the {MAX_BYTES} that are read", text.len());
            return Err(Diagnostic::file(&name, message).into());
        }
        let (value, duplicates) = match value::parse(&text) {
            Ok(parsed) => (parsed.value, parsed.duplicates),
            Err(mistake) => {
                let diagnostic = Diagnostic::offset(&name, &text, mistake.offset, mistake.message);
                return Err(diagnostic.maybe_hint(mistake.hint).into());
            }
        };
        let (value, positions) = (ordered(value), Arc::new(Positions::of(&text)));
        let source = Self { name, text, value, positions, parts: Arc::default(), copies: Arc::default() };
        let mut errors = Errors::new();
        if !duplicates.is_empty() {
            source.report_duplicates(positions::names(&source.text, &duplicates), &mut errors);
        }
        errors.into_result(source)
    }

    /// A value that stands in no file, such as a schema that a program made. Every place in it is "unknown".
    pub(crate) fn from_value(name: impl Into<String>, value: Value) -> Self {
        let (value, positions) = (ordered(value), Arc::new(Positions::of("")));
        let (parts, copies) = (Arc::default(), Arc::default());
        Self { name: name.into(), text: Arc::default(), value, positions, parts, copies }
    }

    /// The same file with another value: what a transform made of it, at the same places.
    pub(crate) fn with_value(&self, mut value: Arc<Value>) -> Self {
        if let Some(changed) = Arc::get_mut(&mut value) {
            changed.sort_all_objects();
        }
        Self { value, ..self.clone() }
    }

    /// The same, where what stands at the first of two pointers was made of what stands at the second.
    pub(crate) fn with_copies(self, copies: Vec<(String, String)>) -> Self {
        Self { copies: copies.into(), ..self }
    }

    /// The same with nothing but its places, for what is said of it once its value was read.
    pub(crate) fn without_value(self) -> Self {
        Self { value: Arc::default(), ..self }
    }

    /// The same, where the values at these pointers stand in other files.
    pub(crate) fn with_parts(self, parts: Vec<(String, Self)>) -> Self {
        Self { parts: parts.into(), ..self }
    }

    /// The file that a value stands in, and where it stands there.
    pub(crate) fn place(&self, pointer: &str) -> (&Self, String) {
        let copied = self.copies.iter().find_map(|(at, from)| Some(format!("{from}{}", below(pointer, at)?)));
        let pointer = copied.unwrap_or_else(|| pointer.to_owned());
        let found = self.parts.iter().find_map(|(at, source)| Some((source, below(&pointer, at)?.to_owned())));
        found.unwrap_or((self, pointer))
    }

    /// A reference into this document as its author would write it: into another file by the file's name.
    pub(crate) fn written<'r>(&self, reference: &'r str) -> Cow<'r, str> {
        let found = reference
            .strip_prefix('#')
            .and_then(|pointer| self.parts.iter().find_map(|(at, source)| Some((source, below(pointer, at)?))));
        let Some((source, pointer)) = found else { return reference.into() };
        let (_, file) = source.name.rsplit_once(['/', '\\']).unwrap_or(("", &source.name));
        format!("{file}#{pointer}").into()
    }

    /// Reads YAML (1.2, one document): what JSON can say, at its places. Limits and mistakes are those of JSON.
    #[cfg(feature = "yaml")]
    pub(crate) fn yaml(name: impl Into<String>, text: impl Into<Arc<str>>) -> Result<Self, Errors> {
        let (name, text) = (name.into(), strip_byte_order_mark(text.into()));
        if text.len() > MAX_BYTES {
            let message = format!("the file has {} bytes, more than the {MAX_BYTES} that are read", text.len());
            return Err(Diagnostic::file(&name, message).into());
        }
        let read = yaml::parse(&text).map_err(|mistake| {
            Errors::from(Diagnostic::offset(&name, &text, mistake.offset, mistake.message).maybe_hint(mistake.hint))
        })?;
        let (value, positions) = (ordered(read.value), Arc::new(Positions::Listed(read.places)));
        let source = Self { name, text, value, positions, parts: Arc::default(), copies: Arc::default() };
        let mut errors = Errors::new();
        source.report_duplicates(read.duplicates, &mut errors);
        errors.into_result(source)
    }

    fn report_duplicates(&self, names: BTreeMap<String, Span>, errors: &mut Errors) {
        for (pointer, span) in names {
            let message = format!("the member {} occurs twice in one object", quote(&split(&pointer).1));
            errors.push(Diagnostic::span(self, pointer, span, message));
        }
    }

    /// The file's name, as the user gave it.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The text, without a byte order mark.
    pub(crate) fn shared_text(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// The whole document, each object's members in the order of their names.
    pub(crate) fn value(&self) -> &Value {
        &self.value
    }

    /// Likewise, for a transform that may have nothing to change.
    pub(crate) fn shared_value(&self) -> Arc<Value> {
        Arc::clone(&self.value)
    }

    /// Whether a value that `pointer` names was read from a text.
    pub(crate) fn has(&self, pointer: &str) -> bool {
        let (source, pointer) = self.place(pointer);
        source.value_span(&pointer).is_some()
    }

    /// The bytes of the value that `pointer` names, or `None` when no such value stands in the text.
    pub(crate) fn value_span(&self, pointer: &str) -> Option<Span> {
        self.positions.value(&self.text, pointer)
    }

    /// The bytes of the member name that `pointer` ends with, quotes included.
    pub(crate) fn key_span(&self, pointer: &str) -> Option<Span> {
        self.positions.key(&self.text, pointer)
    }
}

/// A range of bytes in a [`Source`]'s text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// The first byte.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
}

/// A document's value. With `serde_json`'s feature `preserve_order`, which another crate of the build may ask for, the
/// members stood in the text's order.
fn ordered(mut value: Value) -> Arc<Value> {
    value.sort_all_objects();
    Arc::new(value)
}

fn strip_byte_order_mark(text: Arc<str>) -> Arc<str> {
    text.strip_prefix('\u{feff}').map(Arc::from).unwrap_or(text)
}

/// The mistake that a file's bytes are no UTF-8.
pub(crate) fn not_utf8(name: &str, bytes: &[u8]) -> Errors {
    let hint = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "the file is UTF-16: save it as UTF-8",
        _ => "save the file as UTF-8",
    };
    Diagnostic::file(name, "the file is not UTF-8").hint(hint).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written<'s>(source: &'s Source, pointer: &str) -> Option<&'s str> {
        source.value_span(pointer).map(|span| &source.text[span.start..span.end])
    }

    #[test]
    fn a_byte_order_mark_is_passed_over() {
        let source = Source::json("a.json", "\u{feff}{\"a\":1}").unwrap();
        assert_eq!(source.value()["a"], 1);
        assert_eq!(written(&source, "/a"), Some("1"));
    }

    #[test]
    fn places_are_those_of_names_and_values() {
        let text = r#"{"a": [10, {"b/c" : "x\"y"}], "é": null}"#;
        let source = Source::json("a.json", text).unwrap();
        assert_eq!(written(&source, "/a/0"), Some("10"));
        assert_eq!(written(&source, "/a/1/b~1c"), Some(r#""x\"y""#));
        assert_eq!(written(&source, ""), Some(text));
        let key = source.key_span("/é").unwrap();
        assert_eq!(&text[key.start..key.end], "\"é\"");
        assert_eq!(source.value_span("/a/2"), None);
    }

    #[test]
    fn brackets_and_quotes_in_texts_are_no_structure() {
        let source =
            Source::json("a.json", r#" {"}\"":["\\",{},[ ],"]\"{" ,-1.5e3],"a":{"b":"}"},"c":[true]} "#).unwrap();
        assert_eq!(written(&source, "/}\"/1"), Some("{}"));
        assert_eq!(written(&source, "/}\"/3"), Some(r#""]\"{""#));
        assert_eq!(written(&source, "/}\"/4"), Some("-1.5e3"));
        assert_eq!(written(&source, "/a/b"), Some(r#""}""#));
        assert_eq!(written(&source, "/c/0"), Some("true"));
        assert_eq!(written(&source, "").map(str::len), Some(source.text.len() - 2));
    }

    #[test]
    fn a_member_that_occurs_twice_is_a_mistake_at_its_second_place() {
        let errors = Source::json("a.json", "{\n \"a\": 1,\n \"a\": 2\n}").err().unwrap();
        let first = errors.iter().next().unwrap();
        assert_eq!((first.line(), first.column(), first.pointer()), (Some(3), Some(2), "/a"));
    }

    #[test]
    fn depth_and_number_of_values_are_bounded() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(Source::json("a.json", nested(MAX_DEPTH)).is_ok());
        assert!(Source::json("a.json", nested(MAX_DEPTH + 1)).is_err());
        assert!(Source::json("a.json", nested(100_000)).is_err());
        let flat = |values: usize| format!("[{}0]", "0,".repeat(values - 2));
        assert!(Source::json("a.json", flat(MAX_VALUES)).is_ok());
        assert!(Source::json("a.json", flat(MAX_VALUES + 1)).is_err());
    }
}
