//! Parameters of paths and operations, in either dialect's spelling.

use super::examples;
use super::model::{Header, Location, Parameter, Style};
use super::node::Node;
use super::version::Version;
use crate::errors::{Diagnostic, Errors, quote};
use crate::suggest;

/// A parameter as it is written; Swagger 2.0 has bodies among them.
pub(super) struct Written {
    pub(super) name: String,
    /// `body` and `formData` among them.
    pub(super) place: String,
    /// What it is where it is no body.
    pub(super) parameter: Option<Parameter>,
    /// The pointer of the parameter itself.
    pub(super) pointer: String,
}

impl Written {
    /// What one parameter overrides another by.
    pub(super) fn key(&self) -> (&str, &str) {
        (&self.place, &self.name)
    }
}

/// The request headers that follow from the rest of the request: `OpenAPI` has parameters of these names mean nothing,
/// and the last four are the transport's.
const OTHERS_HEADERS: [&str; 7] =
    ["accept", "content-type", "authorization", "host", "content-length", "transfer-encoding", "connection"];

/// The parameters that stand at a path or an operation.
pub(super) fn written(at: &Node<'_>, version: Version, errors: &mut Errors) -> Vec<Written> {
    let Some(list) = at.member("parameters") else { return Vec::new() };
    if !list.value.is_array() {
        errors.push(list.wrong("an array"));
    }
    list.elements().iter().filter_map(|node| one(&node.followed(errors)?, version, errors)).collect()
}

fn one(node: &Node<'_>, version: Version, errors: &mut Errors) -> Option<Written> {
    if !node.must_be_object(errors) {
        return None;
    }
    let missing =
        |member: &str| Diagnostic::value(node.source, &node.pointer, format!("the parameter has no `{member}`"));
    let place = node.text("in", errors);
    let name = node.text("name", errors);
    let (Some(place), Some(name)) = (place, name) else {
        for member in ["in", "name"].into_iter().filter(|member| node.member(member).is_none()) {
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
            let known = ["path", "query", "header", "cookie"];
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
        let style = style(node, location, version, errors);
        Parameter {
            name: name.to_owned(),
            location,
            is_required: node.flag("required", errors) || location == Location::Path,
            is_deprecated: node.flag("deprecated", errors),
            description: node.note("description"),
            schema: schema(node, style, version),
            examples: examples(node, style, version),
            style,
        }
    });
    Some(Written { name: name.to_owned(), place: place.to_owned(), parameter, pointer: node.pointer.clone() })
}

/// The pointers of a parameter's examples; Swagger 2.0 has none.
fn examples(node: &Node<'_>, style: Style, version: Version) -> Vec<String> {
    let holder = match (version, style) {
        (Version::Swagger2, _) => None,
        (_, Style::Json) => content(node),
        _ => Some(node.clone()),
    };
    holder.as_ref().map(examples::of).unwrap_or_default()
}

/// What stands in `content`, which has one media type.
fn content<'a>(node: &Node<'a>) -> Option<Node<'a>> {
    Some(node.member("content")?.members().into_iter().next()?.1)
}

/// The pointer of the schema of a parameter or header. Swagger 2.0's are their own.
fn schema(node: &Node<'_>, style: Style, version: Version) -> Option<String> {
    if version == Version::Swagger2 {
        return node.member("type").map(|_| node.pointer.clone());
    }
    let holder = match style {
        Style::Json => content(node)?,
        _ => node.clone(),
    };
    holder.member("schema").map(|schema| schema.pointer)
}

/// A header of an answer.
pub(super) fn header(name: &str, node: &Node<'_>, version: Version, errors: &mut Errors) -> Option<Header> {
    let node = node.followed(errors)?;
    let style = style(&node, Location::Header, version, errors);
    Some(Header {
        name: name.to_owned(),
        is_required: version != Version::Swagger2 && node.flag("required", errors),
        description: node.note("description"),
        schema: schema(&node, style, version),
        examples: examples(&node, style, version),
        style,
    })
}

fn style(node: &Node<'_>, location: Location, version: Version, errors: &mut Errors) -> Style {
    if version == Version::Swagger2 {
        return match (node.text("collectionFormat", errors), location) {
            (Some("multi"), Location::Query) => Style::FormExploded,
            (Some("ssv"), _) => Style::SpaceDelimited,
            (Some("pipes"), _) => Style::PipeDelimited,
            (Some("tsv"), _) => Style::TabDelimited,
            (_, Location::Query | Location::Cookie) => Style::Form,
            (_, Location::Path | Location::Header) => Style::Simple,
        };
    }
    if node.member("content").is_some() && node.member("schema").is_none() {
        return Style::Json;
    }
    let is_form = matches!(location, Location::Query | Location::Cookie);
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
            errors.push(Diagnostic::value(node.source, &pointer, message));
            Style::Simple
        }
    }
}

/// RFC 9110, section 5.6.2.
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}
