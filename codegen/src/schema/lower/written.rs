//! Schemas as they are written, in an order in which equal ones meet: what stands in a document twice becomes one type.
//!
//! The order means nothing else. What differs mostly differs soon, so that comparing costs less than hashing the whole.

use std::cmp::Ordering;

use serde_json::{Map, Number, Value};

/// A schema, where it may mean the same as another one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Written<'a> {
    pub(super) scope: usize,
    pub(super) value: Text<'a>,
    /// The resource that its references start from.
    pub(super) uri: &'a str,
}

/// A value as it is written.
pub(super) struct Text<'a>(pub(super) &'a Value);

impl Ord for Text<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        compare(self.0, other.0)
    }
}

impl PartialOrd for Text<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Text<'_> {}

fn compare(one: &Value, other: &Value) -> Ordering {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => objects(one, other),
        (Value::Array(one), Value::Array(other)) => one.iter().map(Text).cmp(other.iter().map(Text)),
        (Value::String(one), Value::String(other)) => one.cmp(other),
        (Value::Number(one), Value::Number(other)) => numbers(one, other),
        (Value::Bool(one), Value::Bool(other)) => one.cmp(other),
        _ => kind(one).cmp(&kind(other)),
    }
}

/// Members stand in the order of their names.
fn objects(one: &Map<String, Value>, other: &Map<String, Value>) -> Ordering {
    fn member<'a>((name, value): (&'a String, &'a Value)) -> (&'a String, Text<'a>) {
        (name, Text(value))
    }
    one.len().cmp(&other.len()).then_with(|| one.iter().map(member).cmp(other.iter().map(member)))
}

fn numbers(one: &Number, other: &Number) -> Ordering {
    let integers = |number: &Number| (number.as_u64(), number.as_i64());
    integers(one).cmp(&integers(other)).then_with(|| {
        let float = |number: &Number| number.as_f64().unwrap_or_default();
        // No number of JSON's is without an order.
        float(one).partial_cmp(&float(other)).unwrap_or(Ordering::Equal)
    })
}

fn kind(value: &Value) -> u8 {
    match value {
        Value::Null => 0,
        Value::Bool(_) => 1,
        Value::Number(_) => 2,
        Value::String(_) => 3,
        Value::Array(_) => 4,
        Value::Object(_) => 5,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Text;

    #[test]
    fn what_is_equal_meets_and_all_else_has_one_order() {
        let values = [
            json!(null),
            json!([true, "a"]),
            json!({}),
            json!({"b": 1, "a": [1, 1.5]}),
            json!({"a": [1, 1.5], "b": 1}),
            json!({"a": [1, 1.0], "b": 1}),
            json!({"a": [1, -1], "b": 1}),
            json!({"a": [1], "b": 1}),
            json!([0.0, -0.0]),
            json!([-0.0, 0.0]),
            json!(u64::MAX),
        ];
        for (one, other) in values.iter().flat_map(|one| values.iter().map(move |other| (one, other))) {
            let order = Text(one).cmp(&Text(other));
            assert_eq!(order.is_eq(), one == other, "{one} {other}");
            assert_eq!(order.reverse(), Text(other).cmp(&Text(one)), "{one} {other}");
        }
    }
}
