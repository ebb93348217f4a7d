//! Doc comments from a schema's words.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::model::Notes;
use super::names::pascal;
use crate::docs::{Comment, comment, harmless};

/// The longest default that is shown.
const LONGEST_DEFAULT: usize = 60;

/// The attributes of a field or variant.
pub(super) struct Attributes {
    docs: Comment<String>,
    is_deprecated: bool,
}

/// The attributes of a field or variant: its docs, which are its title and description unless these are said elsewhere, and
/// whether it is deprecated.
pub(super) fn of(notes: &Notes, is_said_elsewhere: bool) -> Attributes {
    let (title, description) =
        if is_said_elsewhere { (None, None) } else { (notes.title.as_deref(), notes.description.as_deref()) };
    let docs = comment(harmless(&told(title, description, notes)));
    Attributes { docs, is_deprecated: notes.deprecated }
}

impl ToTokens for Attributes {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.docs.to_tokens(tokens);
        if self.is_deprecated {
            tokens.extend(quote!(#[deprecated]));
        }
    }
}

/// The same for a type. One that is deprecated says so in words: by an attribute, the generated code that names it would be
/// warned of.
pub(super) fn of_type(notes: &Notes, name: &str) -> Comment<String> {
    // A title that is the name says nothing.
    let title = notes.title.as_deref().filter(|title| pascal(title, "Type") != name);
    let mut text = told(title, notes.description.as_deref(), notes);
    if notes.deprecated {
        paragraph(&mut text, "Deprecated.");
    }
    comment(harmless(&text))
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
