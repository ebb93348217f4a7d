//! Connections that wait for their next request.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use http::Uri;
use http::uri::{Authority, Scheme};

use super::connection::Connection;
use crate::sync::lock;

const MAX_IDLE: usize = 128;
const MAX_AGE: Duration = Duration::from_secs(15);
/// A request that must not be sent twice takes no connection which the server may be about to close.
const MAX_AGE_ONCE_ONLY: Duration = Duration::from_secs(2);

/// Where a connection leads.
#[derive(Clone, Debug)]
pub(super) struct Key {
    tls: bool,
    authority: Authority,
}

impl Key {
    /// `None` for a URL without a host.
    pub(super) fn of(uri: &Uri) -> Option<Self> {
        Some(Self { tls: uri.scheme() == Some(&Scheme::HTTPS), authority: uri.authority()?.clone() })
    }

    fn leads_to(&self, other: &Self) -> bool {
        self.tls == other.tls && self.authority.as_str() == other.authority.as_str()
    }
}

/// Whether a request may be sent again where nobody knows if it was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sending {
    Repeatable,
    OnceOnly,
}

/// The idle connections of one client, host by host, the last used one last.
#[derive(Default)]
pub(super) struct Pool(Mutex<Vec<(Key, Vec<Connection>)>>);

impl Pool {
    /// An idle connection that is still open.
    pub(super) fn take(&self, key: &Key, sending: Sending, now: Instant) -> Option<Connection> {
        let max_age = match sending {
            Sending::Repeatable => MAX_AGE,
            Sending::OnceOnly => MAX_AGE_ONCE_ONLY,
        };
        loop {
            let mut candidate = {
                let mut hosts = lock(&self.0);
                let (_, idle) = hosts.iter_mut().find(|(known, _)| known.leads_to(key))?;
                idle.pop_if(|connection| now.saturating_duration_since(connection.idle_since) < max_age)?
            };
            if candidate.is_open() {
                return Some(candidate);
            }
        }
    }

    /// Keeps a connection for later.
    pub(super) fn put(&self, mut connection: Connection) {
        let now = Instant::now();
        connection.idle_since = now;
        let is_old = |connection: &Connection| now.saturating_duration_since(connection.idle_since) >= MAX_AGE;
        let mut outdated = Vec::new();
        let mut hosts = lock(&self.0);
        for (_, idle) in hosts.iter_mut() {
            // The oldest come first.
            let old = idle.iter().take_while(|connection| is_old(connection)).count();
            outdated.extend(idle.drain(..old));
        }
        let kept: usize = hosts.iter().map(|(_, idle)| idle.len()).sum();
        if kept < MAX_IDLE {
            if let Some((_, idle)) = hosts.iter_mut().find(|(known, _)| known.leads_to(&connection.key)) {
                idle.push(connection);
            } else {
                hosts.retain(|(_, idle)| !idle.is_empty());
                hosts.push((connection.key.clone(), vec![connection]));
            }
        }
        drop(hosts);
        // Closing sockets takes system calls, which nobody else need wait for.
        drop(outdated);
    }
}
