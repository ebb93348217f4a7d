//! Our JSON Schemas of the configuration formats accept real-looking files and refuse broken ones, as an independent
//! validator judges; and they say what every member is.

#![expect(clippy::unwrap_used, reason = "a test's helpers fail by panicking, as tests do")]

use serde_json::{Value, json};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/config/");

const SCHEMAS: [(&str, &str); 2] =
    [("gen1-native", amplify_rest_schemas::GEN1_NATIVE), ("gen1-short-form", amplify_rest_schemas::GEN1_SHORT_FORM)];

fn schema(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn native(instance: &Value) -> bool {
    jsonschema::is_valid(&schema(amplify_rest_schemas::GEN1_NATIVE), instance)
}

/// The native form of one endpoint.
fn with_endpoint(endpoint: &Value) -> Value {
    json!({ "api": { "plugins": { "awsAPIPlugin": { "todos": endpoint } } } })
}

fn with_cognito(plugin: &Value) -> Value {
    json!({ "auth": { "plugins": { "awsCognitoAuthPlugin": plugin } } })
}

/// The first value with these members replaced or added; `null` takes a member away.
fn changed(value: &Value, changes: &Value) -> Value {
    let mut result = value.clone();
    let members = result.as_object_mut().unwrap();
    for (name, change) in changes.as_object().unwrap() {
        match change {
            Value::Null => _ = members.remove(name),
            change => _ = members.insert(name.clone(), change.clone()),
        }
    }
    result
}

#[test]
fn the_schemas_are_schemas() {
    for (name, text) in SCHEMAS {
        assert!(jsonschema::meta::is_valid(&schema(text)), "{name}");
    }
}

#[test]
fn files_are_accepted_by_their_formats_schema() {
    for name in ["five-endpoints", "guests", "many-partners", "names", "open", "real-looking", "sign-in-only"] {
        let file = std::fs::read_to_string(format!("{FIXTURES}{name}.json")).unwrap();
        assert!(native(&serde_json::from_str(&file).unwrap()), "{name}");
    }
    let short = std::fs::read_to_string(format!("{FIXTURES}short-form.json")).unwrap();
    let schema = schema(amplify_rest_schemas::GEN1_SHORT_FORM);
    assert!(jsonschema::is_valid(&schema, &serde_json::from_str(&short).unwrap()));
}

#[test]
fn endpoints() {
    let endpoint = json!({
        "endpointType": "REST", "endpoint": "https://example.com/dev", "region": "eu-west-1", "authorizationType": "NONE",
    });
    for changes in [
        json!({}),
        json!({ "region": null }),
        json!({ "region": "" }),
        json!({ "apiKey": "" }),
        json!({ "apiKey": "da2-key", "API_KEY": "key" }),
        json!({ "endpointType": "GraphQL" }),
        json!({ "authorizationType": "AWS_LAMBDA" }),
        json!({ "authorizationType": "custom" }),
        json!({ "somethingNew": { "of": ["any", "kind"] } }),
    ] {
        assert!(native(&with_endpoint(&changed(&endpoint, &changes))), "{changes}");
    }
    for changes in [
        json!({ "endpoint": null }),
        json!({ "endpoint": 1 }),
        json!({ "endpoint": ["https://example.com"] }),
        json!({ "endpointType": null }),
        json!({ "endpointType": "rest" }),
        json!({ "authorizationType": null }),
        json!({ "authorizationType": "" }),
        json!({ "authorizationType": "AWS_IMA" }),
        json!({ "authorizationType": "aws_iam" }),
        json!({ "apiKey": 1 }),
        json!({ "API_KEY": {} }),
        json!({ "region": false }),
    ] {
        assert!(!native(&with_endpoint(&changed(&endpoint, &changes))), "{changes}");
    }
    for broken in [json!(null), json!("https://example.com"), json!([])] {
        assert!(!native(&with_endpoint(&broken)), "{broken}");
    }
}

#[test]
fn pools_and_sign_in() {
    let pool = json!({ "PoolId": "eu-west-1_a", "AppClientId": "client", "Region": "eu-west-1" });
    let identity = json!({ "PoolId": "eu-west-1:1", "Region": "eu-west-1" });
    let settings = json!({ "authenticationFlowType": "USER_SRP_AUTH" });
    let plugin = |pool: &Value, identity: &Value, settings: &Value| {
        with_cognito(&json!({
            "CognitoUserPool": { "Default": pool },
            "CredentialsProvider": { "CognitoIdentity": { "Default": identity } },
            "Auth": { "Default": settings },
        }))
    };
    assert!(native(&with_cognito(&json!({}))));
    assert!(native(&plugin(&pool, &identity, &settings)));
    for changes in
        [json!({ "AppClientSecret": "" }), json!({ "Endpoint": "http://127.0.0.1:1" }), json!({ "HostedUI": {} })]
    {
        assert!(native(&plugin(&changed(&pool, &changes), &identity, &settings)), "{changes}");
    }
    for changes in [json!({ "PoolId": null }), json!({ "AppClientId": 7 }), json!({ "Region": null })] {
        assert!(!native(&plugin(&changed(&pool, &changes), &identity, &settings)), "{changes}");
    }
    for changes in [json!({ "PoolId": null }), json!({ "Region": [] })] {
        assert!(!native(&plugin(&pool, &changed(&identity, &changes), &settings)), "{changes}");
    }
    for changes in [
        json!({ "authenticationFlowType": "" }),
        json!({ "passwordProtectionSettings": { "passwordPolicyMinLength": "8" } }),
        json!({ "passwordProtectionSettings": { "passwordPolicyMinLength": 8 } }),
        json!({ "loginMechanisms": ["EMAIL"] }),
        json!({ "OAuth": { "WebDomain": "", "SignInRedirectURI": "a://,b://", "Scopes": [] } }),
    ] {
        assert!(native(&plugin(&pool, &identity, &changed(&settings, &changes))), "{changes}");
    }
    for changes in [
        json!({ "authenticationFlowType": "USER_SPR_AUTH" }),
        json!({ "passwordProtectionSettings": { "passwordPolicyMinLength": [8] } }),
        json!({ "mfaTypes": "SMS" }),
        json!({ "OAuth": { "Scopes": [1] } }),
    ] {
        assert!(!native(&plugin(&pool, &identity, &changed(&settings, &changes))), "{changes}");
    }
}

#[test]
fn sections_for_other_categories_are_accepted() {
    assert!(native(&json!({ "analytics": { "plugins": {} }, "geo": [1], "storage": "s", "Version": "1.0" })));
    assert!(native(&json!({ "api": { "plugins": { "somebodysPlugin": 1 } } })));
}

#[test]
fn every_member_has_a_description_and_every_secret_is_marked() {
    for (name, text) in SCHEMAS {
        let schema = schema(text);
        let mut objects = vec![&schema];
        objects.extend(schema["$defs"].as_object().unwrap().values());
        for object in objects {
            assert!(object["description"].is_string(), "{name}: {object}");
            for (member, value) in object["properties"].as_object().into_iter().flatten() {
                assert!(value["description"].as_str().is_some_and(|text| text.ends_with('.')), "{name}: {member}");
                let is_secret = ["apiKey", "API_KEY", "AppClientSecret"].contains(&member.as_str());
                assert_eq!(value["writeOnly"] == true, is_secret, "{name}: {member}");
            }
        }
    }
}

#[test]
fn both_formats_say_the_same_of_the_same() {
    let [native, short] = SCHEMAS.map(|(_, text)| schema(text));
    for (name, definition) in short["$defs"].as_object().unwrap() {
        assert_eq!(definition, &native["$defs"][name], "{name}");
    }
}
