//! Headers from text, checked: nothing that could break out of its line, and secrets marked as such.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, header};

use crate::Error;

/// Headers that the transport sets by the request's own shape.
static OURS: [HeaderName; 4] = [header::HOST, header::CONTENT_LENGTH, header::TRANSFER_ENCODING, header::CONNECTION];

static SECRET: [HeaderName; 5] = [
    header::AUTHORIZATION,
    header::PROXY_AUTHORIZATION,
    header::COOKIE,
    HeaderName::from_static("x-api-key"),
    HeaderName::from_static("x-amz-security-token"),
];

/// Checks a header. Values that carry secrets are marked, so that `Debug` hides them.
pub(crate) fn checked(name: &[u8], value: Bytes) -> Result<(HeaderName, HeaderValue), Error> {
    let name = HeaderName::from_bytes(name).map_err(|_| {
        let name = String::from_utf8_lossy(name);
        Error::invalid_request(format!("{name:?} is not the name of a header"))
    })?;
    let mut value = HeaderValue::from_maybe_shared(value).map_err(|_| {
        Error::invalid_request(format!("the value of header `{name}` holds a line break or another control character"))
    })?;
    if SECRET.contains(&name) {
        value.set_sensitive(true);
    }
    Ok((name, value))
}

/// As [`checked`], for a header that the program chooses: not one that follows from the request itself.
pub(crate) fn chosen(name: &[u8], value: Bytes) -> Result<(HeaderName, HeaderValue), Error> {
    let (name, value) = checked(name, value)?;
    if OURS.contains(&name) {
        return Err(Error::invalid_request(format!(
            "header `{name}` follows from the request itself and cannot be set"
        ))
        .with_hint("an endpoint's builder has `signing_host` for proxies"));
    }
    Ok((name, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_refused_and_not_repeated() {
        for value in ["hunter2\r\nx: y", "hunter2\n", "hunter2\0", "hunter2\u{7f}"] {
            let error = checked(b"x-token", value.into()).unwrap_err();
            assert!(error.is_invalid_request());
            assert!(!format!("{error:?}").contains("hunter2"));
        }
        assert!(checked(b"x y", "z".into()).is_err());
        assert!(checked(b"x-name", "Zoë".into()).is_ok());
    }

    #[test]
    fn secret_values_are_marked() {
        assert!(checked(b"Authorization", "x".into()).unwrap().1.is_sensitive());
        assert!(!checked(b"Accept", "x".into()).unwrap().1.is_sensitive());
    }
}
