//! What a document holds, for lists: where its API is, its operations, and what they ask of their callers.

use super::emit;
use super::model::Location;
use super::plan::{Argument, Client, FormField, Kind};
use crate::schema::names::identifier;

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
    arguments: Vec<ListedArgument>,
    answers: Option<String>,
}

/// One argument of an operation's method, or one setter of its request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedArgument {
    name: String,
    of: String,
    sets: Sets,
    is_required: bool,
    parts: Vec<ListedPart>,
}

/// A field of the struct that a form with files is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedPart {
    name: String,
    of: String,
    part: String,
}

/// What an argument becomes in the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sets {
    /// A parameter.
    Parameter {
        /// Where it stands.
        location: Location,
        /// What it is called there.
        name: String,
    },
    /// The body.
    Body {
        /// In this media type.
        media_type: String,
    },
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
            arguments: client.arguments(call).map(|argument| ListedArgument::new(argument, client)).collect(),
            answers: call.answers.as_ref().map(|answered| client.answers[answered.set].name.clone()),
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

    /// The method's arguments in its order, then the setters of its request.
    #[must_use]
    pub fn arguments(&self) -> &[ListedArgument] {
        &self.arguments
    }

    /// The enum of its answers, which `send_any` gives back, without its parameter where it is one that operations share;
    /// `None` where they don't differ.
    #[must_use]
    pub fn answers(&self) -> Option<&str> {
        self.answers.as_deref()
    }

    /// The JSON pointer of the operation.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }
}

impl ListedArgument {
    fn new(argument: &Argument, client: &Client) -> Self {
        let sets = match &argument.kind {
            Kind::Parameter { name, location, .. } => Sets::Parameter { location: *location, name: name.clone() },
            Kind::Body { media_type, .. } => Sets::Body { media_type: media_type.clone() },
        };
        let of = emit::takes(argument).to_string();
        let form = client.forms.iter().find(|form| argument.of.tokens.to_string() == form.name);
        let part = |field: &FormField| ListedPart {
            name: identifier(&field.name).to_string(),
            of: emit::part_type(field).to_string(),
            part: field.part.name.clone(),
        };
        let parts = form.iter().flat_map(|form| &form.fields).map(part).collect();
        Self { name: identifier(&argument.name).to_string(), of, sets, is_required: argument.is_required, parts }
    }

    /// The argument's or setter's name, as it is written: `r#type`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its type in Rust, as tokens: `& str`, `& types :: Item`.
    #[must_use]
    pub fn of(&self) -> &str {
        &self.of
    }

    /// What it becomes in the request.
    #[must_use]
    pub fn sets(&self) -> &Sets {
        &self.sets
    }

    /// The fields of its type, where that is the struct of a form with files.
    #[must_use]
    pub fn parts(&self) -> &[ListedPart] {
        &self.parts
    }

    /// Whether the method takes it; else the request has a setter.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.is_required
    }
}

impl ListedPart {
    /// The field's name, as it is written: `r#type`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its type in Rust, as tokens: `Option < sdk :: File >`.
    #[must_use]
    pub fn of(&self) -> &str {
        &self.of
    }

    /// What the part is called in the form.
    #[must_use]
    pub fn part(&self) -> &str {
        &self.part
    }
}
