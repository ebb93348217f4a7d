//! A request, signed as aws-sigv4's documentation has it.

use std::error::Error;
use std::time::SystemTime;

use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4::SigningParams;
use aws_smithy_runtime_api::client::identity::Identity;

type Request = http::Request<Vec<u8>>;

pub(crate) fn signed(mut request: Request, region: &str, identity: &Identity) -> Result<Request, Box<dyn Error>> {
    let params = SigningParams::builder()
        .identity(identity)
        .region(region)
        .name("execute-api")
        .time(SystemTime::now())
        .settings(SigningSettings::default())
        .build()?
        .into();
    let url = request.uri().to_string();
    let headers = request.headers().iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
    let body = SignableBody::Bytes(request.body());
    let signable = SignableRequest::new(request.method().as_str(), url, headers, body)?;
    let (instructions, _) = sign(signable, &params)?.into_parts();
    instructions.apply_to_request_http1x(&mut request);
    Ok(request)
}
