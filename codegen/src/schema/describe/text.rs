//! A schema with places for other types' schemas: JSON text in pieces, between which the program's generator puts its
//! references.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use serde_json::Value;

/// Keywords that may stand beside those of a Rust type without a change of meaning.
const BESIDE: [&str; 17] = [
    "const",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "maxItems",
    "maxLength",
    "maxProperties",
    "minItems",
    "minLength",
    "minProperties",
    "multipleOf",
    "pattern",
    "propertyNames",
    "uniqueItems",
    "minimum",
    "maximum",
];

/// An object's members.
pub(super) type Object = BTreeMap<String, Described>;

/// A schema, or a part of one.
#[derive(Clone, Debug)]
pub(super) enum Described {
    Json(Value),
    Object(Object),
    List(Vec<Described>),
    /// The schema of a type.
    Reference(TokenStream),
}

impl From<Value> for Described {
    fn from(value: Value) -> Self {
        match value {
            Value::Object(members) => {
                Self::Object(members.into_iter().map(|(name, value)| (name, Self::Json(value))).collect())
            }
            other => Self::Json(other),
        }
    }
}

impl Described {
    /// The same schema as an object.
    pub(super) fn object(self) -> Object {
        match self {
            Self::Object(object) => object,
            Self::Json(Value::Bool(true)) => Object::new(),
            Self::Json(_) => Object::from_iter([("not".to_owned(), Self::Object(Object::new()))]),
            other => Object::from_iter([("allOf".to_owned(), Self::List(vec![other]))]),
        }
    }

    /// The text up to the first reference; then each reference with the text that follows it.
    pub(super) fn written(&self) -> (String, Vec<(TokenStream, String)>) {
        let mut pieces = (String::new(), Vec::new());
        self.write(&mut pieces);
        pieces
    }

    fn write(&self, pieces: &mut (String, Vec<(TokenStream, String)>)) {
        match self {
            Self::Json(value) => last(pieces).push_str(&value.to_string()),
            Self::Object(members) => {
                for (place, (name, member)) in members.iter().enumerate() {
                    let text = last(pieces);
                    text.push(if place == 0 { '{' } else { ',' });
                    text.push_str(&Value::from(name.as_str()).to_string());
                    text.push(':');
                    member.write(pieces);
                }
                last(pieces).push_str(if members.is_empty() { "{}" } else { "}" });
            }
            Self::List(elements) => {
                for (place, element) in elements.iter().enumerate() {
                    last(pieces).push(if place == 0 { '[' } else { ',' });
                    element.write(pieces);
                }
                last(pieces).push_str(if elements.is_empty() { "[]" } else { "]" });
            }
            Self::Reference(of) => pieces.1.push((of.clone(), String::new())),
        }
    }
}

fn last(pieces: &mut (String, Vec<(TokenStream, String)>)) -> &mut String {
    match pieces.1.last_mut() {
        Some((_, text)) => text,
        None => &mut pieces.0,
    }
}

/// A schema of one keyword.
pub(super) fn with(keyword: &str, value: Described) -> Described {
    Described::Object(Object::from_iter([(keyword.to_owned(), value)]))
}

/// What a Rust type says, and what else is checked: in one schema where that says the same.
pub(super) fn both(inside: Described, rules: Described) -> Described {
    let Described::Object(rules) = rules else { return with("allOf", Described::List(vec![inside, rules])) };
    if rules.is_empty() {
        return inside;
    }
    match inside {
        Described::Json(Value::Bool(true)) => Described::Object(rules),
        Described::Object(mut object) if rules.keys().all(|keyword| may_join(&object, keyword)) => {
            object.extend(rules);
            Described::Object(object)
        }
        inside => with("allOf", Described::List(vec![inside, Described::Object(rules)])),
    }
}

/// Bounds that the rules have are within those of the type.
fn may_join(object: &Object, keyword: &str) -> bool {
    BESIDE.contains(&keyword) && (!object.contains_key(keyword) || matches!(keyword, "minimum" | "maximum"))
}
