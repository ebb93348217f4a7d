//! The one seam to the network: a request goes in, an answer comes out.
//!
//! API calls and Cognito calls alike go through it, so one fake sees everything. A transport never retries, never
//! follows a redirect and never looks into a body.

mod body;
mod http1;
mod memory;
mod resolver;
mod timeouts;

use std::fmt;
use std::io::Read;

pub use body::Body;
pub use http1::Proxy;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub use http1::{Certificate, Identity};
pub(crate) use http1::{TransportSettings, UreqTransport};
pub use memory::{MemoryTransport, Received};
pub use timeouts::Timeouts;

use crate::error::{BoxError, Sent};

/// The network under a [`Client`](crate::Client), or what stands in for it.
///
/// Implement it to bring another HTTP client, or use [`MemoryTransport`] in tests.
///
/// # Contract
/// The request is complete: absolute URI, `Host` and all other headers. Send it as it is, answer with whatever status
/// comes (redirects are answers), and give up by `limits`.
pub trait Transport: Send + Sync + 'static {
    /// Sends one request and waits for the head of its answer.
    ///
    /// # Errors
    /// When no answer came. [`TransportError`] says whether any of the request may have left.
    fn send(&self, request: http::Request<Body>, limits: &Timeouts) -> Result<http::Response<Reader>, TransportError>;
}

/// The body of an answer, read as it arrives.
pub type Reader = Box<dyn Read + Send + Sync + 'static>;

/// Why a [`Transport`] has no answer.
#[derive(Debug)]
pub struct TransportError {
    sent: Sent,
    timeout: bool,
    permanent: bool,
    cause: BoxError,
}

impl TransportError {
    /// Nothing of the request has left: the name did not resolve, the connection or TLS handshake failed.
    pub fn not_sent(cause: impl Into<BoxError>) -> Self {
        Self { sent: Sent::Nothing, timeout: false, permanent: false, cause: cause.into() }
    }

    /// The connection failed after the first byte may have left: the service may have carried the request out.
    pub fn maybe_sent(cause: impl Into<BoxError>) -> Self {
        Self { sent: Sent::Maybe, timeout: false, permanent: false, cause: cause.into() }
    }

    /// The same, because a limit of time was reached.
    #[must_use]
    pub fn timed_out(mut self) -> Self {
        self.timeout = true;
        self
    }

    /// The same, and trying again cannot help: the server's certificate is not trusted, say.
    #[must_use]
    pub fn permanent(mut self) -> Self {
        self.permanent = true;
        self
    }

    /// Whether trying again cannot help.
    #[must_use]
    pub fn is_permanent(&self) -> bool {
        self.permanent
    }

    /// Whether a limit of time was the reason.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.timeout
    }

    pub(crate) fn into_cause(self) -> BoxError {
        self.cause
    }

    /// Whether any of the request may have left.
    #[must_use]
    pub fn may_have_been_sent(&self) -> bool {
        self.sent == Sent::Maybe
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.cause)
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.source()
    }
}
