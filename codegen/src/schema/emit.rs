//! Types into Rust. Everything was decided before: this pass cannot fail.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Punct, Spacing, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};
use serde_json::Value;

use super::docs;
use super::model::Notes;
use super::names::{Identifier, identifier};
use super::own::Own;
use super::rules::Rules;
use super::sizes::Sizes;
use super::types::{Body, Definition, Field, Rank, Rest, Type, TypeId, Variant};
use super::used::{Present, Seen, Standpoint};
use crate::in_place::in_place;

/// What emission knows about all types.
pub(super) struct Emitter<'a> {
    pub(super) definitions: &'a [Definition],
    pub(super) names: &'a [String],
    /// Of each type's fields or variants.
    pub(super) parts: &'a [Vec<Cow<'a, str>>],
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
        let mut sizes = Sizes::new(self.definitions, self.containment);
        for id in 0..self.definitions.len() {
            self.item(TypeId(id), rules, &mut sizes, &mut items);
        }
        items.extend(rules.statics());
        items
    }

    /// A type's name as an identifier.
    pub(super) fn name(&self, id: TypeId) -> Identifier<'_> {
        identifier(&self.names[id.0])
    }

    /// A type as it is seen from there.
    pub(super) fn seen<'e>(&'e self, of: &'e Type, from: Standpoint) -> Seen<'e> {
        Seen { emitter: self, of, from }
    }

    /// Adds a type with what belongs to it.
    fn item(&self, id: TypeId, rules: &mut Rules<'_>, sizes: &mut Sizes<'_>, items: &mut TokenStream) {
        let definition = &self.definitions[id.0];
        let (name, parts) = (self.name(id), &self.parts[id.0]);
        docs::of_type(&definition.notes, &self.names[id.0]).to_tokens(items);
        self.derives.get(&id).to_tokens(items);
        items.extend(match &definition.body {
            Body::Struct { fields, rest } => self.structure(id, fields, rest),
            Body::Words(words) => enumeration(name, words, parts),
            Body::Constants(values) => constants(name, values, parts),
            Body::Union(variants) => self.union(id, variants, sizes),
            Body::Checked { inner, rules: left, is_one_of } => {
                let reveal = inner.holds_secret().then_some(in_place(|| quote!(as Revealed)));
                let traits = in_place(|| match inner {
                    Type::Integer(_) => quote!(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash),
                    Type::Text => quote!(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash),
                    Type::Float | Type::Boolean => quote!(Clone, Copy, Debug, PartialEq),
                    _ => quote!(Clone, Debug, PartialEq),
                });
                let from = if matches!(inner, Type::Named(_)) { Standpoint::Module } else { Standpoint::Within(id) };
                let of = self.seen(inner, from);
                let fits = if *is_one_of { self.alternatives(inner) } else { None };
                let rules = rules.list_and(left, fits);
                quote! {
                    #[derive(#traits)]
                    pub struct #name(#of);
                    check::checked!(#name(#of #reveal), #rules);
                }
            }
        });
    }

    /// The rule that exactly one of a union's types fits.
    fn alternatives(&self, of: &Type) -> Option<TokenStream> {
        let Type::Named(id) = of else { return None };
        let Body::Union(variants) = &self.definitions[id.0].body else { return None };
        let each = variants.iter().map(|variant| {
            let of = self.seen(&variant.of, Standpoint::Module);
            quote!(&[check::Rule::Fits(check::fits::<#of>)])
        });
        Some(quote!(OneOf(&[#(#each),*])))
    }

    fn structure(&self, id: TypeId, fields: &[Field], rest: &Rest) -> TokenStream {
        let (name, field_names) = (self.name(id), &self.parts[id.0]);
        let docs = fields.iter().map(|field| self.docs(&field.of, &field.notes));
        let names = field_names.iter().map(|name| identifier(name));
        let types = fields.iter().map(|field| {
            let of = self.seen(&field.of, Standpoint::Within(id));
            Present { of, is_always: field.is_required }
        });
        let default = fields.iter().all(|field| !field.is_required).then_some(in_place(|| quote!(Default,)));
        let other = other(field_names);
        let kept = if let Rest::Kept(of) = rest { Some(self.seen(of, Standpoint::Module)) } else { None };
        let kept = kept.map(|of| in_place(move || quote!(pub #other: ::std::collections::BTreeMap<String, #of>,)));
        let others = in_place(|| match rest {
            Rest::Denied => quote!(Refused),
            Rest::Ignored => quote!(Ignored),
            Rest::Kept(_) => quote!(Kept in #other),
        });
        let members = Members { emitter: self, fields, names: field_names };
        quote! {
            #[derive(Clone, Debug, #default PartialEq)]
            pub struct #name { #(#docs pub #names: #types,)* #kept }
            check::object!(#name: #members; #others);
        }
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

    /// The attributes of a field or variant of this type.
    fn docs(&self, of: &Type, notes: &Notes) -> impl ToTokens + use<> {
        docs::of(notes, self.says(of, notes))
    }

    fn union(&self, id: TypeId, variants: &[Variant], sizes: &mut Sizes<'_>) -> TokenStream {
        let name = self.name(id);
        let docs = variants.iter().map(|variant| self.docs(&variant.of, &variant.notes));
        let names: Vec<Identifier<'_>> = self.parts[id.0].iter().map(|name| identifier(name)).collect();
        let types = variants.iter().map(|variant| self.seen(&variant.of, Standpoint::Within(id)));
        let secrets = variants.iter().map(|variant| variant.of.holds_secret());
        let secrets = secrets.map(|is_secret| is_secret.then_some(in_place(|| quote!(as Revealed))));
        let differ = sizes.differ(id, variants.iter().map(|variant| &variant.of));
        let lint = differ.then(|| in_place(large_variants));
        quote! {
            #lint
            #[derive(Clone, Debug, PartialEq)]
            pub enum #name { #(#docs #names(#types),)* }
            check::union!(#name: #(#names #secrets),*);
        }
    }
}

/// Alternatives are as large as the document has them, and who reads one has no use for a box around it.
pub(crate) fn large_variants() -> TokenStream {
    quote!(#[allow(clippy::large_enum_variant, reason = "the alternatives are the document's")])
}

/// The most members of a group, and groups of a larger one, that the run-time library reads.
const GROUP: usize = 16;

/// The fields as the run-time library's macro has them, in groups where there are many.
struct Members<'e> {
    emitter: &'e Emitter<'e>,
    fields: &'e [Field],
    names: &'e [Cow<'e, str>],
}

impl ToTokens for Members<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for (place, (field, name)) in self.fields.iter().zip(self.names).enumerate() {
            match place {
                0 => {}
                _ if place.is_multiple_of(GROUP * GROUP) => tokens.extend(quote!(||)),
                _ if place.is_multiple_of(GROUP) => tokens.extend(quote!(|)),
                _ => tokens.append(Punct::new(',', Spacing::Alone)),
            }
            let (name, member) = (identifier(name), &field.member);
            name.to_tokens(tokens);
            if !name.reads(member) {
                tokens.extend(quote!(= #member));
            }
            if field.of.holds_secret() {
                tokens.extend(quote!(as Revealed));
            } else if field.is_required && self.emitter.may_be_none(&field.of, &mut BTreeSet::new()) {
                tokens.extend(quote!(as Always));
            }
        }
    }
}

/// The field of the members that have none of their own, where there is one.
fn other(names: &[Cow<'_, str>]) -> Identifier<'static> {
    let free = ["other", "other_members", "all_other_members"];
    let free = free.into_iter().find(|free| !names.iter().any(|name| name == *free));
    identifier(free.unwrap_or("every_other_member"))
}

fn enumeration(name: Identifier<'_>, words: &[String], names: &[Cow<'_, str>]) -> TokenStream {
    let names: Vec<Identifier<'_>> = names.iter().map(|name| identifier(name)).collect();
    quote! {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum #name { #(#names,)* }
        check::words!(#name: #(#names = #words),*);
    }
}

fn constants(name: Identifier<'_>, values: &[Value], names: &[Cow<'_, str>]) -> TokenStream {
    let variants: Vec<Identifier<'_>> = names.iter().map(|variant| identifier(variant)).collect();
    let literals = values.iter().map(super::rules::literal);
    quote! {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum #name { #(#variants,)* }
        impl check::Constants for #name {
            const CONSTANTS: &'static [(check::Literal, Self)] = &[#((#literals, Self::#variants)),*];
        }
        check::constants!(#name);
    }
}
