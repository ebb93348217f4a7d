//! JSON pointers (RFC 6901): made, taken apart and followed.

use std::borrow::Cow;

use serde_json::Value;

/// The pointer of a member or element of what `pointer` names.
pub(crate) fn join(pointer: &str, token: &str) -> String {
    // With room for some escapes.
    let mut joined = String::with_capacity(pointer.len() + token.len() + 8);
    joined.push_str(pointer);
    push(&mut joined, token);
    joined
}

/// Lengthens a pointer to that of a member or element.
pub(crate) fn push(pointer: &mut String, token: &str) {
    pointer.push('/');
    let mut rest = token;
    while let Some(place) = rest.bytes().position(|byte| matches!(byte, b'~' | b'/')) {
        pointer.push_str(&rest[..place]);
        pointer.push_str(if rest.as_bytes()[place] == b'~' { "~0" } else { "~1" });
        rest = &rest[place + 1..];
    }
    pointer.push_str(rest);
}

/// A pointer's parent, and its last token unescaped. The root's are both empty.
pub(crate) fn split(pointer: &str) -> (&str, Cow<'_, str>) {
    match pointer.bytes().rposition(|byte| byte == b'/') {
        Some(last) => (&pointer[..last], unescaped(&pointer[last + 1..])),
        None => ("", "".into()),
    }
}

/// What a pointer adds to that of a value around it; `None` where that isn't around it.
pub(super) fn below<'p>(pointer: &'p str, around: &str) -> Option<&'p str> {
    pointer.strip_prefix(around).filter(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What `pointer` names in a value: as `Value::pointer` finds it, which makes two strings for each token.
pub(crate) fn find<'v>(value: &'v Value, pointer: &str) -> Option<&'v Value> {
    tokens(pointer)?.try_fold(value, |value, token| child(value, &token))
}

/// A pointer's tokens, unescaped; `None` where it is none.
pub(super) fn tokens(pointer: &str) -> Option<Tokens<'_>> {
    (pointer.is_empty() || pointer.starts_with('/')).then_some(Tokens { rest: pointer })
}

/// The tokens from some place in a pointer on.
pub(super) struct Tokens<'p> {
    rest: &'p str,
}

impl<'p> Tokens<'p> {
    /// What follows the last one.
    pub(super) fn rest(&self) -> &'p str {
        self.rest
    }
}

impl<'p> Iterator for Tokens<'p> {
    type Item = Cow<'p, str>;

    fn next(&mut self) -> Option<Cow<'p, str>> {
        let rest = self.rest.strip_prefix('/')?;
        let mut is_escaped = false;
        let end = rest.bytes().position(|byte| {
            is_escaped |= byte == b'~';
            byte == b'/'
        });
        let (token, rest) = rest.split_at(end.unwrap_or(rest.len()));
        self.rest = rest;
        Some(if is_escaped { unescaped(token) } else { token.into() })
    }
}

/// A member or element.
pub(super) fn child<'v>(value: &'v Value, token: &str) -> Option<&'v Value> {
    match value {
        Value::Object(members) => members.get(token),
        Value::Array(elements) => elements.get(index(token)?),
        _ => None,
    }
}

/// An element's index; `01` and `+1` are none.
fn index(token: &str) -> Option<usize> {
    let is_plain = token == "0" || token.starts_with(|first: char| matches!(first, '1'..='9'));
    is_plain.then(|| token.parse().ok())?
}

/// `~1` is `/`, and `~0` is `~`.
fn unescaped(token: &str) -> Cow<'_, str> {
    let Some(first) = token.bytes().position(|byte| byte == b'~') else { return token.into() };
    let mut text = String::with_capacity(token.len());
    text.push_str(&token[..first]);
    for piece in token[first + 1..].split('~') {
        let (meant, rest) = match piece.as_bytes().first() {
            Some(b'1') => ("/", &piece[1..]),
            Some(b'0') => ("~", &piece[1..]),
            _ => ("~", piece),
        };
        text.extend([meant, rest]);
    }
    text.into()
}

#[cfg(test)]
mod tests {
    use super::{find, join, split};

    #[test]
    fn pointers_are_joined_and_split_escaped() {
        let pointer = join("/paths", "/pets/~{id}");
        assert_eq!(pointer, "/paths/~1pets~1~0{id}");
        assert_eq!(split(&pointer), ("/paths", "/pets/~{id}".into()));
        assert_eq!(split(""), ("", "".into()));
    }

    #[test]
    fn values_are_found_as_serde_json_finds_them() {
        let value = serde_json::json!({ "a": [10, { "b/c": 1, "~": 2 }], "": { "": 3 }, "01": 4, "~1~": 5, "~/": 6 });
        for pointer in [
            "",
            "/",
            "//",
            "/a",
            "/a/0",
            "/a/1/b~1c",
            "/a/1/~0",
            "/a/01",
            "/a/-",
            "/a/2",
            "/01",
            "a",
            "/a/0/0",
            "/~01~0",
            "/~01~",
            "/~~1",
        ] {
            assert_eq!(find(&value, pointer), value.pointer(pointer), "{pointer}");
        }
    }
}
