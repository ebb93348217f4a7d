//! A plan as Rust: everything was decided before, so nothing here can fail, and nothing here reads or writes.
//!
//! The code names `::amplify_rest`, `::serde`, `::serde_json` and `::std` by absolute paths and nothing else; how things
//! are done stands in `amplify_rest`, and what is generated is plain data and one-line calls.

mod arguments;
mod backend;
mod builder;
mod connection;
mod endpoint;
mod environment;
mod settings;

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::docs;
use crate::in_place::in_place;
use crate::openapi::Client;
use crate::plan::{Authorizer, Plan, PlannedEndpoint};
use crate::schema::Types;

/// The items of the module `backend`; `config` are the types that read the configuration's format.
pub(crate) fn file(plan: &Plan, config: &Types, operations: &BTreeMap<String, Client>) -> TokenStream {
    let mut items = backend::items(plan);
    items.extend(builder::items(plan));
    items.extend(settings::items(plan));
    items.extend(environment::items(plan, config));
    let module = |endpoint: &PlannedEndpoint| endpoint::module(plan, endpoint, operations.get(&endpoint.name));
    items.extend(plan.endpoints.iter().map(module));
    let config_docs =
        docs::comment([format!("The types of {}, as another environment's file is read by.", plan.format)]);
    let (config_lint, config) = (config.lint(), in_place(|| config.tokens().clone()));
    items.extend(quote! {
        #config_docs
        #config_lint
        pub mod config {
            #config
        }
        impl config::Configuration {
            /// Reads a file of this format: sections for other categories, too.
            ///
            /// # Errors
            ///
            /// When `text` is not of this format; the error names the JSON pointer.
            pub fn read(text: &str) -> Result<Self, ::amplify_rest::Error> {
                ::amplify_rest::codegen::read_config(text)
            }
        }
    });
    items
}

/// An identifier; names are made to be valid ones.
fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// The type of an endpoint where its module is in sight: `todos::Todos`.
fn type_of(endpoint: &PlannedEndpoint) -> TokenStream {
    let (module, name) = (ident(&endpoint.names.module), ident(&endpoint.names.type_name));
    quote!(#module::#name)
}

/// The marker of an endpoint's authorizer: `::amplify_rest::kind::Iam`.
fn kind(endpoint: &PlannedEndpoint) -> TokenStream {
    let kind = ident(match endpoint.authorizer {
        Authorizer::None => "None",
        Authorizer::ApiKey => "ApiKey",
        Authorizer::Iam => "Iam",
        Authorizer::UserPool(_) => "UserPool",
        Authorizer::Custom => "Custom",
    });
    quote!(::amplify_rest::kind::#kind)
}
