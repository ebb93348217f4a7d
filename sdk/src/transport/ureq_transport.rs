//! The transport on `ureq`. The one file that names it.
//!
//! ureq's own defaults follow redirects with secret headers, take a proxy from the environment, look the host up for
//! every request and set no limit of time: all of that is decided here, once.

use std::fmt;
use std::io;
use std::time::Duration;

use ureq::config::{AutoHeaderValue, Config};
use ureq::unversioned::resolver::{ArrayVec, ResolvedSocketAddrs, Resolver as UreqResolver};
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, DefaultConnector, NextTimeout, Transport as UreqConnection,
};
use ureq::{Agent, Timeout};

use super::resolver::Resolver;
use super::{Body, Reader, Timeouts, Transport, TransportError};
use crate::Error;

const IDLE_CONNECTIONS: usize = 128;
const IDLE_AGE: Duration = Duration::from_secs(15);
const BUFFER_BYTES: usize = 16 * 1024;
const HEADER_BYTES: usize = 64 * 1024;
/// As many as ureq's list of addresses holds.
const MAX_ADDRESSES: usize = 16;

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

/// A certificate that the client trusts beside the built-in roots' place: see
/// [`ClientBuilder::trust`](crate::ClientBuilder::trust).
#[derive(Clone)]
pub struct Certificate(ureq::tls::Certificate<'static>);

impl Certificate {
    /// From PEM text.
    ///
    /// # Errors
    /// When the text holds no certificate.
    pub fn from_pem(pem: &[u8]) -> Result<Self, Error> {
        ureq::tls::Certificate::from_pem(pem)
            .map(Self)
            .map_err(|cause| Error::configuration("the PEM text holds no certificate").with_source(cause))
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certificate({} bytes)", self.0.der().len())
    }
}

/// A client certificate with its private key, for mutual TLS.
///
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html>
#[derive(Clone)]
pub struct Identity(ureq::tls::ClientCert);

impl Identity {
    /// From PEM text: the certificate chain, and the private key.
    ///
    /// # Errors
    /// When either cannot be read.
    pub fn from_pem(chain: &[u8], private_key: &[u8]) -> Result<Self, Error> {
        let wrong = |cause| Error::configuration("the client certificate or its key cannot be read").with_source(cause);
        let mut certificates = Vec::new();
        for item in ureq::tls::parse_pem(chain) {
            if let ureq::tls::PemItem::Certificate(certificate) = item.map_err(wrong)? {
                certificates.push(certificate);
            }
        }
        if certificates.is_empty() {
            return Err(Error::configuration("the client certificate's PEM text holds no certificate"));
        }
        let key = ureq::tls::PrivateKey::from_pem(private_key).map_err(wrong)?;
        Ok(Self(ureq::tls::ClientCert::new_with_certs(&certificates, key)))
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity([redacted])")
    }
}

/// What the program decides about its connections.
#[derive(Clone, Debug, Default)]
pub(crate) struct TransportSettings {
    pub(crate) timeouts: Timeouts,
    pub(crate) proxy: Option<Proxy>,
    pub(crate) trusted: Vec<Certificate>,
    pub(crate) identity: Option<Identity>,
    pub(crate) user_agent: Option<String>,
}

/// Sets the limits on a config builder, whose scopes (agent, request) share no public trait.
///
/// ureq would apply the limit of each read to the wait for the first byte, too: [`Connection`] takes it off there.
macro_rules! limited {
    ($config:expr, $limits:expr) => {
        $config
            .timeout_global(Some($limits.overall()))
            .timeout_connect(Some($limits.resolve() + $limits.connect()))
            .timeout_recv_response(Some($limits.first_byte()))
            .timeout_per_read(Some($limits.read()))
    };
}

/// Sends requests over HTTP/1.1, with pooled connections.
#[derive(Debug)]
pub(crate) struct UreqTransport {
    agent: Agent,
    timeouts: Timeouts,
}

impl UreqTransport {
    pub(crate) fn new(settings: TransportSettings) -> Self {
        let mut tls = ureq::tls::TlsConfig::builder().client_cert(settings.identity.map(|identity| identity.0));
        if cfg!(all(feature = "native-tls", not(feature = "rustls"))) {
            tls = tls.provider(ureq::tls::TlsProvider::NativeTls);
        }
        if !settings.trusted.is_empty() {
            let roots: Vec<_> = settings.trusted.into_iter().map(|certificate| certificate.0).collect();
            tls = tls.root_certs(ureq::tls::RootCerts::new_with_certs(&roots));
        }
        let user_agent =
            settings.user_agent.unwrap_or_else(|| concat!("amplify-rest/", env!("CARGO_PKG_VERSION")).into());
        let config = limited!(Config::builder(), settings.timeouts)
            .tls_config(tls.build())
            .proxy(settings.proxy.map(|proxy| proxy.0))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(AutoHeaderValue::Provided(user_agent.into()))
            .accept(AutoHeaderValue::None)
            .accept_encoding(AutoHeaderValue::None)
            .max_idle_connections(IDLE_CONNECTIONS)
            .max_idle_connections_per_host(IDLE_CONNECTIONS)
            .max_idle_age(IDLE_AGE)
            .input_buffer_size(BUFFER_BYTES)
            .output_buffer_size(BUFFER_BYTES)
            .max_response_header_size(HEADER_BYTES)
            .allow_non_standard_methods(true)
            .build();
        let connect = Connect { resolver: Resolver::default(), inner: DefaultConnector::default() };
        Self { agent: Agent::with_parts(config, connect, Later), timeouts: settings.timeouts }
    }

    fn run(&self, request: http::Request<Body>, limits: &Timeouts) -> Result<http::Response<ureq::Body>, ureq::Error> {
        // These verbs carry no body in ureq's eyes unless one is forced upon them, which its builder alone can do.
        let forced = !request.body().is_empty()
            && (request.method() == http::Method::DELETE || request.method() == http::Method::OPTIONS);
        if forced {
            let (parts, body) = request.into_parts();
            let start = if parts.method == http::Method::DELETE {
                self.agent.delete(parts.uri)
            } else {
                self.agent.options(parts.uri)
            };
            let mut builder = limited!(start.force_send_body().config(), limits).build();
            for (name, value) in &parts.headers {
                builder = builder.header(name, value);
            }
            return builder.send(body.as_bytes());
        }
        let (parts, body) = request.into_parts();
        if body.is_empty() {
            return self.run_configured(http::Request::from_parts(parts, ()), limits);
        }
        self.run_configured(http::Request::from_parts(parts, body.as_bytes()), limits)
    }

    fn run_configured<S: ureq::AsSendBody>(
        &self,
        request: http::Request<S>,
        limits: &Timeouts,
    ) -> Result<http::Response<ureq::Body>, ureq::Error> {
        if *limits == self.timeouts {
            return self.agent.run(request);
        }
        self.agent.run(limited!(self.agent.configure_request(request), limits).build())
    }
}

impl Transport for UreqTransport {
    fn send(&self, request: http::Request<Body>, limits: &Timeouts) -> Result<http::Response<Reader>, TransportError> {
        match self.run(request, limits) {
            Ok(answer) => Ok(answer.map(|body| Box::new(body.into_reader()) as Reader)),
            Err(error) => Err(classify(error)),
        }
    }
}

fn classify(error: ureq::Error) -> TransportError {
    match error {
        // Our connector wraps whatever fails before a connection stands.
        ureq::Error::Other(cause) if cause.is::<NotConnected>() => {
            let timeout = cause.downcast_ref::<NotConnected>().is_some_and(NotConnected::is_timeout);
            let error = TransportError::not_sent(cause);
            if timeout { error.timed_out() } else { error }
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
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::InvalidData => error.to_string(),
        error => error.to_string(),
    };
    ["invalid peer certificate", "received fatal alert", "certificate verify failed", "handshake"]
        .iter()
        .any(|mark| text.contains(mark))
}

/// Resolves when a connection is really opened, not for each request that a pooled one serves.
struct Connect {
    resolver: Resolver,
    inner: DefaultConnector,
}

impl Connect {
    fn addresses(&self, details: &ConnectionDetails<'_>) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let proxied = details.config.proxy().is_some_and(|proxy| !proxy.is_no_proxy(details.uri));
        if proxied {
            // The proxy resolves the host; its own connection comes through here again, without a proxy.
            return Ok(no_addresses());
        }
        let host = details.uri.host().unwrap_or_default();
        let default_port = if details.uri.scheme_str() == Some("http") { 80 } else { 443 };
        let port = details.uri.port_u16().unwrap_or(default_port);
        let limit = details.timeout.not_zero().map_or(Duration::ZERO, |limit| *limit);
        let found = self.resolver.resolve(host, port, limit).map_err(ureq::Error::Io)?;
        let mut addresses = no_addresses();
        found.into_iter().take(MAX_ADDRESSES).for_each(|address| addresses.push(address));
        if addresses.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(addresses) }
    }
}

fn no_addresses() -> ResolvedSocketAddrs {
    ArrayVec::from_fn(|_| ([0, 0, 0, 0], 0).into())
}

impl Connector for Connect {
    type Out = Connection;

    fn connect(&self, details: &ConnectionDetails<'_>, _: Option<()>) -> Result<Option<Connection>, ureq::Error> {
        let connected = self.addresses(details).and_then(|addrs| {
            let details = ConnectionDetails {
                uri: details.uri,
                addrs,
                config: details.config,
                request_level: details.request_level,
                resolver: details.resolver,
                now: details.now,
                timeout: details.timeout,
                current_time: details.current_time.clone(),
                run_connector: details.run_connector.clone(),
                register_shutdown: details.register_shutdown.clone(),
            };
            self.inner.connect(&details, None)
        });
        match connected {
            Ok(inner) => Ok(inner.map(|inner| Connection { inner, answering: false })),
            Err(error) => Err(ureq::Error::Other(Box::new(NotConnected(error)))),
        }
    }
}

impl fmt::Debug for Connect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Connect")
    }
}

