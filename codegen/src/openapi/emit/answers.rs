//! Answers: how a success is read, and the enums where statuses differ in what they carry.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::docs;
use crate::docs::{code, comment};
use crate::in_place::in_place;
use crate::openapi::model::Status;
use crate::openapi::plan::{AnswerSet, AnswerVariant, BodyReading, Call, Client, Reading, Success};
use crate::schema::names::{Identifier, identifier};

/// What an operation may answer with, as the type that its request is about.
pub(super) fn answered(client: &Client, call: &Call) -> TokenStream {
    let Some(answered) = &call.answers else { return success(call) };
    let name = identifier(&client.answers[answered.set].name);
    let of = answered.parameter.as_ref().map(|of| &of.tokens);
    of.map_or_else(|| quote!(#name), |of| quote!(#name<#of>))
}

/// What a success is read into, where that is no enum.
fn success(call: &Call) -> TokenStream {
    match &call.success {
        Success::One(reading) => type_of(reading),
        Success::Untyped | Success::Several => quote!(sdk::Response),
    }
}

/// The call that says how a success is read.
pub(super) fn reads(call: &Call) -> TokenStream {
    let accept = Some(&call.accept).filter(|accept| !accept.is_empty());
    let read = match &call.success {
        Success::One(Reading { body: BodyReading::Json(_), .. }) if call.accept == "application/json" => {
            return quote!(.reads_json());
        }
        Success::One(reading) => {
            let read = reader(reading);
            quote!(.reads(sdk::#read))
        }
        Success::Several => quote!(.reads(sdk::by_status)),
        Success::Untyped => quote!(.reads(Ok)),
    };
    accept.map(|accept| quote!(.accept(#accept))).into_iter().chain([read]).collect()
}

/// What a request that one operation has is read into: a success, and an answer of any status.
pub(super) fn read(client: &Client, call: &Call) -> (TokenStream, TokenStream) {
    let enumeration = call.answers.as_ref().map(|_| answered(client, call));
    let success = match (&call.success, &enumeration) {
        (Success::Several, Some(name)) => name.clone(),
        _ => success(call),
    };
    (success, enumeration.unwrap_or_else(|| quote!(sdk::Response)))
}

/// The enum of an answer set.
pub(super) fn items(set: &AnswerSet) -> TokenStream {
    let name = identifier(&set.name);
    let parameter = set.parameter();
    let variants = set.variants.iter().enumerate();
    let variants = variants.map(|(place, of)| in_place(move || variant(of, parameter == Some(place))));
    let is_alone = set.variants.len() == 1;
    let arms = set.variants.iter().map(|variant| in_place(move || arm(variant, is_alone)));
    let success = in_place(|| set.success(parameter));
    let of = set.operation.as_ref().map_or_else(|| "several operations".to_owned(), |name| code(name));
    let docs = comment([format!("What {of} may answer with, by status.")]);
    let of = parameter.is_some().then(|| quote!(<T>));
    quote! {
        #docs
        #[derive(Debug)]
        pub enum #name #of { #(#variants)* }
        sdk::answers!(#name #of, #success; #(#arms),*);
    }
}

fn variant(variant: &AnswerVariant, is_parameter: bool) -> TokenStream {
    let docs = in_place(|| docs::answer(&variant.status.to_string(), variant.description.as_deref()));
    let name = identifier(&variant.name);
    let of = in_place(|| match &variant.reading {
        Some(reading) if is_parameter => type_with(quote!(T), reading),
        Some(reading) => type_of(reading),
        None => quote!(sdk::Response),
    });
    quote!(#docs #name(#of),)
}

/// How the answers of a status are read.
fn arm(variant: &AnswerVariant, is_alone: bool) -> TokenStream {
    let pattern = in_place(|| match variant.status {
        // The only one is read whatever the status.
        _ if is_alone => quote!(_),
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
    });
    let name = identifier(&variant.name);
    let read = variant.reading.as_ref().map(reader).map(|read| quote!((#read)));
    quote!(#pattern => #name #read)
}

impl AnswerSet {
    /// What a success is read into.
    fn success(&self, parameter: Option<usize>) -> TokenStream {
        match &self.success {
            Success::Several => quote!(Self),
            Success::One(reading) if parameter.is_some() => type_with(quote!(T), reading),
            Success::One(reading) => type_of(reading),
            Success::Untyped => quote!(sdk::Response),
        }
    }
}

fn type_of(reading: &Reading) -> TokenStream {
    let of = in_place(|| match &reading.body {
        BodyReading::Json(used) => used.tokens.clone(),
        BodyReading::Text => quote!(String),
        BodyReading::Bytes => quote!(Vec<u8>),
        BodyReading::Media(used) => {
            let of = &used.tokens;
            quote!(sdk::Media<#of>)
        }
    });
    type_with(of, reading)
}

/// The answer with this body and the headers that are declared.
fn type_with(of: impl ToTokens, reading: &Reading) -> TokenStream {
    let headers = reading.headers.iter().map(|name| identifier(name));
    quote!(sdk::Answer<#of #(, #headers)*>)
}

fn reader(reading: &Reading) -> Identifier<'static> {
    identifier(match reading.body {
        BodyReading::Json(_) => "json",
        BodyReading::Text => "text",
        BodyReading::Bytes => "bytes",
        BodyReading::Media(_) => "media",
    })
}
