//! Percent-encoding and date formats, character by character.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use amplify_rest::internals::{encoding, time_format};

#[track_caller]
fn check(encode: fn(&mut String, &str), cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let mut encoded = String::from("before/");
        encode(&mut encoded, text);
        assert_eq!(encoded.strip_prefix("before/"), Some(*expected), "of {text:?}");
    }
}

#[test]
fn a_literal_keeps_unreserved_characters_alone() {
    let unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    for code in 0..=127_u8 {
        let character = char::from(code);
        let mut encoded = String::new();
        encoding::encode_into(&mut encoded, &character.to_string());
        if unreserved.contains(character) {
            assert_eq!(encoded, character.to_string());
        } else {
            assert_eq!(encoded, format!("%{code:02X}"));
        }
    }
}

#[test]
fn a_literal_is_never_decoded() {
    check(
        encoding::encode_into,
        &[
            ("", ""),
            (";", "%3B"),
            (" ", "%20"),
            ("+", "%2B"),
            ("/", "%2F"),
            ("%41", "%2541"),
            ("%", "%25"),
            ("ë", "%C3%AB"),
            ("\u{1f980}", "%F0%9F%A6%80"),
            ("..", ".."),
            ("a?b&c=d#e", "a%3Fb%26c%3Dd%23e"),
            ("@:'()*!\r\n\0", "%40%3A%27%28%29%2A%21%0D%0A%00"),
        ],
    );
    check(encoding::encode_path_into, &[("/a b/%41//ë", "/a%20b/%2541//%C3%AB")]);
}

#[test]
fn text_that_is_url_syntax_already_is_encoded_once() {
    check(
        encoding::canonicalize_into,
        &[
            ("", ""),
            ("plain-._~", "plain-._~"),
            ("%41", "A"),
            ("%7e%7E", "~~"),
            ("%c3%AB", "%C3%AB"),
            ("ë", "%C3%AB"),
            ("%2f", "%2F"),
            ("%2541", "%2541"),
            ("100%", "100%25"),
            ("%4", "%254"),
            ("%zz%ë", "%25zz%25%C3%AB"),
            ("%ff%FE", "%FF%FE"),
            (";", "%3B"),
            ("+", "%2B"),
            (" ", "%20"),
        ],
    );
    check(
        encoding::canonicalize_path_into,
        &[("", ""), ("/", "/"), ("//a/../b c/%2f%2F/", "//a/../b%20c/%2F%2F/"), ("/caf%c3%a9/é", "/caf%C3%A9/%C3%A9")],
    );
    check(
        encoding::canonicalize_query_into,
        &[
            ("", ""),
            ("b=2&a=1&b=1", "b=2&a=1&b=1"),
            ("a=1&&b=2&", "a=1&b=2"),
            ("flag&=v&k=", "flag&=v&k="),
            ("a=b=c;d&e=%26%3d+ %", "a=b%3Dc%3Bd&e=%26%3D%2B%20%25"),
        ],
    );
}

#[test]
fn canonical_text_is_told_from_the_rest() {
    let alphabet = ["%", "4", "1", "C", "c", "3", "F", "~", "+", "ë", "A", "2"];
    let mut texts = vec![String::new()];
    for _ in 0..4 {
        texts = texts
            .iter()
            .flat_map(|text| alphabet.iter().map(move |piece| format!("{text}{piece}")))
            .chain([String::new()])
            .collect();
        for text in &texts {
            let mut once = String::new();
            encoding::canonicalize_into(&mut once, text);
            assert!(encoding::is_canonical(&once), "{text:?} became {once:?}");
            assert_eq!(encoding::is_canonical(text), once == *text, "{text:?}");
            let mut twice = String::new();
            encoding::canonicalize_into(&mut twice, &once);
            assert_eq!(once, twice, "of {text:?}");
        }
    }
}

#[test]
fn times_are_written_as_aws_writes_them() {
    let at = |seconds: u64| UNIX_EPOCH + Duration::from_millis(seconds * 1000 + 999);
    for (seconds, date, timestamp) in [
        (0, "19700101T000000Z", "Thu Jan 1 00:00:00 UTC 1970"),
        (949_374_245, "20000201T030405Z", "Tue Feb 1 03:04:05 UTC 2000"),
        (951_782_400, "20000229T000000Z", "Tue Feb 29 00:00:00 UTC 2000"),
        (1_440_938_160, "20150830T123600Z", "Sun Aug 30 12:36:00 UTC 2015"),
        (1_791_071_999, "20261003T235959Z", "Sat Oct 3 23:59:59 UTC 2026"),
        (253_402_300_799, "99991231T235959Z", "Fri Dec 31 23:59:59 UTC 9999"),
    ] {
        assert_eq!(time_format::amz_date(at(seconds)), date.as_bytes(), "{date}");
        assert_eq!(time_format::srp_timestamp(at(seconds)), timestamp);
    }
}

#[test]
fn times_outside_of_the_calendar_are_moved_into_it() {
    let before = UNIX_EPOCH - Duration::from_secs(1);
    assert_eq!(&time_format::amz_date(before), b"19700101T000000Z");
    let mut after = UNIX_EPOCH + Duration::from_hours(70_389_528);
    assert_eq!(&time_format::amz_date(after), b"99991231T235959Z");
    while let Some(later) = SystemTime::checked_add(&after, Duration::from_secs(1 << 60)) {
        after = later;
    }
    assert_eq!(time_format::srp_timestamp(after), "Fri Dec 31 23:59:59 UTC 9999");
}
