//! The answer of a call that succeeded.

use std::fmt;
use std::io::{self, ErrorKind, Read};

use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::Error;
use crate::error::{Context, ErrorResponse, Kind, Reason, Sent};
use crate::skew::Offset;
use crate::transport::Reader;

/// An answer: status and headers at once, the body when it is asked for.
///
/// A body read into memory is at most [`ClientBuilder::max_body`](crate::ClientBuilder::max_body) bytes, 10 MiB by
/// default; [`reader`](Self::reader) streams one of any size.
pub struct Response {
    status: StatusCode,
    headers: HeaderMap,
    body: Reader,
    max_body: u64,
    /// Of a body that was [`buffered`](Self::buffered). Boxed: most answers have none, and all are handed on.
    reason: Option<Box<Reason>>,
    clock_offset: Option<Offset>,
    /// Why the body could not be [`buffered`](Self::buffered).
    unreadable: Option<Error>,
    context: Context,
}

impl Response {
    pub(crate) fn new(answer: http::Response<Reader>, max_body: u64, context: Context) -> Self {
        let (parts, body) = answer.into_parts();
        Self {
            status: parts.status,
            headers: parts.headers,
            body,
            max_body,
            reason: None,
            clock_offset: None,
            unreadable: None,
            context,
        }
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// All headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A header's first value, where it has one that is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The request id to give to AWS support: `x-amzn-requestid`.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.header("x-amzn-requestid")
    }

    /// The whole body.
    ///
    /// # Errors
    /// When the connection fails before its end, or it is larger than the limit.
    pub fn bytes(mut self) -> Result<Vec<u8>, Error> {
        self.read()
    }

    /// The whole body as UTF-8 text.
    ///
    /// # Errors
    /// As [`bytes`](Self::bytes), and when it is not UTF-8.
    pub fn text(mut self) -> Result<String, Error> {
        self.read_text()
    }

    /// The whole body decoded from JSON.
    ///
    /// # Errors
    /// As [`bytes`](Self::bytes), and when it is not JSON of this shape.
    pub fn json<T: DeserializeOwned>(mut self) -> Result<T, Error> {
        self.read_json()
    }

    /// The body as it arrives, of any size.
    ///
    /// Where it ends early, reading fails; where neither its length nor its end is marked, nobody can tell.
    #[must_use]
    pub fn reader(self) -> impl Read + Send + Sync + 'static {
        self.body
    }

    pub(crate) fn context(&self) -> &Context {
        &self.context
    }

    /// The service's error code, of a body that was [`buffered`](Self::buffered).
    pub(crate) fn error_type(&self) -> Option<String> {
        self.reason.as_ref()?.error_type.clone()
    }

    /// How far the service's clock is from ours by this answer, where it says.
    pub(crate) fn clock_offset(&self) -> Option<Offset> {
        self.clock_offset
    }

    pub(crate) fn with_clock_offset(mut self, offset: Option<Offset>) -> Self {
        self.clock_offset = offset;
        self
    }

    /// Reads the body ahead, so that it can be looked into and still be read. A body that cannot be read leaves the
    /// answer its status; whoever reads it is told then.
    pub(crate) fn buffered(mut self) -> Self {
        let (body, unreadable) = self.read_or_why();
        self.unreadable = unreadable;
        self.reason = Some(Box::new(Reason::of(&self.headers, &body)));
        self.body = match &self.unreadable {
            None => Box::new(io::Cursor::new(body)),
            Some(error) => Box::new(Unreadable(error.clone())),
        };
        self
    }

    /// The answer with its body, or without it and why it could not be read.
    pub(crate) fn into_error(mut self) -> (ErrorResponse, Option<Error>) {
        let (body, unreadable) = self.read_or_why();
        let reason = self.reason.take().map_or_else(|| Reason::of(&self.headers, &body), |reason| *reason);
        (ErrorResponse::new(self.status, self.headers, body, reason), unreadable)
    }

    fn read_or_why(&mut self) -> (Vec<u8>, Option<Error>) {
        self.read().map_or_else(|error| (Vec::new(), Some(error)), |body| (body, None))
    }

    pub(crate) fn into_headers(self) -> HeaderMap {
        self.headers
    }

    pub(crate) fn read_json<T: DeserializeOwned>(&mut self) -> Result<T, Error> {
        let bytes = self.read()?;
        serde_json::from_slice(&bytes).map_err(|cause| self.wrong_body(&bytes, "the JSON asked for").with_source(cause))
    }

    pub(crate) fn read_text(&mut self) -> Result<String, Error> {
        let bytes = self.read()?;
        String::from_utf8(bytes)
            .map_err(|cause| self.wrong_body(cause.as_bytes(), "UTF-8 text").with_source(cause.utf8_error()))
    }

    pub(crate) fn read(&mut self) -> Result<Vec<u8>, Error> {
        if let Some(error) = &self.unreadable {
            return Err(error.clone());
        }
        let length = self.headers.get(http::header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
        read_limited(&mut self.body, length, self.max_body).map_err(|error| error.in_call(self.context.clone()))
    }

    /// Says which answer it was: of any status, and often by something between here and the service.
    fn wrong_body(&self, body: &[u8], wanted: &str) -> Error {
        let is = if body.is_empty() { "is empty, and" } else { "is" };
        let message = format!("the body of the {} answer {is} not {wanted}", self.status);
        Error::new(Kind::Body, message).in_call(self.context.clone())
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response").field("status", &self.status).finish_non_exhaustive()
    }
}

/// A body that failed when it was read ahead, and fails again.
struct Unreadable(Error);

impl Read for Unreadable {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other(self.0.clone()))
    }
}

/// A body that says it is longer is not believed before it is there.
const BELIEVED: u64 = 64 * 1024;

/// Reads to the end, and refuses a body of more than `limit` bytes before it fills the memory. `length` is what the
/// answer says it has, where it does.
pub(crate) fn read_limited(reader: &mut Reader, length: Option<u64>, limit: u64) -> Result<Vec<u8>, Error> {
    let broken = |cause: io::Error| match cause.kind() {
        ErrorKind::TimedOut => {
            Error::new(Kind::Timeout(Sent::Maybe), "the answer's body did not arrive in time").with_source(cause)
        }
        _ => Error::new(Kind::Body, "the answer's body broke off").with_source(cause),
    };
    let expected = length.unwrap_or(0).min(limit).min(BELIEVED);
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0));
    // One byte beyond the limit, so that a longer body is found out.
    reader.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(broken)?;
    if bytes.len() as u64 > limit {
        return Err(Error::new(Kind::Body, format!("the answer's body is larger than {limit} bytes"))
            .with_hint("raise `ClientBuilder::max_body`, or stream it with `reader`"));
    }
    Ok(bytes)
}
