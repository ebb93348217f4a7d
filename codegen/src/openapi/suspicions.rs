//! What is suspicious about a document and no mistake: warnings of the build. What API Gateway's own exports have is never
//! suspicious: undeclared path parameters, operations without security, without `operationId` or without answers.

use std::collections::{BTreeMap, BTreeSet};

use super::choices::Choices;
use super::model::{Api, Operation, Security, Status};
use super::node::Node;
use super::operations::places;
use super::version::Version;
use super::words;
use crate::errors::{Diagnostic, quote};
use crate::overrides::Grouping;
use crate::plan::{Authorizer, PlannedEndpoint};
use crate::source::{Source, find};

/// The warnings about a document alone, beside those about each operation.
pub(super) fn of(root: &Node<'_>, version: Version, api: &Api, choices: &Choices) -> Vec<Diagnostic> {
    let mut warnings = words::DOCUMENT.misspelt(root, version);
    if api.operations.is_empty() {
        let message = "the document has no operation: there is nothing to call";
        let hint = "the build script leaves out all of them";
        let hint = (!choices.is_empty()).then_some(hint);
        let pointer = root.member("paths").map_or(root.pointer.clone(), |paths| paths.pointer);
        warnings.push(Diagnostic::value(root.source, &pointer, message).maybe_hint(hint));
    } else if choices.grouping == Grouping::ByTag && api.operations.iter().all(|operation| operation.tag.is_none()) {
        let message = "operations are to be grouped by their tags, and none has a tag";
        warnings.push(Diagnostic::value(root.source, "/paths", message));
    }
    warnings.extend(unused_schemes(root));
    warnings.extend(unknown_schemes(root));
    warnings.extend(repeated_ids(root, &api.operations));
    warnings.extend(without_success(root, &api.operations));
    warnings
}

/// The warnings about a document and the endpoint that it is for. Documents of another environment are ordinary: what
/// another host says is not compared.
pub(super) fn of_binding(source: &Source, api: &Api, endpoint: &PlannedEndpoint) -> Vec<Diagnostic> {
    let name = quote(&endpoint.name);
    let mut warnings = Vec::new();
    if let (Some(document), Some(configured)) =
        (api.url.as_deref().and_then(host_and_path), host_and_path(&endpoint.url))
        && document.0.eq_ignore_ascii_case(configured.0)
        && document.1 != configured.1
    {
        let message = format!(
            "the document's paths are below {}, and the configuration has the endpoint {name} below {}",
            quote(document.1),
            quote(configured.1)
        );
        let pointer = ["/servers/0/url", "/basePath", "/host"].into_iter();
        let pointer = pointer.into_iter().find(|pointer| find(source.value(), pointer).is_some()).unwrap_or_default();
        let hint = "calls go below what the configuration says: they may miss the API";
        warnings.push(Diagnostic::value(source, pointer, message).hint(hint));
    }
    let asks = |security: &Security| security.authorizer.is_some() || security.api_key || !security.is_said;
    if endpoint.authorizer != Authorizer::None
        && let Some(first) = api.operations.first()
        && !api.operations.iter().any(|operation| asks(&operation.security))
    {
        let message = format!(
            "no operation asks for an authorizer, and the configuration has the endpoint {name} with one: all are called \
             without it"
        );
        let hint = "export the document again, with API Gateway's extensions (`--parameters extensions=apigateway`)";
        warnings.push(Diagnostic::value(source, &first.pointer, message).hint(hint));
    }
    warnings
}

/// A URL's host, and its path without slashes at its ends. A host that a deployment fills in is none.
fn host_and_path(url: &str) -> Option<(&str, &str)> {
    let rest = url.split_once("://")?.1;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let is_plain = !rest.contains(['{', '$', '<']) && !host.is_empty();
    is_plain.then(|| (host, path.trim_matches('/')))
}

/// Schemes that are declared, and that nothing asks for.
fn unused_schemes(root: &Node<'_>) -> Vec<Diagnostic> {
    let Some(schemes) = schemes(root) else { return Vec::new() };
    let operations = root.member("paths").into_iter().flat_map(|paths| paths.members());
    let operations = operations.flat_map(|(_, item)| item.members());
    let holders = operations.map(|(_, operation)| operation).chain([root.clone()]);
    let requirements = holders.filter_map(|holder| holder.member("security")).flat_map(|list| list.elements());
    let used: BTreeSet<&str> =
        requirements.flat_map(|requirement| requirement.members()).map(|(name, _)| name).collect();
    let unused = schemes.members().into_iter().filter(|(name, _)| !used.contains(name));
    let warning = |(name, node): (&str, Node<'_>)| {
        let message = format!("no operation asks for the security scheme {}", quote(name));
        Diagnostic::key(node.source, &node.pointer, message)
    };
    unused.map(warning).collect()
}

/// Schemes of a type that there is none of: what they ask for is the program's to know.
fn unknown_schemes(root: &Node<'_>) -> Vec<Diagnostic> {
    let unknown = |(_, node): (&str, Node<'_>)| {
        let said = node.member("type")?;
        let kind = said.value.as_str().filter(|kind| !SCHEME_TYPES.contains(kind))?;
        let message = format!("there are no security schemes of the type {}", quote(kind));
        let hint = crate::suggest::did_you_mean(kind, SCHEME_TYPES);
        Some(Diagnostic::value(said.source, &said.pointer, message).maybe_hint(hint))
    };
    schemes(root).into_iter().flat_map(|schemes| schemes.members()).filter_map(unknown).collect()
}

