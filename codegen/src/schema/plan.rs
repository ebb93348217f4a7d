//! What Rust can say of a schema, and what is left to check.
//!
//! One schema at a time: children are only named by their numbers, so nothing here recurses into them. The invariant:
//! `core` accepts every valid instance, and `core` with `left` accepts no other.

mod objects;
mod scalars;
mod unions;

use std::collections::BTreeMap;

use serde_json::Value;

use super::model::{Id, Logic, Model, Schema, Types};
use super::options::TypeOptions;
use super::types::Integer;

/// A schema's plan.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) core: Core,
    /// What [`core`](Self::core) doesn't say.
    pub(super) left: Schema,
}

/// The part that a Rust type says.
#[derive(Clone, Debug)]
pub(super) enum Core {
    Value,
    Null,
    Boolean,
    Text,
    Secret,
    Integer(Integer),
    Float,
    List(Option<Id>),
    Map(Option<Id>),
    Tuple(Vec<Id>),
    Nullable(Id),
    Struct(Members),
    Words(Vec<String>),
    Constants(Vec<Value>),
    Union(Vec<Id>),
}

/// A struct's members.
#[derive(Clone, Debug)]
pub(super) struct Members {
    /// Name, schema (none: any value), whether it must be there.
    pub(super) fields: Vec<(String, Option<Id>, bool)>,
    pub(super) rest: Others,
}

/// A struct's other members.
#[derive(Clone, Copy, Debug)]
pub(super) enum Others {
    Denied,
    Ignored,
    Kept(Option<Id>),
}

/// Makes plans, and keeps them: a schema that is met twice must become one type.
pub(super) struct Planner {
    pub(super) model: Model,
    pub(super) options: TypeOptions,
    plans: BTreeMap<Id, Plan>,
}

impl Planner {
    pub(super) fn new(model: Model, options: TypeOptions) -> Self {
        Self { model, options, plans: BTreeMap::new() }
    }

    /// The schema that really says something: passes over schemas that only refer to another one.
    pub(super) fn follow(&self, mut id: Id) -> Id {
        for _ in 0..self.model.schemas.len() {
            let schema = &self.model[id];
            let next = match (&schema.logic.references[..], &schema.logic.all_of[..]) {
                ([next], []) | ([], [next]) => *next,
                _ => return id,
            };
            let mut own = schema.clone();
            own.logic.references.clear();
            own.logic.all_of.clear();
            if !own.is_any() || schema.notes.secret {
                return id;
            }
            id = next;
        }
        id
    }

    /// The plan of a schema.
    pub(super) fn plan(&mut self, id: Id) -> Plan {
        if let Some(plan) = self.plans.get(&id) {
            return plan.clone();
        }
        let schema = self.model[id].clone();
        let plan = self.think(&schema);
        self.plans.insert(id, plan.clone());
        plan
    }

    fn think(&mut self, schema: &Schema) -> Plan {
        if schema.is_any() || schema.never {
            return Plan { core: Core::Value, left: schema.clone() };
        }
        if schema.values.is_some()
            && let Some(plan) = self.values(schema)
        {
            return plan;
        }
        if let Some(plan) = self.alternatives(schema) {
            return plan;
        }
        let Some(types) = schema.types else {
            return Plan { core: Core::Value, left: schema.clone() };
        };
        let kinds: Vec<Types> = types.each().collect();
        match &kinds[..] {
            [] => Plan { core: Core::Value, left: never(schema) },
            [kind] => self.kind(&schema.only(*kind), *kind),
            [Types::NULL, _] => {
                let mut other = schema.only(types.without(Types::NULL));
                let left = other.take_logic();
                Plan { core: Core::Nullable(self.model.add(other)), left }
            }
            kinds => {
                let mut whole = schema.clone();
                let left = whole.take_logic();
                let each = kinds.iter().map(|kind| self.model.add(whole.only(*kind)));
                Plan { core: Core::Union(each.collect()), left }
            }
        }
    }

    /// A schema of one kind of value.
    fn kind(&mut self, schema: &Schema, kind: Types) -> Plan {
        let mut left = schema.clone();
        left.types = None;
        let core = match kind {
            Types::NULL => Core::Null,
            Types::BOOLEAN => Core::Boolean,
            Types::INTEGER => scalars::integer(&mut left),
            Types::NUMBER => Core::Float,
            Types::STRING if schema.notes.secret => Core::Secret,
            Types::STRING => Core::Text,
            Types::ARRAY => self.array(&mut left),
            _ => return self.object(schema),
        };
        Plan { core, left }
    }
}

impl Schema {
    /// The same schema for values of these kinds: what speaks of other kinds falls away.
    pub(super) fn only(&self, types: Types) -> Self {
        let mut schema = self.clone();
        schema.types = Some(types);
        if !types.meets(Types::NUMBER) {
            schema.number = super::model::Numbers::default();
        }
        if !types.meets(Types::STRING) {
            schema.string = super::model::Strings::default();
        }
        if !types.meets(Types::ARRAY) {
            schema.array = super::model::Arrays::default();
        }
        if !types.meets(Types::OBJECT) {
            schema.object = super::model::Objects::default();
        }
        schema
    }

    /// Splits off what applies to instances of every kind; all of it where `unevaluated…` needs to see it whole.
    fn take_logic(&mut self) -> Self {
        if self.object.unevaluated.is_some() || self.array.unevaluated.is_some() {
            return self.clone();
        }
        Self { logic: std::mem::take(&mut self.logic), ..Self::default() }
    }
}

/// Nothing is accepted.
fn never(schema: &Schema) -> Schema {
    Schema { never: true, place: schema.place.clone(), ..Schema::default() }
}

/// Whether a list of alternatives is the only thing that a schema's logic says.
fn is_alone(logic: &Logic) -> bool {
    let others = Logic { any_of: Vec::new(), one_of: Vec::new(), ..logic.clone() };
    others == Logic::default() && logic.any_of.len() + logic.one_of.len() == 1
}
