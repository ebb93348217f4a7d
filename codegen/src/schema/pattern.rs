//! Patterns: ECMA-262's syntax into the regex crate's, which has no look-around and no back-references. Looks at a pattern's
//! begin and end become patterns beside it.
//!
//! What the two read differently is spelled out: `\d`, `\w` and `\s` are ECMA's sets, `.` stops at ECMA's line ends,
//! `[` in a class is itself.

mod class;
mod looks;

use std::iter::Peekable;
use std::str::Chars;

use regex_syntax::hir::{Hir, HirKind};

use super::model::Pattern;

/// The most often that counted repetitions inside one another may repeat something.
const MAX_REPETITIONS: u64 = 10_000;

/// What a string with the pattern has and lacks.
#[derive(Debug, PartialEq)]
pub(super) struct Patterns {
    pub(super) has: Vec<Pattern>,
    pub(super) lacks: Vec<Pattern>,
}

/// The same pattern for the regex crate, in as many parts as it takes and without those that every string has; or why there
/// is none.
pub(super) fn translate(pattern: &str) -> Result<Patterns, String> {
    let parts = looks::parts(pattern);
    let all = |parts: &[String]| parts.iter().map(|part| translated(part)).collect::<Result<Vec<_>, _>>();
    let (mut has, lacks) = (all(&parts.has)?, all(&parts.lacks)?);
    has.retain(|pattern: &Pattern| !pattern.regex.is_empty());
    Ok(Patterns { has, lacks })
}

/// A pattern with the same for the regex crate; or why there is none.
fn translated(pattern: &str) -> Result<Pattern, String> {
    regex(pattern).map(|regex| Pattern { written: pattern.to_owned(), regex })
}

fn regex(pattern: &str) -> Result<String, String> {
    let mut translator = Translator { rest: pattern.chars().peekable(), out: String::with_capacity(pattern.len()) };
    translator.run()?;
    let hir = regex_syntax::Parser::new().parse(&translator.out).map_err(|error| {
        let kind = match error {
            regex_syntax::Error::Parse(error) => error.kind().to_string(),
            regex_syntax::Error::Translate(error) => error.kind().to_string(),
            _ => "unknown syntax".to_owned(),
        };
        format!("is not a regular expression that can be used: {kind}")
    })?;
    if repetitions(&hir) > MAX_REPETITIONS {
        return Err(format!("repeats something more than {MAX_REPETITIONS} times"));
    }
    // What may be empty is found in every string, unless it is bound to a place in it.
    let properties = hir.properties();
    if properties.minimum_len() == Some(0) && properties.look_set().is_empty() {
        return Ok(String::new());
    }
    Ok(translator.out)
}

struct Translator<'a> {
    rest: Peekable<Chars<'a>>,
    out: String,
}

