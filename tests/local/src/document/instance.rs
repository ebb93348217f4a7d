//! A value that a schema accepts: an example of its document, else one that is made up, of constants, defaults and examples
//! as they are written and of the least that is allowed.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::scalars;
use super::schemas::{Kinds, Schemas, elements};

/// The deepest nesting that optional members are filled in to; what is required goes on a little.
const FULL_DEPTH: usize = 4;
const LAST_DEPTH: usize = 24;

/// The first example that its schema takes, else a value made up; a wrong example where that isn't taken either.
pub(crate) fn value(schema: Option<&str>, examples: &[String], schemas: &Schemas) -> Value {
    let mut examples = examples.iter().filter_map(|pointer| schemas.at(pointer));
    let Some(pointer) = schema else { return examples.next().cloned().unwrap_or_else(|| json!({})) };
    let examples: Vec<Value> = examples.map(|example| unquoted(example, pointer, schemas)).collect();
    let is_fine = |value: &&Value| schemas.flaw(pointer, value).is_none();
    if let Some(example) = examples.iter().find(is_fine) {
        return example.clone();
    }
    let instance = made(pointer, schemas);
    if is_fine(&&instance) { instance } else { examples.into_iter().next().unwrap_or(instance) }
}

/// Examples of objects are often written as strings that hold JSON.
fn unquoted(example: &Value, pointer: &str, schemas: &Schemas) -> Value {
    let takes_text = schemas.at(pointer).is_none_or(|schema| schemas.kinds(schema).has(Kinds::STRING));
    let read = example.as_str().filter(|_| !takes_text).and_then(|text| serde_json::from_str(text).ok());
    read.unwrap_or_else(|| example.clone())
}

/// A value for a schema: with all that it may have, unless only less is accepted.
fn made(pointer: &str, schemas: &Schemas) -> Value {
    let Some(schema) = schemas.at(pointer) else { return Value::Null };
    let ways = [(true, FULL_DEPTH), (true, 0), (false, FULL_DEPTH), (false, 1), (false, 0)];
    let candidates = ways.map(|(quotes, full_depth)| Maker { schemas, quotes, full_depth }.value(schema, 0));
    let [full, ..] = &candidates;
    candidates.iter().find(|value| schemas.flaw(pointer, value).is_none()).unwrap_or(full).clone()
}

struct Maker<'m> {
    schemas: &'m Schemas,
    /// Whether examples and defaults are taken as they are written.
    quotes: bool,
    /// Up to here optional members are filled in.
    full_depth: usize,
}

