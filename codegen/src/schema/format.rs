//! The formats that are checked; every other one is a note to the reader.

/// What the run-time library knows how to check.
pub(super) const CHECKED: [&str; 13] = [
    "byte",
    "date",
    "date-time",
    "duration",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uuid",
];

/// Whether a string can be checked for that format.
pub(super) fn is_checked(name: &str) -> bool {
    CHECKED.contains(&name)
}
