//! Answers by status.

use super::bodies::{content, contents, media_types};
use super::model::{Answer, Content, Form, Header, Status, Verb};
use super::node::Node;
use super::version::Version;
use super::{examples, parameters};
use crate::errors::{Diagnostic, Errors, quote};

/// What an operation answers with, ordered by status. API Gateway exports operations that say nothing about it.
pub(super) fn read(
    root: &Node<'_>,
    operation: &Node<'_>,
    verb: Verb,
    version: Version,
    errors: &mut Errors,
) -> Vec<Answer> {
    let Some(list) = operation.member("responses") else { return Vec::new() };
    if !list.must_be_object(errors) {
        return Vec::new();
    }
    let mut answers = Vec::new();
    for (status, node) in list.members().into_iter().filter(|(status, _)| !status.starts_with("x-")) {
        let Some(status) = read_status(status) else {
            let message = format!("{} is no status", quote(status));
            let hint = "a number (`200`), a class of them (`4XX`), or `default`";
            errors.push(Diagnostic::key(node.source, &node.pointer, message).hint(hint));
            continue;
        };
        let Some(node) = node.followed(errors) else { continue };
        if node.must_be_object(errors) {
            let contents = match version {
                // Nothing follows the headers of these (RFC 9110, section 6.4.1).
                _ if verb == Verb::Head || matches!(status, Status::Code(100..=199 | 204 | 205 | 304)) => Vec::new(),
                Version::Swagger2 => produced(root, operation, &node),
                Version::OpenApi30 | Version::OpenApi31 => contents(&node, errors),
            };
            let headers = headers(&node, version, errors);
            answers.push(Answer { status, description: node.note("description"), headers, contents });
        }
    }
    answers.sort_by_key(|answer| answer.status);
    answers.dedup_by_key(|answer| answer.status);
    answers
}

fn read_status(text: &str) -> Option<Status> {
    if text == "default" {
        return Some(Status::Default);
    }
    let class = text.strip_suffix("XX").or_else(|| text.strip_suffix("xx"));
    if let Some(class) = class {
        return class.parse().ok().filter(|class| (1..=5).contains(class)).map(Status::Class);
    }
    text.parse().ok().filter(|code| (100..=599).contains(code)).map(Status::Code)
}

fn produced(root: &Node<'_>, operation: &Node<'_>, answer: &Node<'_>) -> Vec<Content> {
    let Some(schema) = answer.member("schema") else { return Vec::new() };
    let is_file = schema.value.get("type").is_some_and(|kind| kind == "file");
    let mut produces = media_types(root, operation, "produces");
    if produces.is_empty() {
        produces.push(if is_file { "application/octet-stream" } else { "application/json" }.to_owned());
    }
    let content = |media_type: &String| {
        let content = content(media_type, Some(&schema));
        let form = if is_file { Form::Bytes } else { content.form };
        Content { form, examples: examples::produced(answer, media_type), ..content }
    };
    produces.iter().map(content).collect()
}

/// The headers that an answer comes with; its media type stands elsewhere.
fn headers(answer: &Node<'_>, version: Version, errors: &mut Errors) -> Vec<Header> {
    let headers = answer.member("headers").map(|headers| headers.members()).unwrap_or_default();
    let headers = headers.into_iter().filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
    headers.filter_map(|(name, node)| parameters::header(name, node, version, errors)).collect()
}
