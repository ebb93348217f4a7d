//! Random schemas against the `jsonschema` crate: each becomes a type, and type and oracle judge the same instances.
//!
//! The seed is fixed, so that a failure is one again on the next run; it prints the schema and the instance.

use std::sync::LazyLock;

use crate::scratch::{DESCRIBED, Scratch};
use amplify_rest_codegen::schema::{Document, Formats, Root, TypeOptions, compile};
use fastrand::Rng;
use serde_json::{Map, Value, json};

const SCHEMAS: usize = 120;
const INSTANCES: usize = 40;
/// What the dynamic reference leads to.
static ONE: LazyLock<Value> = LazyLock::new(|| json!("#/$defs/one"));
const NAMES: [&str; 5] = ["a", "b", "c", "type", "x-y"];

#[test]
fn types_and_oracle_agree() {
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_122);
    let mut random = Rng::with_seed(seed);
    let mut scratch = Scratch::new("json_schema_random");
    let (mut schemas, mut instances, mut made) = (Vec::new(), Vec::new(), Vec::new());
    while schemas.len() < SCHEMAS {
        let mut schema = object_of(schema(&mut random, 3));
        let mut definitions: Map<String, Value> =
            ["one", "two"].iter().map(|name| ((*name).to_owned(), definition(&mut random))).collect();
        definitions["one"]["$dynamicAnchor"] = json!("node");
        schema.insert("$defs".to_owned(), definitions.into());
        let schema = Value::Object(schema);
        let options = TypeOptions::new().formats(Formats::Noted).derive(DESCRIBED);
        let compiled = compile(&[Document::value("random.json", schema.clone())], &[Root::new("Root")], options);
        let types = compiled.unwrap_or_else(|errors| panic!("{errors}\n{schema:#}"));
        let index = schemas.len();
        scratch.module(&format!("r{index}"), &types.into_code());
        made.push((index, format!("r{index}::Root")));
        let near: Vec<Value> = (0..INSTANCES).map(|_| instance(&mut random, &schema, &schema, 5)).collect();
        instances.push(near);
        schemas.push(schema);
    }
    scratch.judges(made.into_iter());
    let values: Vec<Vec<&Value>> = instances.iter().map(|instances| instances.iter().collect()).collect();
    let judged = scratch.judged(&values);
    let (mut valid, mut invalid, mut wrong) = (0, 0, Vec::new());
    for ((schema, instances), judgements) in schemas.iter().zip(&instances).zip(&judged) {
        let oracle = jsonschema::validator_for(schema).unwrap();
        for ((instance, mark), described) in instances.iter().zip(judgements.marks.chars()).zip(&judgements.described) {
            let is_valid = oracle.is_valid(instance);
            if *described != is_valid {
                wrong.push(format!("described otherwise {instance}\n    {schema}\n    {}", judgements.description));
            }
            if is_valid {
                valid += 1;
            } else {
                invalid += 1;
            }
            if mark != if is_valid { '=' } else { '-' } {
                wrong.push(format!("{mark} (valid: {is_valid}) {instance}\n    {schema}"));
            }
        }
    }
    println!("{valid} valid, {invalid} invalid, {} judged otherwise", wrong.len());
    assert!(valid > 500 && invalid > 500, "instances of one kind only say little");
    assert!(wrong.is_empty(), "{} wrong, the first:\n{}", wrong.len(), wrong[..wrong.len().min(5)].join("\n"));
}

/// A definition: an object, so that references to it may recurse without being the reference alone.
fn definition(random: &mut Rng) -> Value {
    let mut definition = object_of(typed(random, "object", 2));
    definition.insert("type".to_owned(), json!("object"));
    definition.into()
}

fn schema(random: &mut Rng, depth: usize) -> Value {
    let kind = if depth == 0 { random.usize(0..5) } else { random.usize(0..16) };
    match kind {
        0 => typed(random, "string", depth),
        1 => typed(random, "integer", depth),
        2 => typed(random, "number", depth),
        3 => json!({"type": random.choice(["boolean", "null"]).unwrap()}),
        4 => json!({"enum": some(random, 3, scalar)}),
        5 | 6 => typed(random, "object", depth),
        7 => typed(random, "array", depth),
        8 => {
            let keyword = random.choice(["anyOf", "oneOf"]).unwrap();
            json!({keyword: some(random, 3, |random| schema(random, depth - 1))})
        }
        9 => json!({"allOf": some(random, 2, |random| typed(random, "object", depth - 1))}),
        10 => {
            let mut whole = object_of(typed(random, "object", depth - 1));
            let keyword = random.choice(["anyOf", "oneOf", "allOf"]).unwrap();
            whole.insert(keyword.to_owned(), json!(some(random, 2, |random| bare(random, depth - 1))));
            whole.into()
        }
        14 => tagged(random, depth - 1),
        15 => json!({"$dynamicRef": "#node"}),
        11 => json!({"$ref": format!("#/$defs/{}", random.choice(["one", "two"]).unwrap())}),
        12 => {
            let types = some(random, 2, |random| {
                json!(random.choice(["string", "integer", "number", "object", "array", "null", "boolean"]).unwrap())
            });
            let mut whole = object_of(bare(random, depth - 1));
            let mut different: Vec<Value> = Vec::new();
            for of in types {
                if !different.contains(&of) {
                    different.push(of);
                }
            }
            whole.insert("type".to_owned(), different.into());
            whole.into()
        }
        _ => bare(random, depth),
    }
}

