//! From plans to types: which schemas get a type of their own, and what stands in them.
//!
//! Works from a list: a type's parts are looked at after the type itself is known, so that recursion in the schemas is
//! no recursion here.

use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};

use super::Root;
use super::format::Typed;
use super::model::{ById, Id, Notes, Rare};
use super::plan::{Core, Members, Others, Plan, Planner};
use super::types::{Body, Definition, Field, Hint, Rank, Rest, Type, TypeId, Variant};

/// The deepest nesting of lists, maps and tuples without a name between.
const MAX_ANONYMOUS_DEPTH: usize = 8;

/// The longest title that becomes a name.
const LONGEST_TITLE: usize = 40;

/// What a name is needed for, and what will stand in it.
enum Task {
    Whole(Plan),
    Inner(Core),
}

/// The pass's state.
pub(super) struct Builder {
    planner: Planner,
    known: ById<TypeId>,
    /// The plans of schemas without a type of their own, which are looked at again where they are used again.
    plans: ById<Plan>,
    /// The types of strings of which nothing but a format is asked.
    formats: BTreeMap<String, TypeId>,
    definitions: Vec<Definition>,
    open: VecDeque<(TypeId, Task)>,
    /// The schemas without a name that are being spelled out: one that comes again needs a name.
    path: Vec<Id>,
}

/// All types.
pub(super) struct Built {
    pub(super) planner: Planner,
    /// The types that schemas became, where they have a name.
    pub(super) known: ById<TypeId>,
    pub(super) definitions: Vec<Definition>,
    /// What the roots became that get their name in any case.
    pub(super) roots: Vec<Type>,
    /// What the others became.
    pub(super) uses: Vec<Type>,
}

impl Builder {
    pub(super) fn new(planner: Planner) -> Self {
        Self {
            planner,
            known: ById::new(),
            plans: ById::new(),
            formats: BTreeMap::new(),
            definitions: Vec::new(),
            open: VecDeque::new(),
            path: Vec::new(),
        }
    }

    /// Builds the types of these schemas under the names that the caller chose, and all that they need.
    pub(super) fn run(mut self, ids: &[Id], roots: &[Root]) -> Built {
        let (mut named, mut uses) = (Vec::new(), Vec::new());
        for (id, Root { name, is_named, .. }) in ids.iter().zip(roots) {
            if !is_named {
                let hint = Hint { name: name.into(), parent: None, rank: Rank::Positioned };
                let of = self.of(*id, &hint);
                // Its user knows how to write one secret, and no more than one.
                uses.push(if of == Type::Secret { of } else { self.named_if_secret(of, *id, &hint) });
                continue;
            }
            let hint = Hint { name: name.into(), parent: None, rank: Rank::Chosen };
            let target = self.planner.follow(*id);
            if let Some(number) = self.planner.own.of(target) {
                named.push(Type::Own(number));
                continue;
            }
            let root = if let Some(known) = self.known.get(target) {
                *known
            } else {
                let plan = self.plan(target);
                self.define(target, plan, &hint)
            };
            let notes = &self.planner.model[*id].notes;
            if self.definitions[root.0].notes == Rare::default() {
                self.definitions[root.0].notes = notes.clone();
            }
            named.push(Type::Named(root));
        }
        while let Some((owner, task)) = self.open.pop_front() {
            let body = match task {
                Task::Whole(plan) => self.whole(owner, plan),
                Task::Inner(core) => self.body(owner, core),
            };
            self.definitions[owner.0].body = body;
        }
        Built { planner: self.planner, known: self.known, definitions: self.definitions, roots: named, uses }
    }

    /// The type of a schema where it is used.
    fn of(&mut self, id: Id, hint: &Hint<'_>) -> Type {
        let id = self.planner.follow(id);
        if let Some(known) = self.known.get(id) {
            return Type::Named(*known);
        }
        if let Some(number) = self.planner.own.of(id) {
            return Type::Own(number);
        }
        let plan = self.plan(id);
        if let Some(format) = plan.only_format() {
            let typed = Typed::of(format, &self.planner.options.typed_formats);
            return typed.map_or_else(|| Type::Named(self.format(format, &plan)), Type::Typed);
        }
        let needs_name = !plan.left.is_any()
            || plan.is_one_of
            || is_nominal(&plan.core)
            || self.path.contains(&id)
            || self.path.len() > MAX_ANONYMOUS_DEPTH;
        if needs_name {
            return Type::Named(self.define(id, plan, hint));
        }
        let core = plan.core.clone();
        self.plans.insert(id, plan);
        self.path.push(id);
        let made = self.anonymous(&core, hint);
        self.path.pop();
        made
    }

