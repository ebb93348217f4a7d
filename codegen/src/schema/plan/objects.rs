//! Objects and arrays.

use std::sync::Arc;

use super::{Core, Members, Others, Plan, Planner};
use crate::schema::model::{Arrays, Id, Logic, NamePattern, Objects, Schema, Strings};
use crate::schema::options::UnknownMembers;

/// The most fields of a struct that the run-time library reads.
const MOST_FIELDS: usize = 4096;
/// The longest tuple that serde reads and the standard library compares.
const LONGEST_TUPLE: usize = 12;

impl Planner {
    pub(super) fn array(&self, left: &mut Schema) -> Core {
        let mut array = std::mem::take(&mut left.array).into_inner();
        let core = self.list(&mut array);
        left.array = array.into();
        core
    }

    fn list(&self, array: &mut Arrays) -> Core {
        if array.min == Some(0) {
            array.min = None;
        }
        if array.unevaluated.is_some() {
            return Core::List(None);
        }
        if array.prefix.is_empty() {
            return match array.rest {
                Some(rest) if self.model[rest].never => Core::List(None),
                rest => {
                    array.rest = None;
                    Core::List(rest)
                }
            };
        }
        let length = array.prefix.len() as u64;
        let ends = array.max == Some(length) || array.rest.is_some_and(|rest| self.model[rest].never);
        let is_fixed = array.min == Some(length) && ends && array.max.is_none_or(|max| max >= length);
        if is_fixed && array.prefix.len() <= LONGEST_TUPLE {
            let Arrays { prefix, contains, unique, .. } = std::mem::take(array);
            *array = Arrays { contains, unique, ..Arrays::default() };
            return Core::Tuple(prefix);
        }
        Core::List(None)
    }

    pub(super) fn object(&mut self, mut left: Schema) -> Plan {
        // A struct of so many members would help nobody: a map of all values, with every rule.
        if left.object.properties.len() + left.object.required.len() > MOST_FIELDS {
            return Plan { core: Core::Map(None), left, is_one_of: false };
        }
        if left.object.min == Some(0) {
            left.object.min = None;
        }
        if !left.object.names.is_empty() {
            left.object.names.retain(|id| !self.model[*id].is_any_string());
        }
        if left.object.unevaluated.is_some() {
            let fields = self.fields(&left);
            let rest = Others::Kept(None);
            let core = Core::Struct(Members { fields, rest });
            return Plan { core, left, is_one_of: false };
        }
        if !left.object.patterns.is_empty() {
            return self.patterned(left);
        }
        let is_closed = left.object.rest.is_some_and(|rest| self.model[rest].never) || self.closes(&left);
        let fields = self.fields(&left);
        let object = &mut left.object;
        if object.properties.is_empty() && object.required.is_empty() && !is_closed {
            let rest = object.rest.take();
            return Plan { core: Core::Map(rest.filter(|rest| !self.model[*rest].is_any())), left, is_one_of: false };
        }
        let rest = match object.rest {
            _ if is_closed => Others::Denied,
            Some(rest) => Others::Kept(Some(rest).filter(|rest| !self.model[*rest].is_any())),
            None if self.options.unknown_members == UnknownMembers::Kept => Others::Kept(None),
            None => Others::Ignored,
        };
        let is_refused = |(_, id): &&(Arc<str>, Id)| !is_closed && self.model[*id].never;
        *object = Objects {
            properties: object.properties.iter().filter(is_refused).cloned().collect(),
            names: object.names.clone(),
            min: object.min,
            max: object.max,
            dependent_required: object.dependent_required.clone(),
            dependent_schemas: object.dependent_schemas.clone(),
            ..Objects::default()
        }
        .into();
        Plan { core: Core::Struct(Members { fields, rest }), left, is_one_of: false }
    }

    /// Whether the caller has unknown members refused, and all that may name a member is in sight.
    fn closes(&self, schema: &Schema) -> bool {
        let object = &schema.object;
        let is_named = !object.properties.is_empty() || !object.required.is_empty();
        let elsewhere = Logic { not: Vec::new(), ..Logic::clone(&schema.logic) };
        self.options.unknown_members == UnknownMembers::Refused
            && is_named
            && object.rest.is_none()
            && object.dependent_schemas.is_empty()
            && elsewhere == Logic::default()
    }

    /// The members that have a name: `properties`, and what else is required.
    fn fields(&self, schema: &Schema) -> Vec<(Arc<str>, Option<Id>, bool)> {
        let object = &schema.object;
        let rest = object.rest.filter(|_| object.patterns.is_empty());
        let other = |name: &String| (name.as_str().into(), rest, true);
        let mut fields = Vec::with_capacity(object.properties.len());
        // Both are in the order of their names, and so are the fields.
        let mut required = object.required.iter().peekable();
        for (name, id) in &object.properties {
            while let Some(before) = required.next_if(|required| ***required < **name) {
                fields.push(other(before));
            }
            let is_required = required.next_if(|required| ***required == **name).is_some();
            if is_required || !self.model[*id].never {
                fields.push((Arc::clone(name), Some(*id), is_required));
            }
        }
        fields.extend(required.map(other));
        fields
    }

    /// `patternProperties`: a map where one pattern says it all, else fields and a map that is checked.
    fn patterned(&mut self, mut left: Schema) -> Plan {
        let object = &mut left.object;
        let is_closed = object.rest.is_some_and(|rest| self.model[rest].never);
        let is_bare = object.properties.is_empty() && object.required.is_empty();
        if let ([(names, of)], true) = (&object.patterns[..], is_bare) {
            let (NamePattern { has, lacks, .. }, of) = (names.clone(), *of);
            let every = has.is_empty() && lacks.is_empty();
            if every || is_closed {
                object.patterns.clear();
                object.rest = None;
                if !every {
                    let mut name = Schema::default();
                    name.string.patterns = has;
                    for pattern in lacks {
                        let string = Strings { patterns: vec![pattern], ..Strings::default() };
                        name.logic.not.push(self.model.add(Schema { string: string.into(), ..Schema::default() }));
                    }
                    object.names.push(self.model.add(name));
                }
                return Plan { core: Core::Map(Some(of)), left, is_one_of: false };
            }
        }
        let fields = self.fields(&left);
        let rest = Others::Kept(None);
        let core = if fields.is_empty() { Core::Map(None) } else { Core::Struct(Members { fields, rest }) };
        Plan { core, left, is_one_of: false }
    }
}
