//! Where things stand in Gen 2's outputs: endpoints in `custom.API` and `rest_api`, both pools in `auth`.

use proc_macro2::TokenStream;
use quote::quote;

use super::section::{Section, Shape};
use super::{Parts, field, ident};
use crate::configuration::{IdentityPool, UserPool};
use crate::plan::{Plan, PlannedEndpoint};
use crate::schema::Types;

/// What the names of an endpoint's methods begin with: there are two places where it may stand.
pub(super) fn prefix(endpoint: &PlannedEndpoint) -> &'static str {
    if endpoint.pointer.starts_with("/rest_api/") { "rest_" } else { "" }
}

pub(super) fn parts(plan: &Plan, config: &Types) -> Parts {
    let api = field(config, "Custom", "API");
    let custom = Section {
        prefix: "",
        field: ident("endpoints"),
        of: "CustomEndpoint",
        shape: Shape::Map,
        url: "endpoint",
        region: "region",
        authorizer: "authorizationType",
        api_keys: &["apiKey"],
    };
    let rest = Section {
        prefix: "rest_",
        field: ident("rest_endpoints"),
        of: "RestEndpoint",
        shape: Shape::Map,
        url: "url",
        region: "aws_region",
        authorizer: "authorization_type",
        api_keys: &["api_key"],
    };
    let custom_value = quote!(endpoints: file.custom.and_then(|custom| custom.#api).unwrap_or_default(),);
    let rest_value = quote!(rest_endpoints: file.rest_api.unwrap_or_default(),);
    let (mut fields, mut values, mut methods) = (TokenStream::new(), TokenStream::new(), TokenStream::new());
    for (section, value) in [(custom, custom_value), (rest, rest_value)] {
        let endpoints: Vec<_> = plan.endpoints.iter().filter(|endpoint| prefix(endpoint) == section.prefix).collect();
        if !endpoints.is_empty() {
            fields.extend(section.keeps());
            values.extend(value);
            methods.extend(section.methods(&endpoints, config));
        }
    }
    if plan.has_auth() {
        fields.extend(quote!(auth: Option<config::Auth>,));
        values.extend(quote!(auth: file.auth,));
        methods.extend(auth());
        methods.extend(plan.user_pool.as_ref().map(user_pool));
        methods.extend(plan.identity_pool.as_ref().map(identity_pool));
    }
    let read = quote! {
        let file: config::Configuration = ::amplify_rest::codegen::read_config(text)?;
        Ok(Self { #values })
    };
    Parts { fields, read, methods }
}

fn auth() -> TokenStream {
    quote! {
        fn auth(&self) -> Result<&config::Auth, ::amplify_rest::Error> {
            self.auth.as_ref().ok_or_else(|| ::amplify_rest::codegen::missing("/auth"))
        }
    }
}

fn user_pool(pool: &UserPool) -> TokenStream {
    let pointer = &pool.pointer;
    quote! {
        fn user_pool(&self) -> Result<::amplify_rest::UserPoolConfig, ::amplify_rest::Error> {
            let (auth, pointer) = (self.auth()?, #pointer);
            let id = present(Some(&auth.user_pool_id), pointer, "user_pool_id")?;
            let client_id = present(Some(&auth.user_pool_client_id), pointer, "user_pool_client_id")?;
            let region = present(Some(&auth.aws_region), pointer, "aws_region")?;
            let mut config = ::amplify_rest::UserPoolConfig::new(id, client_id, region);
            if let Some(secret) = auth.app_client_secret.as_ref().filter(|secret| !secret.expose().is_empty()) {
                config = config.client_secret(secret);
            }
            match auth.user_pool_endpoint.as_deref() {
                Some(endpoint) if !endpoint.is_empty() => Ok(config.endpoint(endpoint)),
                _ => Ok(config),
            }
        }
    }
}

fn identity_pool(pool: &IdentityPool) -> TokenStream {
    let pointer = &pool.pointer;
    quote! {
        fn identity_pool(&self) -> Result<::amplify_rest::IdentityPoolConfig, ::amplify_rest::Error> {
            let (auth, pointer) = (self.auth()?, #pointer);
            let id = present(auth.identity_pool_id.as_deref(), pointer, "identity_pool_id")?;
            let region = present(Some(&auth.aws_region), pointer, "aws_region")?;
            let config = ::amplify_rest::IdentityPoolConfig::new(id, region);
            match auth.identity_pool_endpoint.as_deref() {
                Some(endpoint) if !endpoint.is_empty() => Ok(config.endpoint(endpoint)),
                _ => Ok(config),
            }
        }
    }
}
