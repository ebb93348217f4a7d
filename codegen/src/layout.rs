//! How code becomes files: who sees the items, one file or several. Nothing here knows what the items are, or writes them.

use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use crate::errors::Errors;
use crate::form::{self, Item};

/// Who sees what is generated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Visibility {
    /// Whoever sees the module that the file is included in: the items are `pub`.
    #[default]
    Public,
    /// The crate alone: the items are `pub(crate)`, in whatever module they are included. What the crate doesn't use is dead
    /// code to rustc then, and clippy has a say in names. `include_backend!` allows both; a module of your own needs
    /// `#[allow(dead_code, clippy::enum_variant_names, clippy::struct_field_names)]`.
    Crate,
}

/// How the code is divided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Files {
    /// One file has all.
    #[default]
    One,
    /// Each module stands in a file of its own, in a folder beside the file that includes them all: `backend/todos.rs` for
    /// the endpoint `todos` of `backend.rs`. The program includes that one file as before. Files of endpoints that are gone
    /// are not removed.
    PerModule,
}

/// What a build script says about the files.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub(crate) visibility: Visibility,
    pub(crate) files: Files,
    /// The name of the file that the program includes.
    pub(crate) file_name: String,
}

/// A file's path below the folder that they all go to, and its text.
pub(crate) type File = (PathBuf, String);

impl Layout {
    /// A public file of that name.
    pub(crate) fn new(file_name: impl Into<String>) -> Self {
        Self { visibility: Visibility::Public, files: Files::One, file_name: file_name.into() }
    }

    /// The files, the one that the program includes first.
    pub(crate) fn files(&self, tokens: TokenStream) -> Result<Vec<File>, Errors> {
        let tokens = match self.visibility {
            Visibility::Public => tokens,
            Visibility::Crate => for_crate(tokens),
        };
        let path = Path::new(&self.file_name);
        if self.files == Files::One {
            return Ok(vec![(path.to_owned(), form::text(tokens)?)]);
        }
        let folder = Path::new(path.file_stem().unwrap_or(path.as_os_str()));
        let (mut whole, mut files) = (TokenStream::new(), Vec::new());
        for item in form::items(tokens) {
            match item {
                Item::Module { head, name, inner } => {
                    let file = folder.join(format!("{name}.rs"));
                    // Relative to the file that says so. With a `/` also on Windows: the same text everywhere.
                    let written = format!("{}/{name}.rs", folder.display());
                    whole.extend(quote!(#head { include!(#written); }));
                    files.push((path.with_file_name(file), form::text(inner)?));
                }
                Item::Other(tokens) => whole.extend(tokens),
            }
        }
        files.insert(0, (path.to_owned(), form::text(whole)?));
        Ok(files)
    }
}

/// Every `pub` as `pub(crate)`; `pub(super)` stays.
fn for_crate(tokens: TokenStream) -> TokenStream {
    let mut seen = TokenStream::new();
    let mut rest = tokens.into_iter().peekable();
    while let Some(token) = rest.next() {
        let is_public = matches!(&token, TokenTree::Ident(word) if word == "pub");
        let token = match token {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), for_crate(group.stream()));
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            token => token,
        };
        token.to_tokens(&mut seen);
        let is_restricted =
            matches!(rest.peek(), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis);
        if is_public && !is_restricted {
            let within = Ident::new("crate", Span::call_site());
            Group::new(Delimiter::Parenthesis, within.into_token_stream()).to_tokens(&mut seen);
        }
    }
    seen
}