    /// Gives a name to what holds a secret, for only generated types know how to write one.
    fn named_if_secret(&mut self, of: Type, id: Id, hint: &Hint<'_>) -> Type {
        if !of.holds_secret() {
            return of;
        }
        let id = self.planner.follow(id);
        let plan = self.plan(id);
        Type::Named(self.define(id, plan, hint))
    }

    fn plan(&mut self, id: Id) -> Plan {
        self.plans.take(id).unwrap_or_else(|| self.planner.plan(id))
    }

    /// One type for all strings of a format.
    fn format(&mut self, format: &str, plan: &Plan) -> TypeId {
        if let Some(known) = self.formats.get(format) {
            return *known;
        }
        let description = Some(format!("A string of the format `{format}`."));
        let definition = Definition {
            notes: Notes { description, ..Notes::default() }.into(),
            hint: Hint { name: format.to_owned().into(), parent: None, rank: Rank::Defined },
            body: Body::Union(Vec::new()),
        };
        let id = self.push(definition, Task::Whole(plan.clone()));
        self.formats.insert(format.to_owned(), id);
        id
    }

    fn define(&mut self, id: Id, plan: Plan, hint: &Hint<'_>) -> TypeId {
        let schema = &self.planner.model[id];
        let may_be_defined = hint.rank != Rank::Chosen && !schema.is_part;
        let place = schema.place.as_ref().filter(|_| may_be_defined);
        let hint = if let Some(name) = self.planner.own.name(id) {
            Hint { name: name.clone().into(), parent: None, rank: Rank::Chosen }
        } else if let Some(name) = place.and_then(|place| defined_name(&place.pointer)) {
            Hint { name: name.into_owned().into(), parent: None, rank: Rank::Defined }
        } else {
            hint.owned()
        };
        let definition = Definition { notes: schema.notes.clone(), hint, body: Body::Union(Vec::new()) };
        let owner = self.push(definition, Task::Whole(plan));
        self.known.insert(id, owner);
        owner
    }

    fn push(&mut self, definition: Definition, task: Task) -> TypeId {
        let id = TypeId(self.definitions.len());
        self.definitions.push(definition);
        self.open.push_back((id, task));
        id
    }

    fn whole(&mut self, owner: TypeId, plan: Plan) -> Body {
        let Plan { core, left, is_one_of } = plan;
        if left.is_any() && !is_one_of && is_nominal(&core) {
            return self.body(owner, core);
        }
        let inner = if is_nominal(&core) {
            let suffix = match core {
                Core::Struct(_) => "Members",
                Core::Union(_) => "Choice",
                _ => "Word",
            };
            let mut definition = self.definitions[owner.0].clone();
            definition.hint = Hint { name: suffix.into(), parent: Some(owner), rank: Rank::Part };
            Type::Named(self.push(definition, Task::Inner(core)))
        } else {
            let hint = match core {
                Core::Nullable(_) => Hint { name: "value".into(), parent: Some(owner), rank: Rank::Part },
                _ => self.definitions[owner.0].hint.clone(),
            };
            self.anonymous(&core, &hint)
        };
        Body::Checked { inner, rules: Box::new(left), is_one_of }
    }

    fn body(&mut self, owner: TypeId, core: Core) -> Body {
        match core {
            Core::Struct(members) => self.members(owner, members),
            Core::Words(words) => Body::Words(words),
            Core::Constants(values) => Body::Constants(values),
            Core::Union(variants) => Body::Union(self.variants(owner, &variants)),
            other => Body::Checked {
                inner: self.anonymous(&other, &self.definitions[owner.0].hint.clone()),
                rules: Box::default(),
                is_one_of: false,
            },
        }
    }

