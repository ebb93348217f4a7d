//! An HTTP answer that the local cloud gives: its own, or one that a test programs.

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Serialize;

use crate::Error;

/// An answer: status, headers and body.
///
/// ```
/// use amplify_rest_local::Answer;
///
/// let answer = Answer::json(201, &serde_json::json!({ "id": 7 }))?.header("etag", "\"1\"")?;
/// assert_eq!(answer.status(), 201);
/// # Ok::<(), amplify_rest_local::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    /// An answer with this status, no header of its own and no body.
    ///
    /// # Errors
    /// If the status is not one that HTTP has (200 to 999: answers below 200 are not final).
    pub fn new(status: u16) -> Result<Self, Error> {
        match StatusCode::from_u16(status) {
            Ok(status) if status.as_u16() >= 200 => Ok(Self::of(status)),
            _ => Err(Error::usage(format!("answer with status {status}: not a final HTTP status"))),
        }
    }

    /// An answer with this status and this value as JSON.
    ///
    /// # Errors
    /// As [`Answer::new`], and if the value can't be written as JSON.
    pub fn json(status: u16, value: &impl Serialize) -> Result<Self, Error> {
        let body =
            serde_json::to_vec(value).map_err(|error| Error::usage(format!("write an answer as JSON: {error}")))?;
        Self::new(status)?.header("content-type", "application/json").map(|answer| answer.body(body))
    }

    /// Adds a header; several of one name are all sent. Default: `content-type: application/json` from [`Answer::json`],
    /// and nothing otherwise.
    ///
    /// # Errors
    /// If name or value is not valid in HTTP.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self, Error> {
        let name: HeaderName =
            name.parse().map_err(|_| Error::usage("answer with a header name that is not valid".to_owned()))?;
        let value = HeaderValue::from_str(value)
            .map_err(|_| Error::usage(format!("answer with a value of `{name}` that is not valid")))?;
        self.headers.append(name, value);
        Ok(self)
    }

    /// Sets the body. Default: empty.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    pub(crate) fn of(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), body: Vec::new() }
    }

    /// Sets a header that the cloud itself made; a value that is not valid in HTTP is left out.
    pub(crate) fn set(mut self, name: &'static str, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(HeaderName::from_static(name), value);
        }
        self
    }

    /// Sets a header unless the answer has it.
    pub(crate) fn set_default(self, name: &'static str, value: &str) -> Self {
        if self.headers.contains_key(name) { self } else { self.set(name, value) }
    }

    pub(crate) fn into_parts(self) -> (StatusCode, HeaderMap, Vec<u8>) {
        (self.status, self.headers, self.body)
    }
}
