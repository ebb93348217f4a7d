//! From the model to what is generated: names for everything, and types by the schema compiler.

mod answers;
mod arguments;
mod echoes;
mod forms;
mod headers;
mod names;
mod requests;

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use super::model::{Answer, Api, Content, Form, Operation, PartKind, Status};
use super::{Description, is_passthrough};
use crate::errors::{Diagnostic, Errors};
use crate::schema::{self, Root, Shape, TypeOptions, Types, Used};
use crate::source::Finder;
use answers::AnswerSets;
pub(super) use answers::{AnswerSet, Answered};
pub(super) use arguments::{Argument, Kind};
pub(super) use forms::{Field as FormField, FormType};
use headers::Sets;
pub(super) use headers::{Field as HeaderField, Headers};
pub(super) use names::{Group, METHODS};
use quote::quote;
pub(super) use requests::Request;
use requests::Requests;
use serde_json::Value;

/// An API that can be emitted.
pub(crate) struct Client {
    pub(super) api: Api,
    pub(super) calls: Vec<Call>,
    /// The requests with something optional.
    pub(super) requests: Vec<Request>,
    pub(super) answers: Vec<AnswerSet>,
    /// The forms with files.
    pub(super) forms: Vec<FormType>,
    pub(super) types: Types,
    /// The sets of headers that answers declare.
    pub(super) headers: Vec<Headers>,
    /// By tag.
    pub(super) groups: BTreeMap<String, Group>,
    /// What is suspicious about the document and no mistake.
    pub(crate) warnings: Vec<Diagnostic>,
}

/// One operation with its Rust names and types. It stands for the operation of the same number.
pub(super) struct Call {
    /// The method's.
    pub(super) name: String,
    /// What the method takes.
    pub(super) required: Vec<Argument>,
    /// The number of the request that it gives back, where something is optional.
    pub(super) request: Option<usize>,
    pub(super) success: Success,
    /// The enum of its answers, where one is needed.
    pub(super) answers: Option<Answered>,
    /// The media types of successes, for `Accept`.
    pub(super) accept: String,
}

/// What `send` gives back.
#[derive(Clone)]
pub(super) enum Success {
    /// The answer as it is: the document does not say what is in it.
    Untyped,
    One(Reading),
    /// The enum.
    Several,
}

/// How an answer is read.
#[derive(Clone)]
pub(super) struct Reading {
    pub(super) body: BodyReading,
    /// The type of the declared headers.
    pub(super) headers: Option<String>,
}

/// How a body is read.
#[derive(Clone)]
pub(super) enum BodyReading {
    Json(Used),
    Text,
    Bytes,
    /// JSON or something else.
    Media(Used),
}

impl Client {
    /// Names and types for all operations; `taken` are the type names that the module has already.
    pub(crate) fn new(read: Description, taken: &[&str], options: &TypeOptions) -> Result<Self, Errors> {
        let Description { mut api, schemas, mut warnings, .. } = read;
        echoes::leave_out(&mut api, schemas.root());
        let mut scope = names::Scope::new(taken);
        let names = names::operations(&api.operations, &mut scope);
        let groups = names::groups(&api.operations, &mut scope);
        let mut taken = scope.types;
        let mut wanted = Wanted::new(schemas.root());
        for (operation, names) in api.operations.iter().zip(&names) {
            wanted.operation(operation, &names.type_name);
        }
        let Wanted { roots, known: places, .. } = wanted;
        let planned = schema::plan(vec![schemas], &roots, options.clone())?;
        let types = planned.written()?;
        let known = Known { types: &types, places: &places, headers: &Sets::new() };
        let sets = headers::sets(&api.operations, &known, &mut taken);
        let known = Known { headers: &sets, ..known };
        let forms = api.operations.iter().zip(&names);
        let forms: Vec<Option<FormType>> =
            forms.map(|(operation, names)| forms::of(operation, names, &known, &mut taken)).collect();
        let arguments = api.operations.iter().zip(&forms);
        let arguments = arguments.map(|(operation, form)| arguments::of(operation, form.as_ref(), &known)).collect();
        let (required, requests) = Requests::new(&api.operations, &names, arguments, &mut taken);
        let successes: Vec<Success> = api.operations.iter().map(|operation| known.success(operation)).collect();
        let answers = AnswerSets::new(&api.operations, &names, &successes, &known, &mut taken);
        let mut calls = Vec::with_capacity(names.len());
        for (place, ((names, required), success)) in names.into_iter().zip(required).zip(successes).enumerate() {
            let operation = &api.operations[place];
            calls.push(Call {
                name: names.method,
                required,
                request: requests.of[place],
                success,
                answers: answers.of[place].clone(),
                accept: known.accept(operation),
            });
        }
        warnings.extend_from_slice(types.warnings());
        let headers = sets.into_values().collect();
        let forms = forms.into_iter().flatten().collect();
        Ok(Self { api, calls, requests: requests.all, answers: answers.all, forms, types, headers, groups, warnings })
    }
}

