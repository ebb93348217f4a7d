//! What a build script wants otherwise than a document has it, and what it cannot have.

use std::collections::HashSet;

use amplify_rest_codegen::schema::{Formats, TypeOptions, UnknownMembers};
use amplify_rest_codegen::{Backend, Grouping, OpenApi};
use amplify_rest_tests::operations::Money;
use amplify_rest_tests::operations::shop::types::{Draft, Item, Kind};
use serde_json::{Value, json};

fn document() -> Value {
    let item = json!({"description": "", "content": {"application/json": {"schema":
        {"$ref": "#/components/schemas/Item"}}}});
    let dry = json!([{"name": "dry", "in": "query", "schema": {"type": "boolean"}}]);
    json!({"openapi": "3.0.1", "info": {"title": "Shop", "version": "1"},
        "paths": {
            "/items": {
                "get": {"operationId": "listItems", "tags": ["items"], "responses": {"200": item}},
                "post": {"operationId": "postItemsV2Handler", "tags": ["items"], "parameters": dry,
                    "responses": {"200": item}},
            },
            "/items/{id}": {"get": {"responses": {"200": item}}},
            "/broken": {"get": {"operationId": "broken", "parameters": [{"$ref": "other.json#/p"}], "responses": {}}},
        },
        "components": {"schemas": {"Item": {"type": "object", "required": ["id"], "properties": {
            "id": {"type": "string"}, "price": {"$ref": "#/components/schemas/Price"}}},
            "Price": {"type": "object", "properties": {"amount": {"type": "number"}}}}}})
}

/// The shop without its operation that cannot be generated.
fn shop() -> OpenApi {
    OpenApi::new("shop", "shop.json").skip("broken")
}

fn code(api: &OpenApi) -> String {
    api.generate_from(&document().to_string()).unwrap().code().to_owned()
}

/// How many operations have a method.
fn methods(code: &str) -> usize {
    code.matches("(&self)").count() + code.matches("&self,").count()
}

/// The mistakes that a build script's choices are.
#[track_caller]
fn refused(api: &OpenApi, expected: &[&str]) {
    let errors = api.generate_from(&document().to_string()).unwrap_err();
    let found = errors.to_string();
    assert_eq!(errors.iter().len(), 1, "{found}");
    for part in expected.iter().chain(&[file!()]) {
        assert!(found.contains(part), "{part:?} is not in\n{found}");
    }
}

#[test]
fn an_operation_is_left_out_with_all_that_is_wrong_with_it() {
    assert!(OpenApi::new("shop", "shop.json").generate_from(&document().to_string()).is_err());
    let all = code(&shop());
    assert!(all.contains("pub fn list_items(") && !all.contains("broken"), "{all}");
    let fewer = code(&shop().skip("GET /items/{id}").skip("postItemsV2Handler"));
    assert_eq!(methods(&fewer) + 2, methods(&all), "{fewer}");
    assert!(!fewer.contains("get_items_id") && !fewer.contains("post_items"), "{fewer}");
}

#[test]
fn models_that_only_a_skipped_operation_uses_are_left_out() {
    let none = code(&shop().skip("listItems").skip("POST /items").skip("GET /items/{id}"));
    assert!(!none.contains("struct Item"), "{none}");
}

#[test]
fn a_renamed_operation_takes_its_other_names_with_it() {
    let renamed = code(&shop().rename("POST /items", "add").rename("GET /items/{id}", "list_items"));
    assert!(renamed.contains("pub fn add(") && renamed.contains("pub struct Add"), "{renamed}");
    assert!(!renamed.contains("post_items_v2_handler"), "{renamed}");
    // The build script's name wins over the document's.
    assert!(renamed.contains("pub fn list_items(&self, id: "), "{renamed}");
    assert!(renamed.contains("pub fn list_items_2("), "{renamed}");
}

