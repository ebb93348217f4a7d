//! The program's own hand in a request, before it is signed and sent.

use std::fmt;

use http::{HeaderMap, Method, Uri};

use crate::Error;
use crate::error::BoxError;
use crate::header;

/// Sees each request of an endpoint before it leaves, and may change its headers or refuse it.
///
/// Closures are interceptors:
///
/// ```
/// use amplify_rest::{Authorizer, OutgoingRequest};
///
/// let partner = Authorizer::custom(|request: &mut OutgoingRequest<'_>| {
///     request.set_header("authorization", "token-of-another-provider")?;
///     Ok(())
/// });
/// # let _ = partner;
/// ```
///
/// It runs once per attempt, before any signing, so that what it sets is part of what is signed; the API key is set after
/// it. An error it returns ends the call before anything is sent, and becomes the [`source`](std::error::Error::source)
/// of the call's error.
pub trait Interceptor: Send + Sync + 'static {
    /// Looks at the request and changes what it must.
    ///
    /// # Errors
    /// Whatever keeps the request from being sent.
    fn intercept(&self, request: &mut OutgoingRequest<'_>) -> Result<(), BoxError>;
}

impl<F> Interceptor for F
where
    F: Fn(&mut OutgoingRequest<'_>) -> Result<(), BoxError> + Send + Sync + 'static,
{
    fn intercept(&self, request: &mut OutgoingRequest<'_>) -> Result<(), BoxError> {
        self(request)
    }
}

/// A request as an [`Interceptor`] sees it: whole, its headers open to change.
pub struct OutgoingRequest<'a> {
    pub(super) method: &'a Method,
    pub(super) uri: &'a Uri,
    pub(super) headers: &'a mut HeaderMap,
    pub(super) body: &'a crate::Body,
}

impl OutgoingRequest<'_> {
    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        self.method
    }

    /// The whole URL, percent-encoded as it is sent.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        self.uri
    }

    /// The headers so far.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.headers
    }

    /// The headers, to be changed.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        self.headers
    }

    /// The body; empty where there is none.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        self.body.as_bytes()
    }

    /// Sets a header, in place of all values it has.
    ///
    /// # Errors
    /// When the name is not a header's name, or the value holds line breaks or other control characters. The value is
    /// not repeated in the error.
    pub fn set_header(&mut self, name: &str, value: &str) -> Result<(), Error> {
        let (name, value) = header::checked(name.as_bytes(), value.to_owned().into())?;
        self.headers.insert(name, value);
        Ok(())
    }
}

impl fmt::Debug for OutgoingRequest<'_> {
    /// Query and header values may be secrets, whatever their names: method, path and the headers' names are shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.keys().map(http::HeaderName::as_str).collect();
        f.debug_struct("OutgoingRequest")
            .field("method", self.method)
            .field("path", &self.uri.path())
            .field("headers", &names)
            .finish_non_exhaustive()
    }
}
