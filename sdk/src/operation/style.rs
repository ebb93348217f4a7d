//! How parameters are written: `OpenAPI`'s styles, <https://spec.openapis.org/oas/v3.1.1.html#style-examples>. Pure.
//!
//! In paths and queries names and values are percent-encoded, and the marks between them are not, as RFC 6570 has it: so a
//! comma within a value is told from one between two.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;

use crate::encoding::encoded;

/// A parameter's style, with `explode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b`; objects `k,v,k,v`.
    Simple,
    /// `a,b`; objects `k=v,k=v`.
    SimpleExploded,
    /// `.a,b`.
    Label,
    /// `.a.b`.
    LabelExploded,
    /// `;name=a,b`.
    Matrix,
    /// `;name=a;name=b`.
    MatrixExploded,
    /// `name=a,b`.
    Form,
    /// `name=a&name=b`; objects `k=v&k=v`.
    FormExploded,
    /// `name=a b`.
    SpaceDelimited,
    /// `name=a|b`.
    PipeDelimited,
    /// Tabs between values, which Swagger 2.0 alone has.
    TabDelimited,
    /// `name[k]=v`.
    DeepObject,
    /// The value as JSON.
    Json,
}

/// A value as JSON, to be written in a style.
pub(super) fn value(of: &(impl Serialize + ?Sized)) -> Result<Value, serde_json::Error> {
    serde_json::to_value(of)
}

/// The pairs that a value adds to a query or a form, percent-encoded; the name is so already.
pub(super) fn pairs(name: &str, style: Style, value: &Value) -> Vec<(String, String)> {
    let one = |text: String| vec![(name.to_owned(), text)];
    match (style, value) {
        (Style::Json, value) => one(encoded(&value.to_string())),
        (_, Value::Null) => Vec::new(),
        (Style::FormExploded, Value::Array(elements)) => {
            elements.iter().map(|element| (name.to_owned(), encoded(&plain(element)))).collect()
        }
        (Style::FormExploded, Value::Object(_)) => {
            given(value).map(|(name, member)| (encoded(name), encoded(&plain(member)))).collect()
        }
        (Style::DeepObject, value) => {
            let mut pairs = Vec::new();
            deep(name.to_owned(), value, &mut pairs);
            pairs
        }
        // An empty list or object has no form but an absent one.
        (_, Value::Array(elements)) if elements.is_empty() => Vec::new(),
        (_, Value::Object(members)) if members.values().all(Value::is_null) => Vec::new(),
        (Style::Form, value) => one(listed(&escaped(value), ",").into_owned()),
        // No URL has these delimiters as they are.
        (style, value) => one(listed(&escaped(value), &encoded(style.delimiter())).into_owned()),
    }
}

/// The one value that a scalar adds to a query under its parameter's name; `None` where [`pairs`] must be asked.
pub(super) fn scalar(style: Style, value: &Value) -> Option<Cow<'_, str>> {
    let is_scalar = matches!(value, Value::String(_) | Value::Number(_) | Value::Bool(_));
    (is_scalar && style != Style::Json).then(|| plain(value))
}

/// What fills a place of a path in a style that has marks of its own, percent-encoded but for these.
pub(super) fn segment(name: &str, style: Style, value: &Value) -> String {
    text(&encoded(name), style, &escaped(value)).into_owned()
}

/// A header's value, or what fills a place of a path.
pub(super) fn text<'v>(name: &str, style: Style, value: &'v Value) -> Cow<'v, str> {
    let exploded = |delimiter: &str| match value {
        Value::Array(elements) => joined(elements, delimiter).into(),
        Value::Object(_) => named(value).join(delimiter).into(),
        scalar => plain(scalar),
    };
    let text = match style {
        Style::Json => value.to_string(),
        Style::SimpleExploded => return exploded(","),
        Style::Label => format!(".{}", listed(value, ",")),
        Style::LabelExploded => format!(".{}", exploded(".")),
        Style::Matrix => matrix(name, &listed(value, ",")),
        Style::MatrixExploded => match value {
            Value::Array(elements) => elements.iter().map(|element| matrix(name, &plain(element))).collect(),
            Value::Object(_) => given(value).map(|(name, member)| matrix(name, &plain(member))).collect(),
            scalar => matrix(name, &plain(scalar)),
        },
        other => return listed(value, other.delimiter()),
    };
    text.into()
}

impl Style {
    pub(super) fn delimiter(self) -> &'static str {
        match self {
            Self::SpaceDelimited => " ",
            Self::PipeDelimited => "|",
            Self::TabDelimited => "\t",
            _ => ",",
        }
    }
}

/// `;name=value`; RFC 6570, section 3.2.7, has the empty value be `;name`.
fn matrix(name: &str, value: &str) -> String {
    if value.is_empty() { format!(";{name}") } else { format!(";{name}={value}") }
}

/// A value whose texts and names are percent-encoded.
fn escaped(value: &Value) -> Value {
    let text = |scalar: &Value| Value::String(encoded(&plain(scalar)));
    match value {
        Value::Array(elements) => elements.iter().map(text).collect(),
        Value::Object(_) => given(value).map(|(name, member)| (encoded(name), text(member))).collect(),
        scalar => text(scalar),
    }
}

/// `a,b`, or `k,v,k,v`.
fn listed<'v>(value: &'v Value, delimiter: &str) -> Cow<'v, str> {
    match value {
        Value::Array(elements) => joined(elements, delimiter).into(),
        Value::Object(_) => {
            let parts = given(value).flat_map(|(name, member)| [name.as_str().into(), plain(member)]);
            parts.collect::<Vec<_>>().join(delimiter).into()
        }
        scalar => plain(scalar),
    }
}

