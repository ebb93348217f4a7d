//! Doc comments from a document's words: shown, never run.

use crate::docs::{Comment, code, comment, harmless};
use crate::openapi::model::{Operation, Part, Status};
use crate::openapi::plan::{Argument, Call, HeaderField, Kind};

/// The doc of an operation's method.
pub(super) fn operation(operation: &Operation, call: &Call) -> Comment<String> {
    let mut lines: Vec<String> = Vec::new();
    if let Some(summary) = &operation.summary {
        paragraph(&mut lines, harmless(summary));
    }
    if let Some(description) = &operation.description {
        let whole = harmless(description);
        paragraph(&mut lines, if operation.link.is_some() { beginning(whole) } else { whole });
    }
    let route = code(&format!("{} {}", operation.method.name(), operation.path));
    let security = operation.security.to_string();
    let authorizer = match security.as_str() {
        "not said" => String::new(),
        "none" => ", open to anybody".to_owned(),
        said => format!(", authorizer: {}", harmless(said).join(" ")),
    };
    let link = operation.link.as_ref().map(|link| format!(" More: {}", harmless(link).join(" "))).unwrap_or_default();
    let server = operation.server.as_ref().map(|server| {
        let server = code(server);
        format!(" The document has it at {server}: it is called at the endpoint's URL.")
    });
    let server = server.unwrap_or_default();
    let mut facts = vec![format!("{route}{authorizer}.{link}{server}")];
    facts.extend(call.required.iter().filter_map(|argument| {
        let text = harmless(argument.description.as_deref()?).join(" ").replace("```", "'''");
        Some(format!("- {}: {}", code(&argument.name), text.trim()))
    }));
    paragraph(&mut lines, facts);
    comment(lines)
}

/// The first paragraph, with the block of code or the list that it announces.
fn beginning(lines: Vec<String>) -> Vec<String> {
    let mut is_code = false;
    let is_end = |(place, line): &(usize, &String)| {
        is_code ^= line.starts_with("```");
        let ends = !is_code && lines.get(place + 1).is_none_or(String::is_empty);
        // A heading, or what announces a list, is nothing without what follows.
        let announces = line.ends_with(':') || line.starts_with(['#', '*']);
        ends && !announces
    };
    let end = lines.iter().enumerate().find(is_end).map_or(lines.len(), |(place, _)| place + 1);
    lines.into_iter().take(end).collect()
}

/// The doc of a setter.
pub(super) fn argument(argument: &Argument) -> Comment<String> {
    let mut lines = match (&argument.description, &argument.kind) {
        (Some(description), _) => harmless(description),
        (None, Kind::Parameter { name, .. }) => vec![format!("Sets {}.", code(name))],
        (None, Kind::Body { media_type, .. }) => vec![format!("Sets the body, as {}.", code(media_type))],
    };
    if let (Some(default), Some(last)) = (&argument.default, lines.last_mut())
        && !last.to_ascii_lowercase().contains("default")
    {
        let stop = if last.ends_with(['.', '!', '?']) { "" } else { "." };
        *last = format!("{last}{stop} Default: {}.", code(default));
    }
    comment(lines)
}

/// The doc of a declared header.
pub(super) fn header(field: &HeaderField) -> Comment<String> {
    described(field.description.as_deref(), "header", &field.header)
}

/// The doc of a form's part.
pub(super) fn part(part: &Part) -> Comment<String> {
    described(part.description.as_deref(), "part", &part.name)
}

fn described(description: Option<&str>, what: &str, name: &str) -> Comment<String> {
    let lines = description.map(harmless).filter(|lines| !lines.is_empty());
    comment(lines.unwrap_or_else(|| vec![format!("The {what} {}.", code(name))]))
}

/// The doc of one answer.
pub(super) fn answer(status: Status, description: Option<&str>) -> Comment<String> {
    let mut described = description.map(harmless).unwrap_or_default();
    // A word or two stand beside the status; what is a text of its own comes below it.
    let beside =
        described.first().filter(|first| !first.is_empty() && !first.starts_with(['`', '-', '#', '>', '|', '*']));
    if let Some(first) = beside {
        described[0] = format!("`{status}`: {first}");
        return comment(described);
    }
    let mut lines = vec![format!("`{status}`.")];
    paragraph(&mut lines, described);
    comment(lines)
}

fn paragraph(lines: &mut Vec<String>, more: Vec<String>) {
    if !lines.is_empty() && !more.is_empty() {
        lines.push(String::new());
    }
    lines.extend(more);
}
