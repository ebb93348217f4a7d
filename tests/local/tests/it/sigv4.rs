//! The gateway's judgement of signatures, by requests that `aws-sigv4` signed.

use amplify_rest_local::{Cloud, Role};

use crate::support::{Got, Request, Signer, cloud, get, request, send};

const MISMATCH: &str = "The request signature we calculated does not match the signature you provided.";

fn guest(cloud: &Cloud) -> Signer {
    Signer::new(&cloud.credentials(Role::Guest).expect("credentials"))
}

fn url(cloud: &Cloud) -> String {
    cloud.endpoint_url("todos").expect("the endpoint")
}

#[track_caller]
fn refused(got: &Got, kind: &str, message: &str) {
    let (status, found, said) = got.error();
    assert_eq!((status, found.as_str()), (403, kind), "{said}");
    assert!(said.starts_with(message), "{said}");
}

#[test]
fn hostile_requests_are_verified_and_one_changed_byte_is_not() {
    let cloud = cloud();
    let caller = guest(&cloud);
    let mut random = fastrand::Rng::with_seed(7);
    for round in 0..60 {
        let path: Vec<String> = (0..random.usize(0..4)).map(|_| escaped(&mut random)).collect();
        let parameters: Vec<String> =
            (0..random.usize(0..4)).map(|_| format!("{}={}", escaped(&mut random), escaped(&mut random))).collect();
        let query = if parameters.is_empty() { String::new() } else { format!("?{}", parameters.join("&")) };
        let target = format!("{}/{}{query}", url(&cloud), path.join("/"));
        let method = ["GET", "POST", "PUT", "DELETE"][random.usize(0..4)];
        let body: Vec<u8> = (0..random.usize(0..50)).map(|_| random.u8(..)).collect();
        let signed = caller.sign(request(method, &target, &[("x-custom", "  a   b "), ("x-custom", "c")], &body));
        let got = send(signed.clone());
        assert_eq!(got.status, 200, "{round}: {method} {target}: {:?}", got.error());
        refused(&send(changed(&signed, &mut random)), "InvalidSignatureException", MISMATCH);
    }
}

/// Any text, strictly percent-encoded.
fn escaped(random: &mut fastrand::Rng) -> String {
    let alphabet: Vec<char> = "abzAZ09-._~ %+@:;/?&=#'\"()*!,$[]{}<>|\\^`äë€😀".chars().collect();
    let text: String = (0..random.usize(1..6)).map(|_| alphabet[random.usize(0..alphabet.len())]).collect();
    let bytes = text.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'~' => char::from(byte).to_string(),
        // Dot segments would be normalised away; a dot between letters is an ordinary one.
        b'.' => "x.x".to_owned(),
        byte => format!("%{byte:02X}"),
    });
    bytes.collect()
}

/// The same request with something else in its path, query, body, method or a signed header.
fn changed(signed: &Request, random: &mut fastrand::Rng) -> Request {
    let mut changed = signed.clone();
    match random.u8(0..5) {
        0 => {
            *changed.uri_mut() =
                signed.uri().to_string().replacen("/todos/dev", "/todos/dev/x", 1).parse().expect("a URI");
        }
        1 => {
            let join = if signed.uri().query().is_some() { '&' } else { '?' };
            *changed.uri_mut() = format!("{}{join}x=1", signed.uri()).parse().expect("a URI");
        }
        2 => changed.body_mut().push(b'x'),
        3 => *changed.method_mut() = http::Method::PATCH,
        _ => drop(changed.headers_mut().insert("x-custom", "c".parse().expect("a value"))),
    }
    changed
}

#[test]
fn paths_are_escaped_twice() {
    let cloud = cloud();
    let got = send(guest(&cloud).sign(request("GET", &format!("{}/caf%C3%AB/a%2Fb", url(&cloud)), &[], b"")));
    assert_eq!(got.json()["resource"], "/caf%C3%AB/a%2Fb");
    let mut signer = guest(&cloud);
    signer.secret_access_key.push('x');
    let (_, _, message) = send(signer.sign(request("GET", &format!("{}/caf%C3%AB", url(&cloud)), &[], b""))).error();
    assert!(message.contains("\n\nThe Canonical String for this request should have been\n'GET\n/todos/dev/caf%25C3%25AB\n\nhost:127.0.0.1:"), "{message}");
    assert!(message.contains("\n\nThe String-to-Sign should have been\n'AWS4-HMAC-SHA256\n"), "{message}");
}

