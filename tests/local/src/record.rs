//! What the cloud saw: every request, and the status it was answered with.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::received::Received;

/// One request that the cloud received. `Debug` shows no header value, query or body.
#[derive(Clone)]
pub struct Recorded {
    name: String,
    request: Received,
    status: u16,
}

impl Recorded {
    /// The Cognito operation (`GetId`) or the endpoint (`todos`) that was called; empty for anything else.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
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
    requests: Mutex<Vec<Recorded>>,
    connections: AtomicUsize,
}

impl Records {
    pub(crate) fn add(&self, name: String, request: Received, status: u16) {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).push(Recorded { name, request, status });
    }

    pub(crate) fn all(&self) -> Vec<Recorded> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn count(&self, name: &str) -> usize {
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        requests.iter().filter(|recorded| recorded.name == name).count()
    }

    pub(crate) fn clear(&self) {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    pub(crate) fn add_connection(&self) {
        self.connections.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }
}
