//! What of a request is signed. Borrowed, and given as it will be sent.

use std::fmt;

use http::{HeaderMap, Method};

/// A request to sign: everything about it that the signature covers.
#[derive(Clone, Copy)]
#[must_use]
pub struct SignableRequest<'a> {
    pub(super) method: &'a Method,
    pub(super) host: &'a str,
    pub(super) path: &'a str,
    pub(super) query: &'a str,
    pub(super) headers: Option<&'a HeaderMap>,
    pub(super) body: &'a [u8],
}

impl<'a> SignableRequest<'a> {
    /// A request without query, headers and body.
    ///
    /// `host` is the value of the `Host` header as the *service* gets it, with the port where it is not the scheme's own;
    /// behind a proxy it may differ from the host that is dialled. `path` is percent-encoded, as it is sent; an empty one
    /// is signed as `/`.
    pub fn new(method: &'a Method, host: &'a str, path: &'a str) -> Self {
        Self { method, host, path, query: "", headers: None, body: &[] }
    }

    /// The query as it is sent, percent-encoded, without the `?`. Default: none.
    ///
    /// Its order and repetitions stay as they are on the wire; the signature sorts a copy. A raw `+` is signed as a
    /// space, which is how services read it: send `%2B` for a plus.
    pub fn query(mut self, query: &'a str) -> Self {
        self.query = query;
        self
    }

    /// The headers, of which [`HeaderSelection`](super::HeaderSelection) says which are signed. Default: none.
    ///
    /// A `host` among them is passed over for the one given to [`new`](Self::new), and so are the headers that signing sets.
    pub fn headers(mut self, headers: &'a HeaderMap) -> Self {
        self.headers = Some(headers);
        self
    }

    /// The body. Default: empty.
    pub fn body(mut self, body: &'a [u8]) -> Self {
        self.body = body;
        self
    }
}

// Query, headers and body may hold secrets.
impl fmt::Debug for SignableRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignableRequest")
            .field("method", self.method)
            .field("host", &self.host)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}
