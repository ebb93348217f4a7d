//! Doc comments from a schema's words: nothing in them runs as a test, breaks a line, or turns the text's direction.

use proc_macro2::TokenStream;
use quote::quote;

use super::model::Notes;

/// The longest default that is shown.
const LONGEST_DEFAULT: usize = 60;

/// The doc attributes for a title and description, or for `otherwise` where the schema says nothing.
pub(super) fn of(notes: &Notes, otherwise: &str) -> TokenStream {
    let mut text = match (&notes.title, &notes.description) {
        (Some(title), Some(description)) if title != description => {
            format!("{title}\n\n{description}")
        }
        (Some(text), _) | (None, Some(text)) => text.clone(),
        (None, None) => otherwise.to_owned(),
    };
    if let Some(default) = notes.default.as_ref().filter(|_| !notes.secret) {
        let shown = default.to_string();
        if shown.len() <= LONGEST_DEFAULT && !shown.contains('`') {
            text.push_str("\n\nDefault: `");
            text.push_str(&shown);
            text.push('`');
        }
    }
    let lines = harmless(&text);
    let docs = lines.iter().map(|line| {
        let line = if line.is_empty() { String::new() } else { format!(" {line}") };
        quote!(#[doc = #line])
    });
    let deprecated = notes.deprecated.then(|| quote!(#[deprecated]));
    quote!(#(#docs)* #deprecated)
}

/// The text as lines of Markdown that rustdoc only shows.
pub(crate) fn harmless(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut fence: Option<(char, usize)> = None;
    for line in text.lines() {
        let line: String = line.chars().filter_map(printable).collect();
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
    lines
}

/// A line outside of fences: without indentation, which would make it code, and without what rustdoc would warn of.
fn prose(line: &str) -> String {
    let mut quiet = String::new();
    for word in line.split_whitespace() {
        if !quiet.is_empty() {
            quiet.push(' ');
        }
        let word = word.replace("```", "`").replace("~~~", "~");
        let is_address = word.starts_with("http://") || word.starts_with("https://");
        if is_address && !word.contains(['<', '>', '[', '(', ')', '\\']) {
            let end = word.trim_end_matches(['.', ',', ';', ':', '!', '?', '"', '\'']).len();
            quiet.extend(["<", &word[..end], ">", &word[end..]]);
        } else if word.contains("](") || word.contains('`') {
            quiet.push_str(&word);
        } else {
            for letter in word.chars() {
                if matches!(letter, '<' | '>' | '[' | ']') {
                    quiet.push('\\');
                }
                quiet.push(letter);
            }
        }
    }
    quiet
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
