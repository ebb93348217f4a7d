//! Forms with files: what `multipart/form-data` says of its parts, member by member.

use serde_json::Value;

use super::bodies::is_binary;
use super::model::{Form, Location, Part, PartKind, Style};
use super::node::Node;
use super::parameters;
use super::version::Version;
use crate::errors::Errors;

/// How deep `allOf` is looked into for a form's members.
const DEEPEST: usize = 8;

/// The parts of a form by name; `None` where the schema does not name them.
pub(super) fn parts(schema: &Node<'_>, encoding: Option<&Node<'_>>, errors: &mut Errors) -> Option<Vec<Part>> {
    let (mut members, mut required) = (Vec::new(), Vec::new());
    gather(schema, &mut members, &mut required, DEEPEST)?;
    members.sort_by_key(|(name, _)| *name);
    members.dedup_by_key(|(name, _)| *name);
    let is_read_only = |node: &Node<'_>| node.value.get("readOnly").is_some_and(|flag| flag == true);
    let members = members.into_iter().filter(|(_, node)| !is_read_only(node));
    let part = |(name, node): (&str, Node<'_>)| {
        let encoding = encoding.and_then(|encoding| encoding.member(name));
        let content_type = encoding.and_then(|encoding| encoding.note("contentType"));
        part(name, &node, content_type.as_deref(), required.contains(&name))
    };
    let mut parts: Vec<Part> = members.map(part).collect();
    list(&mut parts, &styles(encoding, errors));
    (!parts.is_empty()).then_some(parts)
}

/// The parts of a Swagger 2.0 form, whose fields are parameters.
pub(super) fn from_parameters(fields: &[(&str, Node<'_>)], errors: &mut Errors) -> Vec<Part> {
    let mut parts: Vec<Part> =
        fields.iter().map(|(name, field)| part(name, field, None, field.flag("required", errors))).collect();
    list(&mut parts, &collections(fields, errors));
    parts
}

/// Lists of texts whose style has them be one part.
fn list(parts: &mut [Part], styles: &[(String, Style)]) {
    for part in parts.iter_mut().filter(|part| part.is_list && matches!(part.kind, PartKind::Text(_))) {
        let said = styles.iter().find(|(name, _)| *name == part.name).map(|(_, style)| *style);
        let is_one = |style: &Style| !matches!(style, Style::FormExploded | Style::DeepObject | Style::Json);
        if let Some(style) = said.filter(is_one) {
            part.kind = PartKind::List(style);
        }
    }
}

/// How fields are written of which `encoding` says something.
pub(super) fn styles(encoding: Option<&Node<'_>>, errors: &mut Errors) -> Vec<(String, Style)> {
    let mut styles = Vec::new();
    for (name, field) in encoding.into_iter().flat_map(Node::members) {
        let is_json = field.note("contentType").is_some_and(|media_type| Form::of(&media_type) == Form::Json);
        if ["style", "explode"].iter().any(|keyword| field.value.get(keyword).is_some()) {
            let style = parameters::style(&field, Location::Query, Version::OpenApi30, errors);
            styles.push((name.to_owned(), style));
        } else if is_json {
            styles.push((name.to_owned(), Style::Json));
        }
    }
    styles
}

/// How lists are written in a Swagger 2.0 form.
pub(super) fn collections(fields: &[(&str, Node<'_>)], errors: &mut Errors) -> Vec<(String, Style)> {
    let lists = fields.iter().filter(|(_, field)| is_type(field.value, "array"));
    lists
        .map(|(name, field)| ((*name).to_owned(), parameters::collection(field, errors).unwrap_or(Style::Form)))
        .collect()
}

/// The members of an object and those of all that it is made of.
fn gather<'a>(
    schema: &Node<'a>,
    members: &mut Vec<(&'a str, Node<'a>)>,
    required: &mut Vec<&'a str>,
    depth: usize,
) -> Option<()> {
    // A reference that leads nowhere is the schema compiler's to report.
    let schema = schema.clone().followed(&mut Errors::new())?;
    let has_alternatives = ["oneOf", "anyOf"].iter().any(|keyword| schema.value.get(keyword).is_some());
    let depth = depth.checked_sub(1).filter(|_| !has_alternatives)?;
    members.extend(schema.member("properties").iter().flat_map(Node::members));
    let names = schema.value.get("required").and_then(Value::as_array).into_iter().flatten();
    required.extend(names.filter_map(Value::as_str));
    let parts = schema.member("allOf").map(|all| all.elements()).unwrap_or_default();
    parts.iter().try_for_each(|part| gather(part, members, required, depth))
}

fn part(name: &str, node: &Node<'_>, content_type: Option<&str>, is_required: bool) -> Part {
    let target = node.clone().followed(&mut Errors::new()).unwrap_or_else(|| node.clone());
    let elements = target.member("items").filter(|_| is_type(target.value, "array"));
    let (one, is_list) = elements.map_or((node.clone(), false), |element| (element, true));
    // Of several media types, the first that can be sent.
    let mut media_types = content_type.into_iter().flat_map(|list| list.split(',')).map(str::trim);
    let media_type = media_types.find(|media_type| !media_type.contains('*')).map(str::to_owned);
    let kind = kind(&one, media_type, content_type);
    Part {
        name: name.to_owned(),
        description: node.note("description").or_else(|| target.note("description")),
        schema: one.pointer,
        is_required,
        is_list,
        kind,
    }
}

fn kind(node: &Node<'_>, media_type: Option<String>, said: Option<&str>) -> PartKind {
    let target = node.clone().followed(&mut Errors::new()).unwrap_or_else(|| node.clone());
    let value = target.value;
    let of = |name: &str| is_type(value, name);
    let is_structured = of("object")
        || of("array")
        || ["properties", "allOf", "oneOf", "anyOf"].iter().any(|word| value.get(word).is_some());
    let says_bytes = value.get("contentMediaType").is_some() && value.get("contentEncoding").is_none();
    let says_nothing = value.as_object().is_some_and(|members| members.keys().all(|name| name == "description"));
    let is_json = said.is_some_and(|said| Form::of(said) == Form::Json);
    if is_binary(&target) || says_nothing && !is_json || says_bytes && !is_structured {
        let own = || target.note("contentMediaType");
        return PartKind::File(media_type.or_else(own).unwrap_or_else(|| "application/octet-stream".to_owned()));
    }
    if is_structured || says_nothing {
        return PartKind::Json(media_type.unwrap_or_else(|| "application/json".to_owned()));
    }
    PartKind::Text(media_type)
}

fn is_type(value: &Value, name: &str) -> bool {
    match value.get("type") {
        Some(Value::Array(names)) => names.iter().any(|one| one == name),
        one => one.is_some_and(|one| one == name),
    }
}
