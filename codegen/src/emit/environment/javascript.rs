//! Where things stand in Gen 1's JavaScript format: a list of endpoints, and the pools at the top.

use proc_macro2::TokenStream;
use quote::quote;

use super::section::{Section, Shape};
use super::{Parts, ident};
use crate::plan::Plan;
use crate::schema::Types;

/// The JSON pointer of the list of endpoints.
pub(super) const LIST: &str = "/aws_cloud_logic_custom";

pub(super) fn parts(plan: &Plan, config: &Types) -> Parts {
    let section = Section {
        prefix: "",
        field: ident("endpoints"),
        of: "RestEndpoint",
        shape: Shape::List,
        url: "endpoint",
        region: "region",
        authorizer: "authorizationType",
        api_keys: &["apiKey"],
    };
    let endpoints: Vec<_> = plan.endpoints.iter().collect();
    let has_endpoints = !endpoints.is_empty();
    let endpoints_field = has_endpoints.then(|| section.keeps());
    let endpoints_value = has_endpoints.then(|| {
        let pointer = format!("{LIST}/{{index}}");
        let list = quote! {
            let endpoints = file.aws_cloud_logic_custom.take().unwrap_or_default().into_iter().enumerate();
            let endpoints = endpoints
                .map(|(index, endpoint)| (endpoint.name.clone(), (format!(#pointer), endpoint)))
                .collect();
        };
        (list, quote!(endpoints,))
    });
    let (list, endpoints_value) = endpoints_value.unzip();
    let mutable = has_endpoints.then(|| quote!(mut));
    let file_field = plan.has_auth().then(|| quote!(file: config::Configuration,));
    let file_value = plan.has_auth().then(|| quote!(file,));
    let section = section.methods(&endpoints, config);
    let pool_region = plan.has_auth().then(pool_region);
    let user_pool = plan.user_pool.as_ref().map(|_| user_pool());
    let identity_pool = plan.identity_pool.as_ref().map(|_| identity_pool());
    Parts {
        fields: quote!(#endpoints_field #file_field),
        read: quote! {
            let #mutable file: config::Configuration = ::amplify_rest::codegen::read_config(text)?;
            #list
            Ok(Self { #endpoints_value #file_value })
        },
        methods: quote!(#section #pool_region #user_pool #identity_pool),
    }
}

fn pool_region() -> TokenStream {
    quote! {
        /// The region of both pools: the project's where they have none of their own.
        fn pool_region(&self) -> Result<&str, ::amplify_rest::Error> {
            let own = self.file.aws_cognito_region.as_deref().filter(|region| !region.is_empty());
            present(own.or(self.file.aws_project_region.as_deref()), "", "aws_cognito_region")
        }
    }
}

fn user_pool() -> TokenStream {
    quote! {
        fn user_pool(&self) -> Result<::amplify_rest::UserPoolConfig, ::amplify_rest::Error> {
            let id = present(self.file.aws_user_pools_id.as_deref(), "", "aws_user_pools_id")?;
            let client_id = self.file.aws_user_pools_web_client_id.as_deref();
            let client_id = present(client_id, "", "aws_user_pools_web_client_id")?;
            let mut config = ::amplify_rest::UserPoolConfig::new(id, client_id, self.pool_region()?);
            let endpoint = self.file.aws_user_pools_endpoint.as_deref();
            if let Some(endpoint) = endpoint.filter(|endpoint| !endpoint.is_empty()) {
                config = config.endpoint(endpoint);
            }
            match self.file.authentication_flow_type {
                Some(config::AuthenticationFlow::UserPasswordAuth) => {
                    Ok(config.flow(::amplify_rest::SignInFlow::Password))
                }
                _ => Ok(config),
            }
        }
    }
}

fn identity_pool() -> TokenStream {
    quote! {
        fn identity_pool(&self) -> Result<::amplify_rest::IdentityPoolConfig, ::amplify_rest::Error> {
            let id = self.file.aws_cognito_identity_pool_id.as_deref();
            let id = present(id, "", "aws_cognito_identity_pool_id")?;
            let config = ::amplify_rest::IdentityPoolConfig::new(id, self.pool_region()?);
            match self.file.aws_cognito_identity_pool_endpoint.as_deref() {
                Some(endpoint) if !endpoint.is_empty() => Ok(config.endpoint(endpoint)),
                _ => Ok(config),
            }
        }
    }
}
