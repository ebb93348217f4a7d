//! What becomes of a schema, one feature each, as the program's author reads it. `UPDATE_EXPECT=1` writes them anew.

use amplify_rest_codegen::schema::{Dialect, Document, ImpliedTypes, Root, TypeOptions, UnknownMembers, compile};
use expect_test::{Expect, expect};
use serde_json::{Value, json};

#[track_caller]
fn check(schema: Value, expected: &Expect) {
    check_with(Document::value("schema.json", schema), TypeOptions::new(), expected);
}

#[track_caller]
fn check_with(document: Document, options: TypeOptions, expected: &Expect) {
    let text = match compile(&[document], &[Root::new("Root")], options) {
        Ok(types) => prettyplease::unparse(&syn::parse2(types.tokens().clone()).unwrap()),
        Err(errors) => errors.to_string(),
    };
    let imports = "use ::amplify_rest::codegen as check;\nuse ::serde::{Deserialize, Serialize};\n";
    expected.assert_eq(text.trim_start_matches(imports));
}

#[test]
fn an_object() {
    let schema = json!({
        "title": "An item", "type": "object", "additionalProperties": false, "required": ["id", "type"],
        "properties": {
            "id": {"type": "string", "format": "uuid"}, "type": {"type": "integer", "minimum": 0},
            "dueDate": {"type": "string", "description": "When it is due.", "deprecated": true},
            "note": {"type": ["string", "null"], "default": null}, "token": {"type": "string", "writeOnly": true}
        }
    });
    check(
        schema,
        &expect![[r#"
            /// An item
            #[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
            #[serde(remote = "Self", deny_unknown_fields)]
            pub struct Root {
                /// When it is due.
                #[deprecated]
                #[serde(rename = "dueDate", skip_serializing_if = "Option::is_none")]
                pub due_date: Option<String>,
                pub id: Uuid,
                /// Default: `null`.
                #[serde(skip_serializing_if = "Option::is_none")]
                pub note: Option<check::Nullable<String>>,
                #[serde(skip_serializing_if = "Option::is_none", serialize_with = "check::reveal")]
                pub token: Option<::amplify_rest::Secret>,
                pub r#type: u64,
            }
            check::exact!(Root);
            /// A string of the format `uuid`.
            #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct Uuid(String);
            impl check::Checked for Uuid {
                type Inner = String;
                const RULES: check::Rules = &[check::Rule::Format("uuid")];
            }
            check::checked!(Uuid);
        "#]],
    );
}

#[test]
fn an_open_object() {
    let schema = json!({"type": "object", "properties": {"a": {"type": "boolean"}}});
    check(
        schema.clone(),
        &expect![[r##"
            #[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
            #[serde(remote = "Self")]
            pub struct Root {
                #[serde(skip_serializing_if = "Option::is_none")]
                pub a: Option<bool>,
                #[serde(flatten)]
                pub other: ::std::collections::BTreeMap<String, ::serde_json::Value>,
            }
            check::exact!(Root);
        "##]],
    );
    let ignored = TypeOptions::new().unknown_members(UnknownMembers::Ignored);
    check_with(
        Document::value("schema.json", schema),
        ignored,
        &expect![[r##"
            #[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
            #[serde(remote = "Self")]
            pub struct Root {
                #[serde(skip_serializing_if = "Option::is_none")]
                pub a: Option<bool>,
            }
            check::exact!(Root);
        "##]],
    );
}

#[test]
fn words_and_values() {
    let schema = json!({"type": "object", "additionalProperties": false, "properties": {
        "state": {"enum": ["IN_PROGRESS", "DONE"]}, "sign": {"enum": ["~=", "=~"]}, "level": {"enum": [1, 2.5, null]}
    }});
    check(
        schema,
        &expect![[r##"
            #[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
            #[serde(remote = "Self", deny_unknown_fields)]
            pub struct Root {
                #[serde(skip_serializing_if = "Option::is_none")]
                pub level: Option<check::Nullable<Level>>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub sign: Option<Sign>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub state: Option<State>,
            }
            check::exact!(Root);
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub enum Level {
                V1,
                V2_5,
            }
            impl check::Constants for Level {
                const CONSTANTS: &'static [(check::Literal, Self)] = &[
                    (check::Literal::Number(check::Amount::Integer(1)), Self::V1),
                    (check::Literal::Number(check::Amount::Float(2.5)), Self::V2_5),
                ];
            }
            check::constants!(Level);
            #[derive(
                Clone,
                Copy,
                Debug,
                PartialEq,
                Eq,
                PartialOrd,
                Ord,
                Hash,
                Deserialize,
                Serialize
            )]
            #[serde(remote = "Self")]
            pub enum Sign {
                #[serde(rename = "~=")]
                TildeEqual,
                #[serde(rename = "=~")]
                EqualTilde,
            }
            check::words!(Sign);
            #[derive(
                Clone,
                Copy,
                Debug,
                PartialEq,
                Eq,
                PartialOrd,
                Ord,
                Hash,
                Deserialize,
                Serialize
            )]
            #[serde(remote = "Self", rename_all = "SCREAMING_SNAKE_CASE")]
            pub enum State {
                InProgress,
                Done,
            }
            check::words!(State);
        "##]],
    );
}

#[test]
fn checked_types() {
    let schema = json!({"type": "object", "additionalProperties": false, "properties": {
        "sku": {"type": "string", "pattern": "^[A-Z]{3}-\\d+$"}, "port": {"type": "integer", "minimum": 1, "maximum": 65535},
        "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": true}, "point": {
            "type": "array", "prefixItems": [{"type": "number"}, {"type": "number"}], "minItems": 2, "items": false}
    }});
    check(
        schema,
        &expect![[r##"
            #[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
            #[serde(remote = "Self", deny_unknown_fields)]
            pub struct Root {
                #[serde(skip_serializing_if = "Option::is_none")]
                pub point: Option<(f64, f64)>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub port: Option<Port>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub sku: Option<Sku>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub tags: Option<Tags>,
            }
            check::exact!(Root);
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct Port(u16);
            impl check::Checked for Port {
                type Inner = u16;
                const RULES: check::Rules = &[check::Rule::Minimum(check::Amount::Integer(1))];
            }
            check::checked!(Port);
            #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct Sku(String);
            impl check::Checked for Sku {
                type Inner = String;
                const RULES: check::Rules = &[check::Rule::Pattern("^[A-Z]{3}-[0-9]+$")];
            }
            check::checked!(Sku);
            #[derive(Clone, Debug, PartialEq)]
            pub struct Tags(Vec<String>);
            impl check::Checked for Tags {
                type Inner = Vec<String>;
                const RULES: check::Rules = &[check::Rule::UniqueItems];
            }
            check::checked!(Tags);
        "##]],
    );
}

#[test]
fn alternatives() {
    let schema = json!({
        "oneOf": [{"$ref": "#/$defs/circle"}, {"$ref": "#/$defs/square"}],
        "$defs": {
            "circle": {"type": "object", "properties": {"kind": {"const": "circle"}, "radius": {"type": "number"}}, "required": ["kind", "radius"], "additionalProperties": false},
            "square": {"type": "object", "properties": {"kind": {"const": "square"}}, "required": ["kind"], "additionalProperties": false}
        }
    });
    check(
        schema,
        &expect![[r##"
            #[derive(Clone, Debug, PartialEq, Serialize)]
            #[serde(untagged)]
            pub enum Root {
                Circle(Circle),
                Square(Square),
            }
            check::union!(Root : Circle, Square);
            #[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
            #[serde(remote = "Self", deny_unknown_fields)]
            pub struct Circle {
                pub kind: CircleKind,
                pub radius: f64,
            }
            check::exact!(Circle);
            #[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
            #[serde(remote = "Self", deny_unknown_fields)]
            pub struct Square {
                pub kind: SquareKind,
            }
            check::exact!(Square);
            #[derive(
                Clone,
                Copy,
                Debug,
                PartialEq,
                Eq,
                PartialOrd,
                Ord,
                Hash,
                Deserialize,
                Serialize
            )]
            #[serde(remote = "Self", rename_all = "lowercase")]
            pub enum CircleKind {
                Circle,
            }
            check::words!(CircleKind);
            #[derive(
                Clone,
                Copy,
                Debug,
                PartialEq,
                Eq,
                PartialOrd,
                Ord,
                Hash,
                Deserialize,
                Serialize
            )]
            #[serde(remote = "Self", rename_all = "lowercase")]
            pub enum SquareKind {
                Square,
            }
            check::words!(SquareKind);
        "##]],
    );
}

#[test]
fn alternatives_that_overlap() {
    let schema = json!({"oneOf": [
        {"title": "By name", "type": "object", "properties": {"name": {"type": "string"}}, "additionalProperties": {"type": "integer"}},
        {"title": "By number", "type": "object", "properties": {"number": {"type": "integer"}}, "additionalProperties": {"type": "integer"}}
    ]});
    check(
        schema,
        &expect![[r##"
            #[derive(Clone, Debug, PartialEq)]
            pub struct Root(RootChoice);
            impl check::Checked for Root {
                type Inner = RootChoice;
                const RULES: check::Rules = &[
                    check::Rule::OneOf(
                        &[
                            &[check::Rule::Fits(check::fits::<ByName>)],
                            &[check::Rule::Fits(check::fits::<ByNumber>)],
                        ],
                    ),
                ];
            }
            check::checked!(Root);
            #[derive(Clone, Debug, PartialEq, Serialize)]
            #[serde(untagged)]
            pub enum RootChoice {
                /// By name
                ByName(ByName),
                /// By number
                ByNumber(ByNumber),
            }
            check::union!(RootChoice : ByName, ByNumber);
            #[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
            #[serde(remote = "Self")]
            pub struct ByName {
                #[serde(skip_serializing_if = "Option::is_none")]
                pub name: Option<String>,
                #[serde(flatten)]
                pub other: ::std::collections::BTreeMap<String, i64>,
            }
            check::exact!(ByName);
            #[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
            #[serde(remote = "Self")]
            pub struct ByNumber {
                #[serde(skip_serializing_if = "Option::is_none")]
                pub number: Option<i64>,
                #[serde(flatten)]
                pub other: ::std::collections::BTreeMap<String, i64>,
            }
            check::exact!(ByNumber);
        "##]],
    );
}

#[test]
fn what_applies_together() {
    let schema = json!({
        "allOf": [{"$ref": "#/$defs/named"}, {"type": "object", "properties": {"age": {"type": "integer", "minimum": 0, "maximum": 255}}}],
        "unevaluatedProperties": false,
        "$defs": {"named": {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}}
    });
    check(
        schema,
        &expect![[r##"
            #[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
            #[serde(remote = "Self", deny_unknown_fields)]
            pub struct Root {
                #[serde(skip_serializing_if = "Option::is_none")]
                pub age: Option<u8>,
                pub name: String,
            }
            check::exact!(Root);
        "##]],
    );
}

#[test]
fn recursion() {
    let schema = json!({"type": "object", "additionalProperties": false, "properties": {
        "left": {"$ref": "#"}, "children": {"type": "array", "items": {"$ref": "#"}}, "not": {"not": {"$ref": "#"}}
    }});
    check(
        schema,
        &expect![[r##"
            #[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
            #[serde(remote = "Self", deny_unknown_fields)]
            pub struct Root {
                #[serde(skip_serializing_if = "Option::is_none")]
                pub children: Option<Vec<Root>>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub left: Option<Box<Root>>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub not: Option<Not>,
            }
            check::exact!(Root);
            #[derive(Clone, Debug, PartialEq)]
            pub struct Not(::serde_json::Value);
            impl check::Checked for Not {
                type Inner = ::serde_json::Value;
                const RULES: check::Rules = &[check::Rule::Not(&[check::Rule::Same(&ROOT_RULES)])];
            }
            check::checked!(Not);
            static ROOT_RULES: check::Rules = &[
                check::Rule::Kinds(&[check::Kind::Object]),
                check::Rule::Members {
                    named: &[
                        (
                            "children",
                            &[
                                check::Rule::Kinds(&[check::Kind::Array]),
                                check::Rule::Items {
                                    first: &[],
                                    rest: Some(&[check::Rule::Same(&ROOT_RULES)]),
                                },
                            ],
                        ),
                        ("left", &[check::Rule::Same(&ROOT_RULES)]),
                        ("not", &[check::Rule::Not(&[check::Rule::Same(&ROOT_RULES)])]),
                    ],
                    rest: Some(&[check::Rule::Never]),
                },
            ];
        "##]],
    );
}

#[test]
fn no_type_at_all() {
    let schema = json!({"properties": {"a": {"type": "string"}}});
    check(
        schema.clone(),
        &expect![[r##"
            #[derive(Clone, Debug, PartialEq, Serialize)]
            #[serde(untagged)]
            pub enum Root {
                Object(RootObject),
                Other(RootOther),
            }
            check::union!(Root : Object, Other);
            #[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
            #[serde(remote = "Self")]
            pub struct RootObject {
                #[serde(skip_serializing_if = "Option::is_none")]
                pub a: Option<String>,
                #[serde(flatten)]
                pub other: ::std::collections::BTreeMap<String, ::serde_json::Value>,
            }
            check::exact!(RootObject);
            #[derive(Clone, Debug, PartialEq)]
            pub struct RootOther(::serde_json::Value);
            impl check::Checked for RootOther {
                type Inner = ::serde_json::Value;
                const RULES: check::Rules = &[
                    check::Rule::Kinds(
                        &[
                            check::Kind::Null,
                            check::Kind::Boolean,
                            check::Kind::Number,
                            check::Kind::String,
                            check::Kind::Array,
                        ],
                    ),
                ];
            }
            check::checked!(RootOther);
        "##]],
    );
    let assumed = TypeOptions::new().implied_types(ImpliedTypes::Assumed).unknown_members(UnknownMembers::Ignored);
    check_with(
        Document::value("schema.json", schema),
        assumed,
        &expect![[r##"
            #[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
            #[serde(remote = "Self")]
            pub struct Root {
                #[serde(skip_serializing_if = "Option::is_none")]
                pub a: Option<String>,
            }
            check::exact!(Root);
        "##]],
    );
}

#[test]
fn openapi_3_0_and_draft_4() {
    let nullable = json!({"type": "object", "properties": {
        "a": {"type": "string", "nullable": true}, "b": {"type": "integer", "minimum": 0, "exclusiveMinimum": true}
    }, "additionalProperties": false});
    let document = Document::value("schema.json", nullable.clone()).with_dialect(Dialect::OpenApi30);
    check_with(
        document,
        TypeOptions::new(),
        &expect![[r##"
            #[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
            #[serde(remote = "Self", deny_unknown_fields)]
            pub struct Root {
                #[serde(skip_serializing_if = "Option::is_none")]
                pub a: Option<check::Nullable<String>>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub b: Option<B>,
            }
            check::exact!(Root);
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct B(u64);
            impl check::Checked for B {
                type Inner = u64;
                const RULES: check::Rules = &[check::Rule::Above(check::Amount::Integer(0))];
            }
            check::checked!(B);
        "##]],
    );
    let pairs = json!({"type": "array", "items": [{"type": "string"}, {"type": "boolean"}], "minItems": 2, "additionalItems": false});
    let document = Document::value("schema.json", pairs).with_dialect(Dialect::Draft4);
    check_with(
        document,
        TypeOptions::new(),
        &expect![[r#"
            use ::amplify_rest::codegen as check;
            #[derive(Clone, Debug, PartialEq)]
            pub struct Root((String, bool));
            impl check::Checked for Root {
                type Inner = (String, bool);
                const RULES: check::Rules = &[];
            }
            check::checked!(Root);
        "#]],
    );
}

#[test]
fn texts_do_no_harm() {
    let schema = json!({"type": "boolean", "description": "See <b> and [this].\n\n    let indented = 1;\n```rust\nlet fenced = 2;\n```\nhttps://example.com/a."});
    check(
        schema,
        &expect![[r#"
        use ::amplify_rest::codegen as check;
        /// See \<b\> and \[this\].
        ///
        /// let indented = 1;
        /// ```text
        /// let fenced = 2;
        /// ```
        /// <https://example.com/a>.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct Root(bool);
        impl check::Checked for Root {
            type Inner = bool;
            const RULES: check::Rules = &[];
        }
        check::checked!(Root);
    "#]],
    );
}
