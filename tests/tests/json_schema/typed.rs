//! Strings of a format as values of libraries' types: what was read is written again, nothing that the format allows is
//! refused but what is documented, and nothing else is accepted.

use crate::scratch::{DESCRIBED, Scratch};
use amplify_rest_codegen::schema::{Document, Root, TypeOptions, TypedFormats, compile};
use serde_json::{Map, Value, json};

const FORMATS: [(&str, &[&str], &[&str]); 9] = [
    ("ipv4", &["192.168.0.1"], &["256.1.1.1", "087.10.0.1"]),
    ("ipv6", &["::1", "::FFFF:1.2.3.4", "0:0::1"], &["1:1", "fe80::a%eth1"]),
    ("byte", &["", "Zg==", "Zm9v"], &["Zg=", "Zm9-"]),
    (
        "uuid",
        &["2EB8AA08-AA98-11EA-B4AA-73B441D16380", "00000000-0000-0000-0000-000000000000"],
        &["2eb8aa08aa9811eab4aa73b441d16380", "{2eb8aa08-aa98-11ea-b4aa-73b441d16380}"],
    ),
    (
        "date-time",
        &[
            "1963-06-19T08:30:06.283185Z",
            "1990-12-31T15:59:50.123-08:00",
            "2024-02-29t00:00:00z",
            "1998-12-31T23:59:60Z",
            "1985-04-12T23:20:50.123456789012345Z",
            "0000-01-01T00:00:00-00:00",
        ],
        &["1963-06-19T08:30:06", "1990-02-31T15:59:59Z", "2024-02-29 00:00:00Z[UTC]", "9999-12-31T23:00:00Z"],
    ),
    ("date", &["2020-02-29", "0000-01-01", "9999-12-31"], &["2021-02-29", "20200101", "-002020-01-01"]),
    ("duration", &["P4DT12H30M5S", "P2W", "PT36H", "P4Y"], &["PT1.5S", "-P1D", "P1Y2W", "P99999Y"]),
    (
        "uri",
        &["http://A.b/%7e?q#f", "urn:oasis:names", "ldap://[2001:DB8::7]/c=GB?x"],
        &["/abc", "http://a/%zz", "a b"],
    ),
    ("uri-reference", &["/abc", "../a?b#c", "", "http://a"], &["\\\\a", "a b"]),
];

/// What a program does with the values.
const PROGRAM: &str = r##"
/// The program.
pub fn group(_: usize, _: &[Value]) -> String {
    use amplify_rest::codegen::Written;
    use amplify_rest::codegen::formats::{Date, Span, Timestamp, Uuid};

    let read = |text: &str| serde_json::from_str::<types::Root>(text).unwrap();
    let mut done = Vec::new();
    let mut holds = |name: &str, what: bool| done.push(format!("{name}: {what}"));
    let root = read(r#"{"uuid": "2EB8AA08-AA98-11EA-B4AA-73B441D16380", "date-time": "1990-12-31T16:00:00.5-08:00",
        "date": "2020-02-29", "duration": "PT36H", "byte": "Zm9v", "ipv4": "127.0.0.1", "uri": "http://A.b/c"}"#);
    let uuid = root.uuid.clone().unwrap();
    holds("uuid", uuid.as_fields().0 == 0x2eb8_aa08 && uuid.to_string().starts_with("2EB8"));
    holds("date-time", root.date_time.clone().unwrap().as_millisecond() == 662_688_000_500);
    holds("date", root.date.clone().unwrap().day() == 29);
    holds("duration", root.duration.clone().unwrap().get_hours() == 36);
    holds("byte", **root.byte.as_ref().unwrap() == *b"foo");
    holds("ipv4", root.ipv4.clone().unwrap().is_loopback());
    holds("uri", root.uri.clone().unwrap().path() == "/c");
    let made = Written::new(Uuid::nil()).unwrap();
    holds("made", made.as_str() == "00000000-0000-0000-0000-000000000000" && made.into_inner() == Uuid::nil());
    holds("made of time", Written::new(Timestamp::UNIX_EPOCH).is_ok_and(|made| made.as_str() == "1970-01-01T00:00:00Z"));
    holds("made of bytes", Written::new(vec![0xff_u8]).is_ok_and(|made| made.as_str() == "/w=="));
    holds("made of days", Written::new(Date::constant(2020, 2, 29)).is_ok_and(|made| made.as_str() == "2020-02-29"));
    holds("no negative duration", Written::new(-Span::new().hours(1)).is_err());
    holds("equal by text", "PT60M".parse::<Written<Span>>().unwrap() != "PT1H".parse().unwrap());
    let refused = serde_json::from_str::<types::Root>(r#"{"uuid": "hunter2"}"#).unwrap_err().to_string();
    holds("not shown", refused.contains("uuid") && !refused.contains("hunter2"));
    done.join("; ")
}
"##;

fn types(properties: &Value) -> String {
    let schema = json!({"type": "object", "properties": properties, "additionalProperties": false});
    let all = [TypedFormats::Standard, TypedFormats::Uuid, TypedFormats::Jiff, TypedFormats::FluentUri];
    let options = all.into_iter().fold(TypeOptions::new().derive(DESCRIBED), TypeOptions::typed_formats);
    let types = compile(&[Document::value("schema.json", schema)], &[Root::new("Root")], options).unwrap();
    types.into_code()
}

fn properties() -> Value {
    FORMATS
        .iter()
        .map(|(name, ..)| ((*name).to_owned(), json!({"type": "string", "format": name})))
        .collect::<Map<_, _>>()
        .into()
}

#[test]
fn strings_of_a_format_are_judged_as_before() {
    let mut scratch = Scratch::new("json_schema_typed");
    let code = types(&properties());
    assert!(!code.contains("struct Uuid") && code.contains("Written<::amplify_rest::codegen::formats::Uuid>"));
    scratch.module("types", &code);
    scratch.judges(std::iter::once((0, "types::Root".to_owned())));
    let instance = |name: &str, text: &str| json!({name: text});
    let good: Vec<Value> =
        FORMATS.iter().flat_map(|(name, good, _)| good.iter().map(|text| instance(name, text))).collect();
    let bad: Vec<Value> =
        FORMATS.iter().flat_map(|(name, _, bad)| bad.iter().map(|text| instance(name, text))).collect();
    let judged = scratch.judged(&[good.iter().chain(&bad).collect()]);
    for (instance, mark) in good.iter().chain(&bad).zip(judged[0].marks.chars()) {
        assert_eq!(mark, if good.contains(instance) { '=' } else { '-' }, "{instance}");
    }
    let described = &judged[0].description["properties"];
    assert_eq!(described["uuid"], json!({"type": "string", "format": "uuid"}));
}

#[test]
fn programs_get_values() {
    let mut scratch = Scratch::new("json_schema_typed_values");
    scratch.module("types", &types(&properties()));
    scratch.items(PROGRAM);
    let lines = scratch.run("[[]]");
    let failed: Vec<&str> = lines[0].split("; ").filter(|line| line.ends_with("false")).collect();
    assert!(failed.is_empty() && lines[0].ends_with("not shown: true"), "{failed:?}");
}
