//! Request bodies: `OpenAPI`'s `requestBody`, Swagger 2.0's `body` and `formData` parameters.

use serde_json::Value;

use super::model::{Content, Form, RequestBody};
use super::node::Node;
use super::parameters::Written;
use super::version::Version;
use super::{examples, forms, swagger};
use crate::errors::Errors;
use crate::source::find;

/// What an operation's requests carry; `None` where it says nothing, or only that there is something.
pub(super) fn read(
    root: &Node<'_>,
    operation: &Node<'_>,
    written: &[Written<'_>],
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
    let contents = contents(&body, errors);
    let is_required = body.flag("required", errors);
    (!contents.is_empty()).then(|| RequestBody { is_required, description: body.note("description"), contents })
}

/// What can stand in a header as a media type; whatever else a document has there is passed over.
fn is_media_type(text: &str) -> bool {
    text.contains('/') && text.chars().all(|char| char == ' ' || char.is_ascii_graphic())
}

/// The members of `content`: one for each media type.
pub(super) fn contents(holder: &Node<'_>, errors: &mut Errors) -> Vec<Content> {
    let members = holder.member("content").map(|content| content.members()).unwrap_or_default();
    let members = members.into_iter().filter(|(media_type, _)| is_media_type(media_type));
    let content = |(media_type, node): (&str, Node<'_>)| {
        let (schema, encoding) = (node.member("schema"), node.member("encoding"));
        let mut content = Content { examples: examples::of(&node), ..content(media_type, schema.as_ref()) };
        match (content.form, &schema) {
            (Form::Multipart, Some(schema)) => content.parts = forms::parts(schema, encoding.as_ref(), errors),
            (Form::UrlEncoded, _) => content.styles = forms::styles(encoding.as_ref(), errors),
            _ => {}
        }
        content
    };
    members.map(content).collect()
}

/// A body in a media type. Where any will do, it is JSON, unless the schema says that it is bytes; what API Gateway takes
/// for binary is no text.
pub(super) fn content(media_type: &str, schema: Option<&Node<'_>>) -> Content {
    let listed = schema.and_then(|schema| schema.source.value().get("x-amazon-apigateway-binary-media-types"));
    let is_listed = listed.and_then(Value::as_array).is_some_and(|list| list.iter().any(|one| one == media_type));
    let is_any = media_type.trim() == "*/*";
    let form = match Form::of(media_type) {
        Form::Json if is_any && schema.is_some_and(is_binary) => Form::Bytes,
        Form::Text if is_listed => Form::Bytes,
        form => form,
    };
    Content {
        media_type: if is_any && form == Form::Json { "application/json" } else { media_type }.to_owned(),
        form,
        schema: schema.map(|schema| schema.pointer.clone()),
        examples: Vec::new(),
        styles: Vec::new(),
        parts: None,
    }
}

/// Whether a schema is one of bytes, which JSON has none of.
pub(super) fn is_binary(schema: &Node<'_>) -> bool {
    let schema = schema.clone().followed(&mut Errors::new());
    let is = |schema: &Node<'_>, member: &str, text: &str| schema.value.get(member).is_some_and(|said| said == text);
    schema.is_some_and(|schema| is(&schema, "format", "binary") || is(&schema, "type", "file"))
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
    written: &[Written<'_>],
    errors: &mut Errors,
) -> Option<RequestBody> {
    let consumes = media_types(root, operation, "consumes");
    if let Some(body) = written.iter().find(|written| written.place == "body") {
        let node =
            Node { pointer: body.pointer.clone(), value: find(root.source.value(), &body.pointer)?, ..root.clone() };
        let schema = node.member("schema");
        let json = vec!["application/json".to_owned()];
        let media_types = if consumes.is_empty() { json } else { consumes };
        return Some(RequestBody {
            is_required: node.flag("required", errors),
            description: node.note("description"),
            contents: media_types.iter().map(|media_type| content(media_type, schema.as_ref())).collect(),
        });
    }
    let fields: Vec<(&str, Node<'_>)> = written
        .iter()
        .filter(|written| written.place == "formData")
        .filter_map(|field| {
            let value = find(root.source.value(), &field.pointer)?;
            Some((field.name, Node { pointer: field.pointer.clone(), value, ..root.clone() }))
        })
        .collect();
    if fields.is_empty() {
        return None;
    }
    let is_multipart = fields.iter().any(|(_, field)| is_binary(field))
        || consumes.iter().any(|media_type| Form::of(media_type) == Form::Multipart);
    let schema = Some(format!("{}/{}", operation.pointer, swagger::FORM));
    let content = if is_multipart {
        let parts = forms::from_parameters(&fields, errors);
        Content { schema, parts: Some(parts), ..content("multipart/form-data", None) }
    } else {
        let styles = forms::collections(&fields, errors);
        Content { schema, styles, ..content("application/x-www-form-urlencoded", None) }
    };
    let is_required = fields.iter().any(|(_, field)| field.flag("required", errors));
    Some(RequestBody { is_required, description: None, contents: vec![content] })
}
