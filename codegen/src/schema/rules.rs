//! What is left to check, as data for the run-time library.
//!
//! A schema that others refer to is written once, as a static of its own, so that recursion in the schemas is none
//! here and nothing is written twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;
use serde_json::Value;

use super::model::{Amount, Arrays, Id, Logic, Model, Numbers, Objects, Schema, Strings, Types};
use super::names::snake;
use crate::source::split;

/// Writes rules, and remembers which statics they need.
pub(super) struct Rules<'a> {
    model: &'a Model,
    names: BTreeMap<Id, Ident>,
    taken: BTreeSet<String>,
    open: Vec<Id>,
    /// Whether a rule needs the run-time library's regular expressions.
    pub(super) needs_patterns: bool,
}

impl<'a> Rules<'a> {
    pub(super) fn new(model: &'a Model) -> Self {
        Self { model, names: BTreeMap::new(), taken: BTreeSet::new(), open: Vec::new(), needs_patterns: false }
    }

    /// The rules of a schema as an expression of type `Rules`.
    fn list(&mut self, schema: &Schema) -> TokenStream {
        self.list_and(schema, None)
    }

    /// Likewise, with one more rule.
    pub(super) fn list_and(&mut self, schema: &Schema, more: Option<TokenStream>) -> TokenStream {
        let mut rules: Vec<TokenStream> = Vec::new();
        if schema.never {
            rules.push(quote!(Never));
        }
        if let Some(types) = schema.types {
            let kinds = types.each().map(kind);
            rules.push(quote!(Kinds(&[#(#kinds),*])));
        }
        if let Some(values) = &schema.values {
            let values = values.iter().map(literal);
            rules.push(quote!(Values(&[#(#values),*])));
        }
        numbers(&schema.number, &mut rules);
        self.strings(&schema.string, &mut rules);
        self.arrays(&schema.array, &mut rules);
        self.objects(&schema.object, &mut rules);
        self.logic(&schema.logic, &mut rules);
        rules.extend(more);
        // These ask what all others looked at.
        if let Some(other) = schema.array.unevaluated {
            let other = self.of(other);
            rules.push(quote!(OtherItems(#other)));
        }
        if let Some(other) = schema.object.unevaluated {
            let other = self.of(other);
            rules.push(quote!(OtherMembers(#other)));
        }
        quote!(&[#(check::Rule::#rules),*])
    }

    /// The statics that the rules written so far refer to.
    pub(super) fn statics(&mut self) -> TokenStream {
        let mut items = TokenStream::new();
        while let Some(id) = self.open.pop() {
            let name = self.names[&id].clone();
            let model = self.model;
            let rules = self.list(&model[id]);
            items.extend(quote!(static #name: check::Rules = #rules;));
        }
        items
    }

    fn of(&mut self, id: Id) -> TokenStream {
        let model = self.model;
        self.list(&model[id])
    }

    fn each(&mut self, ids: &[Id]) -> Vec<TokenStream> {
        ids.iter().map(|id| self.of(*id)).collect()
    }

    /// The static that holds a schema's rules.
    fn shared(&mut self, id: Id) -> Ident {
        if let Some(name) = self.names.get(&id) {
            return name.clone();
        }
        let place = self.model[id].place.as_ref();
        let name = place.map(|place| split(&place.pointer).1).unwrap_or_default();
        let name = snake(&name, "root").to_uppercase();
        let mut free = format!("{name}_RULES");
        let mut count = 1;
        while !self.taken.insert(free.clone()) {
            count += 1;
            free = format!("{name}_RULES_{count}");
        }
        let name = Ident::new(&free, Span::call_site());
        self.names.insert(id, name.clone());
        self.open.push(id);
        name
    }

    fn strings(&mut self, string: &Strings, rules: &mut Vec<TokenStream>) {
        rules.extend(string.min_length.map(|length| count("MinLength", length)));
        rules.extend(string.max_length.map(|length| count("MaxLength", length)));
        for pattern in &string.patterns {
            self.needs_patterns = true;
            let regex = &pattern.regex;
            rules.push(quote!(Pattern(#regex)));
        }
        rules.extend(string.format.iter().map(|format| quote!(Format(#format))));
    }

    fn arrays(&mut self, array: &Arrays, rules: &mut Vec<TokenStream>) {
        rules.extend(array.min.map(|most| count("MinItems", most)));
        rules.extend(array.max.map(|most| count("MaxItems", most)));
        if array.unique {
            rules.push(quote!(UniqueItems));
        }
        if !array.prefix.is_empty() || array.rest.is_some() {
            let first = self.each(&array.prefix);
            let rest = self.optional(array.rest);
            rules.push(quote!(Items { first: &[#(#first),*], rest: #rest }));
        }
        for contains in &array.contains {
            let min = Literal::u64_unsuffixed(contains.min);
            let max = contains.max.map_or(quote!(u64::MAX), |max| {
                let max = Literal::u64_unsuffixed(max);
                quote!(#max)
            });
            let inner = self.of(contains.schema);
            rules.push(quote!(Contains { rules: #inner, min: #min, max: #max }));
        }
    }

    fn objects(&mut self, object: &Objects, rules: &mut Vec<TokenStream>) {
        rules.extend(object.min.map(|most| count("MinMembers", most)));
        rules.extend(object.max.map(|most| count("MaxMembers", most)));
        if !object.required.is_empty() {
            let names = &object.required;
            rules.push(quote!(Required(&[#(#names),*])));
        }
        if !object.dependent_required.is_empty() {
            let lists = object.dependent_required.iter();
            let lists = lists.map(|(name, needed)| quote!((#name, &[#(#needed),*])));
            rules.push(quote!(DependentRequired(&[#(#lists),*])));
        }
        if !(object.properties.is_empty() && object.patterns.is_empty() && object.rest.is_none()) {
            let named = self.named(&object.properties);
            let rest = self.optional(object.rest);
            if object.patterns.is_empty() {
                rules.push(quote!(Members { named: &[#(#named),*], rest: #rest }));
            } else {
                self.needs_patterns = true;
                let patterns = object.patterns.iter().map(|(names, id)| {
                    let has = names.has.iter().map(|pattern| &pattern.regex);
                    let lacks = names.lacks.iter().map(|pattern| &pattern.regex);
                    let rules = self.of(*id);
                    quote!((&[#(#has),*], &[#(#lacks),*], #rules))
                });
                let patterns: Vec<_> = patterns.collect();
                rules.push(quote!(PatternMembers { named: &[#(#named),*], patterns: &[#(#patterns),*], rest: #rest }));
            }
        }
        for names in &object.names {
            let names = self.of(*names);
            rules.push(quote!(Names(#names)));
        }
        if !object.dependent_schemas.is_empty() {
            let lists = self.named(&object.dependent_schemas);
            rules.push(quote!(DependentRules(&[#(#lists),*])));
        }
    }

    fn logic(&mut self, logic: &Logic, rules: &mut Vec<TokenStream>) {
        for id in &logic.references {
            let name = self.shared(*id);
            rules.push(quote!(Same(&#name)));
        }
        if !logic.all_of.is_empty() {
            let all = self.each(&logic.all_of);
            rules.push(quote!(AllOf(&[#(#all),*])));
        }
        for ids in &logic.any_of {
            let any = self.each(ids);
            rules.push(quote!(AnyOf(&[#(#any),*])));
        }
        for ids in &logic.one_of {
            let one = self.each(ids);
            rules.push(quote!(OneOf(&[#(#one),*])));
        }
        for id in &logic.not {
            let not = self.of(*id);
            rules.push(quote!(Not(#not)));
        }
        for condition in &logic.conditions {
            let when = self.of(condition.when);
            let then = condition.then.map_or(quote!(&[]), |id| self.of(id));
            let otherwise = condition.otherwise.map_or(quote!(&[]), |id| self.of(id));
            rules.push(quote!(If(#when, #then, #otherwise)));
        }
    }

    fn named(&mut self, members: &[(Arc<str>, Id)]) -> Vec<TokenStream> {
        let each = members.iter().map(|(name, id)| {
            let rules = self.of(*id);
            quote!((#name, #rules))
        });
        each.collect()
    }

    fn optional(&mut self, id: Option<Id>) -> TokenStream {
        if let Some(id) = id {
            let rules = self.of(id);
            quote!(Some(#rules))
        } else {
            quote!(None)
        }
    }
}

fn numbers(number: &Numbers, rules: &mut Vec<TokenStream>) {
    let mut add = |name: &str, bound: Option<Amount>| {
        if let Some(bound) = bound.map(amount) {
            let name = Ident::new(name, Span::call_site());
            rules.push(quote!(#name(#bound)));
        }
    };
    add("Minimum", number.minimum);
    add("Maximum", number.maximum);
    add("Above", number.above);
    add("Below", number.below);
    for step in &number.multiple_of {
        add("MultipleOf", Some(*step));
    }
}

fn count(rule: &str, count: u64) -> TokenStream {
    let (rule, count) = (Ident::new(rule, Span::call_site()), Literal::u64_unsuffixed(count));
    quote!(#rule(#count))
}

fn kind(types: Types) -> TokenStream {
    let name = match types {
        Types::NULL => "Null",
        Types::BOOLEAN => "Boolean",
        Types::INTEGER => "Integer",
        Types::STRING => "String",
        Types::ARRAY => "Array",
        Types::OBJECT => "Object",
        _ => "Number",
    };
    let name = Ident::new(name, Span::call_site());
    quote!(check::Kind::#name)
}

fn amount(amount: Amount) -> TokenStream {
    let (kind, sign, digits) = match amount {
        Amount::Integer(integer) => {
            let digits = Literal::u128_unsuffixed(integer.unsigned_abs());
            ("Integer", integer < 0, digits)
        }
        Amount::Float(float) => ("Float", float < 0.0, Literal::f64_unsuffixed(float.abs())),
    };
    let kind = Ident::new(kind, Span::call_site());
    let sign = sign.then(|| quote!(-));
    quote!(check::Amount::#kind(#sign #digits))
}

/// A JSON value as a constant expression of type `Literal`.
pub(super) fn literal(value: &Value) -> TokenStream {
    let inner = match value {
        Value::Null => quote!(Null),
        Value::Bool(boolean) => quote!(Boolean(#boolean)),
        Value::Number(number) => {
            let number = amount(super::lower::amount(number).unwrap_or(Amount::Integer(0)));
            quote!(Number(#number))
        }
        Value::String(text) => quote!(String(#text)),
        Value::Array(elements) => {
            let elements = elements.iter().map(literal);
            quote!(Array(&[#(#elements),*]))
        }
        Value::Object(members) => {
            let mut names: Vec<&String> = members.keys().collect();
            names.sort();
            let members = names.into_iter().map(|name| {
                let value = literal(&members[name]);
                quote!((#name, #value))
            });
            quote!(Object(&[#(#members),*]))
        }
    };
    quote!(check::Literal::#inner)
}
