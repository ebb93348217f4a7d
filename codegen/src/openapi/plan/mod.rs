//! From the model to what is generated: names for everything, and types by the schema compiler.

mod arguments;
mod echoes;
mod names;

use std::collections::BTreeMap;

use super::model::{Answer, Api, Content, Form, Operation, Status};
use super::{Description, passthrough};
use crate::errors::{Diagnostic, Errors};
use crate::schema::{self, Root, Shape, TypeOptions, Types, Used};
pub(super) use arguments::{Argument, Kind};
pub(super) use names::{Group, METHODS};
use quote::quote;

/// An API that can be emitted.
pub(crate) struct Client {
    pub(super) api: Api,
    pub(super) calls: Vec<Call>,
    pub(super) types: Types,
    /// By tag.
    pub(super) groups: BTreeMap<String, Group>,
    /// What is suspicious about the document and no mistake.
    pub(crate) warnings: Vec<Diagnostic>,
}

/// One operation with its Rust names and types. It stands for the operation of the same number.
pub(super) struct Call {
    /// The method's.
    pub(super) name: String,
    /// The builder's.
    pub(super) type_name: String,
    /// The answers', where an enum is needed.
    pub(super) answer_name: String,
    /// What the method takes, and what setters do.
    pub(super) arguments: Vec<Argument>,
    pub(super) success: Success,
    /// By status, for the enum; empty where none is needed.
    pub(super) variants: Vec<Variant>,
    /// The media types of successes, for `Accept`.
    pub(super) accept: String,
}

/// What `send` gives back.
pub(super) enum Success {
    /// The answer as it is: the document does not say what is in it.
    Untyped,
    One(Reading),
    /// The enum.
    Several,
}

/// How a body is read.
#[derive(Clone)]
pub(super) enum Reading {
    Json(Used),
    Text,
    Bytes,
    /// JSON or something else.
    Media(Used),
}

/// One alternative of the answers' enum.
pub(super) struct Variant {
    pub(super) name: String,
    pub(super) status: Status,
    pub(super) description: Option<String>,
    /// `None`: the answer as it is.
    pub(super) reading: Option<Reading>,
}

impl Client {
    /// Names and types for all operations; `taken` are the type names that the module has already.
    pub(crate) fn new(read: Description, taken: &[&str], options: &TypeOptions) -> Result<Self, Errors> {
        let Description { mut api, schemas, mut warnings, .. } = read;
        echoes::leave_out(&mut api, schemas.root());
        let names = names::operations(&api.operations, taken);
        let groups = names::groups(&api.operations, &names, taken);
        let passthrough = passthrough(&schemas);
        let mut wanted = Wanted { roots: Vec::new(), known: BTreeMap::new(), passthrough: &passthrough };
        for (operation, names) in api.operations.iter().zip(&names) {
            wanted.operation(operation, &names.type_name);
        }
        let documents = [schemas];
        let types = schema::compile(&documents, &wanted.roots, options.clone())?;
        let known = Known { types: &types, places: &wanted.known, passthrough: &passthrough };
        let calls = api.operations.iter().zip(names).map(|(operation, names)| known.call(operation, names)).collect();
        warnings.extend_from_slice(types.warnings());
        Ok(Self { api, calls, types, groups, warnings })
    }
}

/// The schemas that types are needed for.
struct Wanted<'w> {
    roots: Vec<Root>,
    known: BTreeMap<String, usize>,
    /// The pointers of schemas that say nothing.
    passthrough: &'w [String],
}

impl Wanted<'_> {
    fn operation(&mut self, operation: &Operation, type_name: &str) {
        for parameter in &operation.parameters {
            self.add(parameter.schema.as_deref(), || format!("{type_name} {}", parameter.name));
        }
        for content in operation.body.iter().flat_map(|body| &body.contents) {
            if matches!(content.form, Form::Json | Form::UrlEncoded) {
                self.add(content.schema.as_deref(), || format!("{type_name} body"));
            }
        }
        for answer in &operation.answers {
            let status = answer.status;
            let json = answer.contents.iter().find(|content| content.form == Form::Json);
            self.add(json.and_then(|content| content.schema.as_deref()), || format!("{type_name} {status}"));
        }
    }

    fn add(&mut self, pointer: Option<&str>, name: impl FnOnce() -> String) {
        if let Some(pointer) = pointer.filter(|pointer| {
            !self.known.contains_key(*pointer) && !self.passthrough.iter().any(|passed| passed == pointer)
        }) {
            self.known.insert(pointer.to_owned(), self.roots.len());
            self.roots.push(Root::used(0, pointer, name()));
        }
    }
}

