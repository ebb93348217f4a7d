//! Where time comes from. The one file that reads the system's clock.

use std::fmt;
use std::sync::Mutex;
use std::time::{Duration, Instant, SystemTime};

/// The wall clock that signing and expiry go by.
///
/// [`SystemClock`] by default; [`ManualClock`] in tests. Timeouts do not use it: they run on the monotonic clock.
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// The current time.
    fn now(&self) -> SystemTime;

    /// Pauses before a retry. Default: the thread sleeps.
    fn sleep(&self, pause: Duration) {
        std::thread::sleep(pause);
    }
}

/// The system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the system's clock")]
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// A clock that stands still until a test moves it.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use amplify_rest::{Clock, ManualClock};
///
/// let clock = ManualClock::new(SystemTime::UNIX_EPOCH);
/// clock.advance(Duration::from_secs(60));
/// assert_eq!(clock.now(), SystemTime::UNIX_EPOCH + Duration::from_secs(60));
/// ```
#[derive(Debug)]
pub struct ManualClock(Mutex<SystemTime>);

impl ManualClock {
    /// A clock that shows `now`.
    #[must_use]
    pub fn new(now: SystemTime) -> Self {
        Self(Mutex::new(now))
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: Duration) {
        let mut now = crate::sync::lock(&self.0);
        *now = now.checked_add(by).unwrap_or(*now);
    }

    /// Sets the clock, backwards too.
    pub fn set(&self, now: SystemTime) {
        *crate::sync::lock(&self.0) = now;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> SystemTime {
        *crate::sync::lock(&self.0)
    }

    /// Takes no time, but moves the clock.
    fn sleep(&self, pause: Duration) {
        self.advance(pause);
    }
}

/// The moment by which something must be done, on the monotonic clock.
///
/// It travels with a call, so that waiting for another thread's refresh, the refresh itself and the request share one
/// limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline(Instant);

impl Deadline {
    /// `limit` from now.
    #[must_use]
    pub fn after(limit: Duration) -> Self {
        let now = Instant::now();
        // A limit beyond what the clock can count is as good as a century.
        Self(now.checked_add(limit).unwrap_or_else(|| now + Duration::from_secs(3_155_760_000)))
    }

    /// What is left of it; zero once it has passed.
    #[must_use]
    pub fn remaining(self) -> Duration {
        self.0.saturating_duration_since(Instant::now())
    }

    /// The earlier of this one and `limit` from now.
    #[must_use]
    pub fn at_most(self, limit: Duration) -> Self {
        Self(self.0.min(Self::after(limit).0))
    }
}
