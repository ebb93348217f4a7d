//! Equality as JSON Schema has it: numbers by value, objects without order.

use serde_json::Value;

use super::{Amount, Literal};

/// Whether a value is this constant.
pub(super) fn equals(value: &Value, literal: &Literal) -> bool {
    match (value, literal) {
        (Value::Null, Literal::Null) => true,
        (Value::Bool(value), Literal::Boolean(literal)) => value == literal,
        (Value::Number(value), Literal::Number(literal)) => {
            Amount::of(value).compare(*literal) == Some(std::cmp::Ordering::Equal)
        }
        (Value::String(value), Literal::String(literal)) => value == literal,
        (Value::Array(value), Literal::Array(literal)) => {
            value.len() == literal.len() && value.iter().zip(*literal).all(|(value, literal)| equals(value, literal))
        }
        (Value::Object(value), Literal::Object(literal)) => {
            value.len() == literal.len()
                && literal.iter().all(|(name, literal)| value.get(*name).is_some_and(|value| equals(value, literal)))
        }
        _ => false,
    }
}

/// A text that two values share exactly if they are equal.
pub(super) fn text(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Number(number) => match Amount::of(number) {
            Amount::Integer(integer) => text.push_str(&integer.to_string()),
            Amount::Float(float) => text.push_str(&float.to_string()),
        },
        Value::Array(elements) => {
            text.push('[');
            for element in elements {
                write(element, text);
                text.push(',');
            }
            text.push(']');
        }
        Value::Object(members) => {
            let mut names: Vec<&String> = members.keys().collect();
            names.sort();
            text.push('{');
            for name in names {
                text.push_str(&Value::String(name.clone()).to_string());
                text.push(':');
                write(&members[name], text);
                text.push(',');
            }
            text.push('}');
        }
        other => text.push_str(&other.to_string()),
    }
}
