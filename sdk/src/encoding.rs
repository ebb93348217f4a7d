//! The strict percent-encoding of paths and queries: only `A–Z a–z 0–9 - . _ ~` stay as they are, all else becomes
//! `%XX` with uppercase digits.
//!
//! One encoding serves the wire and the signature, so that what is sent is what is signed; only the marks that a typed
//! operation's styles put between values (`,`, `;`, `=`) are sent as they are, and signed encoded, as SigV4 has it. Nothing
//! here knows hosts, joins paths or sorts queries, and no input is refused: what a path may hold is the request builder's
//! decision.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode_byte, utf8_percent_encode};

/// Everything but RFC 3986's unreserved characters.
///
/// SigV4 asks for exactly this set, and API Gateway cuts a query value at a raw `;`:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request>.
const STRICT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// As [`STRICT`], for whole paths.
const STRICT_PATH: &AsciiSet = &STRICT.remove(b'/');

/// Appends `text` as a literal: one path segment, one query name or one query value.
///
/// A `%41` in the text is three characters and becomes `%2541`; `/` becomes `%2F`, space `%20`, `+` `%2B`.
pub fn encode_into(out: &mut String, text: &str) {
    if text.bytes().all(is_unreserved) {
        return out.push_str(text);
    }
    out.extend(utf8_percent_encode(text, STRICT));
}

/// As [`encode_into`], by itself.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    encode_into(&mut out, text);
    out
}

/// The text that was encoded, to be shown.
pub(crate) fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

/// Appends `path` as a literal, as [`encode_into`] does, but for `/`, which stays.
pub fn encode_path_into(out: &mut String, path: &str) {
    out.extend(utf8_percent_encode(path, STRICT_PATH));
}

/// Appends one piece of text that is URL syntax already: a valid `%XX` stands for its byte (which need not be UTF-8),
/// everything else for itself, and the whole is encoded strictly.
///
/// `%c3%AB`, `%C3%AB` and `ë` all become `%C3%AB`; `%41` becomes `A`; `100%` becomes `100%25`. A `+` is a plus and
/// becomes `%2B`. Doing it twice changes nothing.
pub fn canonicalize_into(out: &mut String, text: &str) {
    if is_canonical(text) {
        out.push_str(text);
        return;
    }
    for byte in percent_decode_str(text) {
        if is_unreserved(byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(percent_encode_byte(byte));
        }
    }
}

/// Appends a whole path that is URL syntax already: each segment by [`canonicalize_into`], each `/` as it stands.
///
/// A `%2F` stays part of its segment. Dot segments and empty ones are kept.
pub fn canonicalize_path_into(out: &mut String, path: &str) {
    for (index, segment) in path.split('/').enumerate() {
        if index > 0 {
            out.push('/');
        }
        canonicalize_into(out, segment);
    }
}

/// Appends a whole query (without its `?`) that is URL syntax already: names and values by [`canonicalize_into`].
///
/// The first `=` of a pair parts name and value, a name without `=` stays without. Order and repetitions are kept;
/// empty pairs (`a=1&&b=2`), which signers count differently, are dropped.
pub fn canonicalize_query_into(out: &mut String, query: &str) {
    for (index, pair) in query.split('&').filter(|pair| !pair.is_empty()).enumerate() {
        if index > 0 {
            out.push('&');
        }
        match pair.split_once('=') {
            Some((name, value)) => {
                canonicalize_into(out, name);
                out.push('=');
                canonicalize_into(out, value);
            }
            None => canonicalize_into(out, pair),
        }
    }
}

/// Whether [`canonicalize_into`] would give back exactly this text.
#[must_use]
pub fn is_canonical(text: impl AsRef<[u8]>) -> bool {
    let mut bytes = text.as_ref().iter().copied();
    while let Some(byte) = bytes.next() {
        let canonical = match byte {
            b'%' => match (bytes.next().and_then(upper_hex), bytes.next().and_then(upper_hex)) {
                (Some(high), Some(low)) => !is_unreserved(high << 4 | low),
                _ => false,
            },
            byte => is_unreserved(byte),
        };
        if !canonical {
            return false;
        }
    }
    true
}

/// Whether a byte stands for itself everywhere.
pub(crate) fn is_unreserved(byte: u8) -> bool {
    UNRESERVED[usize::from(byte)]
}

/// Looked up for each byte of each path and query, more than once.
static UNRESERVED: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
        byte += 1;
    }
    table
};

fn upper_hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}
