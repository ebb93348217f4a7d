//! Every operation of the fixtures is called, over a transport in memory that shows what would be sent.

use amplify_rest::{Authorizer, Client, Endpoint, File, MemoryTransport, Method, Secret, kind};
use amplify_rest_codegen::OpenApi;
use amplify_rest_tests::operations::zoo::{GetAnimalsAnimalIdAnswer, ListAnimalsAnswer, ReportAnswer, ShapeAnswer};
use amplify_rest_tests::operations::{documented, kiosk, tagged, zoo};
use serde_json::json;

use crate::network::{body, header, last, line};

const PAGE: &str =
    r#"{"items":[{"id":1,"name":"Tom","kind":"cat","nick":null,"born":"2020-02-29T12:00:00Z"}],"next":"x"}"#;
const ANIMAL: &str = r#"{"id":1,"name":"Tom","kind":"cat"}"#;

/// A network that gives the same answer to everything.
fn network(status: u16, content_type: &'static str, body: &'static str) -> MemoryTransport {
    MemoryTransport::new(move |_| {
        let answer =
            http::Response::builder().status(status).header("content-type", content_type).header("x-total", "7");
        Ok(answer.body(body.as_bytes().to_vec()).unwrap())
    })
}

fn endpoint(network: &MemoryTransport) -> Endpoint<kind::Any> {
    let client = Client::builder().transport(network.clone()).build().unwrap();
    zoo::Zoo::endpoint().authorizer(Authorizer::none().with_api_key("the key").any()).build(&client).unwrap()
}

/// The zoo with one answer for everything, and what it was sent.
fn zoo(status: u16, content_type: &'static str, body: &'static str) -> (zoo::Zoo, MemoryTransport) {
    let network = network(status, content_type, body);
    (zoo::Zoo::new(endpoint(&network)), network)
}

#[test]
fn parameters_of_every_place_are_written_by_their_style() {
    let (zoo, network) = zoo(200, "application/json", PAGE);
    let filter = zoo::types::Filter { name: Some("T&m".to_owned()), age: Some(3) };
    let kinds = [zoo::types::Kind::Cat, zoo::types::Kind::GreatDane];
    let request = zoo.list_animals().limit(10).kind(&kinds).tags(&["a".to_owned(), "b c".to_owned()]);
    let page = request.filter(&filter).session("s; x=1").x_trace("me").send().unwrap();
    assert_eq!(page.items[0].name.as_str(), "Tom");
    assert_eq!((page.status().as_u16(), page.header::<u32>("X-Total")), (200, Some(7)));
    let sent = last(&network);
    let query = "filter%5Bage%5D=3&filter%5Bname%5D=T%26m";
    assert_eq!(line(&sent), format!("GET /dev/animals?limit=10&kind=cat&kind=great-dane&tags=a,b%20c&{query}"));
    assert_eq!(header(&sent, "cookie"), "session=s%3B%20x%3D1");
    assert_eq!((header(&sent, "x-trace"), header(&sent, "accept")), ("me", "application/json"));
}

#[test]
fn a_parameter_that_breaks_its_constraints_is_refused_before_anything_is_sent() {
    let (zoo, network) = zoo(200, "application/json", PAGE);
    let error = zoo.list_animals().limit(101).send().unwrap_err();
    assert!(error.is_invalid_request() && error.to_string().contains("`limit`"), "{error}");
    let error = zoo.list_animals().x_trace("a\r\nb: c").send().unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
    let error = zoo.any_files_proxy(Method::GET, "../x").send().unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
    assert!(network.received().is_empty());
}

