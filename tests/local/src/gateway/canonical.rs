//! SigV4's canonical request as a *service* computes it from what arrived
//! ([specification](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html)).
//!
//! Written from the specification for this gateway; shares nothing with any signer.

use crate::random::hex;
use crate::received::Received;

/// Query parameters that carry a signature and are not covered by it.
const SIGNATURE_PARAMETER: &str = "X-Amz-Signature";

/// The canonical request of what arrived. Headers that are named but didn't arrive count as empty.
pub(super) fn request(received: &Received, signed_headers: &[String]) -> String {
    let mut headers = String::new();
    for name in signed_headers {
        headers.extend([name, ":", &header(received, name), "\n"]);
    }
    let parts = [
        received.method(),
        &path(received.path()),
        &query(received.query().unwrap_or("")),
        &headers,
        &signed_headers.join(";"),
        &hex(ring::digest::digest(&ring::digest::SHA256, received.body()).as_ref()),
    ];
    parts.join("\n")
}

/// The path as it arrived, without its empty and dot segments, and escaped once more.
fn path(path: &str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            other => segments.push(other),
        }
    }
    let mut canonical = String::with_capacity(path.len());
    for segment in segments {
        canonical.push('/');
        canonical.push_str(&escape(segment.as_bytes()));
    }
    if canonical.is_empty() || path.ends_with('/') {
        canonical.push('/');
    }
    canonical
}

/// The parameters, unescaped and escaped by the one rule, in order.
fn query(query: &str) -> String {
    let mut parameters: Vec<(String, String)> = query
        .split('&')
        .filter(|parameter| !parameter.is_empty())
        .map(|parameter| parameter.split_once('=').unwrap_or((parameter, "")))
        .map(|(name, value)| (escape(&unescape(name)), escape(&unescape(value))))
        .filter(|(name, _)| name != SIGNATURE_PARAMETER)
        .collect();
    parameters.sort_unstable();
    let parameters: Vec<String> = parameters.iter().map(|(name, value)| format!("{name}={value}")).collect();
    parameters.join("&")
}

/// A header's values in the order of arrival, each trimmed and with single blanks only.
fn header(received: &Received, name: &str) -> String {
    let values = received.header_map().get_all(name).iter();
    let values = values.map(|value| {
        let text: String = value.as_bytes().iter().copied().map(char::from).collect();
        text.split([' ', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    });
    values.collect::<Vec<_>>().join(",")
}

fn escape(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut escaped = String::with_capacity(bytes.len());
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.extend([
                '%',
                char::from(DIGITS[usize::from(byte >> 4)]),
                char::from(DIGITS[usize::from(byte & 15)]),
            ]);
        }
    }
    escaped
}

/// A percent sign that begins no escape stands for itself, and a plus sign for a blank.
pub(super) fn unescape(text: &str) -> Vec<u8> {
    let digit = |byte: Option<&u8>| {
        byte.and_then(|byte| char::from(*byte).to_digit(16)).and_then(|digit| u8::try_from(digit).ok())
    };
    let bytes = text.as_bytes();
    let (mut unescaped, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(&byte) = bytes.get(at) {
        let escape = (byte == b'%').then(|| Some((digit(bytes.get(at + 1))?, digit(bytes.get(at + 2))?))).flatten();
        match (byte, escape) {
            (_, Some((high, low))) => unescaped.push(high * 16 + low),
            (b'+', None) => unescaped.push(b' '),
            (other, None) => unescaped.push(other),
        }
        at += if escape.is_some() { 3 } else { 1 };
    }
    unescaped
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use http::{HeaderMap, HeaderName, HeaderValue};

    use super::{Received, request};

    /// The cases of AWS's own suite that normalise the path, as execute-api does.
    #[test]
    fn canonical_requests_of_the_aws_suite() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors/sigv4");
        let Ok(cases) = fs::read_dir(&folder) else {
            println!("skipped: canonical_requests_of_the_aws_suite (no {})", folder.display());
            return;
        };
        let cases = cases.map(|case| case.expect("a folder").path()).filter(|case| case.join("context.json").exists());
        let mut checked = 0;
        for case in cases {
            let read = |name: &str| fs::read_to_string(case.join(name)).expect("a case's file");
            if read("context.json").contains(r#""normalize": true"#) {
                let received = parse(&read("header-signed-request.txt"));
                let expected = read("header-canonical-request.txt");
                let signed_headers = expected.lines().rev().nth(1).expect("the signed headers").split(';');
                let signed_headers: Vec<String> = signed_headers.map(str::to_owned).collect();
                assert_eq!(request(&received, &signed_headers), expected, "{}", case.display());
                checked += 1;
            }
        }
        assert!(checked > 25, "only {checked} cases");
    }

    fn parse(text: &str) -> Received {
        let text = text.replace("\r\n", "\n");
        let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
        // A header that goes on in the next line arrives as one with a blank between.
        let head = head.replace("\n ", " ");
        let (line, headers) = head.split_once('\n').unwrap_or((&head, ""));
        let (method, target) = line.split_once(' ').expect("a request line");
        let target = target.strip_suffix(" HTTP/1.1").expect("a version");
        let mut map = HeaderMap::new();
        for (name, value) in headers.lines().filter_map(|header| header.split_once(':')) {
            let name: HeaderName = name.parse().expect("a header's name");
            map.append(name, HeaderValue::from_str(value).expect("a header's value"));
        }
        let method = method.parse().expect("a method");
        Received::new(method, target.to_owned(), map, body.to_owned().into())
    }
}
