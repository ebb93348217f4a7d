//! A document's schemas: what they say of a value, and validators for them. The `jsonschema` crate judges; nothing here
//! does. Nothing outside of the document is referred to.

use std::collections::{BTreeMap, BTreeSet};

use amplify_rest_codegen::openapi::Description;
use amplify_rest_codegen::schema::Dialect;
use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};

/// The address that the validators know the document by.
const ADDRESS: &str = "urn:amplify-rest:document";

/// The longest chain of references that is followed, and the deepest nesting of alternatives that is looked into.
const DEEPEST: usize = 32;

/// The document with its validators by the pointers of their schemas.
pub(crate) struct Schemas {
    root: Value,
    validators: BTreeMap<String, Validator>,
}

impl Schemas {
    /// Compiles the schemas at these pointers. A schema that is only a reference is the one it leads to.
    pub(crate) fn new<'p>(description: &Description, pointers: impl Iterator<Item = &'p str>) -> Result<Self, String> {
        let root = description.schemas();
        let draft = match description.dialect() {
            Dialect::Draft4 | Dialect::OpenApi30 => Draft::Draft4,
            _ => Draft::Draft202012,
        };
        let registry = Registry::new().draft(draft).add(ADDRESS, draft.create_resource(root.clone()));
        let registry = registry.and_then(jsonschema::RegistryBuilder::prepare).map_err(|error| error.to_string())?;
        let options = jsonschema::options().with_draft(draft).with_registry(&registry).should_validate_formats(true);
        let options = options.should_ignore_unknown_formats(true).offline();
        let mut schemas = Self { root, validators: BTreeMap::new() };
        let pointers: BTreeSet<String> = pointers.map(|pointer| schemas.followed(pointer)).collect();
        for pointer in pointers {
            let validator = options.build(&json!({ "$ref": format!("{ADDRESS}#{}", escaped(&pointer)) }));
            let validator = validator.map_err(|error| format!("the schema at {pointer}: {error}"))?;
            schemas.validators.insert(pointer, validator);
        }
        Ok(schemas)
    }

    /// The value at a pointer: a schema or an example.
    pub(super) fn at(&self, pointer: &str) -> Option<&Value> {
        self.root.pointer(pointer)
    }

    /// What is wrong with a value, without the value itself: it may be a secret.
    pub(super) fn flaw(&self, pointer: &str, value: &Value) -> Option<String> {
        let validator = self.validators.get(&self.followed(pointer))?;
        let error = validator.iter_errors(value).next()?;
        let place = error.instance_path().as_str();
        let place = if place.is_empty() { String::new() } else { format!("{place}: ") };
        Some(format!("{place}{}", error.masked()))
    }

    /// The schema behind references.
    pub(super) fn resolved<'s>(&'s self, schema: &'s Value) -> &'s Value {
        let mut schema = schema;
        for _ in 0..DEEPEST {
            let target = schema.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
            match target.and_then(|pointer| self.root.pointer(&unescaped(pointer))) {
                Some(found) => schema = found,
                None => break,
            }
        }
        schema
    }

    fn followed(&self, pointer: &str) -> String {
        let mut pointer = pointer.to_owned();
        for _ in 0..DEEPEST {
            let schema = self.at(&pointer).and_then(Value::as_object);
            let reference = schema.filter(|schema| schema.len() == 1).and_then(|schema| schema.get("$ref")?.as_str());
            match reference.and_then(|reference| reference.strip_prefix('#')).map(unescaped) {
                Some(target) if self.at(&target).is_some() => pointer = target,
                _ => break,
            }
        }
        pointer
    }

    /// The types that a schema admits, as far as it says.
    pub(super) fn kinds(&self, schema: &Value) -> Kinds {
        self.kinds_within(schema, DEEPEST)
    }

    fn kinds_within(&self, schema: &Value, depth: usize) -> Kinds {
        let schema = self.resolved(schema);
        if depth == 0 {
            return Kinds::ALL;
        }
        let mut kinds = match schema.get("type") {
            Some(Value::String(name)) => Kinds::named(name),
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).map(Kinds::named).collect(),
            _ => Kinds::ALL,
        };
        let values = schema.get("enum").and_then(Value::as_array).map(Vec::as_slice);
        if let Some(values) = values.or_else(|| schema.get("const").map(std::slice::from_ref)) {
            kinds = kinds.and(values.iter().map(Kinds::of).collect());
        }
        for part in elements(schema, "allOf") {
            kinds = kinds.and(self.kinds_within(part, depth - 1));
        }
        for keyword in ["oneOf", "anyOf"] {
            let alternatives = elements(schema, keyword);
            if !alternatives.is_empty() {
                let alternatives = alternatives.iter().map(|part| self.kinds_within(part, depth - 1));
                kinds = kinds.and(alternatives.collect());
            }
        }
        if schema.get("type").is_none() && kinds == Kinds::ALL {
            // What API Gateway's models often leave to be understood.
            if schema.get("properties").is_some() {
                return Kinds::OBJECT;
            }
            if schema.get("items").is_some() {
                return Kinds::ARRAY;
            }
        }
        kinds
    }

    /// The schemas of an object's member, in whichever part of a schema it is described.
    pub(super) fn members<'s>(&'s self, schema: &'s Value) -> BTreeMap<&'s str, &'s Value> {
        let mut members = BTreeMap::new();
        self.collect_members(schema, &mut members, DEEPEST);
        members
    }

    fn collect_members<'s>(&'s self, schema: &'s Value, members: &mut BTreeMap<&'s str, &'s Value>, depth: usize) {
        let schema = self.resolved(schema);
        for (name, member) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            members.entry(name).or_insert(member);
        }
        if depth > 0 {
            for keyword in ["allOf", "oneOf", "anyOf"] {
                for part in elements(schema, keyword) {
                    self.collect_members(part, members, depth - 1);
                }
            }
        }
    }

    /// The schema of the member of an object that has no schema of its own.
    pub(super) fn other_members<'s>(&'s self, schema: &'s Value) -> Option<&'s Value> {
        self.resolved(schema).get("additionalProperties").filter(|schema| schema.is_object())
    }

    /// The schema of the element of an array at this place.
    pub(super) fn element<'s>(&'s self, schema: &'s Value, index: usize) -> &'s Value {
        let first = elements(self.resolved(schema), "prefixItems").get(index);
        first.unwrap_or_else(|| self.elements(schema))
    }

    /// The schema of an array's elements, but for the first ones that have schemas of their own.
    pub(super) fn elements<'s>(&'s self, schema: &'s Value) -> &'s Value {
        const ANYTHING: &Value = &Value::Bool(true);
        let schema = self.resolved(schema);
        let alternatives = ["allOf", "oneOf", "anyOf"].into_iter().flat_map(|keyword| elements(schema, keyword));
        let mut holders = std::iter::once(schema).chain(alternatives.map(|part| self.resolved(part)));
        holders.find_map(|schema| schema.get("items")).unwrap_or(ANYTHING)
    }
}

