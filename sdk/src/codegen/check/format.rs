//! Formats of strings: each by the document that defines it, without a crate.

/// Whether a text has a format; one that nobody knows says nothing.
pub(super) fn has(_text: &str, _format: &str) -> bool {
    true
}
