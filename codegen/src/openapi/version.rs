//! Which dialect a document is written in.

use super::node::Node;
use crate::errors::{Diagnostic, Errors, quote};
use crate::schema::Dialect;

/// The dialects of API documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    Swagger2,
    OpenApi30,
    /// And what comes after it: all have JSON Schema 2020-12.
    OpenApi31,
}

impl Version {
    pub(super) fn read(root: &Node<'_>) -> Result<Self, Errors> {
        let said = [("openapi", "OpenAPI"), ("swagger", "Swagger")]
            .into_iter()
            .find_map(|(member, name)| Some((root.member(member)?, name)));
        let Some((node, name)) = said else {
            let message = "this is no API document: it has neither `openapi` nor `swagger`";
            let hint = "OpenAPI 3.0, 3.1 and Swagger 2.0 are read";
            return Err(Diagnostic::value(root.source, "", message).hint(hint).into());
        };
        let text = match node.value {
            serde_json::Value::String(text) => text.clone(),
            // What YAML makes of a version without quotes.
            serde_json::Value::Number(number) => number.to_string(),
            _ => return Err(node.wrong("a version").into()),
        };
        let mut parts = text.split('.');
        match (name, parts.next(), parts.next()) {
            ("Swagger", Some("2"), Some("0") | None) => Ok(Self::Swagger2),
            ("OpenAPI", Some("3"), Some("0") | None) => Ok(Self::OpenApi30),
            ("OpenAPI", Some("3"), Some("1" | "2")) => Ok(Self::OpenApi31),
            _ => {
                let message = format!("there is no {name} {}, or it is not read", quote(&text));
                let hint = "OpenAPI 3.0, 3.1 and Swagger 2.0 are read";
                Err(Diagnostic::value(root.source, &node.pointer, message).hint(hint).into())
            }
        }
    }

    /// The dialect of the document's schemas: `OpenAPI` 3.1 may say another one.
    pub(super) fn dialect(self, root: &Node<'_>) -> Dialect {
        match self {
            Self::Swagger2 => Dialect::Draft4,
            Self::OpenApi30 => Dialect::OpenApi30,
            Self::OpenApi31 => {
                let said = root.note("jsonSchemaDialect").and_then(|uri| Dialect::named(&uri));
                said.unwrap_or(Dialect::Draft2020)
            }
        }
    }
}
