//! What time it is in a local cloud: the machine's clock and an offset that a test can move.
//!
//! The only file that reads the machine's clock.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, TimeDelta, Utc};

/// The cloud's clock.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    offset_milliseconds: AtomicI64,
}

impl Clock {
    /// Now, by this cloud's clock.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        let offset = self.offset_milliseconds.load(Ordering::Relaxed);
        let machine = machine_time();
        TimeDelta::try_milliseconds(offset).and_then(|offset| machine.checked_add_signed(offset)).unwrap_or(machine)
    }

    /// Sets the clock off from the machine's by so many seconds; negative is behind.
    pub(crate) fn set_offset(&self, seconds: i64) {
        self.offset_milliseconds.store(seconds.saturating_mul(1000), Ordering::Relaxed);
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one clock file")]
fn machine_time() -> DateTime<Utc> {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let milliseconds = i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX);
    DateTime::from_timestamp_millis(milliseconds).unwrap_or_default()
}
