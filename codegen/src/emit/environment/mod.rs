//! `Environment`: another environment's file of the same format, read through the types of its schema, which answers for
//! the values that differ between environments.
//!
//! Each format has a module of its own, which knows where things stand; what is the same for all stands here and in
//! [`section`].

mod gen1;
mod gen2;
mod javascript;
mod section;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::ident;
use super::settings::compiled_in_key;
use crate::configuration::Format;
use crate::plan::{Plan, PlannedEndpoint, Region};
use crate::schema::Types;

/// `Environment`, which finds its way through the types of the format, with the methods that are called.
pub(super) fn items(plan: &Plan, config: &Types) -> TokenStream {
    let Parts { fields, read, methods } = match plan.format {
        Format::Gen1Native | Format::ShortForm => gen1::parts(plan, config),
        Format::Gen1JavaScript => javascript::parts(plan, config),
        Format::Gen2 => gen2::parts(plan, config),
    };
    quote! {
        /// Another environment's configuration, as far as the backend needs it.
        struct Environment { #fields }
        impl Environment {
            fn read(text: &str) -> Result<Self, ::amplify_rest::Error> {
                #read
            }
            #methods
        }
        /// A text that is there and not empty, which is how the Amplify CLI writes what is absent.
        fn present<'t>(text: Option<&'t str>, pointer: &str, member: &str) -> Result<&'t str, ::amplify_rest::Error> {
            text.filter(|text| !text.is_empty())
                .ok_or_else(|| ::amplify_rest::codegen::missing(&format!("{pointer}/{member}")))
        }
    }
}

/// What a format makes of `Environment`.
struct Parts {
    fields: TokenStream,
    /// The body of `Environment::read`.
    read: TokenStream,
    methods: TokenStream,
}

/// The method of `Environment` that answers for an endpoint; `what` is `endpoint`, `region` or `api_key`.
pub(super) fn method(plan: &Plan, endpoint: &PlannedEndpoint, what: &str) -> Ident {
    match plan.format {
        Format::Gen2 => format_ident!("{}{what}", gen2::prefix(endpoint)),
        _ => ident(what),
    }
}

/// The JSON pointer that such a method gets: the endpoint's, or its list's where only the name tells where it stands.
pub(super) fn pointer(plan: &Plan, endpoint: &PlannedEndpoint) -> String {
    match plan.format {
        Format::Gen1JavaScript => javascript::LIST.to_owned(),
        _ => endpoint.pointer.clone(),
    }
}

fn needs_region(endpoint: &PlannedEndpoint) -> bool {
    matches!(endpoint.region, Some(Region::Configured(_)))
}

fn needs_api_key(endpoint: &PlannedEndpoint) -> bool {
    compiled_in_key(endpoint).is_some()
}

/// The field of a member, whose name the schema compiler chose.
fn field(config: &Types, of: &str, member: &str) -> Ident {
    let member = config.member(of, member).map_or_else(|| member.to_owned(), |member| member.field);
    let name = member.as_str();
    name.strip_prefix("r#").map_or_else(|| ident(name), |keyword| Ident::new_raw(keyword, Span::call_site()))
}
