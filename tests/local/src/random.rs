//! Random bytes and the identifiers that AWS makes of them: UUIDs, access key ids, request ids.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rand::{SecureRandom as _, SystemRandom};

/// So many random bytes from the operating system.
///
/// # Panics
/// If the operating system has none to give, without which no test could mean anything.
pub(crate) fn bytes<const LENGTH: usize>() -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    SystemRandom::new().fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// A random UUID (version 4), in lower case.
pub(crate) fn uuid() -> String {
    let mut bytes = bytes::<16>();
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let hex = hex(&bytes);
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// An access key id of temporary credentials: `ASIA` and 16 letters and digits.
pub(crate) fn access_key_id() -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let tail = bytes::<16>().map(|byte| char::from(ALPHABET[usize::from(byte % 32)]));
    format!("ASIA{}", String::from_iter(tail))
}

/// A secret of 30 random bytes, 40 characters long like an AWS secret access key.
pub(crate) fn secret() -> String {
    STANDARD.encode(bytes::<30>())
}

/// A random token of 4/3 of so many characters, made of URL-safe letters.
pub(crate) fn token<const LENGTH: usize>() -> String {
    URL_SAFE_NO_PAD.encode(bytes::<LENGTH>())
}

/// What `x-amz-apigw-id` looks like: 11 random bytes in base64.
pub(crate) fn gateway_request_id() -> String {
    STANDARD.encode(bytes::<11>())
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .map(char::from)
        .collect()
}
