//! Operations from `OpenAPI` 3.0 and 3.1 and Swagger 2.0 documents, as API Gateway exports them and as people write them.
//!
//! [`OpenApi`](crate::OpenApi) and [`Backend::openapi`](crate::Backend::openapi) make clients of them;
//! [`Description::read`] gives what they say to other programs: an [`Api`], the same for all dialects.
//!
//! The passes: document → [`Api`] (one model for all dialects) → `plan` (names, and types by the schema
//! compiler) → tokens. Nothing here opens a file or a connection, and nothing outside of a document is referred to.

mod answers;
mod bind;
mod bodies;
mod bundle;
mod choices;
mod description;
mod directions;
mod discriminators;
mod emit;
mod encoding;
mod examples;
mod forms;
pub(crate) mod listing;
mod model;
mod node;
mod operations;
mod parameters;
mod plan;
mod security;
mod servers;
pub(crate) mod standalone;
mod survey;
mod suspicions;
mod swagger;
mod version;
mod words;

use serde_json::Value;

use crate::errors::{Diagnostic, Errors};
use crate::schema::Document;
use crate::source::{Source, find};
use node::Node;
use survey::Survey;
use version::Version;

pub(crate) use bind::{Bound, bind};
pub(crate) use choices::Choices;
pub use description::Description;
pub(crate) use emit::{Place, items};
pub use model::{
    Answer, Api, Authorizer, Content, Form, Header, Location, Operation, Parameter, Part, PartKind, RequestBody,
    Security, Status, Style, Verb,
};
pub(crate) use plan::Client;

/// The client of a document: every mistake at once, those of its schemas and of `check` among them. `check` gives warnings.
pub(crate) fn client(
    source: Source,
    choices: &Choices,
    type_name: &str,
    check: impl FnOnce(&Source, &Description, &mut Errors) -> Vec<Diagnostic>,
) -> Result<Client, Errors> {
    let (mut read, mut errors) = reading(&source, choices)?;
    let warnings = check(&source, &read, &mut errors);
    read.warnings.extend(warnings);
    // What was read has all that it needs of it, and makes room for what comes.
    drop(source);
    errors.and(Client::new(read, &[type_name], &choices.types))
}

/// Reads a document: every mistake at once, but those in operations that the build script leaves out.
pub(crate) fn read(source: &Source, choices: &Choices) -> Result<Description, Errors> {
    let (read, errors) = reading(source, choices)?;
    errors.into_result(read)
}

/// What can be read of a document, and the mistakes in it.
fn reading(source: &Source, choices: &Choices) -> Result<(Description, Errors), Errors> {
    let root = Node::root(source);
    let version = Version::read(&root)?;
    let mut errors = Errors::new();
    let info = root.member("info");
    let url = servers::url(&root, &mut errors);
    let (operations, mut warnings) = operations::read(&root, version, choices, &mut errors);
    let api = Api {
        title: info.as_ref().and_then(|info| info.note("title")),
        description: info.as_ref().and_then(|info| info.note("description")),
        url,
        operations,
    };
    let (mut value, copies) = match version {
        Version::Swagger2 => swagger::with_schemas(source.value()),
        Version::OpenApi30 | Version::OpenApi31 => (source.shared_value(), Vec::new()),
    };
    let survey = Survey::of(&value);
    if survey.has_discriminators {
        discriminators::tell(&mut value);
    }
    if survey.has_marks {
        directions::part(&mut value, &api);
    }
    let dialect = version.dialect(&root);
    let schemas = Document::from(source.with_value(value).with_copies(copies)).with_dialect(dialect);
    warnings.extend(suspicions::of(&root, version, &api, choices));
    Ok((Description { api, schemas, dialect, warnings }, errors))
}

/// Reads a document's text: YAML where its name or its first character says so, else JSON.
pub(crate) fn source(name: &str, text: &str) -> Result<Source, Errors> {
    let extension = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_yaml = matches!(extension.as_str(), "yaml" | "yml");
    if !is_yaml {
        return Source::json(name, text);
    }
    yaml(name, text)
}

#[cfg(feature = "yaml")]
fn yaml(name: &str, text: &str) -> Result<Source, Errors> {
    Source::yaml(name, text)
}

#[cfg(not(feature = "yaml"))]
fn yaml(name: &str, text: &str) -> Result<Source, Errors> {
    // YAML holds all of JSON.
    Source::json(name, text).map_err(|_| {
        let message = "YAML is read with the feature `yaml` of `amplify-rest-codegen`";
        let hint = "in Cargo.toml: `amplify-rest-codegen = { version = \"…\", features = [\"yaml\"] }`";
        Diagnostic::file(name, message).hint(hint).into()
    })
}

/// What refers to a schema that API Gateway puts where nobody wrote one: `Empty` stands for any answer, and documents
/// refer to it without having it.
const EMPTY: [&str; 2] = ["#/components/schemas/Empty", "#/definitions/Empty"];

/// Whether a schema of this document only refers to one that stands for anything.
fn is_passthrough(schema: &Value, root: &Value) -> bool {
    let is_empty = |value: &Value| {
        value["title"] == "Empty Schema" && value["type"] == "object" && value.get("properties").is_none()
    };
    let reference = schema.get("$ref").and_then(Value::as_str).filter(|reference| EMPTY.contains(reference));
    reference.is_some_and(|reference| find(root, &reference[1..]).is_none_or(is_empty))
}
