//! Connections are kept, shared and not piled up; answers are bounded.

use std::sync::Barrier;
use std::time::{Duration, Instant};

use amplify_rest::{Client, Endpoint, Retries, Session, Timeouts};

use crate::server::{Server, answer};

#[test]
fn one_thread_keeps_one_connection() {
    let server = Server::start(|_| answer("200 OK", "", "{}"));
    let endpoint = Endpoint::builder("open", &server.url).build(&Client::new().unwrap()).unwrap();
    for number in 0..20 {
        endpoint.get("/").query("n", number).send().unwrap().bytes().unwrap();
        endpoint.post("/").text("x").send().unwrap().bytes().unwrap();
    }
    assert_eq!(server.connections(), 1);
}

#[test]
fn a_burst_of_64_threads_opens_64_connections() {
    let server = Server::start(|_| {
        std::thread::sleep(Duration::from_millis(5));
        answer("200 OK", "", "{}")
    });
    let endpoint = Endpoint::builder("open", &server.url).build(&Client::new().unwrap()).unwrap();
    let barrier = Barrier::new(64);
    std::thread::scope(|scope| {
        for _ in 0..64 {
            scope.spawn(|| {
                barrier.wait();
                for _ in 0..10 {
                    endpoint.get("/").send().unwrap().bytes().unwrap();
                }
            });
        }
    });
    assert!(server.connections() <= 64, "{}", server.connections());
    assert_eq!(server.requests().len(), 640);
}

#[test]
fn a_body_is_bounded_in_memory_and_whole_or_an_error() {
    let server = Server::start(|head| match head.split(' ').nth(1) {
        Some("/large") => answer("200 OK", "", &"x".repeat(5000)),
        Some("/cut") => "HTTP/1.1 200 OK\r\ncontent-length: 10\r\nconnection: close\r\n\r\n{\"a\"".to_owned(),
        _ => answer("200 OK", "", "{\"a\":"),
    });
    let client = Client::builder().max_body(4999).retries(Retries::none()).build().unwrap();
    let limits = Timeouts::default().with_read(Duration::from_millis(300));
    let endpoint = Endpoint::builder("open", &server.url).timeouts(limits).build(&client).unwrap();
    let error = endpoint.get("/large").send().unwrap().text().unwrap_err();
    assert!(error.is_body() && error.to_string().contains("4999"), "{error}");
    // The server keeps the connection, so the rest is waited for until the limit of each read.
    assert!(endpoint.get("/cut").send().unwrap().bytes().unwrap_err().is_timeout());
    let error = endpoint.get("/half").send().unwrap().json::<serde_json::Value>().unwrap_err();
    assert!(error.is_body() && error.to_string().contains("`open`"), "{error}");
}

#[test]
fn an_answer_that_stalls_is_given_up_but_a_slow_first_byte_is_waited_for() {
    let slow = Server::start(|_| {
        std::thread::sleep(Duration::from_millis(700));
        answer("200 OK", "", "late")
    });
    let stalling = Server::start(|_| "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf".to_owned());
    let limits = Timeouts::default().with_read(Duration::from_millis(200));
    let client = Client::builder().timeouts(limits).build().unwrap();
    let endpoint = |url: &str| Endpoint::builder("open", url).build(&client).unwrap();
    assert_eq!(endpoint(&slow.url).get("/").send().unwrap().text().unwrap(), "late");
    let started = Instant::now();
    assert!(endpoint(&stalling.url).get("/").send().unwrap().text().unwrap_err().is_timeout());
    assert!(started.elapsed() < Duration::from_secs(3));
}

#[test]
fn a_host_that_is_not_there_is_tried_again_and_then_an_error() {
    let endpoint = Endpoint::builder("open", "http://127.0.0.1:9").build(&Client::new().unwrap()).unwrap();
    let error = endpoint.post("/").text("x").send().unwrap_err();
    assert!(error.is_transport() && !error.is_timeout() && !error.may_have_been_executed(), "{error:?}");
    assert!(error.to_string().contains("127.0.0.1:9") && std::error::Error::source(&error).is_some());
    let nowhere = Endpoint::builder("open", "http://nowhere.localhost:9").build(&Client::new().unwrap()).unwrap();
    assert!(nowhere.get("/").send().unwrap_err().is_transport());
}

#[test]
fn sessions_share_connections_and_nothing_else() {
    let sessions: Vec<Session> = (0..3).map(|_| Session::new()).collect();
    assert!(sessions.iter().all(|session| !session.is_signed_in() && session.username().is_none()));
    let server = Server::start(|_| answer("200 OK", "", "{}"));
    let client = Client::new().unwrap();
    for name in ["a", "b", "c"] {
        Endpoint::builder(name, &server.url).build(&client).unwrap().get("/").send().unwrap().bytes().unwrap();
    }
    assert_eq!(server.connections(), 1);
}

#[test]
fn a_look_up_takes_no_time_that_is_the_connections() {
    let server = Server::start(|_| answer("200 OK", "", "{}"));
    let url = server.url.replace("127.0.0.1", "localhost");
    let limits = Timeouts::default().with_resolve(Duration::ZERO).with_connect(Duration::from_secs(5));
    let call = |client: Timeouts, call: Timeouts| {
        let client = Client::builder().timeouts(client).retries(Retries::none()).build().unwrap();
        Endpoint::builder("open", &url).build(&client).unwrap().get("/").timeouts(call).send()
    };
    for error in [call(limits, limits), call(Timeouts::default(), limits)].map(Result::unwrap_err) {
        assert!(error.is_timeout() && error.to_string().contains("no connection"), "{error}");
    }
    let all_to_the_look_up = Timeouts::default().with_connect(Duration::ZERO);
    assert!(call(all_to_the_look_up, all_to_the_look_up).is_ok());
    assert!(call(limits, Timeouts::default()).is_ok());
}

#[test]
fn an_answer_with_too_many_headers_says_so() {
    let server = Server::start(|_| answer("200 OK", &format!("x-long: {}\r\n", "x".repeat(20_000)), "long"));
    let endpoint = Endpoint::builder("open", &server.url).build(&Client::new().unwrap()).unwrap();
    let error = endpoint.get("/").send().unwrap_err();
    assert!(error.is_transport(), "{error:?}");
    assert!(sources(&error).contains("header"), "{}", sources(&error));
}

/// What an error and its causes say.
fn sources(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
