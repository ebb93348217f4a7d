//! Operations as Rust: a method for each, and the types of their requests and answers. Nothing here can fail, and what is
//! generated is plain data: how parameters are written and answers are read stands in `amplify_rest`.

mod answers;
mod docs;
mod forms;
mod groups;
mod headers;
mod requests;

use proc_macro2::TokenStream;
use quote::quote;

use super::model::{Location, Operation, Style, Verb};
use super::plan::{Argument, Call, Client, Kind};
use crate::overrides::Grouping;
use crate::schema::names::identifier;

pub(super) use forms::of as part_type;
pub(super) use requests::takes;

/// How many places of a path the run-time library fills by position.
const MOST_PLACES: usize = 6;

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
    let methods = emitters.iter().filter(|emitter| tag(emitter).is_none()).map(Emitter::method);
    let groups: Vec<_> = client.groups.iter().filter(|_| is_grouped).collect();
    let accessors = groups.iter().map(|(tag, group)| groups::accessor(tag, group));
    let grouped = groups.iter().map(|(name, group)| {
        let methods = emitters.iter().filter(|emitter| tag(emitter).as_ref() == Some(*name)).map(Emitter::method);
        groups::structure(name, group, &place.kind, methods)
    });
    let aliases = requests::aliases(client, place);
    let requests = client.requests.iter().map(|request| requests::items(client, request, place));
    let answers = client.answers.iter().map(answers::items);
    let forms = client.forms.iter().map(forms::structure);
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
        #aliases
        #(#requests)*
        #(#forms)*
        #(#answers)*
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
        let takes = required.iter().map(|argument| {
            let (name, of) = (identifier(&argument.name), requests::takes(argument));
            quote!(#name: #of)
        });
        let method = chooses.then(|| quote!(method: ::amplify_rest::Method,));
        let (of, constructor) = requests::returned(self.client, self.call, self.is_open());
        let (made, others) = self.made();
        let sets = others.iter().map(|argument| requests::sets(argument));
        let needs_body = self.operation.body.as_ref().is_some_and(|body| body.is_required && body.contents.len() > 1);
        let needs_body = needs_body.then(|| quote!(.needs_body()));
        let reads = answers::reads(self.call);
        let request = quote!(#made #needs_body #(#sets)* #reads);
        let request = constructor.map_or_else(|| quote!(#request), |constructor| quote!(#constructor(#request)));
        quote! {
            #docs
            #deprecated
            #lint
            pub fn #name(&self, #method #(#takes),*) -> #of { #request }
        }
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
            let request = self.request();
            return (quote!(sdk::Call::new(#request)), self.call.required.iter().collect());
        };
        let verb = identifier(verb);
        let values: Vec<TokenStream> = places.into_iter().map(requests::value).collect();
        let values = if let [only] = values.as_slice() { quote!([#only]) } else { quote!((#(#values),*)) };
        // A tag's type has the endpoint by reference.
        let is_grouped = self.place.grouping == Grouping::ByTag && self.operation.tag.is_some();
        let endpoint = if is_grouped { quote!(self.endpoint) } else { quote!(&self.endpoint) };
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

    fn request(&self) -> TokenStream {
        let path = &self.operation.path;
        let request = match (self.verb().map(identifier), self.operation.method) {
            (Some(verb), _) => quote!(#verb(#path)),
            (None, Verb::Any) => quote!(method(method, #path)),
            (None, other) => {
                let name = identifier(other.name());
                quote!(method(::amplify_rest::Method::#name, #path))
            }
        };
        let open = self.is_open().then(|| quote!(.authorizer(::amplify_rest::Authorizer::none())));
        quote!(self.endpoint.#request #open)
    }
}
