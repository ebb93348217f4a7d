//! Gen 1's JavaScript format, as JSON and as `aws-exports.js`: read, and generated backends at work.

#![expect(clippy::unwrap_used, reason = "a test's helpers fail by panicking, as tests do")]

use amplify_rest::{Error, Request};
use amplify_rest_codegen::configuration::{AuthorizerKind, Configuration, Format, Guests, SignInFlow};
use amplify_rest_codegen::{Backend, Errors};
use amplify_rest_local::{Cloud, User};
use amplify_rest_tests::backends::{aws_exports, javascript};
use serde_json::{Value, json};

const FIXTURE: &str = include_str!("../fixtures/config/javascript.json");
const MODULE: &str = include_str!("../fixtures/config/aws-exports.js");

fn fixture() -> Value {
    serde_json::from_str(FIXTURE).unwrap()
}

fn read(text: &str) -> Result<Configuration, Errors> {
    Configuration::read("amplifyconfiguration.json", text)
}

fn changed(pointer: &str, value: Value) -> Value {
    let mut file = fixture();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = file.pointer_mut(parent).and_then(Value::as_object_mut).unwrap();
    match value {
        Value::Null => _ = parent.remove(name),
        value => _ = parent.insert(name.to_owned(), value),
    }
    file
}

#[test]
fn regression_41_the_javascript_format_is_read_under_the_same_file_name() {
    let configuration = read(FIXTURE).unwrap();
    assert_eq!(configuration.format, Format::Gen1JavaScript);
    let endpoints = configuration.endpoints.iter();
    let endpoints: Vec<_> =
        endpoints.map(|endpoint| (&*endpoint.name, &*endpoint.pointer, endpoint.authorizer)).collect();
    let expected = [
        ("AdminQueries", "/aws_cloud_logic_custom/1", AuthorizerKind::Iam),
        ("todos", "/aws_cloud_logic_custom/0", AuthorizerKind::Iam),
    ];
    assert_eq!(endpoints, expected);
    let user_pool = configuration.user_pool.unwrap();
    assert_eq!(
        (&*user_pool.id, &*user_pool.region, user_pool.flow),
        ("us-west-2_AbCdEfGhI", "us-west-2", SignInFlow::Srp)
    );
    let identity_pool = configuration.identity_pool.unwrap();
    assert_eq!(identity_pool.guests, Guests::Unsaid);
    assert_eq!(identity_pool.id, "us-west-2:11111111-2222-3333-4444-555555555555");
}

#[test]
fn a_module_is_read_like_the_json_in_it() {
    let configuration = read(FIXTURE).unwrap();
    for module in [
        MODULE.to_owned(),
        format!("export default {FIXTURE};"),
        format!("module.exports = {FIXTURE}"),
        format!("\u{feff}// made by amplify {{\r\nvar config = {FIXTURE};\r\nexport default config;"),
    ] {
        assert_eq!(read(&module).unwrap(), configuration, "{module}");
        assert!(javascript::Backend::from_config(&module).is_ok(), "{module}");
    }
}

#[test]
fn a_mistake_in_a_module_has_its_place_there() {
    let errors = read("const awsmobile = {\n  \"aws_project_region\": 1,\n  \"aws_user_pools_id\": 2 };").unwrap_err();
    let places: Vec<_> = errors.iter().map(|mistake| (mistake.line().unwrap(), mistake.pointer())).collect();
    assert_eq!(places, [(1, "/aws_user_pools_web_client_id"), (2, "/aws_project_region"), (3, "/aws_user_pools_id")]);
    let error =
        javascript::Backend::from_config("/* a */\nconst awsmobile = {\n  \"aws_project_region\": 1 };").unwrap_err();
    assert!(error.to_string().contains("`/aws_project_region`, line 3"), "{error}");
}

