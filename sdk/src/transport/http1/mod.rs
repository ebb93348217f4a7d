//! HTTP/1.1 over pooled connections. The one folder that names `ureq`, whose connectors open them.
//!
//! What is sent and read over a connection is written here and not left to ureq's agent, which clones its configuration,
//! resolves the host and probes the socket twice for each request, logs every byte at TRACE and costs three times as much.
//! Redirects are never followed, no proxy is taken from the environment, and everything has a limit of time.

mod answer;
mod body;
mod connect;
mod connection;
mod pool;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod tls;

use std::fmt;
use std::io::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use ureq::config::{AutoHeaderValue, Config};

use super::{Body, Reader, Timeouts, Transport, TransportError};
use crate::Error;
use answer::Head;
use body::{AnswerBody, ReadLimits};
use connect::{Connect, is_timeout};
use connection::Connection;
use pool::{Key, Pool, Sending};
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub use tls::{Certificate, Identity};

const BUFFER_BYTES: usize = 16 * 1024;
const HEADER_BYTES: usize = 64 * 1024;
/// A limit beyond what the clock can count is as good as a century.
const CENTURY: Duration = Duration::from_secs(3_155_760_000);

/// An HTTP proxy, set by the program; none is ever taken from the environment unasked.
#[derive(Clone)]
pub struct Proxy(ureq::Proxy);

impl Proxy {
    /// A proxy by its URL, such as `http://user:password@proxy.example:3128`.
    ///
    /// # Errors
    /// When the URL is not one of an HTTP proxy.
    pub fn new(url: &str) -> Result<Self, Error> {
        match ureq::Proxy::new(url) {
            Ok(proxy) if matches!(proxy.protocol(), ureq::ProxyProtocol::Http | ureq::ProxyProtocol::Https) => {
                Ok(Self(proxy))
            }
            _ => Err(Error::configuration("the proxy's URL is not that of an HTTP proxy")
                .with_hint("write it as http://host:port")),
        }
    }

    /// The proxy that `HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY` names, with `NO_PROXY` heeded; `None` where none is set.
    #[must_use]
    pub fn from_environment() -> Option<Self> {
        ureq::Proxy::try_from_env().map(Self)
    }
}

impl fmt::Debug for Proxy {
    /// The URL may hold a password: host and port are shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Proxy({}:{})", self.0.host(), self.0.port())
    }
}

/// What the program decides about its connections.
#[derive(Clone, Debug, Default)]
pub(crate) struct TransportSettings {
    pub(crate) timeouts: Timeouts,
    pub(crate) proxy: Option<Proxy>,
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub(crate) tls: tls::TlsSettings,
    pub(crate) user_agent: Option<String>,
}

/// Sends requests over HTTP/1.1, with pooled connections.
pub(crate) struct HttpTransport {
    connect: Connect,
    pool: Arc<Pool>,
    user_agent: HeaderValue,
}

impl HttpTransport {
    pub(crate) fn new(settings: TransportSettings) -> Self {
        let ours = HeaderValue::from_static(concat!("amplify-rest/", env!("CARGO_PKG_VERSION")));
        let chosen = settings.user_agent.and_then(|text| HeaderValue::try_from(text).ok());
        let user_agent = chosen.unwrap_or(ours);
        // What ureq tells a proxy.
        let to_proxies = user_agent.to_str().unwrap_or_default().to_owned();
        let config = Config::builder()
            .proxy(settings.proxy.map(|proxy| proxy.0))
            .user_agent(AutoHeaderValue::Provided(to_proxies.into()))
            .input_buffer_size(BUFFER_BYTES)
            .output_buffer_size(BUFFER_BYTES);
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        let config = config.tls_config(settings.tls.into_config());
        Self { connect: Connect::new(config.build()), pool: Arc::default(), user_agent }
    }

