//! How an endpoint comes to be: where it is (compiled in, or by another environment's file) and what authorizes its calls.

use proc_macro2::TokenStream;
use quote::quote;

use super::{environment, ident, kind};
use crate::configuration::AuthorizerKind;
use crate::overrides::TokenKind;
use crate::plan::{ApiKey, Authorizer, Plan, PlannedEndpoint, Region};

/// The functions `compiled_in` and `read` of an endpoint's module.
pub(super) fn functions(plan: &Plan, endpoint: &PlannedEndpoint) -> TokenStream {
    let (name, url, pointer) = (&endpoint.name, &endpoint.url, environment::pointer(plan, endpoint));
    let (compiled_in_region, read_region) = regions(plan, endpoint);
    let method = environment::method(plan, endpoint, "endpoint");
    let authorizers = names(&endpoint.authorizer).filter(|_| !endpoint.authorizer_is_overridden);
    quote! {
        /// Where the endpoint is, by the configuration that was compiled in.
        pub(super) fn compiled_in() -> ::amplify_rest::EndpointBuilder<::amplify_rest::kind::None> {
            ::amplify_rest::Endpoint::builder(#name, #url) #compiled_in_region
        }
        /// Where the endpoint is in another environment.
        pub(super) fn read(
            environment: &super::Environment,
        ) -> Result<::amplify_rest::EndpointBuilder<::amplify_rest::kind::None>, ::amplify_rest::Error> {
            let endpoint = environment.#method(#name, #pointer, &[#(#authorizers),*])?;
            Ok(endpoint #read_region)
        }
    }
}

/// `.region(…)` of what was compiled in, and of another environment.
fn regions(plan: &Plan, endpoint: &PlannedEndpoint) -> (Option<TokenStream>, Option<TokenStream>) {
    let (name, pointer) = (&endpoint.name, environment::pointer(plan, endpoint));
    let method = environment::method(plan, endpoint, "region");
    match &endpoint.region {
        None => (None, None),
        Some(Region::Configured(region)) => {
            (Some(quote!(.region(#region))), Some(quote!(.region(environment.#method(#name, #pointer)?))))
        }
        Some(Region::Overridden(region)) => (Some(quote!(.region(#region))), Some(quote!(.region(#region)))),
    }
}

/// What a configuration may call the authorizer.
fn names(authorizer: &Authorizer) -> impl Iterator<Item = &'static str> + use<> {
    let kind = match authorizer {
        Authorizer::None => AuthorizerKind::None,
        Authorizer::ApiKey => AuthorizerKind::ApiKey,
        Authorizer::Iam => AuthorizerKind::Iam,
        Authorizer::UserPool(_) => AuthorizerKind::UserPool,
        Authorizer::Custom => AuthorizerKind::Custom,
    };
    kind.names()
}

/// The constructor of an endpoint's type.
pub(super) fn constructor(plan: &Plan, endpoint: &PlannedEndpoint) -> TokenStream {
    let kind = kind(endpoint);
    let is_custom = endpoint.authorizer == Authorizer::Custom;
    let interceptor_argument = is_custom.then(|| quote!(interceptor: ::amplify_rest::Authorizer<#kind>,));
    let key_argument = (endpoint.api_key != ApiKey::None).then(|| quote!(api_key: ::amplify_rest::ApiKey,));
    let auth_argument = plan.has_auth().then(|| quote!(auth: &::amplify_rest::Auth,));
    let authorizer = authorizer(endpoint);
    let auth = plan.has_auth().then(|| quote!(.auth(auth)));
    quote! {
        pub(super) fn new(
            settings: ::amplify_rest::EndpointBuilder<::amplify_rest::kind::None>,
            #interceptor_argument
            #key_argument
            client: &::amplify_rest::Client,
            #auth_argument
        ) -> Result<Self, ::amplify_rest::Error> {
            let endpoint = settings #authorizer #auth .build(client)?;
            Ok(Self { endpoint })
        }
    }
}

/// `.authorizer(…)`; nothing where there is nothing to authorize.
fn authorizer(endpoint: &PlannedEndpoint) -> Option<TokenStream> {
    let has_key = endpoint.api_key != ApiKey::None;
    let made = match &endpoint.authorizer {
        Authorizer::None if !has_key => return None,
        Authorizer::None => quote!(::amplify_rest::Authorizer::none()),
        Authorizer::ApiKey => return Some(quote!(.authorizer(::amplify_rest::Authorizer::api_key(api_key)))),
        Authorizer::Iam => quote!(::amplify_rest::Authorizer::iam()),
        Authorizer::UserPool(token) => {
            let token = ident(match token {
                TokenKind::Access => "Access",
                TokenKind::Id => "Id",
            });
            quote!(::amplify_rest::Authorizer::user_pool(::amplify_rest::TokenKind::#token))
        }
        Authorizer::Custom => quote!(interceptor),
    };
    let key = has_key.then(|| quote!(.with_api_key(api_key)));
    Some(quote!(.authorizer(#made #key)))
}
