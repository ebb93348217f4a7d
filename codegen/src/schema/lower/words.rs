//! Keywords that say nothing: misspelt ones, those of another dialect, and what stands beside a `$ref` that is alone.
//! Warnings only: the specification has unknown keywords passed over.

use super::Reader;
use crate::errors::{Diagnostic, quote};
use crate::schema::Dialect;
use crate::suggest;

/// What keywords ask something of: most schemas have keywords of few kinds, and the others need not be looked for.
#[derive(Clone, Copy)]
pub(super) enum Subject {
    Kind,
    Format,
    Numbers,
    Strings,
    Arrays,
    Objects,
    Logic,
    Notes,
    /// What is passed over when a schema is read.
    Nothing,
}

/// A set of them.
#[derive(Clone, Copy, Default)]
pub(super) struct Subjects(u16);

impl Subjects {
    pub(super) fn has(self, subject: Subject) -> bool {
        self.0 & (1 << subject as u16) != 0
    }

    fn add(&mut self, subject: Subject) {
        self.0 |= 1 << subject as u16;
    }
}

/// Keywords of all dialects that ask something of a value; the most common stand first, as they are looked for.
const ASSERTING: [(&str, Subject); 30] = [
    ("type", Subject::Kind),
    ("properties", Subject::Objects),
    ("required", Subject::Objects),
    ("$ref", Subject::Logic),
    ("items", Subject::Arrays),
    ("format", Subject::Format),
    ("enum", Subject::Kind),
    ("additionalProperties", Subject::Objects),
    ("allOf", Subject::Logic),
    ("anyOf", Subject::Logic),
    ("exclusiveMaximum", Subject::Numbers),
    ("exclusiveMinimum", Subject::Numbers),
    ("maxItems", Subject::Arrays),
    ("maxLength", Subject::Strings),
    ("maxProperties", Subject::Objects),
    ("maximum", Subject::Numbers),
    ("minItems", Subject::Arrays),
    ("minLength", Subject::Strings),
    ("minProperties", Subject::Objects),
    ("minimum", Subject::Numbers),
    ("multipleOf", Subject::Numbers),
    ("not", Subject::Logic),
    ("oneOf", Subject::Logic),
    ("pattern", Subject::Strings),
    ("patternProperties", Subject::Objects),
    ("uniqueItems", Subject::Arrays),
    ("$defs", Subject::Nothing),
    ("definitions", Subject::Nothing),
    ("then", Subject::Logic),
    ("else", Subject::Logic),
];

