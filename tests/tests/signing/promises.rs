//! What our signer promises beyond the signature itself.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use amplify_rest::Credentials;
use amplify_rest::internals::signing::steps;
use amplify_rest::signing::{EXECUTE_API, SignableRequest, SigningKey, SigningSettings, sign};
use http::{HeaderMap, HeaderValue, Method};

const HOST: &str = "abc.execute-api.us-west-2.amazonaws.com";

fn noon() -> SystemTime {
    UNIX_EPOCH + Duration::from_hours(497_508)
}

fn credentials() -> Credentials {
    Credentials::new("ASIAEXAMPLE", "canary-secret-key").with_session_token("canary-session-token")
}

fn key() -> SigningKey {
    SigningKey::derive(&credentials(), "us-west-2", EXECUTE_API, noon()).unwrap()
}

/// The lines of the canonical request.
fn canonical(request: &SignableRequest<'_>) -> Vec<String> {
    let (canonical_request, _) = steps(request, &key(), noon(), SigningSettings::default()).unwrap();
    String::from_utf8_lossy(&canonical_request).lines().map(str::to_owned).collect()
}

#[test]
fn the_path_is_signed_encoded_twice() {
    for (sent, signed) in [
        ("/prod/caf%C3%AB", "/prod/caf%25C3%25AB"),
        ("/a%2Fb/c", "/a%252Fb/c"),
        ("/%2541", "/%252541"),
        ("/a//b/../c/", "/a//b/../c/"),
        ("", "/"),
    ] {
        assert_eq!(canonical(&SignableRequest::new(&Method::GET, HOST, sent))[1], signed, "{sent}");
    }
}

#[test]
fn the_query_is_signed_sorted_by_name_and_then_value() {
    for (sent, signed) in [
        ("", ""),
        ("a=1&b=2", "a=1&b=2"),
        ("b=2&a=2&a=1&a=1", "a=1&a=1&a=2&b=2"),
        ("a-b=1&a=2", "a=2&a-b=1"),
        ("b&a", "a=&b="),
        ("flag", "flag="),
        ("=v", "=v"),
        ("a=1=2", "a=1%3D2"),
        ("&a=1&&b=2&", "a=1&b=2"),
        ("a=%7e%2b", "a=~%2B"),
        ("k=a;b", "k=a%3Bb"),
        ("k=a+b", "k=a%20b"),
        ("k=%ff%FE", "k=%FF%FE"),
        ("a=%C3%AB&b=%3B%20%2B", "a=%C3%AB&b=%3B%20%2B"),
    ] {
        assert_eq!(canonical(&SignableRequest::new(&Method::GET, HOST, "/").query(sent))[2], signed, "{sent}");
    }
}

#[test]
fn headers_that_may_change_on_the_way_or_are_secret_are_not_signed() {
    let mut headers = HeaderMap::new();
    for name in ["user-agent", "x-api-key", "cookie", "x-amzn-trace-id", "via", "accept", "host", "authorization"] {
        headers.insert(name, HeaderValue::from_static("canary"));
    }
    headers.insert("content-type", HeaderValue::from_static("text/plain"));
    headers.insert("x-amz-meta", HeaderValue::from_static("1"));
    let lines = canonical(&SignableRequest::new(&Method::GET, HOST, "/").headers(&headers));
    assert_eq!(lines[lines.len() - 2], "content-type;host;x-amz-date;x-amz-meta;x-amz-security-token");
    assert!(
        lines.iter().all(|line| !line.contains("canary") || line.starts_with("x-amz-security-token:")),
        "{lines:?}"
    );
}

#[test]
fn header_values_are_trimmed_and_repetitions_joined() {
    let mut headers = HeaderMap::new();
    for value in ["  one  two ", "", "\tthree\t \tfour", "f\u{fc}nf"] {
        headers.append("x-amz-meta", HeaderValue::from_bytes(value.as_bytes()).unwrap());
    }
    let lines = canonical(&SignableRequest::new(&Method::GET, HOST, "/").headers(&headers));
    assert_eq!(lines[5], "x-amz-meta:one two,,three four,f\u{fc}nf");
}

