//! Names of what stands in types: fields and variants, as the build script calls them, else by the document.

use std::collections::BTreeMap;

use super::names::{fields, pascal, snake, variants};
use super::options::{Choice, TypeOptions};
use super::types::{Body, Definition};
use crate::errors::{Errors, quote};
use crate::suggest;
use crate::taken::Taken;

/// So many names are listed where none is near to the one that the build script says.
const MOST_SHOWN: usize = 8;

/// The names of each type's fields or variants, in their order.
pub(super) fn names(
    definitions: &[Definition],
    type_names: &[String],
    options: &TypeOptions,
    errors: &mut Errors,
) -> Vec<Vec<String>> {
    for (_, choice) in options.members.iter().filter(|(_, choice)| !type_names.contains(&choice.on)) {
        errors.push(choice.no_type(type_names));
    }
    let each = definitions.iter().zip(type_names).map(|(definition, type_name)| {
        let parts = Parts::of(&definition.body);
        let choices = options.members.iter().filter(|(_, choice)| choice.on == *type_name);
        let given = parts.given(choices, errors);
        parts.names(&given)
    });
    each.collect()
}

/// What in a type has a name.
enum Parts {
    /// By the members' names.
    Fields(Vec<String>),
    /// By the values as texts, or by what the variants are called anyway.
    Variants(Vec<String>),
}

impl Parts {
    fn of(body: &Body) -> Self {
        match body {
            Body::Struct { fields, .. } => Self::Fields(fields.iter().map(|field| field.member.clone()).collect()),
            Body::Words(words) => Self::Variants(words.clone()),
            Body::Constants(values) => Self::Variants(values.iter().map(ToString::to_string).collect()),
            Body::Union(alternatives) => {
                let hints = alternatives.iter().map(|variant| variant.hint.as_str());
                Self::Variants(variants(hints, Taken::new(["Self"])))
            }
            Body::Checked { .. } => Self::Fields(Vec::new()),
        }
    }

    fn keys(&self) -> &[String] {
        match self {
            Self::Fields(keys) | Self::Variants(keys) => keys,
        }
    }

    /// The build script's names by key; each is one that the part can have.
    fn given<'o>(
        &self,
        choices: impl Iterator<Item = &'o (String, Choice)>,
        errors: &mut Errors,
    ) -> BTreeMap<&'o str, &'o str> {
        let mut given: BTreeMap<&str, &str> = BTreeMap::new();
        for (member, choice) in choices {
            let (possible, case) = match self {
                Self::Fields(_) => (snake(&choice.text, "field"), "fields have names in `snake_case`"),
                Self::Variants(_) => (pascal(&choice.text, "V"), "variants have names in `UpperCamelCase`"),
            };
            let wrong = |what: &str| {
                let (member, name) = (quote(member), quote(&choice.text));
                choice.wrong(format!("{member} of {} cannot be called {name}: {what}", choice.on))
            };
            if !self.keys().contains(member) {
                let hint = suggest::did_you_mean(member, self.keys().iter().map(String::as_str));
                let hint = hint.or_else(|| {
                    let known: Vec<String> = self.keys().iter().take(MOST_SHOWN).map(|key| quote(key)).collect();
                    (self.keys().len() <= MOST_SHOWN).then(|| format!("it has {}", known.join(", ")))
                });
                let message = format!("{} has no member or value {}", choice.on, quote(member));
                errors.push(choice.wrong(message).maybe_hint(hint));
            } else if possible != choice.text {
                errors.push(wrong(case).hint(format!("{} is one", quote(&possible))));
            } else if choice.text == "Self" || given.values().any(|name| *name == choice.text) {
                errors.push(wrong("something else has that name"));
            } else if let Some(before) = given.insert(member, &choice.text) {
                errors.push(wrong(&format!("it is to be called {} already", quote(before))));
            }
        }
        given
    }

    fn names(&self, given: &BTreeMap<&str, &str>) -> Vec<String> {
        let taken = Taken::new(given.values().copied().chain(["Self"]));
        let others = self.keys().iter().map(String::as_str).filter(|key| !given.contains_key(key));
        let others = match self {
            Self::Fields(_) => fields(others, taken),
            Self::Variants(_) => variants(others, taken),
        };
        let mut others = others.into_iter();
        let name = |key: &String| match given.get(key.as_str()) {
            Some(name) => (*name).to_owned(),
            None => others.next().unwrap_or_default(),
        };
        self.keys().iter().map(name).collect()
    }
}
