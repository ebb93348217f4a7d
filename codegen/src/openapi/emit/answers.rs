//! Sending, and the answers' enum where statuses differ in what they carry.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use crate::openapi::model::Status;
use crate::openapi::plan::{BodyReading, Call, Reading, Success, Variant};
use crate::schema::names::identifier;

/// The builder's last methods.
pub(super) fn sends(call: &Call) -> TokenStream {
    let answers = identifier(&call.answer_name);
    let (of, body) = match &call.success {
        Success::Untyped => (quote!(sdk::Response), quote!(self.0.send())),
        Success::One(reading) => {
            let (of, read) = (type_of(reading), reader(reading));
            (of, quote!(sdk::#read(self.0.send()?)))
        }
        Success::Several => (quote!(#answers), quote!(#answers::read(self.0.send()?))),
    };
    let send_any = (!call.variants.is_empty()).then(|| {
        quote! {
            #[doc = " Sends it and gives back the answer, whatever its status."]
            pub fn send_any(self) -> Result<#answers, sdk::Error> {
                #answers::read(self.0.send_any()?)
            }
        }
    });
    quote! {
        #[doc = " Sends it; an answer that is not 2xx is an error that has it."]
        pub fn send(self) -> Result<#of, sdk::Error> {
            #body
        }
        #send_any
    }
}

/// The enum, where one is needed.
pub(super) fn items(call: &Call) -> Option<TokenStream> {
    if call.variants.is_empty() {
        return None;
    }
    let name = identifier(&call.answer_name);
    let variants = call.variants.iter().map(|variant| {
        let docs = docs::answer(&variant.status.to_string(), variant.description.as_deref());
        let (name, of) = (identifier(&variant.name), variant.reading.as_ref().map(type_of));
        let of = of.unwrap_or_else(|| quote!(sdk::Response));
        quote!(#docs #name(#of),)
    });
    let arms = call.variants.iter().map(|variant| {
        let pattern = match variant.status {
            Status::Code(code) => {
                let code = proc_macro2::Literal::u16_unsuffixed(code);
                quote!(#code)
            }
            Status::Class(class) => {
                let first = proc_macro2::Literal::u16_unsuffixed(class * 100);
                let last = proc_macro2::Literal::u16_unsuffixed(class * 100 + 99);
                quote!(#first..=#last)
            }
            Status::Default => quote!(_),
        };
        let made = made(variant);
        quote!(#pattern => #made,)
    });
    let body = if let [only] = call.variants.as_slice() {
        made(only)
    } else {
        quote!(match response.status().as_u16() { #(#arms)* })
    };
    let docs = format!(" What {} may answer with, by status.", docs::code(&call.name));
    Some(quote! {
        #[doc = #docs]
        #[derive(Debug)]
        pub enum #name { #(#variants)* }
        impl #name {
            fn read(response: sdk::Response) -> Result<Self, sdk::Error> {
                #body
            }
        }
    })
}

/// A variant, made from the answer.
fn made(variant: &Variant) -> TokenStream {
    let name = identifier(&variant.name);
    let read = variant.reading.as_ref().map(reader);
    read.map_or_else(|| quote!(Ok(Self::#name(response))), |read| quote!(sdk::#read(response).map(Self::#name)))
}

fn type_of(reading: &Reading) -> TokenStream {
    let of = match &reading.body {
        BodyReading::Json(used) => used.tokens.clone(),
        BodyReading::Text => quote!(String),
        BodyReading::Bytes => quote!(Vec<u8>),
        BodyReading::Media(used) => {
            let of = &used.tokens;
            quote!(sdk::Media<#of>)
        }
    };
    let headers = reading.headers.iter().map(|name| identifier(name));
    quote!(sdk::Answer<#of #(, #headers)*>)
}

fn reader(reading: &Reading) -> proc_macro2::Ident {
    identifier(match reading.body {
        BodyReading::Json(_) => "json",
        BodyReading::Text => "text",
        BodyReading::Bytes => "bytes",
        BodyReading::Media(_) => "media",
    })
}
