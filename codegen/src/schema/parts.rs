//! Names of what stands in types: fields and variants, as the build script calls them, else by the document.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::names::{fields, pascal, snake, variants};
use super::options::{Choice, TypeOptions};
use super::types::{Body, Definition};
use crate::errors::{Errors, quote};
use crate::suggest;

/// So many names are listed where none is near to the one that the build script says.
const MOST_SHOWN: usize = 8;

/// The names of each type's fields or variants, in their order.
pub(super) fn names<'d>(
    definitions: &'d [Definition],
    type_names: &[String],
    options: &TypeOptions,
    errors: &mut Errors,
) -> Vec<Vec<Cow<'d, str>>> {
    for (_, choice) in options.members.iter().filter(|(_, choice)| !type_names.contains(&choice.on)) {
        errors.push(choice.no_type(type_names));
    }
    let each = definitions.iter().zip(type_names);
    each.map(|(definition, type_name)| of(&definition.body, type_name, options, errors)).collect()
}

/// The names of one type's fields or variants, in their order.
pub(super) fn of<'d>(body: &'d Body, type_name: &str, options: &TypeOptions, errors: &mut Errors) -> Vec<Cow<'d, str>> {
    let choices = options.members.iter().filter(|(_, choice)| choice.on == type_name);
    match body {
        Body::Struct { fields, .. } => Part::Field.names(fields.iter().map(|field| &*field.member), choices, errors),
        Body::Words(words) => Part::Variant.names(words.iter().map(String::as_str), choices, errors),
        Body::Constants(values) => {
            let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
            owned(Part::Variant.names(texts.iter().map(String::as_str), choices, errors))
        }
        Body::Union(alternatives) => {
            let names = variants(alternatives.iter().map(|variant| variant.hint.as_str()), &[]);
            owned(Part::Variant.names(names.iter().map(AsRef::as_ref), choices, errors))
        }
        Body::Checked { .. } => Part::Field.names([].into_iter(), choices, errors),
    }
}

fn owned(names: Vec<Cow<'_, str>>) -> Vec<Cow<'static, str>> {
    names.into_iter().map(|name| Cow::Owned(name.into_owned())).collect()
}

/// What in a type has a name.
#[derive(Clone, Copy)]
enum Part {
    Field,
    Variant,
}

impl Part {
    /// Names for parts by their keys: the members' names, the values as texts, or what variants are called anyway.
    fn names<'d, 'o>(
        self,
        keys: impl Iterator<Item = &'d str> + Clone,
        choices: impl Iterator<Item = &'o (String, Choice)>,
        errors: &mut Errors,
    ) -> Vec<Cow<'d, str>> {
        let given = self.given(&keys, choices, errors);
        let others = keys.clone().filter(|key| !given.contains_key(key));
        let taken: Vec<&str> = given.values().copied().collect();
        let others = match self {
            Self::Field => fields(others, &taken),
            Self::Variant => variants(others, &taken),
        };
        if given.is_empty() {
            return others;
        }
        let mut others = others.into_iter();
        let name = |key: &str| match given.get(key) {
            Some(name) => Some((*name).to_owned().into()),
            None => others.next(),
        };
        keys.filter_map(name).collect()
    }

    /// The build script's names by key; each is one that the part can have.
    fn given<'k, 'o>(
        self,
        keys: &(impl Iterator<Item = &'k str> + Clone),
        choices: impl Iterator<Item = &'o (String, Choice)>,
        errors: &mut Errors,
    ) -> BTreeMap<&'o str, &'o str> {
        let mut given: BTreeMap<&str, &str> = BTreeMap::new();
        for (member, choice) in choices {
            let (possible, case) = match self {
                Self::Field => (snake(&choice.text, "field"), "fields have names in `snake_case`"),
                Self::Variant => (pascal(&choice.text, "V"), "variants have names in `UpperCamelCase`"),
            };
            let wrong = |what: &str| {
                let (member, name) = (quote(member), quote(&choice.text));
                choice.wrong(format!("{member} of {} cannot be called {name}: {what}", choice.on))
            };
            if !keys.clone().any(|key| key == member) {
                let hint = suggest::did_you_mean(member, keys.clone()).or_else(|| {
                    let known: Vec<String> = keys.clone().take(MOST_SHOWN + 1).map(quote).collect();
                    (known.len() <= MOST_SHOWN).then(|| format!("it has {}", known.join(", ")))
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
}
