//! The whole answer of a call that did not succeed.

use std::borrow::Cow;
use std::fmt;

use http::{HeaderMap, StatusCode};

use crate::Error;
use crate::error::Kind;

/// An answer whose status was not 2xx, kept whole: status, headers and body, JSON or not.
#[derive(Clone, PartialEq, Eq)]
pub struct ErrorResponse {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
    reason: Reason,
}

/// Why a call did not succeed, by the service's own words.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Reason {
    pub(crate) error_type: Option<String>,
    message: Option<String>,
}

impl Reason {
    pub(crate) fn of(headers: &HeaderMap, body: &[u8]) -> Self {
        let json: Option<serde_json::Value> = serde_json::from_slice(body).ok();
        let member = |names: &[&str]| {
            let object = json.as_ref()?.as_object()?;
            names.iter().find_map(|name| object.get(*name)?.as_str()).map(str::to_owned)
        };
        // The header may read `AccessDeniedException:http://…`, the body `com.amazonaws…#AccessDeniedException`.
        let error_type = header_text(headers, "x-amzn-errortype")
            .or_else(|| member(&["__type", "code"]))
            .map(|text| {
                let text = text.split(':').next().unwrap_or_default();
                text.rsplit('#').next().unwrap_or_default().to_owned()
            })
            .filter(|text| !text.is_empty());
        let message = member(&["message", "Message", "errorMessage"]);
        Self { error_type, message }
    }
}

impl ErrorResponse {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, body: Vec<u8>, reason: Reason) -> Self {
        Self { status, headers, body, reason }
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// All headers of the answer.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as it came.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.body
    }

    /// The body as text; what is not UTF-8 is replaced by `U+FFFD`.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// The body decoded from JSON.
    ///
    /// # Errors
    /// When the body is not JSON of this shape.
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_slice(&self.body).map_err(|cause| {
            Error::new(Kind::Body, format!("the body of the {} answer is not the JSON asked for", self.status))
                .with_source(cause)
        })
    }

    /// The service's error code: `x-amzn-errortype` up to its first `:`, else the body's `__type` or `code`.
    ///
    /// <https://docs.aws.amazon.com/apigateway/latest/api/CommonErrors.html>
    #[must_use]
    pub fn error_type(&self) -> Option<&str> {
        self.reason.error_type.as_deref()
    }

    /// The body's `message`, where it is JSON and has one.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.reason.message.as_deref()
    }

    /// The message's first line, fit to stand in an error's text: at most 200 characters, none of them a control character.
    pub(crate) fn first_line(&self) -> Option<String> {
        let line = self.message()?.lines().next()?;
        Some(line.chars().filter(|character| !character.is_control()).take(200).collect())
    }

    /// The request id to give to AWS support: `x-amzn-requestid`.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.headers.get("x-amzn-requestid")?.to_str().ok()
    }
}

fn header_text(headers: &HeaderMap, name: &str) -> Option<String> {
    Some(headers.get(name)?.to_str().ok()?.to_owned())
}

impl fmt::Debug for ErrorResponse {
    /// Headers and body can hold anything, secrets too, so neither is shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorResponse")
            .field("status", &self.status)
            .field("error_type", &self.error_type())
            .field("request_id", &self.request_id())
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}
