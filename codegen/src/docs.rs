//! Doc comments about words, names and values that came from a file: shown, never run. Nothing in them breaks a line, turns
//! the text's direction, or is HTML.

use std::borrow::Cow;

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt};

/// A doc comment.
#[derive(Debug)]
pub(crate) struct Comment<L>(Vec<L>);

/// The doc comment of these lines.
pub(crate) fn comment<L: AsRef<str>>(lines: impl Into<Vec<L>>) -> Comment<L> {
    Comment(lines.into())
}

impl<L: AsRef<str>> ToTokens for Comment<L> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for line in &self.0 {
            let name = Ident::new("doc", Span::call_site());
            let attribute: [TokenTree; 3] =
                [name.into(), Punct::new('=', Spacing::Alone).into(), literal(line.as_ref()).into()];
            tokens.append(Punct::new('#', Spacing::Alone));
            tokens.append(Group::new(Delimiter::Bracket, attribute.into_iter().collect::<TokenStream>()));
        }
    }
}

/// A line as a literal, raw where it can be: that is read as it stands, and needs no escapes.
fn literal(line: &str) -> Literal {
    // `#[doc = "x"]` would print as `///x`.
    let space = if line.is_empty() { "" } else { " " };
    let raw = ["r\"", space, line, "\""].concat();
    raw.parse().unwrap_or_else(|_| Literal::string(&[space, line].concat()))
}

/// A name or value as code, on one line whatever it holds.
pub(crate) fn code(text: &str) -> String {
    // As most names are.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b'`') && !text.trim().is_empty() {
        return ["`", text, "`"].concat();
    }
    let shown: String = text.chars().filter_map(printable).collect();
    let longest = shown.split(|char| char != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    match shown.trim() {
        "" => "(empty)".to_owned(),
        _ if longest > 0 => format!("{fence} {shown} {fence}"),
        _ => format!("{fence}{shown}{fence}"),
    }
}

/// Wraps a text into lines no longer than a doc comment's.
pub(crate) fn paragraph(text: &str) -> Vec<String> {
    const WIDTH: usize = 110;
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.len() - 1;
        if !lines[last].is_empty() && lines[last].chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(word.to_owned());
            continue;
        }
        if !lines[last].is_empty() {
            lines[last].push(' ');
        }
        lines[last].push_str(word);
    }
    lines
}

/// The text as lines of Markdown that rustdoc only shows.
pub(crate) fn harmless(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut fence: Option<(char, usize)> = None;
    for line in text.lines() {
        let line = quiet(line);
        let start = line.trim();
        let mark = start.chars().next().filter(|mark| matches!(mark, '`' | '~'));
        let length = mark.map_or(0, |mark| start.chars().take_while(|c| *c == mark).count());
        match (fence, mark) {
            (None, Some(mark)) if length >= 3 && !start[length..].contains('`') => {
                fence = Some((mark, length));
                lines.push("```text".to_owned());
            }
            (Some((open, least)), Some(mark))
                if mark == open && length >= least && start.chars().all(|c| c == mark) =>
            {
                fence = None;
                lines.push("```".to_owned());
            }
            (Some(_), _) => lines.push(line.trim_end().replace("```", "'''").replace("~~~", "---")),
            (None, _) => lines.push(prose(start)),
        }
    }
    if fence.is_some() {
        lines.push("```".to_owned());
    }
    lines.dedup_by(|next, last| next.is_empty() && last.is_empty());
    flowed(lines)
}

/// The line without what terminals and editors obey.
fn quiet(line: &str) -> Cow<'_, str> {
    if line.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
        return Cow::Borrowed(line);
    }
    line.chars().filter_map(printable).collect()
}

/// A paragraph on one line, however the document broke it.
fn flowed(lines: Vec<String>) -> Vec<String> {
    // As most texts are.
    if lines.len() < 2 {
        return lines;
    }
    let mut flowed: Vec<String> = Vec::new();
    let mut is_open = false;
    let mut is_code = false;
    for line in lines {
        let is_fence = line.starts_with("```");
        is_code ^= is_fence;
        let begins = line.is_empty() || is_fence || line.starts_with(is_mark) || is_numbered(&line);
        let is_apart = line.is_empty() || is_fence || is_code || line.starts_with('#') || is_item(&line);
        match flowed.last_mut() {
            Some(last) if is_open && (!begins || line.starts_with('\\') && is_item(last)) => {
                last.push(' ');
                last.push_str(&line);
            }
            last => {
                // Without a blank line, what follows an element of a list is read as more of it.
                if !is_apart && last.is_some_and(|last| is_item(last)) {
                    flowed.push(String::new());
                }
                let is_whole = line.is_empty() || is_fence || line.starts_with(['#', '|', '=']);
                flowed.push(line);
                is_open = !is_code && !is_whole;
            }
        }
    }
    flowed
}

/// What begins a list, a heading, a table, a quotation or a rule.
fn is_mark(letter: char) -> bool {
    "-*+#|=_\\".contains(letter)
}

/// An element of a list.
fn is_item(line: &str) -> bool {
    let rest = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let is_numbered = rest.len() < line.len() && (rest.starts_with(". ") || rest.starts_with(") "));
    is_numbered || ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark))
}

fn is_numbered(line: &str) -> bool {
    let rest = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    rest.len() < line.len() && rest.starts_with(['.', ')'])
}