fn joined(elements: &[Value], delimiter: &str) -> String {
    elements.iter().map(plain).collect::<Vec<_>>().join(delimiter)
}

/// `k=v` for each member.
fn named(value: &Value) -> Vec<String> {
    given(value).map(|(name, member)| format!("{name}={}", plain(member))).collect()
}

/// The members of an object but those that are null: RFC 6570, section 2.3, has them be undefined.
fn given(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten().filter(|(_, member)| !member.is_null())
}

fn deep(name: String, value: &Value, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                deep(format!("{name}%5B{}%5D", encoded(key)), member, pairs);
            }
        }
        Value::Array(elements) => {
            pairs.extend(elements.iter().map(|element| (name.clone(), encoded(&plain(element)))));
        }
        Value::Null => {}
        scalar => pairs.push((name, encoded(&plain(scalar)))),
    }
}

/// A scalar as text. What the specification leaves open, lists in lists, is JSON.
pub(super) fn plain(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => text.into(),
        Value::Null => "".into(),
        other => other.to_string().into(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The specification's own table: `color` empty, a string, a list, an object.
    #[test]
    fn paths_are_written_as_in_the_specification() {
        let (string, list, object) = (json!("blue"), json!(["blue", "black"]), json!({"R": 100, "G": 200}));
        for (style, expected) in [
            (Style::Matrix, [";color=blue", ";color=blue,black", ";color=G,200,R,100"]),
            (Style::MatrixExploded, [";color=blue", ";color=blue;color=black", ";G=200;R=100"]),
            (Style::Label, [".blue", ".blue,black", ".G,200,R,100"]),
            (Style::LabelExploded, [".blue", ".blue.black", ".G=200.R=100"]),
            (Style::Simple, ["blue", "blue,black", "G,200,R,100"]),
            (Style::SimpleExploded, ["blue", "blue,black", "G=200,R=100"]),
        ] {
            let found = [&string, &list, &object].map(|value| segment("color", style, value));
            assert_eq!(found, expected, "{style:?}");
        }
        assert_eq!(segment("color", Style::Matrix, &json!("")), ";color");
        assert_eq!(segment("color", Style::Label, &json!("")), ".");
    }

    #[test]
    fn marks_within_values_are_told_from_those_between_them() {
        let (list, object) = (json!(["a,b", "ë;"]), json!({"k=,": "v.&"}));
        for (style, expected) in [
            (Style::Matrix, [";p%5B=a%2Cb,%C3%AB%3B", ";p%5B=k%3D%2C,v.%26"]),
            (Style::MatrixExploded, [";p%5B=a%2Cb;p%5B=%C3%AB%3B", ";k%3D%2C=v.%26"]),
            (Style::Label, [".a%2Cb,%C3%AB%3B", ".k%3D%2C,v.%26"]),
            (Style::LabelExploded, [".a%2Cb.%C3%AB%3B", ".k%3D%2C=v.%26"]),
            (Style::Simple, ["a%2Cb,%C3%AB%3B", "k%3D%2C,v.%26"]),
            (Style::SimpleExploded, ["a%2Cb,%C3%AB%3B", "k%3D%2C=v.%26"]),
        ] {
            assert_eq!([&list, &object].map(|value| segment("p[", style, value)), expected, "{style:?}");
        }
        assert_eq!(pairs("p", Style::Form, &list), [("p".to_owned(), "a%2Cb,%C3%AB%3B".to_owned())]);
        assert_eq!(text("p", Style::Simple, &list), "a,b,ë;", "no header is percent-encoded");
    }

    #[test]
    fn queries_are_written_as_in_the_specification() {
        let (string, list, object) = (json!("blue"), json!(["blue", "black"]), json!({"R": 100, "G": 200}));
        for (style, expected) in [
            (Style::Form, ["color=blue", "color=blue,black", "color=G,200,R,100"]),
            (Style::FormExploded, ["color=blue", "color=blue&color=black", "G=200&R=100"]),
            (Style::SpaceDelimited, ["color=blue", "color=blue%20black", "color=G%20200%20R%20100"]),
            (Style::PipeDelimited, ["color=blue", "color=blue%7Cblack", "color=G%7C200%7CR%7C100"]),
            (Style::DeepObject, ["color=blue", "color=blue&color=black", "color%5BG%5D=200&color%5BR%5D=100"]),
            (
                Style::Json,
                [
                    "color=%22blue%22",
                    "color=%5B%22blue%22%2C%22black%22%5D",
                    "color=%7B%22G%22%3A200%2C%22R%22%3A100%7D",
                ],
            ),
        ] {
            let found = [&string, &list, &object].map(|value| {
                let pairs = pairs("color", style, value);
                pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
            });
            assert_eq!(found, expected, "{style:?}");
        }
        assert_eq!(pairs("a", Style::Form, &json!([])), []);
        assert_eq!(pairs("a", Style::Form, &json!(null)), []);
        assert_eq!(pairs("a", Style::Form, &json!({"b": null})), []);
        assert_eq!(pairs("a", Style::Form, &json!({"b": null, "c": 1})), [("a".to_owned(), "c,1".to_owned())]);
        assert_eq!(text("a", Style::SimpleExploded, &json!({"b": null, "c": 1})), "c=1");
        assert_eq!(
            pairs("a", Style::FormExploded, &json!([[1], true])),
            [("a".to_owned(), "%5B1%5D".to_owned()), ("a".to_owned(), "true".to_owned())]
        );
        assert_eq!(pairs("a", Style::FormExploded, &json!({"b&": 1})), [("b%26".to_owned(), "1".to_owned())]);
    }
}
