//! Operations as Rust: a method for each, and the types of their requests and answers. Nothing here can fail, and what is
//! generated is plain data: how parameters are written and answers are read stands in `amplify_rest`.

mod answers;
mod docs;
mod forms;
mod groups;
mod headers;
mod requests;

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};

use super::model::{Location, Operation, Style, Verb};
use super::plan::{Argument, Call, Client, Kind};
use crate::in_place::in_place;
use crate::overrides::Grouping;
use crate::schema::names::identifier;

pub(super) use forms::of as part_type;
pub(super) use requests::takes;

/// How many places of a path the run-time library fills by position.
const MOST_PLACES: usize = 6;

/// How complex a type may be for clippy.
const MOST_COMPLEX: usize = 250;

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

/// The items of an endpoint's module: methods, requests, answers, types.
pub(crate) fn items(client: &Client, place: &Place<'_>) -> TokenStream {
    let type_name = identifier(place.type_name);
    let emitters = client.api.operations.iter().zip(&client.calls);
    let emitters = emitters.map(|(operation, call)| Emitter { operation, call, client, place });
    let emitters: Vec<Emitter<'_>> = emitters.collect();
    let is_grouped = place.grouping == Grouping::ByTag;
    let tag = |emitter: &Emitter<'_>| emitter.operation.tag.clone().filter(|_| is_grouped);
    let method = |emitter| in_place(move || Emitter::method(emitter));
    let methods = emitters.iter().filter(|emitter| tag(emitter).is_none()).map(method);
    let groups: Vec<_> = client.groups.iter().filter(|_| is_grouped).collect();
    let accessors = groups.iter().map(|(tag, group)| groups::accessor(tag, group));
    let grouped = groups.iter().map(|(name, group)| {
        let methods = emitters.iter().filter(|emitter| tag(emitter).as_ref() == Some(*name)).map(method);
        groups::structure(name, group, &place.kind, methods)
    });
    let lint = conventions(client.calls.iter().map(|call| call.name.as_str()), &["from_", "into_"]);
    let mut items = TokenStream::new();
    if !emitters.is_empty() {
        items.extend(quote!(
            use ::amplify_rest::codegen as sdk;
        ));
    }
    items.extend(quote!(#lint impl #type_name { #(#accessors)* #(#methods)* }));
    items.extend(grouped);
    items.extend(requests::aliases(client, place));
    items.extend(client.requests.iter().map(|request| requests::items(client, request, place)));
    items.extend(client.forms.iter().map(forms::structure));
    items.extend(client.answers.iter().map(answers::items));
    items.extend(client.headers.iter().map(headers::structure));
    if !client.types.tokens().is_empty() {
        let (lint, types) = (client.types.lint(), in_place(|| client.types.tokens().clone()));
        items.extend(quote! {
            #[doc = " The types of the API's models."]
            #lint
            pub mod types { #types }
        });
    }
    items
}

/// A style as the run-time library has it, which calls its own alike.
fn style(of: Style) -> impl ToTokens {
    in_place(move || {
        let name = format!("{of:?}");
        let name = identifier(&name);
        quote!(sdk::Style::#name)
    })
}

/// Names come from the document: clippy's conventions for `new`, `from_` and the like do not hold for them.
fn conventions<'n>(names: impl Iterator<Item = &'n str>, prefixes: &[&str]) -> Option<TokenStream> {
    let mut names = names;
    names.any(|name| name == "new" || prefixes.iter().any(|prefix| name.starts_with(prefix))).then(|| {
        let reason = "the names are the API's";
        quote!(#[allow(clippy::wrong_self_convention, reason = #reason)])
    })
}

/// Answers may be lists of maps of lists, which the document has no names for: clippy's limit does not hold for them.
fn complexity(of: &TokenStream) -> Option<TokenStream> {
    let (mut depth, mut score) = (1, 0);
    let mut tokens = of.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == '<' => depth += 1,
            TokenTree::Punct(mark) if mark.as_char() == '>' => depth -= 1,
            // As clippy counts: each path by how deep it stands.
            TokenTree::Ident(_) if !matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == ':') => {
                score += 10 * depth;
            }
            _ => {}
        }
    }
    (score > MOST_COMPLEX).then(|| {
        let reason = "the type is the API's";
        quote!(#[allow(clippy::type_complexity, reason = #reason)])
    })
}

struct Emitter<'e> {
    operation: &'e Operation,
    call: &'e Call,
    client: &'e Client,
    place: &'e Place<'e>,
}

impl Emitter<'_> {
    fn method(&self) -> TokenStream {
        let name = identifier(&self.call.name);
        let docs = docs::operation(self.operation, self.call);
        let deprecated = self.operation.is_deprecated.then(|| quote!(#[deprecated]));
        let required = &self.call.required;
        let chooses = self.operation.method == Verb::Any;
        let lint = (required.len() + usize::from(chooses) > 6)
            .then(|| quote!(#[expect(clippy::too_many_arguments, reason = "the API requires them")]));
        let names = required.iter().map(|argument| identifier(&argument.name));
        let types = required.iter().map(|argument| in_place(|| requests::takes(argument)));
        let method = chooses.then(|| quote!(method: ::amplify_rest::Method,));
        let of = requests::returned(self.client, self.call, self.is_open());
        let complexity = complexity(&of);
        let request = in_place(|| self.request());
        let request = in_place(|| match requests::constructor(self.client, self.call) {
            Some(constructor) => quote!(#constructor(#request)),
            None => self.request(),
        });
        quote! {
            #docs
            #deprecated
            #lint
            #complexity
            pub fn #name(&self, #method #(#names: #types),*) -> #of { #request }
        }
    }

    /// The call with what is required, and how its answer is read.
    fn request(&self) -> TokenStream {
        let (mut request, others) = self.made();
        if self.operation.body.as_ref().is_some_and(|body| body.is_required && body.contents.len() > 1) {
            request.extend(quote!(.needs_body()));
        }
        request.extend(others.into_iter().map(requests::sets));
        request.extend(answers::reads(self.call));
        request
    }

    /// The call of the path, and the arguments that it does not take: it takes those of the path by position, where that
    /// is possible.
    fn made(&self) -> (TokenStream, Vec<&Argument>) {
        let path = &self.operation.path;
        let is_plain = |argument: &&Argument| {
            matches!(argument.kind, Kind::Parameter { location: Location::Path, style: Style::Simple, .. })
        };
        let (places, others): (Vec<&Argument>, Vec<&Argument>) = self.call.required.iter().partition(is_plain);
        let written = path.matches('{').count();
        let verb = self.verb().filter(|_| !self.is_open() && written == places.len() && written <= MOST_PLACES);
        let Some(verb) = verb else {
            let request = in_place(|| self.untyped());
            return (quote!(sdk::Call::new(#request)), self.call.required.iter().collect());
        };
        let verb = identifier(verb);
        let values: Vec<_> = places.into_iter().map(|place| in_place(move || requests::value(place))).collect();
        let values = if let [only] = values.as_slice() { quote!([#only]) } else { quote!((#(#values),*)) };
        // A tag's type has the endpoint by reference.
        let is_grouped = self.place.grouping == Grouping::ByTag && self.operation.tag.is_some();
        let endpoint = in_place(|| if is_grouped { quote!(self.endpoint) } else { quote!(&self.endpoint) });
        (quote!(sdk::#verb(#endpoint, #path, #values)), others)
    }

    fn is_open(&self) -> bool {
        self.place.opens && self.operation.security.is_open()
    }

    /// The name of the method's own function, where it has one.
    fn verb(&self) -> Option<&'static str> {
        Some(match self.operation.method {
            Verb::Get => "get",
            Verb::Put => "put",
            Verb::Post => "post",
            Verb::Delete => "delete",
            Verb::Head => "head",
            Verb::Patch => "patch",
            Verb::Options | Verb::Trace | Verb::Any => return None,
        })
    }

    /// The call as the endpoint's own methods make it.
    fn untyped(&self) -> TokenStream {
        let path = &self.operation.path;
        let request = in_place(|| match (self.verb().map(identifier), self.operation.method) {
            (Some(verb), _) => quote!(#verb(#path)),
            (None, Verb::Any) => quote!(method(method, #path)),
            (None, other) => {
                let name = identifier(other.name());
                quote!(method(::amplify_rest::Method::#name, #path))
            }
        });
        let open = self.is_open().then(|| quote!(.authorizer(::amplify_rest::Authorizer::none())));
        quote!(self.endpoint.#request #open)
    }
}
