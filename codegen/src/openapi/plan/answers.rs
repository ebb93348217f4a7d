//! What operations may answer with, as enums by status. Operations with the same answers have one enum together.
//!
//! Two sets are the same when they have the same statuses and read each of them the same way; the JSON of the success, if
//! that is the one thing that differs, is the enum's parameter. A set of one operation is called after it
//! (`GetItemAnswer`); one that is shared after its statuses (`OkOr404<Item>`), in the order of paths and methods where
//! several want the same name. So names depend on what a document says, and never on the order in which it does.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;

use super::names::{self, Names};
use super::{BodyReading, Known, Reading, Success, is_success};
use crate::openapi::model::{Operation, Status};
use crate::schema::Used;
use crate::taken::Taken;

/// The answers of one or several operations.
pub(in crate::openapi) struct AnswerSet {
    pub(in crate::openapi) name: String,
    /// By status.
    pub(in crate::openapi) variants: Vec<Variant>,
    /// What `send` gives back.
    pub(in crate::openapi) success: Success,
    /// The one operation that has it; `None` where several do, and the JSON of the success is a parameter then, if there
    /// is any.
    pub(in crate::openapi) operation: Option<String>,
}

/// One alternative.
pub(in crate::openapi) struct Variant {
    pub(in crate::openapi) name: Cow<'static, str>,
    pub(in crate::openapi) status: Status,
    pub(in crate::openapi) description: Option<String>,
    /// `None`: the answer as it is.
    pub(in crate::openapi) reading: Option<Reading>,
}

/// What one operation may answer with.
#[derive(Clone)]
pub(in crate::openapi) struct Answered {
    /// The set's number.
    pub(in crate::openapi) set: usize,
    /// The set's parameter, where it has one.
    pub(in crate::openapi) parameter: Option<Used>,
}

/// All sets, and which operation has which.
pub(super) struct AnswerSets {
    pub(super) all: Vec<AnswerSet>,
    /// By operation; `None` where no enum is needed.
    pub(super) of: Vec<Option<Answered>>,
}

impl AnswerSets {
    pub(super) fn new(
        operations: &[Operation],
        names: &[Names],
        successes: &[Success],
        known: &Known<'_>,
        taken: &mut Taken<'_>,
    ) -> Self {
        let each = operations.iter().zip(successes);
        let mut variants: Vec<Vec<Variant>> =
            each.map(|(operation, success)| known.variants(operation, success)).collect();
        let keys: Vec<String> = variants.iter().map(|variants| key(variants)).collect();
        let mut users: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, key) in keys.iter().enumerate().filter(|(place, _)| !variants[*place].is_empty()) {
            users.entry(key).or_default().push(place);
        }
        let mut sets = Self { all: Vec::new(), of: vec![None; operations.len()] };
        for (place, key) in keys.iter().enumerate() {
            let Some(users) = users.remove(key.as_str()) else { continue };
            let is_shared = users.len() > 1;
            for user in &users {
                let parameter = parameter(&variants[*user]).filter(|_| is_shared);
                let parameter = parameter.and_then(|place| match &variants[*user][place].reading {
                    Some(Reading { body: BodyReading::Json(used), .. }) => Some(used.clone()),
                    _ => None,
                });
                sets.of[*user] = Some(Answered { set: sets.all.len(), parameter });
            }
            let mut own = std::mem::take(&mut variants[place]);
            let (name, operation) = if is_shared {
                agree(&mut own, users[1..].iter().map(|user| &variants[*user]));
                (taken.free(shared_name(&own), ""), None)
            } else {
                let Names { answer, method, .. } = &names[place];
                (answer.clone(), Some(method.clone()))
            };
            sets.all.push(AnswerSet { name, variants: own, success: successes[place].clone(), operation });
        }
        sets
    }
}

impl AnswerSet {
    /// The variant whose JSON is the enum's parameter.
    pub(in crate::openapi) fn parameter(&self) -> Option<usize> {
        if self.operation.is_none() { parameter(&self.variants) } else { None }
    }
}

impl Known<'_> {
    /// The alternatives, where an enum is needed at all: successes differ, or something else is typed.
    fn variants(&self, operation: &Operation, success: &Success) -> Vec<Variant> {
        let mut others = operation.answers.iter().filter(|answer| !is_success(answer.status));
        let is_typed = others.any(|answer| self.reading(answer).is_some_and(|reading| !reading.is_any()));
        if !is_typed && !matches!(success, Success::Several) {
            return Vec::new();
        }
        let answers = operation.answers.iter();
        let mut variants: Vec<Variant> = answers
            .map(|answer| Variant {
                name: names::status(answer.status),
                status: answer.status,
                description: answer.description.clone(),
                reading: self.reading(answer),
            })
            .collect();
        if variants.iter().all(|variant| variant.status != Status::Default) {
            variants.push(Variant {
                name: "Other".into(),
                status: Status::Default,
                description: Some("Any other status.".to_owned()),
                reading: None,
            });
        }
        variants
    }
}

/// What sets are the same by.
fn key(variants: &[Variant]) -> String {
    let parameter = parameter(variants);
    let mut key = String::new();
    for (place, Variant { name, reading, .. }) in variants.iter().enumerate() {
        // The name tells the status.
        key.push_str(name);
        // Writing to a text cannot fail.
        _ = match reading {
            Some(Reading { headers, .. }) if parameter == Some(place) => writeln!(key, " T {headers:?}"),
            Some(reading) => writeln!(key, " {reading}"),
            None => writeln!(key),
        };
    }
    key
}

/// The one success that has a body, if that is JSON.
fn parameter(variants: &[Variant]) -> Option<usize> {
    let with_body = |(_, variant): &(usize, &Variant)| is_success(variant.status) && variant.reading.is_some();
    let mut successes = variants.iter().enumerate().filter(with_body);
    match (successes.next()?, successes.next()) {
        ((place, Variant { reading: Some(Reading { body: BodyReading::Json(_), .. }), .. }), None) => Some(place),
        _ => None,
    }
}

/// `OkOr404Or422`: successes by their names, all else by number.
fn shared_name(variants: &[Variant]) -> String {
    let said = variants.iter().filter(|variant| variant.name != "Other");
    let parts: Vec<Cow<'_, str>> = said
        .map(|variant| match variant.status {
            status if is_success(status) => Cow::Borrowed(&*variant.name),
            Status::Default => "Default".into(),
            status => status.to_string().into(),
        })
        .collect();
    let name = parts.join("Or");
    if name.starts_with(|letter: char| letter.is_ascii_digit()) { format!("Answer{name}") } else { name }
}

/// Leaves out descriptions that are not the same in all operations.
fn agree<'v>(variants: &mut [Variant], others: impl Iterator<Item = &'v Vec<Variant>>) {
    for other in others {
        for (variant, other) in variants.iter_mut().zip(other) {
            if variant.description != other.description {
                variant.description = None;
            }
        }
    }
}
