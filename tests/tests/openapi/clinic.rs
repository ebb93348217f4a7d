//! `OpenAPI` 3.1's own, and models whose members only one side writes.

use amplify_rest::{File, Secret};
use amplify_rest_codegen::{Listed, OpenApi};
use amplify_rest_tests::operations::clinic::types::{
    Account, AccountRequest, Carer, Doctor, DoctorRequest, NewVisit, Note, NurseKind, Patient, PatientRequest, Receipt,
};
use amplify_rest_tests::operations::clinic::{AddScanForm, Clinic};
use serde_json::{Value, json};

use crate::network::{body, endpoint, header, last, line, network};

const JSON: (&str, &str) = ("content-type", "application/json");

fn sent(request: &amplify_rest::Received) -> Value {
    serde_json::from_slice(request.body().as_bytes()).unwrap()
}

#[test]
fn a_request_is_built_without_members_that_only_the_service_writes() {
    let answer = r#"{"id":7,"name":"Ann","doctor":{"name":"Bob","since":"2020-02-29"},"friends":[]}"#;
    let network = network(201, &[JSON], answer);
    let clinic = Clinic::new(endpoint(&network));
    let friend = PatientRequest {
        id: None,
        name: "Eve".to_owned(),
        doctor: DoctorRequest { name: "Bob".to_owned() },
        notes: Some(vec![Note { text: None.into(), level: None }]),
        friends: None,
    };
    let patient = PatientRequest { name: "Ann".to_owned(), friends: Some(vec![friend.clone()]), notes: None, ..friend };
    let made: Patient = clinic.add_patient(&patient).send().unwrap().into_body();
    let friend = json!({"name": "Eve", "doctor": {"name": "Bob"}, "notes": [{"text": null}]});
    assert_eq!(sent(&last(&network)), json!({"name": "Ann", "doctor": {"name": "Bob"}, "friends": [friend]}));
    let doctor: Doctor = made.doctor;
    assert_eq!((made.id, doctor.since.as_str()), (7, "2020-02-29"), "what is answered has them");
    clinic.set_patient(7, &patient).send().unwrap();
    assert_eq!(line(&last(&network)), "PUT /patients/7");
}

#[test]
fn an_answer_is_read_without_members_that_only_the_caller_writes() {
    let network = network(201, &[JSON], r#"{"name":"a","created":"2026-11-22T00:00:00Z"}"#);
    let clinic = Clinic::new(endpoint(&network));
    let account = AccountRequest { name: "a".to_owned(), password: Secret::new("hunter2") };
    let made: Account = clinic.add_account(&account).send().unwrap().into_body();
    assert_eq!(sent(&last(&network)), json!({"name": "a", "password": "hunter2"}));
    assert_eq!(made.created.as_str(), "2026-11-22T00:00:00Z");
}

#[test]
fn a_model_that_one_side_alone_uses_keeps_its_name() {
    let network = network(201, &[JSON], r#"{"number":5}"#);
    let clinic = Clinic::new(endpoint(&network));
    let made: Receipt = clinic.add_visit(&NewVisit { reason: "cough".to_owned() }).send().unwrap().into_body();
    assert_eq!((made.number, sent(&last(&network))), (5, json!({"reason": "cough"})));
}

#[test]
fn a_discriminator_tells_alternatives_apart_that_look_alike() {
    let carers = r#"[{"kind":"nurse","model":"x"},{"kind":"Robot","name":"y"},{"kind":"sister"}]"#;
    let answer = Clinic::new(endpoint(&network(200, &[JSON], carers))).list_carers().send().unwrap();
    let [Carer::Nurse(nurse), Carer::Robot(robot), Carer::Nurse(_)] = answer.as_slice() else { panic!("{answer:?}") };
    assert_eq!((nurse.kind, robot.model.clone()), (NurseKind::Nurse, None));
    let unknown = Clinic::new(endpoint(&network(200, &[JSON], r#"[{"kind":"cat"}]"#)));
    assert!(unknown.list_carers().send().unwrap_err().is_body(), "no alternative has this tag");
}

#[test]
fn parameters_that_may_be_null_are_taken_without_it() {
    let network = network(200, &[JSON], "[]");
    let clinic = Clinic::new(endpoint(&network));
    clinic.list_patients().ward("north").age(3).since("2026-11-22").send().unwrap();
    assert_eq!(line(&last(&network)), "GET /patients?ward=north&age=3&since=2026-11-22");
    assert!(clinic.list_patients().age(0).send().unwrap_err().is_invalid_request(), "the bound holds");
}

#[test]
fn parts_are_files_by_their_media_type() {
    let network = network(200, &[("content-type", "image/png")], vec![0x89]);
    let clinic = Clinic::new(endpoint(&network));
    let form = AddScanForm {
        about: Note { text: Some("x".to_owned()).into(), level: None },
        encoded: Some("AAA=".to_owned()),
        scan: vec![1].into(),
        sound: Some(File::new(vec![2])),
    };
    assert_eq!(*clinic.add_scan(&form).send().unwrap(), [0x89]);
    let text = body(&last(&network)).replace('\r', "");
    for part in [
        "name=\"about\"\nContent-Type: application/json\n\n{\"text\":\"x\"}\n",
        "name=\"encoded\"\n\nAAA=\n",
        "name=\"scan\"; filename=\"scan\"\nContent-Type: image/png\n\n\u{1}\n",
        "name=\"sound\"; filename=\"sound\"\nContent-Type: application/octet-stream\n\n\u{2}\n",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    clinic.replace_scan(vec![3]).send().unwrap();
    assert_eq!(header(&last(&network), "content-type"), "application/octet-stream");
}

#[test]
fn only_the_paths_are_operations() {
    let text = std::fs::read_to_string(format!("{}/fixtures/openapi/clinic.yaml", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let listing = OpenApi::new("clinic", "clinic.yaml").list_from(&text).unwrap();
    let names: Vec<&str> = listing.operations().iter().map(Listed::name).collect();
    let expected = [
        "add_account",
        "list_carers",
        "list_patients",
        "add_patient",
        "get_patient",
        "set_patient",
        "replace_scan",
        "add_scan",
        "add_visit",
    ];
    assert_eq!(names, expected, "neither webhooks nor callbacks");
    assert_eq!(listing.url(), Some("/v2"));
}
