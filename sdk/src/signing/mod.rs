//! AWS Signature Version 4 in the `Authorization` header, as pure functions.
//!
//! An endpoint with IAM does this by itself; this module is for programs that send requests by other
//! means. Nothing here reads a clock or the environment, does IO or takes a lock: the time is an argument, and the
//! [`SigningKey`], whose derivation costs more than the rest, is the caller's to keep for the day it serves.
//!
//! Sign last: what is signed must be sent as it was signed, path and query to the letter. Path and query are given
//! percent-encoded, as they are sent. <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>
//!
//! ```
//! use std::time::{Duration, UNIX_EPOCH};
//! use amplify_rest::Credentials;
//! use amplify_rest::signing::{SignableRequest, SigningKey, SigningSettings, sign};
//! use http::{HeaderMap, Method};
//!
//! let now = UNIX_EPOCH + Duration::from_secs(1_440_938_160);
//! let credentials = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
//! let key = SigningKey::derive(&credentials, "us-west-2", "execute-api", now)?;
//!
//! let request = SignableRequest::new(&Method::GET, "abc.execute-api.us-west-2.amazonaws.com", "/prod/items")
//!     .query("limit=10");
//! let mut headers = HeaderMap::new();
//! sign(&request, &key, now, SigningSettings::default())?.insert_into(&mut headers);
//! assert_eq!(headers["x-amz-date"], "20150830T123600Z");
//! # Ok::<(), amplify_rest::signing::SigningError>(())
//! ```

mod canonical;
mod error;
mod key;
mod request;
mod settings;

use std::time::SystemTime;

use http::header::{AUTHORIZATION, HeaderName};
use http::{HeaderMap, HeaderValue};

use crate::time_format;
use canonical::CanonicalRequest;

pub use error::SigningError;
pub use key::SigningKey;
pub use request::SignableRequest;
pub use settings::{HeaderSelection, PathEncoding, PathNormalization, PayloadHash, SessionToken, SigningSettings};

/// The service name of API Gateway's REST and HTTP APIs: `execute-api`.
pub const EXECUTE_API: &str = "execute-api";

static X_AMZ_DATE: HeaderName = HeaderName::from_static(canonical::DATE);
static X_AMZ_SECURITY_TOKEN: HeaderName = HeaderName::from_static(canonical::SECURITY_TOKEN);
static X_AMZ_CONTENT_SHA256: HeaderName = HeaderName::from_static(canonical::CONTENT_SHA256);

/// Signs a request for the moment `time` and returns the headers to send with it.
///
/// # Errors
///
/// Where `key` is for another day (UTC) than `time`, or the host cannot stand in a header.
pub fn sign(
    request: &SignableRequest<'_>,
    key: &SigningKey,
    time: SystemTime,
    settings: SigningSettings,
) -> Result<SignatureHeaders, SigningError> {
    let (canonical, date) = canonical_request(request, key, time, settings)?;
    let signature = key.signature(&string_to_sign(key, &date, &canonical.hash()));

    let signed_headers = canonical.signed_headers();
    let prefix = key.authorization_prefix();
    let mut authorization = Vec::with_capacity(prefix.len() + signed_headers.len() + SIGNATURE.len() + signature.len());
    authorization.extend_from_slice(prefix.as_bytes());
    authorization.extend_from_slice(signed_headers);
    authorization.extend_from_slice(SIGNATURE.as_bytes());
    authorization.extend_from_slice(&signature);

    Ok(SignatureHeaders {
        authorization: sensitive(HeaderValue::try_from(authorization).map_err(|_| SigningError::scope())?),
        date: HeaderValue::from_bytes(&date).map_err(|_| SigningError::scope())?,
        security_token: key.security_token().cloned(),
        payload_hash: match settings.payload_hash {
            PayloadHash::InSignature => None,
            PayloadHash::AsHeader => Some(canonical.payload_hash()?),
        },
    })
}

/// Between the signed headers' names and the signature.
const SIGNATURE: &str = ", Signature=";

