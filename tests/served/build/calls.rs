//! The code that calls operations: one call with what is required alone, and one with everything for each media type that
//! the body may have. The values come at run time.

use amplify_rest_codegen::{Listed, ListedArgument, ListedPart, Listing, Sets};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

/// The calls of all operations, as `crate::Call`s.
pub(crate) fn of(listing: &Listing) -> Vec<TokenStream> {
    listing.operations().iter().flat_map(|operation| calls(operation, listing)).collect()
}

fn calls(operation: &Listed, listing: &Listing) -> Vec<TokenStream> {
    let setters = operation.arguments().iter().filter(|argument| !argument.is_required());
    let (bodies, others): (Vec<_>, Vec<_>) = setters.partition(|argument| matches!(argument.sets(), Sets::Body { .. }));
    let mut calls = Vec::new();
    if bodies.is_empty() {
        calls.push(call(operation, listing, &[]));
        if !others.is_empty() {
            calls.push(call(operation, listing, &others));
        }
    }
    for body in bodies {
        let everything: Vec<&ListedArgument> = others.iter().copied().chain([body]).collect();
        calls.push(call(operation, listing, &everything));
    }
    calls
}

fn call(operation: &Listed, listing: &Listing, setters: &[&ListedArgument]) -> TokenStream {
    let method = (operation.method() == "ANY").then(|| method(operation, listing));
    let required = operation.arguments().iter().filter(|argument| argument.is_required()).map(value);
    let required = method.into_iter().chain(required);
    let setters = setters.iter().map(|setter| {
        let (name, value): (TokenStream, _) = (setter.name().parse().expect("a name"), value(setter));
        quote!(.#name(#value))
    });
    let name = Ident::new_raw(operation.name(), Span::call_site());
    let sends = quote!(request.send().map(drop));
    // What callers hope for is read by `send`, all else by `send_any`.
    let sends = operation
        .answers()
        .map_or(sends.clone(), |_| quote!(if values.status.is_none() { #sends } else { request.send_any().map(drop) }));
    let pointer = operation.pointer();
    let is_typed = operation.answers().is_some();
    quote! {
        crate::Call {
            pointer: #pointer,
            reads_errors: #is_typed,
            run: |endpoint, values| {
                let api = client::Api::new(endpoint);
                #[allow(deprecated)]
                let request = api.#name(#(#required),*) #(#setters)*;
                let request = request.with_request(|request| values.finish(request));
                #sends
            },
        }
    }
}

/// A method that no other operation of the path has.
fn method(operation: &Listed, listing: &Listing) -> TokenStream {
    let is_free = |method: &&str| {
        let mut others = listing.operations().iter().filter(|other| other.path() == operation.path());
        others.all(|other| other.method() != *method)
    };
    let free = ["POST", "PUT", "PATCH", "DELETE"].into_iter().find(is_free);
    let name = format_ident!("{}", free.unwrap_or("POST"));
    quote!(::amplify_rest::Method::#name)
}

fn value(argument: &ListedArgument) -> TokenStream {
    let key = match argument.sets() {
        Sets::Parameter { location, name } => format!("{location:?} {name}"),
        Sets::Body { media_type } => media_type.clone(),
    };
    if !argument.parts().is_empty() {
        let name: TokenStream = argument.of().trim_start_matches(['&', ' ']).parse().expect("a type");
        let fields = argument.parts().iter().map(|part| field(part, &key));
        return quote!(&client::#name { #(#fields),* });
    }
    match argument.of().replace(' ', "").as_str() {
        "&str" => quote!(&values.text(#key)),
        "&::amplify_rest::Multipart" => quote!(&values.form(#key)),
        "implInto<sdk::File>" => quote!(values.file(#key)),
        of if of.starts_with("implInto") => quote!(values.bytes(#key)),
        of if of.starts_with("&[") => quote!(&values.read::<Vec<_>>(#key)),
        of if of.starts_with('&') => quote!(&values.read(#key)),
        _ => quote!(values.read(#key)),
    }
}

/// A field of a form with files.
fn field(part: &ListedPart, key: &str) -> TokenStream {
    let (name, part_name): (TokenStream, _) = (part.name().parse().expect("a name"), part.part());
    let file = quote!(values.part_file(#key, #part_name));
    let value = match part.of().replace(' ', "").as_str() {
        "sdk::File" => file,
        "Option<sdk::File>" => quote!(Some(#file)),
        "Vec<sdk::File>" => quote!(vec![#file]),
        _ => quote!(values.part(#key, #part_name)),
    };
    quote!(#name: #value)
}
