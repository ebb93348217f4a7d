//! What the cloud saw: every request, and the status it was answered with.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::received::Received;

/// So many requests are kept: a cloud may serve a developer for days.
const KEPT: usize = 10_000;

/// One request that the cloud received. `Debug` shows no header value, query or body.
#[derive(Clone)]
pub struct Recorded {
    name: String,
    operation: Option<String>,
    request: Received,
    status: u16,
}

impl Recorded {
    /// The Cognito operation (`GetId`) or the endpoint (`todos`) that was called; empty for anything else.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The operation of the endpoint's document that was called, by its method and path as they are written there:
    /// `GET /items/{id}`, `ANY /{proxy+}`. `None` where there is no document, or that no such operation.
    #[must_use]
    pub fn operation(&self) -> Option<&str> {
        self.operation.as_deref()
    }

    /// The request as it arrived.
    #[must_use]
    pub fn request(&self) -> &Received {
        &self.request
    }

    /// The status of the answer; 0 where the connection was reset instead.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }
}

impl fmt::Debug for Recorded {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {} {} -> {}", self.name, self.request.method(), self.request.path(), self.status)
    }
}

/// Everything that was recorded.
#[derive(Default)]
pub(crate) struct Records {
    seen: Mutex<Seen>,
    connections: AtomicUsize,
}

#[derive(Default)]
struct Seen {
    latest: VecDeque<Recorded>,
    counts: BTreeMap<String, usize>,
}

impl Records {
    pub(crate) fn add(&self, name: String, operation: Option<String>, request: Received, status: u16) {
        let mut seen = self.seen();
        *seen.counts.entry(name.clone()).or_default() += 1;
        if seen.latest.len() == KEPT {
            seen.latest.pop_front();
        }
        seen.latest.push_back(Recorded { name, operation, request, status });
    }

    pub(crate) fn latest(&self) -> Vec<Recorded> {
        self.seen().latest.iter().cloned().collect()
    }

    pub(crate) fn count(&self, name: &str) -> usize {
        self.seen().counts.get(name).copied().unwrap_or(0)
    }

    pub(crate) fn clear(&self) {
        *self.seen() = Seen::default();
    }

    pub(crate) fn add_connection(&self) {
        self.connections.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
