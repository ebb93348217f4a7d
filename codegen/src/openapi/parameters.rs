//! Parameters of paths and operations, in either dialect's spelling.

use super::examples;
use super::model::{Form, Header, Location, Parameter, Style};
use super::node::Node;
use super::version::Version;
use crate::errors::{Diagnostic, Errors, quote};
use crate::suggest;

/// A parameter as it is written; Swagger 2.0 has bodies among them.
#[derive(Clone)]
pub(super) struct Written<'a> {
    pub(super) name: &'a str,
    /// `body` and `formData` among them.
    pub(super) place: &'a str,
    /// What it is where it is no body.
    pub(super) parameter: Option<Parameter>,
    /// The pointer of the parameter itself.
    pub(super) pointer: String,
}

impl<'a> Written<'a> {
    /// What one parameter overrides another by.
    pub(super) fn key(&self) -> (&'a str, &'a str) {
        (self.place, self.name)
    }
}

/// The request headers that follow from the rest of the request: `OpenAPI` has parameters of these names mean nothing,
/// and the last four are the transport's.
const OTHERS_HEADERS: [&str; 7] =
    ["accept", "content-type", "authorization", "host", "content-length", "transfer-encoding", "connection"];

/// The parameters that stand at a path or an operation.
pub(super) fn written<'a>(at: &Node<'a>, version: Version, errors: &mut Errors) -> Vec<Written<'a>> {
    let Some(list) = at.member("parameters") else { return Vec::new() };
    if !list.value.is_array() {
        errors.push(list.wrong("an array"));
    }
    list.elements().into_iter().filter_map(|node| one(&node.followed(errors)?, version, errors)).collect()
}

fn one<'a>(node: &Node<'a>, version: Version, errors: &mut Errors) -> Option<Written<'a>> {
    if !node.must_be_object(errors) {
        return None;
    }
    let missing =
        |member: &str| Diagnostic::value(node.source, &node.pointer, format!("the parameter has no `{member}`"));
    let place = node.text("in", errors);
    let name = node.text("name", errors);
    let (Some(place), Some(name)) = (place, name) else {
        for member in ["in", "name"].into_iter().filter(|member| node.value.get(member).is_none()) {
            errors.push(missing(member));
        }
        return None;
    };
    let location = match place {
        "path" => Some(Location::Path),
        "query" => Some(Location::Query),
        "header" => Some(Location::Header),
        "cookie" if version != Version::Swagger2 => Some(Location::Cookie),
        "body" | "formData" if version == Version::Swagger2 => None,
        _ => {
            let message = format!("there are no parameters in {}", quote(place));
            let fourth: &[&str] = if version == Version::Swagger2 { &["formData", "body"] } else { &["cookie"] };
            let known = ["path", "query", "header"].into_iter().chain(fourth.iter().copied());
            let pointer = format!("{}/in", node.pointer);
            let hint = suggest::did_you_mean(place, known);
            errors.push(Diagnostic::value(node.source, &pointer, message).maybe_hint(hint));
            return None;
        }
    };
    if location == Some(Location::Header) && OTHERS_HEADERS.contains(&name.to_ascii_lowercase().as_str()) {
        return None;
    }
    if location == Some(Location::Header) && !name.bytes().all(is_token) {
        let message = format!("no header can be called {}", quote(name));
        errors.push(Diagnostic::value(node.source, &format!("{}/name", node.pointer), message));
    }
    let parameter = location.map(|location| {
        let schema = schema(node, version);
        // A reference that leads nowhere is the schema compiler's to report.
        let default = schema.clone().and_then(|schema| schema.followed(&mut Errors::new())?.member("default"));
        Parameter {
            name: name.to_owned(),
            location,
            is_required: node.flag("required", errors) || location == Location::Path,
            is_deprecated: node.flag("deprecated", errors),
            description: node.note("description"),
            default: default.map(|default| default.value.clone()),
            schema: schema.map(|schema| schema.pointer),
            examples: examples(node, version),
            style: style(node, location, version, errors),
        }
    });
    Some(Written { name, place, parameter, pointer: node.pointer.clone() })
}

/// The pointers of a parameter's examples; Swagger 2.0 has none.
fn examples(node: &Node<'_>, version: Version) -> Vec<String> {
    match (version, content(node)) {
        (Version::Swagger2, _) => Vec::new(),
        (_, Some((_, content))) => examples::of(&content),
        (_, None) => examples::of(node),
    }
}

/// What a parameter or header has in place of a schema: one media type, and what is said of it.
fn content<'a>(node: &Node<'a>) -> Option<(&'a str, Node<'a>)> {
    if node.value.get("schema").is_some() {
        return None;
    }
    node.member("content")?.members().into_iter().next()
}

