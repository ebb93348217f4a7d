//! Generated backends at work: against the local cloud, and with other environments' configurations.

#![expect(clippy::unwrap_used, reason = "a test's helpers fail by panicking, as tests do")]

use amplify_rest::{BoxError, Client, Error, MemoryTransport, OutgoingRequest, Request, Session};
use amplify_rest_local::{Cloud, User};
use amplify_rest_tests::backends::{five_endpoints, flutter, guests, open, overridden, real_looking, short_form};
use serde_json::{Value, json};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/config/");
const CLIENT_SECRET: &str = "canary-client-secret";

fn fixture(name: &str) -> String {
    std::fs::read_to_string(format!("{FIXTURES}{name}")).unwrap()
}

fn cloud(name: &str) -> Cloud {
    Cloud::builder(&fixture(name))
        .user(User::new("ada", "correct horse"))
        .user(User::new("grace", "hopper 9"))
        .start()
        .unwrap()
}

fn partner(token: &str) -> impl Fn(&mut OutgoingRequest<'_>) -> Result<(), BoxError> + Send + Sync + 'static {
    let token = token.to_owned();
    move |request| {
        request.set_header("authorization", &token)?;
        Ok(())
    }
}

/// What the local cloud says about who called.
fn who<K>(request: Request<K>) -> Result<Value, Error> {
    Ok(request.send()?.json::<Value>()?["who"].clone())
}

/// The five endpoints' backend against a cloud of its own.
fn five(cloud: &Cloud) -> Result<five_endpoints::Backend, Error> {
    let token = cloud.custom_token("partner").unwrap();
    let key = cloud.api_key("stats").unwrap();
    five_endpoints::Backend::from_config(cloud.configuration(), partner(token), key, CLIENT_SECRET)
}

#[test]
fn each_endpoint_is_called_with_the_authorizer_of_its_configuration() -> Result<(), Error> {
    let cloud = cloud("five-endpoints.json");
    let backend = five(&cloud)?;
    assert_eq!(cloud.requests().len(), 0, "making a backend contacts nobody");
    assert_eq!(who(backend.health().get("/"))?["kind"], "anybody");
    assert_eq!(who(backend.stats().get("/visits"))?["kind"], "api_key");
    assert_eq!(who(backend.partner().post("/orders"))?["kind"], "custom");
    assert_eq!(who(backend.todos().get("/items"))?["kind"], "guest");
    assert!(backend.profile().get("/me").send().unwrap_err().is_signed_out());

    backend.auth().sign_in("ada", "correct horse")?.done()?;
    let profile = who(backend.profile().get("/me"))?;
    assert_eq!((&profile["username"], &profile["token_use"]), (&json!("ada"), &json!("access")));
    assert_eq!(who(backend.todos().put("/items/1"))?["kind"], "authenticated");

    backend.auth().sign_out()?;
    assert_eq!(who(backend.todos().delete("/items/1"))?["kind"], "guest");
    Ok(())
}

#[test]
fn every_verb_reaches_the_gateway() -> Result<(), Error> {
    let cloud = Cloud::start(&fixture("open.json")).unwrap();
    let health = open::Backend::from_config(cloud.configuration())?;
    let health = health.health();
    let options = amplify_rest::Method::OPTIONS;
    for request in [
        health.get("/a"),
        health.post("/a"),
        health.put("/a"),
        health.patch("/a"),
        health.delete("/a"),
        health.head("/a"),
        health.method(options, "/a"),
    ] {
        request.send()?;
    }
    let methods: Vec<_> = cloud.requests().iter().map(|recorded| recorded.request().method().to_owned()).collect();
    assert_eq!(methods, ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]);
    Ok(())
}

