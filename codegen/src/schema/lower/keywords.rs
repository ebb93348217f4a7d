//! One schema's keywords, dialect by dialect, into 2020-12's terms.
//!
//! A keyword whose value is of the wrong kind is a mistake; a keyword that nobody knows is passed over, as the
//! specification says.

use std::collections::HashSet;
use std::rc::Rc;

use serde_json::Value;

use super::words::{Subject, Subjects};
use super::{Reader, same};
use crate::errors::{quote, type_of};
use crate::schema::library::Step;
use crate::schema::model::{
    Amount, Arrays, Condition, Contains, Logic, NamePattern, Notes, Numbers, Objects, Schema, Strings, Types,
};
use crate::schema::options::Formats;
use crate::schema::pattern::Patterns;
use crate::suggest;

impl Reader<'_, '_> {
    pub(super) fn keywords(&mut self, subjects: Subjects, schema: &mut Schema) {
        let (speaks, has_format) = (|subject| subjects.has(subject), subjects.has(Subject::Format));
        if speaks(Subject::Notes) || has_format {
            self.notes(schema);
        }
        if self.resource.dialect.reference_stands_alone() && self.keyword("$ref").is_some() {
            schema.logic.references.extend(self.reference("$ref"));
            return;
        }
        let validation = self.resource.validation;
        if validation && speaks(Subject::Kind) {
            schema.types = self.types();
            schema.values = self.values().map(Rc::from);
        }
        let mut logic = if speaks(Subject::Logic) { self.logic() } else { Logic::default() };
        if speaks(Subject::Objects) {
            schema.object = self.objects().into();
        }
        if speaks(Subject::Arrays) {
            schema.array = self.arrays().into();
        }
        if validation && speaks(Subject::Numbers) {
            schema.number = self.numbers().into();
        }
        if validation && (speaks(Subject::Strings) || has_format) {
            schema.string = self.strings(&mut logic).into();
        }
        schema.logic = logic.into();
        if has_format {
            self.number_format(schema);
        }
        if self.is_nullable() {
            self.or_null(schema);
        }
    }

