//! One module per endpoint: its type, with a method for each verb.

use proc_macro2::TokenStream;
use quote::quote;

use super::{connection, ident, kind};
use crate::docs;
use crate::in_place::in_place;
use crate::openapi::{self, Client, Place};
use crate::overrides::TokenKind;
use crate::plan::{ApiKey, Authorizer, Plan, PlannedEndpoint};

/// The verbs that have a method of their own.
const VERBS: [&str; 6] = ["get", "post", "put", "patch", "delete", "head"];

/// The module of an endpoint.
pub(super) fn module(plan: &Plan, endpoint: &PlannedEndpoint, operations: Option<&Client>) -> TokenStream {
    let (module, name) = (ident(&endpoint.names.module), ident(&endpoint.names.type_name));
    let kind = kind(endpoint);
    let summary = summary(endpoint);
    let docs = docs::comment([&summary]);
    let verbs = VERBS.iter().map(|verb| {
        let docs = docs::comment([format!("A `{}` request; `path` is below the endpoint's URL.", verb.to_uppercase())]);
        let verb = ident(verb);
        quote! {
            #docs
            #[must_use = "a request does nothing until it is sent"]
            pub fn #verb(&self, path: &str) -> ::amplify_rest::Request<#kind> {
                self.endpoint.#verb(path)
            }
        }
    });
    let operations = operations.map(|client| {
        let opens = endpoint.authorizer != Authorizer::None;
        let grouping = endpoint.choices.grouping;
        let place = Place { type_name: &endpoint.names.type_name, kind: kind.clone(), opens, grouping };
        in_place(move || openapi::items(client, &place))
    });
    let constructor = in_place(|| connection::constructor(plan, endpoint));
    let functions = in_place(|| connection::functions(plan, endpoint));
    let with_auth = plan.has_auth().then(|| {
        quote! {
            pub(super) fn with_auth(&self, auth: &::amplify_rest::Auth) -> Self {
                Self { endpoint: self.endpoint.with_auth(auth) }
            }
        }
    });
    quote! {
        #docs
        pub mod #module {
            #docs
            #[derive(Clone, Debug)]
            pub struct #name {
                endpoint: ::amplify_rest::Endpoint<#kind>,
            }
            impl #name {
                #constructor
                #with_auth
                #(#verbs)*
                /// A request with any method; `path` is below the endpoint's URL.
                #[must_use = "a request does nothing until it is sent"]
                pub fn method(&self, method: ::amplify_rest::Method, path: &str) -> ::amplify_rest::Request<#kind> {
                    self.endpoint.method(method, path)
                }
                /// The endpoint itself, for what is not typed here.
                #[must_use]
                pub fn endpoint(&self) -> &::amplify_rest::Endpoint<#kind> {
                    &self.endpoint
                }
            }
            #functions
            #operations
        }
    }
}

fn summary(endpoint: &PlannedEndpoint) -> String {
    let authorizer = match &endpoint.authorizer {
        Authorizer::None => "open to anybody",
        Authorizer::ApiKey => "with an API key",
        Authorizer::Iam => "authorized by IAM",
        Authorizer::UserPool(TokenKind::Access) => "with the user pool's access token",
        Authorizer::UserPool(TokenKind::Id) => "with the user pool's ID token",
        Authorizer::Custom => "authorized by the program's interceptor",
    };
    let key = match (&endpoint.authorizer, &endpoint.api_key) {
        (Authorizer::ApiKey, _) | (_, ApiKey::None) => "",
        (_, ApiKey::Argument | ApiKey::CompiledIn(_)) => ", with an API key",
    };
    format!("The endpoint {}, {authorizer}{key}.", docs::code(&endpoint.name))
}