fn typed(random: &mut Rng, of: &str, depth: usize) -> Value {
    let mut schema = Map::from_iter([("type".to_owned(), json!(of))]);
    let mut add = |keyword: &str, value: Value| schema.insert(keyword.to_owned(), value);
    match of {
        "string" => {
            if random.bool() {
                add("minLength", json!(random.u8(0..3)));
            }
            if random.u8(0..3) == 0 {
                add("pattern", json!(random.choice(["^[a-c]*$", "a|1", "."]).unwrap()));
            }
        }
        "integer" | "number" => {
            if random.bool() {
                add("minimum", json!(random.i8(-3..3)));
            }
            if random.bool() {
                add("maximum", json!(random.i8(0..6)));
            }
            if random.u8(0..4) == 0 {
                add("multipleOf", json!(random.choice([1.0, 2.0, 0.5]).unwrap()));
            }
        }
        "array" => {
            if random.bool() {
                add("items", sub(random, depth));
            }
            if random.u8(0..3) == 0 {
                add("prefixItems", json!(some(random, 2, |random| sub(random, depth))));
            }
            if random.u8(0..3) == 0 {
                add("minItems", json!(random.u8(0..3)));
            }
            if random.u8(0..4) == 0 {
                add("uniqueItems", json!(true));
            }
            match random.u8(0..10) {
                0 => drop(add("unevaluatedItems", json!(false))),
                1 => drop(add("unevaluatedItems", sub(random, depth))),
                2 => drop(add("maxItems", json!(random.u8(0..3)))),
                3 => {
                    add("contains", sub(random, depth));
                    add("minContains", json!(random.u8(0..2)));
                    add("maxContains", json!(random.u8(1..3)));
                }
                _ => {}
            }
        }
        _ => {
            let names = some(random, 3, |random| json!(random.choice(NAMES).unwrap()));
            let members: Map<String, Value> =
                names.iter().map(|name| (name.as_str().unwrap().to_owned(), sub(random, depth))).collect();
            add("properties", members.into());
            if random.bool() {
                let mut required = some(random, 2, |random| json!(random.choice(NAMES).unwrap()));
                required.dedup();
                add("required", required.into());
            }
            match random.u8(0..12) {
                6 => drop(add("unevaluatedProperties", sub(random, depth))),
                7 => drop(add("propertyNames", json!({"pattern": "^[abt]", "maxLength": 3}))),
                8 => {
                    add("patternProperties", json!({"^[ab]": sub(random, depth), "c|y$": sub(random, depth)}));
                    add("additionalProperties", json!(false));
                }
                9 => drop(add("maxProperties", json!(random.u8(1..4)))),
                10 => drop(add("dependentSchemas", json!({"a": bare(random, depth.saturating_sub(1))}))),
                0 => drop(add("additionalProperties", json!(false))),
                1 => drop(add("additionalProperties", sub(random, depth))),
                2 => drop(add("unevaluatedProperties", json!(false))),
                3 => drop(add("patternProperties", json!({"^[ab]": sub(random, depth)}))),
                _ => {}
            }
        }
    }
    schema.into()
}

/// Objects that a member tells apart.
fn tagged(random: &mut Rng, depth: usize) -> Value {
    let each = ["a", "b", "c"].iter().map(|tag| {
        let mut object = object_of(typed(random, "object", depth));
        object["properties"]["type"] = json!({"const": tag});
        object.insert("required".to_owned(), json!(["type"]));
        Value::Object(object)
    });
    json!({"oneOf": each.collect::<Vec<_>>()})
}

