//! A type where other generated code uses it: as tokens seen from beside the types' module, and what it is like.

use proc_macro2::TokenStream;
use quote::quote;

use super::emit::Emitter;
use super::types::{Body, Type};

/// A type where it is used.
#[derive(Clone, Debug)]
pub(crate) struct Used {
    /// The type, seen from the module that `mod types` stands in.
    pub(crate) tokens: TokenStream,
    pub(crate) shape: Shape,
}

/// What a type is like to those who hand values of it over.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    /// A string without constraints.
    Text,
    /// A string that is not shown.
    Secret,
    /// Cheap to copy: a number or a boolean.
    Scalar,
    /// A string or scalar with constraints: what is inside, and whether that is a string.
    Checked { inner: TokenStream, is_text: bool },
    /// A list of these.
    List(TokenStream),
    /// This or null.
    Nullable(Box<Used>),
    /// Any JSON value.
    Value,
    /// A type with a name, a map, a tuple.
    Other,
}

impl Used {
    /// The same where null cannot be written.
    pub(crate) fn not_null(self) -> Self {
        match self.shape {
            Shape::Nullable(inner) => *inner,
            _ => self,
        }
    }
}

/// The use of a type.
pub(super) fn of(emitter: &Emitter<'_>, used: &Type) -> Used {
    let shape = match used {
        Type::Text => Shape::Text,
        Type::Secret => Shape::Secret,
        Type::Boolean | Type::Integer(_) | Type::Float => Shape::Scalar,
        Type::List(element) => Shape::List(seen(emitter, element)),
        Type::Value => Shape::Value,
        Type::Named(id) => checked(emitter, &emitter.definitions[id.0].body),
        Type::Nullable(inner) => Shape::Nullable(Box::new(of(emitter, inner))),
        Type::Null | Type::Map(_) | Type::Tuple(_) | Type::Typed(_) | Type::Own(_) => Shape::Other,
    };
    Used { tokens: seen(emitter, used), shape }
}

fn checked(emitter: &Emitter<'_>, body: &Body) -> Shape {
    match body {
        Body::Checked { inner: inner @ (Type::Text | Type::Boolean | Type::Integer(_) | Type::Float), .. } => {
            Shape::Checked { inner: seen(emitter, inner), is_text: *inner == Type::Text }
        }
        _ => Shape::Other,
    }
}

fn seen(emitter: &Emitter<'_>, of: &Type) -> TokenStream {
    match of {
        Type::List(element) => {
            let element = seen(emitter, element);
            quote!(Vec<#element>)
        }
        Type::Map(value) => {
            let value = seen(emitter, value);
            quote!(::std::collections::BTreeMap<String, #value>)
        }
        Type::Tuple(parts) => {
            let parts = parts.iter().map(|part| seen(emitter, part));
            quote!((#(#parts,)*))
        }
        Type::Nullable(inner) => {
            let inner = seen(emitter, inner);
            quote!(::amplify_rest::codegen::Nullable<#inner>)
        }
        Type::Named(id) => {
            let name = emitter.name(*id);
            quote!(types::#name)
        }
        plain => emitter.used(plain, None),
    }
}
