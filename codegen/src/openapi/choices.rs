//! What a build script wants otherwise than a document has it: operations that are left out or called something else,
//! and how models become types. A choice about something that is not there is a mistake.

use std::collections::BTreeMap;

use super::model::Verb;
use crate::errors::{Diagnostic, Errors, quote};
use crate::schema::names::snake;
use crate::schema::{ImpliedTypes, TypeOptions, UnknownMembers};
use crate::suggest;

/// The choices for one document.
#[derive(Clone, Debug)]
pub(crate) struct Choices {
    /// By the operation as the build script names it: its `operationId`, or its method and path (`GET /items`).
    operations: BTreeMap<String, Choice>,
    pub(crate) types: TypeOptions,
}

/// What becomes of one operation.
#[derive(Clone, Debug)]
struct Choice {
    what: Wanted,
    /// The build script's line.
    place: String,
}

#[derive(Clone, Debug)]
enum Wanted {
    Nothing,
    Name(String),
}

impl Default for Choices {
    fn default() -> Self {
        let types = TypeOptions::new().unknown_members(UnknownMembers::Ignored);
        Self { operations: BTreeMap::new(), types: types.implied_types(ImpliedTypes::Assumed) }
    }
}

impl Choices {
    pub(crate) fn skip(mut self, operation: String, place: String) -> Self {
        self.operations.insert(operation, Choice { what: Wanted::Nothing, place });
        self
    }

    pub(crate) fn rename(mut self, operation: String, name: String, place: String) -> Self {
        self.operations.insert(operation, Choice { what: Wanted::Name(name), place });
        self
    }

    pub(crate) fn types(self, change: impl FnOnce(TypeOptions) -> TypeOptions) -> Self {
        Self { types: change(self.types), ..self }
    }

    /// The first place where the build script chooses something for an operation.
    pub(crate) fn place(&self) -> Option<&str> {
        self.operations.values().next().map(|choice| choice.place.as_str())
    }

    pub(super) fn skips(&self, operation: &Known) -> bool {
        operation.names().any(|name| matches!(self.of(name), Some(Wanted::Nothing)))
    }

    /// The name that the build script gives an operation.
    pub(super) fn name(&self, operation: &Known) -> Option<String> {
        operation.names().find_map(|name| match self.of(name) {
            Some(Wanted::Name(name)) => Some(name.clone()),
            _ => None,
        })
    }

    fn of(&self, name: &str) -> Option<&Wanted> {
        self.operations.get(name).map(|choice| &choice.what)
    }

    /// Every choice is about an operation that is there, and every new name is one that a method can have.
    pub(super) fn check(&self, known: &[Known], reserved: &[&str], errors: &mut Errors) {
        let mut given: BTreeMap<&str, &str> = BTreeMap::new();
        for (operation, choice) in &self.operations {
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
