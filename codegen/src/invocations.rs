//! Invocations of our macros as people lay them out: prettyplease knows nothing of what stands in them, and parts all that
//! it can part. Only white space changes.

/// The longest line.
const WIDTH: usize = 120;

/// Code in which `sdk::…!(…);` and `check::…!(…);` are laid out. What holds texts stays: white space may count in them.
pub(crate) fn laid_out(code: &str) -> String {
    let mut laid_out = String::with_capacity(code.len());
    let mut lines = code.lines();
    while let Some(line) = lines.next() {
        let text = line.trim_start();
        let mut whole = vec![line];
        if begins(text) {
            while !whole.last().is_some_and(|last| last.ends_with(");")) {
                let Some(next) = lines.next() else { break };
                whole.push(next);
            }
        }
        if begins(text) && !whole.iter().any(|line| line.contains('"')) {
            let indent = &line[..line.len() - text.len()];
            invocation(indent, &whole, &mut laid_out);
        } else {
            for line in whole {
                laid_out.extend([line, "\n"]);
            }
        }
    }
    laid_out
}

fn begins(text: &str) -> bool {
    let rest = text.strip_prefix("sdk::").or_else(|| text.strip_prefix("check::"));
    let name = rest.and_then(|rest| rest.split_once("!(")).map(|(name, _)| name);
    name.is_some_and(|name| name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_'))
}

/// On one line, or what is in it on lines of its own.
fn invocation(indent: &str, lines: &[&str], laid_out: &mut String) {
    let words: Vec<&str> = lines.iter().flat_map(|line| line.split_whitespace()).collect();
    let text = words.join(" ").replace(" < ", "<").replace(" >", ">").replace(" :", ":").replace("( ", "(");
    let text = text.replace(" );", ");");
    let inner = text.split_once('(').and_then(|(head, rest)| Some((head, rest.strip_suffix(");")?)));
    let Some((head, inner)) = inner.filter(|_| indent.len() + text.chars().count() > WIDTH) else {
        laid_out.extend([indent, &text, "\n"]);
        return;
    };
    laid_out.extend([indent, head, "(\n"]);
    let inside = format!("{indent}    ");
    let mut line = inside.clone();
    for part in parts(inner) {
        if line.len() > inside.len() && line.chars().count() + part.chars().count() > WIDTH {
            laid_out.extend([line.trim_end(), "\n"]);
            line.clone_from(&inside);
        }
        line.extend([part, " "]);
    }
    laid_out.extend([line.trim_end(), "\n", indent, ");\n"]);
}

/// What stands between commas and semicolons that are in no type, with them.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start, mut before) = (0_usize, 0, ' ');
    for (place, letter) in text.char_indices() {
        match letter {
            '<' | '(' | '[' => depth += 1,
            '>' if before == '=' => {}
            '>' | ')' | ']' => depth = depth.saturating_sub(1),
            ',' | ';' if depth == 0 => {
                parts.push(text[start..=place].trim());
                start = place + 1;
            }
            _ => {}
        }
        before = letter;
    }
    parts.push(text[start..].trim());
    parts
}

#[cfg(test)]
mod tests {
    use super::laid_out;

    #[test]
    fn types_are_close() {
        assert_eq!(laid_out("sdk::a!(\n    B < C <\n    D > >, E : F\n);\n"), "sdk::a!(B<C<D>>, E: F);\n");
    }

    #[test]
    fn what_is_long_is_parted_at_commas() {
        let arms = |end: &str| format!("200 => {}{end}", "a".repeat(60));
        let code = format!("    sdk::b!(\n    A < B, C >; {} {}\n);\n", arms(","), arms(""));
        let expected = format!("    sdk::b!(\n        A<B, C>; {}\n        {}\n    );\n", arms(","), arms(""));
        assert_eq!(laid_out(&code), expected);
    }

    #[test]
    fn texts_stay() {
        let code = "check::json_schema!(\n    A : \"b  < c\"\n);\n";
        assert_eq!(laid_out(code), code);
    }
}
