//! The formats that are checked; every other one is a note to the reader.

/// Whether a string can be checked for that format.
pub(super) fn is_checked(_name: &str) -> bool {
    false
}
