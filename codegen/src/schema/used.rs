//! A type where it is used: within others, and by other generated code, which also knows what it is like.

use std::fmt::{self, Display};

use proc_macro2::{Punct, Spacing, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};

use super::emit::Emitter;
use super::names::identifier;
use super::types::{Body, Type, TypeId};
use crate::in_place::in_place;

/// A type where it is used.
#[derive(Clone, Debug)]
pub(crate) struct Used {
    /// The type, seen from the module that `mod types` stands in.
    pub(crate) tokens: TokenStream,
    pub(crate) shape: Shape,
    /// How much memory a value takes, about.
    pub(crate) bytes: u64,
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
    let seen = |of| emitter.seen(of, Standpoint::Beside).into_token_stream();
    let shape = match used {
        Type::Text => Shape::Text,
        Type::Secret => Shape::Secret,
        Type::Boolean | Type::Integer(_) | Type::Float => Shape::Scalar,
        Type::List(element) => Shape::List(seen(element)),
        Type::Value => Shape::Value,
        Type::Named(id) => match &emitter.definitions[id.0].body {
            Body::Checked { inner: inner @ (Type::Text | Type::Boolean | Type::Integer(_) | Type::Float), .. } => {
                Shape::Checked { inner: seen(inner), is_text: *inner == Type::Text }
            }
            _ => Shape::Other,
        },
        Type::Nullable(inner) => Shape::Nullable(Box::new(of(emitter, inner))),
        Type::Null | Type::Map(_) | Type::Tuple(_) | Type::Typed(_) | Type::Own(_) => Shape::Other,
    };
    Used { tokens: seen(used), shape, bytes: 0 }
}

/// From where a type is seen.
#[derive(Clone, Copy)]
pub(super) enum Standpoint {
    /// The module of the types.
    Module,
    /// This type, in which it stands without anything between that would end.
    Within(TypeId),
    /// The module that `mod types` stands in.
    Beside,
}

/// A type as it is seen.
#[derive(Clone, Copy)]
pub(super) struct Seen<'e> {
    pub(super) emitter: &'e Emitter<'e>,
    pub(super) of: &'e Type,
    pub(super) from: Standpoint,
}

impl<'e> Seen<'e> {
    /// What stands in it without anything between.
    fn part(self, of: &'e Type) -> Self {
        Self { of, ..self }
    }

    /// What stands in it on the heap.
    fn element(self, of: &'e Type) -> Self {
        let from = if matches!(self.from, Standpoint::Beside) { Standpoint::Beside } else { Standpoint::Module };
        Self { of, from, ..self }
    }

    fn named(self, id: TypeId, tokens: &mut TokenStream) {
        let name = self.emitter.name(id);
        let containment = self.emitter.containment;
        match self.from {
            Standpoint::Beside => in_place(|| quote!(types::#name)).to_tokens(tokens),
            Standpoint::Within(owner) if containment[owner.0] == containment[id.0] => applied("Box", &name, tokens),
            Standpoint::Within(_) | Standpoint::Module => name.to_tokens(tokens),
        }
    }
}

impl ToTokens for Seen<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self.of {
            Type::Value => tokens.extend(quote!(::serde_json::Value)),
            Type::Null => tokens.extend(quote!(())),
            Type::Boolean => identifier("bool").to_tokens(tokens),
            Type::Text => identifier("String").to_tokens(tokens),
            Type::Secret => tokens.extend(quote!(::amplify_rest::Secret)),
            Type::Integer(integer) => identifier(integer.name()).to_tokens(tokens),
            Type::Float => identifier("f64").to_tokens(tokens),
            Type::List(element) => applied("Vec", &self.element(element), tokens),
            Type::Map(value) => {
                let value = self.element(value);
                tokens.extend(quote!(::std::collections::BTreeMap<String, #value>));
            }
            Type::Tuple(parts) => {
                let parts = parts.iter().map(|part| self.part(part));
                tokens.extend(quote!((#(#parts,)*)));
            }
            Type::Nullable(inner) => {
                let inner = self.part(inner);
                tokens.extend(match self.from {
                    Standpoint::Beside => quote!(::amplify_rest::codegen::Nullable<#inner>),
                    Standpoint::Within(_) | Standpoint::Module => quote!(check::Nullable<#inner>),
                });
            }
            Type::Typed(typed) => {
                let path = typed.path();
                tokens.extend(quote!(::amplify_rest::codegen::Written<#path>));
            }
            Type::Own(number) => self.emitter.own.path(*number).to_tokens(tokens),
            Type::Named(id) => self.named(*id, tokens),
        }
    }
}

/// The type of what may be absent, where it may.
pub(super) struct Present<'e> {
    pub(super) of: Seen<'e>,
    pub(super) is_always: bool,
}

impl ToTokens for Present<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if self.is_always { self.of.to_tokens(tokens) } else { applied("Option", &self.of, tokens) }
    }
}

/// Adds a generic type with its argument: most types that are used have one of these around them.
fn applied(name: &str, of: &impl ToTokens, tokens: &mut TokenStream) {
    identifier(name).to_tokens(tokens);
    tokens.append(Punct::new('<', Spacing::Alone));
    of.to_tokens(tokens);
    tokens.append(Punct::new('>', Spacing::Alone));
}

impl Display for Seen<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.of, self.from) {
            (Type::Named(id), Standpoint::Module) => self.emitter.name(*id).fmt(f),
            _ => self.to_token_stream().fmt(f),
        }
    }
}
