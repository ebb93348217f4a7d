//! The schema of a value that nobody described: what its members are, inferred from what they hold.
//!
//! A guess from one instance, so it claims little: members may be absent, whole numbers may be any, and where a list holds
//! values of different shapes anything may stand.

use serde_json::{Map, Value, json};

/// Values within this many others are described; deeper ones may be anything.
const DEPTH: usize = 20;

/// A list counts as so many: lists of lists have no names, and their types become unreadable sooner.
const LIST: usize = 5;

/// The schema of a value.
pub(crate) fn schema(value: &Value) -> Value {
    of(value, None, DEPTH)
}

fn of(value: &Value, name: Option<&str>, depth: usize) -> Value {
    let Some(depth) = depth.checked_sub(if value.is_array() { LIST } else { 1 }) else {
        return json!({});
    };
    match value {
        Value::Null => json!({}),
        Value::Bool(_) => json!({ "type": "boolean" }),
        Value::Number(number) if number.is_i64() => json!({ "type": "integer" }),
        Value::Number(number) if number.is_u64() => json!({ "type": "integer", "minimum": 0 }),
        Value::Number(_) => json!({ "type": "number" }),
        Value::String(_) if name.is_some_and(is_secret) => json!({ "type": "string", "writeOnly": true }),
        Value::String(_) => json!({ "type": "string" }),
        Value::Array(elements) => {
            let elements = elements.iter().map(|element| of(element, name, depth));
            json!({ "type": "array", "items": elements.reduce(both).unwrap_or_else(|| json!({})) })
        }
        Value::Object(members) => {
            // What a secret consists of is secret, too.
            let secret = name.filter(|name| is_secret(name));
            let described = |(name, value): (&String, &Value)| (name.clone(), of(value, secret.or(Some(name)), depth));
            let members = members.iter().map(described);
            json!({ "type": "object", "properties": members.collect::<Map<_, _>>() })
        }
    }
}

/// A schema for the values of either.
fn both(one: Value, other: Value) -> Value {
    if one == other {
        return one;
    }
    let kinds = [&one, &other].map(|schema| schema["type"].as_str().unwrap_or_default());
    match kinds {
        ["integer" | "number", "integer" | "number"] => json!({ "type": "number" }),
        ["array", "array"] => {
            let [one, other] = [one, other].map(|schema| schema["items"].clone());
            json!({ "type": "array", "items": both(one, other) })
        }
        ["object", "object"] => {
            let [Value::Object(mut members), Value::Object(others)] =
                [one, other].map(|schema| schema["properties"].clone())
            else {
                return json!({});
            };
            for (name, schema) in others {
                let merged = match members.remove(&name) {
                    Some(known) => both(known, schema),
                    None => schema,
                };
                members.insert(name, merged);
            }
            json!({ "type": "object", "properties": members })
        }
        _ => json!({}),
    }
}

/// Whether a member's name says that its value is nobody's business.
fn is_secret(name: &str) -> bool {
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    ["secret", "password", "token", "apikey", "privatekey", "credential"].iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &Value, expected: &Value) {
        assert_eq!(&schema(value), expected);
    }

    #[test]
    fn members_keep_their_types() {
        let value = json!({ "name": "a", "count": 1, "ratio": 0.5, "on": true, "none": null, "big": u64::MAX });
        let properties = json!({
            "name": { "type": "string" }, "count": { "type": "integer" }, "ratio": { "type": "number" },
            "on": { "type": "boolean" }, "none": {}, "big": { "type": "integer", "minimum": 0 },
        });
        check(&value, &json!({ "type": "object", "properties": properties }));
    }

    #[test]
    fn lists_hold_what_all_elements_are() {
        let list = |items: Value| json!({ "type": "array", "items": items });
        check(&json!([]), &list(json!({})));
        check(&json!([1, 2.5]), &list(json!({ "type": "number" })));
        check(&json!([1, "a"]), &list(json!({})));
        check(&json!([[], ["a"]]), &list(list(json!({}))));
        let properties = json!({ "a": { "type": "number" }, "b": { "type": "string" } });
        check(
            &json!([{ "a": 1 }, { "a": 1.5, "b": "" }]),
            &list(json!({ "type": "object", "properties": properties })),
        );
    }

    #[test]
    fn secrets_are_known_by_their_names() {
        for name in ["api_key", "API-Key", "clientSecret", "accessToken", "PASSWORD"] {
            assert_eq!(schema(&json!({ name: "a" }))["properties"][name]["writeOnly"], true, "{name}");
        }
        assert_eq!(schema(&json!({ "key": "a" }))["properties"]["key"], json!({ "type": "string" }));
        let inner = schema(&json!({ "credentials": { "id": "a", "more": [{ "value": "b" }] } }));
        let inner = &inner["properties"]["credentials"]["properties"];
        assert_eq!(inner["id"]["writeOnly"], true);
        assert_eq!(inner["more"]["items"]["properties"]["value"]["writeOnly"], true);
    }

    #[test]
    fn what_is_too_deep_may_be_anything() {
        let deep = (0..60).fold(json!(1), |value, _| json!({ "a": value }));
        let pointer = "/properties/a".repeat(DEPTH);
        assert_eq!(schema(&deep).pointer(&pointer), Some(&json!({})));
        let deep = (0..60).fold(json!(1), |value, _| json!([value]));
        let pointer = "/items".repeat(DEPTH / LIST);
        assert_eq!(schema(&deep).pointer(&pointer), Some(&json!({})));
    }
}
