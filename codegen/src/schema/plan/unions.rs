//! `anyOf` and `oneOf`: enums, and null apart.

use std::rc::Rc;

use serde_json::Value;

use super::{Core, Plan, Planner};
use crate::schema::lower::same;
use crate::schema::model::{Id, Logic, Rare, Schema, Types};

/// Beyond that many alternatives nobody asks whether two of them can both fit: they are counted at run time.
const MAX_COMPARED: usize = 64;

impl Planner {
    /// An enum where one list of alternatives is all that the schema's logic says. What stands beside the list goes
    /// into each alternative.
    pub(super) fn alternatives(&mut self, schema: &Schema) -> Option<Plan> {
        let logic = &schema.logic;
        let (variants, is_one_of) = match (&logic.any_of[..], &logic.one_of[..]) {
            ([variants], []) => (variants, false),
            ([], [variants]) => (variants, true),
            _ => return None,
        };
        let Logic { references, all_of, any_of: _, one_of: _, not, conditions } = &**logic;
        let is_all = references.is_empty() && all_of.is_empty() && not.is_empty() && conditions.is_empty();
        if !is_all || schema.array.unevaluated.is_some() || schema.object.unevaluated.is_some() {
            return None;
        }
        let own = Schema { logic: Rare::default(), ..schema.clone() };
        let mut with_own: Vec<Id>;
        let variants = if own.is_any() {
            variants
        } else {
            if self.made > self.most_made || !variants.iter().all(|id| self.has_shape(*id)) {
                return None;
            }
            with_own = variants.iter().map(|id| self.with(&own, *id)).collect();
            // What is of no type beside the list, such as null beside an object, is no alternative.
            with_own.retain(|id| self.view(*id).types != Some(Types::NONE));
            if let ([only], 2..) = (&with_own[..], variants.len()) {
                return Some(self.plan(*only));
            }
            &with_own
        };
        let mut plan = Plan { core: Core::Value, left: Schema::default(), is_one_of: false };
        let is_counted = is_one_of && !self.are_disjoint(variants);
        let (nulls, others): (Vec<Id>, Vec<Id>) = variants.iter().partition(|id| self.is_null(**id));
        plan.core = match (&nulls[..], &others[..]) {
            ([], []) => {
                plan.left.never = true;
                Core::Value
            }
            ([], _) => {
                plan.is_one_of = is_counted;
                Core::Union(others)
            }
            ([_], []) => Core::Null,
            ([_], [one]) if !is_counted || !self.accepts_null(*one) => Core::Nullable(*one),
            ([_], others) if !is_counted || !others.iter().any(|id| self.accepts_null(*id)) => {
                let mut other =
                    Schema { notes: schema.notes.clone(), place: schema.place.clone(), ..Schema::default() };
                let list = if is_one_of { &mut other.logic.one_of } else { &mut other.logic.any_of };
                list.push(others.to_vec());
                Core::Nullable(self.model.add(other))
            }
            _ => {
                plan.left = schema.clone();
                Core::Value
            }
        };
        Some(plan)
    }

    fn accepts_null(&mut self, id: Id) -> bool {
        let schema = self.view(id);
        kinds(&schema).has(Types::NULL)
    }

    /// An alternative together with what stands beside the list.
    fn with(&mut self, own: &Schema, id: Id) -> Id {
        let alternative = &self.model[self.follow(id)];
        let mut whole =
            Schema { place: alternative.place.clone(), is_part: true, notes: alternative.notes.clone(), ..own.clone() };
        whole.logic.references.push(id);
        self.made += 1;
        self.model.add(whole)
    }

    /// Whether an alternative says what its values look like, and not only what else must hold.
    fn has_shape(&mut self, id: Id) -> bool {
        let schema = self.view(id);
        schema.types.is_some()
            || schema.values.is_some()
            || !schema.object.properties.is_empty()
            || schema.array.rest.is_some()
            || !schema.array.prefix.is_empty()
    }

    fn is_null(&mut self, id: Id) -> bool {
        let schema = self.view(id);
        let is_type = schema.types == Some(Types::NULL) && schema.values.is_none();
        let is_value = schema.values.as_deref() == Some(&[Value::Null]);
        (is_type || is_value) && schema.logic == Rare::default()
    }

    /// Whether it is plain to see that no value fits two of the alternatives.
    fn are_disjoint(&mut self, variants: &[Id]) -> bool {
        if variants.len() > MAX_COMPARED {
            return false;
        }
        let views: Vec<Rc<Schema>> = variants.iter().map(|id| self.view(*id)).collect();
        (1..views.len()).all(|end| (0..end).all(|start| self.differ(&views[start], &views[end])))
    }

    fn differ(&mut self, one: &Schema, other: &Schema) -> bool {
        if !kinds(one).meets(kinds(other)) {
            return true;
        }
        if let (Some(ones), Some(others)) = (&one.values, &other.values) {
            return !ones.iter().any(|value| others.iter().any(|other| same(value, other)));
        }
        if kinds(one).and(kinds(other)) != Types::OBJECT {
            return false;
        }
        self.lacks(one, other) || self.lacks(other, one) || self.tags_differ(one, other)
    }

    /// Whether one requires a member that the other forbids.
    fn lacks(&self, one: &Schema, other: &Schema) -> bool {
        let is_closed = other.object.rest.is_some_and(|rest| self.model[rest].never);
        let is_unknown = |name: &String| other.object.property(name).is_none();
        is_closed && other.object.patterns.is_empty() && one.object.required.iter().any(is_unknown)
    }

    /// Whether both require a member for which they have different constants.
    fn tags_differ(&mut self, one: &Schema, other: &Schema) -> bool {
        let both = one.object.required.iter().filter(|name| other.object.required.contains(name));
        for name in both {
            let (Some(ones), Some(others)) = (self.constants(one, name), self.constants(other, name)) else {
                continue;
            };
            if !ones.iter().any(|value| others.iter().any(|other| same(value, other))) {
                return true;
            }
        }
        false
    }

    fn constants(&mut self, schema: &Schema, name: &str) -> Option<Rc<[Value]>> {
        let id = schema.object.property(name)?;
        self.view(id).values.clone()
    }
}

/// The kinds of value that a schema may accept, as far as its own keywords say.
fn kinds(schema: &Schema) -> Types {
    let types = schema.types.unwrap_or(Types::ANY);
    match &schema.values {
        Some(values) => values.iter().map(Types::of).fold(Types::NONE, Types::or).and(types),
        None => types,
    }
}
