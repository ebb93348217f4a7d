//! Operations as Rust: a method and a builder for each. Nothing here can fail, and what is generated is plain data: how
//! parameters are written and answers are read stands in `amplify_rest`.

mod answers;
mod docs;
mod forms;
mod groups;
mod headers;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::model::{Form, Location, Operation, Verb};
use super::plan::{Argument, Call, Client, Kind};
use crate::overrides::Grouping;
use crate::schema::Shape;
use crate::schema::names::identifier;

pub(super) use forms::of as part_type;

/// What the operations are put beside.
pub(crate) struct Place<'p> {
    /// The endpoint's type, in whose module the items stand; it has a field `endpoint`.
    pub(crate) type_name: &'p str,
    /// The marker of its authorizer: `::amplify_rest::kind::Iam`.
    pub(crate) kind: TokenStream,
    /// Whether operations that nobody need be authorized for are called without the endpoint's authorizer.
    pub(crate) opens: bool,
    pub(crate) grouping: Grouping,
}

/// The items of an endpoint's module: methods, builders, answers, types.
pub(crate) fn items(client: &Client, place: &Place<'_>) -> TokenStream {
    let type_name = identifier(place.type_name);
    let emitters = client.api.operations.iter().zip(&client.calls);
    let emitters: Vec<Emitter<'_>> = emitters.map(|(operation, call)| Emitter::new(operation, call, place)).collect();
    let is_grouped = place.grouping == Grouping::ByTag;
    let tag = |emitter: &Emitter<'_>| emitter.operation.tag.clone().filter(|_| is_grouped);
    let methods = emitters.iter().filter(|emitter| tag(emitter).is_none()).map(Emitter::method);
    let groups: Vec<_> = client.groups.iter().filter(|_| is_grouped).collect();
    let accessors = groups.iter().map(|(tag, group)| groups::accessor(tag, group));
    let grouped = groups.iter().map(|(name, group)| {
        let methods = emitters.iter().filter(|emitter| tag(emitter).as_ref() == Some(*name)).map(Emitter::method);
        groups::structure(name, group, &place.kind, methods)
    });
    let builders = emitters.iter().map(Emitter::builder);
    let headers = client.headers.iter().map(headers::structure);
    let (types_lint, types) = (client.types.lint(), client.types.tokens());
    let types = (!types.is_empty()).then(|| {
        quote! {
            #[doc = " The types of the API's models."]
            #types_lint
            pub mod types { #types }
        }
    });
    let lint = conventions(client.calls.iter().map(|call| call.name.as_str()), &["from_", "into_"]);
    let use_sdk = (!emitters.is_empty()).then(|| {
        quote!(
            use ::amplify_rest::codegen as sdk;
        )
    });
    quote! {
        #use_sdk
        #lint
        impl #type_name { #(#accessors)* #(#methods)* }
        #(#grouped)*
        #(#builders)*
        #(#headers)*
        #types
    }
}

/// Names come from the document: clippy's conventions for `from_` and the like do not hold for them.
fn conventions<'n>(names: impl Iterator<Item = &'n str>, prefixes: &[&str]) -> Option<TokenStream> {
    let mut names = names;
    names.any(|name| prefixes.iter().any(|prefix| name.starts_with(prefix))).then(|| {
        let reason = "the names are the API's";
        quote!(#[allow(clippy::wrong_self_convention, reason = #reason)])
    })
}

struct Emitter<'e> {
    operation: &'e Operation,
    call: &'e Call,
    kind: TokenStream,
    is_open: bool,
    builder: Ident,
}

impl<'e> Emitter<'e> {
    fn new(operation: &'e Operation, call: &'e Call, place: &Place<'_>) -> Self {
        let security = &operation.security;
        let is_open = place.opens && security.is_said && security.authorizer.is_none() && !security.api_key;
        let kind = if is_open { quote!(::amplify_rest::kind::None) } else { place.kind.clone() };
        Self { operation, call, kind, is_open, builder: identifier(&call.type_name) }
    }

