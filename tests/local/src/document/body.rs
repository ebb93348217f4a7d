//! A request's body, read by its media type into the JSON that its schema is about.

use amplify_rest_codegen::openapi::{Content, Form, PartKind, Style};
use bytes::Bytes;
use futures_util::{FutureExt as _, stream};
use serde_json::{Map, Value};

use super::request::{self, Pairs};
use super::schemas::{Kinds, Schemas};
use super::texts;

/// The body as JSON; `None` where its schema says nothing about its bytes. The mistake names no part of the body.
pub(super) fn value(
    content: &Content,
    content_type: &str,
    body: &Bytes,
    schemas: &Schemas,
) -> Result<Option<Value>, String> {
    let schema = content.schema.as_deref().and_then(|pointer| schemas.at(pointer)).unwrap_or(&Value::Bool(true));
    let text = || std::str::from_utf8(body).map_err(|_| "the body is not UTF-8".to_owned());
    match content.form {
        Form::Json => serde_json::from_slice(body)
            .map(Some)
            .map_err(|error| format!("the body is not JSON: line {}, column {}", error.line(), error.column())),
        Form::UrlEncoded => {
            let fields: Pairs<'_> = form_urlencoded::parse(text()?.as_bytes()).collect();
            Ok(Some(form(&fields, &content.styles, schema, schemas).into()))
        }
        Form::Multipart => multipart(content, content_type, body, schema, schemas).map(Some),
        Form::Text if schemas.kinds(schema).has(Kinds::STRING) => Ok(Some(texts::scalar(text()?, schema, schemas))),
        // XML and the like: a schema describes what it means, not how it is written.
        Form::Text | Form::Bytes => Ok(None),
    }
}

/// A form's fields by name: those that are written in a style of their own, then the others.
fn form(fields: &Pairs<'_>, styles: &[(String, Style)], schema: &Value, schemas: &Schemas) -> Map<String, Value> {
    let members = schemas.members(schema);
    let is_styled = |field: &str| {
        let stem = field.split('[').next().unwrap_or_default();
        styles.iter().any(|(name, style)| name == if *style == Style::DeepObject { stem } else { field })
    };
    let others = fields.iter().filter(|(name, _)| !is_styled(name));
    let mut object = texts::object(others.map(|(name, text)| (name.as_ref(), text.as_ref())), schema, schemas);
    let names: Vec<&str> = members.keys().copied().collect();
    for (name, style) in styles {
        let member = members.get(name.as_str()).copied().unwrap_or(&Value::Bool(true));
        let value = request::named(fields, name, *style, &names, member, schemas).into_iter().next();
        object.extend(value.map(|value| (name.clone(), value)));
    }
    object
}

/// A form's parts by name: those that say they are JSON as that, files as text of the same length at least.
fn multipart(
    content: &Content,
    content_type: &str,
    body: &Bytes,
    schema: &Value,
    schemas: &Schemas,
) -> Result<Value, String> {
    let parts = parts(content_type, body.clone()).map_err(|error| format!("the body is no multipart form: {error}"))?;
    let members = schemas.members(schema);
    let mut object: Map<String, Value> = Map::new();
    let mut texts_by_name: Vec<(&str, String)> = Vec::new();
    for part in &parts {
        match serde_json::from_slice(&part.body) {
            Ok(value) if part.is_json => drop(object.insert(part.name.clone(), value)),
            _ => texts_by_name.push((&part.name, String::from_utf8_lossy(&part.body).into_owned())),
        }
    }
    let list = |name: &str| content.parts.iter().flatten().find(|part| part.name == name).map(|part| &part.kind);
    let pairs = texts_by_name.iter().flat_map(|(name, text)| match list(name) {
        Some(PartKind::List(style)) => text.split(texts::delimiter(*style)).map(|text| (*name, text)).collect(),
        _ => vec![(*name, text.as_str())],
    });
    object.extend(texts::object(pairs, schema, schemas));
    for (name, value) in &mut object {
        let member = members.get(name.as_str()).copied();
        if member.is_some_and(|member| schemas.kinds(member) == Kinds::ARRAY) && !value.is_array() {
            *value = Value::Array(vec![value.take()]);
        }
    }
    Ok(object.into())
}

struct Part {
    name: String,
    is_json: bool,
    body: Bytes,
}

fn parts(content_type: &str, body: Bytes) -> Result<Vec<Part>, multer::Error> {
    let boundary = multer::parse_boundary(content_type)?;
    let whole = stream::iter([Ok::<_, std::convert::Infallible>(body)]);
    let mut form = multer::Multipart::new(whole, boundary);
    let read = async {
        let mut parts = Vec::new();
        while let Some(field) = form.next_field().await? {
            let name = field.name().unwrap_or_default().to_owned();
            let is_json = field.content_type().is_some_and(|kind| kind.subtype() == "json");
            parts.push(Part { name, is_json, body: field.bytes().await? });
        }
        Ok(parts)
    };
    // All of it is there already: nothing has to be waited for.
    read.now_or_never().unwrap_or(Err(multer::Error::IncompleteStream))
}
