//! AWS's signing test suite, to the letter: canonical request, string to sign, signature, `Authorization`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use amplify_rest::Credentials;
use amplify_rest::internals::signing::steps;
use amplify_rest::signing::{
    HeaderSelection, PathNormalization, PayloadHash, SessionToken, SignableRequest, SigningKey, SigningSettings, sign,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde_json::Value;

#[test]
fn all_vectors_are_signed_to_the_letter() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/vectors/sigv4");
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("skipped: all_vectors_are_signed_to_the_letter ({} is not there)", folder.display());
        return;
    };
    let mut cases: Vec<PathBuf> =
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.join("request.txt").is_file()).collect();
    cases.sort();
    assert_eq!(cases.len(), 38, "test vectors in {}", folder.display());
    for case in &cases {
        check(case);
    }
}

#[track_caller]
fn check(case: &Path) {
    let name = case.file_name().unwrap().to_string_lossy().into_owned();
    let read = |file: &str| fs::read_to_string(case.join(file)).unwrap();
    let context: Value = serde_json::from_str(&read("context.json")).unwrap();
    let wire = Wire::parse(&read("request.txt"));
    let (time, key, settings) = context_of(&context);
    let request = SignableRequest::new(&wire.method, &wire.host, &wire.path)
        .query(&wire.query)
        .headers(&wire.headers)
        .body(wire.body.as_bytes());

    let (canonical_request, string_to_sign) = steps(&request, &key, time, settings).unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    assert_eq!(text(canonical_request), read("header-canonical-request.txt"), "{name}: canonical request");
    assert_eq!(text(string_to_sign), read("header-string-to-sign.txt"), "{name}: string to sign");

    let signed = sign(&request, &key, time, settings).unwrap();
    let authorization = signed.authorization().to_str().unwrap();
    let (_, signature) = authorization.split_once("Signature=").unwrap();
    assert_eq!(signature, read("header-signature.txt"), "{name}: signature");

    let expected = Wire::parse(&read("header-signed-request.txt"));
    let mut headers = wire.headers.clone();
    signed.insert_into(&mut headers);
    assert_eq!(headers, expected.headers, "{name}: the signed request's headers");
}

fn context_of(context: &Value) -> (SystemTime, SigningKey, SigningSettings) {
    assert_eq!(context["timestamp"], "2015-08-30T12:36:00Z");
    let time = UNIX_EPOCH + Duration::from_mins(24_015_636);
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let credentials = &context["credentials"];
    let mut own = Credentials::new(
        text(&credentials["access_key_id"]).unwrap(),
        text(&credentials["secret_access_key"]).unwrap(),
    );
    if let Some(token) = text(&credentials["token"]) {
        own = own.with_session_token(token);
    }
    let (region, service) = (text(&context["region"]).unwrap(), text(&context["service"]).unwrap());
    let key = SigningKey::derive(&own, &region, &service, time).unwrap();

    let is = |name: &str| context[name].as_bool().unwrap_or(false);
    // Three inputs hold a raw space or UTF-8, which nothing sends: encoding that once more is single encoding, so double
    // encoding (the default) is right for all of them.
    let settings = SigningSettings::default()
        .headers(HeaderSelection::All)
        .path_normalization(if is("normalize") { PathNormalization::On } else { PathNormalization::Off })
        .payload_hash(if is("sign_body") { PayloadHash::AsHeader } else { PayloadHash::InSignature })
        .session_token(if is("omit_session_token") { SessionToken::Unsigned } else { SessionToken::Signed });
    (time, key, settings)
}

/// A request as the vectors write it, close to HTTP/1.1.
struct Wire {
    method: Method,
    host: String,
    path: String,
    query: String,
    headers: HeaderMap,
    body: String,
}

impl Wire {
    fn parse(text: &str) -> Self {
        let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
        // A line that begins with white space continues the one before.
        let head = head.trim_end_matches('\n').replace("\n ", " ");
        let mut lines = head.lines();
        let (method, target) = lines.next().unwrap().split_once(' ').unwrap();
        let target = target.strip_suffix(" HTTP/1.1").unwrap();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));

        let (mut host, mut headers) = (String::new(), HeaderMap::new());
        for line in lines {
            let (name, value) = line.split_once(':').unwrap();
            if name == "Host" {
                value.clone_into(&mut host);
            } else {
                headers.append(name.parse::<HeaderName>().unwrap(), HeaderValue::from_str(value).unwrap());
            }
        }
        Self {
            method: method.parse().unwrap(),
            host,
            path: path.to_owned(),
            query: query.to_owned(),
            headers,
            body: body.to_owned(),
        }
    }
}
