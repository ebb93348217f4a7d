//! One type for all that are the same: documents write out again and again what they could have defined once.
//!
//! Only types that nobody named are shared, and only where they have the same members, rules and docs. The first one stays,
//! in the order of definitions, which no order of keys changes. Its own docs stay if the others say the same: where it is
//! used, they stand anyway.

use super::build::Built;
use super::model::Rare;
use super::types::{Body, Definition, Rank, Rest, Type, TypeId};

/// Puts the first of each kind in place of all others.
pub(super) fn equals(built: &mut Built) {
    // By its number, what stands for a type.
    let mut stands: Vec<TypeId> = (0..built.definitions.len()).map(TypeId).collect();
    // Types may be the same once what stands in them is.
    while merged(&mut built.definitions, &mut stands) {
        for definition in &mut built.definitions {
            types_in(&mut definition.body, &mut |id| *id = stands[id.0]);
        }
    }
    let mut places = Vec::with_capacity(stands.len());
    let mut count = 0;
    for (number, stand) in stands.iter().enumerate() {
        places.push(if stand.0 == number { TypeId(count) } else { places[stand.0] });
        count += usize::from(stand.0 == number);
    }
    let mut moved = |id: &mut TypeId| *id = places[id.0];
    for definition in &mut built.definitions {
        types_in(&mut definition.body, &mut moved);
        definition.hint.parent.iter_mut().for_each(&mut moved);
    }
    built.roots.iter_mut().chain(&mut built.uses).for_each(|root| named_in(root, &mut moved));
    built.known.values_mut().for_each(&mut moved);
    let mut stands = stands.into_iter().enumerate();
    built.definitions.retain(|_| stands.next().is_some_and(|(number, stand)| stand.0 == number));
}

/// Finds types that are the same as one before them; says whether there were any.
fn merged(definitions: &mut [Definition], stands: &mut [TypeId]) -> bool {
    let numbered = definitions.iter().enumerate();
    let may_stand =
        |(number, of): &(usize, &Definition)| stands[*number].0 == *number && of.hint.rank >= Rank::Positioned;
    let mut alike: Vec<_> = numbered.filter(may_stand).map(|(number, of)| (of.body.outline(), number)).collect();
    alike.sort_unstable();
    let mut same = Vec::new();
    for alike in alike.chunk_by(|one, other| one.0 == other.0).filter(|alike| alike.len() > 1) {
        let mut firsts: Vec<usize> = Vec::new();
        for (_, number) in alike {
            match firsts.iter().find(|first| definitions[**first].body == definitions[*number].body) {
                Some(first) => same.push((*number, *first)),
                None => firsts.push(*number),
            }
        }
    }
    for (number, first) in &same {
        for stand in stands.iter_mut().filter(|stand| stand.0 == *number) {
            *stand = TypeId(*first);
        }
        if definitions[*first].notes != definitions[*number].notes {
            definitions[*first].notes = Rare::default();
        }
    }
    !same.is_empty()
}

impl Body {
    /// What tells most types apart: how many parts they have, and words of theirs.
    fn outline(&self) -> (usize, Option<&str>, Option<&str>) {
        match self {
            Self::Struct { fields, .. } => ends(fields, |field| &field.member),
            Self::Words(words) => ends(words, |word| word),
            Self::Union(variants) => ends(variants, |variant| &variant.hint),
            Self::Constants(values) => (values.len(), None, None),
            Self::Checked { rules, .. } => {
                let pattern = rules.string.patterns.first().map(|pattern| pattern.written.as_str());
                (0, pattern, rules.string.format.as_deref())
            }
        }
    }
}

fn ends<T>(parts: &[T], name: impl Fn(&T) -> &str) -> (usize, Option<&str>, Option<&str>) {
    (parts.len(), parts.first().map(&name), parts.last().map(&name))
}

/// All types with names that stand in a type.
fn types_in(body: &mut Body, see: &mut impl FnMut(&mut TypeId)) {
    match body {
        Body::Struct { fields, rest } => {
            for field in fields {
                named_in(&mut field.of, see);
            }
            if let Rest::Kept(of) = rest {
                named_in(of, see);
            }
        }
        Body::Union(variants) => variants.iter_mut().for_each(|variant| named_in(&mut variant.of, see)),
        Body::Checked { inner, .. } => named_in(inner, see),
        Body::Words(_) | Body::Constants(_) => {}
    }
}

fn named_in(of: &mut Type, see: &mut impl FnMut(&mut TypeId)) {
    match of {
        Type::Named(id) => see(id),
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => named_in(inner, see),
        Type::Tuple(parts) => parts.iter_mut().for_each(|part| named_in(part, see)),
        _ => {}
    }
}
