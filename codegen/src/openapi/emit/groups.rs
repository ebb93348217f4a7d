//! Operations grouped by their tags: a type for each tag, which borrows the endpoint.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::docs::{code, comment};
use crate::openapi::plan::Group;
use crate::schema::names::identifier;

/// The endpoint's method that leads to a tag's operations.
pub(super) fn accessor(tag: &str, group: &Group) -> TokenStream {
    let (accessor, of) = (identifier(&group.accessor), identifier(&group.type_name));
    let docs = comment([format!("The operations tagged {}.", code(tag))]);
    quote! {
        #docs
        #[must_use]
        pub fn #accessor(&self) -> #of<'_> {
            #of { endpoint: &self.endpoint }
        }
    }
}

/// The type that has a tag's operations.
pub(super) fn structure(
    tag: &str,
    group: &Group,
    kind: &TokenStream,
    methods: impl Iterator<Item = impl ToTokens>,
) -> TokenStream {
    let of = identifier(&group.type_name);
    let docs = comment([format!("The operations tagged {}.", code(tag))]);
    quote! {
        #docs
        #[derive(Clone, Copy, Debug)]
        pub struct #of<'a> {
            endpoint: &'a ::amplify_rest::Endpoint<#kind>,
        }
        #[allow(clippy::wrong_self_convention, clippy::trivially_copy_pass_by_ref, reason = "the names are the API's")]
        impl #of<'_> { #(#methods)* }
    }
}
