//! Paths and their operations. Integrations, and the `OPTIONS` that serve browsers' CORS, are passed over.

use std::collections::BTreeSet;

use super::choices::{Choices, Known};
use super::encoding::encoded;
use super::model::{Location, Operation, Parameter, Style, Verb};
use super::node::Node;
use super::parameters::{self, Written};
use super::plan::METHODS;
use super::security::Schemes;
use super::version::Version;
use super::{answers, bodies, servers, suspicions, words};
use crate::errors::{Diagnostic, Errors};

/// Nobody passes so many, and each becomes an argument or a call in one expression.
const MOST_PARAMETERS: usize = 500;

/// All operations but those that the build script leaves out, ordered by path and method; and what is suspicious about
/// each.
pub(super) fn read(
    root: &Node<'_>,
    version: Version,
    choices: &Choices,
    errors: &mut Errors,
) -> (Vec<Operation>, Vec<Diagnostic>) {
    let Some(paths) = root.member("paths") else {
        // OpenAPI 3.1 has documents of components or webhooks alone.
        let is_whole = version == Version::OpenApi31
            && ["components", "webhooks"].iter().any(|member| root.member(member).is_some());
        if is_whole {
            choices.check(&[], &METHODS, errors);
        } else {
            let message = "the document has no `paths`: there is nothing to call";
            errors.push(Diagnostic::value(root.source, &root.pointer, message));
        }
        return (Vec::new(), Vec::new());
    };
    if !paths.must_be_object(errors) {
        return (Vec::new(), Vec::new());
    }
    let schemes = Schemes::read(root, errors);
    let (known, operations, warnings) = (Vec::new(), Vec::new(), Vec::new());
    let mut reader = Reader { root, version, schemes, choices, known, operations, warnings };
    for (path, item) in paths.members() {
        if path.starts_with("x-") {
            continue;
        }
        if !path.starts_with('/') && path != DEFAULT_ROUTE {
            let message = "a path begins with a `/`";
            errors.push(Diagnostic::key(item.source, &item.pointer, message));
            continue;
        }
        if let Some(item) = item.followed(errors)
            && item.must_be_object(errors)
        {
            reader.item(path, &item, errors);
        }
    }
    choices.check(&reader.known, &METHODS, errors);
    (reader.operations, reader.warnings)
}

struct Reader<'r, 'a> {
    root: &'r Node<'a>,
    version: Version,
    schemes: Schemes<'a>,
    choices: &'r Choices,
    /// Every operation that the document has.
    known: Vec<Known>,
    operations: Vec<Operation>,
    warnings: Vec<Diagnostic>,
}

impl<'a> Reader<'_, 'a> {
    fn item(&mut self, path: &str, item: &Node<'a>, errors: &mut Errors) {
        let before = self.operations.len();
        let shared = parameters::written(item, self.version, errors);
        let server = servers::of(item, errors);
        for (member, verb) in Verb::MEMBERS {
            let Some(node) = item.member(member) else { continue };
            if !node.must_be_object(errors) || serves_cors(verb, &node) {
                continue;
            }
            let known = Known::new(verb, path, node.value["operationId"].as_str());
            if !self.choices.skips(&known) {
                let rename = self.choices.name(&known);
                let server = servers::of(&node, errors).or_else(|| server.clone());
                let operation = Operation { rename, server, ..self.operation(path, verb, &node, &shared, errors) };
                self.warnings.extend(suspicions::of_operation(&node, &operation, self.version));
                self.operations.push(operation);
            }
            self.known.push(known);
        }
        if self.operations.len() > before {
            self.warnings.extend(words::PATH.misspelt(item, self.version));
        }
        self.warnings.extend(suspicions::later_operations(item, self.version));
    }

    fn operation(
        &self,
        path: &str,
        verb: Verb,
        node: &Node<'a>,
        shared: &[Written<'a>],
        errors: &mut Errors,
    ) -> Operation {
        let path = template(path);
        let own = parameters::written(node, self.version, errors);
        let overriding: BTreeSet<_> = own.iter().map(Written::key).collect();
        let is_left = |written: &&Written<'_>| !overriding.contains(&written.key());
        let mut written: Vec<Written<'_>> = shared.iter().filter(is_left).cloned().chain(own).collect();
        if written.len().max(places(&path).len()) > MOST_PARAMETERS {
            let message = format!("an operation takes at most {MOST_PARAMETERS} parameters");
            errors.push(Diagnostic::value(node.source, &node.pointer, message));
            written.clear();
        }
        let body = bodies::read(self.root, node, &written, self.version, errors).filter(|_| verb.has_body());
        Operation {
            pointer: node.pointer.clone(),
            method: verb,
            parameters: parameters(&path, written),
            path,
            rename: None,
            id: node.text("operationId", errors).map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned),
            tag: node.member("tags").and_then(|tags| Some(tags.value.get(0)?.as_str()?.to_owned())),
            summary: node.note("summary"),
            description: node.note("description"),
            link: node.member("externalDocs").and_then(|docs| docs.note("url")),
            is_deprecated: node.flag("deprecated", errors),
            server: None,
            body,
            answers: answers::read(self.root, node, verb, self.version, errors),
            security: self.schemes.of(node, errors),
        }
    }
}

