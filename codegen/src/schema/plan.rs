//! What Rust can say of a schema, and what is left to check.
//!
//! One schema at a time: children are only named by their numbers, so nothing here recurses into them. The invariant:
//! `core` accepts every valid instance, and `core` with `left` accepts no other.

mod merge;
mod objects;
mod scalars;
mod unions;

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use serde_json::Value;

use super::model::{ById, Id, Logic, Model, Notes, Rare, Schema, Strings, Types};
use super::options::{ImpliedTypes, TypeOptions};
use super::own::Own;
use super::types::Integer;

/// Merging may make that many schemas whatever the documents hold …
const MADE_AT_LEAST: usize = 500;
/// … and that many more for each of theirs: alternatives within alternatives could otherwise multiply without end.
const MADE_FOR_EACH: usize = 2;

/// A schema's plan.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) core: Core,
    /// What [`core`](Self::core) doesn't say.
    pub(super) left: Schema,
    /// Whether exactly one of the core's alternatives must fit, and they may overlap.
    pub(super) is_one_of: bool,
}

impl Plan {
    /// The format, where the plan is a string of which nothing else is asked.
    pub(super) fn only_format(&self) -> Option<&str> {
        let Strings { min_length: None, max_length: None, patterns, format } = &*self.left.string else { return None };
        let format = format.as_deref().filter(|_| patterns.is_empty() && matches!(self.core, Core::Text))?;
        let rest = Schema { string: Rare::default(), ..self.left.clone() };
        rest.is_any().then_some(format)
    }
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
    pub(super) fields: Vec<(Arc<str>, Option<Id>, bool)>,
    pub(super) rest: Others,
}

/// A struct's other members.
#[derive(Clone, Copy, Debug)]
pub(super) enum Others {
    Denied,
    Ignored,
    Kept(Option<Id>),
}

/// Makes plans.
pub(super) struct Planner {
    pub(super) model: Model,
    pub(super) options: TypeOptions,
    pub(super) own: Own,
    /// The types of the program's own that a merged schema has no use for, with where that schema stands.
    pub(super) bypassed: BTreeMap<usize, String>,
    views: ById<Rc<Schema>>,
    /// Merged schemas by their parts, and the other way round.
    sums: BTreeMap<Vec<Id>, Id>,
    parts: BTreeMap<Id, Vec<Id>>,
    /// How many schemas merging has made, and how many it may make before it gives up.
    made: usize,
    most_made: usize,
}

impl Planner {
    pub(super) fn new(model: Model, options: TypeOptions, own: Own) -> Self {
        Self {
            most_made: MADE_AT_LEAST + MADE_FOR_EACH * model.schemas.len(),
            model,
            options,
            own,
            bypassed: BTreeMap::new(),
            views: ById::new(),
            sums: BTreeMap::new(),
            parts: BTreeMap::new(),
            made: 0,
        }
    }

    /// The schema that really says something: passes over schemas that only refer to another one, unless the
    /// build script names them.
    pub(super) fn follow(&self, mut id: Id) -> Id {
        for _ in 0..self.model.schemas.len() {
            if self.own.of(id).is_some() || self.own.name(id).is_some() {
                return id;
            }
            let schema = &self.model[id];
            let Logic { references, all_of, .. } = &*schema.logic;
            let next = match (&references[..], &all_of[..]) {
                ([next], []) | ([], [next]) => *next,
                _ => return id,
            };
            if !schema.is_bare() || schema.notes.secret {
                return id;
            }
            id = next;
        }
        id
    }