#[test]
fn answers_are_read_by_status() {
    let (fine, _) = zoo(200, "application/json", PAGE);
    assert!(matches!(fine.list_animals().send_any().unwrap(), ListAnimalsAnswer::Ok(page) if page.items.len() == 1));
    let (failing, _) = zoo(500, "application/json", r#"{"message":"out of fish"}"#);
    let answer = failing.list_animals().send_any().unwrap();
    assert!(matches!(answer, ListAnimalsAnswer::Default(problem) if problem.message == "out of fish"));
    let error = failing.list_animals().send().unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 500);
    let (missing, _) = zoo(404, "application/json", r#"{"message":"no"}"#);
    let answer = missing.get_animals_animal_id(7).send_any().unwrap();
    assert!(matches!(answer, GetAnimalsAnimalIdAnswer::NotFound(_)));
    let (other, _) = zoo(418, "text/plain", "a teapot");
    let answer = other.get_animals_animal_id(7).send_any().unwrap();
    assert!(matches!(answer, GetAnimalsAnimalIdAnswer::Other(response) if response.status().as_u16() == 418));
    let (wrong, _) = zoo(200, "application/json", r#"{"items":[{"id":"one"}]}"#);
    assert!(wrong.list_animals().send().is_err(), "an answer that the schema refuses is an error");
}

#[test]
fn several_successes_and_media_types_are_told_apart() {
    let (ready, network) = zoo(200, "application/json; charset=utf-8", PAGE);
    let ReportAnswer::Ok(report) = ready.report().send().unwrap() else { panic!("200") };
    assert_eq!(report.json().unwrap().items.len(), 1);
    assert_eq!(header(&last(&network), "accept"), "application/json, text/csv");
    let (table, _) = zoo(200, "text/csv", "a,b");
    let ReportAnswer::Ok(report) = table.report().send().unwrap() else { panic!("200") };
    assert!(report.json().is_none());
    let (later, _) = zoo(202, "application/json", r#"{"retryAfter":5}"#);
    assert!(matches!(later.report().send().unwrap(), ReportAnswer::Accepted(wait) if wait.retry_after == 5));
}

#[test]
fn bodies_are_written_by_their_media_type() {
    let animal =
        zoo::types::NewAnimal { name: "Tom".to_owned().try_into().unwrap(), kind: zoo::types::Kind::Cat, nick: None };
    let (created, network) = zoo(201, "application/json", ANIMAL);
    assert_eq!(created.create_animal(&animal).send().unwrap().id, 1);
    let sent = last(&network);
    assert_eq!(
        (line(&sent), body(&sent)),
        ("POST /dev/animals".to_owned(), r#"{"kind":"cat","name":"Tom"}"#.to_owned())
    );
    assert_eq!((header(&sent, "content-type"), header(&sent, "x-api-key")), ("application/json", "the key"));

    let (zoo, network) = zoo(200, "application/json", ANIMAL);
    let patch = zoo::types::Patch { name: Some("Tim".to_owned()) };
    zoo.patch_animals_animal_id(1).merge_patch_body(&patch).send().unwrap();
    assert_eq!(header(&last(&network), "content-type"), "application/merge-patch+json");
    let steps = [json!({"op": "test"})].map(|step| step.as_object().unwrap().clone().into_iter().collect());
    zoo.patch_animals_animal_id(1).json_patch_body(&steps).send().unwrap();
    assert_eq!(body(&last(&network)), r#"[{"op":"test"}]"#);
    let error = zoo.patch_animals_animal_id(1).send().unwrap_err();
    assert!(error.is_invalid_request() && error.to_string().contains("needs a body"), "{error}");

    zoo.set_photo(1, vec![0xFF, 0xD8]).send().unwrap();
    let sent = last(&network);
    assert_eq!((line(&sent).as_str(), header(&sent, "content-type")), ("PUT /dev/animals/1/photo", "image/png"));
    let foods = Some(vec!["fish & chips".to_owned(), "hay".to_owned()]);
    zoo.feed(&zoo::types::Feeding { animal: 1, foods, note: None }).send().unwrap();
    assert_eq!(body(&last(&network)), "animal=1&foods=fish%20%26%20chips&foods=hay");
    zoo.upload(&zoo::UploadForm { photo: Some(vec![0xFF].into()) }).send().unwrap();
    assert!(header(&last(&network), "content-type").starts_with("multipart/form-data; boundary="));
}

#[test]
fn a_form_is_its_fields_or_written_already() {
    let network = network(200, "application/json", "{}");
    let post = |value: &serde_json::Value| {
        let call = amplify_rest::codegen::Call::new(endpoint(&network).post("/forms"));
        call.form("application/x-www-form-urlencoded", &[], value).reads::<amplify_rest::Response>(Ok).send().map(drop)
    };
    post(&json!("a=1&b=%20")).unwrap();
    assert_eq!(body(&last(&network)), "a=1&b=%20");
    post(&json!({"a": [1, 2], "b": null})).unwrap();
    assert_eq!(body(&last(&network)), "a=1&a=2");
    assert!(post(&json!(["a"])).unwrap_err().is_invalid_request());
}

#[test]
fn text_and_bytes_are_read_as_they_are() {
    let (zoo, network) = zoo(200, "image/png", "\u{89}PNG");
    assert_eq!(zoo.photo(1).send().unwrap().as_slice(), "\u{89}PNG".as_bytes());
    assert_eq!(header(&last(&network), "accept"), "image/png");
    let feeding = zoo::types::Feeding { animal: 1, foods: None, note: None };
    assert_eq!(zoo.feed(&feeding).send().unwrap().as_str(), "\u{89}PNG");
}

#[test]
fn paths_take_any_method_greedy_places_and_styles() {
    let (zoo, network) = zoo(200, "application/json", "[1.5]");
    zoo.any_files_proxy(Method::PUT, "a/b c").send().unwrap();
    assert_eq!(line(&last(&network)), "PUT /dev/files/a/b%20c");
    let options = [("deep".to_owned(), true)].into_iter().collect();
    let numbers = zoo.shape(&[1, 2], "box", &options).send().unwrap();
    assert_eq!(*numbers, [1.5]);
    assert_eq!(line(&last(&network)), "GET /dev/shapes/;points=1;points=2/.box?options=%7B%22deep%22%3Atrue%7D");
    assert!(matches!(zoo.shape(&[], "box", &options).send_any(), Ok(ShapeAnswer::Success(_)) | Err(_)));
}

#[test]
fn operations_are_grouped_by_tag_on_request() {
    let network = network(200, "application/json", PAGE);
    let zoo = tagged::Tagged::new(endpoint(&network));
    assert_eq!(zoo.animals().list_animals().send().unwrap().items.len(), 1);
    assert_eq!(line(&last(&network)), "GET /dev/animals");
    zoo.report().send().unwrap();
    assert_eq!(line(&last(&network)), "GET /dev/report", "operations without a tag stay where they were");
}

#[test]
#[expect(deprecated, reason = "that it is marked is part of the test")]
fn deprecated_operations_are_marked_and_work() {
    let (zoo, network) = zoo(204, "text/plain", "");
    assert_eq!(zoo.delete_animals_animal_id(-1).send().unwrap().status().as_u16(), 204);
    zoo.list_animals().next_token("x").send_any().unwrap_err();
    assert_eq!(line(&network.received()[0]), "DELETE /dev/animals/-1");
}

#[test]
fn a_secret_parameter_is_sent_and_not_shown() {
    let (zoo, network) = zoo(200, "application/json", "[null]");
    let request = zoo.secret(&Secret::new("hunter2"));
    assert!(!format!("{request:?}").contains("hunter2"));
    assert_eq!(*request.send().unwrap(), json!([null]), "the model `Empty` stands for anything");
    assert_eq!(header(&last(&network), "x-password"), "hunter2");
}

#[test]
fn swagger_documents_have_the_same_operations() {
    let network = network(200, "application/json", r#"[{"price":1.5,"date":"2026-11-22"}]"#);
    let kiosk = kiosk::Kiosk::new(endpoint(&network));
    let tickets = kiosk.get_tickets(2).ids(&[1, 2]).sort(&kiosk::types::GetTicketsSort::Price).send().unwrap();
    assert_eq!(tickets.len(), 1);
    assert_eq!(line(&last(&network)), "GET /dev/tickets?page=2&ids=1%7C2&sort=price");
    let ticket = tickets[0].clone();
    kiosk.post_tickets(&ticket).send().unwrap_err();
    assert_eq!(body(&last(&network)), r#"{"date":"2026-11-22","price":1.5}"#);
    let refund = kiosk::types::PostTicketsIdRefundBody { reason: "rain".to_owned(), amount: Some(1.0) };
    kiosk.post_tickets_id_refund("a/b", &refund).send().unwrap();
    assert_eq!(
        (line(&last(&network)).as_str(), body(&last(&network)).as_str()),
        ("POST /dev/tickets/a%2Fb/refund", "amount=1.0&reason=rain")
    );
    let scan = kiosk::PostTicketsIdScanForm { scan: Some(File::new(vec![1]).name("x.png")) };
    assert!(!kiosk.post_tickets_id_scan("7").body(&scan).send().unwrap().is_empty());
}

#[test]
fn a_documents_operations_stand_beside_the_endpoints_verbs() {
    let network = network(200, "application/json", r#"[{"id":"1","title":"x"}]"#);
    let client = Client::builder().transport(network.clone()).build().unwrap();
    let interceptor = |_: &mut amplify_rest::OutgoingRequest<'_>| Ok(());
    let backend = documented::Backend::builder(interceptor, "key of stats", "client secret").client(client);
    let backend = backend.build().unwrap();
    backend.todos().get_health().send().unwrap();
    let sent = last(&network);
    assert_eq!(line(&sent), "GET /dev/health", "nobody was asked for credentials: the operation is open");
    assert!(!sent.headers().contains_key("authorization"));
    let signed: documented::todos::ListItems = backend.todos().list_items().limit(10);
    assert!(signed.send().is_err(), "the network here is no identity pool");
    assert_eq!(line(&last(&network)), "POST /", "an IAM operation asks the identity pool first");
}

/// The tests above call each operation: a new one in a fixture must be called, too.
#[test]
fn the_fixtures_have_the_operations_that_are_called_here() {
    let names = |file: &str| {
        let path = format!("{}/fixtures/openapi/{file}", env!("CARGO_MANIFEST_DIR"));
        let listing = OpenApi::new("x", file).list_from(&std::fs::read_to_string(path).unwrap()).unwrap();
        listing.operations().iter().map(|operation| operation.name().to_owned()).collect::<Vec<_>>()
    };
    let source = include_str!("calls.rs");
    for file in ["zoo.json", "kiosk.json", "todos.json"] {
        for name in names(file) {
            assert!(source.contains(&format!(".{name}(")), "{file}: {name} is not called");
        }
    }
}

#[test]
fn names_of_a_query_are_encoded_and_sorted_when_they_are_generated() {
    let parameters: Vec<_> = ["aZ", "a[", "$top"]
        .iter()
        .map(|name| json!({ "name": name, "in": "query", "required": true, "schema": { "type": "string" } }))
        .collect();
    let answers = json!({ "200": { "description": "Done" } });
    let document = json!({
        "openapi": "3.0.1", "info": { "title": "Names", "version": "1" },
        "paths": { "/": { "get": { "parameters": parameters, "responses": answers } } },
    });
    let generated = OpenApi::new("names", "names.json").generate_from(&document.to_string()).unwrap();
    // As they are signed: `%5B` comes before `Z`, though `[` comes behind it.
    let places = ["%24top", "a%5B", "aZ"].map(|name| generated.code().find(&format!(".query(\"{name}\"")));
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}: {}", generated.code());
}