/// What stands in place of a path for HTTP APIs' default route; exports of the service write it with a `/`.
///
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html>
const DEFAULT_ROUTE: &str = "$default";

/// A path with its places as the run-time library reads them. HTTP APIs' default route takes any path.
fn template(path: &str) -> String {
    if path.strip_prefix('/').unwrap_or(path) == DEFAULT_ROUTE { "/{proxy+}".to_owned() } else { path.to_owned() }
}

/// The operation's parameters: those of its path in its order, declared or not, then the others by name.
fn parameters(path: &str, written: Vec<Written<'_>>) -> Vec<Parameter> {
    let written = written.into_iter().filter_map(|written| written.parameter);
    let (mut declared, mut others): (Vec<_>, Vec<_>) =
        written.partition(|parameter: &Parameter| parameter.location == Location::Path);
    let mut parameters = Vec::new();
    let mut seen = BTreeSet::new();
    for place in places(path).into_iter().filter(|place| seen.insert(*place)) {
        let known = declared.iter().position(|parameter| parameter.name.trim_end_matches('+') == place);
        let known = known.map(|known| declared.remove(known));
        let declared = known.unwrap_or_else(|| Parameter {
            name: String::new(),
            location: Location::Path,
            is_required: true,
            is_deprecated: false,
            description: None,
            style: Style::Simple,
            default: None,
            schema: None,
            examples: Vec::new(),
        });
        parameters.push(Parameter { name: place.to_owned(), is_required: true, ..declared });
    }
    // A query is signed in the order of its encoded names: set in it, it need not be sorted.
    others.sort_by(|a, b| (a.location, encoded(&a.name)).cmp(&(b.location, encoded(&b.name))));
    parameters.extend(others);
    parameters
}

/// The names of a path's places, greedy ones without their `+`.
pub(super) fn places(path: &str) -> Vec<&str> {
    let mut places = Vec::new();
    for segment in path.split('/') {
        let mut rest = segment;
        while let Some(open) = rest.find('{') {
            let Some(close) = rest[open..].find('}').map(|at| open + at) else { break };
            places.push(rest[open + 1..close].trim_end_matches('+'));
            rest = &rest[close + 1..];
        }
    }
    places
}

/// Whether an operation is the preflight answer that browsers ask for.
fn serves_cors(verb: Verb, node: &Node<'_>) -> bool {
    if verb != Verb::Options {
        return false;
    }
    let integration = node.member("x-amazon-apigateway-integration");
    let is_mock = integration
        .as_ref()
        .and_then(|integration| integration.note("type"))
        .is_some_and(|kind| kind.eq_ignore_ascii_case("mock"));
    let answers = node.member("responses").map(|answers| answers.members()).unwrap_or_default();
    let allows = answers.iter().filter_map(|(_, answer)| answer.member("headers")).any(|headers| {
        headers.members().iter().any(|(name, _)| name.to_ascii_lowercase().starts_with("access-control-allow-"))
    });
    is_mock || allows
}
