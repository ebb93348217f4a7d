//! One schema from several that apply to the same value: `allOf`, and what stands beside a `$ref`.
//!
//! A merged schema accepts exactly what its parts accept together; where that can't be said in one schema's keywords
//! there is none, and the parts are checked one by one at run time.

use std::rc::Rc;

use serde_json::Value;

use super::Planner;
use crate::schema::lower::same;
use crate::schema::model::{Amount, Arrays, Id, Logic, Numbers, Objects, Schema, Strings};

/// The longest chain of parts within parts.
const MAX_DEPTH: usize = 32;

impl Planner {
    /// The schema with its references and `allOf` merged in, or as it is where that can't be.
    pub(super) fn view(&mut self, id: Id) -> Rc<Schema> {
        let id = self.follow(id);
        if let Some(view) = self.views.get(id) {
            return Rc::clone(view);
        }
        let schema = self.model.share(id);
        let view = self.merged(&schema, 0).unwrap_or(schema);
        self.views.insert(id, Rc::clone(&view));
        view
    }

    /// The views that were asked for, each with the schema that it is of.
    pub(in crate::schema) fn views(&self) -> impl Iterator<Item = (Id, &Schema)> {
        self.views.iter().map(|(id, view)| (id, &**view))
    }

    fn merged(&mut self, schema: &Rc<Schema>, depth: usize) -> Option<Rc<Schema>> {
        if schema.logic.references.is_empty() && schema.logic.all_of.is_empty() {
            return Some(Rc::clone(schema));
        }
        if depth > MAX_DEPTH || self.made > self.most_made {
            return None;
        }
        let mut whole = Schema::clone(schema);
        let mut parts = std::mem::take(&mut whole.logic.references);
        parts.append(&mut whole.logic.all_of);
        for part in parts {
            let id = self.follow(part);
            if let (Some(number), Some(place)) = (self.own.of(id), &schema.place) {
                self.bypassed.entry(number).or_insert_with(|| place.pointer.to_string());
            }
            let part = self.model.share(id);
            let part = self.merged(&part, depth + 1)?;
            whole = self.both(whole, Rc::unwrap_or_clone(part))?;
        }
        Some(Rc::new(whole))
    }

    fn both(&mut self, left: Schema, right: Schema) -> Option<Schema> {
        // What the right one left unlooked-at isn't what both did.
        if right.object.unevaluated.is_some() || right.array.unevaluated.is_some() {
            return None;
        }
        let (mut notes, others) = (left.notes.into_inner(), right.notes.into_inner());
        notes.secret |= others.secret;
        notes.default = notes.default.or(others.default);
        if notes.title.is_none() && notes.description.is_none() {
            (notes.title, notes.description) = (others.title, others.description);
        }
        let types = match (left.types, right.types) {
            (Some(left), Some(right)) => Some(left.and(right)),
            (one, other) => one.or(other),
        };
        let object = self.objects(left.object.into_inner(), right.object.into_inner())?.into();
        Some(Schema {
            place: left.place,
            is_part: left.is_part,
            notes: notes.into(),
            never: left.never || right.never,
            types,
            values: values(left.values, right.values),
            number: numbers(left.number.into_inner(), right.number.into_inner()).into(),
            string: strings(left.string.into_inner(), right.string.into_inner())?.into(),
            array: self.arrays(left.array.into_inner(), right.array.into_inner()).into(),
            object,
            logic: logic(left.logic.into_inner(), right.logic.into_inner()).into(),
        })
    }

    fn objects(&mut self, mut left: Objects, mut right: Objects) -> Option<Objects> {
        if !(left.patterns.is_empty() || right.rest.is_none()) || !(right.patterns.is_empty() || left.rest.is_none()) {
            return None;
        }
        let (mut properties, others) = (std::mem::take(&mut left.properties), std::mem::take(&mut right.properties));
        if right.rest.is_some() {
            let is_other = |name: &str| others.binary_search_by(|(known, _)| (**known).cmp(name)).is_ok();
            for (_, id) in properties.iter_mut().filter(|(name, _)| !is_other(name)) {
                *id = self.all(&[Some(*id), right.rest])?;
            }
        }
        for (name, id) in others {
            match properties.binary_search_by(|(known, _)| known.cmp(&name)) {
                Ok(place) => properties[place].1 = self.all(&[Some(properties[place].1), Some(id)])?,
                Err(place) => properties.insert(place, (name, self.all(&[Some(id), left.rest])?)),
            }
        }
        let rest = self.all(&[left.rest, right.rest]);
        left.patterns.append(&mut right.patterns);
        left.names.append(&mut right.names);
        left.required.append(&mut right.required);
        left.required.sort();
        left.required.dedup();
        left.dependent_required.append(&mut right.dependent_required);
        left.dependent_schemas.append(&mut right.dependent_schemas);
        Some(Objects { properties, rest, min: left.min.max(right.min), max: least(left.max, right.max), ..left })
    }

