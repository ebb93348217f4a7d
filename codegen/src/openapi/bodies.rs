//! Request bodies: `OpenAPI`'s `requestBody`, Swagger 2.0's `body` and `formData` parameters.

use super::examples;
use super::model::{Content, Form, RequestBody};
use super::node::Node;
use super::parameters::Written;
use super::swagger;
use super::version::Version;
use crate::errors::Errors;

/// What an operation's requests carry; `None` where it says nothing, or only that there is something.
pub(super) fn read(
    root: &Node<'_>,
    operation: &Node<'_>,
    written: &[&Written],
    version: Version,
    errors: &mut Errors,
) -> Option<RequestBody> {
    if version == Version::Swagger2 {
        return from_parameters(root, operation, written, errors);
    }
    let body = operation.member("requestBody")?.followed(errors)?;
    if !body.must_be_object(errors) {
        return None;
    }
    let contents = contents(&body);
    let is_required = body.flag("required", errors);
    (!contents.is_empty()).then(|| RequestBody { is_required, description: body.note("description"), contents })
}

/// What can stand in a header as a media type; whatever else a document has there is passed over.
fn is_media_type(text: &str) -> bool {
    text.contains('/') && text.chars().all(|char| char == ' ' || char.is_ascii_graphic())
}

/// The members of `content`: one for each media type.
pub(super) fn contents(holder: &Node<'_>) -> Vec<Content> {
    let members = holder.member("content").map(|content| content.members()).unwrap_or_default();
    let members = members.into_iter().filter(|(media_type, _)| is_media_type(media_type));
    let content = |(media_type, node): (&str, Node<'_>)| {
        let schema = node.member("schema").map(|schema| schema.pointer);
        Content { examples: examples::of(&node), ..content(media_type, schema) }
    };
    members.map(content).collect()
}

/// A body in a media type; where any will do, it is JSON.
pub(super) fn content(media_type: &str, schema: Option<String>) -> Content {
    let written = if media_type.trim() == "*/*" { "application/json" } else { media_type };
    Content { media_type: written.to_owned(), form: Form::of(media_type), schema, examples: Vec::new() }
}

/// The media types of `consumes` or `produces`: the operation's own, else the document's.
pub(super) fn media_types(root: &Node<'_>, operation: &Node<'_>, member: &str) -> Vec<String> {
    let list = operation.member(member).or_else(|| root.member(member));
    let elements = list.map(|list| list.elements()).unwrap_or_default();
    elements
        .iter()
        .filter_map(|element| element.value.as_str())
        .filter(|media_type| is_media_type(media_type))
        .map(str::to_owned)
        .collect()
}

fn from_parameters(
    root: &Node<'_>,
    operation: &Node<'_>,
    written: &[&Written],
    errors: &mut Errors,
) -> Option<RequestBody> {
    let consumes = media_types(root, operation, "consumes");
    if let Some(body) = written.iter().find(|written| written.place == "body") {
        let node =
            Node { pointer: body.pointer.clone(), value: root.source.value().pointer(&body.pointer)?, ..root.clone() };
        let schema = node.member("schema").map(|schema| schema.pointer);
        let json = vec!["application/json".to_owned()];
        let media_types = if consumes.is_empty() { json } else { consumes };
        return Some(RequestBody {
            is_required: node.flag("required", errors),
            description: node.note("description"),
            contents: media_types.iter().map(|media_type| content(media_type, schema.clone())).collect(),
        });
    }
    let fields: Vec<_> = written.iter().filter(|written| written.place == "formData").collect();
    if fields.is_empty() {
        return None;
    }
    let value =
        |pointer: &str, member: &str| root.source.value().pointer(pointer).and_then(|field| field.get(member).cloned());
    let has_file = fields.iter().any(|field| value(&field.pointer, "type").is_some_and(|kind| kind == "file"));
    let is_multipart = has_file || consumes.iter().any(|media_type| Form::of(media_type) == Form::Multipart);
    let (media_type, form) = if is_multipart {
        ("multipart/form-data", Form::Multipart)
    } else {
        ("application/x-www-form-urlencoded", Form::UrlEncoded)
    };
    let schema = (!is_multipart).then(|| format!("{}/{}", operation.pointer, swagger::FORM));
    Some(RequestBody {
        is_required: fields.iter().any(|field| value(&field.pointer, "required").is_some_and(|flag| flag == true)),
        description: None,
        contents: vec![Content { media_type: media_type.to_owned(), form, schema, examples: Vec::new() }],
    })
}
