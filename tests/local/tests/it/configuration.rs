//! Configurations in, configurations out.

use amplify_rest_local::{AppClient, Cloud};
use serde_json::{Value, json};

use crate::support::{cloud, cloud_with, configuration, get};

#[test]
fn urls_point_at_the_cloud_and_nothing_else_changes() {
    let cloud = cloud();
    let (before, after): (Value, Value) = (
        serde_json::from_str(&configuration()).expect("JSON"),
        serde_json::from_str(cloud.configuration()).expect("JSON"),
    );
    let mut expected = before;
    for name in cloud.endpoints() {
        expected["api"]["plugins"]["awsAPIPlugin"][name]["endpoint"] =
            json!(cloud.endpoint_url(name).expect("the endpoint"));
    }
    let auth = &mut expected["auth"]["plugins"]["awsCognitoAuthPlugin"];
    auth["CognitoUserPool"]["Default"]["Endpoint"] = json!(cloud.url());
    auth["CredentialsProvider"]["CognitoIdentity"]["Default"]["Endpoint"] = json!(cloud.url());
    assert_eq!(after, expected);
}

#[test]
fn a_rewritten_configuration_serves_again() {
    let first = cloud();
    let second = Cloud::start(first.configuration()).expect("it starts");
    assert_ne!(first.url(), second.url());
    assert_eq!(get(&second.endpoint_url("open").expect("the endpoint"), &[]).status, 200);
    assert!(!second.configuration().contains(first.url()));
}

#[test]
fn odd_names_and_slashes_get_urls() {
    let endpoint = |url: &str| json!({ "endpointType": "REST", "endpoint": url, "region": "eu-west-1", "authorizationType": "NONE" });
    let text = json!({ "awsAPIPlugin": {
        "with stage": endpoint("https://a.execute-api.eu-west-1.amazonaws.com/dev/"),
        "ünï/çode?": endpoint("https://example.org"),
        "deep": endpoint("https://example.org/a/b"),
    } });
    let cloud = Cloud::start(&text.to_string()).expect("it starts");
    let after: Value = serde_json::from_str(cloud.configuration()).expect("JSON");
    for name in ["with stage", "ünï/çode?", "deep"] {
        let url = after["awsAPIPlugin"][name]["endpoint"].as_str().expect("a URL").trim_end_matches('/');
        let got = get(&format!("{url}/items"), &[]);
        assert_eq!((got.status, &got.json()["resource"]), (200, &json!("/items")), "{name} at {url}");
        assert_eq!(cloud.count(name), 1);
    }
    assert!(after["awsAPIPlugin"]["with stage"]["endpoint"].as_str().expect("a URL").ends_with("/dev/"));
}

#[test]
fn a_dart_wrapper_stays() {
    let text = format!("// {{not JSON}}\nconst amplifyconfig = '''{}''';\n", configuration());
    let cloud = Cloud::start(&text).expect("it starts");
    assert!(
        cloud.configuration().starts_with("// {not JSON}\nconst amplifyconfig = '''{"),
        "{}",
        cloud.configuration()
    );
    assert!(cloud.configuration().ends_with("}''';\n"));
    assert!(cloud.configuration().contains(cloud.url()));
}

#[test]
fn mistakes_are_errors_of_their_kind() {
    let error = Cloud::start("{ \"awsAPIPlugin\": { \"todos\": {} } }").expect_err("nothing is there");
    assert!(error.is_configuration());
    let source = std::error::Error::source(&error).expect("the mistakes").to_string();
    assert!(source.contains("amplifyconfiguration.json:1:"), "{source}");
    let error = Cloud::builder(&configuration()).endpoint("nowhere", |endpoint| endpoint.api_key("k")).start();
    let error = error.expect_err("no such endpoint");
    assert!(error.is_usage());
    assert_eq!(error.to_string(), "set up endpoint `nowhere`: the configuration has none of that name");
}

