//! The headers that a document declares for an answer, read into types when they are asked for.

use http::HeaderMap;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::style::Style;
use crate::Error;
use crate::error::Kind;

/// Headers of an answer as a type.
pub trait DeclaredHeaders: Sized {
    /// Reads them.
    ///
    /// # Errors
    /// When a header that the answer must have is not there, or one is not of its type.
    fn read(headers: &HeaderMap) -> Result<Self, Error>;
}

/// A header that the answer may have.
pub fn optional_header<T: DeserializeOwned>(headers: &HeaderMap, name: &str, style: Style) -> Result<Option<T>, Error> {
    // As requests' headers are written, and what is ASCII is UTF-8.
    let lines = headers.get_all(name).iter().map(|value| std::str::from_utf8(value.as_bytes()).map(str::trim));
    let lines: Vec<&str> = lines.collect::<Result<_, _>>().map_err(|_| wrong(name))?;
    let Some(first) = lines.first() else { return Ok(None) };
    let found = if name.eq_ignore_ascii_case("set-cookie") {
        // The one header whose lines are no list, and which has commas of its own (RFC 9110, section 5.3).
        [Value::from(lines.clone()), Value::from(*first)].into_iter().find_map(|value| T::deserialize(value).ok())
    } else {
        // Several lines are one list.
        read(&lines.join(", "), style)
    };
    found.map(Some).ok_or_else(|| wrong(name))
}

/// A header that the answer must have.
pub fn header<T: DeserializeOwned>(headers: &HeaderMap, name: &str, style: Style) -> Result<T, Error> {
    let found = optional_header(headers, name, style)?;
    found.ok_or_else(|| Error::new(Kind::Body, format!("the answer has no header `{name}`, which it must have")))
}

/// What the header holds is not repeated: it may be a secret.
fn wrong(name: &str) -> Error {
    Error::new(Kind::Body, format!("the answer's header `{name}` is not what the document declares"))
}

/// The first reading that the type takes: a text, a number or boolean, a list or object of texts or of those.
fn read<T: DeserializeOwned>(text: &str, style: Style) -> Option<T> {
    if style == Style::Json {
        return serde_json::from_str(text).ok();
    }
    let parts: Vec<&str> = match style.delimiter() {
        " " | "\t" => text.split_whitespace().collect(),
        delimiter => text.split(delimiter).map(str::trim).filter(|_| !text.is_empty()).collect(),
    };
    let words: fn(&str) -> Value = |part| part.into();
    let readings = [words(text), scalar(text)].into_iter().map(Some);
    let lists = [words, scalar].into_iter().map(|read| Some(parts.iter().map(|part| read(part)).collect::<Value>()));
    let objects = [words, scalar].into_iter().map(|read| object(&parts, read));
    readings.chain(lists).chain(objects).flatten().find_map(|value| T::deserialize(value).ok())
}

/// A number or boolean where the text is one.
fn scalar(text: &str) -> Value {
    match serde_json::from_str(text) {
        Ok(value @ (Value::Number(_) | Value::Bool(_) | Value::Null)) => value,
        _ => text.into(),
    }
}

/// `k=v,k=v`, or `k,v,k,v`.
fn object(parts: &[&str], read: fn(&str) -> Value) -> Option<Value> {
    let named: Option<Map<String, Value>> =
        parts.iter().map(|part| part.split_once('=').map(|(name, text)| (name.to_owned(), read(text)))).collect();
    let paired = || {
        let pairs = parts.chunks(2).map(|pair| match pair {
            [name, text] => Some(((*name).to_owned(), read(text))),
            _ => None,
        });
        pairs.collect::<Option<Map<String, Value>>>()
    };
    named.or_else(paired).map(Value::Object)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[track_caller]
    fn check<T: DeserializeOwned + PartialEq + std::fmt::Debug>(text: &str, expected: T) {
        assert_eq!(read::<T>(text, Style::Simple), Some(expected));
    }

    #[test]
    fn cookies_are_told_apart_by_their_lines() {
        let mut headers = HeaderMap::new();
        for cookie in ["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2"] {
            headers.append("set-cookie", cookie.parse().unwrap());
        }
        let all: Vec<String> = header(&headers, "Set-Cookie", Style::Simple).unwrap();
        assert_eq!(all, ["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2"]);
        assert_eq!(
            header::<String>(&headers, "Set-Cookie", Style::Simple).unwrap(),
            all[0],
            "the first, as `header` has it"
        );
    }

    #[test]
    fn a_header_is_read_as_utf_8() {
        let mut headers = HeaderMap::new();
        headers.append("x-name", http::HeaderValue::from_bytes("Zoë".as_bytes()).unwrap());
        assert_eq!(header::<String>(&headers, "X-Name", Style::Simple).unwrap(), "Zoë");
        headers.append("x-name", http::HeaderValue::from_bytes(b"\xEB").unwrap());
        assert!(header::<String>(&headers, "X-Name", Style::Simple).unwrap_err().is_body());
    }

    #[test]
    fn a_header_is_read_as_the_type_asks() {
        check("5", "5".to_owned());
        check("5", 5_u8);
        check("-1.5", -1.5);
        check("true", true);
        check("5", Value::from("5"));
        check("a", vec!["a".to_owned()]);
        check("", Vec::<String>::new());
        check("a, b", vec!["a".to_owned(), "b".to_owned()]);
        check("1,2", vec![1, 2]);
        check("R,100,G,200", BTreeMap::from([("R".to_owned(), 100), ("G".to_owned(), 200)]));
        check("R=1,G=2", BTreeMap::from([("R".to_owned(), "1".to_owned()), ("G".to_owned(), "2".to_owned())]));
        assert_eq!(read::<u8>("300", Style::Simple), None);
        assert_eq!(read::<Vec<u8>>("1 2", Style::SpaceDelimited), Some(vec![1, 2]));
        assert_eq!(read::<Vec<u8>>("[1]", Style::Json), Some(vec![1]));
    }
}