impl Client {
    /// What an operation takes, the required things first.
    pub(super) fn arguments<'c>(&'c self, call: &'c Call) -> impl Iterator<Item = &'c Argument> {
        let setters = call.request.iter().flat_map(|number| &self.requests[*number].setters);
        call.required.iter().chain(setters)
    }
}

/// The schemas that types are needed for.
struct Wanted<'d, 'p> {
    roots: Vec<Root>,
    known: BTreeMap<&'p str, usize>,
    /// The document that they stand in.
    document: &'d Value,
    finder: Finder<'d, 'p>,
}

impl<'d, 'p> Wanted<'d, 'p> {
    fn new(document: &'d Value) -> Self {
        Self { roots: Vec::new(), known: BTreeMap::new(), document, finder: Finder::new(document) }
    }

    fn operation(&mut self, operation: &'p Operation, type_name: &str) {
        for parameter in &operation.parameters {
            self.add(parameter.schema.as_deref(), || format!("{type_name} {}", parameter.name));
        }
        for content in operation.body.iter().flat_map(|body| &body.contents) {
            if matches!(content.form, Form::Json | Form::UrlEncoded) {
                self.add(content.schema.as_deref(), || format!("{type_name} body"));
            }
            for part in content.parts.iter().flatten().filter(|part| !matches!(part.kind, PartKind::File(_))) {
                self.add(Some(&part.schema), || format!("{type_name} {}", part.name));
            }
        }
        for answer in &operation.answers {
            let status = answer.status;
            let json = json(answer);
            self.add(json.and_then(|content| content.schema.as_deref()), || format!("{type_name} {status}"));
            for header in headers::typed(answer) {
                self.add(header.schema.as_deref(), || format!("{type_name} {status} {}", header.name));
            }
        }
    }

    /// Adds a schema, if it says anything.
    fn add(&mut self, pointer: Option<&'p str>, name: impl FnOnce() -> String) {
        let Some(pointer) = pointer.filter(|pointer| !self.known.contains_key(pointer)) else { return };
        let schema = self.finder.find(pointer);
        if schema.is_none_or(|schema| !is_passthrough(schema, self.document)) {
            self.known.insert(pointer, self.roots.len());
            self.roots.push(Root::used(0, pointer, name()));
        }
    }
}

/// The types that were made.
pub(super) struct Known<'k> {
    types: &'k Types,
    places: &'k BTreeMap<&'k str, usize>,
    /// The types of declared headers.
    headers: &'k Sets,
}

