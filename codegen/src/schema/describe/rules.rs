//! What is checked beside a type, keyword by keyword.

use serde_json::{Value, json};

use super::Describer;
use super::text::{Described, Object};
use crate::schema::model::{Amount, Arrays, Id, Logic, Objects, Schema, Types};

impl Describer<'_> {
    /// A schema in 2020-12's keywords.
    pub(super) fn schema(&mut self, schema: &Schema) -> Described {
        if schema.never {
            return json!(false).into();
        }
        let mut object = Object::new();
        if let Some(types) = schema.types {
            let names: Vec<&str> = types.each().map(Types::name).collect();
            object.insert("type".to_owned(), json!(names).into());
        }
        if let Some(values) = &schema.values {
            object.insert("enum".to_owned(), json!(**values).into());
        }
        scalars(schema, &mut object);
        self.arrays(&schema.array, &mut object);
        self.objects(&schema.object, &mut object);
        self.logic(&schema.logic, &mut object);
        Described::Object(object)
    }

    fn of(&mut self, id: Id) -> Described {
        let model = self.model;
        self.schema(&model[id])
    }

    fn each(&mut self, ids: &[Id]) -> Described {
        Described::List(ids.iter().map(|id| self.of(*id)).collect())
    }

    fn named<'n>(&mut self, members: impl Iterator<Item = (&'n str, Id)>) -> Described {
        Described::Object(members.map(|(name, id)| (name.to_owned(), self.of(id))).collect())
    }

    fn arrays(&mut self, array: &Arrays, object: &mut Object) {
        let mut add = |keyword: &str, value: Described| drop(object.insert(keyword.to_owned(), value));
        counts(&mut add, [("minItems", array.min), ("maxItems", array.max)]);
        if array.unique {
            add("uniqueItems", json!(true).into());
        }
        if !array.prefix.is_empty() {
            add("prefixItems", self.each(&array.prefix));
        }
        if let Some(rest) = array.rest {
            add("items", self.of(rest));
        }
        if let Some(unevaluated) = array.unevaluated {
            add("unevaluatedItems", self.of(unevaluated));
        }
        let contains = array.contains.iter().map(|contains| {
            let mut part = Object::from_iter([("contains".to_owned(), self.of(contains.schema))]);
            part.insert("minContains".to_owned(), json!(contains.min).into());
            part.extend(contains.max.map(|max| ("maxContains".to_owned(), json!(max).into())));
            part
        });
        let contains: Vec<Object> = contains.collect();
        several(object, contains);
    }

    fn objects(&mut self, of: &Objects, object: &mut Object) {
        let mut add = |keyword: &str, value: Described| drop(object.insert(keyword.to_owned(), value));
        counts(&mut add, [("minProperties", of.min), ("maxProperties", of.max)]);
        if !of.required.is_empty() {
            add("required", json!(of.required).into());
        }
        if !of.dependent_required.is_empty() {
            let lists = of.dependent_required.iter().map(|(name, needed)| (name.clone(), json!(needed).into()));
            add("dependentRequired", Described::Object(lists.collect()));
        }
        if !of.properties.is_empty() {
            add("properties", self.named(of.properties.iter().map(|(name, id)| (&**name, *id))));
        }
        if !of.patterns.is_empty() {
            add("patternProperties", self.named(of.patterns.iter().map(|(names, id)| (&*names.written, *id))));
        }
        if let Some(rest) = of.rest {
            add("additionalProperties", self.of(rest));
        }
        if let Some(unevaluated) = of.unevaluated {
            add("unevaluatedProperties", self.of(unevaluated));
        }
        if !of.dependent_schemas.is_empty() {
            add("dependentSchemas", self.named(of.dependent_schemas.iter().map(|(name, id)| (&**name, *id))));
        }
        let names = of.names.iter().map(|id| Object::from_iter([("propertyNames".to_owned(), self.of(*id))]));
        let names: Vec<Object> = names.collect();
        several(object, names);
    }

    fn logic(&mut self, logic: &Logic, object: &mut Object) {
        let one = |keyword: &str, value: Described| Object::from_iter([(keyword.to_owned(), value)]);
        let mut parts: Vec<Object> = Vec::new();
        for id in &logic.references {
            let reference = self.reference(*id);
            parts.push(one("allOf", Described::List(vec![reference])));
        }
        if !logic.all_of.is_empty() {
            parts.push(one("allOf", self.each(&logic.all_of)));
        }
        for ids in &logic.any_of {
            parts.push(one("anyOf", self.each(ids)));
        }
        for ids in &logic.one_of {
            parts.push(one("oneOf", self.each(ids)));
        }
        for id in &logic.not {
            parts.push(one("not", self.of(*id)));
        }
        for condition in &logic.conditions {
            let mut part = one("if", self.of(condition.when));
            let branches = [("then", condition.then), ("else", condition.otherwise)];
            part.extend(branches.into_iter().filter_map(|(name, id)| Some((name.to_owned(), self.of(id?)))));
            parts.push(part);
        }
        several(object, parts);
    }
}

/// Adds parts that apply together: beside what is there where their keywords are free, else in `allOf`.
fn several(object: &mut Object, parts: Vec<Object>) {
    let mut others = Vec::new();
    for part in parts {
        if part.keys().any(|keyword| object.contains_key(keyword)) {
            others.push(Described::Object(part));
        } else {
            object.extend(part);
        }
    }
    if others.is_empty() {
        return;
    }
    if let Described::List(all) = object.entry("allOf".to_owned()).or_insert_with(|| Described::List(Vec::new())) {
        all.extend(others);
    }
}

fn counts(add: &mut impl FnMut(&str, Described), counts: [(&str, Option<u64>); 2]) {
    for (keyword, count) in counts {
        if let Some(count) = count {
            add(keyword, json!(count).into());
        }
    }
}

fn scalars(schema: &Schema, object: &mut Object) {
    let (number, string) = (&schema.number, &schema.string);
    let mut add = |keyword: &str, value: Described| drop(object.insert(keyword.to_owned(), value));
    let bounds = [
        ("minimum", number.minimum),
        ("maximum", number.maximum),
        ("exclusiveMinimum", number.above),
        ("exclusiveMaximum", number.below),
    ];
    for (keyword, bound) in bounds {
        if let Some(bound) = bound {
            add(keyword, amount(bound).into());
        }
    }
    counts(&mut add, [("minLength", string.min_length), ("maxLength", string.max_length)]);
    if let Some(format) = &string.format {
        add("format", json!(format).into());
    }
    let steps = number.multiple_of.iter().map(|step| ("multipleOf", amount(*step)));
    let patterns = string.patterns.iter().map(|pattern| ("pattern", json!(pattern.written)));
    let parts = steps.chain(patterns).map(|(keyword, value)| Object::from_iter([(keyword.to_owned(), value.into())]));
    several(object, parts.collect());
}

fn amount(amount: Amount) -> Value {
    match amount {
        Amount::Integer(integer) => match (i64::try_from(integer), u64::try_from(integer)) {
            (Ok(integer), _) => json!(integer),
            (_, Ok(integer)) => json!(integer),
            _ => json!(Amount::Integer(integer).as_f64()),
        },
        Amount::Float(float) => json!(float),
    }
}
