//! Opening connections: the name is resolved, the socket opened, the proxy told, TLS set up.
//!
//! This is what `ureq` does for us; what is sent over a connection is none of its business.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use http::Uri;
use ureq::Timeout;
use ureq::config::Config;
use ureq::unversioned::resolver::{ArrayVec, ResolvedSocketAddrs, Resolver as UreqResolver};
#[cfg(feature = "native-tls")]
use ureq::unversioned::transport::NativeTlsConnector;
#[cfg(feature = "rustls")]
use ureq::unversioned::transport::RustlsConnector;
use ureq::unversioned::transport::{
    Buffers, ConnectProxyConnector, ConnectionDetails, Connector, NextTimeout, TcpConnector, Transport, time,
};

use crate::transport::resolver::Resolver;
use crate::transport::{Timeouts, TransportError};

/// As many as ureq's list of addresses holds.
const MAX_ADDRESSES: usize = 16;

/// Opens connections, all by the same settings.
pub(super) struct Connect {
    config: Config,
    chain: Arc<Chain>,
}

struct Chain {
    resolver: Resolver,
    connector: Box<dyn Connector<Out = Box<dyn Transport>>>,
}

/// The moment by which a connection must stand, and how long its two parts may take.
#[derive(Clone, Copy)]
struct Limits {
    until: Instant,
    resolve: Duration,
    connect: Duration,
}

impl Connect {
    pub(super) fn new(config: Config) -> Self {
        let connector = ().chain(ConnectProxyConnector::default()).chain(TcpConnector::default()).chain(Steadying);
        #[cfg(feature = "rustls")]
        let connector = connector.chain(RustlsConnector::default());
        #[cfg(feature = "native-tls")]
        let connector = connector.chain(NativeTlsConnector::default());
        let chain = Chain { resolver: Resolver::default(), connector: Box::new(connector.chain(Boxing)) };
        Self { config, chain: Arc::new(chain) }
    }

    /// A new connection to the host of `uri`. Nothing of a request has left when this fails.
    pub(super) fn open(
        &self,
        uri: &Uri,
        limits: &Timeouts,
        until: Instant,
    ) -> Result<Box<dyn Transport>, TransportError> {
        let limits = Limits { until, resolve: limits.resolve(), connect: limits.connect() };
        let chain = Arc::clone(&self.chain);
        let details = ConnectionDetails {
            uri,
            addrs: no_addresses(),
            config: &self.config,
            request_level: false,
            resolver: &Later,
            now: time::Instant::now(),
            timeout: timeout(limits.connect, Timeout::Connect),
            current_time: Arc::new(time::Instant::now),
            // The proxy's own connection.
            run_connector: Arc::new(move |details| chain.connect(details, limits)),
            register_shutdown: Arc::new(|_| Ok(())),
        };
        self.chain.connect(&details, limits).map_err(|error| {
            let (timeout, permanent) = (is_timeout(&error), is_permanent(&error));
            let error = TransportError::not_sent(error);
            match (timeout, permanent) {
                (true, _) => error.timed_out(),
                (_, true) => error.permanent(),
                _ => error,
            }
        })
    }
}

impl Chain {
    fn connect(&self, details: &ConnectionDetails<'_>, limits: Limits) -> Result<Box<dyn Transport>, ureq::Error> {
        let addrs = self.addresses(details, limits)?;
        let left = limits.until.saturating_duration_since(Instant::now());
        let details = ConnectionDetails {
            uri: details.uri,
            addrs,
            config: details.config,
            request_level: details.request_level,
            resolver: details.resolver,
            now: time::Instant::now(),
            timeout: timeout(limits.connect.min(left), Timeout::Connect),
            current_time: Arc::clone(&details.current_time),
            run_connector: Arc::clone(&details.run_connector),
            register_shutdown: Arc::clone(&details.register_shutdown),
        };
        let connected = self.connector.connect(&details, None)?.ok_or(ureq::Error::ConnectionFailed)?;
        if details.needs_tls() && !connected.is_tls() {
            return Err(ureq::Error::TlsRequired);
        }
        Ok(connected)
    }

