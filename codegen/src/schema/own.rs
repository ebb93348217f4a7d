//! What the build script adds to schemas: types of its own in place of generated ones, other names, and more derives.
//! Every such wish is Rust and about something that is there, or it is a mistake.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::build::{Built, defined_name};
use super::model::{Id, Model};
use super::names::{TAKEN, pascal};
use super::options::{Choice, TypeOptions};
use super::paths::{self, Path};
use super::types::{Body, Definition, Rest, Type, TypeId};
use crate::errors::{Diagnostic, Errors, quote as quoted};
use crate::suggest;

/// What stands in place of schemas' own types and names.
#[derive(Clone, Debug, Default)]
pub(super) struct Own {
    replaced: BTreeMap<Id, usize>,
    paths: Vec<TokenStream>,
    renamed: BTreeMap<Id, String>,
}

impl Own {
    /// Finds the schemas that the build script names.
    pub(super) fn new(model: &Model, options: &TypeOptions, errors: &mut Errors) -> Self {
        let mut own = Self::default();
        if options.replaced.is_empty() && options.renamed.is_empty() {
            return own;
        }
        let mut named: BTreeMap<String, Vec<Id>> = BTreeMap::new();
        for (number, schema) in model.schemas.iter().enumerate().filter(|(_, schema)| !schema.is_part) {
            if let Some(name) = schema.place.as_ref().and_then(|place| defined_name(&place.pointer)) {
                named.entry(name.into_owned()).or_default().push(Id(number));
            }
        }
        let mut chosen: BTreeMap<&str, &str> = BTreeMap::new();
        for choice in options.replaced.iter().chain(&options.renamed) {
            if let Some(first) = chosen.insert(&choice.on, &choice.place) {
                let message = format!("the type of {} is chosen about twice", quoted(&choice.on));
                errors.push(choice.wrong(message).hint(format!("first at {first}")));
            }
        }
        for choice in &options.replaced {
            let path = paths::of_type(&choice.text);
            if path.is_none() {
                errors.push(choice.wrong(format!("{} is not the path of a type", quoted(&choice.text))));
            }
            let ids = choice.find(&named, errors).iter();
            own.replaced.extend(ids.map(|id| (*id, own.paths.len())));
            own.paths.push(path.unwrap_or_default());
        }
        let mut given = BTreeSet::new();
        for choice in &options.renamed {
            let (schema, name) = (quoted(&choice.on), quoted(&choice.text));
            if pascal(&choice.text, "Type") != choice.text {
                let hint = format!("{} is one", quoted(&pascal(&choice.text, "Type")));
                let message =
                    format!("the type of {schema} cannot be called {name}: types have names in `UpperCamelCase`");
                errors.push(choice.wrong(message).hint(hint));
            } else if TAKEN.contains(&choice.text.as_str()) {
                let message = format!("the type of {schema} cannot be called {name}: something else has that name");
                errors.push(choice.wrong(message));
            } else if !given.insert(&choice.text) {
                errors.push(choice.wrong(format!("two types are to be called {name}")));
            }
            own.renamed.extend(choice.find(&named, errors).iter().map(|id| (*id, choice.text.clone())));
        }
        own
    }

    /// Whether nothing is replaced.
    pub(super) fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// The number of the path that stands for a schema.
    pub(super) fn of(&self, id: Id) -> Option<usize> {
        self.replaced.get(&id).copied()
    }

    /// What the build script calls a schema's type.
    pub(super) fn name(&self, id: Id) -> Option<&String> {
        self.renamed.get(&id)
    }

    pub(super) fn path(&self, number: usize) -> &TokenStream {
        &self.paths[number]
    }
}

impl Choice {
    pub(super) fn wrong(&self, message: String) -> Diagnostic {
        Diagnostic::file(&self.place, message)
    }

    /// No type has the name that this is about.
    pub(super) fn no_type(&self, names: &[String]) -> Diagnostic {
        let hint = suggest::did_you_mean(&self.on, names.iter().map(String::as_str));
        self.wrong(format!("no generated type is called {}", quoted(&self.on))).maybe_hint(hint)
    }

    fn find<'n>(&self, named: &'n BTreeMap<String, Vec<Id>>, errors: &mut Errors) -> &'n [Id] {
        let found = named.get(&self.on);
        if found.is_none() {
            let hint = suggest::did_you_mean(&self.on, named.keys().map(String::as_str));
            let message = format!("no schema that is used is called {}", quoted(&self.on));
            errors.push(self.wrong(message).maybe_hint(hint));
        }
        found.map_or(&[], Vec::as_slice)
    }
}