/// The canonical request, and the time as `x-amz-date` has it.
fn canonical_request(
    request: &SignableRequest<'_>,
    key: &SigningKey,
    time: SystemTime,
    settings: SigningSettings,
) -> Result<(CanonicalRequest, [u8; 16]), SigningError> {
    if !key.serves(time) {
        return Err(SigningError::day());
    }
    let date = time_format::amz_date(time);
    Ok((CanonicalRequest::new(request, key.security_token(), &date, settings)?, date))
}

/// What the signature is computed of: algorithm, time, scope and the canonical request's hash.
fn string_to_sign<'a>(key: &'a SigningKey, date: &'a [u8; 16], hash: &'a [u8; 64]) -> [&'a [u8]; 6] {
    [b"AWS4-HMAC-SHA256\n", date, b"\n", key.scope().as_bytes(), b"\n", hash]
}

fn hex_digit(nibble: u8) -> u8 {
    nibble + b'0' + u8::from(nibble > 9) * (b'a' - b'9' - 1)
}

fn hexadecimal(bytes: &[u8; 32]) -> [u8; 64] {
    let mut hex = [0; 64];
    for (pair, byte) in hex.as_chunks_mut::<2>().0.iter_mut().zip(bytes) {
        // A secret's bytes find no table here: which lines of it were read would show in a shared cache.
        *pair = [hex_digit(byte >> 4), hex_digit(byte & 15)];
    }
    hex
}

fn sensitive(mut value: HeaderValue) -> HeaderValue {
    value.set_sensitive(true);
    value
}

/// The headers that make a request a signed one. Their `Debug` hides signature and session token.
#[derive(Clone, Debug)]
#[must_use]
pub struct SignatureHeaders {
    authorization: HeaderValue,
    date: HeaderValue,
    security_token: Option<HeaderValue>,
    payload_hash: Option<HeaderValue>,
}

impl SignatureHeaders {
    /// `authorization`: algorithm, credential scope, names of the signed headers, signature. Marked as sensitive.
    #[must_use]
    pub fn authorization(&self) -> &HeaderValue {
        &self.authorization
    }

    /// `x-amz-date`: when the request was signed.
    #[must_use]
    pub fn date(&self) -> &HeaderValue {
        &self.date
    }

    /// `x-amz-security-token`, where the credentials are temporary. Marked as sensitive.
    #[must_use]
    pub fn security_token(&self) -> Option<&HeaderValue> {
        self.security_token.as_ref()
    }

    /// `x-amz-content-sha256`, where [`PayloadHash::AsHeader`] asks for it.
    #[must_use]
    pub fn payload_hash(&self) -> Option<&HeaderValue> {
        self.payload_hash.as_ref()
    }

    /// Puts them into a request's headers, each in place of any that is there under its name.
    pub fn insert_into(self, headers: &mut HeaderMap) {
        headers.insert(AUTHORIZATION, self.authorization);
        headers.insert(X_AMZ_DATE.clone(), self.date);
        if let Some(token) = self.security_token {
            headers.insert(X_AMZ_SECURITY_TOKEN.clone(), token);
        }
        if let Some(hash) = self.payload_hash {
            headers.insert(X_AMZ_CONTENT_SHA256.clone(), hash);
        }
    }
}

/// The intermediate texts, which AWS's test vectors name. Only tests look at them; they hold the session token.
pub(crate) mod steps {
    use super::{SignableRequest, SigningError, SigningKey, SigningSettings, SystemTime};

    /// The canonical request and the string to sign.
    pub fn of(
        request: &SignableRequest<'_>,
        key: &SigningKey,
        time: SystemTime,
        settings: SigningSettings,
    ) -> Result<(Vec<u8>, Vec<u8>), SigningError> {
        let (canonical, date) = super::canonical_request(request, key, time, settings)?;
        let string_to_sign = super::string_to_sign(key, &date, &canonical.hash()).concat();
        Ok((canonical.into_text(), string_to_sign))
    }
}