    fn arrays(&mut self, mut left: Arrays, mut right: Arrays) -> Arrays {
        let length = left.prefix.len().max(right.prefix.len());
        let at = |array: &Arrays, place: usize| array.prefix.get(place).copied().or(array.rest);
        let prefix = (0..length).filter_map(|place| self.all(&[at(&left, place), at(&right, place)]));
        let prefix: Vec<Id> = prefix.collect();
        let rest = self.all(&[left.rest, right.rest]);
        left.contains.append(&mut right.contains);
        Arrays {
            prefix,
            rest,
            min: left.min.max(right.min),
            max: least(left.max, right.max),
            unique: left.unique || right.unique,
            ..left
        }
    }

    /// The schema of what all of these accept; the same for the same parts, so that recursion comes to an end.
    fn all(&mut self, parts: &[Option<Id>]) -> Option<Id> {
        let mut ids: Vec<Id> = Vec::new();
        for part in parts.iter().flatten() {
            let part = self.follow(*part);
            match self.parts.get(&part) {
                Some(known) => ids.extend(known),
                None => ids.push(part),
            }
        }
        ids.sort();
        ids.dedup();
        if ids.iter().any(|id| !self.model[*id].is_any()) {
            ids.retain(|id| !self.model[*id].is_any());
        }
        if ids.len() < 2 {
            // One part keeps the notes of where it is used.
            let used = parts.iter().flatten().find(|part| ids.contains(&self.follow(**part)));
            return used.copied().or_else(|| ids.first().copied());
        }
        if let Some(known) = self.sums.get(&ids) {
            return Some(*known);
        }
        self.made += 1;
        let first = &self.model[ids[0]];
        let whole = Schema {
            place: first.place.clone(),
            notes: first.notes.clone(),
            logic: Logic { all_of: ids.clone(), ..Logic::default() }.into(),
            ..Schema::default()
        };
        let id = self.model.add(whole);
        self.sums.insert(ids.clone(), id);
        self.parts.insert(id, ids);
        Some(id)
    }
}

fn least<T: Ord>(one: Option<T>, other: Option<T>) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

fn values(left: Option<Rc<[Value]>>, right: Option<Rc<[Value]>>) -> Option<Rc<[Value]>> {
    match (left, right) {
        (Some(left), Some(right)) => {
            let both = left.iter().filter(|value| right.iter().any(|other| same(value, other)));
            Some(both.cloned().collect())
        }
        (one, other) => one.or(other),
    }
}

fn numbers(left: Numbers, right: Numbers) -> Numbers {
    let pick = |one: Option<Amount>, other: Option<Amount>, greater: bool| match (one, other) {
        (Some(one), Some(other)) => Some(if one.is_above(other) == greater { one } else { other }),
        (one, other) => one.or(other),
    };
    let mut multiple_of = left.multiple_of;
    for step in right.multiple_of {
        if !multiple_of.contains(&step) {
            multiple_of.push(step);
        }
    }
    Numbers {
        minimum: pick(left.minimum, right.minimum, true),
        maximum: pick(left.maximum, right.maximum, false),
        above: pick(left.above, right.above, true),
        below: pick(left.below, right.below, false),
        multiple_of,
    }
}

fn strings(left: Strings, right: Strings) -> Option<Strings> {
    let mut patterns = left.patterns;
    for pattern in right.patterns {
        if !patterns.contains(&pattern) {
            patterns.push(pattern);
        }
    }
    let format = match (left.format, right.format) {
        (Some(left), Some(right)) if left != right => return None,
        (one, other) => one.or(other),
    };
    Some(Strings {
        min_length: left.min_length.max(right.min_length),
        max_length: least(left.max_length, right.max_length),
        patterns,
        format,
    })
}

fn logic(mut left: Logic, mut right: Logic) -> Logic {
    left.any_of.append(&mut right.any_of);
    left.one_of.append(&mut right.one_of);
    left.not.append(&mut right.not);
    left.conditions.append(&mut right.conditions);
    left
}
