//! A request's parameters, read from where each stands.

use std::borrow::Cow;
use std::collections::BTreeMap;

use amplify_rest_codegen::openapi::{Location, Parameter, Style};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::schemas::{Kinds, Schemas};
use super::texts;
use crate::received::Received;

/// Names and texts in the order of arrival.
pub(super) type Pairs<'r> = Vec<(Cow<'r, str>, Cow<'r, str>)>;

/// What a request says, unescaped.
pub(super) struct Request<'r> {
    received: &'r Received,
    places: &'r BTreeMap<&'r str, String>,
    query: Pairs<'r>,
    cookies: Pairs<'r>,
}

impl<'r> Request<'r> {
    pub(super) fn new(received: &'r Received, places: &'r BTreeMap<&'r str, String>) -> Self {
        let query = form_urlencoded::parse(received.query().unwrap_or_default().as_bytes()).collect();
        let cookies = received.header_map().get_all("cookie").iter().filter_map(|value| value.to_str().ok());
        let cookies = cookies.flat_map(|cookies| cookies.split(';')).filter_map(|cookie| cookie.trim().split_once('='));
        let unescaped = |text: &'r str| percent_decode_str(text).decode_utf8_lossy();
        let cookies = cookies.map(|(name, value)| (unescaped(name), unescaped(value))).collect();
        Self { received, places, query, cookies }
    }

    /// What the request has for a parameter, in every way that its text can be read; nothing where it is absent. `others`
    /// are the names of the operation's other query parameters.
    pub(super) fn readings(&self, parameter: &Parameter, others: &[&str], schemas: &Schemas) -> Vec<Value> {
        let string = serde_json::json!({ "type": "string" });
        let schema = parameter.schema.as_deref().and_then(|pointer| schemas.at(pointer)).unwrap_or(&string);
        let of = |text: &str| texts::readings(&parameter.name, parameter.style, text, schema, schemas);
        match parameter.location {
            Location::Path => self.places.get(parameter.name.as_str()).map(|text| of(text)).unwrap_or_default(),
            Location::Header => self.header(&parameter.name).map(|text| of(&text)).unwrap_or_default(),
            Location::Query => named(&self.query, &parameter.name, parameter.style, others, schema, schemas),
            Location::Cookie => named(&self.cookies, &parameter.name, parameter.style, others, schema, schemas),
        }
    }

    /// A header's values as one; several of a name mean what a list in one means (RFC 9110, section 5.3).
    fn header(&self, name: &str) -> Option<String> {
        let values = self.received.header_map().get_all(name).iter();
        let values: Vec<_> = values.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()).collect();
        (!values.is_empty()).then(|| values.join(","))
    }
}

/// What named texts have for one name; `others` are names that belong to others.
pub(super) fn named(
    all: &[(Cow<'_, str>, Cow<'_, str>)],
    name: &str,
    style: Style,
    others: &[&str],
    schema: &Value,
    schemas: &Schemas,
) -> Vec<Value> {
    if style == Style::DeepObject {
        return deep(all, name, schema, schemas).into_iter().collect();
    }
    let given: Vec<&str> = all.iter().filter(|(other, _)| other == name).map(|(_, text)| text.as_ref()).collect();
    if style != Style::FormExploded {
        return given.first().map(|text| texts::readings(name, style, text, schema, schemas)).unwrap_or_default();
    }
    let kinds = schemas.kinds(schema);
    let mut readings = Vec::new();
    if let [text] = given[..]
        && kinds != Kinds::ARRAY
    {
        readings.push(texts::scalar(text, schema, schemas));
    }
    if kinds.has(Kinds::ARRAY) && !given.is_empty() {
        readings.push(texts::list(given.iter().copied(), schema, schemas));
    }
    if kinds.has(Kinds::OBJECT) && kinds != Kinds::ALL && given.is_empty() {
        // Each member stands under its own name.
        let known = schemas.members(schema);
        let takes_others = known.is_empty() || schemas.other_members(schema).is_some();
        let is_member = |other: &str| known.contains_key(other) || (takes_others && !others.contains(&other));
        let members = all.iter().filter(|(other, _)| is_member(other));
        let members = texts::object(members.map(|(name, text)| (name.as_ref(), text.as_ref())), schema, schemas);
        readings.extend((!members.is_empty()).then_some(Value::Object(members)));
    }
    readings
}

/// `name[a]=1&name[b][c]=2`.
fn deep(all: &[(Cow<'_, str>, Cow<'_, str>)], name: &str, schema: &Value, schemas: &Schemas) -> Option<Value> {
    let inner = |other: &str| -> Option<(String, String)> {
        let rest = other.strip_prefix(name)?.strip_prefix('[')?;
        let (key, rest) = rest.split_once(']')?;
        Some((key.to_owned(), format!("{key}{rest}")))
    };
    let mut groups: BTreeMap<String, Pairs<'_>> = BTreeMap::new();
    for (other, text) in all {
        if let Some((key, path)) = inner(other) {
            groups.entry(key).or_default().push((Cow::Owned(path), Cow::Borrowed(text.as_ref())));
        }
    }
    let known = schemas.members(schema);
    let mut members = Map::new();
    for (key, pairs) in groups {
        let anything = Value::Bool(true);
        let member = known.get(key.as_str()).copied().or_else(|| schemas.other_members(schema)).unwrap_or(&anything);
        let texts: Vec<&str> = pairs.iter().filter(|(name, _)| *name == key).map(|(_, text)| text.as_ref()).collect();
        let value = match deep(&pairs, &key, member, schemas) {
            Some(value) => value,
            None => texts::several(&texts, member, schemas),
        };
        members.insert(key, value);
    }
    (!members.is_empty()).then_some(Value::Object(members))
}
