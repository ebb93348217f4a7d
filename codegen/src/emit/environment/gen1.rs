//! Where things stand in the Gen 1 native format and the short form: the two plugins.

use proc_macro2::TokenStream;
use quote::quote;

use super::section::{Section, Shape};
use super::{Parts, ident};
use crate::configuration::Format;
use crate::plan::Plan;
use crate::schema::Types;

pub(super) fn parts(plan: &Plan, config: &Types) -> Parts {
    let (api, auth) = match plan.format {
        Format::ShortForm => (quote!(file.aws_api_plugin), quote!(file.aws_cognito_auth_plugin)),
        _ => (
            quote!(file.api.and_then(|api| api.plugins).and_then(|plugins| plugins.aws_api_plugin)),
            quote!(file.auth.and_then(|auth| auth.plugins).and_then(|plugins| plugins.aws_cognito_auth_plugin)),
        ),
    };
    let section = Section {
        prefix: "",
        field: ident("endpoints"),
        of: "Endpoint",
        shape: Shape::Map,
        url: "endpoint",
        region: "region",
        authorizer: "authorizationType",
        api_keys: &["apiKey", "API_KEY"],
    };
    let endpoints: Vec<_> = plan.endpoints.iter().collect();
    let has_endpoints = !endpoints.is_empty();
    let endpoints_field = has_endpoints.then(|| section.keeps());
    let endpoints_value = has_endpoints.then(|| quote!(endpoints: #api.unwrap_or_default(),));
    let cognito_field = plan.has_auth().then(|| quote!(cognito: Option<config::CognitoPlugin>,));
    let cognito_value = plan.has_auth().then(|| quote!(cognito: #auth,));
    let section = section.methods(&endpoints, config);
    let user_pool = plan.user_pool.as_ref().map(|pool| user_pool(&pool.pointer));
    let identity_pool = plan.identity_pool.as_ref().map(|pool| identity_pool(&pool.pointer));
    Parts {
        fields: quote!(#endpoints_field #cognito_field),
        read: quote! {
            let file: config::Configuration = ::amplify_rest::codegen::read_config(text)?;
            Ok(Self { #endpoints_value #cognito_value })
        },
        methods: quote!(#section #user_pool #identity_pool),
    }
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
