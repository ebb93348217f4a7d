//! What a build script wants otherwise than a document has it: operations that are left out or called something else,
//! and how models become types. A choice about something that is not there is a mistake.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::bundle::Other;
use super::model::Verb;
use crate::errors::{Diagnostic, Errors, quote};
use crate::overrides::Grouping;
use crate::schema::names::snake;
use crate::schema::{ImpliedTypes, TypeOptions, UnknownMembers};
use crate::suggest;

/// The choices for one document.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Choices {
    operations: Vec<Choice>,
    pub(crate) grouping: Grouping,
    pub(crate) types: TypeOptions,
    /// The other files of the document.
    pub(crate) others: Vec<Other>,
}

/// What becomes of one operation.
#[derive(Clone, Debug, PartialEq)]
struct Choice {
    /// The operation as the build script names it: its `operationId`, or its method and path (`GET /items`).
    operation: String,
    what: Wanted,
    /// The build script's line.
    place: String,
}

#[derive(Clone, Debug, PartialEq)]
enum Wanted {
    Nothing,
    Name(String),
}

impl Default for Choices {
    fn default() -> Self {
        let types = TypeOptions::new().unknown_members(UnknownMembers::Ignored);
        let types = types.implied_types(ImpliedTypes::Assumed);
        Self { operations: Vec::new(), grouping: Grouping::Flat, types, others: Vec::new() }
    }
}

impl Choices {
    pub(crate) fn skip(mut self, operation: String, place: String) -> Self {
        self.operations.push(Choice { operation, what: Wanted::Nothing, place });
        self
    }

    pub(crate) fn rename(mut self, operation: String, name: String, place: String) -> Self {
        self.operations.push(Choice { operation, what: Wanted::Name(name), place });
        self
    }

    pub(crate) fn grouping(self, grouping: Grouping) -> Self {
        Self { grouping, ..self }
    }

    pub(crate) fn refers_to(mut self, path: PathBuf, place: String) -> Self {
        self.others.push(Other { path, place });
        self
    }

    /// Tells Cargo to run the build script again when one of the document's other files changes.
    pub(crate) fn watch(&self) {
        for other in &self.others {
            println!("cargo::rerun-if-changed={}", other.path.display());
        }
    }

    pub(crate) fn types(self, change: impl FnOnce(TypeOptions) -> TypeOptions) -> Self {
        Self { types: change(self.types), ..self }
    }

    /// Whether the build script wants anything otherwise.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn skips(&self, operation: &Known) -> bool {
        self.of(operation).any(|choice| matches!(choice.what, Wanted::Nothing))
    }

    /// The name that the build script gives an operation.
    pub(super) fn name(&self, operation: &Known) -> Option<String> {
        self.of(operation).find_map(|choice| match &choice.what {
            Wanted::Name(name) => Some(name.clone()),
            Wanted::Nothing => None,
        })
    }

    fn of(&self, operation: &Known) -> impl Iterator<Item = &Choice> {
        self.operations.iter().filter(|choice| operation.names().any(|name| name == choice.operation))
    }

    /// Every choice is about an operation that is there, and every new name is one that a method can have.
    pub(super) fn check(&self, known: &[Known], reserved: &[&str], errors: &mut Errors) {
        let mut given: BTreeMap<&str, &str> = BTreeMap::new();
        for operation in known {
            let mut choices = self.of(operation);
            if let (Some(first), Some(second)) = (choices.next(), choices.next()) {
                let message = format!("the operation {} is chosen about twice", quote(&second.operation));
                errors.push(Diagnostic::file(&second.place, message).hint(format!("first at {}", first.place)));
            }
        }
        for choice in &self.operations {
            let operation = &choice.operation;
            if !known.iter().any(|known| known.names().any(|name| name == operation)) {
                let message = format!("the document has no operation {}", quote(operation));
                let candidates = known.iter().flat_map(Known::names);
                let hint = suggest::did_you_mean(operation, candidates)
                    .unwrap_or_else(|| "operations are named by `operationId`, or as in `GET /items`".to_owned());
                errors.push(Diagnostic::file(&choice.place, message).hint(hint));
            }
            let Wanted::Name(name) = &choice.what else { continue };
            let wrong =
                |what: String| format!("the operation {} cannot be called {}: {what}", quote(operation), quote(name));
            if snake(name, "operation") != *name {
                let message = wrong("methods have names in `snake_case`".to_owned());
                let hint = format!("{} is one", quote(&snake(name, "operation")));
                errors.push(Diagnostic::file(&choice.place, message).hint(hint));
            } else if reserved.contains(&name.as_str()) {
                let message = wrong("the endpoint has such a method already".to_owned());
                errors.push(Diagnostic::file(&choice.place, message));
            } else if let Some(other) = given.insert(name, operation) {
                let message = wrong(format!("{} is to be called the same", quote(other)));
                errors.push(Diagnostic::file(&choice.place, message));
            }
        }
    }
}

/// An operation that a document has, as a build script may name it.
pub(super) struct Known {
    id: Option<String>,
    /// `GET /items`
    shown: String,
}

impl Known {
    pub(super) fn new(verb: Verb, path: &str, id: Option<&str>) -> Self {
        let id = id.map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned);
        Self { id, shown: format!("{} {path}", verb.name()) }
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.id.as_deref().into_iter().chain([self.shown.as_str()])
    }
}