/// A keyword, what it asks something of, and whether it means something in a dialect.
type Keyword = (&'static str, Subject, fn(Dialect) -> bool);

/// Keywords of some dialects.
const SOME: [Keyword; 17] = [
    ("additionalItems", Subject::Arrays, |dialect| dialect.items_may_be_an_array()),
    ("const", Subject::Kind, Dialect::has_draft7_keywords),
    ("contains", Subject::Arrays, Dialect::has_draft7_keywords),
    ("if", Subject::Logic, Dialect::has_draft7_keywords),
    ("propertyNames", Subject::Objects, Dialect::has_draft7_keywords),
    ("dependencies", Subject::Objects, Dialect::has_dependencies),
    ("dependentRequired", Subject::Objects, Dialect::has_2019_keywords),
    ("dependentSchemas", Subject::Objects, Dialect::has_2019_keywords),
    ("maxContains", Subject::Arrays, Dialect::has_2019_keywords),
    ("minContains", Subject::Arrays, Dialect::has_2019_keywords),
    ("unevaluatedItems", Subject::Arrays, Dialect::has_2019_keywords),
    ("unevaluatedProperties", Subject::Objects, Dialect::has_2019_keywords),
    ("$anchor", Subject::Nothing, Dialect::has_anchors),
    ("nullable", Subject::Kind, |dialect| dialect.nullable() == Some("nullable")),
    ("prefixItems", Subject::Arrays, |dialect| dialect == Dialect::Draft2020),
    ("$dynamicRef", Subject::Logic, |dialect| dialect == Dialect::Draft2020),
    ("$recursiveRef", Subject::Logic, |dialect| dialect == Dialect::Draft2019),
];

/// Keywords that say something to the reader, and those that identify; likewise.
const NOTING: [(&str, Subject); 22] = [
    ("description", Subject::Notes),
    ("title", Subject::Notes),
    ("default", Subject::Notes),
    ("example", Subject::Nothing),
    ("$comment", Subject::Nothing),
    ("$dynamicAnchor", Subject::Nothing),
    ("$id", Subject::Nothing),
    ("$recursiveAnchor", Subject::Nothing),
    ("$schema", Subject::Nothing),
    ("$vocabulary", Subject::Nothing),
    ("contentEncoding", Subject::Nothing),
    ("contentMediaType", Subject::Nothing),
    ("contentSchema", Subject::Nothing),
    ("deprecated", Subject::Notes),
    ("discriminator", Subject::Nothing),
    ("examples", Subject::Nothing),
    ("externalDocs", Subject::Nothing),
    ("id", Subject::Nothing),
    ("readOnly", Subject::Nothing),
    ("writeOnly", Subject::Notes),
    ("xml", Subject::Nothing),
    ("name", Subject::Nothing),
];

/// Formats that specifications name, and those that schemars writes, beside those that are checked.
const NAMED_FORMATS: [&str; 23] = [
    "binary",
    "double",
    "float",
    "idn-email",
    "idn-hostname",
    "int",
    "int128",
    "int16",
    "int32",
    "int64",
    "int8",
    "iri",
    "iri-reference",
    "password",
    "regex",
    "relative-json-pointer",
    "uint",
    "uint128",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "uri-template",
];

impl Reader<'_, '_> {
    /// The warnings about one schema's keywords, and what these ask something of.
    pub(super) fn words(&mut self) -> Subjects {
        let mut subjects = Subjects::default();
        let dialect = self.resource.dialect;
        let is_alone = dialect.reference_stands_alone() && self.keyword("$ref").is_some();
        for place in 0..self.members.len() {
            let (name, value) = self.members[place];
            let listed = |list: &[(&str, Subject)]| list.iter().find(|(known, _)| *known == name).map(|known| known.1);
            let everywhere = listed(&ASSERTING);
            if let Some(noted) = everywhere.map_or_else(|| listed(&NOTING), |_| None) {
                subjects.add(noted);
                continue;
            }
            let some = SOME.iter().find(|(known, ..)| everywhere.is_none() && *known == name);
            let subject = everywhere.or(some.map(|(_, subject, _)| *subject));
            let is_default = name == "nullable" && *value == false;
            if let Some(subject) = subject {
                subjects.add(subject);
            }
            if is_alone && subject.is_some() && !matches!(name, "$ref" | "$defs" | "definitions" | "type") {
                let message = format!("{} means nothing beside `$ref` in {}", quote(name), dialect.title());
                self.warn_of(name, message, Some("put the reference into `allOf`".to_owned()));
            } else if some.is_some_and(|(.., is_known)| !is_known(dialect) && !is_default) {
                let hint = (name == "nullable").then(|| "add \"null\" to the types".to_owned());
                self.warn_of(name, format!("{} means nothing in {}", quote(name), dialect.title()), hint);
            } else if subject.is_none() && !name.starts_with("x-") {
                let known = ASSERTING.iter().map(|(known, _)| *known).chain(SOME.iter().map(|(known, ..)| *known));
                if let Some(hint) = suggest::misspelt(name, known) {
                    self.warn_of(name, format!("{} is no keyword: it means nothing", quote(name)), Some(hint));
                }
            }
        }
        if subjects.has(Subject::Format) {
            self.format_word();
        }
        subjects
    }

    fn format_word(&mut self) {
        let Some(format) = self.keyword("format").and_then(serde_json::Value::as_str) else { return };
        let known = crate::schema::format::CHECKED.into_iter().chain(NAMED_FORMATS);
        if !known.clone().any(|known| known == format)
            && let Some(hint) = suggest::misspelt(format, known)
        {
            let message = format!("the format {} is none that is known: nothing checks it", quote(format));
            let place = self.at("format");
            let source = self.lowering.library.source(place.document);
            self.lowering.warnings.push(Diagnostic::value(source, &place.pointer, message).hint(hint));
        }
    }

    fn warn_of(&mut self, keyword: &str, message: String, hint: Option<String>) {
        let place = self.at(keyword);
        let source = self.lowering.library.source(place.document);
        self.lowering.warnings.push(Diagnostic::key(source, &place.pointer, message).maybe_hint(hint));
    }
}
