//! Schemas that nothing satisfies: each is allowed, and none is meant. Warnings of the build.
//!
//! Only what is plain to see from one schema's keywords, or from those that apply together with it; a `false` that
//! forbids a member or what follows an array is no news.

use std::cmp::Ordering;

use super::library::Sources;
use super::model::{Amount, Id, Model, Numbers, Objects, Schema, Types};
use super::plan::Planner;
use crate::errors::{Diagnostic, quote};
use crate::source::{Source, join};

/// What is wrong, and which keyword says so.
struct Contradiction {
    keyword: &'static str,
    message: String,
}

/// The warnings about all schemas that types were made of.
pub(super) fn of(planner: &Planner, roots: &[Id], sources: &Sources) -> Vec<Diagnostic> {
    let model = &planner.model;
    let mut warnings = Vec::new();
    for id in roots.iter().filter(|id| model[**id].never) {
        let accepted = "the schema accepts nothing";
        warnings.extend(at(&model[*id], sources).map(|(place, source)| Diagnostic::value(source, place, accepted)));
    }
    let made_of = planner.views().filter(|(id, _)| !model[*id].is_part);
    for (schema, view) in made_of.map(|(id, view)| (&model[id], view)) {
        let Some((place, source)) = at(schema, sources) else { continue };
        if let Some(Contradiction { keyword, message }) = contradiction(schema, model) {
            let mut pointer = join(place, keyword);
            // In the model a constant is a list of one.
            if keyword == "const" && !source.has(&pointer) {
                pointer = join(place, "enum");
            }
            warnings.push(Diagnostic::value(source, &pointer, message));
        } else if !std::ptr::eq(schema, view)
            && let Some(Contradiction { message, .. }) = contradiction(view, model)
        {
            let hint = "this comes of several schemas that apply together (`$ref`, `allOf`)";
            warnings.push(Diagnostic::key(source, place, message).hint(hint));
        }
    }
    for schema in model.schemas.iter().filter(|schema| !schema.is_part) {
        if let (Some((place, source)), true) = (at(schema, sources), repeats(schema, planner)) {
            let message = "an alternative stands here twice: no value fits exactly one of them by it";
            warnings.push(Diagnostic::value(source, &join(place, "oneOf"), message));
        }
    }
    warnings
}

fn at<'a>(schema: &'a Schema, sources: &'a Sources) -> Option<(&'a str, &'a Source)> {
    let place = schema.place.as_ref()?;
    Some((&*place.pointer, sources.of(place.document)))
}

/// Whether `oneOf` has the same alternative twice.
fn repeats(schema: &Schema, planner: &Planner) -> bool {
    schema.logic.one_of.iter().any(|alternatives| {
        let mut targets: Vec<Id> = alternatives.iter().map(|id| planner.follow(*id)).collect();
        let count = targets.len();
        targets.sort();
        targets.dedup();
        targets.len() < count
    })
}

fn contradiction(schema: &Schema, model: &Model) -> Option<Contradiction> {
    let found = |keyword, message: String| Some(Contradiction { keyword, message });
    let types = schema.types.unwrap_or(Types::ANY);
    if types == Types::NONE {
        return found("type", "nothing is of the types that are asked for here".to_owned());
    }
    if let Some(values) = &schema.values {
        let keyword = if values.len() == 1 { "const" } else { "enum" };
        if values.is_empty() {
            return found("enum", "no value is allowed here".to_owned());
        }
        if !values.iter().any(|value| types.has(Types::of(value))) {
            return found(keyword, "no value that is allowed here is of the type that is asked for".to_owned());
        }
    }
    let only = |kind: Types| types.and(kind) == types;
    let (string, array, object) = (&schema.string, &schema.array, &schema.object);
    if (only(Types::NUMBER) || schema.types.is_none())
        && let Some(contradiction) = bounds(&schema.number, only(Types::INTEGER))
    {
        return Some(contradiction);
    }
    let counts = [
        ("minLength", Types::STRING, "string", string.min_length, string.max_length, "characters"),
        ("minItems", Types::ARRAY, "array", array.min, array.max, "elements"),
        ("minProperties", Types::OBJECT, "object", object.min, object.max, "members"),
    ];
    for (keyword, kind, noun, min, max, what) in counts {
        if let (Some(min), Some(max)) = (min, max)
            && (only(kind) || schema.types.is_none())
            && min > max
        {
            return found(keyword, format!("no {noun} has {min} {what} or more and {max} or fewer"));
        }
    }
    if let Some(contains) = array.contains.iter().find(|contains| contains.max.is_some_and(|max| max < contains.min)) {
        let max = contains.max.unwrap_or_default();
        return found("minContains", format!("no array contains {} or more and {max} or fewer", contains.min));
    }
    let ends = array.rest.is_some_and(|rest| model[rest].never);
    if let Some(min) = array.min.filter(|min| ends && *min > array.prefix.len() as u64) {
        let most = array.prefix.len();
        return found("minItems", format!("no array has {min} elements or more where no more than {most} are allowed"));
    }
    members(object, model)
}

