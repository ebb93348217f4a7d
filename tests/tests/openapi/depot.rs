//! Swagger 2.0's own: collections, forms among the parameters, files, what may be null.

use amplify_rest::File;
use amplify_rest_codegen::OpenApi;
use amplify_rest_tests::operations::depot::types::{Crate, SetLabelBody};
use amplify_rest_tests::operations::depot::{AddLabelForm, Depot, ListCratesAnswer};

use crate::network::{body, endpoint, header, last, line, network};

const JSON: (&str, &str) = ("content-type", "application/json");

#[test]
fn lists_are_written_and_read_by_their_collection_format() {
    let headers = &[JSON, ("x-next", "2"), ("x-shelves", "a|b c")];
    let network = network(200, headers, r#"[{"kind":"box","weight":1.5}]"#);
    let depot = Depot::new(endpoint(&network));
    let two = ["a".to_owned(), "b".to_owned()];
    let request = depot.list_crates().ids(&[1, 2]).tags(&two).words(&two).tabs(&two).x_shelves(&two).size(3);
    let answer = request.owner("me").send().unwrap();
    let headers = answer.declared_headers().unwrap();
    assert_eq!((headers.x_next, headers.x_shelves.unwrap()), (Some(2), vec!["a".to_owned(), "b c".to_owned()]));
    let sent = last(&network);
    assert_eq!(line(&sent), "GET /crates?ids=1&ids=2&tags=a,b&words=a%20b&tabs=a%09b&size=3&owner=me");
    assert_eq!((header(&sent, "x-shelves"), header(&sent, "accept")), ("a|b", "application/json"));
    assert!(depot.list_crates().size(51).send().unwrap_err().is_invalid_request());
}

#[test]
fn a_comma_within_a_value_is_told_from_one_between_two() {
    let network = network(200, &[JSON], "[]");
    Depot::new(endpoint(&network)).list_crates().tags(&["a,b".to_owned(), "c".to_owned()]).send().unwrap();
    assert_eq!(line(&last(&network)), "GET /crates?tags=a%2Cb,c");
}

#[test]
fn an_answer_that_is_not_as_declared_says_its_status() {
    let said = |status, body: &str| {
        let network = network(status, &[JSON], body);
        Depot::new(endpoint(&network)).list_crates().send_any().unwrap_err().to_string()
    };
    let forbidden = said(404, r#"{"Message":"a gateway's own"}"#);
    assert!(forbidden.contains("the body of the 404 Not Found answer is not the JSON asked for"), "{forbidden}");
    assert!(!forbidden.contains("gateway"), "{forbidden}");
    let empty = said(200, "");
    assert!(empty.contains("the body of the 200 OK answer is empty, and not the JSON asked for"), "{empty}");
}

#[test]
fn what_may_be_null_is_read() {
    let network = network(404, &[JSON], r#"{"message":null}"#);
    let answer = Depot::new(endpoint(&network)).list_crates().send_any().unwrap();
    assert!(matches!(answer, ListCratesAnswer::NotFound(problem) if problem.message.as_option().is_none()));
}

#[test]
fn an_operations_media_types_win_over_the_documents() {
    let network = network(200, &[JSON], r#"{"kind":"box","weight":1}"#);
    let made = Crate { kind: "box".to_owned(), weight: 1.0.try_into().unwrap(), id: None };
    assert_eq!(Depot::new(endpoint(&network)).add_crate(&made).send().unwrap().into_body(), made);
    assert_eq!(header(&last(&network), "content-type"), "application/vnd.crate+json");
}

#[test]
fn forms_among_the_parameters_are_forms() {
    let network = network(201, &[], "");
    let depot = Depot::new(endpoint(&network));
    let form = AddLabelForm {
        colours: vec!["red".to_owned(), "blue".to_owned()],
        copies: Some(2),
        image: File::new(vec![1]).name("a.png").content_type("image/png"),
        note: "hi".to_owned().try_into().unwrap(),
    };
    depot.add_label(&form).send().unwrap();
    let text = body(&last(&network)).replace('\r', "");
    for part in [
        "name=\"colours\"\n\nred,blue\n",
        "name=\"copies\"\n\n2",
        "name=\"note\"\n\nhi",
        "filename=\"a.png\"\nContent-Type: image/png\n\n\u{1}",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let form = SetLabelBody {
        colours: Some(vec!["red".to_owned(), "blue".to_owned()]),
        note: "hi".to_owned().try_into().unwrap(),
        sizes: Some(vec![1, 2]),
    };
    depot.set_label(&form).send().unwrap();
    assert_eq!(body(&last(&network)), "colours=red,blue&note=hi&sizes=1&sizes=2");
    assert!(depot.get_label().note("x").send().unwrap().is_empty());
    assert_eq!(header(&last(&network), "accept"), "image/png");
}

#[test]
fn a_document_without_https_says_where_it_is() {
    let text = std::fs::read_to_string(format!("{}/fixtures/openapi/depot.yaml", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let url = |text: &str| OpenApi::new("depot", "depot.yaml").list_from(text).unwrap().url().map(str::to_owned);
    assert_eq!(url(&text).unwrap(), "https://depot.example.com/depot", "the better scheme");
    assert_eq!(url(&text.replace("[http, https]", "[http]")).unwrap(), "http://depot.example.com/depot");
}
