//! `SECRET_HASH`: how a request shows that the program knows the app client's secret, without sending it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::srp::hmac;
use crate::Secret;

/// Base64 of HMAC-SHA-256 over the user's name and the client's id, keyed with the client's secret.
///
/// Every call that names a user needs it where the app client has a secret. In answers to challenges, `username` is the
/// `USER_ID_FOR_SRP` or `USERNAME` that Cognito gave.
/// <https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash>
#[must_use]
pub fn secret_hash(client_secret: &Secret, username: &str, client_id: &str) -> String {
    BASE64.encode(*hmac(client_secret.expose().as_bytes(), &[username.as_bytes(), client_id.as_bytes()]))
}
