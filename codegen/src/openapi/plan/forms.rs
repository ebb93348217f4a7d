//! Types for forms with files.

use std::borrow::Cow;

use super::Known;
use super::names::Names;
use crate::openapi::model::{Operation, Part};
use crate::schema::Used;
use crate::schema::names::fields;
use crate::taken::Taken;

/// A form as a type.
pub(in crate::openapi) struct FormType {
    /// The type's name.
    pub(in crate::openapi) name: String,
    /// The method of the operation that has it.
    pub(in crate::openapi) operation: String,
    pub(in crate::openapi) fields: Vec<Field>,
}

/// One part of a form, or several of one name.
pub(in crate::openapi) struct Field {
    pub(in crate::openapi) name: String,
    pub(in crate::openapi) part: Part,
    /// The type of one value, where it is no file.
    pub(in crate::openapi) of: Used,
}

/// The form of an operation, where the document names its parts.
pub(super) fn of(operation: &Operation, names: &Names, known: &Known<'_>, taken: &mut Taken<'_>) -> Option<FormType> {
    let parts = operation.body.iter().flat_map(|body| &body.contents).find_map(|content| content.parts.as_ref())?;
    let field_names = fields(parts.iter().map(|part| part.name.as_str()), &[]);
    let field = |(part, name): (&Part, Cow<'_, str>)| Field {
        name: name.into_owned(),
        part: part.clone(),
        of: known.of(Some(&part.schema)).not_null(),
    };
    Some(FormType {
        name: taken.free(format!("{}Form", names.type_name), ""),
        operation: names.method.clone(),
        fields: parts.iter().zip(field_names).map(field).collect(),
    })
}
