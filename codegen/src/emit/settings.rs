//! `Settings`: the values that differ between environments.

use proc_macro2::TokenStream;
use quote::quote;

use super::{arguments, environment, ident};
use crate::configuration::{IdentityPool, SignInFlow, UserPool};
use crate::in_place::in_place;
use crate::plan::{ApiKey, Plan, PlannedEndpoint};

/// The struct, and how it is filled from what was compiled in or from another environment's file.
pub(super) fn items(plan: &Plan) -> TokenStream {
    let user_pool = plan.user_pool.as_ref().map(|_| quote!(user_pool: ::amplify_rest::UserPoolConfig,));
    let identity_pool = plan.identity_pool.as_ref().map(|_| quote!(identity_pool: ::amplify_rest::IdentityPoolConfig,));
    let endpoints = plan.endpoints.iter().map(|endpoint| {
        let name = ident(&endpoint.names.module);
        let key = compiled_in_key(endpoint).map(|(name, _)| quote!(#name: ::amplify_rest::ApiKey,));
        quote!(#name: ::amplify_rest::EndpointBuilder<::amplify_rest::kind::None>, #key)
    });
    let compiled_in = in_place(|| compiled_in(plan));
    let read = in_place(|| read(plan));
    quote! {
        /// What differs between environments.
        struct Settings { #user_pool #identity_pool #(#endpoints)* }
        impl Settings {
            #compiled_in
            #read
        }
    }
}

fn compiled_in(plan: &Plan) -> TokenStream {
    let user_pool = plan.user_pool.as_ref().map(|pool| in_place(|| user_pool(pool)));
    let identity_pool = plan.identity_pool.as_ref().map(|pool| in_place(|| identity_pool(pool)));
    let endpoints = plan.endpoints.iter().map(|endpoint| {
        let name = ident(&endpoint.names.module);
        let key = compiled_in_key(endpoint).map(|(field, key)| quote!(#field: #key.into(),));
        quote!(#name: #name::compiled_in(), #key)
    });
    quote! {
        fn compiled_in() -> Self {
            Self { #user_pool #identity_pool #(#endpoints)* }
        }
    }
}

fn read(plan: &Plan) -> TokenStream {
    let user_pool = plan.user_pool.as_ref().map(|_| quote!(user_pool: environment.user_pool()?,));
    let identity_pool = plan.identity_pool.as_ref().map(|_| quote!(identity_pool: environment.identity_pool()?,));
    let endpoints = plan.endpoints.iter().map(|endpoint| {
        let (variable, name, pointer) =
            (ident(&endpoint.names.module), &endpoint.name, environment::pointer(plan, endpoint));
        let method = environment::method(plan, endpoint, "api_key");
        let key = compiled_in_key(endpoint).map(|(field, _)| quote!(#field: environment.#method(#name, #pointer)?,));
        quote!(#variable: #variable::read(&environment)?, #key)
    });
    quote! {
        fn read(text: &str) -> Result<Self, ::amplify_rest::Error> {
            let environment = Environment::read(text)?;
            Ok(Self { #user_pool #identity_pool #(#endpoints)* })
        }
    }
}

fn user_pool(pool: &UserPool) -> TokenStream {
    let UserPool { id, client_id, region, .. } = pool;
    let endpoint = pool.endpoint.as_ref().map(|endpoint| quote!(.endpoint(#endpoint)));
    let flow = (pool.flow == SignInFlow::Password).then(|| quote!(.flow(::amplify_rest::SignInFlow::Password)));
    quote!(user_pool: ::amplify_rest::UserPoolConfig::new(#id, #client_id, #region) #endpoint #flow,)
}

fn identity_pool(pool: &IdentityPool) -> TokenStream {
    let IdentityPool { id, region, .. } = pool;
    let endpoint = pool.endpoint.as_ref().map(|endpoint| quote!(.endpoint(#endpoint)));
    quote!(identity_pool: ::amplify_rest::IdentityPoolConfig::new(#id, #region) #endpoint,)
}

/// The field and the text of a key that the build script asks to compile in.
pub(super) fn compiled_in_key(endpoint: &PlannedEndpoint) -> Option<(proc_macro2::Ident, &str)> {
    match &endpoint.api_key {
        ApiKey::CompiledIn(key) => Some((arguments::api_key_name(endpoint), key.expose())),
        ApiKey::None | ApiKey::Argument => None,
    }
}
