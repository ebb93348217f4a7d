//! The good inputs that hostile ones are made from: ours, small, and rich in what the readers know.

/// JSON Schemas.
pub(crate) const SCHEMAS: [&[u8]; 6] = [
    include_bytes!("../seeds/schema/shapes.json"),
    include_bytes!("../seeds/schema/draft7.json"),
    include_bytes!("../seeds/schema/dynamic.json"),
    br#"{"type": "string"}"#,
    br##"{"properties": {"a": {"$ref": "#/$defs/b"}}, "$defs": {"b": {"anyOf": [{"$ref": "#"}, {"type": "null"}]}}}"##,
    br#"{"oneOf": [{"required": ["a"]}, {"required": ["b"]}], "allOf": [{"minProperties": 1}, {"not": {"const": {}}}]}"#,
];

/// Configurations, in every format.
pub(crate) const CONFIGURATIONS: [&[u8]; 10] = [
    include_bytes!("../../fixtures/config/five-endpoints.json"),
    include_bytes!("../../fixtures/config/real-looking.json"),
    include_bytes!("../../fixtures/config/short-form.json"),
    include_bytes!("../../fixtures/config/javascript.json"),
    include_bytes!("../../fixtures/config/gen2.json"),
    include_bytes!("../../fixtures/config/gen2-names.json"),
    include_bytes!("../../fixtures/config/guests.json"),
    include_bytes!("../../fixtures/config/many-partners.json"),
    include_bytes!("../../fixtures/config/aws-exports.js"),
    include_bytes!("../../fixtures/config/flutter.dart"),
];

/// API documents.
pub(crate) const DOCUMENTS: [&[u8]; 5] = [
    include_bytes!("../seeds/openapi/gateway.json"),
    include_bytes!("../seeds/openapi/stand.yaml"),
    include_bytes!("../../fixtures/openapi/kiosk.json"),
    include_bytes!("../../fixtures/openapi/todos.json"),
    include_bytes!("../../fixtures/openapi/zoo.json"),
];

/// What servers answer, in order.
pub(crate) const ANSWERS: [&[u8]; 2] =
    [include_bytes!("../seeds/answers/password.json"), include_bytes!("../seeds/answers/challenges.json")];
