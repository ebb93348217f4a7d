//! Lines 11 to 15: custom domains, proxies, regions, other services, and plain HTTP.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use amplify_rest::signing::PathEncoding;
use amplify_rest::{
    Authorizer, Client, Credentials, Endpoint, EndpointBuilder, ManualClock, MemoryTransport, PlainHttp, kind,
};

use crate::{Echo, Setup};

/// js#106, #205, #283
#[test]
fn line_11_a_custom_domain_signs_by_configuration_not_by_its_looks() {
    let network = MemoryTransport::new(|_| Ok(http::Response::new(Vec::new())));
    let client = Client::builder().transport(network.clone()).build().unwrap();
    let looks_like_another_region = "https://s3.eu-central-1.amazonaws.com.example.org/v1";
    let todos = Endpoint::builder("todos", looks_like_another_region)
        .region("us-west-2")
        .authorizer(Authorizer::iam())
        .credentials(Credentials::new("AKIDEXAMPLE", "secret"))
        .build(&client)
        .unwrap();
    todos.get("/items").send().unwrap();
    let sent = &network.received()[0];
    let authorization = sent.headers()["authorization"].to_str().unwrap();
    assert!(authorization.contains("/us-west-2/execute-api/aws4_request"), "{authorization}");
    assert_eq!(sent.headers()["host"], "s3.eu-central-1.amazonaws.com.example.org");
}

/// flutter#4163, js#7029, category-api#344
#[test]
fn line_15_plain_http_is_for_this_machine_unless_the_program_says_so() {
    let client = Client::new().unwrap();
    let build = |url: &str, client: &Client| Endpoint::builder("todos", url).build(client);
    let error = build("http://example.com/dev", &client).unwrap_err();
    assert!(error.is_configuration());
    let text = format!("{error:?}");
    assert!(text.contains("`todos`") && text.contains("plain_http"), "{text}");
    for url in ["http://127.0.0.1:3000", "http://localhost:3000/dev", "http://[::1]:80", "https://example.com"] {
        build(url, &client).unwrap();
    }
    for url in ["http://127.0.0.1.example.com", "http://localhost.example.com", "http://10.0.0.1", "http://0.0.0.0"] {
        assert!(build(url, &client).is_err(), "{url}");
    }
    let never = Client::builder().plain_http(PlainHttp::Never).build().unwrap();
    assert!(build("http://127.0.0.1:3000", &never).is_err());
    let anywhere = Client::builder().plain_http(PlainHttp::Anywhere).build().unwrap();
    build("http://example.com/dev", &anywhere).unwrap();

    let setup = Setup::new();
    let echo = Echo::of(setup.todos().get("/items").send().unwrap());
    let port = setup.cloud.url().rsplit(':').next().unwrap();
    assert_eq!(echo.headers("host"), [format!("127.0.0.1:{port}")], "the port stands in Host, and is signed");
    assert_eq!(echo.who(), "guest");
}

/// js#9194, #1339, cli#5838
#[test]
fn line_12_the_signed_host_and_prefix_may_differ_from_those_dialled() {
    let sent_by = |change: fn(EndpointBuilder<kind::Iam>) -> EndpointBuilder<kind::Iam>, url: &str| {
        let network = MemoryTransport::new(|_| Ok(http::Response::new(Vec::new())));
        let clock = Arc::new(ManualClock::new(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)));
        let client = Client::builder().transport(network.clone()).clock(clock).build().unwrap();
        let builder = Endpoint::builder("todos", url).region("us-west-2").authorizer(Authorizer::iam());
        let builder = builder.credentials(Credentials::new("AKIDEXAMPLE", "secret"));
        change(builder).build(&client).unwrap().get("/items").query("a", 1).send().unwrap();
        network.received()[0].clone()
    };
    let direct = sent_by(|builder| builder, "https://api.example.com/dev");
    let behind_cdn = sent_by(
        |builder| builder.signing_host("api.example.com").signing_prefix("/dev"),
        "https://cdn.example.com/backend/v1",
    );
    assert_eq!(behind_cdn.uri(), "https://cdn.example.com/backend/v1/items?a=1");
    assert_eq!(behind_cdn.headers()["host"], "cdn.example.com");
    assert_eq!(behind_cdn.headers()["authorization"], direct.headers()["authorization"]);
}

/// js#1230
#[test]
fn line_13_the_region_can_be_overridden_per_endpoint_and_per_call() {
    let (network, todos) = signed(|authorizer| authorizer.region("eu-west-1"));
    todos.get("/").send().unwrap();
    todos.get("/").region("ap-south-1").send().unwrap();
    assert!(authorization(&network, 0).contains("/eu-west-1/execute-api/"));
    assert!(authorization(&network, 1).contains("/ap-south-1/execute-api/"));
}

/// flutter#2758, #5541
#[test]
fn line_14_other_services_can_be_signed() {
    let (network, bucket) = signed(|authorizer| authorizer.service("s3").path_encoding(PathEncoding::Single));
    bucket.get("/a b").send().unwrap();
    assert!(authorization(&network, 0).contains("/us-west-2/s3/aws4_request"));
    let (other, twice) = signed(|authorizer| authorizer.service("s3"));
    twice.get("/a b").send().unwrap();
    assert_ne!(authorization(&network, 0), authorization(&other, 0), "the path's encoding is part of what is signed");
}

fn signed(change: fn(Authorizer<kind::Iam>) -> Authorizer<kind::Iam>) -> (MemoryTransport, Endpoint<kind::Iam>) {
    let network = MemoryTransport::new(|_| Ok(http::Response::new(Vec::new())));
    let clock = Arc::new(ManualClock::new(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)));
    let client = Client::builder().transport(network.clone()).clock(clock).build().unwrap();
    let endpoint = Endpoint::builder("todos", "https://api.example.com/dev")
        .region("us-west-2")
        .authorizer(change(Authorizer::iam()))
        .credentials(Credentials::new("AKIDEXAMPLE", "secret"))
        .build(&client)
        .unwrap();
    (network, endpoint)
}

fn authorization(network: &MemoryTransport, index: usize) -> String {
    network.received()[index].headers()["authorization"].to_str().unwrap().to_owned()
}
