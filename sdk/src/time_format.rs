//! The two ways in which AWS writes a time: `x-amz-date` and the time stamp of Cognito's SRP proof.
//!
//! Pure functions of the time they are given. The calendar is `httpdate`'s; nothing here reads a clock or parses.

use std::fmt::{self, Write};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use httpdate::HttpDate;

/// The last second that has a date of four digits for its year: 9999-12-31T23:59:59Z.
const LAST_SECOND: u64 = 253_402_300_799;

/// `time` without its fraction of a second, moved to the nearest end of the years 1970 to 9999 where it is outside of them.
///
/// A clock out there is wrong in any case; the service will say so, and the formats here have no word for it.
#[must_use]
pub fn whole_second(time: SystemTime) -> SystemTime {
    let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    UNIX_EPOCH + Duration::from_secs(seconds.min(LAST_SECOND))
}

/// The number of whole days, in UTC, since 1970-01-01; two moments with the same number have the same date.
#[must_use]
pub fn day_number(time: SystemTime) -> u64 {
    whole_second(time).duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() / 86_400)
}

/// SigV4's `YYYYMMDDTHHMMSSZ`, in UTC. Its first eight bytes are the date of the credential scope.
#[must_use]
pub fn amz_date(time: SystemTime) -> [u8; 16] {
    let date = ImfDate::new(time);
    let mut out = *b"YYYYMMDDTHHMMSSZ";
    out[0..4].copy_from_slice(&date.0[12..16]);
    out[4..6].copy_from_slice(date.month_number());
    out[6..8].copy_from_slice(&date.0[5..7]);
    out[9..11].copy_from_slice(&date.0[17..19]);
    out[11..13].copy_from_slice(&date.0[20..22]);
    out[13..15].copy_from_slice(&date.0[23..25]);
    out
}

/// The `TIMESTAMP` of Cognito's password proof: `Tue Feb 1 03:04:05 UTC 2000`, English, the day not zero padded.
#[must_use]
pub fn srp_timestamp(time: SystemTime) -> String {
    let date = ImfDate::new(time);
    let [weekday, day, month, year, clock] =
        [0..3, 5..7, 8..11, 12..16, 17..25].map(|range| String::from_utf8_lossy(&date.0[range]));
    format!("{weekday} {month} {} {clock} UTC {year}", day.trim_start_matches('0'))
}

/// `Tue, 01 Feb 2000 03:04:05 GMT`, whose every part stands at a fixed place (RFC 9110, section 5.6.7).
struct ImfDate([u8; 29]);

impl ImfDate {
    fn new(time: SystemTime) -> Self {
        let mut text = FixedText { bytes: [0; 29], length: 0 };
        let written = write!(text, "{}", HttpDate::from(whole_second(time)));
        debug_assert!(written.is_ok() && text.length == 29, "an IMF-fixdate has 29 bytes");
        Self(text.bytes)
    }

    fn month_number(&self) -> &'static [u8; 2] {
        match &self.0[8..11] {
            b"Jan" => b"01",
            b"Feb" => b"02",
            b"Mar" => b"03",
            b"Apr" => b"04",
            b"May" => b"05",
            b"Jun" => b"06",
            b"Jul" => b"07",
            b"Aug" => b"08",
            b"Sep" => b"09",
            b"Oct" => b"10",
            b"Nov" => b"11",
            _ => b"12",
        }
    }
}

/// A buffer on the stack to `write!` to: the signer formats a date for each request.
struct FixedText {
    bytes: [u8; 29],
    length: usize,
}

impl Write for FixedText {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}
