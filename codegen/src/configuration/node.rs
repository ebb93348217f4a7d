//! Walks a document by names, keeping the pointer of where it is; wrong types become mistakes on the way.

use serde_json::Value;

use super::written::Field;
use crate::errors::{Diagnostic, Errors, type_of};
use crate::source::{Source, join};

/// A value of a document and its pointer.
#[derive(Clone)]
pub(super) struct Node<'s> {
    source: &'s Source,
    pub(super) pointer: String,
    /// `None` where the document has no such value.
    value: Option<&'s Value>,
}

impl<'s> Node<'s> {
    pub(super) fn root(source: &'s Source) -> Self {
        Self { source, pointer: String::new(), value: Some(source.value()) }
    }

    pub(super) fn exists(&self) -> bool {
        self.value.is_some()
    }

    /// The member of that name, which must be an object if it is there.
    pub(super) fn object(&self, name: &str, errors: &mut Errors) -> Self {
        let member = self.member(name);
        match member.value {
            None | Some(Value::Object(_)) => member,
            Some(value) => {
                errors.push(member.wrong_type("an object", value));
                Self { value: None, ..member }
            }
        }
    }

    /// The elements of the member of that name, which must be a list of objects if it is there.
    pub(super) fn objects(&self, name: &str, errors: &mut Errors) -> Vec<Self> {
        let member = self.member(name);
        let elements = match member.value {
            None => return Vec::new(),
            Some(Value::Array(elements)) => elements,
            Some(value) => {
                errors.push(member.wrong_type("a list", value));
                return Vec::new();
            }
        };
        let mut objects = Vec::new();
        for (index, value) in elements.iter().enumerate() {
            let pointer = join(&member.pointer, &index.to_string());
            let element = Self { source: self.source, pointer, value: Some(value) };
            if value.is_object() {
                objects.push(element);
            } else {
                errors.push(element.wrong_type("an object", value));
            }
        }
        objects
    }

    /// The member of that name, which must be a string if it is there.
    pub(super) fn string(&self, name: &str, errors: &mut Errors) -> Field {
        let member = self.member(name);
        let mut field = Field { pointer: member.pointer.clone(), text: None, is_reported: false };
        match member.value {
            None => {}
            Some(Value::String(text)) => field.text = Some(text.clone()).filter(|text| !text.trim().is_empty()),
            Some(value) => {
                errors.push(member.wrong_type("a string", value));
                field.is_reported = true;
            }
        }
        field
    }

    /// The member of that name, which must be a boolean if it is there.
    pub(super) fn boolean(&self, name: &str, errors: &mut Errors) -> Option<bool> {
        let member = self.member(name);
        let value = member.value?;
        if !value.is_boolean() {
            errors.push(member.wrong_type("a boolean", value));
        }
        value.as_bool()
    }

    /// Whether any member holds more than an empty string: the CLI leaves those of what was removed.
    pub(super) fn says_something(&self) -> bool {
        let members = self.value.and_then(Value::as_object).into_iter().flatten();
        members.into_iter().any(|(_, value)| value.as_str() != Some(""))
    }

    /// The names of an object's members.
    pub(super) fn names(&self) -> impl Iterator<Item = &'s str> + use<'s> {
        self.value.and_then(Value::as_object).into_iter().flat_map(|object| object.keys().map(String::as_str))
    }

    /// A mistake about the name of a member.
    pub(super) fn mistake(&self, name: &str, message: String) -> Diagnostic {
        Diagnostic::key(self.source, &join(&self.pointer, name), message)
    }

    fn member(&self, name: &str) -> Self {
        let value = self.value.and_then(|value| value.get(name));
        Self { source: self.source, pointer: join(&self.pointer, name), value }
    }

    fn wrong_type(&self, expected: &str, found: &Value) -> Diagnostic {
        Diagnostic::value(self.source, &self.pointer, format!("expected {expected}, found {}", type_of(found)))
            .maybe_hint(found.is_null().then_some("leave the member out where there is nothing to say"))
    }
}
