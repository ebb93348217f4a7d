//! JSON Schema to Rust types: one compiler for the configuration's schemas, users' own, and `OpenAPI`'s models.
//!
//! ```
//! use amplify_rest_codegen::schema::{Document, Root, TypeOptions, compile};
//!
//! let item = r#"{"type": "object", "properties": {"tag": {"$ref": "common.json#tag"}}}"#;
//! let common = r#"{"$defs": {"tag": {"$anchor": "tag", "enum": ["NEW", "OLD"]}}}"#;
//! let documents = [Document::json("item.json", item)?, Document::json("common.json", common)?];
//! let types = compile(documents, &[Root::new("Item")], TypeOptions::new())?;
//! assert_eq!(types.member("Item", "tag").map(|tag| tag.of).as_deref(), Some("Tag"));
//! let text = types.into_code(); // what a build script writes into `OUT_DIR`, for a module of its own
//! # assert!(text.contains("pub enum Tag {"));
//! # Ok::<(), amplify_rest_codegen::Errors>(())
//! ```
//!
//! Documents refer to one another by their addresses: a document's `$id`, else what [`Document::with_uri`] says, else its
//! name. An `$id` that looks like a web address is a name, too: nothing is fetched, and what no document answers to is a
//! mistake. `$anchor`, `$dynamicRef` and `$recursiveRef` mean what their dialect says.
//!
//! The passes stand in `plan` and `written`: documents → library → model → plans → types → shared types → names → tokens. Whatever a schema
//! says is enforced when a value is read and when one is made. Nothing here opens a file or a connection.

mod build;
mod cycles;
mod describe;
mod dialect;
pub(crate) mod docs;
mod emit;
mod format;
mod library;
mod lower;
mod members;
mod metaschemas;
mod model;
pub(crate) mod names;
mod options;
mod own;
mod parts;
mod paths;
mod pattern;
mod plan;
mod rules;
mod share;
mod sizes;
mod suspicions;
mod types;
mod uri;
mod used;

use proc_macro2::TokenStream;
use quote::quote;

pub(crate) use build::FILES;
pub use dialect::Dialect;
pub(crate) use emit::large_variants;
pub use library::Document;
pub(crate) use library::subschemas;
pub use members::Member;
pub use options::{Formats, ImpliedTypes, TypeOptions, TypedFormats, UnknownMembers};
pub(crate) use uri::percent_decoded;
pub(crate) use used::{Shape, Used};

use crate::errors::{self, Diagnostic, Errors, warnings as in_order};
use crate::form;
use build::{Builder, Built};
use describe::Describer;
use emit::Emitter;
use library::{Library, Sources};
use lower::Lowering;
use members::Members;
use own::Own;
use plan::Planner;
use rules::Rules;
use sizes::Sizes;
use types::{Body, Definition, Type};
use used::Standpoint;

/// A schema that is to become a type with a name of the caller's choice.
#[derive(Clone, Debug)]
pub struct Root {
    document: usize,
    pointer: String,
    name: String,
    is_named: bool,
}

impl Root {
    /// The schema that the first document is.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { document: 0, pointer: String::new(), name: name.into(), is_named: true }
    }

    /// The schema at a JSON pointer into the document of that number; the first one's is 0.
    #[must_use]
    pub fn at(document: usize, pointer: impl Into<String>, name: impl Into<String>) -> Self {
        Self { document, pointer: pointer.into(), name: name.into(), is_named: true }
    }

    /// The same schema where it is used: a string stays `String`, a reference the type that it leads to. The name is
    /// for what needs one.
    pub(crate) fn used(document: usize, pointer: impl Into<String>, name: impl Into<String>) -> Self {
        Self { is_named: false, ..Self::at(document, pointer, name) }
    }
}

/// Types in Rust, and how to find them.
#[derive(Clone, Debug)]
pub struct Types {
    tokens: TokenStream,
    roots: Vec<String>,
    uses: Vec<Used>,
    members: Members,
    needs_patterns: bool,
    has_many_booleans: bool,
    warnings: Vec<Diagnostic>,
}

impl Types {
    /// The items: structs, enums and what they need, to be put into a module of their own, with `#[allow(missing_docs)]`
    /// where that lint is on: what the schemas don't describe has no docs.
    #[must_use]
    pub fn tokens(&self) -> &TokenStream {
        &self.tokens
    }

    /// The text of the items, laid out as people do: what a build script writes into a file. The same schemas give the same
    /// text.
    #[must_use]
    pub fn into_code(self) -> String {
        // Given away, tokens are written without being copied.
        form::text(self.tokens, "pub", &mut form::whole)
    }

    /// The names of the roots' types, in the order in which the roots were given.
    #[must_use]
    pub fn roots(&self) -> &[String] {
        &self.roots
    }

    /// The types of what is [used](Root::used), in the order in which the roots were given.
    pub(crate) fn uses(&self) -> &[Used] {
        &self.uses
    }

