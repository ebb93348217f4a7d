//! Doc comments from a schema's words: nothing in them runs as a test, breaks a line, or turns the text's direction.

use std::borrow::Cow;

use proc_macro2::TokenStream;
use quote::quote;

use super::model::Notes;
use super::names::pascal;

/// The longest default that is shown.
const LONGEST_DEFAULT: usize = 60;

/// The attributes of a field or variant: its docs, which are its title and description unless these are said elsewhere, and
/// whether it is deprecated.
pub(super) fn of(notes: &Notes, is_said_elsewhere: bool) -> TokenStream {
    let (title, description) =
        if is_said_elsewhere { (None, None) } else { (notes.title.as_deref(), notes.description.as_deref()) };
    let docs = lines(&told(title, description, notes));
    let deprecated = notes.deprecated.then(|| quote!(#[deprecated]));
    quote!(#docs #deprecated)
}

/// The same for a type. One that is deprecated says so in words: by an attribute, the generated code that names it would be
/// warned of.
pub(super) fn of_type(notes: &Notes, name: &str) -> TokenStream {
    // A title that is the name says nothing.
    let title = notes.title.as_deref().filter(|title| pascal(title, "Type") != name);
    let mut text = told(title, notes.description.as_deref(), notes);
    if notes.deprecated {
        paragraph(&mut text, "Deprecated.");
    }
    lines(&text)
}

/// What the document says in these words, and its default. It may be nothing: its names are in the code as they are.
fn told(title: Option<&str>, description: Option<&str>, notes: &Notes) -> String {
    let mut text = match (title, description) {
        (Some(title), Some(description)) if title != description => {
            format!("{title}\n\n{description}")
        }
        (Some(text), _) | (None, Some(text)) => text.to_owned(),
        (None, None) => String::new(),
    };
    if let Some(default) = notes.default.as_ref().filter(|_| !notes.secret) {
        let shown = default.to_string();
        if shown.len() <= LONGEST_DEFAULT && !shown.contains('`') {
            let default = format!("Default: `{shown}`.");
            if text.ends_with(['.', '!', '?']) {
                text.push(' ');
                text.push_str(&default);
            } else {
                paragraph(&mut text, &default);
            }
        }
    }
    text
}

fn paragraph(text: &mut String, more: &str) {
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(more);
}

fn lines(text: &str) -> TokenStream {
    let lines = harmless(text);
    let docs = lines.iter().map(|line| {
        let line = if line.is_empty() { String::new() } else { format!(" {line}") };
        quote!(#[doc = #line])
    });
    quote!(#(#docs)*)
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
    let mut flowed: Vec<String> = Vec::new();
    let mut is_open = false;
    let mut is_code = false;
    for line in lines {
        let is_fence = line.starts_with("```");
        is_code ^= is_fence;
        let begins = line.is_empty() || is_fence || line.starts_with(is_mark) || is_numbered(&line);
        match flowed.last_mut() {
            Some(last) if is_open && !begins => {
                last.push(' ');
                last.push_str(&line);
            }
            _ => {
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

fn is_numbered(line: &str) -> bool {
    let rest = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    rest.len() < line.len() && rest.starts_with(['.', ')'])
}

/// A line outside of fences: without indentation, which would make it code; code spans, links and addresses stay, all
/// else is text and no HTML.
fn prose(line: &str) -> String {
    let mut line = spaced(line);
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

/// The words of a line with one space between.
fn spaced(line: &str) -> String {
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
pub(super) fn printable(letter: char) -> Option<char> {
    match letter {
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' => None,
        '\t' => Some(' '),
        letter if letter.is_control() => Some(' '),
        letter => Some(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

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
    fn nothing_runs() {
        check("    let a = 1;", &["let a = 1;"]);
        check("```rust\nfail!()\n```", &["```text", "fail!()", "```"]);
        check("~~~\n```\n~~~~", &["```text", "\'\'\'", "```"]);
        check("```\nopen", &["```text", "open", "```"]);
        check("> ```\n> x", &["\\> \\`", "\\> x"]);
        check("- ````rust", &["- \\`rust"]);
    }
}
