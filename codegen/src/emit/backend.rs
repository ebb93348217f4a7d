//! `Backend`: constructors with what is required, and one accessor per endpoint.

use proc_macro2::TokenStream;
use quote::quote;

use super::arguments::{self, Argument};
use super::{ident, type_of};
use crate::docs;
use crate::in_place::in_place;
use crate::plan::{Plan, PlannedEndpoint};

/// The struct and its methods.
pub(super) fn items(plan: &Plan) -> TokenStream {
    let structure = in_place(|| structure(plan));
    let arguments = arguments::of(plan);
    let new = in_place(|| new(plan, &arguments));
    let from_config = in_place(|| from_config(plan, &arguments));
    let builder = in_place(|| builder(&arguments));
    let auth = plan.has_auth().then_some(in_place(|| auth(plan)));
    let accessors = plan.endpoints.iter().map(|endpoint| in_place(|| accessor(endpoint)));
    quote! {
        #structure
        impl Backend {
            #new
            #from_config
            #builder
            /// The client that all endpoints send through: for further endpoints, made by hand.
            #[must_use]
            pub fn client(&self) -> &::amplify_rest::Client {
                &self.client
            }
            #auth
            #(#accessors)*
        }
    }
}

fn structure(plan: &Plan) -> TokenStream {
    let fields = plan.endpoints.iter().map(|endpoint| {
        let (name, of) = (ident(&endpoint.names.module), type_of(endpoint));
        quote!(#name: #of)
    });
    let auth = plan.has_auth().then(|| quote!(auth: ::amplify_rest::Auth,));
    let mut lines = vec![format!("The backend of {}.", docs::code(&plan.file_name)), String::new()];
    lines.push("Cheap to clone: clones share connections, session and credentials.".to_owned());
    let docs = docs::comment(lines);
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Backend {
            client: ::amplify_rest::Client,
            #auth
            #(#fields,)*
        }
    }
}

fn new(plan: &Plan, arguments: &[Argument]) -> TokenStream {
    let (takes, names) = (takes(arguments), arguments.iter().map(|argument| &argument.name));
    let lint = arguments::lint(arguments.len());
    let mut lines = vec![format!("The backend as {} configures it. Contacts nobody.", docs::code(&plan.file_name))];
    lines.extend(arguments::doc_list(arguments));
    lines.extend(["", "# Errors", "", "When the connections cannot be set up."].map(str::to_owned));
    let docs = docs::comment(lines);
    quote! {
        #docs
        #lint
        pub fn new(#takes) -> Result<Self, ::amplify_rest::Error> {
            Self::builder(#(#names),*).build()
        }
    }
}

fn from_config(plan: &Plan, arguments: &[Argument]) -> TokenStream {
    let (takes, names) = (takes(arguments), arguments.iter().map(|argument| &argument.name));
    let lint = arguments::lint(arguments.len() + 1);
    let mut lines = vec![
        "The backend of another environment: `text` is a configuration of the same format, read now. Contacts nobody."
            .to_owned(),
    ];
    lines.extend(arguments::doc_list(arguments));
    lines.extend(["", "# Errors", ""].map(str::to_owned));
    lines.extend(docs::paragraph(&format!(
        "When `text` is not {}, or lacks an endpoint or pool that the program was built with, or has another authorizer \
         for one; the error names the JSON pointer.",
        plan.format
    )));
    let docs = docs::comment(lines);
    quote! {
        #docs
        #lint
        pub fn from_config(text: &str, #takes) -> Result<Self, ::amplify_rest::Error> {
            Self::builder(#(#names),*).config(text).build()
        }
    }
}

fn builder(arguments: &[Argument]) -> TokenStream {
    let takes = takes(arguments);
    let lint = arguments::lint(arguments.len());
    let fields = arguments.iter().map(|Argument { name, value, .. }| quote!(#name: #value));
    let mut lines = vec!["Starts a backend with what must be there; the rest has defaults.".to_owned()];
    lines.extend(arguments::doc_reference(arguments));
    let docs = docs::comment(lines);
    quote! {
        #docs
        #lint
        pub fn builder(#takes) -> Builder {
            Builder { client: None, config: None, #(#fields),* }
        }
    }
}

fn takes(arguments: &[Argument]) -> TokenStream {
    let arguments = arguments.iter().map(|Argument { name, takes, .. }| quote!(#name: #takes));
    quote!(#(#arguments),*)
}

fn auth(plan: &Plan) -> TokenStream {
    let endpoints = plan.endpoints.iter().map(|endpoint| {
        let name = ident(&endpoint.names.module);
        quote!(#name: self.#name.with_auth(&auth))
    });
    quote! {
        /// Signs in and out, and says who is signed in.
        #[must_use]
        pub fn auth(&self) -> &::amplify_rest::Auth {
            &self.auth
        }
        /// The same backend for another user: connections are shared, tokens and credentials are the session's.
        #[must_use]
        pub fn with_session(&self, session: &::amplify_rest::Session) -> Self {
            let auth = self.auth.with_session(session);
            Self {
                client: self.client.clone(),
                #(#endpoints,)*
                auth,
            }
        }
    }
}

fn accessor(endpoint: &PlannedEndpoint) -> TokenStream {
    let (name, of) = (ident(&endpoint.names.module), type_of(endpoint));
    let docs = docs::comment([format!("The endpoint {}.", docs::code(&endpoint.name))]);
    quote! {
        #docs
        #[must_use]
        pub fn #name(&self) -> &#of {
            &self.#name
        }
    }
}
