//! A part of a document with its place: what every reader here walks on. References inside of the document are followed,
//! those into other files or over the network never.

use serde_json::Value;

use crate::errors::{Diagnostic, Errors, quote, type_of};
use crate::schema::percent_decoded;
use crate::source::{Source, find, join};

/// The longest chain of references that is followed.
const LONGEST_CHAIN: usize = 32;

/// A value with its place.
#[derive(Clone)]
pub(super) struct Node<'a> {
    pub(super) source: &'a Source,
    pub(super) pointer: String,
    pub(super) value: &'a Value,
}

impl<'a> Node<'a> {
    pub(super) fn root(source: &'a Source) -> Self {
        Self { source, pointer: String::new(), value: source.value() }
    }

    /// A member, where this is an object that has it.
    pub(super) fn member(&self, name: &str) -> Option<Self> {
        let value = self.value.as_object()?.get(name)?;
        Some(Self { source: self.source, pointer: join(&self.pointer, name), value })
    }

    /// All members by name; what is no object has none.
    pub(super) fn members(&self) -> Vec<(&'a str, Self)> {
        let members = self.value.as_object().into_iter().flatten();
        let node = |name, value| Self { source: self.source, pointer: join(&self.pointer, name), value };
        members.map(|(name, value)| (name.as_str(), node(name, value))).collect()
    }

    /// All elements; what is no array has none.
    pub(super) fn elements(&self) -> Vec<Self> {
        let elements = self.value.as_array().into_iter().flatten().enumerate();
        let node = |(index, value)| Self { source: self.source, pointer: format!("{}/{index}", self.pointer), value };
        elements.map(node).collect()
    }

    /// A member that is a text which only people read: anything else is as good as absent.
    pub(super) fn note(&self, name: &str) -> Option<String> {
        let text = self.value.get(name)?.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// A member that is a text which means something.
    pub(super) fn text(&self, name: &str, errors: &mut Errors) -> Option<&'a str> {
        let text = self.value.get(name)?.as_str();
        if text.is_none() {
            errors.extend(self.member(name).map(|member| member.wrong("a string")));
        }
        text
    }

    /// A member that is a switch; off where it is absent.
    pub(super) fn flag(&self, name: &str, errors: &mut Errors) -> bool {
        match self.value.get(name) {
            None => false,
            Some(Value::Bool(flag)) => *flag,
            // What converters from YAML sometimes write.
            Some(Value::String(text)) if text == "true" || text == "false" => text == "true",
            Some(value) => {
                let words = ["yes", "no", "on", "off", "y", "n"];
                let is_old =
                    value.as_str().is_some_and(|text| words.iter().any(|word| text.eq_ignore_ascii_case(word)));
                let hint = is_old.then_some("YAML 1.2 has `true` and `false` alone");
                errors.extend(self.member(name).map(|member| member.wrong("a boolean").maybe_hint(hint)));
                false
            }
        }
    }

    /// What `$ref` leads to, or this where it has none.
    pub(super) fn followed(self, errors: &mut Errors) -> Option<Self> {
        if self.value.get("$ref").is_none() {
            return Some(self);
        }
        let mut node = self.clone();
        for _ in 0..LONGEST_CHAIN {
            let Some(reference) = node.value.get("$ref") else { return Some(node) };
            let Some(text) = reference.as_str() else {
                errors.extend(node.member("$ref").map(|reference| reference.wrong("a string")));
                return None;
            };
            let target = text.strip_prefix('#').map(percent_decoded);
            let target = target.and_then(|pointer| Some((find(node.source.value(), &pointer)?, pointer)));
            let Some((value, pointer)) = target else {
                let message =
                    format!("the reference {} leads to nothing in this document", quote(&node.source.written(text)));
                let hint = (!text.starts_with('#')).then_some(
                    "another file of the document is read when the build script names it: `refers_to(path)`; nothing is \
                     fetched",
                );
                errors.push(Diagnostic::value(node.source, &join(&node.pointer, "$ref"), message).maybe_hint(hint));
                return None;
            };
            node = Self { source: node.source, pointer: pointer.into_owned(), value };
        }
        let message = format!("the references from here lead in a circle, or over more than {LONGEST_CHAIN} places");
        errors.push(Diagnostic::value(self.source, &self.pointer, message));
        None
    }

    /// The mistake that this is something else than what is needed.
    pub(super) fn wrong(&self, needed: &str) -> Diagnostic {
        let intrinsic = self.value.as_object().filter(|members| members.len() == 1).and_then(|members| {
            let name = members.keys().next()?;
            (name == "Ref" || name == "Condition" || name.starts_with("Fn::")).then_some(name)
        });
        let found = match intrinsic {
            Some(name) => format!("the CloudFormation intrinsic `{}`", quote(name).trim_matches('"')),
            None => type_of(self.value).to_owned(),
        };
        let hint = intrinsic.map(|_| {
            "CloudFormation fills it in when it deploys: give the document that API Gateway exports (`aws apigateway \
             get-export`)"
        });
        Diagnostic::value(self.source, &self.pointer, format!("{needed} is needed, not {found}")).maybe_hint(hint)
    }

    /// Says that this is no object, where it is none.
    pub(super) fn must_be_object(&self, errors: &mut Errors) -> bool {
        if !self.value.is_object() {
            errors.push(self.wrong("an object"));
        }
        self.value.is_object()
    }
}