#[test]
fn a_session_for_each_user() -> Result<(), Error> {
    let cloud = cloud("five-endpoints.json");
    let backend = five(&cloud)?;
    let (ada, grace) = (backend.with_session(&Session::new()), backend.with_session(&Session::new()));
    ada.auth().sign_in("ada", "correct horse")?.done()?;
    grace.auth().sign_in("grace", "hopper 9")?.done()?;
    assert_eq!(who(ada.profile().get("/me"))?["username"], "ada");
    assert_eq!(who(grace.profile().get("/me"))?["username"], "grace");
    assert_eq!(who(backend.todos().get("/items"))?["kind"], "guest", "the backend's own session is nobody's");
    Ok(())
}

#[test]
fn the_short_form_works_like_the_native_one() -> Result<(), Error> {
    let cloud = cloud("short-form.json");
    let (token, key) = (cloud.custom_token("foreign").unwrap(), cloud.api_key("metered").unwrap());
    let backend = short_form::Backend::from_config(cloud.configuration(), partner(token), key, CLIENT_SECRET)?;
    assert_eq!(who(backend.signed().get("/"))?["kind"], "guest");
    assert_eq!(who(backend.metered().get("/"))?["kind"], "api_key");
    assert_eq!(who(backend.foreign().get("/"))?["kind"], "custom");
    backend.auth().sign_in("ada", "correct horse")?.done()?;
    assert_eq!(who(backend.personal().get("/"))?["username"], "ada");
    Ok(())
}

#[test]
fn guests_need_no_user_pool() -> Result<(), Error> {
    let cloud = Cloud::start(&fixture("guests.json")).unwrap();
    let backend = guests::Backend::from_config(cloud.configuration())?;
    assert_eq!(who(backend.todos().get("/items"))?["kind"], "guest");
    let backend = flutter::Backend::from_config(cloud.configuration())?;
    assert_eq!(who(backend.todos().get("/items"))?["kind"], "guest");
    Ok(())
}

#[test]
fn regression_45_overrides_of_the_build_script_hold_for_every_environment() -> Result<(), Error> {
    let cloud = cloud("five-endpoints.json");
    let backend = overridden::Backend::from_config(cloud.configuration(), "key of partner", CLIENT_SECRET)?;
    // An open endpoint stays unsigned, though the file says IAM: API Gateway misses the token, and Cognito was not asked.
    let refused = backend.todos().get("/items").send().unwrap_err();
    assert_eq!(refused.response().unwrap().status(), 403);
    assert_eq!(cloud.count("GetId"), 0);
    // The key that was compiled in is another environment's own there.
    assert_eq!(who(backend.stats().get("/visits"))?["kind"], "api_key");
    backend.auth().sign_in("ada", "correct horse")?.done()?;
    // The endpoint `profile` has another name in the program, and its own in the file.
    assert_eq!(who(backend.me().get("/me"))?["token_use"], "id");
    // IAM in the build script's region, with a key beside it.
    let _ = backend.partner().get("/").send();
    let last = cloud.requests().pop().unwrap();
    assert!(last.request().header("authorization").unwrap().contains("/eu-west-1/execute-api/"));
    assert_eq!(last.request().header("x-api-key"), Some("key of partner"));
    Ok(())
}

#[test]
fn stage_paths_and_trailing_slashes_are_joined_once() -> Result<(), Error> {
    let network = MemoryTransport::new(|_| Ok(http::Response::new(Vec::new())));
    let client = Client::builder().transport(network.clone()).build()?;
    let backend = five_endpoints::Backend::builder(partner("t"), "key", CLIENT_SECRET).client(client).build()?;
    backend.stats().get("/visits").send()?;
    backend.stats().get("visits").send()?;
    backend.health().get("/a/b/").send()?;
    let urls: Vec<_> = network.received().iter().map(|request| request.uri().to_string()).collect();
    assert_eq!(urls[0], "https://f6g7h8i9j0.execute-api.us-west-2.amazonaws.com/dev/visits");
    assert_eq!(urls[1], urls[0]);
    assert_eq!(urls[2], "https://p6q7r8s9t0.execute-api.us-west-2.amazonaws.com/dev/a/b/");
    Ok(())
}

