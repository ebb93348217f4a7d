//! Lines 11 and 15: custom domains, and plain HTTP.

use amplify_rest::{Authorizer, Client, Credentials, Endpoint, MemoryTransport, PlainHttp};

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
