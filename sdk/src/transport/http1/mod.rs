//! HTTP/1.1 over pooled connections, by `ureq`. The one folder that names it.
//!
//! ureq's own defaults follow redirects with secret headers, take a proxy from the environment, look the host up for
//! every request and set no limit of time: all of that is decided here, once.

mod connect;
mod hush;
mod socket;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod tls;

use std::fmt;
use std::io;
use std::time::Duration;

use http::{HeaderValue, Method, header};
use ureq::config::{AutoHeaderValue, Config};
use ureq::{Agent, Timeout};

use super::{Body, Reader, Timeouts, Transport, TransportError};
use crate::Error;
use crate::loopback::is_loopback;
use connect::{Connect, Later, NotConnected};
use hush::{Hush, Hushed};
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub use tls::{Certificate, Identity};

const IDLE_CONNECTIONS: usize = 128;
const IDLE_AGE: Duration = Duration::from_secs(15);
/// A request that must not be sent twice takes no connection which the server may be about to close.
const IDLE_AGE_ONCE_ONLY: Duration = Duration::from_secs(2);
const BUFFER_BYTES: usize = 16 * 1024;
/// ureq's buffers don't grow, and must not be full of a head before it is whole.
const HEADER_BYTES: usize = BUFFER_BYTES - 1;

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
            Ok(proxy) if is_http(&proxy) => Ok(Self(proxy)),
            _ => Err(Error::configuration("the proxy's URL is not that of an HTTP proxy")
                .with_hint("write it as http://host:port")),
        }
    }

    /// The proxy that `HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY` names, with `NO_PROXY` heeded; `None` where none is set.
    #[must_use]
    pub fn from_environment() -> Option<Self> {
        ureq::Proxy::try_from_env().filter(is_http).map(Self)
    }
}

