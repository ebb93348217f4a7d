//! Declared headers as structs that are read when the program asks for them.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, style};
use crate::docs::{code, comment};
use crate::in_place::in_place;
use crate::openapi::plan::{HeaderField, Headers};
use crate::schema::names::identifier;

/// The struct and how it is read.
pub(super) fn structure(headers: &Headers) -> TokenStream {
    let name = identifier(&headers.name);
    let list: Vec<String> = headers.fields.iter().map(|field| code(&field.header)).collect();
    let about = comment([format!("The headers of answers that have {}.", list.join(", "))]);
    let docs = headers.fields.iter().map(docs::header);
    let names = headers.fields.iter().map(|field| identifier(&field.name));
    let types = headers.fields.iter().map(|field| {
        let of = &field.of.tokens;
        in_place(move || if field.is_required { of.clone() } else { quote!(Option<#of>) })
    });
    let reads = headers.fields.iter().map(|field| in_place(move || read(field)));
    quote! {
        #about
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name { #(#docs pub #names: #types,)* }
        impl sdk::DeclaredHeaders for #name {
            fn read(headers: &sdk::HeaderMap) -> Result<Self, sdk::Error> {
                Ok(Self { #(#reads)* })
            }
        }
    }
}

fn read(field: &HeaderField) -> TokenStream {
    let (name, header, style) = (identifier(&field.name), &field.header, style(field.style));
    let read = identifier(if field.is_required { "header" } else { "optional_header" });
    quote!(#name: sdk::#read(headers, #header, #style)?,)
}