    fn addresses(&self, details: &ConnectionDetails<'_>, limits: Limits) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let proxied = details.config.proxy().is_some_and(|proxy| !proxy.is_no_proxy(details.uri));
        if proxied {
            // The proxy resolves the host; its own connection comes through here again, without a proxy.
            return Ok(no_addresses());
        }
        let host = details.uri.host().unwrap_or_default();
        let default_port = if details.uri.scheme_str() == Some("http") { 80 } else { 443 };
        let port = details.uri.port_u16().unwrap_or(default_port);
        let left = limits.until.saturating_duration_since(Instant::now());
        let found = self.resolver.resolve(host, port, limits.resolve.min(left)).map_err(ureq::Error::Io)?;
        let mut addresses = no_addresses();
        found.into_iter().take(MAX_ADDRESSES).for_each(|address| addresses.push(address));
        if addresses.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(addresses) }
    }
}

impl fmt::Debug for Connect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Connect")
    }
}

pub(super) fn timeout(limit: Duration, reason: Timeout) -> NextTimeout {
    NextTimeout { after: time::Duration::Exact(limit), reason, ..NextTimeout::default() }
}

fn no_addresses() -> ResolvedSocketAddrs {
    ArrayVec::from_fn(|_| ([0, 0, 0, 0], 0).into())
}

pub(super) fn is_timeout(error: &ureq::Error) -> bool {
    match error {
        ureq::Error::Timeout(_) => true,
        ureq::Error::Io(error) => error.kind() == io::ErrorKind::TimedOut,
        _ => false,
    }
}

/// Whether another try is sure to fail, too: a certificate that is not trusted, a setting that cannot work.
fn is_permanent(error: &ureq::Error) -> bool {
    let text = match error {
        ureq::Error::Tls(_)
        | ureq::Error::Http(_)
        | ureq::Error::BadUri(_)
        | ureq::Error::InvalidProxyUrl
        | ureq::Error::TlsRequired => return true,
        // Rustls wraps what it says in an error of this kind.
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::InvalidData => error.to_string(),
        ureq::Error::Io(_) => return false,
        error => error.to_string(),
    };
    ["invalid peer certificate", "received fatal alert", "certificate verify failed", "handshake"]
        .iter()
        .any(|mark| text.contains(mark))
}

/// Stands in for ureq's resolver: [`Chain`] resolves.
#[derive(Debug)]
struct Later;

impl UreqResolver for Later {
    fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        Ok(no_addresses())
    }
}

/// Ends the chain of connectors: one type for whatever they made.
#[derive(Debug)]
struct Boxing;

impl<T: Transport> Connector<T> for Boxing {
    type Out = Box<dyn Transport>;

    fn connect(&self, _: &ConnectionDetails<'_>, made: Option<T>) -> Result<Option<Self::Out>, ureq::Error> {
        Ok(made.map(|made| Box::new(made) as Box<dyn Transport>))
    }
}

/// Wraps sockets in [`Steady`].
#[derive(Debug)]
struct Steadying;

impl<T: Transport> Connector<T> for Steadying {
    type Out = Steady<T>;

    fn connect(&self, _: &ConnectionDetails<'_>, made: Option<T>) -> Result<Option<Self::Out>, ureq::Error> {
        Ok(made.map(Steady))
    }
}

/// A socket whose timeouts change in steps: setting one is a system call, and what is left of a minute differs by
/// microseconds from call to call.
#[derive(Debug)]
struct Steady<T>(T);

/// Limits shorter than eight of these are kept to the letter; longer ones are rounded up.
const STEP: Duration = Duration::from_millis(250);

fn steadied(mut timeout: NextTimeout) -> NextTimeout {
    if let time::Duration::Exact(after) = timeout.after
        && after >= STEP * 8
    {
        let steps = after.as_nanos().div_ceil(STEP.as_nanos());
        timeout.after = time::Duration::Exact(STEP.saturating_mul(u32::try_from(steps).unwrap_or(u32::MAX)));
    }
    timeout
}

impl<T: Transport> Transport for Steady<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.0.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), ureq::Error> {
        self.0.transmit_output(amount, steadied(timeout))
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, ureq::Error> {
        self.0.await_input(steadied(timeout))
    }

    fn is_open(&mut self) -> bool {
        self.0.is_open()
    }

    fn is_tls(&self) -> bool {
        self.0.is_tls()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timeouts_change_in_steps_and_are_never_shortened() {
        let steady = |millis| steadied(timeout(Duration::from_micros(millis), Timeout::Global)).after;
        let exactly = |micros| time::Duration::Exact(Duration::from_micros(micros));
        assert_eq!(steady(59_999_990), exactly(60_000_000));
        assert_eq!(steady(60_000_000), exactly(60_000_000));
        assert_eq!(steady(2_000_001), exactly(2_250_000));
        assert_eq!(steady(1_999_999), exactly(1_999_999));
    }
}