#[test]
fn signatures_in_the_query_count_too() {
    let cloud = cloud();
    let signed = guest(&cloud).presign(request("GET", &format!("{}/items?b=2&a=%2F", url(&cloud)), &[], b""));
    assert_eq!(send(signed.clone()).json()["resource"], "/items");
    let mut tampered = signed.clone();
    *tampered.uri_mut() = signed.uri().to_string().replace("b=2", "b=3").parse().expect("a URI");
    refused(&send(tampered), "InvalidSignatureException", MISMATCH);
    cloud.set_clock_offset(890);
    assert_eq!(send(signed.clone()).status, 200);
    cloud.set_clock_offset(910);
    refused(&send(signed), "InvalidSignatureException", "Signature expired: ");
}

#[test]
fn unsigned_requests_miss_a_token() {
    let cloud = cloud();
    refused(&get(&url(&cloud), &[]), "MissingAuthenticationTokenException", "Missing Authentication Token");
}

#[test]
fn other_authorization_headers_are_not_signatures() {
    let cloud = cloud();
    let message = "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '";
    for header in ["Bearer hunter2", "hunter2", "AWS4-HMAC-SHA256 hunter2", "AWS3 Credential=x"] {
        let got = get(&url(&cloud), &[("authorization", header)]);
        refused(&got, "IncompleteSignatureException", message);
        assert!(!got.error().2.contains("hunter2"));
    }
    let got = get(&url(&cloud), &[("authorization", "AWS4-HMAC-SHA256 Signature=00")]);
    let message = "Authorization header requires 'Credential' parameter. Authorization header requires 'SignedHeaders' parameter. \
        Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.";
    refused(&got, "IncompleteSignatureException", message);
}

#[test]
fn wrong_secret_region_and_service_are_refused() {
    let cloud = cloud();
    let right = guest(&cloud);
    let call = |signer: Signer| send(signer.sign(request("POST", &url(&cloud), &[], b"body")));
    assert_eq!(call(right.clone()).status, 200);
    let wrong = Signer { secret_access_key: "wrong".to_owned(), ..right.clone() };
    refused(&call(wrong), "InvalidSignatureException", MISMATCH);
    let wrong = Signer { region: "us-east-1", ..right.clone() };
    refused(
        &call(wrong),
        "InvalidSignatureException",
        "Credential should be scoped to a valid region, not 'us-east-1'. ",
    );
    let wrong = Signer { service: "apigateway", ..right };
    refused(
        &call(wrong),
        "InvalidSignatureException",
        "Credential should be scoped to correct service: 'execute-api'. ",
    );
}

#[test]
fn wrong_keys_and_session_tokens_are_not_recognised() {
    let cloud = cloud();
    let (right, other) = (guest(&cloud), guest(&cloud));
    let message = "The security token included in the request is invalid.";
    for wrong in [
        Signer { access_key_id: "ASIAUNKNOWNUNKNOWN00".to_owned(), ..right.clone() },
        Signer { session_token: None, ..right.clone() },
        Signer { session_token: other.session_token, ..right },
    ] {
        refused(&send(wrong.sign(request("GET", &url(&cloud), &[], b""))), "UnrecognizedClientException", message);
    }
}

#[test]
fn host_date_and_token_must_be_signed() {
    let cloud = cloud();
    let signed = guest(&cloud).sign(request("GET", &url(&cloud), &[], b""));
    for name in ["host", "x-amz-date", "x-amz-security-token"] {
        let mut unsigned = signed.clone();
        let header = unsigned.headers()["authorization"].to_str().expect("text");
        assert!(header.contains(name), "{header}");
        let header = header.replace(&format!("{name};"), "").replace(&format!(";{name}"), "");
        unsigned.headers_mut().insert("authorization", header.parse().expect("a value"));
        let (status, kind, message) = send(unsigned).error();
        assert_eq!((status, kind.as_str()), (403, "InvalidSignatureException"));
        assert!(message.contains("must be a 'SignedHeader' in the AWS Authorization."), "{message}");
    }
}