    /// The plan of a schema. Made again, it is of new schemas where the document has none.
    pub(super) fn plan(&mut self, id: Id) -> Plan {
        let mut schema = Schema::clone(&self.view(id));
        if schema.is_any() || schema.never {
            return Plan { core: Core::Value, left: schema, is_one_of: false };
        }
        self.close(&mut schema);
        self.assume(&mut schema);
        if schema.values.is_some()
            && let Some(plan) = self.values(&schema)
        {
            return plan;
        }
        if let Some(plan) = self.alternatives(&schema) {
            return plan;
        }
        let Some(types) = schema.types else {
            return self.untyped(schema);
        };
        let mut kinds = types.each();
        match [(); 4].map(|()| kinds.next()) {
            [None, ..] => Plan { core: Core::Value, left: never(&schema), is_one_of: false },
            [Some(kind), None, ..] => self.kind(schema.only(kind), kind),
            // Many kinds of value have nothing in common that an enum would show.
            [.., Some(_)] => {
                schema.types = Some(types).filter(|types| *types != Types::ANY);
                Plan { core: Core::Value, left: schema, is_one_of: false }
            }
            [Some(Types::NULL), Some(_), None, _] => {
                let mut other = schema.only(types.without(Types::NULL));
                let left = other.take_logic();
                Plan { core: Core::Nullable(self.model.add(other)), left, is_one_of: false }
            }
            kinds => {
                let left = schema.take_logic();
                let each = kinds.into_iter().flatten().map(|kind| self.model.add(schema.part(kind)));
                Plan { core: Core::Union(each.collect()), left, is_one_of: false }
            }
        }
    }

    /// `unevaluated…: false` where all that could look at a member or an element is in sight.
    fn close(&self, schema: &mut Schema) {
        let is_never = |id: Option<Id>| id.is_some_and(|id| self.model[self.follow(id)].never);
        if schema.logic != Rare::default() {
            return;
        }
        let (object, array) = (&mut schema.object, &mut schema.array);
        if is_never(object.unevaluated) && object.dependent_schemas.is_empty() {
            let unevaluated = object.unevaluated.take();
            object.rest = object.rest.or(unevaluated);
        }
        if is_never(array.unevaluated) && array.contains.is_empty() {
            let unevaluated = array.unevaluated.take();
            array.rest = array.rest.or(unevaluated);
        }
    }

    /// A `type` that the other keywords only make sense with, where the caller wants it assumed.
    fn assume(&self, schema: &mut Schema) {
        if self.options.implied_types == ImpliedTypes::Assumed && schema.types.is_none() && schema.values.is_none() {
            let (object, array) = (&schema.object, &schema.array);
            if !object.properties.is_empty() || object.rest.is_some() || !object.required.is_empty() {
                schema.types = Some(Types::OBJECT);
            } else if array.rest.is_some() || !array.prefix.is_empty() {
                schema.types = Some(Types::ARRAY);
            }
        }
    }

    /// A schema without `type`: objects apart where members are named, else a checked value.
    fn untyped(&mut self, mut schema: Schema) -> Plan {
        let is_whole = schema.object.unevaluated.is_some() || schema.array.unevaluated.is_some();
        if schema.object.properties.is_empty() || is_whole {
            return Plan { core: Core::Value, left: schema, is_one_of: false };
        }
        let left = schema.take_logic();
        let others = schema.part(Types::ANY.without(Types::OBJECT));
        let variants = [schema.part(Types::OBJECT), others];
        Plan { core: Core::Union(variants.map(|variant| self.model.add(variant)).to_vec()), left, is_one_of: false }
    }

    /// A schema of one kind of value.
    fn kind(&mut self, mut left: Schema, kind: Types) -> Plan {
        left.types = None;
        let core = match kind {
            Types::NULL => Core::Null,
            Types::BOOLEAN => Core::Boolean,
            Types::INTEGER => scalars::integer(&mut left),
            Types::NUMBER => {
                // A float that is no number is written as `null`, of which rules about numbers say nothing.
                left.types = (!left.is_any()).then_some(Types::NUMBER);
                Core::Float
            }
            Types::STRING if left.notes.secret => Core::Secret,
            Types::STRING => Core::Text,
            Types::ARRAY => self.array(&mut left),
            _ => return self.object(left),
        };
        Plan { core, left, is_one_of: false }
    }
}

impl Schema {
    /// The same schema for values of these kinds: what speaks of other kinds falls away.
    pub(super) fn only(mut self, types: Types) -> Self {
        self.types = Some(types);
        if !types.meets(Types::NUMBER) {
            self.number = Rare::default();
        }
        if !types.meets(Types::STRING) {
            self.string = Rare::default();
        }
        if !types.meets(Types::ARRAY) {
            self.array = Rare::default();
        }
        if !types.meets(Types::OBJECT) {
            self.object = Rare::default();
        }
        self
    }

    /// Likewise, as one alternative of several.
    fn part(&self, types: Types) -> Self {
        let notes = Notes { secret: self.notes.secret, ..Notes::default() };
        Self { is_part: true, notes: notes.into(), ..self.clone().only(types) }
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
