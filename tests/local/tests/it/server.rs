//! The HTTP server: what arrives is what was sent, many connections, prompt ends.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::{Arc, Barrier};
use std::time::{Duration, Instant};

use amplify_rest_local::Cloud;
use serde_json::{Value, json};

use crate::support::{cloud, get, request, send};

/// Sends bytes and reads the answer's body, over a connection of its own.
fn exchange(cloud: &Cloud, bytes: &[u8]) -> (String, Value) {
    let mut stream = connect(cloud);
    stream.write_all(bytes).expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    let answer = String::from_utf8(answer).expect("text");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    (head.to_owned(), serde_json::from_str(body).unwrap_or(Value::Null))
}

fn connect(cloud: &Cloud) -> TcpStream {
    let stream = TcpStream::connect(cloud.url().trim_start_matches("http://")).expect("connected");
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
    stream
}

#[test]
fn path_and_query_arrive_byte_for_byte() {
    let cloud = cloud();
    let target = "/open/dev//a%2Fb/./..%2f/%41;x=1/~!$&'()*+,=:@/%zz?b=2&a=%7E&&c=+%20%2B&=&d?e;f|{}^`ë";
    let (head, body) =
        exchange(&cloud, format!("GET {target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").as_bytes());
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    let (path, query) = target.split_once('?').expect("a query");
    assert_eq!(body["path"], path);
    assert_eq!(body["query"], query);
    assert_eq!(body["resource"], &path["/open/dev".len()..]);
}

#[test]
fn illegal_targets_are_refused() {
    let cloud = cloud();
    for target in ["/open/dev?\"", "/open/dev/<", "/open/dev/a b"] {
        let (head, _) = exchange(&cloud, format!("GET {target} HTTP/1.1\r\nhost: x\r\n\r\n").as_bytes());
        assert!(head.starts_with("HTTP/1.1 400"), "{target}: {head}");
    }
    assert_eq!(cloud.requests().len(), 0);
}

#[test]
fn repeated_headers_and_odd_bytes_arrive() {
    let cloud = cloud();
    let bytes = b"GET /open/dev HTTP/1.1\r\nhost: x\r\nconnection: close\r\nX-Two: a\r\nx-two:  b,  c \r\nx-utf: \xc3\xab\r\n\r\n";
    let (_, body) = exchange(&cloud, bytes);
    let headers = body["headers"].as_array().expect("headers");
    let two: Vec<&Value> = headers.iter().filter(|header| header[0] == "x-two").map(|header| &header[1]).collect();
    assert_eq!(two, ["a", "b,  c"]);
    assert!(headers.contains(&json!(["x-utf", "ë"])), "{headers:?}");
}

#[test]
fn an_empty_query_is_not_an_absent_one() {
    let cloud = cloud();
    let url = cloud.endpoint_url("open").expect("the endpoint");
    assert_eq!(get(&format!("{url}/a"), &[]).json()["query"], Value::Null);
    let (_, body) = exchange(&cloud, b"GET /open/dev/a? HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    assert_eq!(body["query"], "");
}

#[test]
fn bodies_of_every_kind_arrive() {
    let cloud = cloud();
    let url = cloud.endpoint_url("open").expect("the endpoint");
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "PURGE"] {
        let echo = send(request(method, &url, &[], b"\x00\xff binary")).json();
        assert_eq!(echo["method"], method);
        assert_eq!(echo["body_base64"], "AP8gYmluYXJ5", "{method}");
        assert_eq!(echo["body"], Value::Null);
    }
    let large = vec![b'x'; 3_000_000];
    assert_eq!(send(request("POST", &url, &[], &large)).json()["body"].as_str().map(str::len), Some(large.len()));
    let chunked = b"POST /open/dev HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
    assert_eq!(exchange(&cloud, chunked).1["body"], "abcde");
    let too_large = send(request("POST", &url, &[], &vec![b'x'; 10 * 1024 * 1024 + 1]));
    assert_eq!(too_large.error(), (413, "RequestTooLargeException".to_owned(), "Request Too Long".to_owned()));
}