/// What is asked of an object that no object has.
fn members(object: &Objects, model: &Model) -> Option<Contradiction> {
    let found = |keyword, message: String| Some(Contradiction { keyword, message });
    let is_closed = object.patterns.is_empty() && object.rest.is_some_and(|rest| model[rest].never);
    for name in &object.required {
        let is_forbidden = object.property(name).map_or(is_closed, |id| model[id].never);
        if is_forbidden {
            return found("required", format!("the member {} is required, and forbidden", quote(name)));
        }
    }
    let required = object.required.len() as u64;
    if let Some(max) = object.max.filter(|max| required > *max) {
        return found("maxProperties", format!("{required} members are required where no more than {max} are allowed"));
    }
    let named = object.properties.len() as u64;
    let min = object.min.filter(|min| is_closed && *min > named)?;
    found("minProperties", format!("no object has {min} members or more where no more than {named} are allowed"))
}

/// Why no number is within the bounds.
fn bounds(number: &Numbers, is_integer: bool) -> Option<Contradiction> {
    let (least, most) = (number.minimum.map(|bound| (bound, true)), number.maximum.map(|bound| (bound, true)));
    let lows = [least, number.above.map(|bound| (bound, false))];
    let highs = [most, number.below.map(|bound| (bound, false))];
    for (low, with_low) in lows.into_iter().flatten() {
        for (high, with_high) in highs.into_iter().flatten() {
            let is_open = match order(low, high) {
                Ordering::Less => !is_integer || has_integer((low, with_low), (high, with_high)),
                Ordering::Equal => with_low && with_high,
                Ordering::Greater => false,
            };
            if !is_open {
                let (kind, low, high) = (if is_integer { "integer" } else { "number" }, shown(low), shown(high));
                let (from, to) =
                    (if with_low { "at least" } else { "above" }, if with_high { "at most" } else { "below" });
                let keyword = if with_low { "minimum" } else { "exclusiveMinimum" };
                return Some(Contradiction { keyword, message: format!("no {kind} is {from} {low} and {to} {high}") });
            }
        }
    }
    None
}

fn order(one: Amount, other: Amount) -> Ordering {
    match (one.is_above(other), other.is_above(one)) {
        (true, _) => Ordering::Greater,
        (_, true) => Ordering::Less,
        _ => Ordering::Equal,
    }
}

fn has_integer((low, with_low): (Amount, bool), (high, with_high): (Amount, bool)) -> bool {
    let low = low.as_f64();
    let first = if with_low { low.ceil() } else { low.floor() + 1.0 };
    // Beyond 2^53 a step of one is lost, and bounds are far apart.
    let high = high.as_f64();
    if with_high { first <= high } else { first < high || first.abs() > 9e15 }
}

fn shown(amount: Amount) -> String {
    match amount {
        Amount::Integer(integer) => integer.to_string(),
        Amount::Float(float) => float.to_string(),
    }
}
