//! Documentation as comments: `#[doc = "…"]` says the same as `///…`, which is how people write it.

use proc_macro2::{Group, TokenStream, TokenTree};

use super::tokens::Tokens;

/// What an attribute's brackets hold.
pub(super) enum Attribute {
    /// A line of documentation.
    Doc(String),
    Other(Tokens),
}

impl Attribute {
    /// Reads them; where no comment may stand, nothing is documentation.
    pub(super) fn new(group: Group, may_be_doc: bool) -> Self {
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
            && let Some(line) = line(&literal.to_string())
        {
            return Self::Doc(line);
        }
        let all: TokenStream = taken.into_iter().flatten().chain(rest).collect();
        Self::Other(all.into_iter().peekable())
    }
}

/// The value of a string literal, where a comment can have it.
pub(super) fn line(literal: &str) -> Option<String> {
    let text = if let Some(raw) = literal.strip_prefix('r') {
        let raw = raw.trim_start_matches('#').trim_end_matches('#');
        raw.strip_prefix('"')?.strip_suffix('"')?.to_owned()
    } else {
        unescaped(literal.strip_prefix('"')?.strip_suffix('"')?)?
    };
    // `////` begins no documentation, and a line of it is one line.
    let is_comment = !text.starts_with('/') && !text.contains('\n') && !text.contains('\r');
    is_comment.then_some(text)
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
    use super::line;

    #[track_caller]
    fn check(literal: &str, expected: Option<&str>) {
        assert_eq!(line(literal).as_deref(), expected);
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
