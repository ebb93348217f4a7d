//! What Swagger 2.0 has in place of schemas, as schemas: parameters without what is none of a schema's keywords, and
//! forms as objects. Everything stays at its pointer.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::schema::FILES;
use crate::source::{find, join};

/// The member of an operation under which its form's schema is put.
pub(super) const FORM: &str = "x-amplify-rest-form";

/// The document with schemas where the model points to them, and what the forms among them were made of.
pub(super) fn with_schemas(document: &Value) -> (Arc<Value>, Vec<(String, String)>) {
    let (mut changed, mut copies) = (document.clone(), Vec::new());
    if let Some(shared) = changed.get_mut("parameters").and_then(Value::as_object_mut) {
        shared.values_mut().for_each(parameter);
    }
    members_mut(changed.get_mut("responses")).for_each(|(_, answer)| file_answer(answer));
    for (path, item) in members_mut(changed.get_mut("paths")) {
        let at = join("/paths", path);
        let shared = document["paths"][path.as_str()].get("parameters").cloned().unwrap_or_default();
        for (name, member) in members_mut(Some(item)) {
            if name == "parameters" {
                elements_mut(Some(member)).for_each(parameter);
            } else if let Value::Object(operation) = member {
                let own = operation.get("parameters").cloned().unwrap_or_default();
                let operation_at = join(&at, name);
                if let Some(form) = form(document, &[(&shared, &at), (&own, &operation_at)], &mut copies) {
                    operation.insert(FORM.to_owned(), form);
                    copies.push((join(&operation_at, FORM), operation_at));
                }
                elements_mut(operation.get_mut("parameters")).for_each(parameter);
                members_mut(operation.get_mut("responses")).for_each(|(_, answer)| file_answer(answer));
            }
        }
    }
    if let Some(files) = changed.pointer_mut(FILES) {
        parameters(files);
    }
    (Arc::new(changed), copies)
}

/// All parameters in a part of the document that may hold them anywhere.
fn parameters(value: &mut Value) {
    match value {
        Value::Object(members) => {
            let is_parameter = ["in", "name"].iter().all(|name| members.get(*name).is_some_and(Value::is_string));
            members.values_mut().for_each(parameters);
            if is_parameter {
                parameter(value);
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(parameters),
        _ => {}
    }
}

fn members_mut(value: Option<&mut Value>) -> impl Iterator<Item = (&String, &mut Value)> {
    value.and_then(Value::as_object_mut).into_iter().flatten()
}

fn elements_mut(value: Option<&mut Value>) -> impl Iterator<Item = &mut Value> {
    value.and_then(Value::as_array_mut).into_iter().flatten()
}

/// A parameter's `required` is a switch; a schema's is a list.
fn parameter(value: &mut Value) {
    if let Value::Object(parameter) = value
        && parameter.get("in").is_some_and(|place| place != "body")
    {
        parameter.remove("required");
        file_as_text(parameter);
    }
}

/// An answer may be a file, too, which is no type of a schema's.
fn file_answer(answer: &mut Value) {
    if let Some(Value::Object(schema)) = answer.get_mut("schema") {
        file_as_text(schema);
    }
}

fn file_as_text(schema: &mut Map<String, Value>) {
    if schema.get("type").is_some_and(|kind| kind == "file") {
        schema.insert("type".to_owned(), "string".into());
    }
}

/// The form's fields as an object's members, from the lists of parameters of a path and of its operation, each with the
/// pointer of that.
fn form(document: &Value, lists: &[(&Value, &str); 2], copies: &mut Vec<(String, String)>) -> Option<Value> {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    let [_, (_, operation)] = lists;
    let (form, mut own) = (join(&join(operation, FORM), "properties"), Vec::new());
    let each =
        lists.iter().flat_map(|(list, at)| list.as_array().into_iter().flatten().enumerate().map(move |one| (at, one)));
    for (at, (index, field)) in each {
        let reference = field.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
        let target = reference.and_then(|pointer| Some((find(document, pointer)?, pointer.to_owned())));
        let (field, pointer) = target.unwrap_or_else(|| (field, format!("{at}/parameters/{index}")));
        let (Some(name), Some("formData")) = (field["name"].as_str(), field["in"].as_str()) else { continue };
        if field["required"] == true {
            required.push(name.to_owned());
        }
        let mut schema = field.clone();
        parameter(&mut schema);
        // An operation's own field stands in place of its path's.
        own.retain(|(known, _)| known != name);
        own.push((name.to_owned(), pointer));
        properties.insert(name.to_owned(), schema);
    }
    copies.extend(own.into_iter().map(|(name, pointer)| (join(&form, &name), pointer)));
    (!properties.is_empty()).then(|| json!({"type": "object", "properties": properties, "required": required}))
}
