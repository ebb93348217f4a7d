//! What answers, forms and parameters can be beyond the usual: declared headers, forms with files, media types.

use amplify_rest::{Body, File, MemoryTransport, Secret};
use amplify_rest_tests::operations::office::types::{ListLettersTheme, Place};
use amplify_rest_tests::operations::office::{
    DropLettersAnswer, LinkXPlaceXTagsXTotalXWhereHeaders, ListLettersAnswer, Office, SendMemoAnswer, SendMemoForm,
    SendParcelForm,
};

use crate::network::{body, endpoint, header, last, line, network};

const JSON: (&str, &str) = ("content-type", "application/json");

fn office(network: &MemoryTransport) -> Office {
    Office::new(endpoint(network))
}

fn place(town: &str) -> Place {
    Place { town: town.to_owned(), zip: Some(7) }
}

#[test]
fn declared_headers_are_typed() {
    let network = network(
        200,
        &[
            JSON,
            ("x-total", "12"),
            ("x-tags", "a, b"),
            ("x-tags", "c"),
            ("x-place", "town=Ulm,zip=7"),
            ("x-where", "{\"town\":\"Bonn\"}"),
        ],
        "[\"x\"]",
    );
    let letters = office(&network).list_letters().send_any().unwrap();
    let ListLettersAnswer::Ok(letters) = letters else { panic!("200") };
    let headers: LinkXPlaceXTagsXTotalXWhereHeaders = letters.declared_headers().unwrap();
    assert_eq!((headers.x_total, headers.link), (12, None));
    assert_eq!(headers.x_tags.unwrap(), ["a", "b", "c"]);
    assert_eq!(headers.x_place.unwrap(), place("Ulm"));
    assert_eq!(headers.x_where.unwrap().town, "Bonn");
    assert_eq!(*letters, ["x"], "the body is there as well");
}

