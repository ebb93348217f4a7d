//! The members that documents may have, to tell misspelt ones and those of another dialect. Extensions may be called
//! anything; members that are near to nothing are passed over, as the specifications' next versions may have them.

use serde_json::Map;

use super::node::Node;
use super::version::Version;
use crate::errors::{Diagnostic, quote};
use crate::source::join;
use crate::suggest;

/// The members of one kind of object: of all dialects, of `OpenAPI` 3 alone, of Swagger 2.0 alone.
pub(super) struct Members {
    all: &'static [&'static str],
    openapi: &'static [&'static str],
    swagger: &'static [&'static str],
}

/// What a document consists of.
pub(super) const DOCUMENT: Members = Members {
    // SAM adds Swagger's `securityDefinitions` to documents of any version, and they are read there.
    all: &["info", "paths", "security", "securityDefinitions", "tags", "externalDocs"],
    openapi: &["openapi", "servers", "components", "webhooks", "jsonSchemaDialect"],
    swagger: &[
        "swagger",
        "host",
        "basePath",
        "schemes",
        "consumes",
        "produces",
        "definitions",
        "parameters",
        "responses",
    ],
};

/// What stands at a path.
pub(super) const PATH: Members = Members {
    all: &["get", "put", "post", "delete", "head", "patch", "options", "parameters", "$ref"],
    openapi: &["trace", "servers", "summary", "description", "query", "additionalOperations"],
    swagger: &[],
};

/// What is said of an operation.
pub(super) const OPERATION: Members = Members {
    all: &[
        "tags",
        "summary",
        "description",
        "externalDocs",
        "operationId",
        "parameters",
        "responses",
        "deprecated",
        "security",
    ],
    openapi: &["requestBody", "callbacks", "servers"],
    swagger: &["consumes", "produces", "schemes"],
};

impl Members {
    /// Warns of members that are called almost as known ones, or that mean nothing in this dialect.
    pub(super) fn misspelt(&self, node: &Node<'_>, version: Version) -> Vec<Diagnostic> {
        let is_swagger = version == Version::Swagger2;
        let (own, others) = if is_swagger { (self.swagger, self.openapi) } else { (self.openapi, self.swagger) };
        let warning = |name: &String| {
            let name = name.as_str();
            if name.starts_with("x-") || self.all.contains(&name) || own.contains(&name) {
                return None;
            }
            let known = self.all.iter().chain(own).copied();
            let (message, hint) = if others.contains(&name) {
                let (here, there) =
                    if is_swagger { ("Swagger 2.0", "OpenAPI 3") } else { ("OpenAPI 3", "Swagger 2.0") };
                (format!("{} is of {there}, and means nothing in {here}", quote(name)), None)
            } else {
                let hint = suggest::did_you_mean(name, known)?;
                (format!("{} means nothing here", quote(name)), Some(hint))
            };
            Some(Diagnostic::key(node.source, &join(&node.pointer, name), message).maybe_hint(hint))
        };
        node.value.as_object().into_iter().flat_map(Map::keys).filter_map(warning).collect()
    }
}
