//! How long to wait before an attempt.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, StatusCode};

use super::Class;

const LONGEST: Duration = Duration::from_secs(20);
const BASE: Duration = Duration::from_millis(50);
const THROTTLED_BASE: Duration = Duration::from_secs(1);
/// How far beyond our own pause the service may send us with `x-amz-retry-after`.
const STRETCH: Duration = Duration::from_secs(5);

/// What the service says about when to come back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RetryAfter {
    /// `x-amz-retry-after`, in milliseconds.
    amazon: Option<Duration>,
    /// `Retry-After`, in seconds or as a date, on 429 and 503.
    standard: Option<Duration>,
}

impl RetryAfter {
    pub(crate) fn of(status: StatusCode, headers: &HeaderMap, now: SystemTime) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
        let amazon = text("x-amz-retry-after").and_then(|text| text.parse().ok()).map(Duration::from_millis);
        let heeded = status == StatusCode::TOO_MANY_REQUESTS || status == StatusCode::SERVICE_UNAVAILABLE;
        let standard = text("retry-after").filter(|_| heeded).and_then(|text| {
            let seconds = text.parse().ok().map(Duration::from_secs);
            seconds.or_else(|| Some(httpdate::parse_http_date(text).ok()?.duration_since(now).unwrap_or_default()))
        });
        Self { amazon, standard }
    }
}

/// The pause before retry number `retry` (the first is 0), by the chance `unit` in `[0, 1]`.
pub(crate) fn delay(class: Class, retry: u32, unit: f64, after: RetryAfter) -> Duration {
    let base = if class == Class::Throttled { THROTTLED_BASE } else { BASE };
    let ceiling = base.saturating_mul(2_u32.saturating_pow(retry)).min(LONGEST);
    let own = ceiling.mul_f64(unit.clamp(0.0, 1.0));
    let own = after.amazon.map_or(own, |amazon| amazon.clamp(own, own + STRETCH));
    after.standard.map_or(own, |standard| own.max(standard.min(LONGEST)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_their_ceiling() {
        let seconds = |class| (0..10).map(move |retry| delay(class, retry, 1.0, RetryAfter::default()).as_secs_f64());
        let transient = [0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 20.0];
        assert!(seconds(Class::Transient).eq(transient));
        let throttled = [1.0, 2.0, 4.0, 8.0, 16.0, 20.0, 20.0];
        assert!(seconds(Class::Throttled).take(7).eq(throttled));
        assert_eq!(delay(Class::Transient, u32::MAX, 0.0, RetryAfter::default()), Duration::ZERO);
    }

    #[track_caller]
    fn check(status: u16, headers: &[(&'static str, &str)], expected: f64) {
        let headers = headers.iter().map(|(name, value)| ((*name).parse().unwrap(), value.parse().unwrap())).collect();
        let now = SystemTime::UNIX_EPOCH;
        let after = RetryAfter::of(StatusCode::from_u16(status).unwrap(), &headers, now);
        let paused = delay(Class::Transient, 0, 1.0, after).as_secs_f64();
        assert!((paused - expected).abs() < 1e-9, "{paused}");
    }

    #[test]
    fn the_service_may_ask_for_more_time_within_bounds() {
        for (value, seconds) in [("1500", 1.5), ("0", 0.05), ("10000", 5.05), ("invalid", 0.05), ("-100", 0.05)] {
            check(500, &[("x-amz-retry-after", value)], seconds);
        }
        check(503, &[("retry-after", "3")], 3.0);
        check(429, &[("retry-after", "3600")], 20.0);
        check(503, &[("retry-after", "Thu, 01 Jan 1970 00:00:07 GMT")], 7.0);
        check(500, &[("retry-after", "3")], 0.05);
    }
}