#[test]
fn no_payload_hash_header_is_sent_unless_asked_for() {
    let mut headers = HeaderMap::new();
    let request = SignableRequest::new(&Method::POST, HOST, "/").body(b"{}");
    sign(&request, &key(), noon(), SigningSettings::default()).unwrap().insert_into(&mut headers);
    let mut names: Vec<_> = headers.keys().map(http::HeaderName::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["authorization", "x-amz-date", "x-amz-security-token"]);
    assert!(headers["authorization"].is_sensitive() && headers["x-amz-security-token"].is_sensitive());
}

#[test]
fn signing_a_signed_request_again_replaces_the_signature() {
    let mut headers = HeaderMap::new();
    headers.insert("content-type", HeaderValue::from_static("text/plain"));
    let sign_into = |headers: &mut HeaderMap, time| {
        let signed = {
            let request = SignableRequest::new(&Method::GET, HOST, "/").headers(headers);
            sign(&request, &key(), time, SigningSettings::default()).unwrap()
        };
        signed.insert_into(headers);
    };
    let mut expected = headers.clone();
    sign_into(&mut headers, noon());
    sign_into(&mut headers, noon() + Duration::from_secs(9));
    sign_into(&mut expected, noon() + Duration::from_secs(9));
    assert_eq!(headers, expected);
}

#[test]
fn a_key_serves_its_day_and_no_other() {
    let key = key();
    let midnight = UNIX_EPOCH + Duration::from_hours(497_520);
    let request = SignableRequest::new(&Method::GET, HOST, "/");
    for (time, serves) in [
        (midnight - Duration::from_hours(24), true),
        (midnight - Duration::from_nanos(1), true),
        (midnight, false),
        (midnight - Duration::from_hours(24) - Duration::from_nanos(1), false),
    ] {
        assert_eq!(key.serves(time), serves, "{time:?}");
        assert_eq!(sign(&request, &key, time, SigningSettings::default()).is_ok(), serves, "{time:?}");
    }
    assert_eq!(key.scope(), "20261003/us-west-2/execute-api/aws4_request");
}

#[test]
fn what_cannot_stand_in_a_header_is_refused_and_not_shown() {
    let derive = |id: &str, token: &str, region: &str, service: &str| {
        let credentials = Credentials::new(id, "canary-secret").with_session_token(token);
        SigningKey::derive(&credentials, region, service, noon()).map(|_| ())
    };
    assert!(derive("id", "token", "us-west-2", "execute-api").is_ok());
    for result in [
        derive("", "token", "us-west-2", "execute-api"),
        derive("canary\r\nx: y", "token", "us-west-2", "execute-api"),
        derive("id", "canary\r\n", "us-west-2", "execute-api"),
        derive("id", "canary canary", "us-west-2", "execute-api"),
        derive("id", "", "us-west-2", "execute-api"),
        derive("id", "token", "", "execute-api"),
        derive("id", "token", "canary/west", "execute-api"),
        derive("id", "token", "us-west-2", "canary, x"),
        sign(&SignableRequest::new(&Method::GET, "", "/"), &key(), noon(), SigningSettings::default()).map(|_| ()),
        sign(&SignableRequest::new(&Method::GET, "canary\nx", "/"), &key(), noon(), SigningSettings::default())
            .map(|_| ()),
    ] {
        let error = result.unwrap_err();
        assert!(!format!("{error} {error:?}").contains("canary"), "{error:?}");
    }
}

#[test]
fn debug_shows_no_secret() {
    let mut headers = HeaderMap::new();
    headers.insert("x-amz-meta", HeaderValue::from_static("canary"));
    let request = SignableRequest::new(&Method::GET, HOST, "/").query("q=canary").headers(&headers).body(b"canary");
    let signed = sign(&request, &key(), noon(), SigningSettings::default()).unwrap();
    let signature = signed.authorization().to_str().unwrap().rsplit('=').next().unwrap().to_owned();
    let shown = format!("{request:?} {:?} {signed:?}", key());
    assert!(!shown.contains("canary") && !shown.contains(&signature), "{shown}");
}
