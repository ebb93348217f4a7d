//! `nullable` in `OpenAPI` 3.0 (Swagger 2.0's `x-nullable`): null beside whatever else the schema says.
//!
//! `OpenAPI` 3.0.0 to 3.0.2 have it "allow sending a null value for the defined schema". 3.0.3 has it add to `type` alone,
//! but documents of any 3.0 say it beside an `enum` without null, `allOf` and the like, and their services answer with null.

use serde_json::Value;

use super::Reader;
use crate::schema::model::{Rare, Schema, Types};

impl Reader<'_, '_> {
    /// Whether null is let in beside what the other keywords say.
    pub(super) fn is_nullable(&self) -> bool {
        let switch = self.resource.dialect.nullable().and_then(|switch| self.keyword(switch));
        switch == Some(&Value::Bool(true))
    }

    /// Lets null in where more than `type` and `enum` stands against it: the schema becomes null or what it was.
    pub(super) fn or_null(&mut self, schema: &mut Schema) {
        let logic = &schema.logic;
        let has_alternatives = !(logic.any_of.is_empty() && logic.one_of.is_empty());
        let is_combined = has_alternatives || !logic.all_of.is_empty() && !self.refers_to_nullable();
        // Its author may have meant an object or an array.
        let is_untyped = schema.types.is_none()
            && schema.values.is_none()
            && (schema.object != Rare::default() || schema.array != Rare::default());
        if !is_combined && !is_untyped {
            return;
        }
        let notes = schema.notes.clone();
        let other = Schema {
            place: Some(self.place.clone()),
            types: schema.types.map(|types| types.without(Types::NULL)),
            ..std::mem::take(schema)
        };
        let null = Schema { types: Some(Types::NULL), ..Schema::default() };
        let alternatives = [null, other].map(|alternative| self.lowering.model.add(alternative));
        schema.notes = notes;
        schema.logic.any_of.push(alternatives.to_vec());
    }

    /// Whether all that is combined is one model, and that lets null in for itself.
    fn refers_to_nullable(&self) -> bool {
        let Some([Value::Object(only)]) = self.keyword("allOf").and_then(Value::as_array).map(Vec::as_slice) else {
            return false;
        };
        let reference = only.get("$ref").and_then(Value::as_str);
        let target = reference.and_then(|reference| self.lowering.library.look_up(self.place, reference));
        let switch = self.resource.dialect.nullable();
        target.is_some_and(|target| switch.is_some_and(|switch| target.value.get(switch) == Some(&Value::Bool(true))))
    }
}