fn is_http(proxy: &ureq::Proxy) -> bool {
    matches!(proxy.protocol(), ureq::ProxyProtocol::Http | ureq::ProxyProtocol::Https)
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

/// Sets the limits of one request, whose config builders (of a request, of a request with a forced body) share no public
/// trait. A client's own limits are its [`Connect`]'s to keep, but for the overall one.
macro_rules! limited {
    ($config:expr, $limits:expr) => {
        $config
            .timeout_global(Some($limits.overall()))
            .timeout_resolve(Some($limits.resolve()))
            .timeout_connect(Some(connect_limit($limits)))
            .timeout_recv_response(Some($limits.first_byte()))
            .timeout_per_read(Some($limits.read()))
    };
}

/// How long a connection may take, its name's resolution included.
fn connect_limit(limits: &Timeouts) -> Duration {
    limits.resolve() + limits.connect()
}

/// Sends requests over HTTP/1.1, with pooled connections.
#[derive(Debug)]
pub(crate) struct UreqTransport {
    agent: Agent,
    /// For this machine's own addresses, where there is a proxy for the others.
    direct: Option<Agent>,
    timeouts: Timeouts,
    user_agent: HeaderValue,
}

impl UreqTransport {
    pub(crate) fn new(settings: TransportSettings) -> Self {
        let ours = HeaderValue::from_static(concat!("amplify-rest/", env!("CARGO_PKG_VERSION")));
        let user_agent = settings.user_agent.and_then(|text| HeaderValue::try_from(text).ok()).unwrap_or(ours);
        let to_proxies = user_agent.to_str().unwrap_or_default().to_owned();
        let agent = |proxy: Option<ureq::Proxy>| {
            let has_proxy = proxy.is_some();
            let config = Config::builder()
                .timeout_global(Some(settings.timeouts.overall()))
                .proxy(proxy)
                .http_status_as_error(false)
                .max_redirects(0)
                .max_redirects_will_error(false)
                .user_agent(AutoHeaderValue::Provided(to_proxies.clone().into()))
                .accept(AutoHeaderValue::None)
                .accept_encoding(AutoHeaderValue::None)
                .max_idle_connections(IDLE_CONNECTIONS)
                .max_idle_connections_per_host(IDLE_CONNECTIONS)
                .max_idle_age(IDLE_AGE)
                .input_buffer_size(BUFFER_BYTES)
                .output_buffer_size(BUFFER_BYTES)
                .max_response_header_size(HEADER_BYTES)
                .allow_non_standard_methods(true);
            #[cfg(any(feature = "rustls", feature = "native-tls"))]
            let config = config.tls_config(settings.tls.clone().into_config());
            Agent::with_parts(config.build(), Connect::new(settings.timeouts, has_proxy), Later)
        };
        let proxy = settings.proxy.map(|proxy| proxy.0);
        Self {
            direct: proxy.is_some().then(|| agent(None)),
            agent: agent(proxy),
            timeouts: settings.timeouts,
            user_agent,
        }
    }

    fn run(&self, request: http::Request<Body>, limits: &Timeouts) -> Result<http::Response<ureq::Body>, ureq::Error> {
        let (parts, body) = request.into_parts();
        // What is called on this machine is called from it: a proxy's own loopback is another machine's.
        let agent = match &self.direct {
            Some(direct) if parts.uri.host().is_some_and(is_loopback) => direct,
            _ => &self.agent,
        };
        match (&parts.method, body.as_bytes()) {
            // These verbs carry no body in ureq's eyes unless one is forced upon them, which its builder alone can do.
            (&Method::DELETE, bytes @ [_, ..]) => {
                Self::run_forced(agent.delete(parts.uri), &parts.headers, bytes, limits)
            }
            (&Method::OPTIONS, bytes @ [_, ..]) => {
                Self::run_forced(agent.options(parts.uri), &parts.headers, bytes, limits)
            }
            (&Method::POST | &Method::PATCH, bytes) => {
                let request = agent.configure_request(http::Request::from_parts(parts, bytes));
                agent.run(limited!(request, limits).max_idle_age(IDLE_AGE_ONCE_ONLY).build())
            }
            (&Method::PUT, bytes) | (_, bytes @ [_, ..]) => {
                self.run_configured(agent, http::Request::from_parts(parts, bytes), limits)
            }
            (_, []) => self.run_configured(agent, http::Request::from_parts(parts, ()), limits),
        }
    }

    fn run_configured<S: ureq::AsSendBody>(
        &self,
        agent: &Agent,
        request: http::Request<S>,
        limits: &Timeouts,
    ) -> Result<http::Response<ureq::Body>, ureq::Error> {
        if *limits == self.timeouts {
            return agent.run(request);
        }
        agent.run(limited!(agent.configure_request(request), limits).build())
    }

    fn run_forced(
        request: ureq::RequestBuilder<ureq::typestate::WithoutBody>,
        headers: &http::HeaderMap,
        body: &[u8],
        limits: &Timeouts,
    ) -> Result<http::Response<ureq::Body>, ureq::Error> {
        let mut request = limited!(request.force_send_body().config(), limits).build();
        for (name, value) in headers {
            request = request.header(name, value);
        }
        request.send(body)
    }
}

impl Transport for UreqTransport {
    fn send(
        &self,
        mut request: http::Request<Body>,
        limits: &Timeouts,
    ) -> Result<http::Response<Reader>, TransportError> {
        let _hush = Hush::if_needed();
        // Set here, not by ureq, which would parse it from text for each request.
        request.headers_mut().entry(header::USER_AGENT).or_insert_with(|| self.user_agent.clone());
        match self.run(request, limits) {
            Ok(answer) => Ok(answer.map(|body| Box::new(Hushed(body.into_reader())) as Reader)),
            Err(error) => Err(classify(error)),
        }
    }
}

fn classify(error: ureq::Error) -> TransportError {
    match error {
        // Our connector wraps whatever fails before a connection stands.
        ureq::Error::Other(cause) if cause.is::<NotConnected>() => {
            let told = |what: fn(&NotConnected) -> bool| cause.downcast_ref().is_some_and(what);
            let (timeout, permanent) = (told(NotConnected::is_timeout), told(|cause| failed_in_tls(cause.cause())));
            let error = TransportError::not_sent(cause);
            match (timeout, permanent) {
                (true, _) => error.timed_out(),
                (false, true) => error.permanent(),
                (false, false) => error,
            }
        }
        ureq::Error::Timeout(Timeout::Connect | Timeout::Resolve) => TransportError::not_sent(error).timed_out(),
        ureq::Error::Timeout(_) => TransportError::maybe_sent(error).timed_out(),
        error if failed_in_tls(&error) || is_local(&error) => TransportError::not_sent(error).permanent(),
        error => TransportError::maybe_sent(error),
    }
}

/// What ureq finds wrong with a request or its own settings, before it opens a connection.
fn is_local(error: &ureq::Error) -> bool {
    matches!(
        error,
        ureq::Error::Http(_)
            | ureq::Error::BadUri(_)
            | ureq::Error::InvalidProxyUrl
            | ureq::Error::TlsRequired
            | ureq::Error::RequireHttpsOnly(_)
    )
}

/// The handshake happens with the first write: when it fails, no byte of the request was readable to anybody.
fn failed_in_tls(error: &ureq::Error) -> bool {
    let text = match error {
        ureq::Error::Tls(_) => return true,
        // Rustls wraps what it says in an error of this kind.
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::InvalidData => error.to_string(),
        ureq::Error::Io(_) => return false,
        error => error.to_string(),
    };
    ["invalid peer certificate", "received fatal alert", "certificate verify failed", "handshake"]
        .iter()
        .any(|mark| text.contains(mark))
}
