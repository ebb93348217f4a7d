//! Doc comments about names and values that came from a file: shown, never run.

use proc_macro2::TokenStream;
use quote::quote;

/// The doc comment of these lines.
pub(super) fn lines(lines: impl IntoIterator<Item = impl AsRef<str>>) -> TokenStream {
    let docs = lines.into_iter().map(|line| {
        let line = line.as_ref();
        // `#[doc = "x"]` would print as `///x`.
        let line = if line.is_empty() { String::new() } else { format!(" {line}") };
        quote!(#[doc = #line])
    });
    docs.collect()
}

/// A name or value as code, on one line whatever it holds.
pub(super) fn code(text: &str) -> String {
    // Direction marks would turn the rest of the line around.
    let is_shown =
        |char: &char| !matches!(char, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let shown: String = text.chars().filter(is_shown).map(|char| if char.is_control() { ' ' } else { char }).collect();
    let longest = shown.split(|char| char != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    match shown.trim() {
        "" => "(empty)".to_owned(),
        _ if longest > 0 => format!("{fence} {shown} {fence}"),
        _ => format!("{fence}{shown}{fence}"),
    }
}

/// Wraps a text into lines no longer than a doc comment's.
pub(super) fn paragraph(text: &str) -> Vec<String> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_stays_on_its_line_and_is_code() {
        assert_eq!(code("todos"), "`todos`");
        assert_eq!(code("a\n```\nb"), "```` a ``` b ````");
        assert_eq!(code("\u{202e}x"), "`x`");
        assert_eq!(code(" "), "(empty)");
    }
}
