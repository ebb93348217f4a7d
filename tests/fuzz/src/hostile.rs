//! What stands in mutated inputs in place of what belongs there.

use fastrand::Rng;
use serde_json::{Value, json};

/// Words that mean something to one of the readers, and so lead somewhere.
const KEYWORDS: [&str; 84] = [
    "$anchor",
    "$defs",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "$recursiveAnchor",
    "$recursiveRef",
    "$ref",
    "$schema",
    "additionalItems",
    "additionalProperties",
    "allOf",
    "allowReserved",
    "anyOf",
    "apiKey",
    "authorizationType",
    "collectionFormat",
    "components",
    "const",
    "consumes",
    "contains",
    "content",
    "cookie",
    "custom",
    "default",
    "definitions",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "deprecated",
    "description",
    "discriminator",
    "else",
    "endpoint",
    "enum",
    "exclusiveMaximum",
    "explode",
    "format",
    "formData",
    "get",
    "header",
    "headers",
    "if",
    "in",
    "items",
    "mapping",
    "maxContains",
    "maxItems",
    "maxLength",
    "maximum",
    "minContains",
    "minLength",
    "multipleOf",
    "name",
    "not",
    "nullable",
    "oneOf",
    "operationId",
    "parameters",
    "path",
    "pattern",
    "patternProperties",
    "prefixItems",
    "produces",
    "properties",
    "propertyNames",
    "query",
    "readOnly",
    "region",
    "requestBody",
    "required",
    "responses",
    "schema",
    "security",
    "servers",
    "style",
    "summary",
    "tags",
    "then",
    "title",
    "type",
    "unevaluatedItems",
    "unevaluatedProperties",
    "x-amazon-apigateway-any-method",
];

/// Values that keywords have.
const VALUES: [&str; 34] = [
    "#",
    "#/",
    "#/$defs/a",
    "#/definitions/a",
    "#/components/schemas/A",
    "%",
    "/a/{b}/{b}",
    "/{proxy+}",
    "2.0",
    "3.0.0",
    "3.1.0",
    "https://a{b}.example.com/{c}?d#e",
    "https://example.com:99999/",
    "application/json",
    "multipart/form-data; boundary=\"a\"",
    "application/x-www-form-urlencoded",
    "text/*",
    "2XX",
    "default",
    "object",
    "array",
    "string",
    "integer",
    "number",
    "boolean",
    "null",
    "file",
    "date-time",
    "int32",
    "deepObject",
    "AWS_IAM",
    "API_KEY",
    "http://json-schema.org/draft-04/schema#",
    "https://json-schema.org/draft/2019-09/schema",
];

/// Names and texts that code generators trip over.
const WORDS: [&str; 38] = [
    "",
    " ",
    "_",
    "-",
    "'",
    "self",
    "Self",
    "crate",
    "super",
    "type",
    "async",
    "gen",
    "union",
    "r#fn",
    "String",
    "Option",
    "Some",
    "None",
    "Ok",
    "Result",
    "Box",
    "Vec",
    "Default",
    "send",
    "1",
    "1a",
    "a_b",
    "aB",
    "A-B",
    "\u{1f980}",
    "\u{e9}",
    "e\u{301}",
    "\u{202e}",
    "\0",
    "\"\\\n\r\t",
    "*/ } fn main() { /*",
    "```\npanic!()\n```",
    "~0~1%7B%",
];

/// Regular expressions: fine, beyond the `regex` crate, and too large.
const PATTERNS: [&str; 10] =
    ["^a+$", "(?=a)b", "(a)\\1", "[", "\\p{L}", "[\\w-z]", "^(?:a{1000}){1000}$", "\\c", "[^]", "(?<n>a)\\k<n>"];

/// A name for a member.
pub(crate) fn name(random: &mut Rng) -> String {
    word(random, &[&KEYWORDS, &KEYWORDS, &WORDS])
}

/// A text.
pub(crate) fn text(random: &mut Rng) -> String {
    match random.u8(0..24) {
        0 => "a".repeat(random.usize(0..3_000)),
        1 => format!("#/{}", "a/".repeat(random.usize(0..200))),
        _ => word(random, &[&KEYWORDS, &VALUES, &VALUES, &WORDS, &PATTERNS]),
    }
}

/// A value of any kind.
pub(crate) fn value(random: &mut Rng) -> Value {
    match random.u8(0..12) {
        0 => Value::Null,
        1 => json!(random.bool()),
        2 | 3 => number(random),
        4 => json!([]),
        5 => json!({}),
        6 => json!([text(random), text(random)]),
        7 => json!({ name(random): text(random) }),
        8 => nested(random),
        9 => json!({ "$ref": text(random) }),
        _ => json!(text(random)),
    }
}

fn number(random: &mut Rng) -> Value {
    let numbers = [
        json!(0),
        json!(-1),
        json!(1),
        json!(2),
        json!(255),
        json!(256),
        json!(i64::MIN),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(0.5),
        json!(-0.0),
        json!(1e300),
        json!(1e-300),
        json!(1.0),
        json!(9_007_199_254_740_993_u64),
        json!(18_446_744_073_709_551_616.0),
    ];
    random.choice(numbers).unwrap_or_default()
}

/// Something deep, up to and beyond what is read.
fn nested(random: &mut Rng) -> Value {
    let depth = random.usize(0..80);
    let member = name(random);
    let mut value = Value::Bool(true);
    for _ in 0..depth {
        value = if random.bool() { json!([value]) } else { json!({ member.as_str(): value }) };
    }
    value
}

fn word(random: &mut Rng, lists: &[&[&str]]) -> String {
    let list = lists[random.usize(0..lists.len())];
    list[random.usize(0..list.len())].to_owned()
}
