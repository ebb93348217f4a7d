//! When something that expires is refreshed: decisions only, time and chance come in as arguments.

use std::time::{Duration, SystemTime};

const MINUTE: Duration = Duration::from_secs(60);

/// How an expiring value stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Freshness {
    /// Nothing to do.
    Fresh,
    /// One caller refreshes; the others go on with what they have.
    Advisory,
    /// Everybody waits for the refresh; if it fails, the value still serves.
    Mandatory,
    /// Never sent again.
    Expired,
}

/// The moments at which one value's state changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    advisory: SystemTime,
    mandatory: SystemTime,
    expires: SystemTime,
}

impl Window {
    /// The window of a value issued now. `unit` in `[0, 1)` spreads refreshes of many processes.
    ///
    /// Mandatory from 60 s before expiry; advisory from 5, 15 or 60 minutes before, by lifetime, less a jitter of up to a
    /// fifth of that, at most 60 s. Neither takes more than a third of the lifetime.
    pub(super) fn new(issued: SystemTime, expires: SystemTime, unit: f64) -> Self {
        let lifetime = expires.duration_since(issued).unwrap_or_default();
        let third = lifetime / 3;
        let ahead = match lifetime.as_secs() / 60 {
            0..=20 => 5 * MINUTE,
            21..90 => 15 * MINUTE,
            _ => 60 * MINUTE,
        };
        let ahead = ahead.min(third);
        let ahead = ahead.saturating_sub(MINUTE.min(ahead / 5).mul_f64(unit.clamp(0.0, 1.0)));
        let before = |ahead| expires.checked_sub(ahead).unwrap_or(issued);
        Self { advisory: before(ahead), mandatory: before(MINUTE.min(third).min(ahead)), expires }
    }

    pub(super) fn at(&self, now: SystemTime) -> Freshness {
        if now >= self.expires {
            Freshness::Expired
        } else if now >= self.mandatory {
            Freshness::Mandatory
        } else if now >= self.advisory {
            Freshness::Advisory
        } else {
            Freshness::Fresh
        }
    }
}

/// How long to leave a failing refresh alone while the old value is valid: U[300, 600] s.
pub(super) fn pause_while_valid(unit: f64) -> Duration {
    Duration::from_secs(300) + Duration::from_secs(300).mul_f64(unit)
}

/// How long to leave a failing refresh alone once the old value has expired: U[1, 5] s.
pub(super) fn pause_once_expired(unit: f64) -> Duration {
    Duration::from_secs(1) + Duration::from_secs(4).mul_f64(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lifetime: u64, unit: f64, advisory_before: u64, mandatory_before: u64) {
        let issued = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        let expires = issued + Duration::from_secs(lifetime);
        let window = Window::new(issued, expires, unit);
        assert_eq!(expires.duration_since(window.advisory).unwrap().as_secs(), advisory_before, "advisory");
        assert_eq!(expires.duration_since(window.mandatory).unwrap().as_secs(), mandatory_before, "mandatory");
        assert_eq!(window.at(issued), Freshness::Fresh);
        assert_eq!(
            window.at(window.advisory),
            if advisory_before == mandatory_before { Freshness::Mandatory } else { Freshness::Advisory }
        );
        assert_eq!(window.at(window.mandatory), Freshness::Mandatory);
        assert_eq!(window.at(expires), Freshness::Expired);
    }

    #[test]
    fn windows_follow_the_policy() {
        check(3600, 0.0, 900, 60);
        check(3600, 1.0, 840, 60);
        check(20 * 60, 0.0, 300, 60);
        check(90 * 60, 0.0, 30 * 60, 60);
        check(24 * 3600, 0.0, 3600, 60);
        check(300, 0.0, 100, 60);
        check(300, 1.0, 80, 60);
        check(90, 0.0, 30, 30);
    }

    #[test]
    fn what_never_was_valid_is_expired() {
        let now = SystemTime::UNIX_EPOCH;
        assert_eq!(Window::new(now, now, 0.5).at(now), Freshness::Expired);
    }

    #[test]
    fn pauses_stay_in_their_ranges() {
        assert_eq!(pause_while_valid(0.0).as_secs(), 300);
        assert_eq!(pause_while_valid(1.0).as_secs(), 600);
        assert_eq!(pause_once_expired(0.0).as_secs(), 1);
        assert_eq!(pause_once_expired(1.0).as_secs(), 5);
    }
}
