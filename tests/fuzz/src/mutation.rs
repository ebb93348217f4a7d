//! One input from another: JSON is changed as a tree, anything else as text.

use fastrand::Rng;
use serde_json::{Map, Value};

use crate::hostile;

/// The longest input that is made: longer ones are slow and say little more.
const LONGEST: usize = 48 * 1024;

/// Characters that mean something in a pointer, a template, a pattern or a name.
const SIGNS: [char; 20] =
    ['{', '}', '/', '#', '%', '~', '.', ':', '+', '*', '"', ' ', '\\', '$', 'é', '\n', '0', 'A', '_', '-'];

/// A changed copy. The same input, donor and seed give the same copy; `donor` is another input that parts may be taken from.
#[must_use]
pub fn mutated(input: &[u8], donor: &[u8], seed: u64) -> Vec<u8> {
    let mut random = Rng::with_seed(seed);
    let Some(written) = Written::read(input).filter(|_| random.u8(0..20) > 0) else {
        return as_text(input, &mut random);
    };
    let donor = Written::read(donor).map(|donor| donor.value).unwrap_or_default();
    let mut value = written.value;
    for _ in 0..random.choice([1, 1, 1, 1, 2, 2, 3, 5]).unwrap_or(1) {
        change(&mut value, &donor, &mut random);
    }
    let output = [written.before, value.to_string().as_bytes(), written.after].concat();
    if output.len() > LONGEST { as_text(input, &mut random) } else { output }
}

/// JSON, and what is wrapped around it: a configuration in JavaScript or Dart, say.
struct Written<'i> {
    before: &'i [u8],
    value: Value,
    after: &'i [u8],
}

impl<'i> Written<'i> {
    fn read(input: &'i [u8]) -> Option<Self> {
        let start = input.iter().position(|byte| *byte == b'{')?;
        let end = input.iter().rposition(|byte| *byte == b'}')?;
        let value = serde_json::from_slice(input.get(start..=end)?).ok()?;
        Some(Self { before: &input[..start], value, after: &input[end + 1..] })
    }
}

fn change(root: &mut Value, donor: &Value, random: &mut Rng) {
    let taken = match random.u8(0..3) {
        0 => hostile::value(random),
        1 => any(donor, random).clone(),
        _ => any(root, random).clone(),
    };
    let reference = any_pointer(root, random);
    let name = any_name(if random.bool() { root } else { donor }, random);
    let place = any_mut(root, random);
    match (random.u8(0..12), &mut *place) {
        (0, Value::Object(members)) => drop(without_one(members, random)),
        (0, Value::Array(elements)) if !elements.is_empty() => {
            elements.swap_remove(random.usize(0..elements.len()));
        }
        (1 | 2, Value::Object(members)) => drop(members.insert(name, taken)),
        (3, Value::Object(members)) => {
            if let Some((_, value)) = without_one(members, random) {
                members.insert(name, value);
            }
        }
        (4, Value::Object(members)) => {
            if let Some((old, value)) = without_one(members, random) {
                members.insert(old, value.clone());
                members.insert(name, value);
            }
        }
        (1..=4, Value::Array(elements)) => elements.insert(random.usize(0..=elements.len()), taken),
        (5, _) => *place = Value::Array(vec![place.take()]),
        (6, _) => *place = Value::Object(Map::from_iter([(name, place.take())])),
        (7, _) => *place = Value::Object(Map::from_iter([("$ref".to_owned(), reference.into())])),
        (8, Value::String(text)) => edit(text, random),
        (8, Value::Array(elements)) => elements.extend_from_within(..elements.len().min(8)),
        (9, _) => *place = Value::Object(Map::from_iter([(name, Value::Array(vec![place.take(), taken]))])),
        _ => *place = taken,
    }
}

fn edit(text: &mut String, random: &mut Rng) {
    let places: Vec<usize> = text.char_indices().map(|(place, _)| place).chain([text.len()]).collect();
    let place = places[random.usize(0..places.len())];
    match random.u8(0..3) {
        0 => text.truncate(place),
        1 => text.insert_str(place, &hostile::text(random)),
        _ => text.insert(place, random.choice(SIGNS).unwrap_or_default()),
    }
}