/// Stands in for ureq's resolver, which it asks even when a pooled connection will serve: [`Connect`] resolves.
#[derive(Debug)]
struct Later;

impl UreqResolver for Later {
    fn resolve(&self, _: &http::Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        Ok(no_addresses())
    }
}

/// A connection that gives up on an answer which stalls, but only after its first byte.
#[derive(Debug)]
struct Connection {
    inner: Box<dyn UreqConnection>,
    answering: bool,
}

impl UreqConnection for Connection {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.inner.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), ureq::Error> {
        self.answering = false;
        self.inner.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, mut timeout: NextTimeout) -> Result<bool, ureq::Error> {
        if !self.answering {
            timeout.per_read = None;
        }
        let progress = self.inner.await_input(timeout)?;
        self.answering |= progress;
        Ok(progress)
    }

    fn is_open(&mut self) -> bool {
        self.inner.is_open()
    }

    fn is_tls(&self) -> bool {
        self.inner.is_tls()
    }
}

/// A failure before any byte of the request could leave.
#[derive(Debug)]
struct NotConnected(ureq::Error);

impl NotConnected {
    fn is_timeout(&self) -> bool {
        match &self.0 {
            ureq::Error::Timeout(_) => true,
            ureq::Error::Io(error) => error.kind() == io::ErrorKind::TimedOut,
            ureq::Error::Other(cause) => cause.downcast_ref::<Self>().is_some_and(Self::is_timeout),
            _ => false,
        }
    }
}

impl fmt::Display for NotConnected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for NotConnected {}
