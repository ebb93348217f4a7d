//! Doc comments from a document's words: shown, never run.

use proc_macro2::TokenStream;
use quote::quote;

use crate::openapi::model::Operation;
use crate::openapi::plan::{Argument, Call, Kind};
use crate::schema::docs::harmless;

/// The doc of an operation's method.
pub(super) fn operation(operation: &Operation, call: &Call) -> TokenStream {
    let mut lines: Vec<String> = Vec::new();
    for text in [&operation.summary, &operation.description].into_iter().flatten() {
        paragraph(&mut lines, harmless(text));
    }
    let route = code(&format!("{} {}", operation.method.name(), operation.path));
    let security = operation.security.to_string();
    let authorizer = match security.as_str() {
        "not said" => String::new(),
        "none" => ", open to anybody".to_owned(),
        said => format!(", authorizer: {}", harmless(said).join(" ")),
    };
    paragraph(&mut lines, vec![format!("{route}{authorizer}.")]);
    let described = call.arguments.iter().filter(|argument| argument.is_required && argument.description.is_some());
    let list: Vec<String> = described
        .map(|argument| {
            let text = harmless(argument.description.as_deref().unwrap_or_default()).join(" ").replace("```", "'''");
            format!("- {}: {}", code(&argument.name), text.trim())
        })
        .collect();
    paragraph(&mut lines, list);
    tokens(&lines)
}

/// The doc of a setter.
pub(super) fn argument(argument: &Argument) -> TokenStream {
    let lines = match (&argument.description, &argument.kind) {
        (Some(description), _) => harmless(description),
        (None, Kind::Parameter { name, .. }) => vec![format!("Sets {}.", code(name))],
        (None, Kind::Body { media_type, .. }) => vec![format!("Sets the body, as {}.", code(media_type))],
    };
    tokens(&lines)
}

/// The doc of one answer.
pub(super) fn answer(status: &str, description: Option<&str>) -> TokenStream {
    let mut described = description.map(harmless).unwrap_or_default();
    // A word or two stand beside the status; what is a text of its own comes below it.
    let beside =
        described.first().filter(|first| !first.is_empty() && !first.starts_with(['`', '-', '#', '>', '|', '*']));
    let lines = if let Some(first) = beside {
        let mut lines = vec![format!("{}: {first}", code(status))];
        lines.extend(described.drain(1..));
        lines
    } else {
        let mut lines = vec![format!("{}.", code(status))];
        paragraph(&mut lines, described);
        lines
    };
    tokens(&lines)
}

/// A name as code, on one line whatever it holds.
pub(super) fn code(text: &str) -> String {
    crate::emit::code(text)
}

fn paragraph(lines: &mut Vec<String>, more: Vec<String>) {
    if !lines.is_empty() && !more.is_empty() {
        lines.push(String::new());
    }
    lines.extend(more);
}

fn tokens(lines: &[String]) -> TokenStream {
    let docs = lines.iter().map(|line| {
        // `#[doc = "x"]` would print as `///x`.
        let line = if line.is_empty() { String::new() } else { format!(" {line}") };
        quote!(#[doc = #line])
    });
    docs.collect()
}
