//! Formats of strings: each by the document that defines it, without a crate.
//!
//! The list here is the code generator's too: it makes rules of these formats only.

mod address;
mod time;

/// Whether a text has a format; one that nobody knows says nothing.
pub(super) fn has(text: &str, format: &str) -> bool {
    match format {
        "date-time" => time::is_date_time(text),
        "date" => time::is_date(text),
        "time" => time::is_time(text),
        "duration" => time::is_duration(text),
        "email" => address::is_email(text),
        "hostname" => address::is_host_name(text),
        "ipv4" => text.parse::<std::net::Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<std::net::Ipv6Addr>().is_ok(),
        "uri" => address::is_uri(text),
        "uri-reference" => address::is_uri_reference(text),
        "uuid" => is_uuid(text),
        "json-pointer" => is_json_pointer(text),
        "byte" => is_base64(text),
        _ => true,
    }
}

/// RFC 9562 §4: 8-4-4-4-12 hexadecimal digits.
fn is_uuid(text: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let groups: Vec<&str> = text.split('-').collect();
    groups.len() == lengths.len()
        && groups
            .iter()
            .zip(lengths)
            .all(|(group, length)| group.len() == length && group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// RFC 6901.
fn is_json_pointer(text: &str) -> bool {
    let is_escaped = || text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
    text.is_empty() || text.starts_with('/') && is_escaped()
}

/// RFC 4648 §4, with its padding.
fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    text.len().is_multiple_of(4) && text.len() - digits.len() <= 2 && digits.bytes().all(is_digit)
}

#[cfg(test)]
mod tests {
    use super::has;

    #[track_caller]
    fn check(format: &str, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!(has(text, format), "{format} refuses {text}");
        }
        for text in bad {
            assert!(!has(text, format), "{format} accepts {text}");
        }
    }

    #[test]
    fn times() {
        check(
            "date-time",
            &[
                "1963-06-19T08:30:06.283185Z",
                "1990-12-31T15:59:50.123-08:00",
                "2024-02-29t00:00:00z",
                "1998-12-31T23:59:60Z",
            ],
            &[
                "1990-02-31T15:59:59.123-08:00",
                "1990-12-31T15:59:59-24:00",
                "06/19/1963 08:30:06 PST",
                "2013-350T01:01:01",
                "1963-6-19T08:30:06Z",
                "1963-06-19T08:30:06",
                "1998-12-31T22:59:60Z",
                "১963-06-19T08:30:06Z",
            ],
        );
        check(
            "date",
            &["2020-02-29", "1963-06-19"],
            &["2021-02-29", "2020-13-01", "2020-1-1", "20200101", "2020-01-00", ""],
        );
        check(
            "time",
            &["08:30:06Z", "23:59:60Z", "08:30:06+00:20", "15:59:60-08:00"],
            &["8:30:06Z", "24:00:00Z", "08:30:06", "22:59:60Z", "08:30:06 PST", "01:02:03+24:00"],
        );
        check(
            "duration",
            &["P4DT12H30M5S", "P4Y", "PT0S", "P1M", "PT36H", "P2W", "P4Y2DT1M"],
            &["PT1D", "4DT12H30M5S", "P", "P1YT", "PT", "P2D1Y", "P1Y2W", "P1", "P1.5Y"],
        );
    }

    #[test]
    fn addresses() {
        check(
            "email",
            &["joe.bloggs@example.com", "te~st@example.com", "\"joe bloggs\"@example.com", "a@[127.0.0.1]"],
            &["2962", ".test@example.com", "test.@example.com", "te..st@example.com", "a@b c", "@example.com", "a@"],
        );
        check(
            "hostname",
            &["www.example.com", "xn--4gbwdl.xn--wgbh1c", "hostname", "1host"],
            &["-a-host", "a_host", "", "a..b", "hostname-"],
        );
        check("ipv4", &["192.168.0.1"], &["127.0.0.0.1", "256.1.1.1", "127.0", "087.10.0.1"]);
        check("ipv6", &["::1", "::ffff:1.2.3.4"], &["12345::", "1:1", "fe80::a%eth1"]);
        check(
            "uri",
            &["http://foo.bar/?baz=qux#quux", "urn:oasis:names", "ldap://[2001:db8::7]/c=GB?x", "mailto:a@b.c"],
            &["//foo.bar/?baz", "/abc", "\\\\WIN\\x", "http:// shouldfail.com", "bar,baz:x", "abc", "http://a/%zz"],
        );
        check(
            "uri-reference",
            &["/abc", "abc", "#frag", "//a/b", "http://a"],
            &["\\\\WINDOWS\\filesystem", "#frag\\ment", "a b"],
        );
    }

    #[test]
    fn others() {
        check(
            "uuid",
            &["2EB8AA08-AA98-11EA-B4AA-73B441D16380"],
            &["2eb8aa08-aa98-11ea-b4aa-73b441d1638", "2eb8aa08aa9811eab4aa73b441d16380", ""],
        );
        check("json-pointer", &["", "/foo/bar~0/baz~1/%a", "/"], &["/foo/bar~", "foo", "#/a"]);
        check("byte", &["", "Zg==", "Zm9v"], &["Zg=", "Z", "Zm9-"]);
        check("nothing-known", &["x"], &[]);
    }
}
