//! Types into Rust. Everything was decided before: this pass cannot fail.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;

use super::case::Case;
use super::docs;
use super::model::Notes;
use super::names::identifier;
use super::own::Own;
use super::rules::Rules;
use super::types::{Body, Definition, Field, Rank, Rest, Type, TypeId, Variant};

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
        let items: TokenStream = (0..self.definitions.len()).map(|id| self.item(TypeId(id), rules)).collect();
        let statics = rules.statics();
        let is_any = |is_meant: fn(&Body) -> bool| self.definitions.iter().any(|definition| is_meant(&definition.body));
        let derives = if is_any(|body| matches!(body, Body::Struct { .. } | Body::Words(_))) {
            quote!(
                use ::serde::{Deserialize, Serialize};
            )
        } else if is_any(|body| matches!(body, Body::Union(_))) {
            quote!(
                use ::serde::Serialize;
            )
        } else {
            TokenStream::new()
        };
        let check = (!self.definitions.is_empty()).then(|| {
            quote!(
                use ::amplify_rest::codegen as check;
            )
        });
        quote! {
            #check
            #derives
            #items
            #statics
        }
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
                let element = self.used(element, None);
                quote!(Vec<#element>)
            }
            Type::Map(value) => {
                let value = self.used(value, None);
                quote!(::std::collections::BTreeMap<String, #value>)
            }
            Type::Tuple(parts) => {
                let parts = parts.iter().map(|part| self.used(part, owner));
                quote!((#(#parts,)*))
            }
            Type::Nullable(inner) => {
                let inner = self.used(inner, owner);
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
                let reveal = of.holds_secret().then(|| quote!(, check::reveal));
                let derives = match of {
                    Type::Integer(_) => quote!(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash),
                    Type::Text => quote!(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash),
                    Type::Float | Type::Boolean => quote!(Clone, Copy, Debug, PartialEq),
                    _ => quote!(Clone, Debug, PartialEq),
                };
                let inner = self.used(of, owner);
                let fits = if *is_one_of { self.alternatives(of) } else { None };
                let rules = rules.list_and(left, fits);
                quote! {
                    #docs
                    #[derive(#derives)]
                    pub struct #name(#inner);
                    impl check::Checked for #name {
                        type Inner = #inner;
                        const RULES: check::Rules = #rules;
                    }
                    check::checked!(#name #reveal);
                }
            }
        }
    }

    /// The rule that exactly one of a union's types fits.
    fn alternatives(&self, of: &Type) -> Option<TokenStream> {
        let Type::Named(id) = of else { return None };
        let Body::Union(variants) = &self.definitions[id.0].body else { return None };
        let each = variants.iter().map(|variant| {
            let of = self.used(&variant.of, None);
            quote!(&[check::Rule::Fits(check::fits::<#of>)])
        });
        Some(quote!(OneOf(&[#(#each),*])))
    }

    fn structure(&self, id: TypeId, name: &Ident, docs: &TokenStream, fields: &[Field], rest: &Rest) -> TokenStream {
        let field_names = &self.parts[id.0];
        let each = fields.iter().zip(field_names).map(|(field, name)| self.field(id, field, name));
        let others = match rest {
            Rest::Denied | Rest::Ignored => None,
            Rest::Kept(of_others) => {
                let of = self.used(of_others, None);
                let free = ["other", "other_members", "all_other_members"];
                let free = free.into_iter().find(|free| !field_names.iter().any(|name| name == free));
                let name = identifier(free.unwrap_or("every_other_member"));
                // serde keeps them aside before they are read, where our strictness about floats is not asked.
                let read = of_others.holds_float().then(|| quote!(, deserialize_with = "check::read_others"));
                Some(quote! {
                    #[serde(flatten #read)]
                    pub #name: ::std::collections::BTreeMap<String, #of>,
                })
            }
        };
        let denied = matches!(rest, Rest::Denied).then(|| quote!(, deny_unknown_fields));
        let default = fields.iter().all(|field| !field.is_required).then(|| quote!(Default,));
        quote! {
            #docs
            #[derive(Clone, Debug, #default PartialEq, Deserialize, Serialize)]
            #[serde(remote = "Self" #denied)]
            pub struct #name { #(#each)* #others }
            check::exact!(#name);
        }
    }

    /// What is said where a type is used: not again what a type with docs of its own says there.
    fn beside(&self, notes: &Notes, of: &Type) -> Notes {
        let of = match of {
            Type::Nullable(inner) => inner,
            of => of,
        };
        let mut beside = notes.clone();
        if let Type::Named(id) = of
            && let Definition { notes: there, hint, .. } = &self.definitions[id.0]
            && hint.rank < Rank::Positioned
            && (&there.title, &there.description) == (&notes.title, &notes.description)
        {
            (beside.title, beside.description) = (None, None);
        }
        beside
    }

    fn field(&self, owner: TypeId, field: &Field, name: &str) -> TokenStream {
        let docs = docs::of(&self.beside(&field.notes, &field.of));
        let ident = identifier(name);
        let mut of = self.used(&field.of, Some(owner));
        let mut attributes = Vec::new();
        if identifier(name).to_string().trim_start_matches("r#") != field.member {
            let member = &field.member;
            attributes.push(quote!(rename = #member));
        }
        if !field.is_required {
            of = quote!(Option<#of>);
            attributes.push(quote!(skip_serializing_if = "Option::is_none"));
        }
        if field.of.holds_secret() {
            attributes.push(quote!(serialize_with = "check::reveal"));
        }
        let attributes = (!attributes.is_empty()).then(|| quote!(#[serde(#(#attributes),*)]));
        quote! {
            #docs
            #attributes
            pub #ident: #of,
        }
    }

    fn union(&self, id: TypeId, name: &Ident, docs: &TokenStream, variants: &[Variant]) -> TokenStream {
        let each = variants.iter().zip(&self.parts[id.0]).map(|(variant, name)| {
            let docs = docs::of(&self.beside(&variant.notes, &variant.of));
            let name = identifier(name);
            let of = self.used(&variant.of, Some(id));
            let secret = variant.of.holds_secret().then(|| quote!(#[serde(serialize_with = "check::reveal")]));
            quote!(#docs #secret #name(#of),)
        });
        let names = self.parts[id.0].iter().map(|name| identifier(name));
        quote! {
            #docs
            #[derive(Clone, Debug, PartialEq, Serialize)]
            #[serde(untagged)]
            pub enum #name { #(#each)* }
            check::union!(#name: #(#names),*);
        }
    }
}

fn enumeration(name: &Ident, docs: &TokenStream, words: &[String], names: &[String]) -> TokenStream {
    let rule = Case::of_all(names, words);
    let rename_all = rule.map(Case::name).map(|rule| quote!(, rename_all = #rule));
    let variants = names.iter().zip(words).map(|(name, word)| {
        let is_regular = rule.map_or(name == word, |rule| rule.apply(name) == *word);
        let rename = (!is_regular).then(|| quote!(#[serde(rename = #word)]));
        let name = identifier(name);
        quote!(#rename #name,)
    });
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
        #[serde(remote = "Self" #rename_all)]
        pub enum #name { #(#variants)* }
        check::words!(#name);
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