impl Translator<'_> {
    fn run(&mut self) -> Result<(), String> {
        while let Some(letter) = self.rest.next() {
            match letter {
                '\\' => self.escape()?,
                '.' => self.out.push_str(r"[^\n\r\x{2028}\x{2029}]"),
                '[' => self.class()?,
                '(' => self.group()?,
                '{' => self.braces(),
                '}' | ']' => self.literal(letter),
                other => self.out.push(other),
            }
        }
        Ok(())
    }

    fn group(&mut self) -> Result<(), String> {
        self.out.push('(');
        if self.rest.next_if_eq(&'?').is_some() {
            self.out.push('?');
            match self.rest.peek() {
                Some('=' | '!') => return Err("looks ahead, which cannot be checked".to_owned()),
                Some('<') => {
                    self.rest.next();
                    self.out.push('<');
                    if matches!(self.rest.peek(), Some('=' | '!')) {
                        return Err("looks behind, which cannot be checked".to_owned());
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A brace that doesn't begin a count is itself.
    fn braces(&mut self) {
        let ahead: String = self.rest.clone().take_while(|letter| *letter != '}').collect();
        let (low, high) = ahead.split_once(',').unwrap_or((&ahead, "0"));
        let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
        let is_closed = self.rest.clone().nth(ahead.chars().count()) == Some('}');
        if is_closed && is_number(low) && (is_number(high) || high.is_empty()) {
            self.out.push('{');
            self.out.push_str(&ahead);
            self.out.push('}');
            self.rest.nth(ahead.chars().count());
        } else {
            self.literal('{');
        }
    }

    fn escape(&mut self) -> Result<(), String> {
        match self.rest.peek() {
            Some('b') => {
                self.rest.next();
                self.out.push_str(r"(?-u:\b)");
            }
            Some('B') => {
                self.rest.next();
                self.out.push_str(r"\B");
            }
            Some('1'..='9' | 'k') => return Err("refers back, which cannot be checked".to_owned()),
            _ => match self.atom_after_backslash()? {
                Atom::Letter(letter) => self.literal(letter),
                Atom::Set(set) => {
                    self.out.push('[');
                    self.out.push_str(&set);
                    self.out.push(']');
                }
            },
        }
        Ok(())
    }

    /// What an escape means, in a class or outside.
    fn atom_after_backslash(&mut self) -> Result<Atom, String> {
        let Some(letter) = self.rest.next() else {
            return Err("ends with a backslash".to_owned());
        };
        let set = |text: &str| Ok(Atom::Set(text.to_owned()));
        match letter {
            'd' => set(DIGIT),
            'w' => set(WORD),
            's' => set(SPACE),
            'D' => Ok(Atom::Set(format!("[^{DIGIT}]"))),
            'W' => Ok(Atom::Set(format!("[^{WORD}]"))),
            'S' => Ok(Atom::Set(format!("[^{SPACE}]"))),
            'f' => Ok(Atom::Letter('\x0c')),
            'n' => Ok(Atom::Letter('\n')),
            'r' => Ok(Atom::Letter('\r')),
            't' => Ok(Atom::Letter('\t')),
            'v' => Ok(Atom::Letter('\x0b')),
            '0' if !self.rest.peek().is_some_and(char::is_ascii_digit) => Ok(Atom::Letter('\0')),
            'c' => self.control().map(Atom::Letter),
            'x' => self.code(2).map(Atom::Letter),
            'u' => self.unicode().map(Atom::Letter),
            'p' | 'P' => self.property(letter).map(Atom::Set),
            other if other.is_ascii_alphanumeric() => {
                Err(format!("has the escape `\\{other}`, which ECMA-262 doesn't know"))
            }
            other => Ok(Atom::Letter(other)),
        }
    }

    fn control(&mut self) -> Result<char, String> {
        let letter = self.rest.next().filter(char::is_ascii_alphabetic);
        letter.map(|letter| char::from(letter as u8 % 32)).ok_or_else(|| "has `\\c` without a letter".to_owned())
    }

    fn code(&mut self, digits: usize) -> Result<char, String> {
        let text: String = self.rest.by_ref().take(digits).collect();
        let code = u32::from_str_radix(&text, 16).ok().filter(|_| text.len() == digits);
        code.and_then(char::from_u32).ok_or_else(|| "has an escape that is no character".to_owned())
    }

    fn unicode(&mut self) -> Result<char, String> {
        if self.rest.next_if_eq(&'{').is_some() {
            let text: String = self.rest.by_ref().take_while(|letter| *letter != '}').collect();
            let code = u32::from_str_radix(&text, 16).ok();
            return code.and_then(char::from_u32).ok_or_else(|| "has an escape that is no character".to_owned());
        }
        let text: String = self.rest.clone().take(10).collect();
        let halves = text
            .split_once("\\u")
            .filter(|(high, low)| high.len() == 4 && low.len() == 4)
            .and_then(|(high, low)| u16::from_str_radix(high, 16).ok().zip(u16::from_str_radix(low, 16).ok()));
        if let Some((high, low)) = halves
            && let Some(Ok(letter)) = char::decode_utf16([high, low]).next()
            && u32::from(letter) > 0xffff
        {
            self.rest.nth(9);
            return Ok(letter);
        }
        self.code(4)
    }

    fn property(&mut self, letter: char) -> Result<String, String> {
        if self.rest.next_if_eq(&'{').is_none() {
            return Err(format!("has `\\{letter}` without a property in braces"));
        }
        let name: String = self.rest.by_ref().take_while(|letter| *letter != '}').collect();
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '=');
        if name.is_empty() || !name.chars().all(is_name) {
            return Err("has a property without a name".to_owned());
        }
        Ok(format!("\\{letter}{{{name}}}"))
    }

    /// A character as itself.
    fn literal(&mut self, letter: char) {
        push_literal(&mut self.out, letter);
    }
}

/// A piece of a pattern: one character, or a set of them as it stands in a class.
enum Atom {
    Letter(char),
    Set(String),
}

const DIGIT: &str = "0-9";
const WORD: &str = "0-9A-Za-z_";
const SPACE: &str =
    r"\t\n\x0b\x0c\r\x20\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}";

fn push_literal(out: &mut String, letter: char) {
    if letter.is_ascii_alphanumeric() || !letter.is_ascii() && !letter.is_control() {
        out.push(letter);
    } else {
        out.extend(["\\x{", &format!("{:x}", u32::from(letter)), "}"]);
    }
}

fn repetitions(hir: &Hir) -> u64 {
    match hir.kind() {
        HirKind::Repetition(repetition) => {
            let times = u64::from(repetition.max.unwrap_or(repetition.min).max(1));
            times.saturating_mul(repetitions(&repetition.sub))
        }
        HirKind::Capture(capture) => repetitions(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().map(repetitions).max().unwrap_or(1),
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::regex;

    #[track_caller]
    fn check(pattern: &str, expected: &str) {
        assert_eq!(regex(pattern).as_deref(), Ok(expected));
    }

    #[track_caller]
    fn refused(pattern: &str, reason: &str) {
        let error = regex(pattern).unwrap_err();
        assert!(error.contains(reason), "{error}");
    }

    #[test]
    fn what_both_read_alike_stays() {
        check("^a*b+c?$", "^a*b+c?$");
        check("(a|b){2,3}", "(a|b){2,3}");
        check(r"^\p{Letter}+$", r"^[\p{Letter}]+$");
    }

    #[test]
    fn what_they_read_differently_is_spelled_out() {
        check(r"\d", "[0-9]");
        check(r"\/", r"\x{2f}");
        check("a{b}", r"a\x{7b}b\x{7d}");
        check("[[a]", r"[\x{5b}a]");
        check(r"[\w-.]", r"[0-9A-Za-z_\x{2d}\x{2e}]");
        check(r"[a-z&&b]", r"[a-z\x{26}\x{26}b]");
        check(r"\ud83d\udc32", "🐲");
        check("[^]", r"[\x{0}-\x{10ffff}]");
        check("x{,3}", r"x\x{7b},3\x{7d}");
        check(".*", "");
    }

    #[test]
    fn what_cannot_be_checked_is_said() {
        refused("(?=a)", "looks ahead");
        refused("(?<!a)", "looks behind");
        refused(r"(a)\1", "refers back");
        refused("(a", "is not a regular expression");
        refused("[z-a]", "is not a regular expression");
        refused(r"\a", "doesn't know");
        refused("(a{200}){200}", "repeats");
    }
}
