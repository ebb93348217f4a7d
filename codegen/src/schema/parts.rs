//! Names of what stands in types: fields and variants, as the build script calls them, else by the document.

use std::borrow::Cow;
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
enum Parts<'d> {
    /// By the members' names.
    Fields(Vec<Cow<'d, str>>),
    /// By the values as texts, or by what the variants are called anyway.
    Variants(Vec<Cow<'d, str>>),
}

impl<'d> Parts<'d> {
    fn of(body: &'d Body) -> Self {
        match body {
            Body::Struct { fields, .. } => {
                Self::Fields(fields.iter().map(|field| Cow::Borrowed(&*field.member)).collect())
            }
            Body::Words(words) => Self::Variants(words.iter().map(|word| Cow::Borrowed(word.as_str())).collect()),
            Body::Constants(values) => Self::Variants(values.iter().map(|value| value.to_string().into()).collect()),
            Body::Union(alternatives) => {
                let hints = alternatives.iter().map(|variant| variant.hint.as_str());
                Self::Variants(variants(hints, Taken::new(["Self"])).into_iter().map(Cow::Owned).collect())
            }
            Body::Checked { .. } => Self::Fields(Vec::new()),
        }
    }

    fn keys(&self) -> &[Cow<'d, str>] {
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
            if !self.keys().iter().any(|key| key == member) {
                let hint = suggest::did_you_mean(member, self.keys().iter().map(AsRef::as_ref));
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
        let others = self.keys().iter().map(AsRef::as_ref).filter(|key| !given.contains_key(key));
        let others = match self {
            Self::Fields(_) => fields(others, taken),
            Self::Variants(_) => variants(others, taken),
        };
        let mut others = others.into_iter();
        let name = |key: &Cow<'d, str>| match given.get(key.as_ref()) {
            Some(name) => (*name).to_owned(),
            None => others.next().unwrap_or_default(),
        };
        self.keys().iter().map(name).collect()
    }
}
