//! The clock-skew cases of AWS's own Rust runtime: same decisions, same offsets.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use amplify_rest::{Authorizer, Client, Clock, Credentials, Endpoint, ManualClock, MemoryTransport, Retries};
use serde::Deserialize;

#[derive(Deserialize)]
struct Suite {
    tests: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    description: String,
    operations: Vec<Operation>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Operation {
    initial_client_skew: u64,
    attempts: Vec<Attempt>,
    max_attempts: Option<u32>,
    expected_client_skew: i64,
    expected_outcome: String,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attempt {
    client_time_at_send: String,
    client_time_at_receive: String,
    expected_signing_time: String,
    response: Answer,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    status_code: u16,
    headers: std::collections::BTreeMap<String, String>,
    error_code: Option<String>,
}

/// `2026-01-01T00:00:00Z`
fn time(text: &str) -> SystemTime {
    let number = |from: usize, to: usize| text[from..to].parse::<u64>().unwrap();
    assert_eq!(&text[..8], "2026-01-", "the cases all play in one month");
    let seconds = ((number(8, 10) * 24 + number(11, 13)) * 60 + number(14, 16)) * 60 + number(17, 19);
    let new_year_2026 = 1_767_225_600;
    SystemTime::UNIX_EPOCH + Duration::from_secs(new_year_2026 - 86_400 + seconds)
}

/// `x-amz-date`: `20260101T000000Z`
fn as_amz_date(text: &str) -> String {
    text.replace(['-', ':'], "")
}

#[test]
fn aws_conformance_cases() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/vectors/clock-skew/clock-skew-test-cases.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: the clock-skew cases ({} is not there)", path.display());
        return;
    };
    let suite: Suite = serde_json::from_str(&text).unwrap();
    assert_eq!(suite.tests.len(), 10);
    for case in suite.tests {
        run(&case);
    }
}

fn run(case: &Case) {
    let clock = Arc::new(ManualClock::new(SystemTime::UNIX_EPOCH));
    let script: Arc<Mutex<VecDeque<Attempt>>> = Arc::default();
    let (answers, receiving) = (Arc::clone(&script), Arc::clone(&clock));
    let network = MemoryTransport::new(move |_| {
        let attempt = answers.lock().unwrap().pop_front().expect("no more attempts than the case has");
        receiving.set(time(&attempt.client_time_at_receive));
        let mut answer = http::Response::builder().status(attempt.response.status_code);
        for (name, value) in &attempt.response.headers {
            answer = answer.header(name, value);
        }
        if let Some(code) = &attempt.response.error_code {
            answer = answer.header("x-amzn-errortype", code);
        }
        Ok(answer.body(Vec::new()).unwrap())
    });
    let client =
        Client::builder().transport(network.clone()).clock(Arc::clone(&clock) as Arc<dyn Clock>).build().unwrap();
    let endpoint = Endpoint::builder("todos", "https://api.example.com")
        .region("us-west-2")
        .authorizer(Authorizer::iam())
        .credentials(Credentials::new("AKIDEXAMPLE", "secret"))
        .build(&client)
        .unwrap();

    let mut expected = Vec::new();
    let initial = case.operations[0].initial_client_skew;
    if initial != 0 {
        // An answer from a service whose clock is ahead by that much teaches it.
        let mut first = case.operations[0].attempts[0].clone();
        clock.set(time(&first.client_time_at_send));
        first.client_time_at_receive.clone_from(&first.client_time_at_send);
        first.response.headers =
            [("Date".to_owned(), httpdate::fmt_http_date(clock.now() + Duration::from_secs(initial)))].into();
        script.lock().unwrap().push_back(first);
        endpoint.get("/first").send().unwrap();
        expected.push(amplify_rest_date(clock.now()));
    }
    for operation in &case.operations {
        script.lock().unwrap().extend(operation.attempts.clone());
        expected.extend(operation.attempts.iter().map(|attempt| as_amz_date(&attempt.expected_signing_time)));
        clock.set(time(&operation.attempts[0].client_time_at_send));
        let sent = endpoint.get("/").retries(Retries::up_to(operation.max_attempts.unwrap_or(3))).send();
        assert_eq!(sent.is_ok(), operation.expected_outcome == "success", "{}", case.description);
        assert!(script.lock().unwrap().is_empty(), "{}: fewer attempts than expected", case.description);

        // What was learned shows in the next request's signing time.
        let now = clock.now();
        let probe = Attempt {
            client_time_at_receive: operation.attempts[0].client_time_at_receive.clone(),
            response: Answer { status_code: 200, headers: std::collections::BTreeMap::default(), error_code: None },
            ..operation.attempts[0].clone()
        };
        script.lock().unwrap().push_back(probe);
        endpoint.get("/probe").send().unwrap();
        let skew = operation.expected_client_skew;
        let learned = now + Duration::from_secs(skew.try_into().unwrap());
        let seen = network.received().last().unwrap().headers()["x-amz-date"].to_str().unwrap().to_owned();
        assert_eq!(seen, amplify_rest_date(learned), "{}: the offset learned", case.description);
        expected.push(seen);
    }
    let signed: Vec<String> =
        network.received().iter().map(|request| request.headers()["x-amz-date"].to_str().unwrap().to_owned()).collect();
    assert_eq!(signed, expected, "{}", case.description);
}

fn amplify_rest_date(time: SystemTime) -> String {
    String::from_utf8(amplify_rest::internals::time_format::amz_date(time).to_vec()).unwrap()
}
