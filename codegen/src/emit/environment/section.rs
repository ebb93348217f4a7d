//! The methods that answer for the endpoints of one place in a file: a map by name, or a list.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{field, needs_api_key, needs_region};
use crate::plan::PlannedEndpoint;
use crate::schema::Types;

/// Where endpoints stand, and what their members are called.
pub(super) struct Section {
    /// What the names of the methods begin with, where a format has several places.
    pub(super) prefix: &'static str,
    /// The field of `Environment`.
    pub(super) field: Ident,
    /// The type of an endpoint.
    pub(super) of: &'static str,
    pub(super) shape: Shape,
    pub(super) url: &'static str,
    pub(super) region: &'static str,
    pub(super) authorizer: &'static str,
    /// The first that is there counts.
    pub(super) api_keys: &'static [&'static str],
}

/// How `Environment` keeps the endpoints, by their names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// As they are: their pointers follow from their names.
    Map,
    /// Each with its pointer, because a list's order differs between environments.
    List,
}

impl Section {
    /// The field that keeps the endpoints.
    pub(super) fn keeps(&self) -> TokenStream {
        let (field, of) = (&self.field, super::ident(self.of));
        let of = match self.shape {
            Shape::Map => quote!(config::#of),
            Shape::List => quote!((String, config::#of)),
        };
        quote!(#field: ::std::collections::BTreeMap<String, #of>,)
    }

    /// The methods that these endpoints call; none where there are no endpoints.
    pub(super) fn methods(&self, endpoints: &[&PlannedEndpoint], config: &Types) -> TokenStream {
        let needs = |need: fn(&PlannedEndpoint) -> bool| endpoints.iter().any(|endpoint| need(endpoint));
        let endpoint = (!endpoints.is_empty()).then(|| self.endpoint(config));
        let region = needs(needs_region).then(|| self.region(config));
        let api_key = needs(needs_api_key).then(|| self.api_key(config));
        quote!(#endpoint #region #api_key)
    }

    /// Finds the endpoint, and its pointer where that is not known.
    fn lookup(&self) -> TokenStream {
        let field = &self.field;
        match self.shape {
            Shape::Map => quote! {
                let endpoint = self.#field.get(name).ok_or_else(|| ::amplify_rest::codegen::missing(pointer))?;
            },
            Shape::List => quote! {
                let found = self.#field.get(name);
                let (pointer, endpoint) =
                    found.ok_or_else(|| ::amplify_rest::codegen::missing_named(pointer, name))?;
            },
        }
    }

    fn endpoint(&self, config: &Types) -> TokenStream {
        let (method, lookup) = (format_ident!("{}endpoint", self.prefix), self.lookup());
        let (url, authorizer) = (self.url, self.authorizer);
        let [url_field, authorizer_field] = [url, authorizer].map(|member| field(config, self.of, member));
        let is_required = config.member(self.of, authorizer).is_some_and(|member| member.is_required);
        let found = if is_required {
            quote!(endpoint.#authorizer_field.as_str())
        } else {
            // What Amplify's libraries take it for where nothing says so.
            quote!(endpoint.#authorizer_field.map_or("AWS_IAM", config::AuthorizationType::as_str))
        };
        let authorizer_pointer = format!("{{pointer}}/{authorizer}");
        quote! {
            /// The endpoint of that name, if its authorizer has one of these names; no names stand for any.
            fn #method(
                &self,
                name: &str,
                pointer: &str,
                authorizers: &[&str],
            ) -> Result<::amplify_rest::EndpointBuilder<::amplify_rest::kind::None>, ::amplify_rest::Error> {
                #lookup
                let found = #found;
                match authorizers {
                    [built, ..] if !authorizers.contains(&found) => {
                        let pointer = format!(#authorizer_pointer);
                        Err(::amplify_rest::codegen::wrong_authorizer(&pointer, built, found))
                    }
                    _ => {
                        let url = present(Some(&endpoint.#url_field), pointer, #url)?;
                        Ok(::amplify_rest::Endpoint::builder(name, url))
                    }
                }
            }
        }
    }

    fn region(&self, config: &Types) -> TokenStream {
        let (method, lookup) = (format_ident!("{}region", self.prefix), self.lookup());
        let (member, region) = (self.region, field(config, self.of, self.region));
        quote! {
            /// The region that requests to that endpoint are signed for.
            fn #method(&self, name: &str, pointer: &str) -> Result<&str, ::amplify_rest::Error> {
                #lookup
                present(endpoint.#region.as_deref(), pointer, #member)
            }
        }
    }

    fn api_key(&self, config: &Types) -> TokenStream {
        let (method, lookup) = (format_ident!("{}api_key", self.prefix), self.lookup());
        let member = self.api_keys.first();
        let keys = self.api_keys.iter().enumerate().map(|(index, member)| {
            let key = field(config, self.of, member);
            if index == 0 { quote!(endpoint.#key.as_ref()) } else { quote!(.or(endpoint.#key.as_ref())) }
        });
        quote! {
            /// The API key of that endpoint.
            fn #method(&self, name: &str, pointer: &str) -> Result<::amplify_rest::ApiKey, ::amplify_rest::Error> {
                #lookup
                let key = #(#keys)*;
                present(key.map(::amplify_rest::Secret::expose), pointer, #member).map(Into::into)
            }
        }
    }
}
