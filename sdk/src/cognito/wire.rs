//! Cognito's wire protocol: JSON 1.1, one POST per operation.
//!
//! <https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html>

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::{HeaderValue, Method, header};
use serde::Serialize;

use super::answer::Answer;
use crate::error::{ErrorResponse, Kind, Reason};
use crate::link::{Attempt, Effort, Host, Link, failure_of};
use crate::request::BaseUrl;
use crate::response::read_limited;
use crate::retry::{Failure, RetryAfter};
use crate::{Body, Deadline, Error};

/// How long one call may take.
const TRY: Duration = Duration::from_secs(10);

/// One of Cognito's two services at one place.
#[derive(Clone)]
pub(crate) struct Service {
    pub(crate) link: Arc<Link>,
    host: Arc<Host>,
    base: BaseUrl,
    target: &'static str,
}

impl Service {
    pub(crate) fn new(link: &Arc<Link>, base: BaseUrl, target: &'static str) -> Self {
        Self { host: link.host(base.authority()), link: Arc::clone(link), base, target }
    }

    /// The time by the service's clock, as far as it is known.
    pub(crate) fn now(&self) -> SystemTime {
        self.link.now_at(&self.host)
    }

    /// Calls an operation. The body is a secret throughout: it appears in no error.
    ///
    /// Operations that only ask (`Get…`) are tried again whatever happened; others only where nothing can have happened.
    pub(super) fn call(
        &self,
        operation: &'static str,
        body: &impl Serialize,
        deadline: Deadline,
    ) -> Result<Answer, Error> {
        let idempotent = matches!(operation, "GetId" | "GetCredentialsForIdentity");
        let effort = Effort { retries: self.link.retries, idempotent, deadline };
        self.link.try_hard(&self.host, effort, || {
            let mut failure = None;
            let result = self.attempt(operation, body, deadline, &mut failure);
            Attempt { result, failure }
        })
    }

    fn attempt(
        &self,
        operation: &'static str,
        body: &impl Serialize,
        deadline: Deadline,
        failure: &mut Option<(Failure, RetryAfter)>,
    ) -> Result<Answer, Error> {
        let doing = |error: Error| Error::new(error.kind().clone(), format!("Cognito {operation}")).with_source(error);
        let request = self.request(operation, body).map_err(doing)?;
        let limits = self.link.timeouts.with_overall(TRY.min(self.link.timeouts.overall()));
        let (answer, _) = self.link.send(&self.host, request, limits, deadline.at_most(TRY)).map_err(|error| {
            *failure = failure_of(&error).map(|failure| (failure, RetryAfter::default()));
            doing(error)
        })?;
        let (parts, mut reader) = answer.into_parts();
        let bytes = read_limited(&mut reader, None, self.link.max_body).map_err(doing);
        if !parts.status.is_success() {
            let after = RetryAfter::of(parts.status, &parts.headers, self.link.now_at(&self.host));
            let bytes = bytes.unwrap_or_default();
            let reason = Reason::of(&parts.headers, &bytes);
            let response = ErrorResponse::new(parts.status, parts.headers, bytes, reason);
            let code = response.error_type().map(str::to_owned);
            *failure = Some((Failure::Answered { status: parts.status, code }, after));
            return Err(refused(operation, &response));
        }
        let bytes = bytes?;
        // `RevokeToken` answers with nothing at all.
        let bytes = if bytes.is_empty() { b"{}".to_vec() } else { bytes };
        // Serde's message would repeat what it stumbled over, and that may be a token.
        serde_json::from_slice(&bytes).map(|members| Answer::new(operation, members)).map_err(|cause| {
            let place = format!("line {}, column {}", cause.line(), cause.column());
            Error::new(Kind::Body, format!("Cognito {operation}: the answer is not what was expected, at {place}"))
        })
    }

    fn request(&self, operation: &str, body: &impl Serialize) -> Result<http::Request<Body>, Error> {
        let body = serde_json::to_vec(body)
            .map_err(|cause| Error::invalid_request("the request cannot be written as JSON").with_source(cause))?;
        let target = HeaderValue::from_str(&format!("{}.{operation}", self.target))
            .map_err(|cause| Error::invalid_request("the operation's name cannot be sent").with_source(cause))?;
        let mut request = http::Request::new(Body::from(body));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.base.with_path_and_query(format!("{}/", self.base.path()))?;
        let headers = request.headers_mut();
        headers.insert(header::HOST, self.base.host().clone());
        headers.insert(header::ACCEPT, HeaderValue::from_static("*/*"));
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-amz-json-1.1"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert("x-amz-target", target);
        Ok(request)
    }
}

fn refused(operation: &str, response: &ErrorResponse) -> Error {
    let code = response.error_type().map(str::to_owned);
    let Some(code) = code else {
        let status = response.status();
        let message = format!("Cognito {operation}: the service answered {status}");
        return Error::new(Kind::Cognito(status.as_str().to_owned()), message);
    };
    let message = response.first_line().unwrap_or_default();
    let separator = if message.is_empty() { "" } else { ": " };
    Error::new(Kind::Cognito(code.clone()), format!("Cognito {operation}: {code}{separator}{message}"))
}
