//! Opening connections: names are resolved when one is really opened, and an answer that stalls is given up.

use std::fmt;
use std::io;
use std::time::Duration;

use ureq::config::Config;
use ureq::unversioned::resolver::{ArrayVec, ResolvedSocketAddrs, Resolver as UreqResolver};
#[cfg(feature = "native-tls")]
use ureq::unversioned::transport::NativeTlsConnector;
#[cfg(feature = "rustls")]
use ureq::unversioned::transport::RustlsConnector;
use ureq::unversioned::transport::{
    Buffers, ConnectProxyConnector, ConnectionDetails, Connector, NextTimeout, Transport as UreqConnection, time,
};

use super::connect_limit;
use super::socket::Sockets;
use crate::transport::Timeouts;
use crate::transport::resolver::Resolver;

/// As many as ureq's list of addresses holds.
const MAX_ADDRESSES: usize = 16;

/// Resolves when a connection is really opened, not for each request that a pooled one serves.
pub(super) struct Connect {
    resolver: Resolver,
    /// The limits of a request that brings none of its own. ureq would look at each of them at each step of each request.
    limits: Timeouts,
    /// Whether its agent has a proxy: what is opened without one is the way to it.
    has_proxy: bool,
    inner: Box<dyn Connector<Out = Box<dyn UreqConnection>>>,
}

impl Connect {
    pub(super) fn new(limits: Timeouts, has_proxy: bool) -> Self {
        let chain = ().chain(ConnectProxyConnector::default()).chain(Sockets);
        #[cfg(feature = "rustls")]
        let chain = chain.chain(RustlsConnector::default());
        #[cfg(feature = "native-tls")]
        let chain = chain.chain(NativeTlsConnector::default());
        Self { resolver: Resolver::default(), limits, has_proxy, inner: Box::new(chain.chain(Boxing)) }
    }

    fn addresses(&self, details: &ConnectionDetails<'_>) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let proxied = details.config.proxy().is_some_and(|proxy| !proxy.is_no_proxy(details.uri));
        if proxied {
            // The proxy resolves the host; its own connection comes through here again, without a proxy.
            return Ok(no_addresses());
        }
        let host = details.uri.host().unwrap_or_default();
        let default_port = if details.uri.scheme_str() == Some("http") { 80 } else { 443 };
        let port = details.uri.port_u16().unwrap_or(default_port);
        let limit = self.timeout(details).not_zero().map_or(Duration::ZERO, |limit| *limit);
        // The connection may take what the look-up leaves over, and not the other way round.
        let own = details.config.timeouts().resolve.filter(|_| details.request_level);
        let limit = limit.min(own.unwrap_or(self.limits.resolve()));
        let found = self.resolver.resolve(host, port, limit).map_err(ureq::Error::Io)?;
        let mut addresses = no_addresses();
        found.into_iter().take(MAX_ADDRESSES).for_each(|address| addresses.push(address));
        if addresses.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(addresses) }
    }
}

impl Connect {
    fn timeout(&self, details: &ConnectionDetails<'_>) -> NextTimeout {
        let mut timeout = details.timeout;
        if !details.request_level {
            limit(&mut timeout, connect_limit(&self.limits), ureq::Timeout::Connect);
        }
        timeout
    }
}

/// Shortens what is left to a limit, where that comes first.
fn limit(timeout: &mut NextTimeout, limit: Duration, reason: ureq::Timeout) {
    if *timeout.after > limit {
        timeout.after = time::Duration::Exact(limit);
        timeout.reason = reason;
    }
}

fn no_addresses() -> ResolvedSocketAddrs {
    ArrayVec::from_fn(|_| ([0, 0, 0, 0], 0).into())
}

impl Connector for Connect {
    type Out = Box<dyn UreqConnection>;

    fn connect(&self, details: &ConnectionDetails<'_>, _: Option<()>) -> Result<Option<Self::Out>, ureq::Error> {
        let started = std::time::Instant::now();
        let connected = self.addresses(details).and_then(|addrs| {
            // What the look-up took is gone from what both may take together.
            let mut timeout = self.timeout(details);
            if let time::Duration::Exact(left) = timeout.after {
                timeout.after = time::Duration::Exact(left.saturating_sub(started.elapsed()));
            }
            let details = ConnectionDetails {
                uri: details.uri,
                addrs,
                config: details.config,
                request_level: details.request_level,
                resolver: details.resolver,
                // TLS counts its time from here.
                now: (details.current_time)(),
                timeout,
                current_time: details.current_time.clone(),
                run_connector: details.run_connector.clone(),
                register_shutdown: details.register_shutdown.clone(),
            };
            self.inner.connect(&details, None)
        });
        // The way to a proxy lies under a connection that has the limits, and answers for it.
        let is_leg = self.has_proxy && details.config.proxy().is_none();
        match connected {
            Ok(inner) if is_leg => Ok(inner),
            Ok(inner) => Ok(inner.map(|inner| {
                let connection = Connection { inner, limits: self.limits, answering: false };
                Box::new(connection) as Box<dyn UreqConnection>
            })),
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
pub(super) struct Later;

impl UreqResolver for Later {
    fn resolve(&self, _: &http::Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        Ok(no_addresses())
    }
}

/// Ends the chain of connectors: one type for whatever they made.
#[derive(Debug)]
struct Boxing;

impl<T: UreqConnection> Connector<T> for Boxing {
    type Out = Box<dyn UreqConnection>;

    fn connect(&self, _: &ConnectionDetails<'_>, made: Option<T>) -> Result<Option<Self::Out>, ureq::Error> {
        Ok(made.map(|made| Box::new(made) as Box<dyn UreqConnection>))
    }
}

/// A connection that gives up on an answer which stalls, but only after its first byte, and that is asked whether it is
/// still open when it is to be used, not also when it is put aside.
#[derive(Debug)]
pub(super) struct Connection {
    inner: Box<dyn UreqConnection>,
    limits: Timeouts,
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
        match (timeout.per_read, self.answering) {
            // The request has limits of its own.
            (Some(_), true) => {}
            (Some(_), false) => timeout.per_read = None,
            (None, true) => limit(&mut timeout, self.limits.read(), ureq::Timeout::PerRead),
            (None, false) => limit(&mut timeout, self.limits.first_byte(), ureq::Timeout::RecvResponse),
        }
        let progress = self.inner.await_input(timeout)?;
        self.answering |= progress;
        Ok(progress)
    }

    fn is_open(&mut self) -> bool {
        // ureq asks twice: after an answer, and before the next request.
        std::mem::take(&mut self.answering) || self.inner.is_open()
    }

    fn is_tls(&self) -> bool {
        self.inner.is_tls()
    }
}

/// A failure before any byte of the request could leave.
#[derive(Debug)]
pub(super) struct NotConnected(ureq::Error);

impl NotConnected {
    pub(super) fn cause(&self) -> &ureq::Error {
        match &self.0 {
            // A proxy's connection comes through our connector, too.
            ureq::Error::Other(cause) => cause.downcast_ref::<Self>().map_or(&self.0, Self::cause),
            cause => cause,
        }
    }

    pub(super) fn is_timeout(&self) -> bool {
        match self.cause() {
            ureq::Error::Timeout(_) => true,
            ureq::Error::Io(error) => error.kind() == io::ErrorKind::TimedOut,
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