impl Maker<'_> {
    fn value(&self, schema: &Value, depth: usize) -> Value {
        let schema = self.schemas.resolved(schema);
        if depth > LAST_DEPTH {
            return Value::Null;
        }
        if let Some(value) = self.written(schema) {
            return value.clone();
        }
        let alternative = elements(schema, "oneOf").first().or_else(|| elements(schema, "anyOf").first());
        if let Some(alternative) = alternative.filter(|_| schema.get("properties").or(schema.get("allOf")).is_none()) {
            return self.alternative(schema, alternative, depth);
        }
        let kinds = self.schemas.kinds(schema);
        let parts = self.parts(schema);
        if kinds.has(Kinds::OBJECT) {
            self.object(schema, depth)
        } else if kinds.has(Kinds::ARRAY) {
            self.array(schema, depth)
        } else if let Some(value) = parts.iter().find_map(|part| self.written(part)) {
            value.clone()
        } else if kinds.has(Kinds::STRING) {
            scalars::string(&parts).into()
        } else if kinds.has(Kinds::NUMBER) {
            scalars::number(&parts, !kinds.has(Kinds::FRACTION))
        } else if kinds.has(Kinds::BOOLEAN) {
            true.into()
        } else {
            Value::Null
        }
    }

    /// A value that stands in the schema.
    fn written<'s>(&self, schema: &'s Value) -> Option<&'s Value> {
        let fixed = schema.get("const").or_else(|| elements(schema, "enum").first());
        let quoted = schema.get("example").or_else(|| elements(schema, "examples").first());
        let quoted = quoted.or_else(|| schema.get("default")).filter(|value| self.quotes && self.fits(schema, value));
        quoted.or(fixed)
    }

    /// The first of several, with what its discriminator says of it.
    fn alternative(&self, schema: &Value, chosen: &Value, depth: usize) -> Value {
        let mut value = self.value(chosen, depth + 1);
        let discriminator =
            schema.get("discriminator").and_then(|discriminator| Some((discriminator, chosen.get("$ref")?.as_str()?)));
        if let Some((discriminator, reference)) = discriminator
            && let Some(property) = discriminator.get("propertyName").and_then(Value::as_str)
            && let Some(object) = value.as_object_mut()
        {
            let mapping = discriminator.get("mapping").and_then(Value::as_object).into_iter().flatten();
            let mut mapped =
                mapping.filter(|(_, target)| target.as_str() == Some(reference)).map(|(name, _)| name.as_str());
            let name = mapped.next().or_else(|| reference.rsplit('/').next()).unwrap_or_default();
            object.insert(property.to_owned(), name.into());
        }
        value
    }

    /// Whether a written value is at least of a type that the schema admits.
    fn fits(&self, schema: &Value, value: &Value) -> bool {
        self.schemas.kinds(schema).has(Kinds::of(value))
    }

    /// A schema and all that it is made of by `allOf`.
    fn parts<'s>(&'s self, schema: &'s Value) -> Vec<&'s Value> {
        let mut parts = vec![self.schemas.resolved(schema)];
        let mut next = 0;
        while let Some(part) = parts.get(next).copied().filter(|_| next < LAST_DEPTH) {
            parts.extend(elements(part, "allOf").iter().map(|part| self.schemas.resolved(part)));
            next += 1;
        }
        parts
    }

    fn object(&self, schema: &Value, depth: usize) -> Value {
        let mut known: BTreeMap<&str, &Value> = BTreeMap::new();
        let mut required: Vec<&str> = Vec::new();
        let parts = self.parts(schema);
        // Of alternatives beside members, the first.
        let chosen: Vec<&Value> = parts
            .iter()
            .filter_map(|part| elements(part, "oneOf").first().or_else(|| elements(part, "anyOf").first()))
            .collect();
        let chosen = chosen.into_iter().flat_map(|part| self.parts(part));
        for part in parts.iter().copied().chain(chosen) {
            for (name, member) in part.get("properties").and_then(Value::as_object).into_iter().flatten() {
                known.entry(name).or_insert(member);
            }
            required.extend(elements(part, "required").iter().filter_map(Value::as_str));
        }
        let others = parts.iter().find_map(|part| part.get("additionalProperties").filter(|other| other.is_object()));
        let mut object = Map::new();
        for (name, member) in &known {
            let is_wanted = required.contains(name) || depth < self.full_depth;
            if is_wanted && **member != Value::Bool(false) {
                object.insert((*name).to_owned(), self.value(member, depth + 1));
            }
        }
        for name in required {
            if !object.contains_key(name) {
                let value = others.map_or_else(|| json!("text"), |other| self.value(other, depth + 1));
                object.insert(name.to_owned(), value);
            }
        }
        let least = parts.iter().filter_map(|part| part.get("minProperties")?.as_u64()).max().unwrap_or(0);
        let wanted = least.max(u64::from(known.is_empty() && others.is_some() && depth < self.full_depth));
        for number in 1..=wanted.min(64) {
            if (object.len() as u64) < wanted {
                let value = others.map_or_else(|| json!("text"), |other| self.value(other, depth + 1));
                object.insert(format!("key{number}"), value);
            }
        }
        object.into()
    }

    fn array(&self, schema: &Value, depth: usize) -> Value {
        let parts = self.parts(schema);
        let count = |keyword: &str| parts.iter().filter_map(|part| part.get(keyword)?.as_u64()).max();
        let first: Vec<Value> = parts
            .iter()
            .flat_map(|part| elements(part, "prefixItems"))
            .map(|item| self.value(item, depth + 1))
            .collect();
        let most = count("maxItems").unwrap_or(u64::MAX);
        let wanted = count("minItems").unwrap_or(u64::from(depth <= self.full_depth)).min(most).min(64);
        let items = self.schemas.elements(schema);
        let is_unique = parts.iter().any(|part| part.get("uniqueItems") == Some(&Value::Bool(true)));
        let mut array = first;
        while (array.len() as u64) < wanted && *items != Value::Bool(false) {
            let element = self.value(items, depth + 1);
            let element = if is_unique && array.contains(&element) {
                other(&element, array.len(), items, self.schemas)
            } else {
                element
            };
            array.push(element);
        }
        array.into()
    }
}

/// Another value than one, of its type.
fn other(value: &Value, number: usize, schema: &Value, schemas: &Schemas) -> Value {
    if let Some(value) = elements(schemas.resolved(schema), "enum").get(number) {
        return value.clone();
    }
    match value {
        Value::String(text) => format!("{text}{number}").into(),
        Value::Number(known) => {
            known.as_i64().map_or_else(|| value.clone(), |known| json!(known + i64::try_from(number).unwrap_or(0)))
        }
        other => other.clone(),
    }
}