/// The schema of a parameter or header. Swagger 2.0's are their own. What a media type other than JSON makes of an object or
/// a list is not known here: it is a text.
fn schema<'a>(node: &Node<'a>, version: Version) -> Option<Node<'a>> {
    if version == Version::Swagger2 {
        return node.member("type").map(|_| node.clone());
    }
    node.member("schema").or_else(|| {
        let (media_type, content) = content(node)?;
        let is_known = |schema: &Node<'_>| Form::of(media_type) == Form::Json || is_scalar(schema);
        content.member("schema").filter(is_known)
    })
}

fn is_scalar(schema: &Node<'_>) -> bool {
    // A reference that leads nowhere is the schema compiler's to report.
    let schema = schema.clone().followed(&mut Errors::new());
    let is = |schema: &Node<'_>, kind: &str| schema.value.get("type").is_some_and(|said| said == kind);
    schema.is_some_and(|schema| ["string", "integer", "number", "boolean"].iter().any(|kind| is(&schema, kind)))
}

/// A header of an answer.
pub(super) fn header(name: &str, node: Node<'_>, version: Version, errors: &mut Errors) -> Option<Header> {
    let node = node.followed(errors)?;
    if !node.must_be_object(errors) {
        return None;
    }
    if name.is_empty() || !name.bytes().all(is_token) {
        let message = format!("no header can be called {}", quote(name));
        errors.push(Diagnostic::key(node.source, &node.pointer, message));
    }
    Some(Header {
        name: name.to_owned(),
        is_required: version != Version::Swagger2 && node.flag("required", errors),
        description: node.note("description"),
        schema: schema(&node, version).map(|schema| schema.pointer),
        examples: examples(&node, version),
        style: style(&node, Location::Header, version, errors),
    })
}

/// Swagger 2.0's `collectionFormat`; `None` where it is `csv`.
pub(super) fn collection(node: &Node<'_>, errors: &mut Errors) -> Option<Style> {
    match node.text("collectionFormat", errors)? {
        "multi" => Some(Style::FormExploded),
        "ssv" => Some(Style::SpaceDelimited),
        "pipes" => Some(Style::PipeDelimited),
        "tsv" => Some(Style::TabDelimited),
        "csv" => None,
        other => {
            let message = format!("there is no collection format {}", quote(other));
            let hint =
                suggest::did_you_mean(other, FORMATS).unwrap_or_else(|| format!("one of {}", FORMATS.join(", ")));
            let pointer = format!("{}/collectionFormat", node.pointer);
            errors.push(Diagnostic::value(node.source, &pointer, message).hint(hint));
            None
        }
    }
}

/// How a parameter, header or form's field is written.
pub(super) fn style(node: &Node<'_>, location: Location, version: Version, errors: &mut Errors) -> Style {
    if version == Version::Swagger2 {
        return match (collection(node, errors), location) {
            (Some(Style::FormExploded) | None, Location::Path | Location::Header) => Style::Simple,
            (style, _) => style.unwrap_or(Style::Form),
        };
    }
    let is_form = matches!(location, Location::Query | Location::Cookie);
    if let Some((media_type, _)) = content(node) {
        return match (Form::of(media_type), is_form) {
            (Form::Json, _) => Style::Json,
            (_, true) => Style::Form,
            (_, false) => Style::Simple,
        };
    }
    let name = node.text("style", errors).unwrap_or(if is_form { "form" } else { "simple" });
    let explodes = match node.member("explode") {
        Some(_) => node.flag("explode", errors),
        None => name == "form" || name == "cookie",
    };
    match (name, location, explodes) {
        ("simple", Location::Path | Location::Header, false) => Style::Simple,
        ("simple", Location::Path | Location::Header, true) => Style::SimpleExploded,
        ("label", Location::Path, false) => Style::Label,
        ("label", Location::Path, true) => Style::LabelExploded,
        ("matrix", Location::Path, false) => Style::Matrix,
        ("matrix", Location::Path, true) => Style::MatrixExploded,
        ("form" | "cookie", Location::Query | Location::Cookie, false) => Style::Form,
        ("form" | "cookie", Location::Query | Location::Cookie, true)
        | ("spaceDelimited" | "pipeDelimited", Location::Query, true) => Style::FormExploded,
        ("spaceDelimited", Location::Query, false) => Style::SpaceDelimited,
        ("pipeDelimited", Location::Query, false) => Style::PipeDelimited,
        ("deepObject", Location::Query, _) => Style::DeepObject,
        _ => {
            let message = format!("there is no style {} for this kind of parameter", quote(name));
            let pointer = format!("{}/style", node.pointer);
            let hint = suggest::did_you_mean(name, STYLES).filter(|_| !STYLES.contains(&name));
            errors.push(Diagnostic::value(node.source, &pointer, message).maybe_hint(hint));
            Style::Simple
        }
    }
}

const FORMATS: [&str; 5] = ["csv", "ssv", "tsv", "pipes", "multi"];
const STYLES: [&str; 7] = ["simple", "label", "matrix", "form", "spaceDelimited", "pipeDelimited", "deepObject"];

/// RFC 9110, section 5.6.2.
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}
