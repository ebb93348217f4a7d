//! Which failures are tried again, when, and how often: AWS's "Retry 2.1". Decisions only; time, chance and sleep come
//! from outside.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>

mod backoff;
mod budget;
mod failure;

pub(crate) use backoff::{RetryAfter, delay};
pub(crate) use budget::Budget;
pub(crate) use failure::{Class, Failure};

/// How often a call is tried.
///
/// What is tried again, after a growing and random pause: connections that could not be made and throttled calls (429),
/// whatever the method; broken connections, timeouts and 500, 502, 503, 504 where the method is idempotent or the request
/// says so. Never: other 4xx, 3xx, a usage plan's exhausted quota, a certificate that is not trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retries {
    attempts: u32,
}

impl Retries {
    /// One attempt and no other, not even the one with fresh credentials after an expiry.
    #[must_use]
    pub const fn none() -> Self {
        Self { attempts: 1 }
    }

    /// At most so many attempts, the first among them.
    #[must_use]
    pub const fn up_to(attempts: u32) -> Self {
        Self { attempts: if attempts == 0 { 1 } else { attempts } }
    }

    /// How many attempts there are at most.
    #[must_use]
    pub const fn attempts(self) -> u32 {
        self.attempts
    }
}

impl Default for Retries {
    /// Three attempts.
    fn default() -> Self {
        Self::up_to(3)
    }
}
