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
        Ok(types) => types.into_code().split_once("\n\n").unwrap().1.to_owned(),
        Err(errors) => errors.to_string(),
    };
    expected.assert_eq(text.trim_start_matches("use ::amplify_rest::codegen as check;\n\n"));
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
            #[derive(Clone, Debug, PartialEq)]
            pub struct Root {
                /// When it is due.
                #[deprecated]
                pub due_date: Option<String>,
                pub id: Uuid,
                /// Default: `null`.
                pub note: Option<check::Nullable<String>>,
                pub token: Option<::amplify_rest::Secret>,
                pub r#type: u64,
            }
            check::object!(Root: due_date = "dueDate", id, note, token as Revealed, r#type = "type"; Refused);

            /// A string of the format `uuid`.
            #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct Uuid(String);
            check::checked!(Uuid(String), &[check::Rule::Format("uuid")]);
        "#]],
    );
}

#[test]
fn an_open_object() {
    let schema = json!({"type": "object", "properties": {"a": {"type": "boolean"}}});
    check(
        schema.clone(),
        &expect![[r#"
            #[derive(Clone, Debug, Default, PartialEq)]
            pub struct Root {
                pub a: Option<bool>,
                pub other: ::std::collections::BTreeMap<String, ::serde_json::Value>,
            }
            check::object!(Root: a; Kept in other);
        "#]],
    );
    let ignored = TypeOptions::new().unknown_members(UnknownMembers::Ignored);
    check_with(
        Document::value("schema.json", schema),
        ignored,
        &expect![[r#"
            #[derive(Clone, Debug, Default, PartialEq)]
            pub struct Root {
                pub a: Option<bool>,
            }
            check::object!(Root: a; Ignored);
        "#]],
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
            #[derive(Clone, Debug, Default, PartialEq)]
            pub struct Root {
                pub level: Option<check::Nullable<Level>>,
                pub sign: Option<Sign>,
                pub state: Option<State>,
            }
            check::object!(Root: level, sign, state; Refused);

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

            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub enum Sign {
                TildeEqual,
                EqualTilde,
            }
            check::words!(Sign: TildeEqual = "~=", EqualTilde = "=~");

            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub enum State {
                InProgress,
                Done,
            }
            check::words!(State: InProgress = "IN_PROGRESS", Done = "DONE");
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
            #[derive(Clone, Debug, Default, PartialEq)]
            pub struct Root {
                pub point: Option<(f64, f64)>,
                pub port: Option<Port>,
                pub sku: Option<Sku>,
                pub tags: Option<Tags>,
            }
            check::object!(Root: point, port, sku, tags; Refused);

            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct Port(u16);
            check::checked!(Port(u16), &[check::Rule::Minimum(check::Amount::Integer(1))]);

            #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct Sku(String);
            check::checked!(Sku(String), &[check::Rule::Pattern("^[A-Z]{3}-[0-9]+$")]);

            #[derive(Clone, Debug, PartialEq)]
            pub struct Tags(Vec<String>);
            check::checked!(Tags(Vec<String>), &[check::Rule::UniqueItems]);
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
            #[derive(Clone, Debug, PartialEq)]
            pub enum Root {
                Circle(Circle),
                Square(Square),
            }
            check::union!(Root: Circle, Square);

            #[derive(Clone, Debug, PartialEq)]
            pub struct Circle {
                pub kind: CircleKind,
                pub radius: f64,
            }
            check::object!(Circle: kind, radius; Refused);

            #[derive(Clone, Debug, PartialEq)]
            pub struct Square {
                pub kind: SquareKind,
            }
            check::object!(Square: kind; Refused);

            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub enum CircleKind {
                Circle,
            }
            check::words!(CircleKind: Circle = "circle");

            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub enum SquareKind {
                Square,
            }
            check::words!(SquareKind: Square = "square");
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
        &expect![[r#"
            #[derive(Clone, Debug, PartialEq)]
            pub struct Root(RootChoice);
            check::checked!(
                Root(RootChoice),
                &[check::Rule::OneOf(&[&[check::Rule::Fits(check::fits::<ByName>)], &[check::Rule::Fits(check::fits::<ByNumber>)]])]
            );

            #[derive(Clone, Debug, PartialEq)]
            pub enum RootChoice {
                /// By name
                ByName(ByName),
                /// By number
                ByNumber(ByNumber),
            }
            check::union!(RootChoice: ByName, ByNumber);

            #[derive(Clone, Debug, Default, PartialEq)]
            pub struct ByName {
                pub name: Option<String>,
                pub other: ::std::collections::BTreeMap<String, i64>,
            }
            check::object!(ByName: name; Kept in other);

            #[derive(Clone, Debug, Default, PartialEq)]
            pub struct ByNumber {
                pub number: Option<i64>,
                pub other: ::std::collections::BTreeMap<String, i64>,
            }
            check::object!(ByNumber: number; Kept in other);
        "#]],
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
        &expect![[r#"
            #[derive(Clone, Debug, PartialEq)]
            pub struct Root {
                pub age: Option<u8>,
                pub name: String,
            }
            check::object!(Root: age, name; Refused);
        "#]],
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
            #[derive(Clone, Debug, Default, PartialEq)]
            pub struct Root {
                pub children: Option<Vec<Root>>,
                pub left: Option<Box<Root>>,
                pub not: Option<Not>,
            }
            check::object!(Root: children, left, not; Refused);

            #[derive(Clone, Debug, PartialEq)]
            pub struct Not(::serde_json::Value);
            check::checked!(Not(::serde_json::Value), &[check::Rule::Not(&[check::Rule::Same(&ROOT_RULES)])]);
            static ROOT_RULES: check::Rules = &[
                check::Rule::Kinds(&[check::Kind::Object]),
                check::Rule::Members {
                    named: &[
                        (
                            "children",
                            &[
                                check::Rule::Kinds(&[check::Kind::Array]),
                                check::Rule::Items { first: &[], rest: Some(&[check::Rule::Same(&ROOT_RULES)]) },
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
        &expect![[r#"
            #[derive(Clone, Debug, PartialEq)]
            pub enum Root {
                Object(RootObject),
                Other(RootOther),
            }
            check::union!(Root: Object, Other);

            #[derive(Clone, Debug, Default, PartialEq)]
            pub struct RootObject {
                pub a: Option<String>,
                pub other: ::std::collections::BTreeMap<String, ::serde_json::Value>,
            }
            check::object!(RootObject: a; Kept in other);

            #[derive(Clone, Debug, PartialEq)]
            pub struct RootOther(::serde_json::Value);
            check::checked!(
                RootOther(::serde_json::Value),
                &[check::Rule::Kinds(
                    &[check::Kind::Null, check::Kind::Boolean, check::Kind::Number, check::Kind::String, check::Kind::Array]
                )]
            );
        "#]],
    );
    let assumed = TypeOptions::new().implied_types(ImpliedTypes::Assumed).unknown_members(UnknownMembers::Ignored);
    check_with(
        Document::value("schema.json", schema),
        assumed,
        &expect![[r#"
            #[derive(Clone, Debug, Default, PartialEq)]
            pub struct Root {
                pub a: Option<String>,
            }
            check::object!(Root: a; Ignored);
        "#]],
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
        &expect![[r#"
            #[derive(Clone, Debug, Default, PartialEq)]
            pub struct Root {
                pub a: Option<check::Nullable<String>>,
                pub b: Option<B>,
            }
            check::object!(Root: a, b; Refused);

            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct B(u64);
            check::checked!(B(u64), &[check::Rule::Above(check::Amount::Integer(0))]);
        "#]],
    );
    let pairs = json!({"type": "array", "items": [{"type": "string"}, {"type": "boolean"}], "minItems": 2, "additionalItems": false});
    let document = Document::value("schema.json", pairs).with_dialect(Dialect::Draft4);
    check_with(
        document,
        TypeOptions::new(),
        &expect![[r#"
            #[derive(Clone, Debug, PartialEq)]
            pub struct Root((String, bool));
            check::checked!(Root((String, bool,)), &[]);
        "#]],
    );
}

#[test]
fn texts_do_no_harm() {
    let schema = json!({"type": "boolean", "description": "See <b> and [this].\n\n    let indented = 1;\n```rust\nlet fenced = 2;\n```\nhttps://example.com/a."});
    check(
        schema,
        &expect![[r#"
            /// See \<b\> and \[this\].
            ///
            /// let indented = 1;
            /// ```text
            /// let fenced = 2;
            /// ```
            /// <https://example.com/a>.
            #[derive(Clone, Copy, Debug, PartialEq)]
            pub struct Root(bool);
            check::checked!(Root(bool), &[]);
        "#]],
    );
}
