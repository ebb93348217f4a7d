//! Gen 2's outputs: our schema judges as the official one does, endpoints are found in both places, and generated backends
//! work.

#![expect(clippy::unwrap_used, reason = "a test's helpers fail by panicking, as tests do")]

use amplify_rest::{Error, Request};
use amplify_rest_codegen::configuration::{AuthorizerKind, Configuration, Format, Guests};
use amplify_rest_codegen::{ApiKeySource, Backend, Errors};
use amplify_rest_local::{Cloud, User};
use amplify_rest_tests::backends::{gen2, gen2_overridden};
use serde_json::{Value, json};

/// Names in `custom` that are keywords, types, the schema's own, empty, symbols, code, or the same but for their case.
#[allow(dead_code, unreachable_pub, clippy::struct_field_names, reason = "most of it is there to compile")]
mod names {
    include!(concat!(env!("OUT_DIR"), "/gen2_names.rs"));
}

const FIXTURE: &str = include_str!("../fixtures/config/gen2.json");

fn fixture() -> Value {
    serde_json::from_str(FIXTURE).unwrap()
}

fn ours() -> Value {
    serde_json::from_str(amplify_rest_schemas::GEN2).unwrap()
}

/// The official schema, which lies beside the project; without it there is nothing to compare with.
fn official() -> Option<Value> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/schemas/amplify_outputs.schema_v1.5.json");
    match std::fs::read_to_string(path) {
        Ok(text) => Some(serde_json::from_str(&text).unwrap()),
        Err(error) => {
            println!("skipped: the official schema is not there ({error})");
            None
        }
    }
}

/// The fixture as the official schema knows it: without REST endpoints, in the newest version.
fn without_rest() -> Value {
    let mut file = fixture();
    file["version"] = json!("1.5");
    file.as_object_mut().unwrap().remove("rest_api");
    file["custom"].as_object_mut().unwrap().remove("API");
    file
}