/// A set of JSON's types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kinds(u8);

impl Kinds {
    pub(super) const NULL: Self = Self(1);
    pub(super) const BOOLEAN: Self = Self(2);
    pub(super) const INTEGER: Self = Self(4);
    /// Numbers that are not whole.
    pub(super) const FRACTION: Self = Self(8);
    pub(super) const NUMBER: Self = Self(12);
    pub(super) const STRING: Self = Self(16);
    pub(super) const ARRAY: Self = Self(32);
    pub(super) const OBJECT: Self = Self(64);
    pub(super) const ALL: Self = Self(127);

    fn named(name: &str) -> Self {
        match name {
            "null" => Self::NULL,
            "boolean" => Self::BOOLEAN,
            "integer" => Self::INTEGER,
            "number" => Self::NUMBER,
            "string" => Self::STRING,
            "array" => Self::ARRAY,
            "object" => Self::OBJECT,
            _ => Self::ALL,
        }
    }

    /// The type of a value; a number may be of either kind.
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self::BOOLEAN,
            Value::Number(_) => Self::NUMBER,
            Value::String(_) => Self::STRING,
            Value::Array(_) => Self::ARRAY,
            Value::Object(_) => Self::OBJECT,
        }
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether any of these types is in the set.
    pub(super) fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }
}

impl FromIterator<Self> for Kinds {
    fn from_iter<I: IntoIterator<Item = Self>>(kinds: I) -> Self {
        Self(kinds.into_iter().fold(0, |all, kinds| all | kinds.0))
    }
}

/// The elements of a keyword that is a list of schemas.
pub(super) fn elements<'s>(schema: &'s Value, keyword: &str) -> &'s [Value] {
    schema.get(keyword).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// A pointer as a fragment of an address.
fn escaped(pointer: &str) -> String {
    percent_encoding::utf8_percent_encode(pointer, percent_encoding::NON_ALPHANUMERIC).to_string().replace("%2F", "/")
}

fn unescaped(fragment: &str) -> String {
    percent_encoding::percent_decode_str(fragment).decode_utf8_lossy().into_owned()
}
