//! URI references resolved by RFC 3986 §5.2, as far as identifiers of schemas need it.
//!
//! Nothing here opens a connection or a file: a URI is a name, and only documents given to the build have one.

use std::borrow::Cow;

/// `reference` seen from `base`, both without any meaning beyond their text.
pub(super) fn resolve(base: &str, reference: &str) -> String {
    let base = Parts::of(base);
    let wanted = Parts::of(reference);
    if wanted.scheme.is_some() {
        return wanted.with_path(without_dots(wanted.path)).text();
    }
    let mut result = Parts { scheme: base.scheme, ..wanted };
    let path = if wanted.authority.is_some() {
        without_dots(wanted.path)
    } else {
        result.authority = base.authority;
        if wanted.path.is_empty() {
            result.query = wanted.query.or(base.query);
            base.path.to_owned()
        } else if wanted.path.starts_with('/') {
            without_dots(wanted.path)
        } else {
            without_dots(&beside(&base, wanted.path))
        }
    };
    result.with_path(path).text()
}

/// The URI without its fragment, and the fragment (percent-decoded) where there is one.
pub(super) fn split_fragment(uri: &str) -> (&str, Option<Cow<'_, str>>) {
    match uri.split_once('#') {
        Some((address, fragment)) => (address, Some(percent_decoded(fragment))),
        None => (uri, None),
    }
}

#[derive(Clone, Copy)]
struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
    fragment: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(uri: &'a str) -> Self {
        let (rest, fragment) = cut(uri, '#');
        let (rest, query) = cut(rest, '?');
        let (scheme, rest) = match rest.split_once(':') {
            Some((scheme, rest)) if is_scheme(scheme) => (Some(scheme), rest),
            _ => (None, rest),
        };
        let (authority, path) = match rest.strip_prefix("//") {
            Some(rest) => {
                let end = rest.find('/').unwrap_or(rest.len());
                (Some(&rest[..end]), &rest[end..])
            }
            None => (None, rest),
        };
        Self { scheme, authority, path, query, fragment }
    }

    fn with_path(self, path: String) -> Resolved<'a> {
        Resolved { parts: self, path }
    }
}

struct Resolved<'a> {
    parts: Parts<'a>,
    path: String,
}

impl Resolved<'_> {
    fn text(&self) -> String {
        let mut text = String::new();
        if let Some(scheme) = self.parts.scheme {
            text.push_str(scheme);
            text.push(':');
        }
        if let Some(authority) = self.parts.authority {
            text.push_str("//");
            text.push_str(authority);
        }
        text.push_str(&self.path);
        if let Some(query) = self.parts.query {
            text.push('?');
            text.push_str(query);
        }
        if let Some(fragment) = self.parts.fragment {
            text.push('#');
            text.push_str(fragment);
        }
        text
    }
}

fn cut(text: &str, mark: char) -> (&str, Option<&str>) {
    match text.split_once(mark) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

fn beside(base: &Parts<'_>, path: &str) -> String {
    match base.path.rfind('/') {
        Some(last) => format!("{}{path}", &base.path[..=last]),
        None if base.authority.is_some() => format!("/{path}"),
        None => path.to_owned(),
    }
}

/// A path without `.` and `..`; where it is relative, those that lead out of it stay.
fn without_dots(path: &str) -> String {
    let is_absolute = path.starts_with('/');
    let mut kept: Vec<&str> = Vec::new();
    let segments: Vec<&str> = path.split('/').collect();
    for (place, segment) in segments.iter().enumerate() {
        let last = place + 1 == segments.len();
        match *segment {
            "." if last => kept.push(""),
            "." => {}
            ".." => {
                match kept.last() {
                    None | Some(&"..") if !is_absolute => kept.push(".."),
                    Some(_) if kept.len() > usize::from(is_absolute) => {
                        kept.pop();
                    }
                    _ => {}
                }
                if last {
                    kept.push("");
                }
            }
            segment => kept.push(segment),
        }
    }
    kept.join("/")
}

/// Percent-encoding undone (RFC 3986, section 2.1), as far as it is text.
pub(crate) fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return text.into();
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut place = 0;
    while place < bytes.len() {
        let code = (bytes[place] == b'%')
            .then(|| text.get(place + 1..place + 3))
            .flatten()
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        decoded.push(code.unwrap_or(bytes[place]));
        place += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).map_or(text.into(), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::{resolve, split_fragment};

    #[track_caller]
    fn check(base: &str, reference: &str, expected: &str) {
        assert_eq!(resolve(base, reference), expected);
    }

    #[test]
    fn resolves_as_rfc_3986_says() {
        let base = "http://a/b/c/d;p?q";
        check(base, "g", "http://a/b/c/g");
        check(base, "./g/", "http://a/b/c/g/");
        check(base, "/g", "http://a/g");
        check(base, "//g", "http://g");
        check(base, "?y", "http://a/b/c/d;p?y");
        check(base, "#s", "http://a/b/c/d;p?q#s");
        check(base, "", "http://a/b/c/d;p?q");
        check(base, "..", "http://a/b/");
        check(base, "../../../g", "http://a/g");
        check(base, "urn:x:y#z", "urn:x:y#z");
        check("urn:uuid:1", "#a", "urn:uuid:1#a");
        check("", "other.json", "other.json");
        check("folder/a.json", "b.json#/x", "folder/b.json#/x");
        check("folder/a.json", "../b.json", "b.json");
        check("a/b/c.json", "../../d.json#/x", "d.json#/x");
        check("a.json", "../b.json", "../b.json");
        check("../a.json", "../b.json", "../../b.json");
        check("http://a", "../g", "http://a/g");
    }

    #[test]
    fn fragments_are_decoded() {
        assert_eq!(split_fragment("a#/x%25y"), ("a", Some("/x%y".into())));
        assert_eq!(split_fragment("a"), ("a", None));
        assert_eq!(split_fragment("a#%zz"), ("a", Some("%zz".into())));
    }
}
