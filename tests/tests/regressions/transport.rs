//! Lines 33 to 36 and 39: retries, timeouts, clocks, streams and bytes.

use std::io::Read;
use std::time::{Duration, Instant};

use amplify_rest::{Authorizer, Retries, Timeouts};
use amplify_rest_local::{Answer, Fault};

use crate::{Echo, Setup};

/// js#13093, #9454
#[test]
fn line_33_only_idempotent_calls_are_retried_unless_asked() {
    let setup = Setup::new();
    let health = setup.health();
    let calls = |fault: Fault, send: &dyn Fn() -> bool| {
        setup.cloud.clear_faults();
        setup.cloud.clear_requests();
        setup.cloud.inject(fault.on("health").always());
        assert!(!send());
        setup.cloud.count("health")
    };
    for fault in [Fault::status(503), Fault::reset()] {
        assert_eq!(calls(fault.clone(), &|| health.get("/").send().is_ok()), 3);
        assert_eq!(calls(fault.clone(), &|| health.delete("/").send().is_ok()), 3);
        assert_eq!(calls(fault.clone(), &|| health.post("/").text("x").send().is_ok()), 1);
        assert_eq!(calls(fault.clone(), &|| health.post("/").idempotent().send().is_ok()), 3);
        assert_eq!(calls(fault.clone(), &|| health.get("/").retries(Retries::none()).send().is_ok()), 1);
        assert_eq!(calls(fault, &|| health.get("/").retries(Retries::up_to(2)).send().is_ok()), 2);
    }
    assert_eq!(calls(Fault::status(404), &|| health.get("/").send().is_ok()), 1);
    setup.cloud.clear_faults();
    setup.cloud.inject(Fault::status(503).on("health").times(2));
    assert_eq!(health.get("/").send().unwrap().status(), 200, "the third attempt succeeds");

    setup.cloud.clear_faults();
    setup.cloud.inject(Fault::reset().on("health"));
    let error = health.post("/").text("x").send().unwrap_err();
    assert!(error.is_transport() && error.may_have_been_executed(), "{error:?}");
}

/// js#6526, #13426, flutter#853, #3650, android#913
#[test]
fn line_34_timeouts_hold_for_client_endpoint_and_call() {
    let setup = Setup::new();
    setup.cloud.inject(Fault::delay(Duration::from_secs(5)).on("health").always());
    let short = Duration::from_millis(200);
    let limits = [Timeouts::default().with_overall(short), Timeouts::default().with_first_byte(short)];
    for timeouts in limits {
        let started = Instant::now();
        let error = setup.health().post("/").timeouts(timeouts).send().unwrap_err();
        assert!(error.is_timeout() && error.may_have_been_executed(), "{error:?}");
        assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
    }
    let client = amplify_rest::Client::builder().timeouts(Timeouts::default().with_overall(short)).build().unwrap();
    let url = setup.cloud.endpoint_url("health").unwrap();
    let by_client = amplify_rest::Endpoint::builder("health", &url).build(&client).unwrap();
    assert!(by_client.get("/").send().unwrap_err().is_timeout());
    let by_endpoint = amplify_rest::Endpoint::builder("health", &url)
        .timeouts(Timeouts::default().with_overall(short))
        .build(&setup.client)
        .unwrap();
    assert!(by_endpoint.get("/").send().unwrap_err().is_timeout());
    let started = Instant::now();
    assert!(setup.health().get("/").timeout(short).send().unwrap_err().is_timeout());
    assert!(started.elapsed() < Duration::from_secs(4));
}

/// js#2014, #6494, #7913, #13493
#[test]
fn line_35_a_wrong_clock_is_learned_and_corrected() {
    for offset in [3600, -3600] {
        let setup = Setup::new();
        setup.cloud.set_clock_offset(offset);
        // Credentials from elsewhere, so that no answer has told the time before the first signed call.
        let credentials = setup.cloud.credentials(amplify_rest_local::Role::Authenticated).unwrap();
        let provider = amplify_rest::Credentials::new(credentials.access_key_id(), credentials.secret_access_key())
            .with_session_token(credentials.session_token());
        let todos = setup.endpoint("todos", Authorizer::iam().credentials(provider));
        assert_eq!(Echo::of(todos.post("/items").text("x").send().unwrap()).who(), "authenticated");
        assert_eq!(setup.cloud.count("todos"), 2, "refused once, then signed by the service's clock");
        todos.get("/items").send().unwrap();
        assert_eq!(setup.cloud.count("todos"), 3, "and from then on at once");
    }
}

/// js#14635
#[test]
fn line_36_answers_can_be_streamed() {
    let setup = Setup::new();
    let large: Vec<u8> = (0..=250).cycle().take(12 * 1024 * 1024).collect();
    let answer = Answer::new(200).unwrap().body(large.clone());
    setup.cloud.on("health", "GET", "/large", answer).unwrap();
    let error = setup.health().get("/large").send().unwrap().bytes().unwrap_err();
    assert!(error.is_body() && error.to_string().contains("10485760"), "{error}");
    let mut streamed = Vec::new();
    setup.health().get("/large").send().unwrap().reader().read_to_end(&mut streamed).unwrap();
    assert!(streamed == large);
}

/// js#2433, category-api#121
#[test]
fn line_39_bytes_go_both_ways_untouched() {
    let setup = Setup::new();
    let bytes: Vec<u8> = (0..=255).cycle().take(70_000).collect();
    let png = Answer::new(200).unwrap().header("content-type", "image/png").unwrap().body(bytes.clone());
    setup.cloud.on("stats", "GET", "/image", png).unwrap();
    let response = setup.stats().get("/image").header("accept", "image/png").send().unwrap();
    assert_eq!(response.header("content-type"), Some("image/png"));
    assert!(response.bytes().unwrap() == bytes);
    let recorded = setup.cloud.requests().pop().unwrap();
    assert_eq!(recorded.request().header("accept"), Some("image/png"));
    setup.stats().put("/image").body("image/png", bytes.clone()).send().unwrap();
    let recorded = setup.cloud.requests().pop().unwrap();
    assert!(recorded.request().body() == bytes.as_slice());
}
