//! The values of keywords: schemas, numbers, names, patterns. What is of the wrong kind is a mistake.

use std::sync::Arc;

use serde_json::Value;

use super::Reader;
use crate::errors::{quote, type_of};
use crate::schema::library::Step;
use crate::schema::model::{Amount, Id};
use crate::schema::pattern::{self, Patterns};

impl Reader<'_, '_> {
    /// A keyword that holds one schema.
    pub(super) fn one(&mut self, keyword: &str) -> Option<Id> {
        let value = self.keyword(keyword)?;
        Some(self.child(Step::Keyword(keyword), value))
    }

    /// A keyword that holds a list of schemas.
    pub(super) fn list(&mut self, keyword: &str) -> Vec<Id> {
        match self.keyword(keyword) {
            None => Vec::new(),
            Some(Value::Array(elements)) => {
                let elements = elements.iter().enumerate();
                elements.map(|(index, value)| self.child(Step::Element(keyword, index), value)).collect()
            }
            Some(other) => {
                self.mistake(keyword, format!("an array of schemas is needed, not {}", type_of(other)));
                Vec::new()
            }
        }
    }

    /// A keyword that holds schemas by name, ordered by name.
    pub(super) fn members(&mut self, keyword: &str) -> Vec<(Arc<str>, Id)> {
        let Some(value) = self.keyword(keyword) else {
            return Vec::new();
        };
        let Value::Object(members) = value else {
            self.mistake(keyword, format!("an object of schemas is needed, not {}", type_of(value)));
            return Vec::new();
        };
        members
            .iter()
            .map(|(name, value)| (name.as_str().into(), self.child(Step::Member(keyword, name), value)))
            .collect()
    }

    pub(super) fn amount(&mut self, keyword: &str) -> Option<Amount> {
        let value = self.keyword(keyword)?;
        let amount = value.as_number().and_then(amount);
        if amount.is_none() {
            let hint =
                "a switch beside the bound is draft 4's, and so OpenAPI 3.0's: since then this is the bound itself";
            let hint = (value.is_boolean() && keyword.starts_with("exclusive")).then_some(hint);
            self.mistake_with_hint(keyword, format!("a number is needed, not {}", type_of(value)), hint);
        }
        self.exact(keyword);
        amount
    }

    /// A keyword that is on or off; off where it is absent.
    pub(super) fn switch(&mut self, keyword: &str) -> bool {
        match self.keyword(keyword) {
            None => false,
            Some(Value::Bool(is_on)) => *is_on,
            Some(other) => {
                self.mistake(keyword, format!("a boolean is needed, not {}", type_of(other)));
                false
            }
        }
    }

    pub(super) fn count(&mut self, keyword: &str) -> Option<u64> {
        match self.amount(keyword)? {
            Amount::Integer(count) if u64::try_from(count).is_ok() => u64::try_from(count).ok(),
            _ => {
                self.mistake(keyword, "a whole number that is not negative is needed");
                None
            }
        }
    }

    pub(super) fn text(&mut self, keyword: &str) -> Option<String> {
        let value = self.keyword(keyword)?;
        let text = value.as_str().map(str::to_owned);
        if text.is_none() {
            self.mistake(keyword, format!("a string is needed, not {}", type_of(value)));
        }
        text
    }

    pub(super) fn texts(&mut self, keyword: &str, value: Option<&Value>) -> Vec<String> {
        let Some(value) = value else {
            return Vec::new();
        };
        let Some(elements) = value.as_array() else {
            self.mistake(keyword, format!("an array of member names is needed, not {}", type_of(value)));
            return Vec::new();
        };
        let mut texts = Vec::with_capacity(elements.len());
        for (index, element) in elements.iter().enumerate() {
            let Some(text) = element.as_str() else {
                let mut place = self.at(keyword);
                if keyword == "required" {
                    place.pointer = format!("{}/{index}", place.pointer).into();
                }
                let message = format!("a member's name is a string, not {}", type_of(element));
                self.lowering.mistake(&place, message, None);
                continue;
            };
            texts.push(text.to_owned());
        }
        texts.sort();
        texts.dedup();
        texts
    }

    /// A pattern in as many parts as it takes.
    pub(super) fn patterns(&mut self, keyword: &str, pattern: &str) -> Option<Patterns> {
        match pattern::translate(pattern) {
            Ok(patterns) => Some(patterns),
            Err(reason) => {
                self.mistake(keyword, format!("the pattern {} {reason}", quote(pattern)));
                None
            }
        }
    }
}

/// A number as a bound; `1.0` is the integer 1.
pub(in crate::schema) fn amount(number: &serde_json::Number) -> Option<Amount> {
    if let Some(integer) = number.as_i128() {
        return Some(Amount::Integer(integer));
    }
    let float = number.as_f64()?;
    if float.fract() == 0.0 && float.abs() < 9e15 {
        #[expect(clippy::cast_possible_truncation, reason = "it has no fraction and is below 2^53")]
        return Some(Amount::Integer(float as i128));
    }
    Some(Amount::Float(float))
}

/// Equality as JSON Schema has it: numbers by their value.
pub(in crate::schema) fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            left == right || amount(left).zip(amount(right)).is_some_and(|(left, right)| left == right)
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(name, left)| right.get(name).is_some_and(|right| same(left, right)))
        }
        (left, right) => left == right,
    }
}
