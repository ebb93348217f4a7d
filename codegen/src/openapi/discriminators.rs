//! What a `discriminator` says, as constants: the alternatives of a `oneOf` or `anyOf` are then told apart by their schemas,
//! and a value is of the one that its tag names, however much it looks like another.
//!
//! A model that others are made of (`allOf`) stays as it is: they have tags of their own. Swagger 2.0's discriminators
//! name no alternatives.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::schema::percent_decoded;
use crate::source::{find, split};

/// The values of a model's tag, by the model's pointer and the tag's member.
type Tags = BTreeMap<(String, String), BTreeSet<String>>;

/// Writes the tags of alternatives into the document, as constants.
pub(super) fn tell(document: &mut Arc<Value>) {
    let (mut tags, mut bases) = (Tags::new(), BTreeSet::new());
    look(document, &mut tags, &mut bases);
    for ((model, member), values) in tags.into_iter().filter(|((model, _), _)| !bases.contains(model)) {
        if find(document, &model).is_some()
            && let Some(model) = Arc::make_mut(document).pointer_mut(&model)
        {
            narrow(model, &member, &values);
        }
    }
}

/// Finds the tags of all alternatives, and the models that others are made of.
fn look(value: &Value, tags: &mut Tags, bases: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match name.as_str() {
                    "discriminator" => tell_apart(members, member, tags),
                    "allOf" => bases.extend(targets(member)),
                    _ => {}
                }
                look(member, tags, bases);
            }
        }
        Value::Array(elements) => elements.iter().for_each(|element| look(element, tags, bases)),
        _ => {}
    }
}

/// Adds the tags of a schema's alternatives.
fn tell_apart(schema: &Map<String, Value>, discriminator: &Value, tags: &mut Tags) {
    let Some(member) = discriminator.get("propertyName").and_then(Value::as_str) else { return };
    for model in ["oneOf", "anyOf"].iter().filter_map(|keyword| schema.get(*keyword)).flat_map(targets) {
        let values = values(discriminator.get("mapping"), &model);
        tags.entry((model, member.to_owned())).or_default().extend(values);
    }
}

/// The pointers of the models that a list refers to.
fn targets(list: &Value) -> impl Iterator<Item = String> {
    let list = list.as_array().into_iter().flatten();
    let pointer = |schema: &Value| Some(percent_decoded(schema.get("$ref")?.as_str()?.strip_prefix('#')?).into_owned());
    list.filter_map(pointer)
}

/// What the tag of a model may be: the names that are mapped to it, else its own.
fn values(mapping: Option<&Value>, model: &str) -> Vec<String> {
    let own = split(model).1;
    let leads = |target: &str| split(target).1 == own || target == own;
    let mapped = mapping.and_then(Value::as_object).into_iter().flatten();
    let mapped: Vec<String> =
        mapped.filter(|(_, target)| target.as_str().is_some_and(leads)).map(|(name, _)| name.clone()).collect();
    if mapped.is_empty() { vec![own.into_owned()] } else { mapped }
}

/// Lets a model's tag have these values alone, unless its schema says already which.
fn narrow(model: &mut Value, member: &str, values: &BTreeSet<String>) {
    let Some(model) = model.as_object_mut().filter(|model| !model.contains_key("$ref")) else { return };
    let properties = model.entry("properties").or_insert_with(|| json!({}));
    let known = properties.get(member).cloned();
    if known.as_ref().is_some_and(|known| known.get("enum").is_some() || known.get("const").is_some()) {
        return;
    }
    let tag = match known {
        Some(known) if known.get("$ref").is_some() => json!({"allOf": [known], "enum": values}),
        Some(Value::Object(mut known)) => {
            known.insert("enum".to_owned(), json!(values));
            Value::Object(known)
        }
        _ => json!({"type": "string", "enum": values}),
    };
    if let Some(properties) = properties.as_object_mut() {
        properties.insert(member.to_owned(), tag);
    }
}