#[test]
fn clouds_without_pools_say_so() {
    let text = json!({ "awsAPIPlugin": { "open": {
        "endpointType": "REST", "endpoint": "https://example.org", "region": "eu-west-1", "authorizationType": "NONE",
    } } });
    let with_user = Cloud::builder(&text.to_string()).user(amplify_rest_local::User::new("ada", "password"));
    assert!(with_user.start().expect_err("no pool").is_usage());
    let cloud = Cloud::start(&text.to_string()).expect("it starts");
    assert!(cloud.users().create("ada", "password").expect_err("no pool").is_usage());
    assert!(cloud.identities().expect_err("no pool").is_usage());
    let got = crate::support::identity_pool(&cloud, "GetId", &json!({ "IdentityPoolId": "eu-west-1:x" }));
    assert_eq!(got.error().1, "ResourceNotFoundException");
}

#[test]
fn secrets_are_not_shown() {
    let client = AppClient::new("other").secret("canary-secret");
    let user = amplify_rest_local::User::new("grace", "canary-password");
    let shown = format!("{client:?} {user:?}");
    let builder = Cloud::builder(&configuration()).other_client(client).user(user);
    let builder = builder.endpoint("stats", |stats| {
        let stats = stats.api_key("canary-key").custom_token("canary-token");
        assert!(!format!("{stats:?}").contains("canary"));
        stats
    });
    assert!(!format!("{shown} {builder:?}").contains("canary"), "{shown}");
    let cloud = cloud_with(|builder| builder.endpoint("stats", |stats| stats.api_key("canary-key")));
    assert_eq!(cloud.api_key("stats").expect("a key"), "canary-key");
}

#[test]
fn clouds_can_be_shared_between_threads() {
    fn shared<T: Send + Sync + 'static>() {}
    shared::<Cloud>();
    shared::<amplify_rest_local::Error>();
    shared::<amplify_rest_local::Recorded>();
    shared::<amplify_rest_local::TemporaryCredentials>();
}

/// The configuration comes back with these endpoints' URLs changed and the pools' endpoints added, and is the same else.
#[track_caller]
fn check_places(before: &Value, endpoints: &[(&str, &str)], pools: [&str; 2]) {
    let cloud = Cloud::start(&before.to_string()).expect("it starts");
    let mut after: Value = serde_json::from_str(cloud.configuration()).expect("JSON");
    for pointer in pools {
        let (parent, member) = pointer.rsplit_once('/').expect("a pointer");
        let parent = after.pointer_mut(parent).and_then(Value::as_object_mut).expect("an object");
        assert_eq!(parent.remove(member), Some(json!(cloud.url())), "{pointer}");
    }
    for (name, pointer) in endpoints {
        let (url, written) = (after.pointer_mut(pointer).expect("a URL"), before.pointer(pointer).expect("a URL"));
        let slash = if written.as_str().is_some_and(|url| url.ends_with('/')) { "/" } else { "" };
        assert_eq!(*url, json!(format!("{}{slash}", cloud.endpoint_url(name).expect("the endpoint"))));
        *url = written.clone();
    }
    assert_eq!(after, *before);
}

#[test]
fn every_format_gets_its_urls_and_nothing_else_changes() {
    let outputs = json!({
        "version": "1.4",
        "auth": {
            "aws_region": "eu-west-1", "user_pool_id": "eu-west-1_a", "user_pool_client_id": "client",
            "identity_pool_id": "eu-west-1:1",
        },
        "custom": { "API": { "todos": { "endpoint": "https://example.org/prod/", "region": "eu-west-1" } }, "more": [1] },
        "rest_api": { "open": { "url": "https://example.org", "authorization_type": "NONE" } },
    });
    let endpoints = [("todos", "/custom/API/todos/endpoint"), ("open", "/rest_api/open/url")];
    check_places(&outputs, &endpoints, ["/auth/user_pool_endpoint", "/auth/identity_pool_endpoint"]);
    let exports = json!({
        "aws_project_region": "eu-west-1",
        "aws_cognito_identity_pool_id": "eu-west-1:1",
        "aws_user_pools_id": "eu-west-1_a",
        "aws_user_pools_web_client_id": "client",
        "aws_cloud_logic_custom": [{ "name": "todos", "endpoint": "https://example.org/prod/", "region": "eu-west-1" }],
    });
    let pools = ["/aws_user_pools_endpoint", "/aws_cognito_identity_pool_endpoint"];
    check_places(&exports, &[("todos", "/aws_cloud_logic_custom/0/endpoint")], pools);
}
