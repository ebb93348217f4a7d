//! Types as JSON Schema (2020-12) for `schemars`: exactly what each accepts, whatever dialect its own schema is in.
//!
//! A type is described by what it is, and by the rules that it checks. References go through the generator of the
//! program, so that the types stand well inside others that it describes.

mod rules;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use serde_json::{Value, json};

use super::build::Built;
use super::emit::Emitter;
use super::model::{ById, Id, Model, Notes};
use super::names::{identifier, pascal};
use super::options::{ImpliedTypes, UnknownMembers};
use super::types::{Body, Definition, Integer, Rest, Type, TypeId};
use crate::source::split;
use text::{Described, Object};

/// The pass's state.
pub(super) struct Describer<'a> {
    emitter: &'a Emitter<'a>,
    model: &'a Model,
    /// The types that stand for schemas that rules refer to, where types accept what their schemas do.
    known: ById<TypeId>,
    /// Schemas that rules refer to and that are no types: markers that carry their description.
    markers: BTreeMap<Id, Ident>,
    taken: BTreeSet<String>,
    open_markers: Vec<Id>,
    open_types: Vec<TypeId>,
}

impl<'a> Describer<'a> {
    pub(super) fn new(emitter: &'a Emitter<'a>, built: &'a Built) -> Self {
        let options = &built.planner.options;
        let is_plain =
            options.unknown_members != UnknownMembers::Refused && options.implied_types == ImpliedTypes::Exact;
        Self {
            emitter,
            model: &built.planner.model,
            known: if is_plain { built.known.clone() } else { ById::new() },
            markers: BTreeMap::new(),
            taken: emitter.names.iter().cloned().collect(),
            open_markers: Vec::new(),
            open_types: Vec::new(),
        }
    }