#[test]
fn a_declared_header_that_is_missing_or_wrong_costs_nobody_the_body() {
    for (headers, message) in [
        (&[JSON][..], "the answer has no header `X-Total`, which it must have"),
        (&[JSON, ("x-total", "many secrets")][..], "the answer's header `X-Total` is not what the document declares"),
    ] {
        let headers: Vec<_> = headers.to_vec();
        let network = network(200, headers.leak(), "[\"x\"]");
        let ListLettersAnswer::Ok(letters) = office(&network).list_letters().send_any().unwrap() else { panic!("200") };
        assert_eq!(letters.len(), 1);
        let error = letters.declared_headers().unwrap_err();
        assert!(error.is_body() && error.to_string().contains(message), "{error}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}

#[test]
fn headers_of_errors_and_of_answers_without_a_body_are_typed() {
    let refused = network(403, &[JSON, ("x-reason", "strike")], "{\"town\":\"Ulm\"}");
    let answer = office(&refused).list_letters().send_any().unwrap();
    let ListLettersAnswer::ClientError(answer) = answer else { panic!("403") };
    assert_eq!(answer.declared_headers().unwrap().x_reason.unwrap().as_str(), "strike");
    assert_eq!(answer.town, "Ulm");

    let gone = network(204, &[("x-dropped", "3")], "");
    let answer = office(&gone).drop_letters(&place("Ulm"), &["a".to_owned()], true).send().unwrap();
    assert_eq!(answer.declared_headers().unwrap().x_dropped, Some(3));
    let slow = network(429, &[("retry-after", "7")], "");
    let request = office(&slow).drop_letters(&place("Ulm"), &["a".to_owned()], true);
    let request = request.with_request(|request| request.retries(amplify_rest::Retries::none()));
    let DropLettersAnswer::TooManyRequests(answer) = request.send_any().unwrap() else { panic!("429") };
    assert_eq!(answer.declared_headers().unwrap().retry_after, 7);
    let moved = network(301, &[("location", "/elsewhere")], "");
    let SendMemoAnswer::MovedPermanently(answer) = office(&moved).send_memo().plain_body("x").send_any().unwrap()
    else {
        panic!("301")
    };
    assert_eq!(answer.declared_headers().unwrap().location, "/elsewhere");
}

#[test]
fn an_answer_without_a_body_by_its_method_or_status_is_not_read_as_json() {
    let network = network(200, &[("x-total", "12")], "");
    let answer = office(&network).count_letters().send().unwrap();
    assert_eq!(answer.declared_headers().unwrap().x_total, 12);
    assert!(answer.is_empty());
}

#[test]
fn parameters_have_all_styles_and_kinds() {
    let network = network(200, &[JSON, ("x-total", "0")], "[]");
    let (ulm, words) = (place("Ulm"), ["a b".to_owned(), "c".to_owned()]);
    let request = office(&network).list_letters().limit(2).since("2026-11-22T00:00:00Z").ids(&[1, 2]).words(&words);
    let request = request.r#where(&ulm).note("plain \"text\"").folder("a/b?c").sender("me").place(&ulm);
    request.x_ids(&[1, 2]).x_place(&ulm).seen(&words).theme(&ListLettersTheme::Dark).send().unwrap();
    let sent = last(&network);
    let query = "folder=a%2Fb%3Fc&ids=1%7C2&limit=2&note=plain%20%22text%22&town=Ulm&zip=7&sender=me\
                 &since=2026-11-22T00%3A00%3A00Z&where=%7B%22town%22%3A%22Ulm%22%2C%22zip%22%3A7%7D&words=a%20b%20c";
    let mut found: Vec<&str> = sent.uri().query().unwrap().split('&').collect();
    found.sort_unstable();
    let mut expected: Vec<&str> = query.split('&').collect();
    expected.sort_unstable();
    assert_eq!(found, expected);
    assert_eq!((header(&sent, "x-ids"), header(&sent, "x-place")), ("1,2", "town=Ulm,zip=7"));
    assert_eq!(header(&sent, "cookie"), "seen=a%20b; seen=c; theme=dark");
    let gone = crate::network::network(204, &[], "");
    office(&gone).drop_letters(&ulm, &["a".to_owned(), "b".to_owned()], false).send().unwrap();
    assert_eq!(line(&last(&gone)), "DELETE /letters/.town=Ulm.zip=7/a,b/;first=false");
}

#[test]
fn a_form_with_files_is_a_struct() {
    let network = network(200, &[JSON], "{\"town\":\"Ulm\"}");
    let form = SendParcelForm {
        address: place("Ulm"),
        label: File::new(vec![0x89]).name("label.jpg").content_type("image/jpeg"),
        letter: Some("# Hi".to_owned()),
        pages: vec![vec![1].into(), File::new(vec![2]).name("2.bin")],
        pin: Secret::new("1234"),
        stops: vec![place("Bonn")],
        tags: vec!["a".to_owned(), "b".to_owned()],
        weight: 1.5,
    };
    assert!(!format!("{form:?}").contains("1234"));
    assert_eq!(office(&network).send_parcel(&form).send().unwrap().town, "Ulm", "`default` is about successes, too");
    let sent = last(&network);
    let boundary = header(&sent, "content-type").strip_prefix("multipart/form-data; boundary=").unwrap().to_owned();
    let text = body(&sent).replace(&boundary, "X").replace('\r', "");
    let expected = "--X\nContent-Disposition: form-data; name=\"address\"\nContent-Type: application/vnd.address+json\n\n\
        {\"town\":\"Ulm\",\"zip\":7}\n\
        --X\nContent-Disposition: form-data; name=\"label\"; filename=\"label.jpg\"\nContent-Type: image/jpeg\n\n\u{fffd}\n\
        --X\nContent-Disposition: form-data; name=\"letter\"\nContent-Type: text/markdown\n\n# Hi\n\
        --X\nContent-Disposition: form-data; name=\"pages\"; filename=\"pages\"\nContent-Type: application/octet-stream\n\n\u{1}\n\
        --X\nContent-Disposition: form-data; name=\"pages\"; filename=\"2.bin\"\nContent-Type: application/octet-stream\n\n\u{2}\n\
        --X\nContent-Disposition: form-data; name=\"pin\"\n\n1234\n\
        --X\nContent-Disposition: form-data; name=\"stops\"\nContent-Type: application/json\n\n{\"town\":\"Bonn\",\"zip\":7}\n\
        --X\nContent-Disposition: form-data; name=\"tags\"\n\na\n\
        --X\nContent-Disposition: form-data; name=\"tags\"\n\nb\n\
        --X\nContent-Disposition: form-data; name=\"weight\"\n\n1.5\n--X--\n";
    assert_eq!(text, expected);
}

#[test]
fn bodies_of_an_open_media_type_say_what_they_are() {
    let network = network(200, &[("content-type", "application/x-ndjson")], "{}\n{}");
    let lines = office(&network).send_fax(File::new(vec![1]).content_type("image/png")).send().unwrap();
    assert_eq!((header(&last(&network), "content-type"), lines.lines().count()), ("image/png", 2));
    office(&network).send_fax(vec![1]).send().unwrap();
    assert_eq!(header(&last(&network), "content-type"), "application/octet-stream", "`image/*` is no media type");
    office(&network).pin_note().body(Body::from("x")).send().unwrap();
    assert_eq!(header(&last(&network), "content-type"), "application/octet-stream");
}

#[test]
fn form_fields_are_written_by_their_encoding() {
    let network = network(200, &[("content-type", "text/x-scan")], vec![0xFF, 0x00]);
    let form = amplify_rest_tests::operations::office::types::SendFormBody {
        names: vec!["a".to_owned(), "b".to_owned()],
        codes: Some(vec![1, 2]),
        place: Some(place("Ulm")),
        deep: Some(place("Bonn")),
    };
    let scan = office(&network).send_form(&form).send().unwrap();
    assert_eq!(*scan, [0xFF, 0x00], "what API Gateway takes for binary is no text");
    let expected = "codes=1&codes=2&deep%5Btown%5D=Bonn&deep%5Bzip%5D=7&names=a,b\
                    &place=%7B%22town%22%3A%22Ulm%22%2C%22zip%22%3A7%7D";
    assert_eq!(body(&last(&network)), expected);
}

#[test]
fn of_several_kinds_of_json_the_one_that_is_read_is_asked_for() {
    let network = network(200, &[JSON], "{\"town\":\"Ulm\"}");
    let answer = office(&network).pin_note().body(Body::from("x")).send().unwrap();
    assert_eq!(answer.json().unwrap().town, "Ulm");
    assert_eq!(header(&last(&network), "accept"), "application/json, text/plain");
}

#[test]
fn a_body_may_have_one_of_several_media_types() {
    let network = network(200, &[("content-type", "text/plain")], "7");
    let memo = || office(&network).send_memo();
    let form = SendMemoForm { page: Some(vec![1].into()) };
    let related = File::new("--x--").content_type("multipart/related; boundary=x");
    for (request, content_type) in [
        (memo().json_body(&place("Ulm")), "application/json"),
        (memo().plain_body("hi"), "text/plain"),
        (memo().multipart_body(&form), "multipart/form-data; boundary="),
        (memo().related_body(related), "multipart/related; boundary=x"),
        (memo().octet_stream_body(vec![1]), "application/octet-stream"),
    ] {
        assert!(matches!(request.send().unwrap(), answer if *answer == "7"));
        assert!(header(&last(&network), "content-type").starts_with(content_type), "{content_type}");
    }
    memo().json_body(&place("Ulm")).plain_body("hi").send().unwrap();
    let sent = last(&network);
    assert_eq!((header(&sent, "content-type"), &*body(&sent)), ("text/plain", "hi"), "the last body says what it is");
    let said = memo().with_request(|request| request.header("content-type", "text/x-memo")).plain_body("hi");
    said.send().unwrap();
    assert_eq!(header(&last(&network), "content-type"), "text/x-memo", "the program's own wins");
}

#[test]
fn an_answer_of_any_size_can_be_read_as_it_comes() {
    let network = network(200, &[("content-type", "text/x-scan")], vec![7; 11 << 20]);
    let form = || amplify_rest_tests::operations::office::types::SendFormBody {
        names: Vec::new(),
        codes: None,
        place: None,
        deep: None,
    };
    assert!(office(&network).send_form(&form()).send().unwrap_err().is_body(), "larger than is read into memory");
    let mut reader = office(&network).send_form(&form()).send_unread().unwrap().reader();
    assert_eq!(std::io::copy(&mut reader, &mut std::io::sink()).unwrap(), 11 << 20);
}
