//! JSON web tokens, RS256 only (RFC 7519, RFC 7515): written, and read with their signature checked.
//!
//! Says nothing about issuer, audience or expiry: whoever takes a token judges those.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

use crate::keys::SigningKey;

/// The claims of a token whose signature is right.
#[derive(Clone)]
pub(crate) struct Claims(Map<String, Value>);

/// Why a token is refused before its claims count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// Not three parts of base64 with JSON in them.
    NotAToken,
    /// Another algorithm, key or signature.
    Signature,
}

/// Writes a signed token.
pub(crate) fn write(claims: &Value) -> String {
    let key = SigningKey::of_process();
    let header = json!({ "kid": key.id(), "alg": "RS256" });
    let message = format!("{}.{}", encode(header.to_string()), encode(claims.to_string()));
    let signature = encode(key.sign(message.as_bytes()));
    format!("{message}.{signature}")
}

/// Reads a token that this process signed.
pub(crate) fn read(token: &str) -> Result<Claims, Flaw> {
    let (message, signature) = token.rsplit_once('.').ok_or(Flaw::NotAToken)?;
    let (header, claims) = message.split_once('.').ok_or(Flaw::NotAToken)?;
    let (header, claims) = (object(header)?, object(claims)?);
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| Flaw::NotAToken)?;
    let key = SigningKey::of_process();
    let named = header.get("alg") == Some(&json!("RS256")) && header.get("kid") == Some(&json!(key.id()));
    if named && key.verifies(message.as_bytes(), &signature) { Ok(Claims(claims)) } else { Err(Flaw::Signature) }
}

impl Claims {
    /// A claim that is text; empty where it is absent.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.0.get(name).and_then(Value::as_str).unwrap_or("")
    }

    /// A claim that is a number; zero where it is absent.
    pub(crate) fn number(&self, name: &str) -> i64 {
        self.0.get(name).and_then(Value::as_i64).unwrap_or(0)
    }

    /// A claim as it stands.
    pub(crate) fn value(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }
}

fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn object(part: &str) -> Result<Map<String, Value>, Flaw> {
    let bytes = URL_SAFE_NO_PAD.decode(part).map_err(|_| Flaw::NotAToken)?;
    serde_json::from_slice(&bytes).map_err(|_| Flaw::NotAToken)
}
