//! Integers and constants.

use serde_json::Value;

use super::{Core, Plan, Planner};
use crate::schema::model::{Amount, Schema, Types};
use crate::schema::types::Integer;

/// The narrowest integer; bounds that are the type's own are not left to check.
pub(super) fn integer(left: &mut Schema) -> Core {
    let mut number = std::mem::take(&mut left.number).into_inner();
    let low = highest(number.minimum.map(ceiling), number.above.map(|above| floor(above) + 1));
    let high = lowest(number.maximum.map(floor), number.below.map(|below| ceiling(below) - 1));
    if low.is_some_and(|low| low > u64::MAX.into()) || high.is_some_and(|high| high < i64::MIN.into()) {
        // None of Rust's integers that serde reads: whatever JSON value is of that size.
        left.types = Some(Types::INTEGER);
        left.number = number.into();
        return Core::Value;
    }
    let integer = Integer::between(low, high);
    let (first, last) = integer.range();
    if low.is_none_or(|low| low <= first) {
        (number.minimum, number.above) = (None, None);
    }
    if high.is_none_or(|high| high >= last) {
        (number.maximum, number.below) = (None, None);
    }
    number.multiple_of.retain(|step| *step != Amount::Integer(1));
    left.number = number.into();
    Core::Integer(integer)
}

fn highest(one: Option<i128>, other: Option<i128>) -> Option<i128> {
    one.max(other)
}

fn lowest(one: Option<i128>, other: Option<i128>) -> Option<i128> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the cast saturates, and i128's ends are beyond every integer")]
fn floor(amount: Amount) -> i128 {
    match amount {
        Amount::Integer(integer) => integer,
        Amount::Float(float) => (float.floor() as i128).clamp(i128::MIN / 2, i128::MAX / 2),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the cast saturates, and i128's ends are beyond every integer")]
fn ceiling(amount: Amount) -> i128 {
    match amount {
        Amount::Integer(integer) => integer,
        Amount::Float(float) => (float.ceil() as i128).clamp(i128::MIN / 2, i128::MAX / 2),
    }
}

impl Planner {
    /// `enum` and `const`: an enum of strings, of other values, and null apart.
    pub(super) fn values(&mut self, schema: &Schema) -> Option<Plan> {
        let values = schema.values.as_ref()?;
        let types = schema.types.unwrap_or(Types::ANY);
        let values = values.iter().filter(|value| types.has(Types::of(value)));
        let mut left = Schema { types: None, values: None, ..schema.clone() };
        let core = match values.clone().map(Types::of).fold(Types::NONE, Types::or) {
            Types::NONE => {
                left = super::never(schema);
                Core::Value
            }
            Types::NULL => Core::Null,
            Types::STRING => Core::Words(values.filter_map(Value::as_str).map(str::to_owned).collect()),
            kinds if kinds.has(Types::NULL) => {
                let other = Schema {
                    values: Some(values.filter(|value| !value.is_null()).cloned().collect()),
                    notes: schema.notes.clone(),
                    place: schema.place.clone(),
                    ..Schema::default()
                };
                Core::Nullable(self.model.add(other))
            }
            _ => Core::Constants(values.cloned().collect()),
        };
        Some(Plan { core, left, is_one_of: false })
    }
}