    fn members(&mut self, owner: TypeId, members: Members) -> Body {
        fn hint(name: &str, parent: TypeId) -> Hint<'_> {
            Hint { name: name.into(), parent: Some(parent), rank: Rank::Positioned }
        }
        let mut fields = Vec::with_capacity(members.fields.len());
        for (member, id, is_required) in members.fields {
            let of = id.map_or(Type::Value, |id| self.of(id, &hint(&member, owner)));
            let notes = id.map(|id| self.notes(id)).unwrap_or_default();
            fields.push(Field { member, notes, of, is_required });
        }
        let rest = match members.rest {
            Others::Denied => Rest::Denied,
            Others::Ignored => Rest::Ignored,
            Others::Kept(id) => Rest::Kept(id.map_or(Type::Value, |id| self.of(id, &hint("other", owner)))),
        };
        Body::Struct { fields, rest }
    }

    fn variants(&mut self, owner: TypeId, variants: &[Id]) -> Vec<Variant> {
        let mut made = Vec::with_capacity(variants.len());
        for (place, id) in variants.iter().copied().enumerate() {
            let target = self.planner.follow(id);
            let notes = self.notes(id);
            let name = variant_name(&self.planner, target).unwrap_or_else(|| format!("variant {}", place + 1));
            let is_own = self.planner.model[target].notes.title.is_some();
            let rank = if is_own { Rank::Positioned } else { Rank::Part };
            let of = self.of(id, &Hint { name: name.as_str().into(), parent: Some(owner), rank });
            made.push(Variant { of, hint: name, notes });
        }
        made
    }

    fn anonymous(&mut self, core: &Core, hint: &Hint<'_>) -> Type {
        match core {
            Core::Null => Type::Null,
            Core::Boolean => Type::Boolean,
            Core::Text => Type::Text,
            Core::Secret => Type::Secret,
            Core::Integer(integer) => Type::Integer(*integer),
            Core::Float => Type::Float,
            Core::List(id) => Type::List(Box::new(self.element(*id, hint))),
            Core::Map(id) => Type::Map(Box::new(self.element(*id, hint))),
            Core::Tuple(ids) => {
                let each = ids.iter().copied().enumerate().map(|(place, id)| {
                    let name = format!("{} {}", hint.name, place + 1);
                    let hint = Hint { name: name.into(), ..*hint };
                    let of = self.of(id, &hint);
                    self.named_if_secret(of, id, &hint)
                });
                Type::Tuple(each.collect())
            }
            Core::Nullable(id) => Type::Nullable(Box::new(self.of(*id, hint))),
            Core::Value | Core::Struct(_) | Core::Words(_) | Core::Constants(_) | Core::Union(_) => Type::Value,
        }
    }

    fn element(&mut self, id: Option<Id>, hint: &Hint<'_>) -> Type {
        let Some(id) = id else { return Type::Value };
        let rank = if hint.rank == Rank::Chosen { Rank::Positioned } else { hint.rank };
        self.of(id, &Hint { name: one_of_many(&hint.name).into(), parent: hint.parent, rank })
    }

    /// What a schema says of itself where it is used, else what the one it refers to says.
    fn notes(&self, id: Id) -> Rare<Notes> {
        let target = self.planner.follow(id);
        let model = &self.planner.model;
        let (here, there) = (&model[id].notes, &model[target].notes);
        if target == id || *there == Rare::default() {
            return here.clone();
        }
        if *here == Rare::default() && !there.deprecated && !there.secret {
            return there.clone();
        }
        let told = if here.description.is_none() && here.title.is_none() { there } else { here };
        let notes = Notes {
            title: told.title.clone(),
            description: told.description.clone(),
            default: here.default.as_ref().or(there.default.as_ref()).cloned(),
            deprecated: here.deprecated,
            secret: here.secret,
        };
        notes.into()
    }
}

/// Whether a core is a type with a name: a struct or an enum.
fn is_nominal(core: &Core) -> bool {
    matches!(core, Core::Struct(_) | Core::Words(_) | Core::Constants(_) | Core::Union(_))
}

/// Where a document's other files are put, each by its name.
pub(crate) const FILES: &str = "/x-amplify-rest-files/definitions";

/// The name that a schema's author gave it: its key among the definitions.
pub(super) fn defined_name(pointer: &str) -> Option<Cow<'_, str>> {
    let (folder, name) = crate::source::split(pointer);
    let is_definition = ["/$defs", "/definitions", "/components/schemas"].iter().any(|known| folder.ends_with(known));
    // A document's other file is a model, or holds models.
    let in_file = folder.strip_prefix(FILES).and_then(|rest| rest.strip_prefix('/'));
    let is_model = in_file.is_some_and(|place| place.split_once('/').is_none_or(|(_, rest)| rest == "schemas"));
    (is_definition || is_model).then_some(name)
}

fn variant_name(planner: &Planner, id: Id) -> Option<String> {
    let schema = &planner.model[id];
    if let ([whole], true) = (&schema.logic.references[..], schema.is_part) {
        return variant_name(planner, planner.follow(*whole));
    }
    let place = schema.place.as_ref().filter(|_| !schema.is_part);
    let title = schema.notes.title.clone().filter(|title| title.chars().count() <= LONGEST_TITLE);
    place.and_then(|place| defined_name(&place.pointer)).map(Cow::into_owned).or(title).or_else(|| {
        let mut types = schema.types?.each();
        match [(); 4].map(|()| types.next()) {
            [Some(only), None, ..] => Some(only.noun().to_owned()),
            [.., Some(_)] => Some("other".to_owned()),
            _ => None,
        }
    })
}

/// The name of one element, from the name of them all.
fn one_of_many(name: &str) -> String {
    if let Some(stem) = name.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    let is_plural = |stem: &&str| stem.len() > 1 && !stem.ends_with(['I', 'S', 'U', 'i', 's', 'u']);
    match name.strip_suffix('s').filter(is_plural) {
        Some(stem) => stem.to_owned(),
        None => format!("{name} item"),
    }
}
