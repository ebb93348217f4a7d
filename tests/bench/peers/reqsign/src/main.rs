//! Signing alone with reqsign: as `amplify_rest_subject::measured` has it.

use std::error::Error;

use amplify_rest_subject::{Subject, load};
use futures_executor::block_on;
use reqsign_aws_v4::{Credential, RequestSigner};
use reqsign_core::{Context, SignRequest};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if amplify_rest_subject::measured(&arguments, |_, _| Ok(signs()))? {
        return Ok(());
    }
    Err("usage: reqsign-peer NAME URL [COUNT THREADS]".into())
}

/// Signs the request that is made elsewhere.
fn signs() -> Subject {
    let signer = RequestSigner::new("execute-api", load::REGION);
    let (context, mut template) = (Context::new(), http::Request::new(()));
    let url =
        format!("https://abcdef1234.execute-api.{}.amazonaws.com{}?{}", load::REGION, load::PATH, load::ENCODED_QUERY);
    *template.uri_mut() = url.parse().expect("a URL");
    for (name, value) in load::HEADERS {
        template.headers_mut().insert(name, http::HeaderValue::from_static(value));
    }
    let credential = Credential {
        access_key_id: load::ACCESS_KEY_ID.into(),
        secret_access_key: load::SECRET_ACCESS_KEY.into(),
        session_token: Some(load::session_token()),
        expires_in: None,
    };
    let (template, ()) = template.into_parts();
    Box::new(move || {
        let mut parts = template.clone();
        block_on(signer.sign_request(&context, &mut parts, Some(&credential), None)).expect("a signature");
        parts.headers.len()
    })
}
