//! Parameters and form fields as they are written, read back into JSON: by their style
//! (<https://spec.openapis.org/oas/v3.1.1.html#style-examples>) and by the types that their schemas admit. Whether the
//! value is valid is not asked here.

use std::collections::BTreeMap;

use amplify_rest_codegen::openapi::Style;
use serde_json::{Map, Value};

use super::schemas::{Kinds, Schemas};

/// What a text may be, the likeliest first: a list and an object are written alike, and so are a word and a number.
pub(super) fn readings(name: &str, style: Style, text: &str, schema: &Value, schemas: &Schemas) -> Vec<Value> {
    if style == Style::Json {
        return serde_json::from_str(text).into_iter().chain([Value::from(text)]).collect();
    }
    let kinds = schemas.kinds(schema);
    let mut readings = Vec::new();
    if kinds.has(Kinds::ARRAY) {
        readings.push(list(listed(name, style, text), schema, schemas));
    }
    if kinds.has(Kinds::OBJECT) {
        readings.push(Value::Object(object(pairs(name, style, text), schema, schemas)));
    }
    if kinds.has(Kinds::STRING) || kinds.has(Kinds::NUMBER) || kinds.has(Kinds::BOOLEAN) || readings.is_empty() {
        let is_typed = kinds != Kinds::ALL;
        readings.insert(if is_typed { readings.len() } else { 0 }, scalar(alone(name, style, text), schema, schemas));
    }
    readings
}

/// An object of texts by name; several of one name are a list's elements.
pub(super) fn object<'t>(
    pairs: impl IntoIterator<Item = (&'t str, &'t str)>,
    schema: &Value,
    schemas: &Schemas,
) -> Map<String, Value> {
    let mut texts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, text) in pairs {
        texts.entry(name).or_default().push(text);
    }
    let members = schemas.members(schema);
    let value = |(name, texts): (&str, Vec<&str>)| {
        let member = members.get(name).copied().or_else(|| schemas.other_members(schema));
        (name.to_owned(), several(&texts, member.unwrap_or(&Value::Bool(true)), schemas))
    };
    texts.into_iter().map(value).collect()
}

/// The texts of one name: a list where the schema wants one.
pub(super) fn several(texts: &[&str], schema: &Value, schemas: &Schemas) -> Value {
    let kinds = schemas.kinds(schema);
    match texts {
        [text] if kinds == Kinds::ALL || !kinds.has(Kinds::ARRAY) => scalar(text, schema, schemas),
        // A list within a list is written as JSON.
        [text] if text.starts_with('[') => scalar(text, schema, schemas),
        _ => list(texts.iter().copied(), schema, schemas),
    }
}

/// Texts as a list's elements.
pub(super) fn list<'t>(texts: impl Iterator<Item = &'t str>, schema: &Value, schemas: &Schemas) -> Value {
    texts.enumerate().map(|(index, text)| scalar(text, schemas.element(schema, index), schemas)).collect()
}

/// A text as the type that the schema admits.
pub(super) fn scalar(text: &str, schema: &Value, schemas: &Schemas) -> Value {
    let kinds = schemas.kinds(schema);
    if kinds == Kinds::ALL {
        return text.into();
    }
    let read: Option<Value> = serde_json::from_str(text).ok().filter(|value: &Value| !value.is_string());
    match read.filter(|value| kinds.has(Kinds::of(value))) {
        Some(value) => value,
        None if text.is_empty() && kinds.has(Kinds::NULL) && !kinds.has(Kinds::STRING) => Value::Null,
        None => text.into(),
    }
}

/// What a scalar's text is without the marks of its style.
fn alone<'t>(name: &str, style: Style, text: &'t str) -> &'t str {
    match style {
        Style::Label | Style::LabelExploded => text.strip_prefix('.').unwrap_or(text),
        Style::Matrix | Style::MatrixExploded => {
            let value = text.strip_prefix(';').and_then(|text| text.strip_prefix(name));
            value.map_or(text, |value| value.strip_prefix('=').unwrap_or(value))
        }
        _ => text,
    }
}

fn listed<'t>(name: &'t str, style: Style, text: &'t str) -> Box<dyn Iterator<Item = &'t str> + 't> {
    let bare = alone(name, style, text);
    if bare.is_empty() {
        return Box::new(std::iter::empty());
    }
    match style {
        Style::MatrixExploded => Box::new(text.split(';').skip(1).map(move |element| {
            element.strip_prefix(name).and_then(|element| element.strip_prefix('=')).unwrap_or(element)
        })),
        other => Box::new(bare.split(delimiter(other))),
    }
}

fn pairs<'t>(name: &str, style: Style, text: &'t str) -> Vec<(&'t str, &'t str)> {
    let pair = |text: &'t str| text.split_once('=').unwrap_or((text, ""));
    match style {
        Style::MatrixExploded => text.split(';').skip(1).map(pair).collect(),
        Style::SimpleExploded | Style::LabelExploded => {
            alone(name, style, text).split(delimiter(style)).map(pair).collect()
        }
        other => {
            let parts: Vec<&str> = alone(name, other, text).split(delimiter(other)).collect();
            parts.chunks(2).map(|pair| (pair[0], pair.get(1).copied().unwrap_or_default())).collect()
        }
    }
}

pub(super) fn delimiter(style: Style) -> char {
    match style {
        Style::LabelExploded => '.',
        Style::SpaceDelimited => ' ',
        Style::PipeDelimited => '|',
        Style::TabDelimited => '\t',
        _ => ',',
    }
}
