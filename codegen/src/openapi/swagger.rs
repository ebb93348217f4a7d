//! What Swagger 2.0 has in place of schemas, as schemas: parameters without what is none of a schema's keywords, and
//! forms as objects. Everything stays at its pointer.

use serde_json::{Map, Value, json};

use crate::schema::FILES;
use crate::source::find;

/// The member of an operation under which its form's schema is put.
pub(super) const FORM: &str = "x-amplify-rest-form";

/// The document with schemas where the model points to them.
pub(super) fn with_schemas(document: &Value) -> Value {
    let mut changed = document.clone();
    if let Some(shared) = changed.get_mut("parameters").and_then(Value::as_object_mut) {
        shared.values_mut().for_each(parameter);
    }
    members_mut(changed.get_mut("responses")).for_each(|(_, answer)| file_answer(answer));
    for (path, item) in members_mut(changed.get_mut("paths")) {
        let shared = document["paths"][path.as_str()].get("parameters").cloned().unwrap_or_default();
        for (name, member) in members_mut(Some(item)) {
            if name == "parameters" {
                elements_mut(Some(member)).for_each(parameter);
            } else if let Value::Object(operation) = member {
                let own = operation.get("parameters").cloned().unwrap_or_default();
                if let Some(form) = form(document, &[&shared, &own]) {
                    operation.insert(FORM.to_owned(), form);
                }
                elements_mut(operation.get_mut("parameters")).for_each(parameter);
                members_mut(operation.get_mut("responses")).for_each(|(_, answer)| file_answer(answer));
            }
        }
    }
    if let Some(files) = changed.pointer_mut(FILES) {
        parameters(files);
    }
    changed
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

/// The form's fields as an object's members.
fn form(document: &Value, lists: &[&Value]) -> Option<Value> {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for field in lists.iter().filter_map(|list| list.as_array()).flatten() {
        let reference = field.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
        let field = reference.and_then(|pointer| find(document, pointer)).unwrap_or(field);
        let (Some(name), Some("formData")) = (field["name"].as_str(), field["in"].as_str()) else { continue };
        if field["required"] == true {
            required.push(name.to_owned());
        }
        let mut schema = field.clone();
        parameter(&mut schema);
        properties.insert(name.to_owned(), schema);
    }
    (!properties.is_empty()).then(|| json!({"type": "object", "properties": properties, "required": required}))
}
