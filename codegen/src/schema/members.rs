//! What became of the members of objects, for those who ask once the types are written: other generated code names fields.

use std::collections::BTreeMap;

use super::emit::Emitter;
use super::names::identifier;
use super::options::TypeOptions;
use super::own::Own;
use super::parts;
use super::types::{Body, Definition, Type};
use super::used::Standpoint;
use crate::errors::Errors;

/// What a member of a JSON object became.
#[derive(Clone, Debug)]
pub struct Member {
    /// The field's name, `r#type` where it is a keyword.
    pub field: String,
    /// The field's type without `Option`.
    pub of: String,
    /// The name of the type that stands in it (or in its list or map), where it has one.
    pub named: Option<String>,
    /// Whether the field is no `Option`.
    pub is_required: bool,
}

/// All types, with their names and those of what stands in them.
#[derive(Clone, Debug)]
pub(super) struct Members {
    pub(super) definitions: Vec<Definition>,
    pub(super) names: Vec<String>,
    /// With what the build script calls fields and variants.
    pub(super) options: TypeOptions,
    pub(super) own: Own,
}

impl Members {
    /// What a member of the object that a struct stands for became.
    pub(super) fn find(&self, of_struct: &str, member: &str) -> Option<Member> {
        let number = self.names.iter().position(|name| name == of_struct)?;
        let body = &self.definitions[number].body;
        let Body::Struct { fields, .. } = body else { return None };
        let names = parts::of(body, of_struct, &self.options, &mut Errors::new());
        let (field, name) = fields.iter().zip(names).find(|(field, _)| *field.member == *member)?;
        let emitter = Emitter {
            definitions: &self.definitions,
            names: &self.names,
            parts: &[],
            containment: &[],
            own: &self.own,
            derives: &BTreeMap::new(),
        };
        Some(Member {
            field: identifier(&name).to_string(),
            of: emitter.seen(&field.of, Standpoint::Module).to_string(),
            named: self.named(&field.of),
            is_required: field.is_required,
        })
    }

    fn named(&self, of: &Type) -> Option<String> {
        match of {
            Type::Named(id) => Some(self.names[id.0].clone()),
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => self.named(inner),
            _ => None,
        }
    }
}
