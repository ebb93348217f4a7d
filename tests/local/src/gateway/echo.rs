//! The answer to a request that nobody programmed an answer for: everything that arrived, as JSON.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::StatusCode;
use serde_json::{Value, json};

use super::authorize::Caller;
use crate::answer::Answer;
use crate::received::Received;

pub(super) fn answer(received: &Received, resource: &str, caller: &Caller) -> Answer {
    let headers: Vec<Value> =
        received.headers().map(|(name, value)| json!([name, String::from_utf8_lossy(value)])).collect();
    let echo = json!({
        "method": received.method(),
        "path": received.path(),
        "resource": resource,
        "query": received.query(),
        "headers": headers,
        "body": std::str::from_utf8(received.body()).ok(),
        "body_base64": STANDARD.encode(received.body()),
        "who": caller.describe(),
    });
    Answer::of(StatusCode::OK).set("content-type", "application/json").body(echo.to_string())
}
