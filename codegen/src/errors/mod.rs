//! What is wrong with the input: every mistake with its place, what it is, and a hint.
//!
//! Nothing here ends the program or prints; and no message or excerpt shows the value of an API key or another secret.

mod excerpt;

use std::fmt;
use std::sync::Arc;

use crate::source::{Source, Span, split};
use excerpt::Excerpt;

/// Nobody reads more at once, and each has an excerpt, which costs time in files of one long line.
const MOST_KEPT: usize = 100;

/// Every mistake that was found in the input, in the order of files and lines.
///
/// `Debug` prints what `Display` prints, so that `fn main() -> Result<(), Errors>` in a build script reads well.
#[derive(Clone, PartialEq, Eq)]
pub struct Errors {
    diagnostics: Vec<Diagnostic>,
    /// How many more there are.
    more: usize,
}

impl Errors {
    /// None yet: the passes add theirs, and [`into_result`](Self::into_result) closes each pass.
    pub(crate) fn new() -> Self {
        Self { diagnostics: Vec::new(), more: 0 }
    }

    /// Adds a mistake.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Adds the mistakes that there are.
    pub(crate) fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.diagnostics.extend(diagnostics);
    }

    /// Whether nothing is wrong so far.
    pub(crate) fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// `value` where nothing was wrong, else all mistakes, ordered by place, each once. Of very many only the first are kept.
    pub(crate) fn into_result<T>(self, value: T) -> Result<T, Self> {
        if self.diagnostics.is_empty() {
            return Ok(value);
        }
        let (diagnostics, more) = in_order(self.diagnostics);
        Err(Self { diagnostics, more })
    }

    /// The result of a further pass where nothing was wrong, else the mistakes of both.
    pub(crate) fn and<T>(mut self, result: Result<T, Self>) -> Result<T, Self> {
        match result {
            Ok(value) => self.into_result(value),
            Err(further) => {
                self.diagnostics.extend(further.diagnostics);
                let Self { diagnostics, more } = Self { more: self.more + further.more, ..self };
                let (diagnostics, beyond) = in_order(diagnostics);
                Err(Self { diagnostics, more: more + beyond })
            }
        }
    }

    /// The mistakes one by one: the first hundred, where there are more.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Diagnostic> {
        self.diagnostics.iter()
    }
}

/// Warnings in the order of files and lines, each once. Of very many only the first are kept.
pub(crate) fn warnings(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let (mut kept, more) = in_order(diagnostics);
    if more > 0 {
        kept.push(Diagnostic::file("amplify-rest-codegen", format!("{more} more things are suspicious")));
    }
    kept
}

/// The first in the order of files and lines, each once, and how many more there are.
fn in_order(mut diagnostics: Vec<Diagnostic>) -> (Vec<Diagnostic>, usize) {
    diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
    diagnostics.dedup();
    let more = diagnostics.len().saturating_sub(MOST_KEPT);
    diagnostics.truncate(MOST_KEPT);
    (diagnostics, more)
}

impl From<Diagnostic> for Errors {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { diagnostics: vec![diagnostic], more: 0 }
    }
}

impl fmt::Display for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.diagnostics.len() + self.more {
            1 => writeln!(f, "1 mistake in the input of the code generation")?,
            count => writeln!(f, "{count} mistakes in the input of the code generation")?,
        }
        self.diagnostics.iter().try_for_each(|diagnostic| write!(f, "\n{diagnostic}"))?;
        match self.more {
            0 => Ok(()),
            more => writeln!(f, "\n… and {more} more"),
        }
    }
}

impl fmt::Debug for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Errors {}

/// One mistake, or one thing that is suspicious: where it stands, what it is, and what would help.
#[derive(Clone, PartialEq, Eq)]
pub struct Diagnostic {
    file: String,
    pointer: String,
    /// The text of the file, and where in it. The excerpt is made when it is asked for: of most mistakes in a broken file
    /// nobody does.
    place: Option<(Arc<str>, Span)>,
    message: String,
    hint: Option<String>,
}

impl Diagnostic {
    /// About the value at `pointer`. Where that is absent, the nearest value around it is shown.
    pub(crate) fn value(source: &Source, pointer: &str, message: impl Into<String>) -> Self {
        Self::new(source, pointer, Source::value_span, message.into())
    }

    /// About the member name that `pointer` ends with.
    pub(crate) fn key(source: &Source, pointer: &str, message: impl Into<String>) -> Self {
        Self::new(source, pointer, Source::key_span, message.into())
    }

