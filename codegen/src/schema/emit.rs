//! Types into Rust. Everything was decided before: this pass cannot fail.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;

use super::docs;
use super::model::Notes;
use super::names::identifier;
use super::own::Own;
use super::rules::Rules;
use super::types::{Body, Definition, Field, Rank, Rest, Type, TypeId, Variant};
use crate::in_place::in_place;

/// What emission knows about all types.
pub(super) struct Emitter<'a> {
    pub(super) definitions: &'a [Definition],
    pub(super) names: &'a [String],
    /// Of each type's fields or variants.
    pub(super) parts: &'a [Vec<String>],
    /// For each type the cycle of direct containment that it belongs to.
    pub(super) containment: &'a [usize],
    pub(super) own: &'a Own,
    /// What the build script has types derive beside their own.
    pub(super) derives: &'a BTreeMap<TypeId, TokenStream>,
}

impl Emitter<'_> {
    /// All items, in the order of their definition: a root before its parts.
    pub(super) fn items(&self, rules: &mut Rules<'_>) -> TokenStream {
        let mut items = TokenStream::new();
        if !self.definitions.is_empty() {
            items.extend(quote!(
                use ::amplify_rest::codegen as check;
            ));
        }
        items.extend((0..self.definitions.len()).map(|id| self.item(TypeId(id), rules)));
        items.extend(rules.statics());
        items
    }

    /// A type's name as an identifier.
    pub(super) fn name(&self, id: TypeId) -> Ident {
        identifier(&self.names[id.0])
    }

    /// A type where it is used; `owner` is the type that it stands in.
    pub(super) fn used(&self, of: &Type, owner: Option<TypeId>) -> TokenStream {
        match of {
            Type::Value => quote!(::serde_json::Value),
            Type::Null => quote!(()),
            Type::Boolean => quote!(bool),
            Type::Text => quote!(String),
            Type::Secret => quote!(::amplify_rest::Secret),
            Type::Integer(integer) => {
                let name = identifier(integer.name());
                quote!(#name)
            }
            Type::Float => quote!(f64),
            Type::List(element) => {
                let element = in_place(|| self.used(element, None));
                quote!(Vec<#element>)
            }
            Type::Map(value) => {
                let value = in_place(|| self.used(value, None));
                quote!(::std::collections::BTreeMap<String, #value>)
            }
            Type::Tuple(parts) => {
                let parts = parts.iter().map(|part| in_place(move || self.used(part, owner)));
                quote!((#(#parts,)*))
            }
            Type::Nullable(inner) => {
                let inner = in_place(|| self.used(inner, owner));
                quote!(check::Nullable<#inner>)
            }
            Type::Typed(typed) => {
                let path = typed.path();
                quote!(::amplify_rest::codegen::Written<#path>)
            }
            Type::Own(number) => self.own.path(*number).clone(),
            Type::Named(id) => {
                let name = self.name(*id);
                let is_cyclic = owner.is_some_and(|owner| self.containment[owner.0] == self.containment[id.0]);
                if is_cyclic { quote!(Box<#name>) } else { quote!(#name) }
            }
        }
    }

    fn item(&self, id: TypeId, rules: &mut Rules<'_>) -> TokenStream {
        let definition = &self.definitions[id.0];
        let name = self.name(id);
        let docs = docs::of_type(&definition.notes, &self.names[id.0]);
        let docs = match self.derives.get(&id) {
            Some(derives) => quote!(#docs #derives),
            None => docs,
        };
        match &definition.body {
            Body::Struct { fields, rest } => self.structure(id, &name, &docs, fields, rest),
            Body::Words(words) => enumeration(&name, &docs, words, &self.parts[id.0]),
            Body::Constants(values) => constants(&name, &docs, values, &self.parts[id.0]),
            Body::Union(variants) => self.union(id, &name, &docs, variants),
            Body::Checked { inner, rules: left, is_one_of } => {
                let owner = Some(id).filter(|_| !matches!(inner, Type::Named(_)));
                let of = inner;
                let reveal = of.holds_secret().then(|| quote!(as Revealed));
                let derives = match of {
                    Type::Integer(_) => quote!(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash),
                    Type::Text => quote!(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash),
                    Type::Float | Type::Boolean => quote!(Clone, Copy, Debug, PartialEq),
                    _ => quote!(Clone, Debug, PartialEq),
                };
                let inner = in_place(|| self.used(of, owner));
                let fits = if *is_one_of { self.alternatives(of) } else { None };
                let rules = rules.list_and(left, fits);
                quote! {
                    #docs
                    #[derive(#derives)]
                    pub struct #name(#inner);
                    check::checked!(#name(#inner #reveal), #rules);
                }
            }
        }
    }

    /// The rule that exactly one of a union's types fits.
    fn alternatives(&self, of: &Type) -> Option<TokenStream> {
        let Type::Named(id) = of else { return None };
        let Body::Union(variants) = &self.definitions[id.0].body else { return None };
        let each = variants.iter().map(|variant| {
            let of = in_place(|| self.used(&variant.of, None));
            quote!(&[check::Rule::Fits(check::fits::<#of>)])
        });
        Some(quote!(OneOf(&[#(#each),*])))
    }

    fn structure(&self, id: TypeId, name: &Ident, docs: &TokenStream, fields: &[Field], rest: &Rest) -> TokenStream {
        let field_names = &self.parts[id.0];
        let each = fields.iter().zip(field_names).map(|(field, name)| in_place(move || self.field(id, field, name)));
        let default = fields.iter().all(|field| !field.is_required).then(|| quote!(Default,));
        let (kept, others) = self.others(rest, field_names);
        let members = fields.iter().zip(field_names);
        let members = in_place(|| grouped(members.clone().map(|(field, name)| self.member(field, name))));
        quote! {
            #docs
            #[derive(Clone, Debug, #default PartialEq)]
            pub struct #name { #(#each)* #kept }
            check::object!(#name: #members; #others);
        }
    }

    /// The field of the members that have none of their own, and what the run-time library does with them.
    fn others(&self, rest: &Rest, field_names: &[String]) -> (Option<TokenStream>, TokenStream) {
        match rest {
            Rest::Denied => (None, quote!(Refused)),
            Rest::Ignored => (None, quote!(Ignored)),
            Rest::Kept(of) => {
                let of = self.used(of, None);
                let free = ["other", "other_members", "all_other_members"];
                let free = free.into_iter().find(|free| !field_names.iter().any(|name| name == free));
                let name = identifier(free.unwrap_or("every_other_member"));
                (Some(quote!(pub #name: ::std::collections::BTreeMap<String, #of>,)), quote!(Kept in #name))
            }
        }
    }

    /// A field as the run-time library's macro has it.
    fn member(&self, field: &Field, name: &str) -> TokenStream {
        let ident = identifier(name);
        let member = &field.member;
        let named = (ident != member).then(|| quote!(= #member));
        let way = if field.of.holds_secret() {
            Some(quote!(as Revealed))
        } else {
            (field.is_required && self.may_be_none(&field.of, &mut BTreeSet::new())).then(|| quote!(as Always))
        };
        quote!(#ident #named #way)
    }

    /// Whether a type may be written as if it were absent: only one of the program's own may.
    fn may_be_none(&self, of: &Type, seen: &mut BTreeSet<TypeId>) -> bool {
        match of {
            Type::Own(_) => true,
            Type::Nullable(inner) => self.may_be_none(inner, seen),
            Type::Named(id) if !self.own.is_empty() && seen.insert(*id) => match &self.definitions[id.0].body {
                Body::Checked { inner, .. } => self.may_be_none(inner, seen),
                Body::Union(variants) => variants.iter().any(|variant| self.may_be_none(&variant.of, seen)),
                Body::Struct { .. } | Body::Words(_) | Body::Constants(_) => false,
            },
            _ => false,
        }
    }

    /// Whether a type has docs of its own, and they say what is said where it is used.
    fn says(&self, of: &Type, notes: &Notes) -> bool {
        let of = match of {
            Type::Nullable(inner) => inner,
            of => of,
        };
        let Type::Named(id) = of else { return false };
        let Definition { notes: there, hint, .. } = &self.definitions[id.0];
        hint.rank < Rank::Positioned && (&there.title, &there.description) == (&notes.title, &notes.description)
    }

    fn field(&self, owner: TypeId, field: &Field, name: &str) -> TokenStream {
        let docs = in_place(|| docs::of(&field.notes, self.says(&field.of, &field.notes)));
        let ident = identifier(name);
        let of = in_place(|| self.used(&field.of, Some(owner)));
        if field.is_required { quote!(#docs pub #ident: #of,) } else { quote!(#docs pub #ident: Option<#of>,) }
    }

    fn union(&self, id: TypeId, name: &Ident, docs: &TokenStream, variants: &[Variant]) -> TokenStream {
        let each = variants.iter().zip(&self.parts[id.0]);
        let each = each.map(|(variant, name)| in_place(move || self.variant(id, variant, name)));
        let names = variants.iter().zip(&self.parts[id.0]).map(|(variant, name)| {
            let name = identifier(name);
            let secret = variant.of.holds_secret().then(|| quote!(as Revealed));
            quote!(#name #secret)
        });
        quote! {
            #docs
            #[derive(Clone, Debug, PartialEq)]
            pub enum #name { #(#each)* }
            check::union!(#name: #(#names),*);
        }
    }

    fn variant(&self, owner: TypeId, variant: &Variant, name: &str) -> TokenStream {
        let docs = in_place(|| docs::of(&variant.notes, self.says(&variant.of, &variant.notes)));
        let name = identifier(name);
        let of = in_place(|| self.used(&variant.of, Some(owner)));
        quote!(#docs #name(#of),)
    }
}

/// The most members of a group, and groups of a larger one, that the run-time library reads.
const GROUP: usize = 16;

/// Members, in groups where there are many.
fn grouped(members: impl Iterator<Item = TokenStream>) -> TokenStream {
    let mut groups = TokenStream::new();
    for (place, member) in members.enumerate() {
        groups.extend(match place {
            0 => None,
            _ if place.is_multiple_of(GROUP * GROUP) => Some(quote!(||)),
            _ if place.is_multiple_of(GROUP) => Some(quote!(|)),
            _ => Some(quote!(,)),
        });
        groups.extend(member);
    }
    groups
}

fn enumeration(name: &Ident, docs: &TokenStream, words: &[String], names: &[String]) -> TokenStream {
    let names: Vec<Ident> = names.iter().map(|name| identifier(name)).collect();
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum #name { #(#names,)* }
        check::words!(#name: #(#names = #words),*);
    }
}

fn constants(name: &Ident, docs: &TokenStream, values: &[Value], names: &[String]) -> TokenStream {
    let variants: Vec<Ident> = names.iter().map(|variant| identifier(variant)).collect();
    let literals = values.iter().map(super::rules::literal);
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum #name { #(#variants,)* }
        impl check::Constants for #name {
            const CONSTANTS: &'static [(check::Literal, Self)] = &[#((#literals, Self::#variants)),*];
        }
        check::constants!(#name);
    }
}
