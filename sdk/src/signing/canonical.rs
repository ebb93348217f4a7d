//! The canonical request: the one form in which signer and service write down the same request.
//!
//! Method, path, query, headers, names of the headers, hash of the body, one after the other; see
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request>.
//! Nothing here changes what is sent.

use std::borrow::Cow;
use std::ops::Range;

use http::{HeaderMap, HeaderValue};
use sha2::{Digest, Sha256};

use super::{HeaderSelection, PathEncoding, PathNormalization, PayloadHash};
use super::{SessionToken, SignableRequest, SigningError, SigningSettings, hexadecimal};
use crate::encoding;

pub(super) const DATE: &str = "x-amz-date";
pub(super) const SECURITY_TOKEN: &str = "x-amz-security-token";
pub(super) const CONTENT_SHA256: &str = "x-amz-content-sha256";

/// SHA-256 of no bytes at all, in hexadecimal: most requests have no body.
const EMPTY_HASH: &[u8; 64] = b"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

pub(super) struct CanonicalRequest {
    text: Vec<u8>,
    signed_headers: Range<usize>,
    payload_hash: [u8; 64],
}

impl CanonicalRequest {
    pub(super) fn new(
        request: &SignableRequest<'_>,
        security_token: Option<&HeaderValue>,
        date: &[u8; 16],
        settings: SigningSettings,
    ) -> Result<Self, SigningError> {
        if request.host.is_empty() || !request.host.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(SigningError::host());
        }
        let payload_hash = if request.body.is_empty() { *EMPTY_HASH } else { hex_hash(request.body) };
        let headers = signed_headers(request, security_token, date, &payload_hash, settings);

        let header_length: usize = headers.iter().map(|(name, value)| 2 * name.len() + value.length() + 3).sum();
        let fixed_length = request.method.as_str().len() + payload_hash.len() + 8;
        let capacity = fixed_length + request.path.len() * 3 / 2 + request.query.len() * 3 / 2 + header_length;
        let mut text = String::with_capacity(capacity);
        text.push_str(request.method.as_str());
        text.push('\n');
        path_into(&mut text, request.path, settings);
        text.push('\n');
        query_into(&mut text, request.query);
        text.push('\n');

        let mut text = text.into_bytes();
        header_lines_into(&mut text, &headers);
        text.push(b'\n');
        let start = text.len();
        header_names_into(&mut text, &headers);
        let signed_headers = start..text.len();
        text.push(b'\n');
        text.extend_from_slice(&payload_hash);
        Ok(Self { text, signed_headers, payload_hash })
    }

    /// `content-type;host;x-amz-date`
    pub(super) fn signed_headers(&self) -> &[u8] {
        &self.text[self.signed_headers.clone()]
    }

    pub(super) fn payload_hash(&self) -> Result<HeaderValue, SigningError> {
        HeaderValue::from_bytes(&self.payload_hash).map_err(|_| SigningError::scope())
    }

    /// The canonical request's own hash, in hexadecimal.
    pub(super) fn hash(&self) -> [u8; 64] {
        hex_hash(&self.text)
    }

    pub(super) fn into_text(self) -> Vec<u8> {
        self.text
    }
}

fn path_into(out: &mut String, path: &str, settings: SigningSettings) {
    let path = match settings.path_normalization {
        PathNormalization::Off => Cow::Borrowed(path),
        PathNormalization::On => Cow::Owned(normalized(path)),
    };
    if !path.starts_with('/') {
        out.push('/');
    }
    match settings.path_encoding {
        PathEncoding::Double => encoding::encode_path_into(out, &path),
        PathEncoding::Single => encoding::canonicalize_path_into(out, &path),
    }
}

/// Without empty segments and dot segments; a slash or dot segment at the end leaves a slash there.
fn normalized(path: &str) -> String {
    let mut segments = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            segment => segments.push(segment),
        }
    }
    let mut normalized = String::with_capacity(path.len() + 1);
    for segment in &segments {
        normalized.push('/');
        normalized.push_str(segment);
    }
    if segments.is_empty() || matches!(path.rsplit('/').next(), Some("" | "." | "..")) {
        normalized.push('/');
    }
    normalized
}

/// Sorted by encoded name, then by encoded value; every pair has its `=`.
fn query_into(out: &mut String, query: &str) {
    if is_canonical_query(query) {
        out.push_str(query);
        return;
    }
    let mut pairs: Vec<(Cow<'_, str>, Cow<'_, str>)> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (query_part(name), query_part(value)))
        .collect();
    pairs.sort();
    for (index, (name, value)) in pairs.iter().enumerate() {
        if index > 0 {
            out.push('&');
        }
        out.push_str(name);
        out.push('=');
        out.push_str(value);
    }
}