/// Keywords without a type.
fn bare(random: &mut Rng, depth: usize) -> Value {
    let of = random.choice(["object", "array", "string", "integer"]).unwrap();
    let mut schema = object_of(typed(random, of, depth.saturating_sub(1)));
    schema.remove("type");
    match random.u8(0..9) {
        0 => drop(schema.insert("not".to_owned(), sub(random, depth))),
        1 => {
            schema.insert("if".to_owned(), sub(random, depth));
            schema.insert("then".to_owned(), sub(random, depth));
            if random.bool() {
                schema.insert("else".to_owned(), sub(random, depth));
            }
        }
        4 => drop(schema.insert("dependentSchemas".to_owned(), json!({"b": sub(random, depth)}))),
        5 => {
            schema.insert("contains".to_owned(), sub(random, depth));
            schema.insert("minContains".to_owned(), json!(random.u8(0..3)));
        }
        2 => drop(schema.insert("dependentRequired".to_owned(), json!({"a": ["b"]}))),
        3 => drop(schema.insert("contains".to_owned(), sub(random, depth))),
        _ => {}
    }
    schema.into()
}

fn sub(random: &mut Rng, depth: usize) -> Value {
    match random.u8(0..12) {
        0 => json!(true),
        1 => json!(false),
        _ => schema(random, depth.saturating_sub(1)),
    }
}

fn some(random: &mut Rng, most: usize, mut make: impl FnMut(&mut Rng) -> Value) -> Vec<Value> {
    (0..random.usize(1..=most)).map(|_| make(random)).collect()
}

fn scalar(random: &mut Rng) -> Value {
    let known = [
        json!("a"),
        json!("b c"),
        json!(""),
        json!(1),
        json!(1.5),
        json!(null),
        json!(true),
        json!({"a": 1}),
        json!([1]),
    ];
    random.choice(known).unwrap()
}

fn object_of(schema: Value) -> Map<String, Value> {
    match schema {
        Value::Object(schema) => schema,
        _ => Map::new(),
    }
}

/// A value that tries to fit the schema, and sometimes doesn't.
fn instance(random: &mut Rng, schema: &Value, root: &Value, depth: usize) -> Value {
    if depth == 0 || random.u8(0..12) == 0 || !schema.is_object() {
        return scalar(random);
    }
    let reference = schema["$dynamicRef"].as_str().map_or(&schema["$ref"], |_| &ONE);
    if let Some(target) = reference.as_str().and_then(|reference| root.pointer(&reference[1..])) {
        return instance(random, target, root, depth - 1);
    }
    if let Some(value) = schema.get("const") {
        return value.clone();
    }
    if let Some(values) = schema["enum"].as_array() {
        return random.choice(values).unwrap().clone();
    }
    let mut made = Value::Null;
    for keyword in ["anyOf", "oneOf", "allOf"] {
        if let Some(parts) = schema[keyword].as_array() {
            let chosen = random.choice(parts).unwrap();
            made = instance(random, chosen, root, depth - 1);
        }
    }
    let of = match &schema["type"] {
        Value::String(of) => of.clone(),
        Value::Array(types) => random.choice(types).unwrap().as_str().unwrap().to_owned(),
        _ if !made.is_null() && !made.is_object() => return made,
        _ if schema.get("items").or(schema.get("prefixItems")).is_some() => "array".to_owned(),
        _ if schema.get("properties").is_some() => "object".to_owned(),
        _ => random.choice(["string", "integer"]).unwrap().to_owned(),
    };
    match of.as_str() {
        "string" => json!(random.choice(["", "a", "abc", "é1", "aaaa"]).unwrap()),
        "integer" => json!(random.i8(-4..8)),
        "number" => random.choice([json!(0.5), json!(2.0), json!(-1), json!(3.25), json!(4)]).unwrap(),
        "boolean" => json!(random.bool()),
        "null" => Value::Null,
        "array" => {
            let length = random.usize(0..4);
            let parts = schema["prefixItems"].as_array();
            let element = |place: usize| parts.and_then(|parts| parts.get(place)).unwrap_or(&schema["items"]);
            (0..length).map(|place| instance(random, element(place), root, depth - 1)).collect()
        }
        _ => {
            let mut members = object_of(made);
            if let Some(known) = schema["properties"].as_object() {
                for (name, part) in known {
                    if random.u8(0..4) > 0 {
                        members.insert(name.clone(), instance(random, part, root, depth - 1));
                    }
                }
            }
            for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                if !members.contains_key(name) && random.u8(0..5) > 0 {
                    members.insert(name.to_owned(), scalar(random));
                }
            }
            if random.u8(0..4) == 0 {
                members.insert((*random.choice(&NAMES).unwrap()).to_owned(), scalar(random));
            }
            members.into()
        }
    }
}
