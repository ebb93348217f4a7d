//! Answers: how a success is read, and the enums where statuses differ in what they carry.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::docs;
use crate::docs::{code, comment};
use crate::in_place::in_place;
use crate::openapi::model::Status;
use crate::openapi::plan::{AnswerSet, BodyReading, Call, Client, Reading, Success};
use crate::schema::large_variants;
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

/// What a success of a request that one operation has is read into.
pub(super) fn read_success(client: &Client, call: &Call) -> TokenStream {
    if matches!(call.success, Success::Several) { answered(client, call) } else { success(call) }
}

/// What an answer of any status to such a request is read into.
pub(super) fn read_any(client: &Client, call: &Call) -> TokenStream {
    if call.answers.is_some() { answered(client, call) } else { quote!(sdk::Response) }
}

/// The enum of an answer set.
pub(super) fn items(set: &AnswerSet) -> TokenStream {
    let name = identifier(&set.name);
    let parameter = set.parameter();
    let docs = set.variants.iter();
    let docs = docs.map(|variant| docs::answer(variant.status, variant.description.as_deref()));
    let names: Vec<Identifier<'_>> = set.variants.iter().map(|variant| identifier(&variant.name)).collect();
    let types = set.variants.iter().enumerate().map(|(place, variant)| {
        in_place(move || match &variant.reading {
            Some(reading) if parameter == Some(place) => type_with(quote!(T), reading),
            Some(reading) => type_of(reading),
            None => quote!(sdk::Response),
        })
    });
    let is_alone = set.variants.len() == 1;
    let patterns = set.variants.iter().map(|variant| in_place(move || pattern(variant.status, is_alone)));
    let readers = set.variants.iter().map(|variant| variant.reading.as_ref().map(reader));
    let readers = readers.map(|reader| reader.map(|reader| in_place(move || quote!((#reader)))));
    let success = in_place(|| set.success(parameter));
    let of = set.operation.as_ref().map_or_else(|| "several operations".to_owned(), |name| code(name));
    let about = comment([format!("What {of} may answer with, by status.")]);
    let of = parameter.map(|_| in_place(|| quote!(<T>)));
    let is_large = |reading: &Reading| match &reading.body {
        BodyReading::Json(used) | BodyReading::Media(used) => used.bytes > LARGE,
        BodyReading::Text | BodyReading::Bytes => false,
    };
    // Clippy says nothing of what stands for any type.
    let concrete = set.variants.iter().enumerate().filter(|(place, _)| parameter != Some(*place));
    let mut readings = concrete.filter_map(|(_, variant)| variant.reading.as_ref());
    let lint = readings.any(is_large).then(|| in_place(large_variants));
    quote! {
        #about
        #lint
        #[derive(Debug)]
        pub enum #name #of { #(#docs #names(#types),)* }
        sdk::answers!(#name #of, #success; #(#patterns => #names #readers),*);
    }
}

/// From how many bytes on a body may make its variant far larger than the others.
const LARGE: u64 = 200;

/// The statuses of an answer, which is read whatever the status where it is the only one.
fn pattern(status: Status, is_alone: bool) -> TokenStream {
    match status {
        _ if is_alone => quote!(_),
        Status::Code(code) => Literal::u16_unsuffixed(code).into_token_stream(),
        Status::Class(class) => {
            let (first, last) = (Literal::u16_unsuffixed(class * 100), Literal::u16_unsuffixed(class * 100 + 99));
            quote!(#first..=#last)
        }
        Status::Default => quote!(_),
    }
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