#[test]
fn expect_continue_is_answered() {
    let cloud = cloud();
    let mut stream = connect(&cloud);
    stream
        .write_all(b"POST /open/dev HTTP/1.1\r\nhost: x\r\nconnection: close\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n")
        .expect("sent");
    let mut interim = [0; 25];
    stream.read_exact(&mut interim).expect("an interim answer");
    assert_eq!(&interim, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(b"ok").expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.contains(r#""body":"ok""#), "{answer}");
}

#[test]
fn head_has_headers_and_no_body() {
    let cloud = cloud();
    let answer = send(request("HEAD", &cloud.endpoint_url("open").expect("the endpoint"), &[], b""));
    assert_eq!(answer.status, 200);
    assert!(answer.body.is_empty());
    assert_ne!(answer.header("content-length"), "");
}

#[test]
fn connections_are_kept_alive() {
    let cloud = cloud();
    let agent = ureq::Agent::new_with_defaults();
    let url = cloud.endpoint_url("open").expect("the endpoint");
    for _ in 0..20 {
        agent.get(&url).call().expect("an answer").body_mut().read_to_vec().expect("a body");
    }
    assert_eq!(cloud.connections(), 1);
    assert_eq!(cloud.count("open"), 20);
}

#[test]
fn serves_256_connections_at_once() {
    const THREADS: usize = 256;
    let cloud = cloud();
    let everybody = Arc::new(Barrier::new(THREADS));
    let threads: Vec<_> = (0..THREADS)
        .map(|number| {
            let mut stream = connect(&cloud);
            let everybody = Arc::clone(&everybody);
            std::thread::spawn(move || {
                everybody.wait();
                for _ in 0..3 {
                    stream
                        .write_all(format!("GET /open/dev/{number} HTTP/1.1\r\nhost: x\r\n\r\n").as_bytes())
                        .expect("sent");
                    let mut answer = String::new();
                    while !answer.ends_with('}') {
                        let mut buffer = [0; 4096];
                        let read = stream.read(&mut buffer).expect("an answer");
                        assert_ne!(read, 0, "the connection ended");
                        answer.push_str(std::str::from_utf8(&buffer[..read]).expect("text"));
                    }
                    assert!(answer.contains(&format!("/open/dev/{number}\"")), "{answer}");
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().expect("no panic");
    }
    assert_eq!(cloud.count("open"), 3 * THREADS);
    assert_eq!(cloud.connections(), THREADS);
}

#[test]
fn starts_and_stops_at_once() {
    let begin = Instant::now();
    for _ in 0..20 {
        drop(cloud());
    }
    let each = begin.elapsed() / 20;
    assert!(each < Duration::from_millis(100), "{each:?} to start and stop");
}

#[test]
fn dropping_a_cloud_ends_its_connections_even_while_it_answers() {
    let cloud = cloud();
    cloud.inject(amplify_rest_local::Fault::delay(Duration::from_secs(60)));
    let mut waiting = connect(&cloud);
    waiting.write_all(b"GET /open/dev HTTP/1.1\r\nhost: x\r\n\r\n").expect("sent");
    let (mut begin, url) = (Instant::now(), cloud.url().to_owned());
    while cloud.count("open") == 0 {
        assert!(begin.elapsed() < Duration::from_secs(30), "the request doesn't arrive");
        std::thread::sleep(Duration::from_millis(1));
    }
    begin = Instant::now();
    drop(cloud);
    assert!(begin.elapsed() < Duration::from_secs(2), "{:?} to stop", begin.elapsed());
    assert_eq!(waiting.read(&mut [0; 10]).unwrap_or(0), 0);
    assert!(TcpStream::connect(url.trim_start_matches("http://")).is_err());
}

#[test]
fn clouds_are_independent() {
    let clouds = [cloud(), cloud(), cloud()];
    let used = clouds[1].endpoint_url("open").expect("the endpoint");
    assert_eq!(get(&used, &[]).status, 200);
    assert_eq!(clouds.each_ref().map(|cloud| cloud.count("open")), [0, 1, 0]);
    clouds[0].set_clock_offset(1_000_000);
    let dates = clouds.each_ref().map(|cloud| get(cloud.url(), &[]).header("date").to_owned());
    assert_ne!(dates[0], dates[2]);
}