/// The types that were made.
pub(super) struct Known<'k> {
    types: &'k Types,
    places: &'k BTreeMap<String, usize>,
    /// The pointers of schemas that say nothing.
    passthrough: &'k [String],
}

impl Known<'_> {
    /// The type of a schema; any JSON where there is none.
    pub(super) fn of(&self, pointer: Option<&str>) -> Used {
        let pointer = pointer.filter(|pointer| !self.passthrough.iter().any(|passed| passed == pointer));
        let used = pointer.and_then(|pointer| self.types.uses().get(*self.places.get(pointer)?));
        used.cloned().unwrap_or_else(|| Used { tokens: quote!(::serde_json::Value), shape: Shape::Value })
    }

    fn call(&self, operation: &Operation, names: names::Names) -> Call {
        let arguments = arguments::of(operation, self);
        let successes: Vec<&Answer> = operation.answers.iter().filter(|answer| is_success(answer.status)).collect();
        let others = operation.answers.iter().filter(|answer| !is_success(answer.status));
        let mut readings: Vec<Option<Reading>> = successes.iter().map(|answer| self.reading(answer)).collect();
        let has_typed_errors =
            others.clone().any(|answer| self.reading(answer).is_some_and(|reading| !reading.is_any()));
        readings.dedup_by_key(|reading| reading.as_ref().map(Reading::key));
        let success = match readings.as_slice() {
            [] | [None] => Success::Untyped,
            [Some(reading)] => Success::One(reading.clone()),
            _ => Success::Several,
        };
        let needs_enum = has_typed_errors || matches!(success, Success::Several);
        let variants = if needs_enum { self.variants(operation) } else { Vec::new() };
        Call {
            name: names.method,
            type_name: names.type_name,
            answer_name: names.answer,
            arguments,
            success,
            variants,
            accept: accept(&successes),
        }
    }

    fn variants(&self, operation: &Operation) -> Vec<Variant> {
        let mut variants: Vec<Variant> = operation
            .answers
            .iter()
            .map(|answer| Variant {
                name: names::status(answer.status),
                status: answer.status,
                description: answer.description.clone(),
                reading: self.reading(answer),
            })
            .collect();
        if variants.iter().all(|variant| variant.status != Status::Default) {
            variants.push(Variant {
                name: "Other".to_owned(),
                status: Status::Default,
                description: Some("Any other status.".to_owned()),
                reading: None,
            });
        }
        variants
    }

    /// How an answer's body is read; `None` where the document does not say.
    fn reading(&self, answer: &Answer) -> Option<Reading> {
        let has = |form: fn(Form) -> bool| answer.contents.iter().any(|content| form(content.form));
        let json = answer.contents.iter().find(|content| content.form == Form::Json);
        let others = has(|form| form != Form::Json);
        match json {
            Some(Content { schema, .. }) if others => Some(Reading::Media(self.of(schema.as_deref()))),
            Some(Content { schema, .. }) => Some(Reading::Json(self.of(schema.as_deref()))),
            None if !others => None,
            None if has(|form| form != Form::Text) => Some(Reading::Bytes),
            None => Some(Reading::Text),
        }
    }
}

impl Reading {
    /// What two readings are the same by.
    fn key(&self) -> String {
        match self {
            Self::Json(used) => format!("json {}", used.tokens),
            Self::Text => "text".to_owned(),
            Self::Bytes => "bytes".to_owned(),
            Self::Media(used) => format!("media {}", used.tokens),
        }
    }

    /// Whether it says nothing that the answer itself does not.
    fn is_any(&self) -> bool {
        matches!(self, Self::Json(Used { shape: Shape::Value, .. }) | Self::Text | Self::Bytes)
    }
}

fn is_success(status: Status) -> bool {
    matches!(status, Status::Code(200..=299) | Status::Class(2))
}

/// The media types of the answers, JSON first.
fn accept(answers: &[&Answer]) -> String {
    let mut contents: Vec<&Content> = answers.iter().flat_map(|answer| &answer.contents).collect();
    contents.sort_by_key(|content| content.form);
    let mut media_types: Vec<&str> = Vec::new();
    for content in contents {
        if !media_types.contains(&content.media_type.as_str()) {
            media_types.push(&content.media_type);
        }
    }
    media_types.join(", ")
}