fn without_one(members: &mut Map<String, Value>, random: &mut Rng) -> Option<(String, Value)> {
    let name = random.choice(members.keys())?.clone();
    members.remove_entry(&name)
}

/// How many values there are.
fn count(value: &Value) -> usize {
    let below: usize = match value {
        Value::Object(members) => members.values().map(count).sum(),
        Value::Array(elements) => elements.iter().map(count).sum(),
        _ => 0,
    };
    below + 1
}

fn any<'v>(root: &'v Value, random: &mut Rng) -> &'v Value {
    root.pointer(&any_pointer(root, random)[1..]).unwrap_or(root)
}

fn any_mut<'v>(root: &'v mut Value, random: &mut Rng) -> &'v mut Value {
    let pointer = any_pointer(root, random);
    if root.pointer(&pointer[1..]).is_none() {
        return root;
    }
    root.pointer_mut(&pointer[1..]).expect("it was there a line ago")
}

/// A reference to any value: `#` and its pointer.
fn any_pointer(root: &Value, random: &mut Rng) -> String {
    let (mut pointer, mut value) = ("#".to_owned(), root);
    let mut left = random.usize(0..count(root));
    while left > 0 {
        left -= 1;
        let parts: Vec<(String, &Value)> = match value {
            Value::Object(members) => {
                let escaped = |name: &String| name.replace('~', "~0").replace('/', "~1");
                members.iter().map(|(name, member)| (escaped(name), member)).collect()
            }
            Value::Array(elements) => {
                elements.iter().enumerate().map(|(place, element)| (place.to_string(), element)).collect()
            }
            _ => break,
        };
        for (token, part) in parts {
            let size = count(part);
            if left < size {
                pointer.push('/');
                pointer.push_str(&token);
                value = part;
                break;
            }
            left -= size;
        }
    }
    pointer
}

fn any_name(root: &Value, random: &mut Rng) -> String {
    let known = any(root, random).as_object().and_then(|members| random.choice(members.keys()));
    match known {
        Some(known) if random.bool() => known.clone(),
        _ => hostile::name(random),
    }
}

fn as_text(input: &[u8], random: &mut Rng) -> Vec<u8> {
    let mut bytes = input[..input.len().min(LONGEST)].to_vec();
    for _ in 0..random.usize(1..=3) {
        let (from, to) = (random.usize(0..=bytes.len()), random.usize(0..=bytes.len()));
        let range = from.min(to)..from.max(to).min(from.min(to) + 64);
        match random.u8(0..6) {
            0 => drop(bytes.drain(range)),
            1 => bytes.truncate(from),
            2 => drop(bytes.splice(range, hostile::text(random).into_bytes())),
            3 => {
                let part = bytes[range].to_vec();
                bytes.splice(to..to, part);
            }
            4 => bytes.insert(from, *random.choice(b"\"{}[],:\\\n\t -#&*!|>'%@`?0e.\xff\xef\0").unwrap_or(&0)),
            _ => bytes.splice(from..from, hostile::name(random).into_bytes()).for_each(drop),
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_and_another_something_else() {
        let (input, donor) = (br#"{"a": {"b": [1, "c"]}, "d": "e"}"#, br#"{"f": true}"#);
        let made: std::collections::BTreeSet<Vec<u8>> = (0..200).map(|seed| mutated(input, donor, seed)).collect();
        assert!(made.len() > 150, "{}", made.len());
        assert!((0..200).all(|seed| made.contains(&mutated(input, donor, seed))));
    }

    #[test]
    fn what_is_wrapped_around_json_stays() {
        let kept = (0..100).filter(|seed| {
            let made = mutated(b"const a = '{\"b\": 1}';", b"{}", *seed);
            made.starts_with(b"const a = '") && made.ends_with(b"';")
        });
        assert!(kept.count() > 80);
    }

    #[test]
    fn every_value_can_be_chosen() {
        let value = serde_json::json!({"a/b": [1, {"~": 2}]});
        let mut random = Rng::with_seed(1);
        let mut seen: Vec<String> = (0..200).map(|_| any_pointer(&value, &mut random)).collect();
        seen.sort();
        seen.dedup();
        assert_eq!(seen, ["#", "#/a~1b", "#/a~1b/0", "#/a~1b/1", "#/a~1b/1/~0"]);
    }
}