/// Replacements that are not everywhere: warnings where a replaced schema was merged into another one, mistakes where its
/// type stands nowhere at all.
pub(super) fn bypassed(built: &Built, errors: &mut Errors) -> Vec<Diagnostic> {
    let mut types: Vec<&Type> = built.roots.iter().chain(&built.uses).collect();
    for definition in &built.definitions {
        match &definition.body {
            Body::Struct { fields, rest } => {
                types.extend(fields.iter().map(|field| &field.of));
                types.extend(if let Rest::Kept(of) = rest { Some(of) } else { None });
            }
            Body::Union(variants) => types.extend(variants.iter().map(|variant| &variant.of)),
            Body::Checked { inner, .. } => types.push(inner),
            Body::Words(_) | Body::Constants(_) => {}
        }
    }
    let mut used = BTreeSet::new();
    for of in types {
        owns(of, &mut used);
    }
    let mut warnings = Vec::new();
    for (number, choice) in built.planner.options.replaced.iter().enumerate() {
        if !built.planner.own.replaced.values().any(|found| *found == number) {
            continue;
        }
        let merged = built.planner.bypassed.get(&number);
        let hint = "an object of `allOf` has the members of all its parts: replace the type that is made of them";
        if !used.contains(&number) {
            let message = format!("no type is generated for {}, and so none is replaced", quoted(&choice.on));
            errors.push(choice.wrong(message).maybe_hint(merged.map(|_| hint)));
        } else if let Some(merged) = merged {
            let message =
                format!("{} is not replaced in {}, into which it is merged", quoted(&choice.on), quoted(merged));
            warnings.push(choice.wrong(message).hint(hint));
        }
    }
    warnings
}

fn owns(of: &Type, used: &mut BTreeSet<usize>) {
    match of {
        Type::Own(number) => _ = used.insert(*number),
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => owns(inner, used),
        Type::Tuple(parts) => parts.iter().for_each(|part| owns(part, used)),
        _ => {}
    }
}

/// What types have beside their own traits.
#[derive(Debug, Default)]
pub(super) struct Derives {
    /// Derive attributes.
    pub(super) attributes: BTreeMap<TypeId, TokenStream>,
    /// The types that describe themselves as JSON Schema, with the path of the crate `schemars`. Deriving that would
    /// describe the Rust type, not all that it checks.
    pub(super) described: BTreeMap<TypeId, TokenStream>,
}

/// The derives that each type gets beside its own.
pub(super) fn derives(
    definitions: &[Definition],
    names: &[String],
    options: &TypeOptions,
    (errors, warnings): (&mut Errors, &mut Vec<Diagnostic>),
) -> Derives {
    let mut derives = Derives::default();
    let mut wanted: BTreeMap<TypeId, BTreeMap<String, TokenStream>> = BTreeMap::new();
    for choice in &options.derives {
        let Some(Path { tokens: path, before, last }) = paths::of_macro(&choice.text) else {
            errors.push(choice.wrong(format!("{} is not the path of a derive macro", quoted(&choice.text))));
            continue;
        };
        let is_meant = |name: &String| choice.on.is_empty() || choice.on == *name;
        if !choice.on.is_empty() && !names.iter().any(is_meant) {
            errors.push(choice.no_type(names));
            continue;
        }
        let meant = definitions.iter().enumerate().filter(|(number, _)| is_meant(&names[*number]));
        if last == "JsonSchema" {
            let Some(library) = before else {
                errors.push(
                    choice.wrong("the crate of `JsonSchema` is needed, too: `::schemars::JsonSchema`".to_owned()),
                );
                continue;
            };
            derives.described.extend(meant.map(|(number, _)| (TypeId(number), library.clone())));
            continue;
        }
        let mut without = meant.filter(|(_, definition)| !is_derived(&definition.body, &last)).peekable();
        if without.peek().is_none() {
            let types = if choice.on.is_empty() { "every generated type" } else { choice.on.as_str() };
            let message = format!("deriving {} changes nothing: {types} has it already", quoted(&choice.text));
            warnings.push(choice.wrong(message));
        }
        for (number, _) in without {
            wanted.entry(TypeId(number)).or_default().insert(path.to_string(), path.clone());
        }
    }
    let attribute = |paths: BTreeMap<String, TokenStream>| {
        let paths = paths.into_values();
        quote!(#[derive(#(#paths),*)])
    };
    derives.attributes = wanted.into_iter().map(|(id, paths)| (id, attribute(paths))).collect();
    derives
}

/// Whether a type has this trait without being asked.
fn is_derived(body: &Body, name: &str) -> bool {
    let is_ordered = match body {
        Body::Words(_) | Body::Constants(_) => true,
        Body::Checked { inner, .. } => matches!(inner, Type::Text | Type::Integer(_)),
        Body::Struct { .. } | Body::Union(_) => false,
    };
    match name {
        "Clone" | "Debug" | "PartialEq" | "Deserialize" | "Serialize" => true,
        "Eq" | "PartialOrd" | "Ord" | "Hash" => is_ordered,
        "Copy" => match body {
            Body::Checked { inner, .. } => matches!(inner, Type::Integer(_) | Type::Float | Type::Boolean),
            _ => is_ordered,
        },
        "Default" => matches!(body, Body::Struct { fields, .. } if fields.iter().all(|field| !field.is_required)),
        _ => false,
    }
}