    fn method(&self) -> TokenStream {
        let (name, builder) = (identifier(&self.call.name), &self.builder);
        let docs = docs::operation(self.operation, self.call);
        let deprecated = self.operation.is_deprecated.then(|| quote!(#[deprecated]));
        let required: Vec<&Argument> = self.call.arguments.iter().filter(|argument| argument.is_required).collect();
        let chooses = self.operation.method == Verb::Any;
        let lint = (required.len() + usize::from(chooses) > 6)
            .then(|| quote!(#[expect(clippy::too_many_arguments, reason = "the API requires them")]));
        let takes = required.iter().map(|argument| {
            let (name, of) = (identifier(&argument.name), takes(argument));
            quote!(#name: #of)
        });
        let method = chooses.then(|| quote!(method: ::amplify_rest::Method,));
        let request = self.request();
        let accept = Some(&self.call.accept).filter(|accept| !accept.is_empty());
        let accept = accept.map(|accept| quote!(.accept(#accept)));
        let sets = required.iter().map(|argument| sets(argument));
        let needs_body = self.operation.body.as_ref().is_some_and(|body| body.is_required && body.contents.len() > 1);
        let needs_body = needs_body.then(|| quote!(.needs_body()));
        quote! {
            #docs
            #deprecated
            #lint
            pub fn #name(&self, #method #(#takes),*) -> #builder {
                #builder(sdk::Call::new(#request) #accept #needs_body #(#sets)*)
            }
        }
    }

    fn request(&self) -> TokenStream {
        let path = &self.operation.path;
        let request = match self.operation.method {
            Verb::Get => quote!(get(#path)),
            Verb::Put => quote!(put(#path)),
            Verb::Post => quote!(post(#path)),
            Verb::Delete => quote!(delete(#path)),
            Verb::Head => quote!(head(#path)),
            Verb::Patch => quote!(patch(#path)),
            Verb::Options => quote!(method(::amplify_rest::Method::OPTIONS, #path)),
            Verb::Trace => quote!(method(::amplify_rest::Method::TRACE, #path)),
            Verb::Any => quote!(method(method, #path)),
        };
        let open = self.is_open.then(|| quote!(.authorizer(::amplify_rest::Authorizer::none())));
        quote!(self.endpoint.#request #open)
    }

    fn builder(&self) -> TokenStream {
        let (builder, kind) = (&self.builder, &self.kind);
        let name = docs::code(&self.call.name);
        let docs = format!(" The request of {name}.");
        let optional: Vec<&Argument> = self.call.arguments.iter().filter(|argument| !argument.is_required).collect();
        let names = optional.iter().map(|argument| argument.name.as_str());
        let lint = conventions(names, &["from_", "to_", "is_", "as_"]);
        let setters = optional.iter().map(|argument| setter(argument));
        let sends = answers::sends(self.call);
        let answers = answers::items(self.call);
        let form = self.call.form.as_ref().map(|form| forms::structure(form, &self.call.name));
        quote! {
            #[doc = #docs]
            #[derive(Clone, Debug)]
            #[must_use = "a request does nothing until it is sent"]
            pub struct #builder(sdk::Call<#kind>);
            sdk::request!(#builder, #kind);
            #lint
            impl #builder {
                #(#setters)*
                #sends
            }
            #form
            #answers
        }
    }
}

fn setter(argument: &Argument) -> TokenStream {
    let (name, of, sets) = (identifier(&argument.name), takes(argument), sets(argument));
    let docs = docs::argument(argument);
    let deprecated = argument.is_deprecated.then(|| quote!(#[deprecated]));
    quote! {
        #docs
        #deprecated
        pub fn #name(self, #name: #of) -> Self {
            Self(self.0 #sets)
        }
    }
}

/// The type that an argument is taken as.
pub(super) fn takes(argument: &Argument) -> TokenStream {
    match argument.kind {
        Kind::Body { form: Form::Text | Form::Bytes, is_open: true, .. } => return quote!(impl Into<sdk::File>),
        Kind::Body { form: Form::Text | Form::Bytes, .. } => return quote!(impl Into<::amplify_rest::Body>),
        Kind::Body { .. } | Kind::Parameter { .. } => {}
    }
    let is_parameter = matches!(argument.kind, Kind::Parameter { .. });
    let of = &argument.of.tokens;
    match &argument.of.shape {
        Shape::Text => quote!(&str),
        Shape::Scalar => quote!(#of),
        Shape::Checked { is_text: true, .. } if is_parameter => quote!(&str),
        Shape::Checked { inner, .. } if is_parameter => quote!(#inner),
        Shape::List(element) => quote!(&[#element]),
        Shape::Secret | Shape::Checked { .. } | Shape::Nullable(_) | Shape::Value | Shape::Other => quote!(&#of),
    }
}

/// The call that sets it.
fn sets(argument: &Argument) -> TokenStream {
    let name = identifier(&argument.name);
    let of = &argument.of.tokens;
    let is_parameter = matches!(argument.kind, Kind::Parameter { .. });
    let value = match argument.of.shape {
        // The caller hands over what is inside, and the request refuses what breaks the constraints.
        Shape::Checked { is_text: true, .. } if is_parameter => quote!(&sdk::checked::<#of>(#name.to_owned())),
        Shape::Checked { .. } if is_parameter => quote!(&sdk::checked::<#of>(#name)),
        Shape::Secret => quote!(#name.expose()),
        Shape::Scalar => quote!(&#name),
        _ => quote!(#name),
    };
    match &argument.kind {
        Kind::Parameter { name, location, style } => {
            let style = identifier(&style.name());
            let set = identifier(match location {
                Location::Path => "path",
                Location::Query => "query",
                Location::Header => "header",
                Location::Cookie => "cookie",
            });
            quote!(.#set(#name, sdk::Style::#style, #value))
        }
        Kind::Body { media_type, form, styles, is_open } => match form {
            Form::Json => quote!(.json(#media_type, #value)),
            Form::UrlEncoded => {
                let styles = styles.iter().map(|(name, style)| {
                    let style = identifier(&style.name());
                    quote!((#name, sdk::Style::#style))
                });
                quote!(.form(#media_type, &[#(#styles),*], #value))
            }
            Form::Multipart => quote!(.multipart(#name)),
            Form::Text if *is_open => quote!(.file("text/plain", #name)),
            Form::Bytes if *is_open => quote!(.file("application/octet-stream", #name)),
            Form::Text | Form::Bytes => quote!(.body(#media_type, #name)),
        },
    }
}
