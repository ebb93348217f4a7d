//! How far a service's clock is from ours, learned from its answers.

use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderValue, header};

use crate::sync::lock;

/// A round trip longer than this says too little about the time in its middle.
const LONGEST_ROUND_TRIP: Duration = Duration::from_secs(15 * 60);

/// From here on a refused signature is taken for a wrong clock's.
const SUSPICIOUS: Duration = Duration::from_secs(4 * 60);

/// What to add to our clock to get a service's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Offset(i64);

impl Offset {
    /// What an answer says: its `Date`, less the middle of sending and receiving. `None` where it cannot be trusted: a
    /// cached answer, no valid date, too long a round trip.
    fn of(
        headers: &HeaderMap,
        sent: SystemTime,
        received: SystemTime,
        read: impl FnOnce(&HeaderValue) -> Option<SystemTime>,
    ) -> Option<Self> {
        if headers.contains_key(header::AGE) {
            return None;
        }
        let date = read(headers.get(header::DATE)?)?;
        let round_trip = received.duration_since(sent).ok().filter(|took| *took <= LONGEST_ROUND_TRIP)?;
        Some(Self(difference(date, sent + round_trip / 2)))
    }

    pub(crate) fn applied_to(self, time: SystemTime) -> SystemTime {
        let by = Duration::from_millis(self.0.unsigned_abs());
        let moved = if self.0 < 0 { time.checked_sub(by) } else { time.checked_add(by) };
        moved.unwrap_or(time)
    }

    /// Whether a clock that was off by so much more explains a refused signature.
    pub(crate) fn explains_refusal(self, signed_with: Self) -> bool {
        u128::from(self.0.abs_diff(signed_with.0)) > SUSPICIOUS.as_millis()
    }
}

fn difference(a: SystemTime, b: SystemTime) -> i64 {
    let millis = |duration: Duration| i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
    a.duration_since(b).map_or_else(|error| -millis(error.duration()), millis)
}

/// What is known of one host's clock.
#[derive(Debug, Default)]
pub(crate) struct Learned {
    millis: AtomicI64,
    /// The last `Date`, as it was written and read: many answers come within a second.
    date: Mutex<Option<(HeaderValue, SystemTime)>>,
}

impl Learned {
    pub(crate) fn offset(&self) -> Offset {
        Offset(self.millis.load(Relaxed))
    }

    /// What an answer says, learned; see [`Offset::of`].
    pub(crate) fn observe(&self, headers: &HeaderMap, sent: SystemTime, received: SystemTime) -> Option<Offset> {
        let offset = Offset::of(headers, sent, received, |value| {
            let mut last = lock(&self.date);
            if let Some((_, date)) = last.as_ref().filter(|(known, _)| known == value) {
                return Some(*date);
            }
            let date = read(value)?;
            *last = Some((value.clone(), date));
            Some(date)
        })?;
        self.learn(offset);
        Some(offset)
    }

    /// An offset of a second or less is what a `Date` of whole seconds leaves open: the clocks agree.
    fn learn(&self, offset: Offset) {
        let millis = if offset.0.unsigned_abs() <= 1000 { 0 } else { offset.0 };
        if self.millis.load(Relaxed) != millis {
            self.millis.store(millis, Relaxed);
        }
    }
}

fn read(value: &HeaderValue) -> Option<SystemTime> {
    httpdate::parse_http_date(value.to_str().ok()?).ok()
}

/// The error codes that a wrong clock can cause.
pub(crate) fn can_be_skew(code: &str) -> bool {
    let codes = [
        "RequestTimeTooSkewed",
        "RequestExpired",
        "RequestInTheFuture",
        "InvalidSignatureException",
        "SignatureDoesNotMatch",
        "AuthFailure",
        "AccessDeniedException",
    ];
    codes.contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[track_caller]
    fn check(headers: &[(&'static str, &str)], sent: u64, received: u64, expected: Option<i64>) {
        let headers = headers.iter().map(|(name, value)| ((*name).parse().unwrap(), value.parse().unwrap())).collect();
        assert_eq!(Offset::of(&headers, at(sent), at(received), read), expected.map(|seconds| Offset(seconds * 1000)));
    }

    #[test]
    fn only_a_fresh_and_prompt_date_counts() {
        let date = ("date", "Thu, 01 Jan 1970 01:00:00 GMT");
        check(&[date], 3598, 3602, Some(0));
        check(&[date], 0, 2, Some(3599));
        check(&[date], 7200, 7200, Some(-3600));
        check(&[date, ("age", "1")], 0, 2, None);
        check(&[date], 0, 901, None);
        check(&[date], 2, 0, None);
        check(&[], 0, 2, None);
        check(&[("date", "yesterday")], 0, 2, None);
    }

    #[test]
    fn offsets_move_time_both_ways_and_explain_refusals() {
        assert_eq!(Offset(-5_000).applied_to(at(10)), at(5));
        assert_eq!(Offset(5_000).applied_to(at(10)), at(15));
        let minutes = |minutes: i64| Offset(minutes * 60_000);
        assert!(minutes(5).explains_refusal(minutes(0)) && minutes(-5).explains_refusal(minutes(0)));
        assert!(!minutes(4).explains_refusal(minutes(0)) && !minutes(300).explains_refusal(minutes(299)));
    }
}