#[test]
fn what_a_backend_was_built_from_reads_back_at_run_time() -> Result<(), Error> {
    let backend = real_looking::Backend::from_config(&fixture("real-looking.json"))?;
    assert_eq!(backend.todos().endpoint().url(), "https://abc.execute-api.eu-west-1.amazonaws.com/dev");
    let backend = flutter::Backend::from_config(&fixture("guests.json"))?;
    assert_eq!(backend.todos().endpoint().name(), "todos");
    Ok(())
}

/// Reads `five-endpoints.json` with the value at `pointer` replaced, or taken away for `null`.
fn changed(pointer: &str, value: Value) -> Result<five_endpoints::Backend, Error> {
    let mut file: Value = serde_json::from_str(&fixture("five-endpoints.json")).unwrap();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = file.pointer_mut(parent).and_then(Value::as_object_mut).unwrap();
    match value {
        Value::Null => _ = parent.remove(name),
        value => _ = parent.insert(name.to_owned(), value),
    }
    five_endpoints::Backend::from_config(&file.to_string(), partner("t"), "key", CLIENT_SECRET)
}

#[track_caller]
fn check_refused(pointer: &str, value: Value, expected: &str) {
    let error = changed(pointer, value).unwrap_err();
    assert!(error.is_configuration(), "{error}");
    let shown = format!("{error} {error:?}");
    assert!(shown.contains(expected), "{shown}");
    assert!(!shown.contains("canary"), "{shown}");
}

#[test]
fn another_environment_that_does_not_fit_is_an_error_that_names_the_pointer() {
    const API: &str = "/api/plugins/awsAPIPlugin";
    const AUTH: &str = "/auth/plugins/awsCognitoAuthPlugin";
    let missing = |pointer: String| check_refused(&pointer.clone(), Value::Null, &format!("`{pointer}`"));
    missing(format!("{API}/todos"));
    missing(format!("{API}/todos/region"));
    missing(format!("{AUTH}/CognitoUserPool/Default"));
    missing(format!("{AUTH}/CredentialsProvider/CognitoIdentity/Default"));

    let empty = |pointer: String| check_refused(&pointer.clone(), json!(""), &format!("`{pointer}`"));
    empty(format!("{API}/todos/endpoint"));
    empty(format!("{API}/todos/region"));
    empty(format!("{AUTH}/CognitoUserPool/Default/PoolId"));
    empty(format!("{AUTH}/CognitoUserPool/Default/AppClientId"));
    empty(format!("{AUTH}/CredentialsProvider/CognitoIdentity/Default/Region"));

    let wrong_type = |pointer: String| check_refused(&pointer.clone(), json!([1]), &format!("`{pointer}`"));
    wrong_type(format!("{API}/stats/endpoint"));
    wrong_type(format!("{API}/stats/apiKey"));
    wrong_type(format!("{AUTH}/CognitoUserPool/Default/Region"));
    wrong_type("/api".to_owned());
}

#[test]
fn another_authorizer_than_the_program_was_built_for_is_an_error() {
    let pointer = "/api/plugins/awsAPIPlugin/todos/authorizationType";
    check_refused(pointer, json!("NONE"), &format!("{pointer}`"));
    check_refused(pointer, json!("NONE"), "\"AWS_IAM\"");
    changed(pointer, json!("IAM")).unwrap();
    check_refused(pointer, json!("AWS_IMA"), &format!("`{pointer}`"));
}

#[test]
fn other_sections_and_endpoints_of_another_environment_do_not_matter() {
    changed("/storage", json!({ "plugins": 7 })).unwrap();
    let more = json!({ "endpointType": "GraphQL", "endpoint": "https://example.com", "authorizationType": "API_KEY" });
    changed("/api/plugins/awsAPIPlugin/graph", more).unwrap();
}
