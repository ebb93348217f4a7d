//! `Environment`: another environment's file of the same format, read through the types of its schema, which answers for
//! the values that differ between environments.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::ident;
use super::settings::compiled_in_key;
use crate::configuration::Format;
use crate::plan::{Plan, PlannedEndpoint, Region};
use crate::schema::Types;

/// `Environment`, which finds its way through the types of the format, with the methods that are called.
pub(super) fn items(plan: &Plan, config: &Types) -> TokenStream {
    let (api, auth) = match plan.format {
        Format::ShortForm => (quote!(file.aws_api_plugin), quote!(file.aws_cognito_auth_plugin)),
        _ => (
            quote!(file.api.and_then(|api| api.plugins).and_then(|plugins| plugins.aws_api_plugin)),
            quote!(file.auth.and_then(|auth| auth.plugins).and_then(|plugins| plugins.aws_cognito_auth_plugin)),
        ),
    };
    let has_endpoints = !plan.endpoints.is_empty();
    let endpoints_field =
        has_endpoints.then(|| quote!(endpoints: ::std::collections::BTreeMap<String, config::Endpoint>,));
    let endpoints_value = has_endpoints.then(|| quote!(endpoints: #api.unwrap_or_default(),));
    let cognito_field = plan.has_auth().then(|| quote!(cognito: Option<config::CognitoPlugin>,));
    let cognito_value = plan.has_auth().then(|| quote!(cognito: #auth,));
    let needs = |need: fn(&PlannedEndpoint) -> bool| plan.endpoints.iter().any(need);
    let endpoint = has_endpoints.then(endpoint);
    let region = needs(|endpoint| matches!(endpoint.region, Some(Region::Configured(_)))).then(region);
    let api_key = needs(|endpoint| compiled_in_key(endpoint).is_some()).then(|| api_key(config));
    let user_pool = plan.user_pool.as_ref().map(|pool| user_pool(&pool.pointer));
    let identity_pool = plan.identity_pool.as_ref().map(|pool| identity_pool(&pool.pointer));
    quote! {
        /// Another environment's configuration, as far as the backend needs it.
        struct Environment { #endpoints_field #cognito_field }
        impl Environment {
            fn read(text: &str) -> Result<Self, ::amplify_rest::Error> {
                let file: config::Configuration = ::amplify_rest::codegen::read_config(text)?;
                Ok(Self { #endpoints_value #cognito_value })
            }
            #endpoint
            #region
            #api_key
            #user_pool
            #identity_pool
        }
        /// A text that is there and not empty, which is how the Amplify CLI writes what is absent.
        fn present<'t>(text: Option<&'t str>, pointer: &str, member: &str) -> Result<&'t str, ::amplify_rest::Error> {
            text.filter(|text| !text.is_empty())
                .ok_or_else(|| ::amplify_rest::codegen::missing(&format!("{pointer}/{member}")))
        }
    }
}

fn endpoint() -> TokenStream {
    quote! {
        /// The endpoint of that name, if its authorizer has one of these names; no names stand for any.
        fn endpoint(
            &self,
            name: &str,
            pointer: &str,
            authorizers: &[&str],
        ) -> Result<::amplify_rest::EndpointBuilder<::amplify_rest::kind::None>, ::amplify_rest::Error> {
            let endpoint = self.endpoints.get(name).ok_or_else(|| ::amplify_rest::codegen::missing(pointer))?;
            let found = endpoint.authorization_type.as_str();
            match authorizers {
                [built, ..] if !authorizers.contains(&found) => {
                    let pointer = format!("{pointer}/authorizationType");
                    Err(::amplify_rest::codegen::wrong_authorizer(&pointer, built, found))
                }
                _ => {
                    let url = present(Some(&endpoint.endpoint), pointer, "endpoint")?;
                    Ok(::amplify_rest::Endpoint::builder(name, url))
                }
            }
        }
    }
}

fn region() -> TokenStream {
    quote! {
        /// The region that requests to that endpoint are signed for.
        fn region(&self, name: &str, pointer: &str) -> Result<&str, ::amplify_rest::Error> {
            let region = self.endpoints.get(name).and_then(|endpoint| endpoint.region.as_deref());
            present(region, pointer, "region")
        }
    }
}

fn api_key(config: &Types) -> TokenStream {
    let [key, documented] = ["apiKey", "API_KEY"].map(|member| field(config, "Endpoint", member));
    quote! {
        /// The API key of that endpoint.
        fn api_key(&self, name: &str, pointer: &str) -> Result<::amplify_rest::ApiKey, ::amplify_rest::Error> {
            let endpoint = self.endpoints.get(name);
            let key = endpoint.and_then(|endpoint| endpoint.#key.as_ref().or(endpoint.#documented.as_ref()));
            present(key.map(::amplify_rest::Secret::expose), pointer, "apiKey").map(Into::into)
        }
    }
}

/// The field of a member, whose name the schema compiler chose.
fn field(config: &Types, of: &str, member: &str) -> Ident {
    ident(config.member(of, member).map_or(member, |member| &member.field))
}

fn user_pool(pointer: &str) -> TokenStream {
    quote! {
        fn user_pool(&self) -> Result<::amplify_rest::UserPoolConfig, ::amplify_rest::Error> {
            let pointer = #pointer;
            let pools = self.cognito.as_ref().and_then(|cognito| cognito.cognito_user_pool.as_ref());
            let pool = pools.and_then(|pools| pools.default.as_ref());
            let pool = pool.ok_or_else(|| ::amplify_rest::codegen::missing(pointer))?;
            let id = present(Some(&pool.pool_id), pointer, "PoolId")?;
            let client_id = present(Some(&pool.app_client_id), pointer, "AppClientId")?;
            let region = present(Some(&pool.region), pointer, "Region")?;
            let mut config = ::amplify_rest::UserPoolConfig::new(id, client_id, region);
            if let Some(secret) = pool.app_client_secret.as_ref().filter(|secret| !secret.expose().is_empty()) {
                config = config.client_secret(secret);
            }
            if let Some(endpoint) = pool.endpoint.as_deref().filter(|endpoint| !endpoint.is_empty()) {
                config = config.endpoint(endpoint);
            }
            let settings = self.cognito.as_ref().and_then(|cognito| cognito.auth.as_ref());
            let settings = settings.and_then(|auth| auth.default.as_ref());
            match settings.and_then(|settings| settings.authentication_flow_type) {
                Some(config::AuthenticationFlow::UserPasswordAuth) => {
                    Ok(config.flow(::amplify_rest::SignInFlow::Password))
                }
                _ => Ok(config),
            }
        }
    }
}

fn identity_pool(pointer: &str) -> TokenStream {
    quote! {
        fn identity_pool(&self) -> Result<::amplify_rest::IdentityPoolConfig, ::amplify_rest::Error> {
            let pointer = #pointer;
            let provider = self.cognito.as_ref().and_then(|cognito| cognito.credentials_provider.as_ref());
            let pools = provider.and_then(|provider| provider.cognito_identity.as_ref());
            let pool = pools.and_then(|pools| pools.default.as_ref());
            let pool = pool.ok_or_else(|| ::amplify_rest::codegen::missing(pointer))?;
            let id = present(Some(&pool.pool_id), pointer, "PoolId")?;
            let config = ::amplify_rest::IdentityPoolConfig::new(id, present(Some(&pool.region), pointer, "Region")?);
            match pool.endpoint.as_deref() {
                Some(endpoint) if !endpoint.is_empty() => Ok(config.endpoint(endpoint)),
                _ => Ok(config),
            }
        }
    }
}
