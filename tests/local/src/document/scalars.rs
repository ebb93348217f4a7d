//! Strings and numbers within the bounds, lengths and formats that schemas set.

use serde_json::{Number, Value};

use super::pattern;

/// A text that all parts of a schema take.
pub(super) fn string(parts: &[&Value]) -> String {
    let text = |keyword: &str| parts.iter().find_map(|part| part.get(keyword)?.as_str());
    let count = |keyword: &str| parts.iter().filter_map(|part| part.get(keyword)?.as_u64()).max();
    if let Some(made) = text("pattern").and_then(pattern::matched) {
        return made;
    }
    if let Some(made) = text("format").and_then(by_format) {
        return made.to_owned();
    }
    let least = usize::try_from(count("minLength").unwrap_or(0)).unwrap_or(0).min(1 << 16);
    let most = usize::try_from(count("maxLength").unwrap_or(u64::MAX)).unwrap_or(usize::MAX);
    "text".chars().cycle().take(least.max(4).min(most)).collect()
}

fn by_format(format: &str) -> Option<&'static str> {
    Some(match format {
        "date-time" => "2020-02-29T12:00:00Z",
        "date" => "2020-02-29",
        "time" => "12:00:00Z",
        "duration" => "PT1H",
        "email" | "idn-email" => "ada@example.org",
        "hostname" | "idn-hostname" => "example.org",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "uri" | "iri" | "url" => "https://example.org/",
        "uri-reference" | "iri-reference" | "json-pointer" => "/a",
        "uri-template" => "/{a}",
        "uuid" => "123e4567-e89b-42d3-a456-426614174000",
        "relative-json-pointer" => "0",
        "regex" => "a+",
        "byte" => "dGV4dA==",
        _ => return None,
    })
}

/// The number nearest to 1 within bounds.
pub(super) fn number(parts: &[&Value], is_whole: bool) -> Value {
    let bound = |keyword: &'static str| parts.iter().filter_map(move |part| part.get(keyword)?.as_f64());
    // Draft 4's switches beside the bounds, and later drafts' bounds of their own.
    let is_exclusive = |keyword: &str| parts.iter().any(|part| part.get(keyword) == Some(&Value::Bool(true)));
    let step = bound("multipleOf").fold(None, |_, step| Some(step)).unwrap_or(if is_whole { 1.0 } else { 0.5 });
    let least = bound("minimum").chain(bound("exclusiveMinimum")).fold(f64::NEG_INFINITY, f64::max);
    let most = bound("maximum").chain(bound("exclusiveMaximum")).fold(f64::INFINITY, f64::min);
    let above = is_exclusive("exclusiveMinimum") || bound("exclusiveMinimum").any(|bound| bound >= least);
    let below = is_exclusive("exclusiveMaximum") || bound("exclusiveMaximum").any(|bound| bound <= most);
    let start = if least > 1.0 { least } else { 1.0_f64.min(most) };
    let mut found = (start / step).ceil() * step;
    if found > most || (below && found >= most) {
        found = ((most / step).floor() * step).min(if below { most - step } else { most });
    }
    if above && found <= least {
        found += step;
    }
    #[expect(clippy::cast_possible_truncation, reason = "it is whole, and larger ones stay as they are")]
    let whole = (found.fract() == 0.0 && found.abs() < 9e15).then_some(found as i64);
    match whole {
        Some(whole) => Value::from(whole),
        None => Number::from_f64(found).map_or(Value::Null, Value::Number),
    }
}
