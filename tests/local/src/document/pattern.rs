//! A text that a regular expression matches: the shortest way through it.

use regex_syntax::hir::{Class, ClassUnicodeRange, Hir, HirKind};

/// A text for an expression; `None` where it is none that is understood. Look-around is passed over, so the text may still
/// not match.
pub(super) fn matched(pattern: &str) -> Option<String> {
    let expression = regex_syntax::parse(pattern).ok()?;
    let mut text = Vec::new();
    write(&expression, &mut text)?;
    String::from_utf8(text).ok()
}

fn write(expression: &Hir, text: &mut Vec<u8>) -> Option<()> {
    match expression.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(()),
        HirKind::Literal(literal) => {
            text.extend_from_slice(&literal.0);
            Some(())
        }
        HirKind::Class(class) => {
            text.extend_from_slice(of_class(class)?.to_string().as_bytes());
            Some(())
        }
        HirKind::Repetition(repetition) => {
            // One rather than none, where both may be: names and ids look better so.
            let most = repetition.max.unwrap_or(u32::MAX);
            for _ in 0..repetition.min.max(1).min(most) {
                write(&repetition.sub, text)?;
            }
            Some(())
        }
        HirKind::Capture(capture) => write(&capture.sub, text),
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| write(part, text)),
        HirKind::Alternation(parts) => write(parts.first()?, text),
    }
}

/// A letter or digit of a class, or whatever it has.
fn of_class(class: &Class) -> Option<char> {
    let has = |wanted: char| match class {
        Class::Unicode(class) => class.ranges().iter().any(|range| (range.start()..=range.end()).contains(&wanted)),
        Class::Bytes(class) => {
            class.ranges().iter().any(|range| (range.start()..=range.end()).contains(&(wanted as u8)))
        }
    };
    let first = match class {
        Class::Unicode(class) => class.ranges().first().map(ClassUnicodeRange::start),
        Class::Bytes(class) => class.ranges().first().map(|range| char::from(range.start())),
    };
    ['a', 'A', '1', '0', '-'].into_iter().find(|wanted| has(*wanted)).or(first)
}

#[cfg(test)]
mod tests {
    use super::matched;

    #[test]
    fn texts_match() {
        for (pattern, expected) in
            [("^[A-Z]{3}-\\d+$", "AAA-1"), ("(cat|dog)s?", "cats"), ("^$", ""), ("[^a-zA-Z]", "1")]
        {
            assert_eq!(matched(pattern).as_deref(), Some(expected), "{pattern}");
        }
        assert_eq!(matched("(?=a)b"), None, "look-ahead is not understood");
    }
}