    /// Whether the run-time library's feature `pattern` is needed: a schema has regular expressions.
    #[must_use]
    pub fn needs_patterns(&self) -> bool {
        self.needs_patterns
    }

    /// What the module of the items allows: members without docs, and for clippy (pedantic) structs of more than three
    /// booleans.
    pub(crate) fn lint(&self) -> TokenStream {
        let reason = "the members are those of the format";
        let booleans =
            self.has_many_booleans.then(|| quote!(#[allow(clippy::struct_excessive_bools, reason = #reason)]));
        quote!(#[allow(missing_docs, reason = "the document does not describe everything")] #booleans)
    }

    /// What is suspicious about the schemas and no mistake.
    #[must_use]
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    /// What a member of the object that a struct stands for became.
    #[must_use]
    pub fn member(&self, of_struct: &str, member: &str) -> Option<Member> {
        self.members.find(of_struct, member)
    }
}

/// Compiles schemas: the roots and all that they need. Documents refer to one another by their addresses; those that are
/// handed over for good are freed as soon as they were read.
pub fn compile(documents: impl Into<Vec<Document>>, roots: &[Root], options: TypeOptions) -> Result<Types, Errors> {
    plan(documents.into(), roots, options)?.written()
}

/// Types that are not written yet, for which no document is needed any more.
pub(crate) struct Planned {
    built: Built,
    warnings: Vec<Diagnostic>,
    errors: Errors,
}

/// The passes up to types without names. The documents' values are gone when the first types are made.
pub(crate) fn plan(documents: Vec<Document>, roots: &[Root], options: TypeOptions) -> Result<Planned, Errors> {
    has_documents_of(roots, documents.len())?;
    let library = Library::new(&documents);
    let lowered = Lowering::new(&library, options.formats).run(roots)?;
    let official = library.official();
    let sources = Sources::new(documents, official);
    let mut errors = Errors::new();
    let own = Own::new(&lowered.model, &options, &mut errors);
    let planner = Planner::new(lowered.model, options, own);
    let mut built = Builder::new(planner).run(&lowered.roots, roots);
    share::equals(&mut built);
    let mut warnings = lowered.warnings;
    warnings.extend(suspicions::of(&built.planner, &lowered.roots, &sources));
    Ok(Planned { built, warnings, errors })
}

/// A root of a document that was not handed over is a mistake.
fn has_documents_of(roots: &[Root], count: usize) -> Result<(), Errors> {
    let mut errors = Errors::new();
    for Root { document, name, .. } in roots.iter().filter(|root| root.document >= count) {
        let message =
            format!("root {} is in document {document}, and the documents given are {count}", errors::quote(name));
        let hint = "documents are counted from 0, in the order in which they are given";
        errors.push(Diagnostic::file("amplify-rest-codegen", message).hint(hint));
    }
    errors.into_result(())
}

impl Planned {
    /// The last passes.
    pub(crate) fn written(self) -> Result<Types, Errors> {
        let Self { built, mut warnings, mut errors } = self;
        let mut types = written(built, &mut errors);
        warnings.append(&mut types.warnings);
        types.warnings = in_order(warnings);
        errors.into_result(types)
    }
}

/// Names, then tokens.
fn written(built: Built, errors: &mut Errors) -> Types {
    let names = names::types(&built.definitions);
    let containment = cycles::containment(&built.definitions);
    let options = &built.planner.options;
    let parts = parts::names(&built.definitions, &names, options, errors);
    let mut warnings = own::bypassed(&built, errors);
    let derives = own::derives(&built.definitions, &names, options, (errors, &mut warnings));
    let emitter = Emitter {
        definitions: &built.definitions,
        names: &names,
        parts: &parts,
        containment: &containment,
        own: &built.planner.own,
        derives: &derives.attributes,
    };
    let mut rules = Rules::new(&built.planner.model);
    let mut items = emitter.items(&mut rules);
    if !derives.described.is_empty() {
        items.extend(Describer::new(&emitter, &built).all(&derives.described));
    }
    let needs_patterns = rules.needs_patterns;
    let roots = built.roots.iter().map(|of| emitter.seen(of, Standpoint::Module).to_string()).collect();
    let mut sizes = Sizes::new(&built.definitions, &containment);
    let uses = built.uses.iter().map(|of| Used { bytes: sizes.of(of).most, ..used::of(&emitter, of) }).collect();
    let has_many_booleans = has_many_booleans(&built.definitions);
    let Planner { options, own, .. } = built.planner;
    let members = Members { definitions: built.definitions, names, options, own };
    Types { tokens: items, roots, uses, members, needs_patterns, has_many_booleans, warnings }
}

/// Whether a struct has more than three booleans.
fn has_many_booleans(definitions: &[Definition]) -> bool {
    definitions.iter().any(|definition| match &definition.body {
        Body::Struct { fields, .. } => {
            fields.iter().filter(|field| field.of == Type::Boolean && field.is_required).count() > 3
        }
        _ => false,
    })
}