    /// The descriptions of these types and of all that stand in them; each comes with the path of `schemars`.
    pub(super) fn all(mut self, wanted: &BTreeMap<TypeId, TokenStream>) -> TokenStream {
        let mut items = TokenStream::new();
        let mut done: BTreeSet<TypeId> = BTreeSet::new();
        for (first, library) in wanted {
            self.open_types.push(*first);
            loop {
                if let Some(id) = self.open_types.pop() {
                    if done.insert(id) {
                        let name = self.emitter.name(id);
                        let definition = &self.emitter.definitions[id.0];
                        let described = self.definition(definition);
                        items.extend(item(library, &name, &described));
                    }
                } else if let Some(id) = self.open_markers.pop() {
                    let name = self.markers[&id].clone();
                    let described = self.schema(&self.model[id]);
                    items.extend(quote!(enum #name {}));
                    items.extend(item(library, &name, &described));
                } else {
                    break;
                }
            }
        }
        items
    }

    fn definition(&mut self, definition: &'a Definition) -> Described {
        let mut described = self.body(&definition.body).object();
        notes(&definition.notes, &mut described);
        Described::Object(described)
    }

    fn body(&mut self, body: &'a Body) -> Described {
        match body {
            Body::Struct { fields, rest } => {
                let mut object = Object::from_iter([("type".to_owned(), json!("object").into())]);
                let required: Vec<&str> =
                    fields.iter().filter(|field| field.is_required).map(|field| &*field.member).collect();
                if !required.is_empty() {
                    object.insert("required".to_owned(), json!(required).into());
                }
                let members = fields.iter().map(|field| ((*field.member).to_owned(), self.used(&field.of)));
                let members: Object = members.collect();
                if !members.is_empty() {
                    object.insert("properties".to_owned(), Described::Object(members));
                }
                match rest {
                    Rest::Denied => drop(object.insert("additionalProperties".to_owned(), json!(false).into())),
                    Rest::Ignored | Rest::Kept(Type::Value) => {}
                    Rest::Kept(of) => drop(object.insert("additionalProperties".to_owned(), self.used(of))),
                }
                Described::Object(object)
            }
            Body::Words(words) => json!({"type": "string", "enum": words}).into(),
            Body::Constants(values) => json!({"enum": values}).into(),
            Body::Union(variants) => {
                let each = variants.iter().map(|variant| self.used(&variant.of)).collect();
                text::with("anyOf", Described::List(each))
            }
            Body::Checked { inner, rules, is_one_of } => {
                let mut inside = self.used(inner);
                if let (Type::Named(id), true) = (inner, *is_one_of)
                    && let Body::Union(variants) = &self.emitter.definitions[id.0].body
                {
                    let each = variants.iter().map(|variant| self.used(&variant.of)).collect();
                    inside = text::with("oneOf", Described::List(each));
                }
                let rules = self.schema(rules);
                text::both(inside, rules)
            }
        }
    }

    /// A type where it is used.
    fn used(&mut self, of: &Type) -> Described {
        match of {
            Type::Value => json!(true).into(),
            Type::Null => json!({"type": "null"}).into(),
            Type::Boolean => json!({"type": "boolean"}).into(),
            Type::Text | Type::Secret => json!({"type": "string"}).into(),
            Type::Integer(Integer::I64) => json!({"type": "integer"}).into(),
            Type::Integer(Integer::U64) => json!({"type": "integer", "minimum": 0}).into(),
            Type::Integer(integer) => {
                let (first, last) = integer.range();
                let (first, last) = (i64::try_from(first).ok(), i64::try_from(last).ok());
                json!({"type": "integer", "minimum": first, "maximum": last}).into()
            }
            Type::Float => json!({"type": "number"}).into(),
            Type::List(element) => {
                let mut list = Object::from_iter([("type".to_owned(), json!("array").into())]);
                if **element != Type::Value {
                    list.insert("items".to_owned(), self.used(element));
                }
                Described::Object(list)
            }
            Type::Map(value) => {
                let mut map = Object::from_iter([("type".to_owned(), json!("object").into())]);
                if **value != Type::Value {
                    map.insert("additionalProperties".to_owned(), self.used(value));
                }
                Described::Object(map)
            }
            Type::Tuple(parts) => {
                let mut tuple: Object = [
                    ("type".to_owned(), json!("array").into()),
                    ("items".to_owned(), json!(false).into()),
                    ("minItems".to_owned(), json!(parts.len()).into()),
                ]
                .into_iter()
                .collect();
                let parts = parts.iter().map(|part| self.used(part)).collect();
                tuple.insert("prefixItems".to_owned(), Described::List(parts));
                Described::Object(tuple)
            }
            Type::Nullable(inner) => {
                let inner = self.used(inner);
                text::with("anyOf", Described::List(vec![inner, json!({"type": "null"}).into()]))
            }
            Type::Typed(typed) => json!({"type": "string", "format": typed.name()}).into(),
            Type::Named(id) => {
                self.open_types.push(*id);
                let name = self.emitter.name(*id);
                Described::Reference(quote!(#name))
            }
            Type::Own(number) => Described::Reference(self.emitter.own.path(*number).clone()),
        }
    }

    /// What stands for a schema that rules refer to.
    fn reference(&mut self, id: Id) -> Described {
        if let Some(of) = self.known.get(id) {
            self.open_types.push(*of);
            let name = self.emitter.name(*of);
            return Described::Reference(quote!(#name));
        }
        if let Some(name) = self.markers.get(&id) {
            return Described::Reference(quote!(#name));
        }
        let place = self.model[id].place.as_ref();
        let name = place.map(|place| split(&place.pointer).1).unwrap_or_default();
        let name = pascal(&name, "Schema");
        let mut free = format!("{name}Schema");
        let mut count = 1;
        while !self.taken.insert(free.clone()) {
            count += 1;
            free = format!("{name}Schema{count}");
        }
        let name = identifier(&free).token();
        self.markers.insert(id, name.clone());
        self.open_markers.push(id);
        Described::Reference(quote!(#name))
    }
}

fn item(library: &TokenStream, name: &impl ToTokens, described: &Described) -> TokenStream {
    let (first, rest) = described.written();
    let rest = rest.into_iter().map(|(part, text)| quote!(, #part, #text));
    quote!(check::json_schema!([#library] #name: #first #(#rest)*);)
}

/// What a schema says to its reader. Secrets' defaults are never written.
fn notes(notes: &Notes, described: &mut Object) {
    let mut add = |keyword: &str, value: Option<Value>| {
        if let Some(value) = value {
            described.insert(keyword.to_owned(), value.into());
        }
    };
    add("title", notes.title.clone().map(Value::from));
    add("description", notes.description.clone().map(Value::from));
    add("default", notes.default.clone().filter(|_| !notes.secret));
    add("deprecated", notes.deprecated.then_some(json!(true)));
    add("writeOnly", notes.secret.then_some(json!(true)));
}