    /// The request up to its body.
    fn head(&self, request: &http::Request<Body>) -> Vec<u8> {
        let (method, headers, body_length) = (request.method(), request.headers(), request.body().len());
        let target = request.uri().path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
        let length: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
        let mut head = Vec::with_capacity(length + target.len() + self.user_agent.len() + 96);
        put(&mut head, &[method.as_str().as_bytes(), b" ", target.as_bytes(), b" HTTP/1.1\r\n"]);
        for (name, value) in headers {
            // The length of the body is what it is, and how connections are used is decided here.
            if ![header::CONTENT_LENGTH, header::TRANSFER_ENCODING, header::CONNECTION].contains(name) {
                put(&mut head, &[name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"]);
            }
        }
        if !headers.contains_key(header::USER_AGENT) {
            put(&mut head, &[b"user-agent: ", self.user_agent.as_bytes(), b"\r\n"]);
        }
        if body_length > 0 || [Method::POST, Method::PUT, Method::PATCH].contains(method) {
            // Writing into memory does not fail.
            let _ = write!(head, "content-length: {body_length}\r\n");
        }
        head.extend_from_slice(b"\r\n");
        head
    }
}

fn put(head: &mut Vec<u8>, parts: &[&[u8]]) {
    for part in parts {
        head.extend_from_slice(part);
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: &http::Request<Body>, limits: &Timeouts) -> Result<http::Response<Reader>, TransportError> {
        let (method, uri, body) = (request.method(), request.uri(), request.body());
        let key = Key::of(uri).ok_or_else(|| TransportError::not_sent("the URL has no host").permanent())?;
        let is_repeatable = ![Method::POST, Method::PATCH].contains(method);
        let sending = if is_repeatable { Sending::Repeatable } else { Sending::OnceOnly };
        let start = Instant::now();
        let until = start.checked_add(limits.overall()).unwrap_or(start + CENTURY);
        let mut connection = match self.pool.take(&key, sending, start) {
            Some(connection) => connection,
            None => Connection::new(key, self.connect.open(uri, limits, until)?),
        };
        let head = self.head(request);
        connection.send(&[&head, body.as_bytes()], until).map_err(failed)?;
        let Head { status, headers, framing, persistent } = answered(&mut connection, method, limits, until)?;
        let limits = ReadLimits { until, stall: limits.read() };
        let body = AnswerBody::new(connection, framing, persistent, &self.pool, limits);
        Ok(response(status, headers, Box::new(body)))
    }
}

fn response(status: StatusCode, headers: HeaderMap, body: Reader) -> http::Response<Reader> {
    let mut response = http::Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// Waits for the head of the final answer.
fn answered(
    connection: &mut Connection,
    method: &Method,
    limits: &Timeouts,
    until: Instant,
) -> Result<Head, TransportError> {
    let by = |limit| Instant::now().checked_add(limit).map_or(until, |by: Instant| by.min(until));
    let mut next = by(limits.first_byte());
    loop {
        let available = connection.available();
        let parsed = if available.is_empty() { Ok(None) } else { answer::parse(available, method) };
        match parsed.map_err(TransportError::maybe_sent)? {
            Some((head, length)) => {
                connection.consume(length);
                if head.status == StatusCode::SWITCHING_PROTOCOLS {
                    return Err(TransportError::maybe_sent("the answer switches to a protocol that nobody asked for"));
                }
                // Interim answers say nothing that matters here.
                if !head.status.is_informational() {
                    return Ok(head);
                }
                continue;
            }
            None if connection.available().len() > HEADER_BYTES => {
                return Err(TransportError::maybe_sent("the head of the answer is too long"));
            }
            None => {}
        }
        if !connection.wait(next).map_err(failed)? {
            return Err(TransportError::maybe_sent("the connection was closed before the answer was complete"));
        }
        next = by(limits.read());
    }
}

fn failed(error: ureq::Error) -> TransportError {
    let timeout = is_timeout(&error);
    let error = TransportError::maybe_sent(error);
    if timeout { error.timed_out() } else { error }
}
