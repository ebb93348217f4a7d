//! The key that signs for one day, region and service: derived by `aws-sigv4`, kept as an HMAC that has taken it in.
//!
//! The only file that names `aws_sigv4`. Its whole-request `sign()` is not used: it derives the key anew for each request,
//! and at TRACE it logs header values. Nor is its `calculate_signature()`, which takes in the key anew for each.

use std::fmt;
use std::time::SystemTime;

use aws_sigv4::sign::v4::generate_signing_key;
use hmac::{Hmac, KeyInit, Mac};
use http::HeaderValue;
use sha2::Sha256;

use super::{SigningError, hexadecimal, sensitive};
use crate::Credentials;
use crate::time_format;

/// What credentials sign with on one day (UTC), in one region, for one service.
///
/// Deriving it takes four HMACs, more than signing a request with it; keep it as long as [`serves`](Self::serves) says
/// and the credentials last. It is wiped from memory when it is dropped, and its `Debug` shows the scope alone.
#[derive(Clone)]
pub struct SigningKey {
    /// Wipes its state when it is dropped, and so do its clones.
    mac: Hmac<Sha256>,
    day: u64,
    scope: String,
    authorization_prefix: String,
    security_token: Option<HeaderValue>,
}

impl SigningKey {
    /// Derives the key for the day of `time`.
    ///
    /// # Errors
    ///
    /// Where access key id, region, service or session token cannot stand in a header.
    pub fn derive(
        credentials: &Credentials,
        region: &str,
        service: &str,
        time: SystemTime,
    ) -> Result<Self, SigningError> {
        let access_key_id = credentials.access_key_id();
        if ![access_key_id, region, service].into_iter().all(is_scope_part) {
            return Err(SigningError::scope());
        }
        let security_token = credentials.session_token().map(|token| security_token(token.expose())).transpose()?;

        let time = time_format::whole_second(time);
        let date = time_format::amz_date(time);
        let date = String::from_utf8_lossy(&date[..8]);
        let scope = format!("{date}/{region}/{service}/aws4_request");
        let key = generate_signing_key(credentials.secret_access_key().expose(), time, region, service);
        Ok(Self {
            mac: Hmac::new_from_slice(key.as_ref()).map_err(|_| SigningError::scope())?,
            day: time_format::day_number(time),
            authorization_prefix: format!("AWS4-HMAC-SHA256 Credential={access_key_id}/{scope}, SignedHeaders="),
            scope,
            security_token,
        })
    }

    /// Whether it signs for this moment: the day, in UTC, is the one it was derived for.
    #[must_use]
    pub fn serves(&self, time: SystemTime) -> bool {
        self.day == time_format::day_number(time)
    }

    /// The credential scope: `20150830/us-east-1/execute-api/aws4_request`.
    #[must_use]
    pub fn scope(&self) -> &str {
        &self.scope
    }

    /// The session token of the credentials, ready to send.
    pub(super) fn security_token(&self) -> Option<&HeaderValue> {
        self.security_token.as_ref()
    }

    /// The `authorization` header up to the names of the signed headers.
    pub(super) fn authorization_prefix(&self) -> &str {
        &self.authorization_prefix
    }

    /// The signature of a string that comes in parts, in hexadecimal.
    pub(super) fn signature(&self, string_to_sign: &[&[u8]]) -> [u8; 64] {
        let mut mac = self.mac.clone();
        for part in string_to_sign {
            mac.update(part);
        }
        hexadecimal(&mac.finalize().into_bytes().into())
    }
}

/// Without white space: the canonical request takes it as it is.
fn security_token(token: &str) -> Result<HeaderValue, SigningError> {
    if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(SigningError::token());
    }
    HeaderValue::from_str(token).map(sensitive).map_err(|_| SigningError::token())
}

/// Each part stands between slashes, commas and spaces in the `authorization` header.
fn is_scope_part(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'/' | b','))
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").field("scope", &self.scope).finish_non_exhaustive()
    }
}
