//! JSON text → [`Value`], by `serde_json`, with our limits and with members that occur twice noticed.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::{MAX_DEPTH, MAX_VALUES};

/// What a text holds.
pub(super) struct Parsed {
    pub(super) value: Value,
    /// The members that occur again in their object: the how-manieth value of the document each is, from zero.
    pub(super) duplicates: Vec<usize>,
}

/// Why a text is not JSON that we read.
pub(super) struct Mistake {
    pub(super) offset: usize,
    pub(super) message: String,
    pub(super) hint: Option<&'static str>,
}

pub(super) fn parse(text: &str) -> Result<Parsed, Mistake> {
    let notes = Notes::default();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = Reader { notes: &notes, depth: 0 }
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| mistake(text, &error))?;
    Ok(Parsed { value, duplicates: notes.duplicates.into_inner() })
}

/// What is counted and collected on the way through a document.
#[derive(Default)]
struct Notes {
    values: Cell<usize>,
    duplicates: RefCell<Vec<usize>>,
}

#[derive(Clone, Copy)]
struct Reader<'n> {
    notes: &'n Notes,
    depth: usize,
}

impl Reader<'_> {
    fn inner<E: Error>(self) -> Result<Self, E> {
        if self.depth >= MAX_DEPTH {
            return Err(E::custom(format_args!("values are nested deeper than {MAX_DEPTH}")));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let values = self.notes.values.get() + 1;
        if values > MAX_VALUES {
            return Err(D::Error::custom(format_args!("the document holds more than {MAX_VALUES} values")));
        }
        self.notes.values.set(values);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let inner = self.inner()?;
        let mut array = Vec::new();
        while let Some(element) = elements.next_element_seed(inner)? {
            array.push(element);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let inner = self.inner()?;
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let ordinal = self.notes.values.get();
            let value = members.next_value_seed(inner)?;
            if object.insert(name, value).is_some() {
                self.notes.duplicates.borrow_mut().push(ordinal);
            }
        }
        Ok(Value::Object(object))
    }
}

fn mistake(text: &str, error: &serde_json::Error) -> Mistake {
    let offset = offset(text, error.line(), error.column());
    let message = error.to_string();
    // serde_json ends its messages with the place, which we print ourselves.
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    if message.starts_with("values are nested") || message.starts_with("the document holds") {
        return Mistake { offset, message: message.to_owned(), hint: None };
    }
    let message = match message {
        "expected ident" | "expected value" => "expected a value",
        "trailing characters" => "something follows the end of the document",
        other if other.starts_with("control character") => "a string holds a line break or another control character",
        other => other,
    };
    let message = match message.strip_prefix("EOF while parsing ") {
        Some(what) => format!("this is not JSON: the file ends within {what}"),
        None => format!("this is not JSON: {message}"),
    };
    Mistake { offset, message, hint: hint(text, offset) }
}

/// The byte that `serde_json` means: it counts lines from one, and bytes in a line up to and with the wrong one; column
/// zero is the line break before.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut offset = (start + column).saturating_sub(1).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn hint(text: &str, offset: usize) -> Option<&'static str> {
    if text.trim().is_empty() {
        return Some("the file is empty");
    }
    let (before, after) = text.split_at(offset);
    match after.trim_start().chars().next() {
        Some('/' | '#') => Some("JSON has no comments"),
        Some(_) if is_bare_name(after.trim_start()) => Some("names stand in double quotes in JSON"),
        Some('\'') => Some("JSON strings stand in double quotes"),
        Some('}' | ']') if before.trim_end().ends_with(',') => Some("remove the comma before it"),
        None => Some("is the file complete?"),
        _ => None,
    }
}

/// Whether a text begins with a member's name as JavaScript writes it: `name: …`.
fn is_bare_name(text: &str) -> bool {
    let rest = text.trim_start_matches(|char: char| char.is_alphanumeric() || char == '_');
    rest.len() < text.len() && rest.trim_start().starts_with(':')
}
