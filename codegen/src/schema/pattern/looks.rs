//! Looks ahead where a pattern begins and behind where it ends: bound to a place, each is a pattern of its own.
//!
//! `^(?!a)b$` has the strings that have `^b$` and lack `^(?:a)`. What looks around elsewhere stays in the pattern.

/// A pattern in parts, in ECMA-262's syntax as before.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Parts {
    /// What a string has.
    pub(super) has: Vec<String>,
    /// What it lacks.
    pub(super) lacks: Vec<String>,
}

/// Takes a pattern apart.
pub(super) fn parts(pattern: &str) -> Parts {
    apart(pattern).unwrap_or_else(|| Parts { has: vec![pattern.to_owned()], ..Parts::default() })
}

fn apart(pattern: &str) -> Option<Parts> {
    let mut parts = Parts::default();
    let (mut rest, mut begins) = (pattern, false);
    loop {
        if let Some(after) = rest.strip_prefix('^') {
            (rest, begins) = (after, true);
        } else if let Some((inner, after)) = rest.strip_prefix("(?=").and_then(closed) {
            parts.has.push(format!("^(?:{inner})"));
            rest = after;
        } else if let Some((inner, after)) = rest.strip_prefix("(?!").and_then(closed) {
            parts.lacks.push(format!("^(?:{inner})"));
            rest = after;
        } else {
            break;
        }
    }
    if alternatives(rest) > 1 || !begins && parts != Parts::default() {
        return None;
    }
    let mut kept = rest.to_owned();
    while let Some((before, behind)) = behind(&kept) {
        let (list, inner) = match behind.strip_prefix('=') {
            Some(inner) => (&mut parts.has, inner),
            None => (&mut parts.lacks, behind.strip_prefix('!')?),
        };
        list.push(format!("(?:{inner})$"));
        kept = format!("{before}$");
    }
    let begin = if begins { "^" } else { "" };
    parts.has.push(format!("{begin}{kept}"));
    Some(parts)
}

/// What stands in a group that was opened, and what comes after it, unless that repeats the group.
fn closed(text: &str) -> Option<(&str, &str)> {
    let end = Signs::of(text).find(|sign| sign.depth < 0)?.at;
    let after = &text[end + 1..];
    (!after.starts_with(['*', '+', '?', '{'])).then_some((&text[..end], after))
}

/// How many alternatives there are outside of groups.
fn alternatives(text: &str) -> usize {
    1 + Signs::of(text).filter(|sign| sign.depth == 0 && sign.letter == '|').count()
}

/// What comes before a look behind that a pattern ends with, and `=` or `!` with what it looks for.
fn behind(pattern: &str) -> Option<(&str, &str)> {
    let body = pattern.strip_suffix('$')?;
    let open = Signs::of(body).filter(|sign| sign.depth == 0 && sign.letter == '(').last()?.at;
    let inner = body[open..].strip_prefix("(?<")?;
    let (inner, after) = closed(inner)?;
    (after.is_empty() && inner.starts_with(['=', '!'])).then(|| (&body[..open], inner))
}

/// A pattern's characters that stand for something: neither escaped nor in a class.
struct Signs<'p> {
    letters: std::str::CharIndices<'p>,
    depth: isize,
    in_class: bool,
}

struct Sign {
    at: usize,
    letter: char,
    /// How many groups are open around it; a group's own brackets stand outside of it. Negative past the end of a group
    /// that was open before.
    depth: isize,
}

impl<'p> Signs<'p> {
    fn of(text: &'p str) -> Self {
        Self { letters: text.char_indices(), depth: 0, in_class: false }
    }
}

impl Iterator for Signs<'_> {
    type Item = Sign;

    fn next(&mut self) -> Option<Sign> {
        loop {
            let (at, letter) = self.letters.next()?;
            match letter {
                '\\' => drop(self.letters.next()),
                ']' => self.in_class = false,
                _ if self.in_class => {}
                '[' => self.in_class = true,
                '(' => {
                    self.depth += 1;
                    return Some(Sign { at, letter, depth: self.depth - 1 });
                }
                ')' => {
                    self.depth -= 1;
                    return Some(Sign { at, letter, depth: self.depth });
                }
                _ => return Some(Sign { at, letter, depth: self.depth }),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Parts, parts};

    #[track_caller]
    fn check(pattern: &str, has: &[&str], lacks: &[&str]) {
        let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
        assert_eq!(parts(pattern), Parts { has: texts(has), lacks: texts(lacks) });
    }

    #[test]
    fn looks_at_the_begin_and_the_end_are_patterns_of_their_own() {
        check("^(?!a|b)c$", &["^c$"], &["^(?:a|b)"]);
        check("(?!^[0-9)]+$)^a", &["^a"], &["^(?:^[0-9)]+$)"]);
        check(r"^(?=.*\d)(?=.*[a-z]).{8,}$", &[r"^(?:.*\d)", "^(?:.*[a-z])", "^.{8,}$"], &[]);
        check(r"^a(?<!\)b)$", &["^a$"], &[r"(?:\)b)$"]);
        check("a(b)(?<=b)(?<!c(d))$", &["(?:b)$", "a(b)$"], &["(?:c(d))$"]);
    }

    #[test]
    fn what_looks_around_elsewhere_stays() {
        for pattern in [
            "(?!a)b",
            "^(?!a)b|c",
            "^a(?!b)",
            "^(?!a)*b",
            "^(?:(?!a)b)*$",
            "a(?<!b)",
            r"^a(?<!b)\$",
            "^(?!a",
            "a|b",
            "",
        ] {
            check(pattern, &[pattern], &[]);
        }
    }
}
