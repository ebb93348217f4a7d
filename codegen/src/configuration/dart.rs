//! Flutter's configuration is a Dart file around the JSON: `const amplifyconfig = ''' … ''';`.

use std::borrow::Cow;

const QUOTES: [&str; 2] = ["'''", "\"\"\""];

/// The JSON in a Dart wrapper, with blanks where the wrapper was so that every place stays what it was; any other text
/// as it is.
pub(super) fn unwrap(text: &str) -> Cow<'_, str> {
    match literal(text) {
        Some((start, end)) => Cow::Owned(blank(&text[..start]) + &text[start..end] + &blank(&text[end..])),
        None => Cow::Borrowed(text),
    }
}

/// The bytes between the quotes of the first multi-line string, if the text begins like Dart.
fn literal(text: &str) -> Option<(usize, usize)> {
    let is_json = text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[', '"']);
    if is_json {
        return None;
    }
    let (opening, quotes) = QUOTES.iter().filter_map(|quotes| text.find(quotes).map(|at| (at, quotes))).min()?;
    let start = opening + quotes.len();
    let end = start + text[start..].find(quotes)?;
    let declares = ["const", "final", "var", "String"].iter().any(|word| text[..opening].contains(word));
    declares.then_some((start, end))
}

pub(super) fn blank(text: &str) -> String {
    text.chars().map(|char| if char == '\n' { '\n' } else { ' ' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_its_place() {
        let dart = "// é\nconst amplifyconfig = r'''{\n \"a\": 1}''';\n";
        let json = unwrap(dart);
        let brace = |text: &str| text.lines().nth(1).and_then(|line| line.chars().position(|char| char == '{'));
        assert_eq!(json.trim(), "{\n \"a\": 1}");
        assert_eq!(brace(&json), brace(dart));
    }

    #[test]
    fn json_with_quotes_in_it_is_left_alone() {
        let text = r#"{"a": "const x = ''' y '''"}"#;
        assert!(matches!(unwrap(text), Cow::Borrowed(_)));
    }
}
