//! JavaScript's configuration is a module around the JSON: `const awsmobile = { … }; export default awsmobile;`.

use std::borrow::Cow;

use super::dart::blank;

/// The JSON in a JavaScript module, with blanks where the rest was so that every place stays what it was; any other text
/// as it is.
pub(super) fn unwrap(text: Cow<'_, str>) -> Cow<'_, str> {
    match object(&text) {
        Some((start, end)) => Cow::Owned(blank(&text[..start]) + &text[start..end] + &blank(&text[end..])),
        None => text,
    }
}

/// The bytes of the object that is assigned or exported first, if the text begins like JavaScript.
fn object(text: &str) -> Option<(usize, usize)> {
    let mut before = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let comment_end = if before.starts_with("//") {
            before.find('\n')?
        } else if before.starts_with("/*") {
            before.find("*/")? + 2
        } else {
            break;
        };
        before = before[comment_end..].trim_start();
    }
    let declares = ["const", "let", "var", "export", "module.exports"].iter().any(|word| before.starts_with(word));
    let start = text.len() - before.len() + before.find('{').filter(|_| declares)?;
    Some((start, start + length(&text[start..])?))
}

/// How long the object is that a text begins with.
fn length(text: &str) -> Option<usize> {
    let (mut depth, mut in_string, mut is_escaped) = (0_usize, false, false);
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_string => is_escaped = true,
            b'"' => in_string = !in_string,
            b'{' if !in_string => depth += 1,
            b'}' if !in_string => {
                depth -= 1;
                if depth == 0 {
                    return Some(offset + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, json: &str) {
        let unwrapped = unwrap(Cow::Borrowed(text));
        assert_eq!(unwrapped.trim(), json);
        assert_eq!(unwrapped.lines().count(), text.lines().count());
    }

    #[test]
    fn json_is_taken_out_of_modules() {
        check(
            "/* eslint-disable */\n// {\n\nconst awsmobile = {\"a\": \"}\\\"\"};\n\nexport default awsmobile;\n",
            "{\"a\": \"}\\\"\"}",
        );
        check("export default {\n \"a\": {} };", "{\n \"a\": {} }");
        check("module.exports = {\"a\": 1}", "{\"a\": 1}");
    }

    #[test]
    fn other_texts_are_left_alone() {
        for text in ["", "{\"a\": 1}", " [1]", "const a = 1;", "const a = {", "// nothing", "/* {", "hello {}"] {
            assert!(matches!(unwrap(Cow::Borrowed(text)), Cow::Borrowed(_)), "{text}");
        }
    }
}
