//! What an operation answers: the document's example, else a value made up from the schema, with the headers that the
//! document has for it.

use amplify_rest_codegen::openapi::{self, Content, Form, Header, Operation, Status};
use http::StatusCode;
use serde_json::Value;

use super::instance::value;
use super::schemas::Schemas;
use crate::answer::Answer;

/// The answer with a status, or the one that callers hope for: the first of 2xx, else `default`, else the first of 3xx,
/// else 200 with nothing in it. `None` where the document has no such answer, or none at all.
pub(super) fn of(operation: &Operation, status: Option<u16>, accept: &str, schemas: &Schemas) -> Option<Answer> {
    let answers = &operation.answers;
    let with = |wanted: Status| answers.iter().find(|known| known.status == wanted);
    let described = match status {
        Some(status) => with(Status::Code(status)).or_else(|| with(Status::Class(status / 100))),
        None => of_class(answers, 2),
    };
    let described =
        described.or_else(|| with(Status::Default)).or_else(|| of_class(answers, 3).filter(|_| status.is_none()));
    let Some(described) = described else {
        return (status.is_none() && !answers.is_empty()).then(|| Answer::of(StatusCode::OK));
    };
    let code = status.unwrap_or(match described.status {
        Status::Code(code) => code,
        Status::Class(class) => class * 100,
        Status::Default => 200,
    });
    let mut answer = Answer::of(StatusCode::from_u16(code).ok().filter(|status| status.as_u16() >= 200)?);
    for header in &described.headers {
        let value = written(&header_value(header, schemas));
        // What is no header is a mistake of the document that callers needn't suffer for.
        answer = answer.clone().header(&header.name, &value).unwrap_or(answer);
    }
    let Some(content) = accepted(described, accept) else { return Some(answer) };
    let media_type = if content.media_type.contains('*') { "application/octet-stream" } else { &content.media_type };
    Some(answer.set("content-type", media_type).body(body(content, schemas)))
}

/// The first answer whose status has this first digit.
fn of_class(answers: &[openapi::Answer], class: u16) -> Option<&openapi::Answer> {
    answers.iter().find(|answer| match answer.status {
        Status::Code(code) => code / 100 == class,
        Status::Class(other) => other == class,
        Status::Default => false,
    })
}

/// The content that a caller likes best; API Gateway refuses nobody for wanting another.
fn accepted<'a>(answer: &'a openapi::Answer, accept: &str) -> Option<&'a Content> {
    let mut contents: Vec<&Content> = answer.contents.iter().collect();
    contents.sort_by_key(|content| content.form);
    let fits = |wanted: &str, content: &Content| {
        let wanted = super::essence(wanted);
        let (kind, subtype) = wanted.split_once('/').unwrap_or((&wanted, "*"));
        let essence = super::essence(&content.media_type);
        let known = essence.split_once('/').unwrap_or((&essence, ""));
        (kind == "*" || kind == known.0) && (subtype == "*" || subtype == known.1)
    };
    let mut wanted = accept.split(',').filter(|wanted| !wanted.trim().is_empty());
    let chosen = wanted.find_map(|wanted| contents.iter().find(|content| fits(wanted, content)));
    chosen.or(contents.first()).copied()
}

fn body(content: &Content, schemas: &Schemas) -> Vec<u8> {
    let is_json = content.form == Form::Json;
    match value(content.schema.as_deref(), &content.examples, schemas) {
        Value::String(text) if !is_json => text.into_bytes(),
        value => value.to_string().into_bytes(),
    }
}

fn header_value(header: &Header, schemas: &Schemas) -> Value {
    let is_said = header.schema.is_some() || !header.examples.is_empty();
    if is_said { value(header.schema.as_deref(), &header.examples, schemas) } else { "text".into() }
}

/// A header's value: a list's elements with commas between.
fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(elements) => elements.iter().map(written).collect::<Vec<_>>().join(","),
        Value::Object(members) => {
            members.iter().flat_map(|(name, member)| [name.clone(), written(member)]).collect::<Vec<_>>().join(",")
        }
        other => other.to_string(),
    }
}