#[test]
fn what_real_files_hold_is_accepted() {
    for (pointer, value) in [
        (
            "/oauth",
            json!({ "domain": "d", "scope": ["openid"], "redirectSignIn": "a://,b://", "redirectSignOut": "a://", "responseType": "code" }),
        ),
        ("/federationTarget", json!("COGNITO_USER_POOLS")),
        ("/aws_cognito_password_protection_settings", json!({ "passwordPolicyMinLength": "8" })),
        ("/aws_mobile_analytics_app_id", json!("x")),
        ("/geo", json!({ "amazon_location_service": {} })),
        ("/aws_cognito_region", json!("")),
        ("/aws_cognito_region", json!(null)),
        ("/aws_mandatory_sign_in", json!("enable")),
        ("/authenticationFlowType", json!("USER_PASSWORD_AUTH")),
        ("/aws_bots_config", json!([{ "name": "b" }])),
    ] {
        let text = changed(pointer, value).to_string();
        assert!(read(&text).is_ok(), "{pointer}");
        assert!(javascript::Backend::from_config(&text).is_ok(), "{pointer}");
    }
}

#[test]
fn mistakes_name_their_places() {
    let twice = |name: &str| json!([{ "name": name, "endpoint": "https://example.com", "region": "eu-west-1" }, { "name": "a", "endpoint": "https://example.com", "region": "eu-west-1" }]);
    for (pointer, value, place, message) in [
        ("/aws_cloud_logic_custom", json!({}), "/aws_cloud_logic_custom", "expected a list, found an object"),
        ("/aws_cloud_logic_custom", json!(["x"]), "/aws_cloud_logic_custom/0", "expected an object, found a string"),
        (
            "/aws_cloud_logic_custom",
            twice("a"),
            "/aws_cloud_logic_custom/1",
            "there is another endpoint \"a\", at `/aws_cloud_logic_custom/0`",
        ),
        ("/aws_cloud_logic_custom", twice(""), "/aws_cloud_logic_custom/0/name", "`name` is empty"),
        (
            "/aws_cloud_logic_custom",
            json!([{ "name": "a", "region": "eu-west-1" }]),
            "/aws_cloud_logic_custom/0/endpoint",
            "`endpoint` is missing",
        ),
        (
            "/aws_user_pools_web_client_id",
            json!(null),
            "/aws_user_pools_web_client_id",
            "`aws_user_pools_web_client_id` is missing",
        ),
        (
            "/aws_cognito_identity_pool_id",
            json!("x"),
            "/aws_cognito_identity_pool_id",
            "\"x\" is not the id of an identity pool",
        ),
    ] {
        let errors = read(&changed(pointer, value).to_string()).unwrap_err();
        let mistakes: Vec<_> = errors.iter().map(|mistake| (mistake.pointer(), mistake.message())).collect();
        assert_eq!(mistakes, [(place, message)]);
    }
}

#[test]
fn our_schema_says_what_every_member_is_and_marks_secrets() {
    let schema: Value = serde_json::from_str(amplify_rest_schemas::GEN1_JAVASCRIPT).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    assert!(jsonschema::is_valid(&schema, &fixture()));
    for object in schema["$defs"].as_object().unwrap().values().chain([&schema]) {
        for (member, value) in object["properties"].as_object().into_iter().flatten() {
            assert!(value["description"].as_str().is_some_and(|text| text.ends_with('.')), "{member}");
            let is_secret = ["apiKey", "aws_appsync_apiKey"].contains(&member.as_str());
            assert_eq!(value["writeOnly"] == true, is_secret, "{member}");
        }
    }
    for (pointer, value) in [
        ("/aws_cloud_logic_custom", json!([{ "name": "a" }])),
        ("/aws_cloud_logic_custom", json!({})),
        ("/aws_user_pools_id", json!(1)),
        ("/authenticationFlowType", json!("SRP")),
        ("/aws_cognito_mfa_types", json!("SMS")),
    ] {
        let file = changed(pointer, value);
        assert!(!jsonschema::is_valid(&schema, &file), "{pointer}");
        assert!(javascript::config::Configuration::read(&file.to_string()).is_err(), "{pointer}");
    }
}

