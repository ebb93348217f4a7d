//! What the program must hand over: the required arguments of the generated constructors, in one order everywhere.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::ident;
use crate::docs;
use crate::plan::{ApiKey, Authorizer, Plan, PlannedEndpoint};

/// One required argument.
pub(super) struct Argument {
    /// Its name, which is the builder's field too: `partner_interceptor`.
    pub(super) name: Ident,
    /// Its type where it is handed over.
    pub(super) takes: TokenStream,
    /// Its type where it is kept.
    pub(super) keeps: TokenStream,
    /// What makes the one of the other.
    pub(super) value: TokenStream,
    /// What it is for: a line of a doc comment.
    pub(super) doc: String,
}

/// The required arguments of a backend: by endpoint, and the app client's secret last.
pub(super) fn of(plan: &Plan) -> Vec<Argument> {
    let mut arguments: Vec<_> = plan.endpoints.iter().flat_map(of_endpoint).collect();
    arguments.extend(plan.needs_client_secret().then(client_secret));
    arguments
}

fn of_endpoint(endpoint: &PlannedEndpoint) -> impl Iterator<Item = Argument> {
    let interceptor = (endpoint.authorizer == Authorizer::Custom).then(|| interceptor(endpoint));
    let api_key = (endpoint.api_key == ApiKey::Argument).then(|| api_key(endpoint));
    interceptor.into_iter().chain(api_key)
}

fn interceptor(endpoint: &PlannedEndpoint) -> Argument {
    let name = interceptor_name(endpoint);
    Argument {
        takes: quote!(impl ::amplify_rest::Interceptor),
        keeps: quote!(::amplify_rest::Authorizer<::amplify_rest::kind::Custom>),
        value: quote!(::amplify_rest::Authorizer::custom(#name)),
        doc: format!("`{name}` authorizes the calls of {}", docs::code(&endpoint.name)),
        name,
    }
}

fn api_key(endpoint: &PlannedEndpoint) -> Argument {
    let name = api_key_name(endpoint);
    Argument {
        takes: quote!(impl Into<::amplify_rest::ApiKey>),
        keeps: quote!(::amplify_rest::ApiKey),
        value: quote!(#name.into()),
        doc: format!("`{name}` is sent as `x-api-key` to {}", docs::code(&endpoint.name)),
        name,
    }
}

fn client_secret() -> Argument {
    let name = ident("client_secret");
    Argument {
        takes: quote!(impl Into<::amplify_rest::Secret>),
        keeps: quote!(::amplify_rest::Secret),
        value: quote!(#name.into()),
        doc: format!("`{name}` is the secret of the user pool's app client, which is not compiled in"),
        name,
    }
}

pub(super) fn interceptor_name(endpoint: &PlannedEndpoint) -> Ident {
    format_ident!("{}_interceptor", endpoint.names.module)
}

pub(super) fn api_key_name(endpoint: &PlannedEndpoint) -> Ident {
    format_ident!("{}_api_key", endpoint.names.module)
}

/// The arguments' docs as a list.
pub(super) fn doc_list(arguments: &[Argument]) -> Vec<String> {
    let mut lines = Vec::new();
    if !arguments.is_empty() {
        lines.push(String::new());
        lines.extend(arguments.iter().map(|argument| format!("- {}", argument.doc)));
    }
    lines
}

/// Where the arguments' docs stand.
pub(super) fn doc_reference(arguments: &[Argument]) -> Vec<String> {
    let reference = (!arguments.is_empty()).then_some("What the program must hand over is told at [`Backend::new`].");
    reference.into_iter().flat_map(|line| [String::new(), line.to_owned()]).collect()
}

/// Clippy's own limit is seven, and each argument here is one that the program cannot do without.
pub(super) fn lint(count: usize) -> TokenStream {
    if count <= 7 {
        return TokenStream::new();
    }
    quote!(#[allow(clippy::too_many_arguments, reason = "each is required by an endpoint of the configuration")])
}
