//! Keywords that say nothing: misspelt ones, those of another dialect, and what stands beside a `$ref` that is alone.
//! Warnings only: the specification has unknown keywords passed over.

use super::Reader;
use crate::errors::{Diagnostic, quote};
use crate::schema::Dialect;
use crate::suggest;

/// Keywords of all dialects that ask something of a value; the most common stand first, as they are looked for.
const ASSERTING: [&str; 30] = [
    "type",
    "properties",
    "required",
    "$ref",
    "items",
    "format",
    "enum",
    "additionalProperties",
    "allOf",
    "anyOf",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "oneOf",
    "pattern",
    "patternProperties",
    "uniqueItems",
    "$defs",
    "definitions",
    "then",
    "else",
];

/// A keyword, and whether it means something in a dialect.
type Keyword = (&'static str, fn(Dialect) -> bool);

/// Keywords of some dialects.
const SOME: [Keyword; 17] = [
    ("additionalItems", |dialect| dialect.items_may_be_an_array()),
    ("const", Dialect::has_draft7_keywords),
    ("contains", Dialect::has_draft7_keywords),
    ("if", Dialect::has_draft7_keywords),
    ("propertyNames", Dialect::has_draft7_keywords),
    ("dependencies", Dialect::has_dependencies),
    ("dependentRequired", Dialect::has_2019_keywords),
    ("dependentSchemas", Dialect::has_2019_keywords),
    ("maxContains", Dialect::has_2019_keywords),
    ("minContains", Dialect::has_2019_keywords),
    ("unevaluatedItems", Dialect::has_2019_keywords),
    ("unevaluatedProperties", Dialect::has_2019_keywords),
    ("$anchor", Dialect::has_anchors),
    ("nullable", |dialect| dialect.nullable() == Some("nullable")),
    ("prefixItems", |dialect| dialect == Dialect::Draft2020),
    ("$dynamicRef", |dialect| dialect == Dialect::Draft2020),
    ("$recursiveRef", |dialect| dialect == Dialect::Draft2019),
];

/// Keywords that say something to the reader, and those that identify; likewise.
const NOTING: [&str; 22] = [
    "description",
    "title",
    "default",
    "example",
    "$comment",
    "$dynamicAnchor",
    "$id",
    "$recursiveAnchor",
    "$schema",
    "$vocabulary",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "deprecated",
    "discriminator",
    "examples",
    "externalDocs",
    "id",
    "readOnly",
    "writeOnly",
    "xml",
    "name",
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
    /// The warnings about one schema's keywords.
    pub(super) fn words(&mut self) {
        let dialect = self.resource.dialect;
        let is_alone = dialect.reference_stands_alone() && self.keyword("$ref").is_some();
        for place in 0..self.members.len() {
            let (name, value) = self.members[place];
            let is_everywhere = ASSERTING.contains(&name);
            if !is_everywhere && NOTING.contains(&name) {
                continue;
            }
            let some = SOME.iter().find(|(known, _)| !is_everywhere && *known == name);
            let asserts = is_everywhere || some.is_some();
            let is_default = name == "nullable" && *value == false;
            if is_alone && asserts && !matches!(name, "$ref" | "$defs" | "definitions" | "type") {
                let message = format!("{} means nothing beside `$ref` in {}", quote(name), dialect.title());
                self.warn_of(name, message, Some("put the reference into `allOf`".to_owned()));
            } else if some.is_some_and(|(_, is_known)| !is_known(dialect) && !is_default) {
                let hint = (name == "nullable").then(|| "add \"null\" to the types".to_owned());
                self.warn_of(name, format!("{} means nothing in {}", quote(name), dialect.title()), hint);
            } else if !asserts && !name.starts_with("x-") {
                let known = ASSERTING.into_iter().chain(SOME.iter().map(|(known, _)| *known));
                if let Some(hint) = suggest::misspelt(name, known) {
                    self.warn_of(name, format!("{} is no keyword: it means nothing", quote(name)), Some(hint));
                }
            }
        }
        self.format_word();
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
