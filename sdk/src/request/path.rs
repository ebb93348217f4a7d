//! Paths: joined to the endpoint's with exactly one slash, parameters filled in, every segment encoded strictly.
//!
//! A path as it stands in a program is URL syntax: `/` parts its segments and `%2F` is an encoded slash. A parameter's
//! value is a literal: whatever it holds, it fills its place in the path and nothing else.

use crate::Error;
use crate::encoding::{canonicalize_into, encode_into, is_unreserved};

/// What fills a place of the path.
#[derive(Clone, Debug)]
pub(super) enum PathValue {
    /// A literal; in a greedy place its slashes part segments.
    Literal(String),
    /// Percent-encoded already, and part of one segment.
    Encoded(String),
}

/// Appends `path` (without a query) to `out`, which holds the endpoint's base path without a `/` at its end.
pub(super) fn append(out: &mut String, path: &str, parameters: &[(String, PathValue)]) -> Result<(), Error> {
    let path = path.trim_start_matches('/');
    let starts_with_slash = !path.is_empty() || out.is_empty();
    if parameters.is_empty() && is_plain(path) {
        if starts_with_slash {
            out.push('/');
        }
        out.push_str(path);
        return Ok(());
    }
    let mut used = vec![false; parameters.len()];
    if starts_with_slash {
        out.push('/');
    }
    let mut segments = path.split('/').peekable();
    while let Some(segment) = segments.next() {
        let start = out.len();
        append_segment(out, segment, parameters, &mut used)?;
        let is_end = segments.peek().is_none();
        if !is_end {
            out.push('/');
        }
        if out.len() == start + 1 && !is_end {
            return Err(
                Error::invalid_request("the path has an empty segment").with_hint("write one `/` between segments")
            );
        }
    }
    match used.iter().position(|used| !used) {
        Some(index) => {
            let name = &parameters[index].0;
            Err(Error::invalid_request(format!("the path has no place {{{name}}} for path parameter `{name}`")))
        }
        None => Ok(()),
    }
}

/// Whether a path says nothing that needs a closer look, as most do: no place, no dot segment, nothing to encode.
fn is_plain(path: &str) -> bool {
    let mut previous = b'/';
    path.bytes().all(|byte| {
        let starts_segment = std::mem::replace(&mut previous, byte) == b'/';
        is_unreserved(byte) && !(starts_segment && byte == b'.') || byte == b'/' && !starts_segment
    })
}

fn append_segment(
    out: &mut String,
    segment: &str,
    parameters: &[(String, PathValue)],
    used: &mut [bool],
) -> Result<(), Error> {
    let start = out.len();
    let mut rest = segment;
    while let Some(open) = rest.bytes().position(|byte| byte == b'{') {
        let Some(close) = rest[open..].find('}').map(|at| open + at) else { break };
        canonicalize_into(out, &rest[..open]);
        let place = &rest[open + 1..close];
        let (name, greedy) = place.strip_suffix('+').map_or((place, false), |name| (name, true));
        let index = parameters.iter().position(|(known, _)| known == name).ok_or_else(|| {
            Error::invalid_request(format!("path parameter `{name}` has no value"))
                .with_hint("set it with `path_param`; a literal brace is written %7B")
        })?;
        used[index] = true;
        append_value(out, name, &parameters[index].1, greedy)?;
        rest = &rest[close + 1..];
    }
    canonicalize_into(out, rest);
    if matches!(&out[start..], "." | "..") {
        return Err(Error::invalid_request("the path has a segment `.` or `..`, which servers resolve differently"));
    }
    Ok(())
}

fn append_value(out: &mut String, name: &str, value: &PathValue, greedy: bool) -> Result<(), Error> {
    let segments: Vec<&str> = match value {
        PathValue::Literal(text) if greedy => text.split('/').collect(),
        PathValue::Literal(text) | PathValue::Encoded(text) => vec![text],
    };
    let refused = |what| Err(Error::invalid_request(format!("path parameter `{name}` {what}")));
    for (index, segment) in segments.into_iter().enumerate() {
        match segment {
            "" => return refused("is empty, or has an empty segment"),
            "." | ".." => return refused("is `.` or `..`, which servers resolve"),
            _ => {}
        }
        if index > 0 {
            out.push('/');
        }
        match value {
            PathValue::Literal(_) => encode_into(out, segment),
            PathValue::Encoded(_) => out.push_str(segment),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literals(parameters: &[(&str, &str)]) -> Vec<(String, PathValue)> {
        parameters.iter().map(|(name, text)| ((*name).to_owned(), PathValue::Literal((*text).to_owned()))).collect()
    }

    #[track_caller]
    fn check(base: &str, path: &str, parameters: &[(&str, &str)], expected: &str) {
        let mut out = base.to_owned();
        let parameters = literals(parameters);
        append(&mut out, path, &parameters).unwrap();
        assert_eq!(out, expected);
    }

    #[track_caller]
    fn refused(path: &str, parameters: &[(&str, &str)], part: &str) {
        let parameters = literals(parameters);
        let error = append(&mut String::new(), path, &parameters).unwrap_err();
        assert!(error.is_invalid_request() && error.to_string().contains(part), "{error}");
    }

    #[test]
    fn slashes_join_once() {
        check("", "", &[], "/");
        check("", "/", &[], "/");
        check("", "items", &[], "/items");
        check("/dev", "", &[], "/dev");
        check("/dev", "/", &[], "/dev");
        check("/dev", "items", &[], "/dev/items");
        check("/dev", "/items", &[], "/dev/items");
        check("/dev", "//items", &[], "/dev/items");
        check("/dev", "/items/", &[], "/dev/items/");
    }

    #[test]
    fn a_path_is_url_syntax_and_a_parameter_a_literal() {
        check("", "/a b/%41/%2f/ë", &[], "/a%20b/A/%2F/%C3%AB");
        check("", "/items/{id}", &[("id", "%41/ë?#")], "/items/%2541%2F%C3%AB%3F%23");
        check("", "/{a}-{b}.json", &[("a", "1"), ("b", "2")], "/1-2.json");
        check("", "/files/{path+}", &[("path", "a/b c/%2F")], "/files/a/b%20c/%252F");
        check("", "/{brace", &[], "/%7Bbrace");
    }

    #[test]
    fn what_would_change_the_route_is_refused() {
        refused("/items/{id}", &[("id", "")], "`id` is empty");
        refused("/items/{id}", &[("id", "..")], "`id` is `.` or `..`");
        refused("/files/{path+}", &[("path", "a/../b")], "`path` is");
        refused("/files/{path+}", &[("path", "a//b")], "`path` is empty");
        refused("/items/%2e%2E/x", &[], "`.` or `..`");
        refused("/a//b", &[], "empty segment");
        refused("/items/{id}", &[], "`id` has no value");
        refused("/items", &[("id", "1")], "no place {id}");
    }
}
