//! Signing alone: this crate's signer with a key that is kept, and `aws-sigv4`'s whole-request `sign()`.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use amplify_rest::Credentials;
use amplify_rest::signing::{EXECUTE_API, SignableRequest, SigningKey, SigningSettings, sign};
use http::{HeaderMap, HeaderValue, Method};

use super::Subject;
use crate::load;

const HOST: &str = "abcdef1234.execute-api.eu-west-1.amazonaws.com";

pub(super) fn subject(name: &str, _: &str) -> Option<Subject> {
    match name {
        "sign" => Some(ours()),
        "sign: aws-sigv4" => Some(theirs()),
        _ => None,
    }
}

fn time() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_795_000_000)
}

fn headers() -> HeaderMap {
    load::HEADERS
        .iter()
        .map(|(name, value)| (name.parse().expect("a header's name"), HeaderValue::from_static(value)))
        .collect()
}

fn ours() -> Subject {
    let credentials = Credentials::new(load::ACCESS_KEY_ID, load::SECRET_ACCESS_KEY)
        .with_session_token(load::session_token().as_str());
    let key = SigningKey::derive(&credentials, load::REGION, EXECUTE_API, time()).expect("a key");
    let headers = headers();
    Box::new(move || {
        let request = SignableRequest::new(&Method::GET, HOST, load::PATH).query(load::ENCODED_QUERY).headers(&headers);
        let signed = sign(&request, &key, time(), SigningSettings::default()).expect("a signature");
        signed.authorization().len()
    })
}

fn theirs() -> Subject {
    let sign = whole_request();
    let headers = headers();
    Box::new(move || {
        let mut request = http::Request::new(());
        *request.uri_mut() = format!("https://{HOST}{}?{}", load::PATH, load::ENCODED_QUERY).parse().expect("a URL");
        *request.headers_mut() = headers.clone();
        sign(&mut request);
        request.headers().len()
    })
}

/// Signs a request with `aws-sigv4` as it comes.
pub(super) fn whole_request() -> impl Fn(&mut http::Request<()>) + Send + Sync {
    use aws_credential_types::Credentials;
    use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
    use aws_sigv4::sign::v4;

    let token = Some(load::session_token());
    let credentials = Credentials::new(load::ACCESS_KEY_ID, load::SECRET_ACCESS_KEY, token, None, "bench");
    let identity = credentials.into();
    move |request| {
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region(load::REGION)
            .name("execute-api")
            .time(time())
            .settings(SigningSettings::default())
            .build()
            .expect("parameters")
            .into();
        let uri = request.uri().to_string();
        let headers = request.headers().iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
        let signable = SignableRequest::new("GET", uri, headers, SignableBody::Bytes(&[])).expect("a request");
        let (instructions, _) = sign(signable, &params).expect("a signature").into_parts();
        instructions.apply_to_request_http1x(request);
    }
}