#[test]
fn guests_are_refused_where_sign_in_is_mandatory() {
    let configuration = read(&changed("/aws_mandatory_sign_in", json!("enable")).to_string()).unwrap();
    assert_eq!(configuration.identity_pool.unwrap().guests, Guests::Refused);
}

#[test]
fn an_object_that_is_not_json_gets_a_hint() {
    let errors = read("const awsmobile = {\n  aws_project_region: 'eu-west-1',\n};").unwrap_err();
    let mistake = errors.iter().next().unwrap();
    assert_eq!((mistake.line(), mistake.column()), (Some(2), Some(3)));
    assert!(errors.to_string().contains("hint: names stand in double quotes in JSON"), "{errors}");
}

/// What the local cloud says about who called.
fn who<K>(request: Request<K>) -> Result<Value, Error> {
    Ok(request.send()?.json::<Value>()?["who"].clone())
}

#[test]
fn a_backend_of_the_javascript_format_works_against_the_local_cloud() -> Result<(), Error> {
    let cloud = Cloud::builder(FIXTURE).user(User::new("ada", "correct horse")).start().unwrap();
    let backend = javascript::Backend::from_config(cloud.configuration())?;
    assert_eq!(who(backend.todos().get("/items"))?["kind"], "guest");
    backend.auth().sign_in("ada", "correct horse")?.done()?;
    assert_eq!(who(backend.admin_queries().get("/users"))?["kind"], "authenticated");
    Ok(())
}

#[test]
fn regression_45_a_build_script_overrides_what_a_module_cannot_say() -> Result<(), Error> {
    let with_authorizer = MODULE.replace(
        "\"name\": \"AdminQueries\",",
        "\"name\": \"AdminQueries\", \"authorizationType\": \"AMAZON_COGNITO_USER_POOLS\",",
    );
    let cloud = Cloud::builder(&with_authorizer).user(User::new("ada", "correct horse")).start().unwrap();
    assert!(cloud.configuration().starts_with("/* eslint-disable */"), "the module stays one");
    let backend = aws_exports::Backend::from_config(cloud.configuration())?;
    assert!(backend.admin_queries().get("/users").send().unwrap_err().is_signed_out());
    backend.auth().sign_in("ada", "correct horse")?.done()?;
    assert_eq!(who(backend.admin_queries().get("/users"))?["username"], "ada");
    assert_eq!(who(backend.todos().get("/items"))?["kind"], "authenticated");
    Ok(())
}

#[test]
fn endpoints_are_found_by_name_whatever_their_order() {
    let mut file = fixture();
    file["aws_cloud_logic_custom"].as_array_mut().unwrap().reverse();
    let backend = javascript::Backend::from_config(&file.to_string()).unwrap();
    assert_eq!(backend.todos().endpoint().url(), "https://a1b2c3d4e5.execute-api.us-west-2.amazonaws.com/dev");
    file["aws_cloud_logic_custom"][1]["region"] = json!("");
    let error = javascript::Backend::from_config(&file.to_string()).unwrap_err().to_string();
    assert!(error.contains("`/aws_cloud_logic_custom/1/region`"), "{error}");
    file["aws_cloud_logic_custom"].as_array_mut().unwrap().pop();
    let error = javascript::Backend::from_config(&file.to_string()).unwrap_err().to_string();
    assert!(error.contains("nothing named \"todos\" at `/aws_cloud_logic_custom`"), "{error}");
    let error = javascript::Backend::from_config(&changed("/aws_user_pools_id", json!(null)).to_string()).unwrap_err();
    assert!(error.to_string().contains("`/aws_user_pools_id`"), "{error}");
}

#[test]
fn no_secret_is_compiled_in() {
    let code = Backend::new("amplifyconfiguration.json").generate_from(FIXTURE).unwrap().code().to_owned();
    assert!(!code.contains("canary"));
}