/// A line outside of fences: without indentation, which would make it code; code spans, links and addresses stay, all
/// else is text and no HTML.
fn prose(line: &str) -> String {
    let mut line = spaced(line);
    if !line.bytes().any(is_marked) {
        return line;
    }
    for run in ["``", "~~~"] {
        while line.contains(run) {
            line = line.replace(run, &run[..1]);
        }
    }
    let has_spans = line.matches('`').count().is_multiple_of(2);
    let mut quiet = String::with_capacity(line.len());
    let mut rest = line.as_str();
    while let Some(place) = rest.find(['`', '[', 'h', '\\', '<', '>', ']', ':']) {
        let (plain, marked) = rest.split_at(place);
        quiet.push_str(plain);
        rest = marked;
        let Some(letter) = rest.chars().next() else { break };
        let starts_word = quiet.is_empty() || quiet.ends_with([' ', '(']);
        let kept = match letter {
            '`' if has_spans => rest[1..].find('`').map_or(1, |end| end + 2),
            '[' => link(rest),
            'h' if starts_word => address(rest),
            _ => 0,
        };
        let (piece, after) = rest.split_at(if kept == 0 { letter.len_utf8() } else { kept });
        match letter {
            'h' if kept > 0 => quiet.extend(["<", piece, ">"]),
            _ if kept > 0 => quiet.push_str(piece),
            '\\' | '<' | '>' | '[' | ']' | '`' => quiet.extend(["\\", piece]),
            // Without its colon an address inside a word is none that rustdoc would warn of.
            ':' if after.starts_with("//") => quiet.push_str("\\:"),
            _ => quiet.push_str(piece),
        }
        rest = after;
    }
    quiet.push_str(rest);
    quiet
}

/// Whether a line that has this may be more than text.
fn is_marked(byte: u8) -> bool {
    matches!(byte, b'`' | b'~' | b'[' | b']' | b'\\' | b'<' | b'>' | b':')
}

/// The words of a line with one space between.
fn spaced(line: &str) -> String {
    // As most lines are.
    if line.is_ascii() && !line.contains("  ") {
        return line.to_owned();
    }
    let mut spaced = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    spaced
}

/// The length of the link that a text begins with, or nothing.
fn link(text: &str) -> usize {
    let Some((shown, rest)) = text[1..].split_once("](") else { return 0 };
    let Some((target, _)) = rest.split_once(')') else { return 0 };
    let is_plain = !shown.contains(['[', ']', '`', '<', '>', '\\']) && !shown.is_empty();
    if is_plain && address(target) == target.len() { shown.len() + target.len() + 4 } else { 0 }
}

/// The length of the web address that a text begins with, or nothing.
fn address(text: &str) -> usize {
    if !text.starts_with("http://") && !text.starts_with("https://") {
        return 0;
    }
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || "-._~:/?#@!$&'*+,;=%".contains(letter);
    let end = text.find(|letter: char| !is_part(letter)).unwrap_or(text.len());
    text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']).len()
}

/// Control characters become spaces; marks that turn the direction of text fall away.
fn printable(letter: char) -> Option<char> {
    match letter {
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' => None,
        '\t' => Some(' '),
        letter if letter.is_control() => Some(' '),
        letter => Some(letter),
    }
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;

    use super::{code, comment, harmless};

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(harmless(text), expected);
    }

    #[test]
    fn prose_is_text() {
        check("a <b> [c] \\<d>", &["a \\<b\\> \\[c\\] \\\\\\<d\\>"]);
        check("`<b>` stays, ` does not", &["\\`\\<b\\>\\` stays, \\` does not"]);
        check("`Vec<u8>` stays", &["`Vec<u8>` stays"]);
        check("see https://a.b/c. or [it](https://a.b)", &["see <https://a.b/c>. or [it](https://a.b)"]);
        check("x=http://a.b", &["x=http\\://a.b"]);
        check("[x](javascript:y)", &["\\[x\\](javascript:y)"]);
    }

    #[test]
    fn what_follows_a_list_is_no_element_of_it() {
        check("- a\n[x] b\nc", &["- a \\[x\\] b c"]);
        check("* a\n**B:**\n* c\n# D", &["* a", "", "**B:**", "* c", "# D"]);
        check("1. a\n2. b\n3.5 c", &["1. a", "2. b", "", "3.5 c"]);
        check("- a\n```\n- b\n_c\n```", &["- a", "```text", "- b", "_c", "```"]);
    }

    #[test]
    fn nothing_runs() {
        check("    let a = 1;", &["let a = 1;"]);
        check("```rust\nfail!()\n```", &["```text", "fail!()", "```"]);
        check("~~~\n```\n~~~~", &["```text", "\'\'\'", "```"]);
        check("```\nopen", &["```text", "open", "```"]);
        check("> ```\n> x", &["\\> \\`", "\\> x"]);
        check("- ````rust", &["- \\`rust"]);
    }

    #[test]
    fn code_stays_on_its_line_and_is_code() {
        assert_eq!(code("todos"), "`todos`");
        assert_eq!(code("a\n```\nb"), "```` a ``` b ````");
        assert_eq!(code("\u{202e}x\u{61c}\ty"), "`x y`");
        assert_eq!(code(" "), "(empty)");
    }

    #[test]
    fn lines_are_comments() {
        let shown = |line: &str| comment([line]).to_token_stream().to_string();
        assert_eq!(shown("a \\ é"), r#"# [doc = r" a \ é"]"#);
        assert_eq!(shown("a \"b\""), r#"# [doc = " a \"b\""]"#);
        assert_eq!(shown(""), r#"# [doc = r""]"#);
    }
}
