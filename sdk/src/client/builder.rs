//! The choices a program has about its connections.

use std::fmt;
use std::sync::{Arc, Mutex};

use super::Client;
use crate::clock::SystemClock;
use crate::link::Link;
use crate::request::PlainHttp;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
use crate::transport::{Certificate, Identity};
use crate::transport::{Proxy, Transport, TransportSettings, UreqTransport};
use crate::{Clock, Error, Retries, Timeouts};

const MAX_BODY: u64 = 10 * 1024 * 1024;

/// Makes a [`Client`].
#[must_use]
#[derive(Default)]
pub struct ClientBuilder {
    settings: TransportSettings,
    transport: Option<Arc<dyn Transport>>,
    clock: Option<Arc<dyn Clock>>,
    retries: Retries,
    plain_http: PlainHttp,
    max_body: Option<u64>,
}

impl ClientBuilder {
    /// Limits of time for every call. Default: [`Timeouts::default`].
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.settings.timeouts = timeouts;
        self
    }

    /// How often calls are tried. Default: [`Retries::default`], three attempts.
    pub fn retries(mut self, retries: Retries) -> Self {
        self.retries = retries;
        self
    }

    /// Which hosts may be called over plain HTTP. Default: [`PlainHttp::Loopback`].
    pub fn plain_http(mut self, allowed: PlainHttp) -> Self {
        self.plain_http = allowed;
        self
    }

    /// How many bytes of an answer's body are read into memory. Default: 10 MiB.
    pub fn max_body(mut self, bytes: u64) -> Self {
        self.max_body = Some(bytes);
        self
    }

    /// The proxy to go through. Default: none, also where the environment names one; see
    /// [`Proxy::from_environment`].
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.settings.proxy = Some(proxy);
        self
    }

    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    /// Trusts these certificates *in place of* the built-in roots. Default: Mozilla's roots.
    pub fn trust(mut self, certificates: impl IntoIterator<Item = Certificate>) -> Self {
        self.settings.tls.trusted = certificates.into_iter().collect();
        self
    }

    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    /// The client certificate for mutual TLS. Default: none.
    pub fn identity(mut self, identity: Identity) -> Self {
        self.settings.tls.identity = Some(identity);
        self
    }

    /// The `User-Agent` of every request. Default: `amplify-rest/<version>`.
    pub fn user_agent(mut self, user_agent: &str) -> Self {
        self.settings.user_agent = Some(user_agent.to_owned());
        self
    }

    /// Another network: a fake for tests, or another HTTP client. Default: HTTP/1.1 with pooled connections.
    ///
    /// Proxy, trust, identity and user agent are the default transport's own; another one has its own say on them.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// The clock that signing and expiry go by. Default: the system's.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// The client. Contacts nobody.
    ///
    /// # Errors
    /// When a setting cannot work, such as a user agent that no header can carry.
    pub fn build(self) -> Result<Client, Error> {
        if let Some(user_agent) = &self.settings.user_agent {
            http::HeaderValue::from_str(user_agent)
                .map_err(|cause| Error::configuration("no header can carry this user agent").with_source(cause))?;
        }
        let timeouts = self.settings.timeouts;
        let transport = self.transport.unwrap_or_else(|| Arc::new(UreqTransport::new(self.settings)));
        Ok(Client(Arc::new(Link {
            transport,
            clock: self.clock.unwrap_or_else(|| Arc::new(SystemClock)),
            timeouts,
            retries: self.retries,
            plain_http: self.plain_http,
            max_body: self.max_body.unwrap_or(MAX_BODY),
            hosts: Mutex::default(),
        })))
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").field("settings", &self.settings).finish_non_exhaustive()
    }
}
