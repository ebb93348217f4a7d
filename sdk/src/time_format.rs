//! The ways in which AWS writes a time: `x-amz-date`, the time stamp of Cognito's SRP proof, and the `Date` of answers.
//!
//! Pure functions of what they are given; nothing here reads a clock.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

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
    let Civil { year, month, day, hour, minute, second, .. } = Civil::of(time);
    let [[y0, y1], [y2, y3], [m0, m1], [d0, d1]] = [year / 100, year % 100, month, day].map(two_digits);
    let [[h0, h1], [i0, i1], [s0, s1]] = [hour, minute, second].map(two_digits);
    [y0, y1, y2, y3, m0, m1, d0, d1, b'T', h0, h1, i0, i1, s0, s1, b'Z']
}

/// The `TIMESTAMP` of Cognito's password proof: `Tue Feb 1 03:04:05 UTC 2000`, English, the day not zero padded.
#[must_use]
pub fn srp_timestamp(time: SystemTime) -> String {
    let Civil { year, month, day, weekday, hour, minute, second } = Civil::of(time);
    let (weekday, month) = (WEEKDAYS[usize::from(weekday)], MONTHS[usize::from(month) - 1]);
    format!("{weekday} {month} {day} {hour:02}:{minute:02}:{second:02} UTC {year}")
}

/// Reads HTTP's `Tue, 01 Feb 2000 03:04:05 GMT`, whose every part stands at a fixed place.
///
/// The two obsolete forms of <https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7> are none that AWS sends: `None`.
#[must_use]
pub fn http_date(text: &str) -> Option<SystemTime> {
    let bytes: &[u8; 29] = text.as_bytes().try_into().ok()?;
    let fixed = [(3, b','), (4, b' '), (7, b' '), (11, b' '), (16, b' '), (19, b':'), (22, b':')];
    if fixed.iter().any(|(at, byte)| bytes[*at] != *byte) || &bytes[25..] != b" GMT" {
        return None;
    }
    let two = |at: usize| {
        let both = bytes[at].is_ascii_digit() && bytes[at + 1].is_ascii_digit();
        both.then(|| u64::from(bytes[at] - b'0') * 10 + u64::from(bytes[at + 1] - b'0'))
    };
    let (_, month) = MONTHS.iter().zip(1_u64..).find(|(name, _)| name.as_bytes() == &bytes[8..11])?;
    let (year, day) = (two(12)? * 100 + two(14)?, two(5)?);
    let (hour, minute, second) = (two(17)?, two(20)?, two(23)?);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days_in_month = match month {
        2 => 28 + u64::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    // A leap second counts as the next one.
    if year < 1970 || day == 0 || day > days_in_month || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let seconds = days_since_1970(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
    UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

const WEEKDAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn two_digits(number: u16) -> [u8; 2] {
    let [number, _] = number.to_le_bytes();
    [b'0' + number / 10 % 10, b'0' + number % 10]
}

/// A moment in UTC, in the parts that people write.
struct Civil {
    year: u16,
    month: u16,
    day: u16,
    /// Days since Sunday.
    weekday: u16,
    hour: u16,
    minute: u16,
    second: u16,
}

impl Civil {
    /// Years begin in March here, so that a leap day is the last of its year, and come in eras of 400.
    ///
    /// <https://howardhinnant.github.io/date_algorithms.html#civil_from_days>
    fn of(time: SystemTime) -> Self {
        let seconds = whole_second(time).duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let (days, clock) = (seconds / 86_400, seconds % 86_400);
        let shifted = days + DAYS_BEFORE_1970;
        let (era, day_of_era) = (shifted / DAYS_OF_ERA, shifted % DAYS_OF_ERA);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + u64::from(month <= 2);
        let small = |number: u64| u16::try_from(number).unwrap_or(0);
        Self {
            year: small(year),
            month: small(month),
            day: small(day),
            weekday: small((days + 4) % 7),
            hour: small(clock / 3600),
            minute: small(clock / 60 % 60),
            second: small(clock % 60),
        }
    }
}

/// From 0000-03-01 to 1970-01-01.
const DAYS_BEFORE_1970: u64 = 719_468;
const DAYS_OF_ERA: u64 = 146_097;

fn days_since_1970(year: u64, month: u64, day: u64) -> u64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year / 400, year % 400);
    let shifted_month = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * DAYS_OF_ERA + day_of_era - DAYS_BEFORE_1970
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, seconds: u64) {
        assert_eq!(http_date(text), Some(UNIX_EPOCH + Duration::from_secs(seconds)), "{text}");
    }

    #[test]
    fn dates_of_answers_are_read() {
        check("Thu, 01 Jan 1970 00:00:00 GMT", 0);
        check("Tue, 29 Feb 2000 12:34:56 GMT", 951_827_696);
        check("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777);
        check("Fri, 31 Dec 9999 23:59:59 GMT", LAST_SECOND);
        for wrong in [
            "",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "Thu, 29 Feb 1900 00:00:00 GMT",
            "Thu, 31 Apr 2026 00:00:00 GMT",
            "Thu, 00 Jan 1970 00:00:00 GMT",
            "Thu, 01 Jan 1970 24:00:00 GMT",
            "Thu, 01 Jan 1970 00:00:00 UTC",
            "Thu, +1 Jan 1970 00:00:00 GMT",
            "Wed, 31 Dec 1969 23:59:59 GMT",
        ] {
            assert_eq!(http_date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_written_reads_as_it_was() {
        // Every 10 hours and some, over 230 years.
        for seconds in (0..7_258_118_400).step_by(36_061) {
            let time = UNIX_EPOCH + Duration::from_secs(seconds);
            let Civil { year, month, day, weekday, hour, minute, second } = Civil::of(time);
            let (weekday, month) = (WEEKDAYS[usize::from(weekday)], MONTHS[usize::from(month) - 1]);
            let text = format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT");
            check(&text, seconds);
        }
    }
}