    fn notes(&mut self, schema: &mut Schema) {
        let text = |keyword: &str| {
            let text = self.keyword(keyword)?.as_str()?.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let is_set = |keyword: &str| self.keyword(keyword) == Some(&Value::Bool(true));
        let is_password = self.keyword("format").and_then(Value::as_str) == Some("password");
        let notes = Notes {
            title: text("title"),
            description: text("description"),
            default: self.keyword("default").cloned(),
            deprecated: is_set("deprecated"),
            secret: is_set("writeOnly") || is_password,
        };
        schema.notes = notes.into();
    }

    fn types(&mut self) -> Option<Types> {
        let value = self.keyword("type")?;
        let names: Vec<&Value> = match value {
            Value::Array(names) => names.iter().collect(),
            name => vec![name],
        };
        let mut types = Types::NONE;
        for name in names {
            match name.as_str().map(|name| (name, Types::named(name))) {
                Some((_, Some(kind))) => types = types.or(kind),
                Some((name, None)) => {
                    let hint = suggest::did_you_mean(name, Types::names());
                    let place = self.at("type");
                    let message = format!("there is no type {}", quote(name));
                    self.lowering.mistake(&place, message, hint);
                }
                None => {
                    let hint = name.is_null().then_some("the type is called \"null\", in quotes also in YAML");
                    self.mistake_with_hint("type", format!("a type is a string, not {}", type_of(name)), hint);
                }
            }
        }
        if self.is_nullable() {
            types = types.or(Types::NULL);
        }
        Some(types)
    }

    fn values(&mut self) -> Option<Vec<Value>> {
        let one = self.keyword("const");
        self.exact("enum");
        if let Some(value) = one.filter(|_| self.resource.dialect.has_draft7_keywords()) {
            self.exact("const");
            let allowed = self.keyword("enum").and_then(Value::as_array);
            let both = allowed.is_none_or(|allowed| allowed.iter().any(|other| same(other, value)));
            return Some(if both { vec![value.clone()] } else { Vec::new() });
        }
        let value = self.keyword("enum")?;
        let Some(values) = value.as_array() else {
            self.mistake("enum", format!("an array of values is needed, not {}", type_of(value)));
            return None;
        };
        // Most are texts, sometimes thousands: these are looked up, not gone through.
        let (mut different, mut texts) = (Vec::new(), HashSet::new());
        for value in values {
            let is_new = match value {
                Value::String(text) => texts.insert(text),
                other => !different.iter().any(|known| same(known, other)),
            };
            if is_new {
                different.push(value.clone());
            }
        }
        if self.is_nullable() && !different.contains(&Value::Null) {
            different.push(Value::Null);
        }
        Some(different)
    }

    fn numbers(&mut self) -> Numbers {
        let mut numbers = Numbers {
            minimum: self.amount("minimum"),
            maximum: self.amount("maximum"),
            multiple_of: self.amount("multipleOf").into_iter().collect(),
            ..Numbers::default()
        };
        if numbers.multiple_of.iter().any(|amount| amount.as_f64() <= 0.0) {
            self.mistake("multipleOf", "a number above 0 is needed");
        }
        if self.resource.dialect.exclusive_bounds_are_switches() {
            // Generators of OpenAPI 3.0 write later drafts' numbers, too.
            match self.keyword("exclusiveMinimum") {
                Some(Value::Number(_)) => numbers.above = self.amount("exclusiveMinimum"),
                _ if self.switch("exclusiveMinimum") => numbers.above = numbers.minimum.take(),
                _ => {}
            }
            match self.keyword("exclusiveMaximum") {
                Some(Value::Number(_)) => numbers.below = self.amount("exclusiveMaximum"),
                _ if self.switch("exclusiveMaximum") => numbers.below = numbers.maximum.take(),
                _ => {}
            }
        } else {
            numbers.above = self.amount("exclusiveMinimum");
            numbers.below = self.amount("exclusiveMaximum");
        }
        numbers
    }

    fn strings(&mut self, logic: &mut Logic) -> Strings {
        let pattern = self.text("pattern");
        let patterns = pattern.and_then(|pattern| self.patterns("pattern", &pattern));
        let (patterns, lacks) = patterns.map(|patterns| (patterns.has, patterns.lacks)).unwrap_or_default();
        for pattern in lacks {
            let string = Strings { patterns: vec![pattern], ..Strings::default() };
            let schema = Schema { types: Some(Types::STRING), string: string.into(), ..Schema::default() };
            logic.not.push(self.lowering.model.add(schema));
        }
        let is_checked = self.lowering.formats == Formats::Checked || self.resource.format;
        let format = self.text("format").filter(|_| is_checked);
        Strings {
            min_length: self.count("minLength"),
            max_length: self.count("maxLength"),
            patterns,
            format: format.filter(|name| crate::schema::format::is_checked(name)),
        }
    }

    /// `int32` and `int64` are bounds.
    fn number_format(&mut self, schema: &mut Schema) {
        let is_checked = self.lowering.formats == Formats::Checked;
        let (low, high) = match self.keyword("format").and_then(Value::as_str) {
            Some("int32") if is_checked => (i128::from(i32::MIN), i128::from(i32::MAX)),
            Some("int64") if is_checked => (i128::from(i64::MIN), i128::from(i64::MAX)),
            _ => return,
        };
        if schema.types == Some(Types::INTEGER) {
            schema.number.minimum.get_or_insert(Amount::Integer(low));
            schema.number.maximum.get_or_insert(Amount::Integer(high));
        }
    }

    fn arrays(&mut self) -> Arrays {
        let dialect = self.resource.dialect;
        let mut arrays = Arrays::default();
        if dialect.items_may_be_an_array() {
            if matches!(self.keyword("items"), Some(Value::Array(_))) {
                arrays.prefix = self.list("items");
                arrays.rest = self.one("additionalItems");
            } else {
                arrays.rest = self.one("items");
            }
        } else {
            arrays.prefix = self.list("prefixItems");
            arrays.rest = self.one("items");
        }
        if dialect.has_2019_keywords() {
            arrays.unevaluated = self.one("unevaluatedItems");
        }
        if dialect.has_draft7_keywords()
            && let Some(schema) = self.one("contains")
        {
            let counts = dialect.has_2019_keywords() && self.resource.validation;
            let min = counts.then(|| self.count("minContains")).flatten();
            arrays.contains.push(Contains {
                schema,
                min: min.unwrap_or(1),
                max: counts.then(|| self.count("maxContains")).flatten(),
            });
        }
        if self.resource.validation {
            arrays.min = self.count("minItems");
            arrays.max = self.count("maxItems");
            arrays.unique = self.switch("uniqueItems");
        }
        arrays
    }

    fn objects(&mut self) -> Objects {
        let dialect = self.resource.dialect;
        let mut objects = Objects {
            properties: self.members("properties"),
            rest: self.one("additionalProperties"),
            ..Objects::default()
        };
        for (pattern, id) in self.members("patternProperties") {
            if let Some(Patterns { has, lacks }) = self.patterns("patternProperties", &pattern) {
                objects.patterns.push((NamePattern { written: pattern, has, lacks }, id));
            }
        }
        if dialect.has_draft7_keywords() {
            objects.names.extend(self.one("propertyNames"));
        }
        if dialect.has_2019_keywords() {
            objects.unevaluated = self.one("unevaluatedProperties");
            objects.dependent_schemas = self.members("dependentSchemas");
        }
        if self.resource.validation {
            objects.required = self.texts("required", self.keyword("required"));
            objects.min = self.count("minProperties");
            objects.max = self.count("maxProperties");
            if dialect.has_2019_keywords() {
                objects.dependent_required = self.dependent_required();
            }
        }
        if dialect.has_dependencies() {
            self.dependencies(&mut objects);
        }
        objects
    }

    fn dependent_required(&mut self) -> Vec<(String, Vec<String>)> {
        let mut found = Vec::new();
        if let Some(Value::Object(members)) = self.keyword("dependentRequired") {
            for (name, needed) in members {
                found.push((name.clone(), self.texts("dependentRequired", Some(needed))));
            }
        }
        found
    }

    /// Draft 7's keyword for both: an array names members, anything else is a schema.
    fn dependencies(&mut self, objects: &mut Objects) {
        let Some(Value::Object(members)) = self.keyword("dependencies") else {
            return;
        };
        for (name, needed) in members {
            if needed.is_array() {
                let names = self.texts("dependencies", Some(needed));
                objects.dependent_required.push((name.clone(), names));
            } else {
                let id = self.child(Step::Member("dependencies", name), needed);
                objects.dependent_schemas.push((name.as_str().into(), id));
            }
        }
    }

    fn logic(&mut self) -> Logic {
        let dialect = self.resource.dialect;
        let mut logic =
            Logic { all_of: self.list("allOf"), not: self.one("not").into_iter().collect(), ..Logic::default() };
        logic.references.extend(self.reference("$ref"));
        if dialect == crate::schema::Dialect::Draft2020 {
            logic.references.extend(self.reference("$dynamicRef"));
        }
        if dialect == crate::schema::Dialect::Draft2019 {
            logic.references.extend(self.reference("$recursiveRef"));
        }
        for (keyword, alternatives) in [("anyOf", &mut logic.any_of), ("oneOf", &mut logic.one_of)] {
            if self.keyword(keyword).is_some() {
                alternatives.push(self.list(keyword));
            }
        }
        if dialect.has_draft7_keywords()
            && let Some(when) = self.one("if")
        {
            let then = self.one("then");
            let otherwise = self.one("else");
            logic.conditions.push(Condition { when, then, otherwise });
        }
        logic
    }
}
