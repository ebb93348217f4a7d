//! A request as a program writes it: fluent, checked, sent at the end.

use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::time::Duration;

use serde::Serialize;

use super::Endpoint;
use super::call::{self, Call};
use crate::authorizer::{Scheme, kind};
use crate::request::{Draft, Multipart};
use crate::{Authorizer, Body, Error, Response, Retries, Timeouts};

/// A request to an [`Endpoint`]: nothing happens until [`send`](Self::send).
///
/// A mistake in it (a header with a line break, a path parameter without a place) is reported by `send`, before anything
/// leaves.
#[must_use = "a request does nothing until it is sent"]
pub struct Request<K = kind::Any> {
    /// Each step of the chain hands the request on: a pointer moves for less than what it points to.
    call: Box<Call>,
    kind: PhantomData<fn() -> K>,
}

impl<K> Request<K> {
    pub(super) fn new(endpoint: Endpoint<K>, draft: Draft) -> Self {
        let endpoint = endpoint.with_kind();
        let call = Call { endpoint, draft, authorizer: None, timeouts: None, retries: None, idempotent: None };
        Self { call: Box::new(call), kind: PhantomData }
    }

    /// Fills the place `{name}` of the path, or the greedy `{name+}`.
    ///
    /// The value is a literal: a `/` in it becomes `%2F` (in a greedy place it parts segments), a `%` becomes `%25`. An
    /// empty value, `.` and `..` are refused: they would call another resource.
    pub fn path_param(mut self, name: &str, value: impl Display) -> Self {
        self.call.draft.path_param(name, &value);
        self
    }

    /// As [`path_param`](Self::path_param), with a value that is percent-encoded already.
    pub(crate) fn encoded_path_param(mut self, name: &str, value: String) -> Self {
        self.call.draft.encoded_path_param(name, value);
        self
    }

    /// Adds `name=value` to the query. Both are literals; repeated names keep all their values, in this order.
    pub fn query(mut self, name: &str, value: impl Display) -> Self {
        self.call.draft.query(name, &value);
        self
    }

    /// As [`query`](Self::query), with a name that is percent-encoded already.
    pub(crate) fn encoded_query(mut self, name: &str, value: impl Display) -> Self {
        self.call.draft.encoded_query(name, &value);
        self
    }

    /// As [`query`](Self::query), with name and value percent-encoded already.
    pub(crate) fn encoded_pair(mut self, name: &str, value: &str) -> Self {
        self.call.draft.encoded_pair(name, value);
        self
    }

    /// Adds a header. Repeated names keep all their values, but for headers that have one alone (`Content-Type`,
    /// `Authorization`, `Accept`, `User-Agent`), where the last one stands.
    ///
    /// An `Authorization` set here wins over the endpoint's authorizer, and an `x-api-key` over its API key.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.call.draft.header(name, value);
        self
    }

    /// A JSON body, as `application/json` unless a `Content-Type` is set.
    ///
    /// # Errors
    /// When the value cannot be written as JSON, such as a map whose keys are not strings.
    pub fn json(mut self, value: &impl Serialize) -> Result<Self, Error> {
        self.call.draft.json(value)?;
        Ok(self)
    }

    /// A text body, as `text/plain; charset=utf-8` unless a `Content-Type` is set.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.call.draft.body("text/plain; charset=utf-8", text.into().into());
        self
    }

    /// A form body, as `application/x-www-form-urlencoded` unless a `Content-Type` is set.
    pub fn form<N: AsRef<str>, V: Display>(mut self, fields: impl IntoIterator<Item = (N, V)>) -> Self {
        self.call.draft.form(fields);
        self
    }

    /// A form with files, as `multipart/form-data`.
    pub fn multipart(mut self, form: &Multipart) -> Self {
        self.call.draft.multipart(form);
        self
    }

    /// A body of any bytes, sent untouched, as `content_type` unless a `Content-Type` is set.
    pub fn body(mut self, content_type: &str, body: impl Into<Body>) -> Self {
        self.call.draft.body(content_type, body.into());
        self
    }

    /// How long the whole call may take. Default: the endpoint's [`Timeouts::overall`].
    pub fn timeout(self, limit: Duration) -> Self {
        let timeouts = self.call.timeouts().with_overall(limit);
        self.timeouts(timeouts)
    }

    /// All limits of time for this call. Default: the endpoint's.
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.call.timeouts = Some(timeouts);
        self
    }

    /// How often this call is tried. Default: the endpoint's.
    pub fn retries(mut self, retries: Retries) -> Self {
        self.call.retries = Some(retries);
        self
    }

    /// Says that the call may be carried out twice, so that it is tried again after a failure that leaves open whether
    /// it was. Default: by the method; `GET`, `HEAD`, `OPTIONS`, `TRACE`, `PUT` and `DELETE` may.
    pub fn idempotent(mut self) -> Self {
        self.call.idempotent = Some(true);
        self
    }

    /// Another authorizer for this call. Default: the endpoint's.
    pub fn authorizer<K2>(mut self, authorizer: Authorizer<K2>) -> Request<K2> {
        self.call.authorizer = Some(authorizer.parts);
        Request { call: self.call, kind: PhantomData }
    }

    /// Sends it and waits for the answer.
    ///
    /// # Errors
    /// When it could not be sent or answered, and when the answer's status is not 2xx:
    /// [`Error::response`] then has the whole answer.
    pub fn send(mut self) -> Result<Response, Error> {
        call::checked(&mut self.call)
    }

    /// Sends it and gives back the answer, whatever its status.
    ///
    /// # Errors
    /// When it could not be sent or no answer came.
    pub fn send_any(mut self) -> Result<Response, Error> {
        call::unchecked(&mut self.call)
    }
}

#[cfg(feature = "iam")]
impl Request<kind::Iam> {
    /// Signs this call for another region. Default: the endpoint's.
    pub fn region(mut self, region: &str) -> Self {
        if let Scheme::Iam(iam) = &mut self.call.own_authorizer().scheme {
            iam.region = Some(region.into());
        }
        self
    }
}

impl Request<kind::UserPool> {
    /// Which token this call carries. Default: the endpoint's choice.
    pub fn token(mut self, kind: crate::TokenKind) -> Self {
        self.call.own_authorizer().scheme = Scheme::UserPool(kind);
        self
    }
}

impl<K> Clone for Request<K> {
    fn clone(&self) -> Self {
        Self { call: self.call.clone(), kind: PhantomData }
    }
}

impl<K> fmt::Debug for Request<K> {
    /// Query, headers and body may hold secrets and are not shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("endpoint", &self.call.endpoint.name())
            .field("method", self.call.draft.method())
            .field("path", self.call.draft.path())
            .finish_non_exhaustive()
    }
}
