//! A client of a document alone, without a configuration: the program says where the API is and who authorizes its calls.

use std::env;
use std::panic::Location;
use std::path::PathBuf;

use proc_macro2::TokenStream;
use quote::quote;

use super::listing::Listing;
use super::{Choices, Place, bundle, client, items};
use crate::backend;
use crate::docs::{comment, harmless};
use crate::errors::{Diagnostic, Errors};
use crate::generate::{Generated, generated};
use crate::layout::{Files, Layout, Visibility};
use crate::overrides::Grouping;
use crate::schema::TypeOptions;
use crate::schema::names::{identifier, pascal, snake};

/// Generates a client from an `OpenAPI` 3.0 or 3.1 or Swagger 2.0 document that belongs to no configuration.
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), amplify_rest_codegen::Errors> {
///     amplify_rest_codegen::OpenApi::new("petstore", "openapi/petstore.json").generate()
/// }
/// ```
///
/// The program brings the file in with `include!(concat!(env!("OUT_DIR"), "/petstore.rs"))`, in a module of its own, and
/// makes a `Petstore` from an endpoint.
#[derive(Clone, Debug)]
#[must_use]
pub struct OpenApi {
    name: String,
    document: PathBuf,
    out_dir: Option<PathBuf>,
    layout: Layout,
    choices: Choices,
}

impl OpenApi {
    /// A client called `name`, from the document at `path`, which is relative to the package's folder.
    pub fn new(name: impl Into<String>, path: impl Into<PathBuf>) -> Self {
        let name = name.into();
        let layout = Layout::new(format!("{}.rs", snake(&name, "api")));
        Self { name, document: path.into(), out_dir: None, layout, choices: Choices::default() }
    }

    /// Where the operations stand. Default: [`Grouping::Flat`].
    pub fn grouping(self, grouping: Grouping) -> Self {
        self.choose(|choices| choices.grouping(grouping))
    }

    /// Leaves an operation out, whatever is wrong with it. It is named by its `operationId`, or by its method and path
    /// (`GET /items`). Default: all operations are generated.
    #[track_caller]
    pub fn skip(self, operation: impl Into<String>) -> Self {
        let place = Location::caller().to_string();
        self.choose(|choices| choices.skip(operation.into(), place))
    }

    /// Calls an operation's method something else; its other names follow. It is named as in [`skip`](Self::skip). Default:
    /// its `operationId` in snake case, else its method and path.
    #[track_caller]
    pub fn rename(self, operation: impl Into<String>, method: impl Into<String>) -> Self {
        let place = Location::caller().to_string();
        self.choose(|choices| choices.rename(operation.into(), method.into(), place))
    }

    /// Another file that the document refers to; its path is relative to the package's folder, references are relative to
    /// the file that they stand in. Files that the build script does not name are never opened. Default: the document is
    /// whole.
    #[track_caller]
    pub fn refers_to(self, path: impl Into<PathBuf>) -> Self {
        let place = Location::caller().to_string();
        self.choose(|choices| choices.refers_to(path.into(), place))
    }

    /// Changes how the document's models become types. Default: unknown members are passed over, and what names members
    /// is an object though no `type` says so.
    pub fn types(self, change: impl FnOnce(TypeOptions) -> TypeOptions) -> Self {
        self.choose(|choices| choices.types(change))
    }

    /// Changes what becomes of the document's operations and models.
    pub(crate) fn choose(self, change: impl FnOnce(Choices) -> Choices) -> Self {
        Self { choices: change(self.choices), ..self }
    }

    /// Who sees what is generated. Default: [`Visibility::Public`].
    pub fn visibility(mut self, visibility: Visibility) -> Self {
        self.layout.visibility = visibility;
        self
    }

    /// One file or several. Default: [`Files::One`].
    pub fn files(mut self, files: Files) -> Self {
        self.layout.files = files;
        self
    }

    /// Where the file goes. Default: the `OUT_DIR` of the build script.
    pub fn out_dir(self, path: impl Into<PathBuf>) -> Self {
        Self { out_dir: Some(path.into()), ..self }
    }

    /// Reads the document and writes `<name>.rs`, unless the file is there and would be the same. Prints warnings through
    /// Cargo.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the document, at once; or what kept a file from being read or written.
    pub fn generate(&self) -> Result<(), Errors> {
        println!("cargo::rerun-if-changed={}", self.document.display());
        self.choices.watch();
        println!("cargo::rerun-if-changed=build.rs");
        let out_dir = self.out_dir.clone().or_else(|| env::var_os("OUT_DIR").map(PathBuf::from));
        let out_dir = out_dir.ok_or_else(|| {
            let message = "there is no `OUT_DIR`: this is not a build script";
            Diagnostic::file("amplify-rest-codegen", message).hint("say where the file goes with `out_dir`")
        })?;
        let generated = self.generate_from(&backend::read(&self.document, backend::Kind::Document)?)?;
        generated.warn();
        backend::write(&out_dir, &generated)
    }

    /// Lists what a text in place of the file holds, and generates nothing. A pure function, but for the files of
    /// [`refers_to`](Self::refers_to), which it reads.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the document, at once.
    pub fn list_from(&self, document: &str) -> Result<Listing, Errors> {
        let source = bundle::whole(&self.document.display().to_string(), document, &self.choices.others)?;
        Ok(Listing::of(&client(source, &self.choices, &pascal(&self.name, "Api"), |_, _, _| Vec::new())?))
    }

    /// Generates from a text in place of the file, and writes nothing. A pure function, but for the files of
    /// [`refers_to`](Self::refers_to), which it reads.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the document, at once.
    pub fn generate_from(&self, document: &str) -> Result<Generated, Errors> {
        let (tokens, warnings) = self.tokens(document)?;
        Ok(generated(tokens, &self.layout, warnings))
    }

    /// The code before it has a form. What it was made from is gone when it gets one: that takes the most memory.
    pub(crate) fn tokens(&self, document: &str) -> Result<(TokenStream, Vec<Diagnostic>), Errors> {
        let source = bundle::whole(&self.document.display().to_string(), document, &self.choices.others)?;
        let type_name = pascal(&self.name, "Api");
        let client = client(source, &self.choices, &type_name, |_, _, _| Vec::new())?;
        let api = &client.api;
        let url = api.url.clone().filter(|url| url.starts_with("https://") && !url.contains(['<', '$', ' ', '{']));
        let name = &self.name;
        let located = url.map(|url| {
            quote! {
                /// Starts an endpoint at the URL that the document says; without an authorizer until one is set.
                pub fn endpoint() -> ::amplify_rest::EndpointBuilder<::amplify_rest::kind::None> {
                    ::amplify_rest::Endpoint::builder(#name, #url)
                }
            }
        });
        let title = api.title.clone().unwrap_or_else(|| "An API.".to_owned());
        let text = api.description.as_ref().map_or(title.clone(), |text| format!("{title}\n\n{text}"));
        let docs = comment(harmless(&text));
        let place = Place {
            type_name: &type_name,
            kind: quote!(::amplify_rest::kind::Any),
            opens: true,
            grouping: self.choices.grouping,
        };
        let type_name = identifier(&type_name);
        let mut tokens = quote! {
            #docs
            #[derive(Clone, Debug)]
            pub struct #type_name {
                endpoint: ::amplify_rest::Endpoint<::amplify_rest::kind::Any>,
            }
            impl #type_name {
                /// The API as an endpoint reaches it.
                #[must_use]
                pub fn new(endpoint: ::amplify_rest::Endpoint<::amplify_rest::kind::Any>) -> Self {
                    Self { endpoint }
                }
                #located
            }
            /// The endpoint under it: for calls that the document doesn't have.
            impl AsRef<::amplify_rest::Endpoint<::amplify_rest::kind::Any>> for #type_name {
                fn as_ref(&self) -> &::amplify_rest::Endpoint<::amplify_rest::kind::Any> {
                    &self.endpoint
                }
            }
        };
        tokens.extend(items(&client, &place));
        Ok((tokens, client.warnings))
    }
}
