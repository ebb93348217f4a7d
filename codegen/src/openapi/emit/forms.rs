//! Forms with files as structs that know their parts.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use crate::docs::{code, comment};
use crate::in_place::in_place;
use crate::openapi::model::PartKind;
use crate::openapi::plan::{FormField, FormType};
use crate::schema::Shape;
use crate::schema::names::identifier;

/// The struct and how its parts are written.
pub(super) fn structure(form: &FormType) -> TokenStream {
    let name = identifier(&form.name);
    let about = comment([format!("The form of {}.", code(&form.operation))]);
    let docs = form.fields.iter().map(|field| docs::part(&field.part));
    let names = form.fields.iter().map(|field| identifier(&field.name));
    let types = form.fields.iter().map(|field| in_place(|| of(field)));
    let default = form.fields.iter().all(|field| !field.part.is_required || field.part.is_list);
    let default = default.then(|| quote!(, Default));
    let parts = form.fields.iter().map(|field| in_place(move || part(field)));
    quote! {
        #about
        #[derive(Clone, Debug #default)]
        pub struct #name { #(#docs pub #names: #types,)* }
        impl From<&#name> for sdk::Parts {
            fn from(form: &#name) -> Self {
                Self::new() #(#parts)*
            }
        }
    }
}

/// The type of a part's field.
pub(in crate::openapi) fn of(field: &FormField) -> TokenStream {
    let of = match field.part.kind {
        PartKind::File(_) => quote!(sdk::File),
        PartKind::Text(_) | PartKind::List(_) | PartKind::Json(_) => field.of.tokens.clone(),
    };
    match (field.part.is_list, field.part.is_required) {
        (true, _) => quote!(Vec<#of>),
        (false, true) => of,
        (false, false) => quote!(Option<#of>),
    }
}

/// The call that adds it.
fn part(field: &FormField) -> TokenStream {
    let (member, part) = (identifier(&field.name), &field.part.name);
    let is_one = field.part.is_required && !field.part.is_list;
    let is_secret = matches!(field.of.shape, Shape::Secret) && !matches!(field.part.kind, PartKind::Json(_));
    let values = match (is_secret, is_one) {
        (false, false) => quote!(&form.#member),
        (false, true) => quote!([&form.#member]),
        (true, true) => quote!([form.#member.expose()]),
        (true, false) => quote!(form.#member.iter().map(::amplify_rest::Secret::expose)),
    };
    match &field.part.kind {
        PartKind::Text(None) => quote!(.text(#part, None, #values)),
        PartKind::Text(Some(media_type)) => quote!(.text(#part, Some(#media_type), #values)),
        PartKind::List(style) => {
            let style = super::style(*style);
            quote!(.list(#part, #style, #values))
        }
        PartKind::Json(media_type) => quote!(.json(#part, #media_type, #values)),
        PartKind::File(media_type) => quote!(.files(#part, #media_type, #values)),
    }
}
