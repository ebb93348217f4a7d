//! `anyOf` and `oneOf`: enums, and null apart.

use super::{Core, Plan, Planner, is_alone};
use crate::schema::model::{Id, Schema, Types};

impl Planner {
    /// An enum where a list of alternatives is all that the schema says.
    pub(super) fn alternatives(&mut self, schema: &Schema) -> Option<Plan> {
        if !is_alone(&schema.logic) {
            return None;
        }
        let mut own = schema.clone();
        own.logic.any_of.clear();
        own.logic.one_of.clear();
        if !own.is_any() {
            return None;
        }
        let is_one_of = !schema.logic.one_of.is_empty();
        let variants = schema.logic.one_of.iter().chain(&schema.logic.any_of).next()?;
        let mut left = own;
        if variants.is_empty() || (is_one_of && !self.are_disjoint(variants)) {
            left = schema.clone();
        }
        let (nulls, others): (Vec<Id>, Vec<Id>) = variants.iter().partition(|id| self.is_null(**id));
        let core = match (nulls.is_empty(), &others[..]) {
            (true, []) => Core::Value,
            (false, []) => Core::Null,
            (true, _) => Core::Union(others),
            (false, [one]) => Core::Nullable(*one),
            (false, _) => {
                let mut other =
                    Schema { notes: schema.notes.clone(), place: schema.place.clone(), ..Schema::default() };
                other.logic.any_of.push(others);
                Core::Nullable(self.model.add(other))
            }
        };
        Some(Plan { core, left })
    }

    fn is_null(&self, id: Id) -> bool {
        let schema = &self.model[self.follow(id)];
        let is_type = schema.types == Some(Types::NULL) && schema.values.is_none();
        let is_value = schema.values.as_deref() == Some(&[serde_json::Value::Null]);
        (is_type || is_value) && schema.logic == crate::schema::model::Logic::default()
    }

    /// Whether no value fits two of the alternatives.
    fn are_disjoint(&self, variants: &[Id]) -> bool {
        let kinds: Vec<Types> = variants.iter().map(|id| self.kinds(*id)).collect();
        let mut seen = Types::NONE;
        kinds.iter().all(|kinds| {
            let is_new = !seen.meets(*kinds);
            seen = seen.or(*kinds);
            is_new
        })
    }

    /// The kinds of value that a schema may accept, as far as its own keywords say.
    fn kinds(&self, id: Id) -> Types {
        let schema = &self.model[self.follow(id)];
        let types = schema.types.unwrap_or(Types::ANY);
        match &schema.values {
            Some(values) => values.iter().map(Types::of).fold(Types::NONE, Types::or).and(types),
            None => types,
        }
    }
}
