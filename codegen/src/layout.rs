//! How code becomes files: who sees the items, one file or several. Nothing here knows what the items are, or writes them.

use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::quote;

use crate::form;

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
    pub(crate) fn files(&self, tokens: TokenStream) -> Vec<File> {
        let public = match self.visibility {
            Visibility::Public => "pub",
            Visibility::Crate => "pub(crate)",
        };
        let path = Path::new(&self.file_name);
        let mut files = Vec::new();
        let whole = match self.files {
            Files::One => form::text(tokens, public, &mut form::whole),
            Files::PerModule => {
                let folder = Path::new(path.file_stem().unwrap_or(path.as_os_str()));
                let mut module = |name: &str, inner| {
                    let text = form::text(inner, public, &mut form::whole);
                    files.push((path.with_file_name(folder.join(format!("{name}.rs"))), text));
                    // Relative to the file that says so. With a `/` also on Windows: the same text everywhere.
                    let written = format!("{}/{name}.rs", folder.display());
                    quote!(include!(#written);)
                };
                form::text(tokens, public, &mut module)
            }
        };
        files.insert(0, (path.to_owned(), whole));
        files
    }
}