fn read(value: &Value) -> Result<Configuration, Errors> {
    Configuration::read("amplify_outputs.json", &value.to_string())
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
fn the_official_schema_judges_alike() {
    let Some(official) = official() else { return };
    let (official, ours) = (jsonschema::validator_for(&official).unwrap(), jsonschema::validator_for(&ours()).unwrap());
    let auth = json!({ "aws_region": "r", "user_pool_id": "p", "user_pool_client_id": "c" });
    let oauth = json!({
        "identity_providers": ["GOOGLE"], "domain": "d", "scopes": [], "redirect_sign_in_uri": ["a://"],
        "redirect_sign_out_uri": ["b://"], "response_type": "code",
    });
    let data =
        json!({ "aws_region": "r", "url": "u", "default_authorization_type": "API_KEY", "authorization_types": [] });
    let with = |base: &Value, member: &str, value: Value| {
        let mut changed = base.clone();
        changed[member] = value;
        changed
    };
    let file = |section: &str, value: Value| json!({ "version": "1.5", section: value });
    let valid = [
        json!({ "version": "1.5" }),
        json!({ "$schema": "s", "version": "1.5" }),
        without_rest(),
        file("auth", auth.clone()),
        file("auth", with(&auth, "oauth", oauth.clone())),
        file("auth", with(&auth, "groups", json!([{ "A": {} }, { "B": { "precedence": -1 } }, {}]))),
        file(
            "auth",
            with(
                &auth,
                "passwordless",
                json!({ "web_authn": { "relying_party_id": "x", "user_verification": "required" } }),
            ),
        ),
        file("auth", with(&auth, "mfa_methods", json!(["SMS", "SMS"]))),
        file("data", data.clone()),
        file("data", with(&data, "model_introspection", json!({ "any": ["thing"] }))),
        file(
            "geo",
            json!({ "aws_region": "r", "maps": { "items": { "m": { "style": "s" }, "n": {} }, "default": "m" } }),
        ),
        file("notifications", json!({ "amazon_connect": { "aws_region": "r", "endpoint": "e" } })),
        file("notifications", json!({ "aws_region": "r", "amazon_pinpoint_app_id": "a", "channels": ["SMS"] })),
        file(
            "storage",
            json!({ "aws_region": "r", "bucket_name": "b", "buckets": [{ "name": "n", "bucket_name": "b", "aws_region": "r", "paths": { "p": 1 } }] }),
        ),
        file("analytics", json!({ "amazon_pinpoint": { "aws_region": "r", "app_id": "a" } })),
        file("analytics", json!({})),
        file("custom", json!({ "anything": { "at": ["all", 1, null] } })),
    ];
    let invalid = [
        json!({}),
        json!([]),
        json!({ "version": 1.5 }),
        json!({ "version": "2" }),
        file("surprise", json!({})),
        file("auth", json!({ "aws_region": "r" })),
        file("auth", with(&auth, "surprise", json!(1))),
        file("auth", with(&auth, "username_attributes", json!([]))),
        file("auth", with(&auth, "username_attributes", json!(["email", "email"]))),
        file("auth", with(&auth, "standard_required_attributes", json!(["shoe_size"]))),
        file("auth", with(&auth, "mfa_configuration", json!("ON"))),
        file("auth", with(&auth, "unauthenticated_identities_enabled", json!("true"))),
        file("auth", with(&auth, "oauth", with(&oauth, "redirect_sign_in_uri", json!([])))),
        file("auth", with(&auth, "oauth", with(&oauth, "response_type", json!("id_token")))),
        file("auth", with(&auth, "groups", json!([{ "A": { "precedence": 1.5 } }]))),
        file("auth", with(&auth, "password_policy", json!({ "min_length": 5 }))),
        file("data", with(&data, "default_authorization_type", json!("NONE"))),
        file("data", with(&data, "model_introspection", json!([]))),
        file("geo", json!({ "maps": {} })),
        file("geo", json!({ "aws_region": "r", "search_indices": { "items": [], "default": "d" } })),
        file("notifications", json!({})),
        file("notifications", json!({ "aws_region": "r", "channels": ["SMS"] })),
        file("storage", json!({ "aws_region": "r" })),
        file("custom", json!([])),
    ];
    for (instances, expected) in [(&valid[..], true), (&invalid[..], false)] {
        for instance in instances {
            assert_eq!(official.is_valid(instance), expected, "{instance}");
            assert_eq!(ours.is_valid(instance), expected, "{instance}");
            let read = gen2::config::Configuration::read(&instance.to_string());
            assert_eq!(read.is_ok(), expected, "{instance}: {read:?}");
        }
    }
}

/// Every instance that differs from a good one in a single place, at every place.
#[test]
fn the_official_schema_judges_changed_files_alike() {
    let Some(official) = official() else { return };
    let (official, ours) = (jsonschema::validator_for(&official).unwrap(), jsonschema::validator_for(&ours()).unwrap());
    let file = without_rest();
    let mut pointers = vec![String::new()];
    let (mut instances, mut refused, mut next) = (0, 0, 0);
    while let Some(pointer) = pointers.get(next).cloned() {
        next += 1;
        let value = file.pointer(&pointer).unwrap();
        let mut variants: Vec<Value> =
            vec![json!(null), json!(7), json!(0.5), json!("x"), json!(true), json!([]), json!({})];
        if let Value::Object(members) = value {
            for name in members.keys() {
                pointers.push(format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1")));
                let mut without = members.clone();
                without.remove(name);
                variants.push(Value::Object(without));
            }
            let mut with = members.clone();
            with.insert("surprise".to_owned(), json!("x"));
            variants.push(Value::Object(with));
        }
        if let Value::Array(elements) = value {
            pointers.extend((0..elements.len()).map(|index| format!("{pointer}/{index}")));
            variants.push(Value::Array([&elements[..], &elements[..]].concat()));
        }
        for variant in variants {
            let mut instance = file.clone();
            *instance.pointer_mut(&pointer).unwrap() = variant;
            let expected = official.is_valid(&instance);
            assert_eq!(ours.is_valid(&instance), expected, "{pointer}: {instance}");
            // What the types say of `custom` is inferred from one file, and is for files like it.
            if !pointer.starts_with("/custom/") {
                let read = gen2::config::Configuration::read(&instance.to_string());
                assert_eq!(read.is_ok(), expected, "{pointer}: {instance}: {read:?}");
            }
            instances += 1;
            refused += usize::from(!expected);
        }
    }
    assert!(instances > 500 && refused > 300, "{instances} instances, {refused} refused");
}

#[test]
fn our_schema_says_what_every_member_is_and_marks_secrets() {
    let schema = ours();
    assert!(jsonschema::meta::is_valid(&schema));
    let objects = schema["$defs"].as_object().unwrap().values().chain([&schema]);
    for object in objects {
        assert!(object["description"].as_str().is_some_and(|text| text.ends_with('.')), "{object}");
        for (member, value) in object["properties"].as_object().into_iter().flatten() {
            assert!(value["description"].as_str().is_some_and(|text| text.ends_with('.')), "{member}");
            let is_secret = ["apiKey", "api_key", "app_client_secret"].contains(&member.as_str());
            assert_eq!(value["writeOnly"] == true, is_secret, "{member}");
        }
    }
    assert!(jsonschema::is_valid(&schema, &fixture()));
}

#[test]
fn regression_40_rest_endpoints_of_gen_2_are_found_in_both_places() {
    let configuration = read(&fixture()).unwrap();
    assert_eq!(configuration.format, Format::Gen2);
    let endpoints = configuration.endpoints.iter();
    let endpoints: Vec<_> = endpoints.map(|endpoint| (&*endpoint.pointer, endpoint.authorizer)).collect();
    let expected = [
        ("/rest_api/audit", AuthorizerKind::Iam),
        ("/rest_api/health", AuthorizerKind::None),
        ("/custom/API/profile", AuthorizerKind::UserPool),
        ("/rest_api/stats", AuthorizerKind::ApiKey),
        ("/custom/API/todos", AuthorizerKind::Iam),
    ];
    assert_eq!(endpoints, expected);
    let todos = &configuration.endpoints[4];
    assert_eq!((&*todos.name, todos.region.as_deref()), ("todos", Some("us-west-2")));
    assert_eq!(todos.url, "https://a1b2c3d4e5.execute-api.us-west-2.amazonaws.com/prod/");
    assert_eq!(configuration.user_pool.unwrap().client_id, "3n4b5urk1ft4fl3mg5e62d9ado");
    assert_eq!(configuration.identity_pool.unwrap().endpoint_pointer, "/auth/identity_pool_endpoint");
}

#[test]
fn every_version_of_gen_2_is_read_and_others_are_named() {
    for version in ["1", "1.1", "1.2", "1.3", "1.4", "1.5"] {
        let file = changed("/version", json!(version));
        assert!(read(&file).is_ok(), "{version}");
        assert!(gen2::Backend::from_config(&file.to_string(), "key").is_ok(), "{version}");
    }
    for (version, message) in [
        (json!("2"), "the version \"2\" of Amplify Gen 2's outputs is unknown"),
        (json!("1.6"), "the version \"1.6\" of Amplify Gen 2's outputs is unknown"),
        (json!(1.4), "expected a string, found a number"),
        (json!(null), "`version` is missing"),
    ] {
        let file = changed("/version", version);
        let errors = read(&file).unwrap_err();
        let mistake = errors.iter().next().unwrap();
        assert_eq!((mistake.pointer(), mistake.message()), ("/version", message));
        assert!(gen2::Backend::from_config(&file.to_string(), "key").is_err());
    }
}

#[test]
fn mistakes_name_their_places() {
    for (file, pointer, message) in [
        (changed("/custom/API/todos/region", json!(null)), "/custom/API/todos/region", "`region` is missing"),
        (changed("/custom/API/todos/endpoint", json!(null)), "/custom/API/todos/endpoint", "`endpoint` is missing"),
        (changed("/custom/API/todos", json!("x")), "/custom/API/todos", "expected an object, found a string"),
        (
            changed("/custom/API/todos/authorizationType", json!("aws_iam")),
            "/custom/API/todos/authorizationType",
            "the authorization type \"aws_iam\" is unknown",
        ),
        (
            changed("/rest_api/audit/authorization_type", json!(null)),
            "/rest_api/audit/authorization_type",
            "`authorization_type` is missing",
        ),
        (
            changed("/rest_api/audit/url", json!("http://example.com")),
            "/rest_api/audit/url",
            "`http` would send the calls in the clear",
        ),
        (changed("/auth/user_pool_id", json!("x")), "/auth/user_pool_id", "\"x\" is not the id of a user pool"),
        (
            changed("/auth/user_pool_client_id", json!(null)),
            "/auth/user_pool_client_id",
            "`user_pool_client_id` is missing",
        ),
        (
            changed("/rest_api/todos", fixture()["rest_api"]["audit"].clone()),
            "/rest_api/todos",
            "there is another endpoint \"todos\", at `/custom/API/todos`",
        ),
    ] {
        let errors = read(&file).unwrap_err();
        let mistakes: Vec<_> = errors.iter().map(|mistake| (mistake.pointer(), mistake.message())).collect();
        assert_eq!(mistakes, [(pointer, message)]);
    }
    let without_pool = changed("/auth/identity_pool_id", json!(null)).to_string();
    let errors = Backend::new("amplify_outputs.json").generate_from(&without_pool).unwrap_err().to_string();
    assert!(
        errors.contains("`custom.API` doesn't say, and IAM is its default") && errors.contains("`defineAuth`"),
        "{errors}"
    );
}

/// What the local cloud says about who called.
fn who<K>(request: Request<K>) -> Result<Value, Error> {
    Ok(request.send()?.json::<Value>()?["who"].clone())
}

#[test]
fn a_backend_of_gen_2_works_against_the_local_cloud() -> Result<(), Error> {
    let cloud = Cloud::builder(FIXTURE).user(User::new("ada", "correct horse")).start().unwrap();
    let after: Value = serde_json::from_str(cloud.configuration()).unwrap();
    assert_eq!(
        (&after["auth"]["user_pool_endpoint"], &after["auth"]["identity_pool_endpoint"]),
        (&json!(cloud.url()), &json!(cloud.url()))
    );
    let backend = gen2::Backend::from_config(cloud.configuration(), cloud.api_key("stats").unwrap())?;
    assert_eq!(cloud.requests().len(), 0, "making a backend contacts nobody");
    assert_eq!(who(backend.health().get("/"))?["kind"], "anybody");
    assert_eq!(who(backend.stats().get("/visits"))?["kind"], "api_key");
    assert_eq!(who(backend.todos().get("/items"))?["kind"], "guest");
    assert_eq!(who(backend.audit().get("/log"))?["kind"], "guest");
    assert!(backend.profile().get("/me").send().unwrap_err().is_signed_out());
    backend.auth().sign_in("ada", "correct horse")?.done()?;
    assert_eq!(who(backend.profile().get("/me"))?["token_use"], "access");
    assert_eq!(who(backend.todos().post("/items"))?["kind"], "authenticated");
    Ok(())
}

#[test]
fn regression_45_a_build_script_overrides_what_gen_2_says() -> Result<(), Error> {
    let cloud = Cloud::builder(FIXTURE).user(User::new("ada", "correct horse")).start().unwrap();
    let backend = gen2_overridden::Backend::from_config(cloud.configuration(), "key of todos")?;
    // Unsigned with a key, though the file's format means IAM: Cognito is not asked.
    assert_eq!(backend.todos().get("/items").send().unwrap_err().response().unwrap().status(), 403);
    assert_eq!(cloud.requests().pop().unwrap().request().header("x-api-key"), Some("key of todos"));
    assert_eq!(cloud.count("GetId"), 0);
    // A key that was asked for was compiled in; another environment has its own.
    assert_eq!(who(backend.stats().get("/visits"))?["kind"], "api_key");
    backend.auth().sign_in("ada", "correct horse")?.done()?;
    assert_eq!(who(backend.profile().get("/me"))?["token_use"], "id");

    let backend = Backend::new("amplify_outputs.json").endpoint("todos", |todos| todos.region("eu-west-1"));
    let generated =
        backend.endpoint("profile", |profile| profile.authorizer(AuthorizerKind::Iam)).generate_from(FIXTURE);
    assert!(generated.unwrap().code().contains(".region(\"eu-west-1\")"));
    Ok(())
}

#[test]
fn no_secret_is_compiled_in_unless_asked_for() {
    let outputs = |change: fn(Backend) -> Backend| {
        change(Backend::new("amplify_outputs.json")).generate_from(FIXTURE).unwrap().code().to_owned()
    };
    assert!(!outputs(|backend| backend).contains("canary"));
    let asked = outputs(|backend| backend.endpoint("stats", |stats| stats.api_key(ApiKeySource::CompiledIn)));
    assert_eq!(asked.matches("canary").count(), 1);
}

#[test]
fn another_environment_must_have_what_the_program_was_built_with() {
    let error = |file: Value| gen2::Backend::from_config(&file.to_string(), "key").unwrap_err().to_string();
    for (pointer, value, place) in [
        ("/custom/API/todos", json!(null), "/custom/API/todos"),
        ("/rest_api/stats", json!(null), "/rest_api/stats"),
        ("/custom/API/todos/region", json!(""), "/custom/API/todos/region"),
        ("/custom/API/todos/endpoint", json!(1), "/custom/API/todos/endpoint"),
        ("/custom/API/profile/authorizationType", json!(null), "/custom/API/profile/authorizationType"),
        ("/rest_api/health/authorization_type", json!("AWS_IAM"), "/rest_api/health/authorization_type"),
        ("/auth/identity_pool_id", json!(null), "/auth/identity_pool_id"),
        ("/auth", json!(null), "/auth"),
    ] {
        let message = error(changed(pointer, value));
        assert!(message.contains(&format!("`{place}`")), "{pointer}: {message}");
    }
}

#[test]
fn the_rest_of_the_file_is_typed() -> Result<(), Error> {
    let file = gen2::config::Configuration::read(FIXTURE)?;
    assert_eq!(serde_json::to_value(&file).unwrap(), fixture(), "what is read and written again is equal");
    assert_eq!(file.data.unwrap().default_authorization_type, gen2::config::DataAuthorizationType::AwsIam);
    assert!(file.auth.unwrap().password_policy.unwrap().require_symbols);
    assert_eq!(file.storage.unwrap().buckets.unwrap()[0].name, "photos");
    // Inferred from what the file holds.
    let custom = file.custom.unwrap();
    let flags = custom.feature_flags.unwrap();
    assert_eq!(
        (flags.beta, flags.rollout, flags.cohorts),
        (Some(true), Some(0.25), Some(vec!["a".into(), "b".into()]))
    );
    let tiles: Vec<_> = custom.map_tiles.unwrap().into_iter().map(|tile| (tile.zoom, tile.r#type)).collect();
    assert_eq!(tiles, [(Some(3), None), (Some(4), Some("png".to_owned()))]);
    let events = custom.events.unwrap();
    assert!(!format!("{events:?}").contains("canary"));
    assert_eq!(events.api_key.unwrap().expose(), "canary-da2-key-of-events");
    Ok(())
}

#[test]
fn whatever_a_backend_adds_gets_types_that_read_and_write_it() -> Result<(), Error> {
    let text = include_str!("../fixtures/config/gen2-names.json");
    let read = names::config::Configuration::read(text)?;
    let mut expected: Value = serde_json::from_str(text).unwrap();
    // REST endpoints are typed by the schema, which does not name it.
    expected["custom"]["API"]["todo/s~1"].as_object_mut().unwrap().remove("stray");
    // Beside a fraction, a whole number is one, too.
    expected["custom"]["lists"][0][0] = json!(1.0);
    assert_eq!(serde_json::to_value(&read).unwrap(), expected);
    assert!(!format!("{read:?}").contains("canary"), "{read:?}");
    let backend = names::Backend::from_config(text)?;
    assert_eq!(backend.todo_s_1().endpoint().url(), "https://example.com/slash");
    let without =
        json!({ "version": "1", "custom": { "API": expected["custom"]["API"] }, "rest_api": expected["rest_api"] });
    assert!(names::Backend::from_config(&without.to_string()).is_ok(), "every member of `custom` may be absent");
    Ok(())
}

#[test]
fn no_key_stands_in_what_is_said_of_a_mistake() {
    let text = r#"{ "version": "9", "auth": { "app_client_secret": "canary-1", "aws_region": "x" }, "rest_api": { "a": { "api_key": "canary-2", "url": 1 } },
        "custom": { "API": { "b": { "apiKey": "canary-3", "endpoint": "ftp://x" } }, "token": "canary-4" } }"#;
    let errors = Configuration::read("amplify_outputs.json", text).unwrap_err();
    assert!(errors.iter().len() >= 4 && !errors.to_string().contains("canary"), "{errors}");
    let error = gen2::Backend::from_config(text, "canary-5").unwrap_err();
    assert!(!format!("{error} {error:?}").contains("canary"), "{error:?}");
}

#[test]
fn guests_are_refused_where_the_file_says_so() -> Result<(), Error> {
    let file = changed("/auth/unauthenticated_identities_enabled", json!(false));
    assert_eq!(read(&file).unwrap().identity_pool.unwrap().guests, Guests::Refused);
    let cloud = Cloud::builder(&file.to_string()).user(User::new("ada", "correct horse")).start().unwrap();
    let backend = gen2::Backend::from_config(cloud.configuration(), "key")?;
    let error = backend.todos().get("/items").send().unwrap_err();
    assert!(format!("{error}").contains("guest"), "{error}");
    backend.auth().sign_in("ada", "correct horse")?.done()?;
    assert_eq!(who(backend.todos().get("/items"))?["kind"], "authenticated");
    Ok(())
}
