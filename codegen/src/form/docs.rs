//! Documentation as comments: `#[doc = "…"]` says the same as `///…`, which is how people write it.

use std::fmt::Write;

use proc_macro2::{Group, TokenStream, TokenTree};

use super::tokens::Tokens;

/// What an attribute's brackets hold.
pub(super) enum Attribute {
    /// A line of documentation.
    Doc,
    Other(Tokens),
}

impl Attribute {
    /// Reads them, with `line` for documentation's; where no comment may stand, nothing is any.
    pub(super) fn new(group: Group, may_be_doc: bool, line: &mut String) -> Self {
        let stream = group.stream();
        // The tokens are ours alone then: they move.
        drop(group);
        let mut rest = stream.into_iter().peekable();
        if !may_be_doc || !matches!(rest.peek(), Some(TokenTree::Ident(word)) if word == "doc") {
            return Self::Other(rest);
        }
        let taken = [rest.next(), rest.next(), rest.next(), rest.next()];
        if let [_, Some(TokenTree::Punct(mark)), Some(TokenTree::Literal(literal)), None] = &taken
            && mark.as_char() == '='
        {
            line.clear();
            // Writing to a text cannot fail.
            _ = write!(line, "{literal}");
            if is_comment(line) {
                return Self::Doc;
            }
        }
        let all: TokenStream = taken.into_iter().flatten().chain(rest).collect();
        Self::Other(all.into_iter().peekable())
    }
}

/// Puts a string literal's value in its place; says whether a comment can have it.
pub(super) fn is_comment(literal: &mut String) -> bool {
    let is_raw = literal.starts_with('r');
    let hashes = literal.bytes().rev().take_while(|byte| *byte == b'#').count();
    let quotes = (usize::from(is_raw) + hashes, literal.len().saturating_sub(hashes + 1));
    let is_text = |place: usize| literal.as_bytes().get(place) == Some(&b'"');
    if quotes.0 >= quotes.1 || !is_text(quotes.0) || !is_text(quotes.1) {
        return false;
    }
    literal.truncate(quotes.1);
    literal.drain(..=quotes.0);
    if !is_raw && literal.contains('\\') {
        let Some(text) = unescaped(literal) else { return false };
        *literal = text;
    }
    // `////` begins no documentation, and a line of it is one line.
    !literal.starts_with('/') && literal.bytes().all(|byte| byte != b'\n' && byte != b'\r')
}

fn unescaped(text: &str) -> Option<String> {
    let mut unescaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, escape)) = rest.split_once('\\') {
        unescaped.push_str(before);
        let mut letters = escape.chars();
        let letter = match letters.next()? {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '0' => '\0',
            letter @ ('\\' | '"' | '\'') => letter,
            'x' => {
                let code = escape.get(1..3)?;
                letters = escape.get(3..)?.chars();
                char::from(u8::from_str_radix(code, 16).ok()?)
            }
            'u' => {
                let (code, behind) = escape.get(1..)?.strip_prefix('{')?.split_once('}')?;
                letters = behind.chars();
                char::from_u32(u32::from_str_radix(&code.replace('_', ""), 16).ok()?)?
            }
            _ => return None,
        };
        unescaped.push(letter);
        rest = letters.as_str();
    }
    unescaped.push_str(rest);
    Some(unescaped)
}

#[cfg(test)]
mod tests {
    use super::is_comment;

    #[track_caller]
    fn check(literal: &str, expected: Option<&str>) {
        let mut line = literal.to_owned();
        assert_eq!(is_comment(&mut line).then_some(line.as_str()), expected);
    }

    #[test]
    fn a_line_is_a_comment() {
        check(r#"" a \"b\" \\ \u{e9} \x41 \t'""#, Some(" a \"b\" \\ é A \t'"));
        check(r##"r#" a "b" \"#"##, Some(" a \"b\" \\"));
        check("\"\"", Some(""));
    }

    #[test]
    fn what_no_comment_can_have_stays_an_attribute() {
        for literal in [r#"" a\n b""#, r#""/ a""#, r#"" a\r""#, "r\" a\n b\"", "1", "b\"a\"", "\"\\u{110000}\""] {
            check(literal, None);
        }
    }
}
