//! Types for the headers that answers declare: one for each different set of them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use quote::quote;

use super::Known;
use crate::openapi::model::{Answer, Header, Operation, Style};
use crate::schema::names::{fields, pascal};
use crate::schema::{Shape, Used};
use crate::taken::Taken;

/// The longest name of a set that is made of its headers' names.
const LONGEST_NAME: usize = 48;

/// A set of headers as a type.
pub(in crate::openapi) struct Headers {
    /// The type's name.
    pub(in crate::openapi) name: String,
    pub(in crate::openapi) fields: Vec<Field>,
}

/// One header of a set.
pub(in crate::openapi) struct Field {
    pub(in crate::openapi) name: String,
    /// As it is sent.
    pub(in crate::openapi) header: String,
    pub(in crate::openapi) of: Used,
    pub(in crate::openapi) style: Style,
    pub(in crate::openapi) is_required: bool,
    pub(in crate::openapi) description: Option<String>,
}

/// The sets by what they are the same by.
pub(super) type Sets = BTreeMap<String, Headers>;

/// The headers of an answer that a program reads; CORS is between browsers and the service.
pub(super) fn typed(answer: &Answer) -> impl Iterator<Item = &Header> + Clone {
    answer.headers.iter().filter(|header| !header.name.to_ascii_lowercase().starts_with("access-control-"))
}

/// All sets of a document's answers.
pub(super) fn sets(operations: &[Operation], known: &Known<'_>, taken: &mut Taken<'_>) -> Sets {
    let mut sets = Sets::new();
    for answer in operations.iter().flat_map(|operation| &operation.answers) {
        let Some(key) = key(answer, known) else { continue };
        sets.entry(key).or_insert_with(|| Headers { name: name(answer, taken), fields: members(answer, known) });
    }
    sets
}

/// What two answers' headers are the same by; `None` where there are none.
pub(super) fn key(answer: &Answer, known: &Known<'_>) -> Option<String> {
    let one = |header: &Header| {
        format!("{} {} {:?} {}", header.name, header.is_required, header.style, of(header, known).tokens)
    };
    let all: Vec<String> = typed(answer).map(one).collect();
    (!all.is_empty()).then(|| all.join("\n"))
}

/// By the headers in it, where these are few: the same set stands in many answers.
fn name(answer: &Answer, taken: &mut Taken<'_>) -> String {
    let names: Vec<Cow<'_, str>> = typed(answer).map(|header| pascal(&header.name, "Header")).collect();
    let all = names.concat();
    let few = names.first().filter(|_| all.len() > LONGEST_NAME).map(|first| format!("{first}AndOther"));
    taken.free(format!("{}Headers", few.unwrap_or(all)), "")
}

fn members(answer: &Answer, known: &Known<'_>) -> Vec<Field> {
    let names = fields(typed(answer).map(|header| header.name.as_str()), &[]);
    let field = |(header, name): (&Header, Cow<'_, str>)| Field {
        name: name.into_owned(),
        header: header.name.clone(),
        of: of(header, known),
        style: header.style,
        is_required: header.is_required,
        description: header.description.clone(),
    };
    typed(answer).zip(names).map(field).collect()
}

fn of(header: &Header, known: &Known<'_>) -> Used {
    match &header.schema {
        Some(pointer) => known.of(Some(pointer)).not_null(),
        None => Used { tokens: quote!(String), shape: Shape::Text, bytes: 24 },
    }
}