const SCHEME_TYPES: [&str; 6] = ["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS", "basic"];

fn schemes<'a>(root: &Node<'a>) -> Option<Node<'a>> {
    let components = root.member("components").and_then(|components| components.member("securitySchemes"));
    components.or_else(|| root.member("securityDefinitions"))
}

fn repeated_ids(root: &Node<'_>, operations: &[Operation]) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<&str, &Operation> = BTreeMap::new();
    let mut warnings = Vec::new();
    for operation in operations.iter().filter(|operation| operation.rename.is_none()) {
        let Some(id) = &operation.id else { continue };
        if let Some(first) = seen.insert(id, operation) {
            let message = format!("{} has the `operationId` {} already", first.shown(), quote(id));
            let hint = format!("a number is added: `.rename({}, …)` in the build script", quote(&operation.shown()));
            let pointer = format!("{}/operationId", operation.pointer);
            warnings.push(Diagnostic::value(root.source, &pointer, message).hint(hint));
        }
    }
    warnings
}

/// The warnings about one operation.
pub(super) fn of_operation(node: &Node<'_>, operation: &Operation, version: Version) -> Vec<Diagnostic> {
    let mut warnings = words::OPERATION.misspelt(node, version);
    warnings.extend(parameters(node, operation));
    if let Some(what) = unsendable(&operation.path) {
        let message = format!("the path {} has {what}: no call can be sent", quote(&operation.path));
        warnings.push(Diagnostic::key(node.source, &node.pointer, message));
    }
    if !operation.method.has_body()
        && let Some(body) = node.member("requestBody")
    {
        let message = format!("a {} request carries no body: this one is not sent", operation.method.name());
        warnings.push(Diagnostic::key(node.source, &body.pointer, message));
    }
    warnings
}

/// What the run-time library refuses in a path, since servers and signatures don't agree on it.
fn unsendable(path: &str) -> Option<&'static str> {
    let has_dots = path.split('/').any(|segment| matches!(segment, "." | ".."));
    has_dots.then_some("the segment `.` or `..`").or(path.contains("//").then_some("an empty segment"))
}

/// Operations that `OpenAPI` 3.2 has at a path, and that nothing reads.
pub(super) fn later_operations(item: &Node<'_>, version: Version) -> Vec<Diagnostic> {
    let later = ["query", "additionalOperations"].into_iter().filter(|_| version != Version::Swagger2);
    let warning = |member| {
        let node = item.member(member)?;
        let message = format!("{} is of OpenAPI 3.2, and is passed over", quote(member));
        Some(Diagnostic::key(node.source, &node.pointer, message))
    };
    later.filter_map(warning).collect()
}

fn parameters(operation: &Node<'_>, read: &Operation) -> Vec<Diagnostic> {
    let Some(list) = operation.member("parameters") else { return Vec::new() };
    let mut warnings = Vec::new();
    let mut seen = BTreeSet::new();
    let places: BTreeSet<&str> = places(&read.path).into_iter().collect();
    for parameter in list.elements() {
        let (Some(place), Some(name)) = (parameter.value["in"].as_str(), parameter.value["name"].as_str()) else {
            continue;
        };
        let pointer = || format!("{}/name", parameter.pointer);
        if !seen.insert((place, name)) {
            let message = format!("the {place} parameter {} stands here twice", quote(name));
            warnings.push(Diagnostic::value(operation.source, &pointer(), message));
        } else if place == "path" && !places.contains(name.trim_end_matches('+')) {
            let message = format!("the path has no place for the parameter {}: it is never sent", quote(name));
            let hint = crate::suggest::did_you_mean(name, places.iter().copied());
            warnings.push(Diagnostic::value(operation.source, &pointer(), message).maybe_hint(hint));
        } else if place == "body" && !read.method.has_body() {
            let message = format!("a {} request carries no body: this one is not sent", read.method.name());
            warnings.push(Diagnostic::value(operation.source, &pointer(), message));
        }
    }
    warnings
}

/// One warning for all operations of which only failures are described.
fn without_success(root: &Node<'_>, operations: &[Operation]) -> Option<Diagnostic> {
    let is_failure = |status: Status| matches!(status, Status::Code(400..=599) | Status::Class(4 | 5));
    let only_failures = |operation: &&Operation| {
        !operation.answers.is_empty() && operation.answers.iter().all(|answer| is_failure(answer.status))
    };
    let mut found = operations.iter().filter(only_failures);
    let first = found.next()?;
    let also = match found.count() {
        0 => String::new(),
        1 => ", as in another operation".to_owned(),
        others => format!(", as in {others} other operations"),
    };
    let message = format!("only failures are described here{also}: what succeeds has no type");
    Some(Diagnostic::key(root.source, &format!("{}/responses", first.pointer), message))
}

impl Operation {
    /// `GET /items`
    pub(super) fn shown(&self) -> String {
        format!("{} {}", self.method.name(), self.path)
    }
}