impl Known<'_> {
    /// The type of a schema; any JSON where there is none, or it says nothing.
    pub(super) fn of(&self, pointer: Option<&str>) -> Used {
        let used = pointer.and_then(|pointer| self.types.uses().get(*self.places.get(pointer)?));
        used.cloned().unwrap_or_else(|| Used { tokens: quote!(::serde_json::Value), shape: Shape::Value, bytes: 32 })
    }

    /// What `send` gives back.
    fn success(&self, operation: &Operation) -> Success {
        let successes = successes(operation);
        let mut readings: Vec<Option<Reading>> = successes.iter().map(|answer| self.reading(answer)).collect();
        readings.dedup_by_key(|reading| reading.as_ref().map(ToString::to_string));
        match readings.as_slice() {
            [] | [None] => Success::Untyped,
            [Some(reading)] => Success::One(reading.clone()),
            _ => Success::Several,
        }
    }

    /// The media types of the answers, JSON first; none of JSON that is not read as what comes.
    fn accept(&self, operation: &Operation) -> String {
        let of = |content: &Content| self.of(content.schema.as_deref()).tokens.to_string();
        let is_read = |answer: &Answer, content: &Content| {
            content.form != Form::Json
                || json(answer).is_some_and(|json| json.schema == content.schema || of(json) == of(content))
        };
        let answers = successes(operation).into_iter();
        let read = answers.flat_map(|answer| answer.contents.iter().filter(move |content| is_read(answer, content)));
        let mut contents: Vec<&Content> = read.collect();
        contents.sort_by_key(|content| (content.form, content.media_type != "application/json"));
        let mut media_types: Vec<&str> = Vec::new();
        for content in contents {
            if !media_types.contains(&content.media_type.as_str()) {
                media_types.push(&content.media_type);
            }
        }
        media_types.join(", ")
    }

    /// How an answer is read; `None` where the document does not say.
    fn reading(&self, answer: &Answer) -> Option<Reading> {
        let headers = headers::key(answer, self).and_then(|key| Some(self.headers.get(&key)?.name.clone()));
        // A body that the document does not know of stays as it came.
        let body = self.body(answer).or_else(|| headers.as_ref().map(|_| BodyReading::Bytes));
        Some(Reading { body: body?, headers })
    }

    fn body(&self, answer: &Answer) -> Option<BodyReading> {
        let has = |form: fn(Form) -> bool| answer.contents.iter().any(|content| form(content.form));
        let json = json(answer);
        let others = has(|form| form != Form::Json);
        match json {
            Some(Content { schema, .. }) if others => Some(BodyReading::Media(self.of(schema.as_deref()))),
            Some(Content { schema, .. }) => Some(BodyReading::Json(self.of(schema.as_deref()))),
            None if !others => None,
            None if has(|form| form != Form::Text) => Some(BodyReading::Bytes),
            None => Some(BodyReading::Text),
        }
    }
}

/// What two readings are the same by.
impl Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.body {
            BodyReading::Json(used) => write!(f, "json {}", used.tokens),
            BodyReading::Text => f.write_str("text"),
            BodyReading::Bytes => f.write_str("bytes"),
            BodyReading::Media(used) => write!(f, "media {}", used.tokens),
        }?;
        write!(f, " {}", self.headers.as_deref().unwrap_or_default())
    }
}

impl Reading {
    /// Whether it says nothing that the answer itself does not.
    fn is_any(&self) -> bool {
        let is_plain = matches!(
            self.body,
            BodyReading::Json(Used { shape: Shape::Value, .. }) | BodyReading::Text | BodyReading::Bytes
        );
        is_plain && self.headers.is_none()
    }
}

fn is_success(status: Status) -> bool {
    matches!(status, Status::Code(200..=299) | Status::Class(2))
}

/// What an operation answers with when all is well. `default` is about every status that is not listed: where no success
/// is, it is about those, too.
fn successes(operation: &Operation) -> Vec<&Answer> {
    let of = |is: fn(Status) -> bool| operation.answers.iter().filter(move |answer| is(answer.status)).collect();
    let successes: Vec<&Answer> = of(is_success);
    if successes.is_empty() { of(|status| status == Status::Default) } else { successes }
}

/// What an answer is read as where it is JSON.
fn json(answer: &Answer) -> Option<&Content> {
    let mut all = answer.contents.iter().filter(|content| content.form == Form::Json);
    let first = all.clone().next();
    all.find(|content| content.media_type == "application/json").or(first)
}
