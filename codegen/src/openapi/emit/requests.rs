//! What operations' methods give back: requests with a setter for each optional argument, or the run-time library's own
//! type where there are none.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Place, answers, complexity, conventions, docs};
use crate::docs::{code, comment};
use crate::in_place::in_place;
use crate::openapi::encoding::encoded;
use crate::openapi::model::{Form, Location};
use crate::openapi::plan::{Argument, Call, Client, Kind, Request, Success};
use crate::schema::Shape;
use crate::schema::names::{Identifier, identifier};

/// The type of an operation's request.
pub(super) fn returned(client: &Client, call: &Call, is_open: bool) -> TokenStream {
    let plain = if is_open { "OpenOperation" } else { "Operation" };
    let name = constructor(client, call).unwrap_or_else(|| identifier(plain));
    let is_untyped = matches!((&call.success, &call.answers), (Success::Untyped, None));
    if is_untyped || call.request.is_some_and(|number| client.requests[number].operation.is_some()) {
        return quote!(#name);
    }
    let of = in_place(|| answers::answered(client, call));
    quote!(#name<#of>)
}

/// What makes a request of a `sdk::Call`, where it is a type of ours.
pub(super) fn constructor<'c>(client: &'c Client, call: &Call) -> Option<Identifier<'c>> {
    call.request.map(|number| identifier(&client.requests[number].name))
}

/// Short names for the requests of which nothing is optional.
pub(super) fn aliases(client: &Client, place: &Place<'_>) -> TokenStream {
    let is_open = |open: &bool| {
        let mut calls = client.api.operations.iter().zip(&client.calls);
        calls.any(|(operation, call)| call.request.is_none() && (place.opens && operation.security.is_open()) == *open)
    };
    let alias = |open: bool| {
        let (name, docs, kind) = if open {
            let docs = " The request of an operation that is open to anybody, and of which nothing is optional.";
            ("OpenOperation", docs, quote!(::amplify_rest::kind::None))
        } else {
            ("Operation", " The request of an operation of which nothing is optional.", place.kind.clone())
        };
        let name = identifier(name);
        quote! {
            #[doc = #docs]
            pub type #name<A = sdk::Response> = sdk::Operation<#kind, A>;
        }
    };
    [false, true].into_iter().filter(is_open).map(alias).collect()
}

/// A request with its setters.
pub(super) fn items(client: &Client, request: &Request, place: &Place<'_>) -> TokenStream {
    let name = identifier(&request.name);
    let kind = if place.opens && request.is_open { quote!(::amplify_rest::kind::None) } else { place.kind.clone() };
    let names = request.setters.iter().map(|argument| argument.name.as_str());
    let lint = conventions(names, &["from_", "to_", "is_", "as_"]);
    let setters = request.setters.iter().map(|argument| in_place(move || setter(argument)));
    if let Some(number) = request.operation {
        let call = &client.calls[number];
        let docs = comment([format!("The request of {}.", code(&call.name))]);
        let inner = in_place(|| answers::answered(client, call));
        let of = quote!(sdk::Operation<#kind, #inner>);
        let complexity = complexity(&of);
        let success = in_place(|| answers::read_success(client, call));
        let any = in_place(|| answers::read_any(client, call));
        return quote! {
            #docs
            #[must_use = "a request does nothing until it is sent"]
            #complexity
            pub struct #name(#of);
            sdk::request!(#name, #kind, #success, #any);
            #lint
            impl #name { #(#setters)* }
        };
    }
    quote! {
        #[doc = " The request of several operations."]
        #[must_use = "a request does nothing until it is sent"]
        pub struct #name<A: sdk::Answers = sdk::Response>(sdk::Operation<#kind, A>);
        sdk::request!(#name<A>, #kind);
        #lint
        impl<A: sdk::Answers> #name<A> { #(#setters)* }
    }
}

fn setter(argument: &Argument) -> TokenStream {
    let name = identifier(&argument.name);
    let (of, sets) = (in_place(|| takes(argument)), in_place(|| sets(argument)));
    let docs = docs::argument(argument);
    let call = identifier(if argument.name == "call" { "request" } else { "call" });
    let deprecated = argument.is_deprecated.then(|| quote!(#[deprecated]));
    quote! {
        #docs
        #deprecated
        pub fn #name(self, #name: #of) -> Self {
            Self(self.0.set(|#call| #call #sets))
        }
    }
}

/// The type that an argument is taken as.
pub(in crate::openapi) fn takes(argument: &Argument) -> TokenStream {
    match argument.kind {
        Kind::Body { form: Form::Text | Form::Bytes, is_open: true, .. } => return quote!(impl Into<sdk::File>),
        Kind::Body { form: Form::Text | Form::Bytes, .. } => return quote!(impl Into<::amplify_rest::Body>),
        Kind::Body { .. } | Kind::Parameter { .. } => {}
    }
    let is_parameter = matches!(argument.kind, Kind::Parameter { .. });
    let of = &argument.of.tokens;
    match &argument.of.shape {
        Shape::Text => quote!(&str),
        Shape::Scalar => of.clone(),
        Shape::Checked { is_text: true, .. } if is_parameter => quote!(&str),
        Shape::Checked { inner, .. } if is_parameter => inner.clone(),
        Shape::List(element) => quote!(&[#element]),
        Shape::Secret | Shape::Checked { .. } | Shape::Nullable(_) | Shape::Value | Shape::Other => quote!(&#of),
    }
}

/// What is set, from the argument.
pub(super) fn value(argument: &Argument) -> TokenStream {
    let name = identifier(&argument.name);
    let of = &argument.of.tokens;
    let is_parameter = matches!(argument.kind, Kind::Parameter { .. });
    match argument.of.shape {
        // The caller hands over what is inside, and the request refuses what breaks the constraints.
        Shape::Checked { is_text: true, .. } if is_parameter => quote!(&sdk::checked::<#of>(#name.to_owned())),
        Shape::Checked { .. } if is_parameter => quote!(&sdk::checked::<#of>(#name)),
        Shape::Secret => quote!(#name.expose()),
        Shape::Scalar => quote!(&#name),
        _ => quote!(#name),
    }
}

/// The call that sets it.
pub(super) fn sets(argument: &Argument) -> TokenStream {
    let value = in_place(|| value(argument));
    match &argument.kind {
        Kind::Parameter { name, location, style } => {
            let style = super::style(*style);
            let (set, name) = match location {
                Location::Path => ("path", name.into()),
                Location::Query => ("query", encoded(name)),
                Location::Header => ("header", name.into()),
                Location::Cookie => ("cookie", encoded(name)),
            };
            let set = identifier(set);
            quote!(.#set(#name, #style, #value))
        }
        Kind::Body { media_type, form, styles, is_open } => match form {
            Form::Json if media_type == "application/json" => quote!(.json(#value)),
            Form::Json => quote!(.json_as(#media_type, #value)),
            Form::UrlEncoded => {
                let styles = styles.iter().map(|(name, style)| {
                    let style = super::style(*style);
                    quote!((#name, #style))
                });
                quote!(.form(#media_type, &[#(#styles),*], #value))
            }
            Form::Multipart => quote!(.multipart(#value)),
            Form::Text if *is_open => quote!(.file("text/plain", #value)),
            Form::Bytes if *is_open => quote!(.file("application/octet-stream", #value)),
            Form::Text | Form::Bytes => quote!(.body(#media_type, #value)),
        },
    }
}
