//! Configurations that stand in a source file: Flutter's `const amplifyconfig = ''' … ''';` and JavaScript's
//! `const awsmobile = { … }; export default awsmobile;`.

/// The JSON in a configuration's text, and how many lines stand before it. A text without a wrapper is all JSON.
pub(super) fn json(text: &str) -> (&str, usize) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match literal(text).or_else(|| object(text)) {
        Some((start, end)) => (&text[start..end], text[..start].matches('\n').count()),
        None => (text, 0),
    }
}

/// Where the code begins, behind comments, if it declares something; JSON does not.
fn declaration(text: &str) -> Option<usize> {
    let mut code = text.trim_start();
    loop {
        let end = match code.get(..2) {
            Some("//") => code.find('\n')?,
            Some("/*") => code.find("*/")? + 2,
            _ => break,
        };
        code = code[end..].trim_start();
    }
    let words = ["const", "final", "let", "var", "String", "export", "module.exports"];
    words.iter().any(|word| code.starts_with(word)).then(|| text.len() - code.len())
}

/// The inside of Dart's multi-line string.
fn literal(text: &str) -> Option<(usize, usize)> {
    let code = declaration(text)?;
    let quotes = ["'''", "\"\"\""].into_iter();
    let (start, quotes) =
        quotes.filter_map(|quotes| Some((code + text[code..].find(quotes)? + quotes.len(), quotes))).min()?;
    Some((start, start + text[start..].find(quotes)?))
}

/// The object that JavaScript declares.
fn object(text: &str) -> Option<(usize, usize)> {
    let code = declaration(text)?;
    let start = code + text[code..].find('{')?;
    let (mut depth, mut in_string, mut is_escaped) = (0_usize, false, false);
    for (offset, byte) in text[start..].bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_string => is_escaped = true,
            b'"' => in_string = !in_string,
            b'{' if !in_string => depth += 1,
            b'}' if !in_string && depth == 1 => return Some((start, start + offset + 1)),
            b'}' if !in_string => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_found_in_its_wrapper() {
        for (text, expected) in [
            ("{\"a\": \"const x = ''' y '''\"}", ("{\"a\": \"const x = ''' y '''\"}", 0)),
            ("\u{feff} {}", (" {}", 0)),
            ("// {\nconst amplifyconfig = '''{\n\"a\": 1}''';\n", ("{\n\"a\": 1}", 1)),
            ("const String a = r\"\"\" {} \"\"\";", (" {} ", 0)),
            (
                "/* {} */\n\nconst awsmobile = {\"a\": \"}\\\"}\"};\nexport default awsmobile;",
                ("{\"a\": \"}\\\"}\"}", 2),
            ),
            ("export default {};", ("{}", 0)),
            ("module.exports = {", ("module.exports = {", 0)),
            ("/é", ("/é", 0)),
            ("", ("", 0)),
        ] {
            assert_eq!(json(text), expected);
        }
    }
}