#[test]
fn choices_about_nothing_are_mistakes() {
    refused(&shop().skip("listItem"), &[r#"the document has no operation "listItem""#, r#"did you mean "listItems"?"#]);
    refused(&shop().skip("get /item"), &[r#"did you mean "GET /items"?"#]);
    refused(&shop().rename("zebra", "horse"), &["operations are named by `operationId`, or as in `GET /items`"]);
    refused(&shop().rename("listItems", "listItems"), &["snake_case", r#""list_items" is one"#]);
    refused(&shop().rename("listItems", "get"), &["the endpoint has such a method already"]);
    refused(&shop().rename("listItems", "x").rename("POST /items", "x"), &["is to be called the same"]);
    let twice = r#"the operation "GET /items" is chosen about twice"#;
    refused(&shop().skip("listItems").rename("GET /items", "x"), &[twice, "first at "]);
}

#[test]
fn an_endpoint_without_a_document_has_nothing_to_choose() {
    let configuration = json!({"UserAgent": "aws-amplify-cli/2.0", "Version": "1.0",
        "api": {"plugins": {"awsAPIPlugin": {"todos": {"endpointType": "REST",
            "endpoint": "https://a1b2c3d4e5.execute-api.us-west-2.amazonaws.com/dev", "authorizationType": "NONE"}}}}});
    let backend = || Backend::new("amplifyconfiguration.json");
    for backend in [
        backend().endpoint("todos", |endpoint| endpoint.skip("listItems")),
        backend().endpoint("todos", |endpoint| endpoint.grouping(Grouping::ByTag)),
        backend().endpoint("todos", |endpoint| endpoint.types(|types| types.derive("Eq"))),
    ] {
        let errors = backend.generate_from(&configuration.to_string()).unwrap_err().to_string();
        assert!(errors.contains(r#"the endpoint "todos" has no document, and so no operations"#), "{errors}");
        assert!(errors.contains("`Backend::openapi` gives it one") && errors.contains(file!()), "{errors}");
    }
}

#[test]
fn a_type_is_replaced_renamed_and_derives_more() {
    let text = r#"{"id": "1", "price": {"cents": 1200}, "kind": "new", "parts": []}"#;
    let item: Item = serde_json::from_str(text).unwrap();
    // Beyond what the document allows: the program's type decides.
    assert_eq!(item.price, Money { cents: 1200 });
    assert_eq!((item.number.as_str(), item.kind), ("1", Kind::Fresh), "members have other names");
    assert_eq!(serde_json::to_value(&item).unwrap(), serde_json::from_str::<Value>(text).unwrap(), "in Rust alone");
    let other = Item { kind: Kind::Old, ..item.clone() };
    assert!(item < other, "by PartialOrd");
    assert_eq!(HashSet::from([item.clone(), other, item]).len(), 2, "by Eq and Hash");
}

#[test]
fn what_only_a_replaced_type_needs_is_left_out() {
    let code = code(&shop().types(|types| types.replace("Price", "::some::Price<'static>").rename("Item", "Thing")));
    assert!(code.contains("pub price: Option<::some::Price<'static>>") && !code.contains("struct Price"), "{code}");
    assert!(code.contains("pub struct Thing") && !code.contains("Item {"), "{code}");
}

/// A document with these schemas, whose one operation answers with `Whole`.
fn whole(schemas: &Value) -> String {
    json!({"openapi": "3.0.1", "paths": {"/": {"get": {"responses": {"200": {"description": "", "content":
        {"application/json": {"schema": {"$ref": "#/components/schemas/Whole"}}}}}}}}, "components": {"schemas": schemas}})
    .to_string()
}

#[test]
fn a_replaced_part_of_another_object_is_said_not_to_be_replaced() {
    let api = || OpenApi::new("api", "api.json").types(|types| types.replace("Part", "crate::Part"));
    let part = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    let merged = json!({"allOf": [{"$ref": "#/components/schemas/Part"}, {"type": "object", "properties": {"b": {}}}]});
    let errors = api().generate_from(&whole(&json!({"Part": part, "Whole": merged}))).unwrap_err().to_string();
    assert!(errors.contains(r#"no type is generated for "Part", and so none is replaced"#), "{errors}");
    assert!(errors.contains("replace the type that is made of them") && errors.contains(file!()), "{errors}");

    let both = json!({"Part": part, "Merged": merged, "Whole": {"type": "object", "properties": {
        "merged": {"$ref": "#/components/schemas/Merged"}, "part": {"$ref": "#/components/schemas/Part"}}}});
    let generated = api().generate_from(&whole(&both)).unwrap();
    assert!(generated.code().contains("pub part: Option<crate::Part>"), "{}", generated.code());
    let [warning] = generated.warnings() else { panic!("{:?}", generated.warnings()) };
    let expected = r#""Part" is not replaced in "/components/schemas/Merged", into which it is merged"#;
    assert_eq!((warning.message(), warning.file_name().contains(file!())), (expected, true));

    // What only adds words or null is no other object.
    for alone in [
        json!({"allOf": [{"$ref": "#/components/schemas/Part"}], "description": "words"}),
        json!({"allOf": [{"$ref": "#/components/schemas/Part"}], "nullable": true}),
    ] {
        let whole = whole(&json!({"Part": part, "Whole": {"type": "object", "properties": {"part": alone}}}));
        let generated = api().generate_from(&whole).unwrap();
        assert!(generated.code().contains("crate::Part") && generated.warnings().is_empty(), "{}", generated.code());
    }
}

#[test]
fn variants_of_any_enum_are_renamed() {
    let schemas = json!({"Whole": {"type": "object", "properties": {"size": {"enum": [1, 2]},
        "either": {"oneOf": [{"type": "string"}, {"type": "integer"}]}}}});
    let types = |types: TypeOptions| types.rename_member("Size", "1", "Small").rename_member("Either", "Text", "Name");
    let generated = OpenApi::new("api", "api.json").types(types).generate_from(&whole(&schemas)).unwrap();
    let code = generated.code();
    assert!(code.contains("    Small,") && code.contains("    Name(String),"), "{code}");
}

#[test]
fn derives_that_change_nothing_are_warned_of() {
    let generated = shop().types(|types| types.derive("::std::clone::Clone").derive_on("Item", "Debug"));
    let generated = generated.generate_from(&document().to_string()).unwrap();
    let messages: Vec<&str> = generated.warnings().iter().map(amplify_rest_codegen::Diagnostic::message).collect();
    assert_eq!(
        messages,
        [
            r#"deriving "::std::clone::Clone" changes nothing: every generated type has it already"#,
            r#"deriving "Debug" changes nothing: Item has it already"#,
        ]
    );
}

#[test]
fn unknown_members_are_refused_ignored_or_kept() {
    let read = |text: &str| serde_json::from_str::<Draft>(text);
    // Both halves of an `allOf` are known.
    assert!(read(r#"{"name": "a", "note": "b"}"#).is_ok());
    let refused = read(r#"{"name": "a", "nota": "b"}"#).unwrap_err().to_string();
    assert!(refused.contains("nota"), "{refused}");
    let ignored = code(&shop());
    assert!(!ignored.contains("deny_unknown_fields") && !ignored.contains("pub other:"), "{ignored}");
    let kept = code(&shop().types(|types| types.unknown_members(UnknownMembers::Kept)));
    assert!(kept.contains("pub other: ::std::collections::BTreeMap<String, ::serde_json::Value>"), "{kept}");
}

#[test]
fn formats_are_checked_or_noted() {
    let mut document = document();
    document["components"]["schemas"]["Item"]["properties"]["id"]["format"] = json!("uuid");
    let id = |api: OpenApi| {
        let generated = api.generate_from(&document.to_string()).unwrap();
        generated.code().lines().find_map(|line| line.trim().strip_prefix("pub id: ")).map(str::to_owned)
    };
    assert_eq!(id(shop()).as_deref(), Some("Uuid,"));
    assert_eq!(id(shop().types(|types| types.formats(Formats::Noted))).as_deref(), Some("String,"));
}

#[test]
fn choices_about_types_that_cannot_be_had_are_mistakes() {
    let refused = |change: fn(TypeOptions) -> TypeOptions, expected: &[&str]| refused(&shop().types(change), expected);
    let did_you_mean = r#"did you mean "Price"?"#;
    refused(|types| types.replace("Prices", "String"), &[r#"no schema that is used is called "Prices""#, did_you_mean]);
    refused(|types| types.replace("Price", "fn main() {}"), &[r#""fn main() {}" is not the path of a type"#]);
    refused(|types| types.replace("Price", "String, pub x: u8"), &["is not the path of a type"]);
    refused(|types| types.rename("prise", "Cost"), &[r#"no schema that is used is called "prise""#, did_you_mean]);
    refused(|types| types.rename("Price", "cost"), &["UpperCamelCase", r#""Cost" is one"#]);
    refused(|types| types.rename("Price", "Cost").rename("Item", "Cost"), &[r#"two types are to be called "Cost""#]);
    refused(|types| types.rename("Price", "Vec"), &[r#"cannot be called "Vec": something else has that name"#]);
    let about_twice = [r#"the type of "Price" is chosen about twice"#, "first at ", file!()];
    refused(|types| types.replace("Price", "crate::A").replace("Price", "crate::B"), &about_twice);
    refused(|types| types.replace("Price", "crate::A").rename("Price", "Cost"), &about_twice);
    let member = |member: &'static str, name: &'static str| {
        OpenApi::new("shop", "shop.json").skip("broken").types(move |types| types.rename_member("Item", member, name))
    };
    super::choices::refused(&member("ide", "x"), &[r#"Item has no member or value "ide""#, r#"did you mean "id"?"#]);
    super::choices::refused(&member("id", "Number"), &["snake_case", r#""number" is one"#]);
    refused(|types| types.rename_member("Itme", "id", "x"), &[r#"no generated type is called "Itme""#]);
    let twice: fn(TypeOptions) -> TypeOptions =
        |types| types.rename_member("Item", "id", "x").rename_member("Item", "price", "x");
    refused(twice, &["something else has that name"]);
    refused(|types| types.derive_on("prices", "Eq"), &[r#"no generated type is called "prices""#, did_you_mean]);
    refused(|types| types.derive("Eq)] struct X;"), &["is not the path of a derive macro"]);
    refused(|types| types.derive(""), &["is not the path of a derive macro"]);
}
