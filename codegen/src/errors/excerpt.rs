//! The line that is meant, with a caret under the place; values that may be secret are masked.
//!
//! The text may be broken anywhere, so the mask works on what looks like a name and a value, not on parsed JSON.

use std::fmt;

use super::is_printable;
use crate::source::Span;

/// How many characters of a line are shown.
const WIDTH: usize = 100;
/// How many of them stand before the place.
const BEFORE: usize = 60;
const MASK: char = '*';

/// One line of a file.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Excerpt {
    pub(super) line: usize,
    pub(super) column: usize,
    text: String,
    /// Where the caret stands in `text`, in characters.
    caret: usize,
    width: usize,
}

impl Excerpt {
    pub(super) fn new(text: &str, span: Span) -> Self {
        let at = span.start.min(text.len());
        let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
        let column = text[start..at].chars().count();
        let marked = text[at..span.end.clamp(at, end)].trim_end().chars().count();

        let line = masked_line(text, start, end);
        let skipped = column.saturating_sub(BEFORE);
        let shown: String = line.chars().skip(skipped).take(WIDTH).collect();
        let shown = shown.trim_end().to_owned();
        let caret = column - skipped;
        Self {
            line: text[..start].matches('\n').count() + 1,
            column: column + 1,
            width: marked.min(shown.chars().count().saturating_sub(caret)).max(1),
            text: shown,
            caret,
        }
    }
}

impl fmt::Display for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.line.to_string();
        let margin = " ".repeat(number.len());
        writeln!(f, " {margin} |")?;
        writeln!(f, " {number} | {}", self.text)?;
        writeln!(f, " {margin} | {}{}", " ".repeat(self.caret), "^".repeat(self.width))
    }
}

/// The line from `start` to `end`, as long as it was, with secrets masked and nothing in it that a terminal obeys.
fn masked_line(text: &str, start: usize, end: usize) -> String {
    let mut masks = Masks::default();
    // A name and its value may stand in different lines: the last line before that is not blank counts too.
    let from = text[..start].trim_end().rfind('\n').map_or(0, |newline| newline + 1);
    text[from..start].chars().for_each(|char| _ = masks.hides(char));
    let shown = |char: char| match char {
        char if masks.hides(char) && !char.is_whitespace() => MASK,
        '\t' => ' ',
        char if is_printable(char) => char,
        _ => '\u{fffd}',
    };
    mask_user_info(&text[start..end].chars().map(shown).collect::<String>())
}

/// `https://user:password@host` keeps neither user nor password.
fn mask_user_info(line: &str) -> String {
    let mut masked = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("://") {
        let authority = after.find(['/', '"', '\'', ' ', '?', '#']).unwrap_or(after.len());
        let user_info = after[..authority].rfind('@').unwrap_or(0);
        masked.extend([before, "://"]);
        masked.extend(std::iter::repeat_n(MASK, after[..user_info].chars().count()));
        rest = &after[user_info..];
    }
    masked + rest
}

/// Reads characters one by one and says which of them may belong to a secret value.
#[derive(Default)]
struct Masks {
    /// The quotation mark that ends the string that we are in.
    quote: Option<char>,
    escaped: bool,
    /// The string or word so far.
    word: String,
    /// After a name that sounds secret, up to the end of its value.
    secret: bool,
}

impl Masks {
    fn hides(&mut self, char: char) -> bool {
        match self.quote {
            Some(quote) => self.in_string(quote, char),
            None => self.between(char),
        }
    }

    fn in_string(&mut self, quote: char, char: char) -> bool {
        let ends = !self.escaped && char == quote || char == '\n';
        self.escaped = !self.escaped && char == '\\';
        if !ends {
            self.word.push(char);
            return self.secret;
        }
        self.quote = None;
        self.secret = sounds_secret(&std::mem::take(&mut self.word));
        false
    }

    fn between(&mut self, char: char) -> bool {
        if char.is_alphanumeric() || matches!(char, '_' | '-') {
            self.word.push(char);
            return self.secret;
        }
        let word = std::mem::take(&mut self.word);
        match char {
            '"' | '\'' => self.quote = Some(char),
            ',' | '}' | ']' => self.secret = false,
            _ => self.secret |= sounds_secret(&word),
        }
        self.secret && !matches!(char, ':' | '"' | '\'' | '{' | '[' | '=')
    }
}

/// Whether a member of this name may hold what nobody should see.
fn sounds_secret(name: &str) -> bool {
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    name.contains("apikey") || name.contains("secret") || name.ends_with("password") || name.ends_with("token")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let start = text.trim_end().rfind('\n').map_or(0, |newline| newline + 1);
        assert_eq!(masked_line(text, start, text.len()), expected);
    }

    #[test]
    fn values_of_secret_names_are_masked_also_in_broken_files() {
        check(r#""apiKey": "canary", "region": "eu""#, r#""apiKey": "******", "region": "eu""#);
        check(r#""AppClientSecret":"can\"ary"}"#, r#""AppClientSecret":"********"}"#);
        check("\"API_KEY\":\n\n  \"canary\" x", "  \"******\" x");
        check("'apiKey': 'can,ary', 'a': 'b'", "'apiKey': '*******', 'a': 'b'");
        check("{apiKey: canary, a: b}", "{apiKey: ******, a: b}");
        check(r#""apiKey: "canary", "a": 1"#, r#""apiKey: "******"* "a": 1"#);
        check(r#""type": "API_KEY" "apiKey": "canary""#, r#""type": "API_KEY" "******": "******""#);
        check(r#""apiKey": 12345.5, "a": 1"#, r#""apiKey": *******, "a": 1"#);
        check(r#""passwordPolicyMinLength": "8""#, r#""passwordPolicyMinLength": "8""#);
    }

    #[test]
    fn user_and_password_of_a_url_are_masked() {
        check(
            r#""endpoint": "https://ada:canary@example.com/a@b""#,
            r#""endpoint": "https://**********@example.com/a@b""#,
        );
    }

    #[test]
    fn what_terminals_obey_is_replaced() {
        check("\u{1b}[31m\tred\u{202e}", "\u{fffd}[31m red\u{fffd}");
    }

    #[test]
    fn a_long_line_is_shown_around_the_place() {
        let text = format!("{}here{}", "é".repeat(500), "x".repeat(500));
        let excerpt = Excerpt::new(&text, Span { start: 1000, end: 1004 });
        assert_eq!((excerpt.line, excerpt.column, excerpt.caret, excerpt.width), (1, 501, BEFORE, 4));
        assert!(excerpt.text.chars().skip(BEFORE).collect::<String>().starts_with("here"));
    }
}
