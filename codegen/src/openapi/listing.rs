//! What a document holds, for lists: where its API is, its operations, and what they ask of their callers.

use super::plan::Client;

/// An API as a document describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    url: Option<String>,
    operations: Vec<Listed>,
}

/// One operation of a [`Listing`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    name: String,
    method: &'static str,
    path: String,
    tag: Option<String>,
    authorizers: String,
    pointer: String,
}

impl Listing {
    pub(super) fn of(client: &Client) -> Self {
        let operations = client.api.operations.iter().zip(&client.calls);
        let operations = operations.map(|(operation, call)| Listed {
            name: call.name.clone(),
            method: operation.method.name(),
            path: operation.path.clone(),
            tag: operation.tag.clone(),
            authorizers: operation.security.to_string(),
            pointer: operation.pointer.clone(),
        });
        Self { url: client.api.url.clone(), operations: operations.collect() }
    }

    /// The first server's URL with its variables filled in, base path and stage joined by one slash; as written where it
    /// is relative or a template.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// The operations that methods are generated for, ordered by path and method.
    #[must_use]
    pub fn operations(&self) -> &[Listed] {
        &self.operations
    }
}

impl Listed {
    /// The generated method's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// `GET`; `ANY` where the caller chooses.
    #[must_use]
    pub fn method(&self) -> &str {
        self.method
    }

    /// The path below the URL, with its places.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The first tag.
    #[must_use]
    pub fn tag(&self) -> Option<&str> {
        self.tag.as_deref()
    }

    /// What the operation asks for: `IAM and API key`, `custom (header Token)`, `none`, or `not said`.
    #[must_use]
    pub fn authorizers(&self) -> &str {
        &self.authorizers
    }

    /// The JSON pointer of the operation.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }
}
