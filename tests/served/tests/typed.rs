//! What programs see of an API that is served: typed answers, typed errors, refusals.

#![expect(clippy::unwrap_used, reason = "a test's helpers fail by panicking, as tests do")]

use amplify_rest::{Authorizer, Client, Endpoint, OutgoingRequest, Retries};
use amplify_rest_local::{Cloud, Fault, User};
use amplify_rest_served::backend::Backend;
use amplify_rest_served::generated::warehouse::client::{Api, CratesAnswer, types};

const WAREHOUSE: &str = include_str!("../../fixtures/openapi/warehouse.json");
const CONFIGURATION: &str = include_str!("../../fixtures/config/five-endpoints.json");
const TODOS: &str = include_str!("../../fixtures/openapi/todos.json");

fn warehouse() -> (Cloud, Api) {
    let cloud = Cloud::of_documents().api("warehouse", "warehouse.json", WAREHOUSE).start().unwrap();
    let endpoint = Endpoint::builder("warehouse", &cloud.endpoint_url("warehouse").unwrap()).retries(Retries::none());
    let endpoint = endpoint.authorizer(Authorizer::none().any()).build(&Client::new().unwrap()).unwrap();
    (cloud, Api::new(endpoint))
}

#[test]
fn each_answer_of_an_operation_is_read_into_its_type() {
    let (cloud, api) = warehouse();
    let page = api.crates().send_any().unwrap();
    assert!(matches!(page, CratesAnswer::Ok(page) if page.json().is_some_and(|page| page.items.len() == 1)));
    let ask = |status: u16| {
        cloud.inject(Fault::answer(cloud.example("warehouse", "GET", "/crates", status).unwrap()).on("warehouse"));
        api.crates().send_any().unwrap()
    };
    assert!(matches!(ask(202), CratesAnswer::Accepted(_)));
    assert!(matches!(ask(404), CratesAnswer::NotFound(problem) if problem.message == "no such crate"));
    assert!(matches!(ask(503), CratesAnswer::ServerError(problem) if problem.code == Some(12)));
    assert!(matches!(ask(418), CratesAnswer::Default(text) if text.as_str() == "text"));
    let table = api.crates().with_request(|request| request.header("accept", "text/csv")).send_any().unwrap();
    assert!(matches!(table, CratesAnswer::Ok(page) if page.json().is_none()));
}

#[test]
fn the_cloud_finds_out_what_a_client_does_wrong() {
    let (cloud, api) = warehouse();
    let refused = api.headers("trace", "s").with_request(|request| request.header("x-numbers", "one,two")).send();
    assert!(refused.unwrap_err().to_string().contains("Invalid request parameters: [X-Numbers]"));
    let error = api.lookup(7, &types::Kind::Pallet, "word").with_request(|request| request.query("limit", 101)).send();
    assert!(error.unwrap_err().to_string().contains("Invalid request parameters: [limit]"));
    let error = api.signed().send().unwrap_err();
    assert!(error.to_string().contains("Missing Authentication Token"), "{error}");
    assert_eq!(cloud.requests().last().unwrap().operation(), Some("GET /signed"));
}

#[test]
fn a_backend_calls_the_documented_endpoint_of_its_configuration() {
    let ada = User::new("ada", "correct horse");
    let cloud = Cloud::builder(CONFIGURATION).user(ada).client(|client| client.secret("client secret"));
    let cloud = cloud.document("todos", "todos.json", TODOS).start().unwrap();
    let interceptor = |_: &mut OutgoingRequest<'_>| Ok(());
    let backend = Backend::from_config(cloud.configuration(), interceptor, "key of stats", "client secret").unwrap();
    let health = backend.todos().get_health().send().unwrap();
    assert_eq!(health.status().as_u16(), 200);
    backend.auth().sign_in("ada", "correct horse").unwrap().done().unwrap();
    let items = backend.todos().list_items().limit(10).send().unwrap();
    assert_eq!((items.len(), items[0].title.as_str()), (1, "text"));
    let called: Vec<_> = cloud.requests().iter().filter_map(|request| request.operation().map(str::to_owned)).collect();
    assert_eq!(called, ["GET /health", "GET /items"]);
    assert_eq!(backend.todos().get("/other").send().unwrap_err().status().unwrap().as_u16(), 403);
}