    /// About one of several places that the same pointer names.
    pub(crate) fn span(source: &Source, pointer: String, span: Span, message: impl Into<String>) -> Self {
        Self { pointer, place: Some((source.shared_text(), span)), ..Self::file(source.name(), message) }
    }

    /// About a byte of a text that could not be read.
    pub(crate) fn offset(file: &str, text: &str, offset: usize, message: impl Into<String>) -> Self {
        let span = Span { start: offset, end: offset };
        Self { place: Some((text.into(), span)), ..Self::file(file, message) }
    }

    /// About a whole file, or about a place that has no file, such as the build script.
    pub(crate) fn file(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self { file: file.into(), pointer: String::new(), place: None, message: message.into(), hint: None }
    }

    /// What would help.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What would help, if anything is known to.
    pub(crate) fn maybe_hint(self, hint: Option<impl Into<String>>) -> Self {
        match hint {
            Some(hint) => self.hint(hint),
            None => self,
        }
    }

    fn new(source: &Source, pointer: &str, span: fn(&Source, &str) -> Option<Span>, message: String) -> Self {
        let (source, pointer) = source.place(pointer);
        let found = span(source, &pointer).or_else(|| source.value_span(&pointer)).or_else(|| around(source, &pointer));
        Self {
            file: source.name().to_owned(),
            pointer,
            place: found.map(|span| (source.shared_text(), span)),
            message,
            hint: None,
        }
    }

    /// The file, or what stands for one (`build.rs:7:10`).
    #[must_use]
    pub fn file_name(&self) -> &str {
        &self.file
    }

    /// The line, from one; `None` where the whole file is meant.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.excerpt().map(|excerpt| excerpt.line)
    }

    /// The column in characters, from one; `None` where the whole file is meant.
    #[must_use]
    pub fn column(&self) -> Option<usize> {
        self.excerpt().map(|excerpt| excerpt.column)
    }

    /// The JSON pointer (RFC 6901) of the value that is meant; empty where the whole document is.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What would help, where that is known.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    fn order(&self) -> impl Ord + '_ {
        let start = self.place.as_ref().map(|(_, span)| span.start);
        (&self.file, start, &self.pointer, &self.message)
    }

    fn excerpt(&self) -> Option<Excerpt> {
        self.place.as_ref().map(|(text, span)| Excerpt::new(text, *span))
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let excerpt = self.excerpt();
        f.write_str(&self.file)?;
        if let Some(excerpt) = &excerpt {
            write!(f, ":{}:{}", excerpt.line, excerpt.column)?;
        }
        writeln!(f, ": {}", self.message)?;
        if let Some(excerpt) = &excerpt {
            write!(f, "{excerpt}")?;
        }
        if !self.pointer.is_empty() {
            writeln!(f, "   = at: {}", printable(&self.pointer))?;
        }
        self.hint.iter().try_for_each(|hint| writeln!(f, "   = hint: {hint}"))
    }
}

impl fmt::Debug for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A name or value from a file for use in a message: in double quotes, printable, and not longer than a line.
pub(crate) fn quote(text: &str) -> String {
    const LONGEST: usize = 60;
    let shown: String = printable(text).chars().take(LONGEST).collect();
    let more = if printable(text).chars().count() > LONGEST { "…" } else { "" };
    format!("\"{shown}{more}\"")
}

/// What JSON calls the type of a value, with its article. Never the value: it may be a secret.
pub(crate) fn type_of(value: &serde_json::Value) -> &'static str {
    match value {
        serde_json::Value::Null => "null",
        serde_json::Value::Bool(_) => "a boolean",
        serde_json::Value::Number(_) => "a number",
        serde_json::Value::String(_) => "a string",
        serde_json::Value::Array(_) => "an array",
        serde_json::Value::Object(_) => "an object",
    }
}

/// Terminals obey control characters, and some format characters turn text around: neither is printed as it stands.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|char| if is_printable(char) { char } else { '\u{fffd}' }).collect()
}

fn is_printable(char: char) -> bool {
    !char.is_control()
        && !matches!(char, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn around(source: &Source, pointer: &str) -> Option<Span> {
    let (mut parent, _) = split(pointer);
    loop {
        // A whole object under the caret says less than its beginning does.
        if let Some(span) = source.key_span(parent).or_else(|| source.value_span(parent)) {
            return Some(span);
        }
        if parent.is_empty() {
            return None;
        }
        parent = split(parent).0;
    }
}