fn is_canonical_query(query: &str) -> bool {
    // Bytes, not characters: both marks are ASCII, and this runs for every request.
    let mut previous = (&[][..], &[][..]);
    for pair in query.as_bytes().split(|byte| *byte == b'&') {
        let Some(equals) = pair.iter().position(|byte| *byte == b'=') else { return false };
        let pair = (&pair[..equals], &pair[equals + 1..]);
        if previous > pair || !encoding::is_canonical(pair.0) || !encoding::is_canonical(pair.1) {
            return false;
        }
        previous = pair;
    }
    true
}

fn query_part(text: &str) -> Cow<'_, str> {
    if encoding::is_canonical(text) {
        return Cow::Borrowed(text);
    }
    let mut encoded = String::with_capacity(text.len() * 3);
    // A raw plus is a space to whoever reads a query as a form does, and API Gateway is one of them.
    encoding::canonicalize_into(&mut encoded, &text.replace('+', " "));
    Cow::Owned(encoded)
}

/// The value of a header that is signed. Ours have no white space to tidy up, and a session token is long to look through.
#[derive(Clone, Copy)]
enum Value<'a> {
    Caller(&'a [u8]),
    Own(&'a [u8]),
}

impl Value<'_> {
    fn length(self) -> usize {
        match self {
            Self::Caller(value) | Self::Own(value) => value.len(),
        }
    }
}

/// Name and value of each header that is signed, in the order of the names; those of one name in the order they are sent.
fn signed_headers<'a>(
    request: &SignableRequest<'a>,
    security_token: Option<&'a HeaderValue>,
    date: &'a [u8; 16],
    payload_hash: &'a [u8; 64],
    settings: SigningSettings,
) -> Vec<(&'a str, Value<'a>)> {
    let count = request.headers.map_or(0, HeaderMap::len);
    let mut headers = Vec::with_capacity(count + 4);
    for (name, value) in request.headers.into_iter().flatten() {
        let name = name.as_str();
        let own = match name {
            "authorization" | "host" | DATE => true,
            SECURITY_TOKEN => security_token.is_some(),
            CONTENT_SHA256 => settings.payload_hash == PayloadHash::AsHeader,
            _ => false,
        };
        let selected = match settings.headers {
            HeaderSelection::Stable => name == "content-type" || name.starts_with("x-amz-"),
            HeaderSelection::All => true,
        };
        if selected && !own {
            headers.push((name, Value::Caller(value.as_bytes())));
        }
    }
    headers.push(("host", Value::Own(request.host.as_bytes())));
    headers.push((DATE, Value::Own(date)));
    if let (Some(token), SessionToken::Signed) = (security_token, settings.session_token) {
        headers.push((SECURITY_TOKEN, Value::Own(token.as_bytes())));
    }
    if settings.payload_hash == PayloadHash::AsHeader {
        headers.push((CONTENT_SHA256, Value::Own(payload_hash)));
    }
    headers.sort_by_key(|(name, _)| *name);
    headers
}

/// `name:value,value` and a line feed for each name.
fn header_lines_into(out: &mut Vec<u8>, headers: &[(&str, Value<'_>)]) {
    for same_name in headers.chunk_by(|left, right| left.0 == right.0) {
        for (index, (name, value)) in same_name.iter().enumerate() {
            if index == 0 {
                out.extend_from_slice(name.as_bytes());
                out.push(b':');
            } else {
                out.push(b',');
            }
            match value {
                Value::Own(value) => out.extend_from_slice(value),
                Value::Caller(value) => tidied_into(out, value),
            }
        }
        out.push(b'\n');
    }
}

/// `name;name`
fn header_names_into(out: &mut Vec<u8>, headers: &[(&str, Value<'_>)]) {
    for (index, same_name) in headers.chunk_by(|left, right| left.0 == right.0).enumerate() {
        if index > 0 {
            out.push(b';');
        }
        out.extend_from_slice(same_name[0].0.as_bytes());
    }
}

/// Without white space at the ends, and with one space for each run of it in between.
fn tidied_into(out: &mut Vec<u8>, value: &[u8]) {
    let words = value.split(|byte| matches!(byte, b' ' | b'\t')).filter(|word| !word.is_empty());
    for (index, word) in words.enumerate() {
        if index > 0 {
            out.push(b' ');
        }
        out.extend_from_slice(word);
    }
}

fn hex_hash(bytes: &[u8]) -> [u8; 64] {
    hexadecimal(&Sha256::digest(bytes).into())
}
