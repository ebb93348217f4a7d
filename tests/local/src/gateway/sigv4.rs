//! Judges a SigV4 signature: recomputed from what arrived, with the secret that the identity pool gave out.
//!
//! Refuses in the order and the words of AWS's front ends.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use ring::hmac::{HMAC_SHA256, Key, sign, verify};

use super::canonical;
use super::refusal::Refusal;
use crate::random::hex;
use crate::received::Received;
use crate::vault::{TemporaryCredentials, Vault};

const ALGORITHM: &str = "AWS4-HMAC-SHA256";
const SERVICE: &str = "execute-api";
const TIMESTAMP: &str = "%Y%m%dT%H%M%SZ";
/// How far a signature's time may be off.
const TOLERANCE: TimeDelta = TimeDelta::minutes(5);
/// For how long a signature in the query can count (`X-Amz-Expires`).
const LONGEST_LIFETIME: TimeDelta = TimeDelta::days(7);
/// Headers that must be signed where they are sent: an unsigned one could be exchanged on the way.
const SIGNED_WHEN_SENT: [&str; 2] = ["x-amz-date", "x-amz-security-token"];

/// What a request says of its signature.
struct Claimed {
    access_key_id: String,
    date: String,
    region: String,
    service: String,
    terminator: String,
    signed_headers: Vec<String>,
    signature: String,
    timestamp: String,
    session_token: Option<String>,
    lifetime: Option<TimeDelta>,
}

/// The credentials that signed a request rightly.
pub(super) fn judge(
    received: &Received,
    region: &str,
    vault: &Vault,
    now: DateTime<Utc>,
) -> Result<TemporaryCredentials, Refusal> {
    let claimed = match received.header("authorization") {
        Some(authorization) => from_header(received, authorization)?,
        None => from_query(received)?,
    };
    let credentials = vault.find(&claimed.access_key_id).ok_or_else(Refusal::unrecognized_client)?;
    if claimed.session_token.as_deref() != Some(credentials.session_token.as_str()) {
        return Err(Refusal::unrecognized_client());
    }
    if credentials.expires_at <= now {
        return Err(Refusal::expired_credentials());
    }
    check_time(&claimed, now)?;
    check_scope(&claimed, region)?;
    check_headers(received, &claimed)?;
    check_signature(received, &claimed, &credentials)?;
    Ok(credentials)
}

fn from_header(received: &Received, authorization: &str) -> Result<Claimed, Refusal> {
    let (algorithm, parameters) = authorization.trim().split_once(' ').unwrap_or((authorization.trim(), ""));
    if algorithm != ALGORITHM {
        return Err(Refusal::incomplete_signature(not_a_pair(authorization)));
    }
    let (mut credential, mut signed_headers, mut signature) = (None, None, None);
    for parameter in parameters.split(',').map(str::trim).filter(|parameter| !parameter.is_empty()) {
        match parameter.split_once('=') {
            Some(("Credential", value)) => credential = Some(value.to_owned()),
            Some(("SignedHeaders", value)) => signed_headers = Some(value.to_owned()),
            Some(("Signature", value)) => signature = Some(value.to_owned()),
            Some(_) => {}
            None => return Err(Refusal::incomplete_signature(not_a_pair(authorization))),
        }
    }
    let timestamp = received.header("x-amz-date").or_else(|| received.header("date")).map(str::to_owned);
    let missing = [
        (credential.is_none(), "Authorization header requires 'Credential' parameter."),
        (signature.is_none(), "Authorization header requires 'Signature' parameter."),
        (signed_headers.is_none(), "Authorization header requires 'SignedHeaders' parameter."),
        (timestamp.is_none(), "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."),
    ];
    let (Some(credential), Some(signed_headers), Some(signature), Some(timestamp)) =
        (credential, signed_headers, signature, timestamp)
    else {
        let missing = missing.iter().filter(|(missing, _)| *missing).map(|(_, message)| *message);
        return Err(Refusal::incomplete_signature(missing.collect::<Vec<_>>().join(" ")));
    };
    let session_token = received.header("x-amz-security-token").map(str::to_owned);
    claimed(&credential, &signed_headers, signature, timestamp, session_token, None)
}

fn from_query(received: &Received) -> Result<Claimed, Refusal> {
    let parameter = |wanted: &str| {
        let parameters = received.query().unwrap_or("").split('&').filter_map(|parameter| parameter.split_once('='));
        let found = parameters.filter(|(name, _)| *name == wanted).map(|(_, value)| canonical::unescape(value)).next();
        found.map(|value| String::from_utf8_lossy(&value).into_owned())
    };
    if parameter("X-Amz-Algorithm").as_deref() != Some(ALGORITHM) {
        return Err(Refusal::missing_token());
    }
    let parameters = (
        parameter("X-Amz-Credential"),
        parameter("X-Amz-SignedHeaders"),
        parameter("X-Amz-Signature"),
        parameter("X-Amz-Date"),
    );
    let (Some(credential), Some(signed_headers), Some(signature), Some(timestamp)) = parameters else {
        return Err(Refusal::incomplete_signature(
            "AWS query-string parameters must include 'X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Signature', \
             'X-Amz-SignedHeaders' and 'X-Amz-Date'. Re-examine the query-string parameters.",
        ));
    };
    let seconds = parameter("X-Amz-Expires").and_then(|seconds| seconds.parse().ok());
    let lifetime = seconds.and_then(TimeDelta::try_seconds).unwrap_or(TOLERANCE).min(LONGEST_LIFETIME);
    claimed(&credential, &signed_headers, signature, timestamp, parameter("X-Amz-Security-Token"), Some(lifetime))
}

fn claimed(
    credential: &str,
    signed_headers: &str,
    signature: String,
    timestamp: String,
    session_token: Option<String>,
    lifetime: Option<TimeDelta>,
) -> Result<Claimed, Refusal> {
    let parts: Vec<&str> = credential.split('/').collect();
    let [access_key_id, date, region, service, terminator] = parts[..] else {
        return Err(Refusal::incomplete_signature(
            "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term",
        ));
    };
    let [access_key_id, date, region, service, terminator] =
        [access_key_id, date, region, service, terminator].map(str::to_owned);
    let signed_headers = signed_headers.split(';').map(str::to_owned).collect();
    Ok(Claimed {
        access_key_id,
        date,
        region,
        service,
        terminator,
        signed_headers,
        signature,
        timestamp,
        session_token,
        lifetime,
    })
}

fn check_time(claimed: &Claimed, now: DateTime<Utc>) -> Result<(), Refusal> {
    let Ok(signed_at) = NaiveDateTime::parse_from_str(&claimed.timestamp, TIMESTAMP) else {
        return Err(Refusal::incomplete_signature(
            "Date must be in ISO-8601 'basic format'. See http://en.wikipedia.org/wiki/ISO_8601",
        ));
    };
    let signed_at = signed_at.and_utc();
    let shifted = |by: TimeDelta| now.checked_add_signed(by).unwrap_or(now);
    let (earliest, latest) = (shifted(-claimed.lifetime.unwrap_or(TOLERANCE)), shifted(TOLERANCE));
    let [signed, early, late, here] = [signed_at, earliest, latest, now].map(|time| time.format(TIMESTAMP).to_string());
    if signed_at < earliest {
        return Err(Refusal::invalid_signature(format!(
            "Signature expired: {signed} is now earlier than {early} ({here} - 5 min.)"
        )));
    }
    if signed_at > latest {
        return Err(Refusal::invalid_signature(format!(
            "Signature not yet current: {signed} is still later than {late} ({here} + 5 min.)"
        )));
    }
    Ok(())
}

fn check_scope(claimed: &Claimed, region: &str) -> Result<(), Refusal> {
    let mut mistakes = Vec::new();
    if claimed.region != region {
        mistakes.push(format!("Credential should be scoped to a valid region, not '{}'. ", claimed.region));
    }
    if claimed.service != SERVICE {
        mistakes.push(format!("Credential should be scoped to correct service: '{SERVICE}'. "));
    }
    if claimed.terminator != "aws4_request" {
        mistakes.push(format!(
            "Credential should be scoped with a valid terminator: 'aws4_request', not '{}'. ",
            claimed.terminator
        ));
    }
    if !claimed.timestamp.starts_with(&claimed.date) || claimed.date.len() != 8 {
        mistakes.push(format!(
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{}' != '{}'. ",
            claimed.date,
            claimed.timestamp.get(..8).unwrap_or(&claimed.timestamp)
        ));
    }
    if mistakes.is_empty() { Ok(()) } else { Err(Refusal::invalid_signature(mistakes.concat())) }
}

fn check_headers(received: &Received, claimed: &Claimed) -> Result<(), Refusal> {
    let signed = |name: &str| claimed.signed_headers.iter().any(|signed| signed == name);
    if !signed("host") {
        return Err(Refusal::invalid_signature(
            "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
        ));
    }
    let unsigned = SIGNED_WHEN_SENT.iter().find(|name| received.header(name).is_some() && !signed(name));
    match unsigned {
        Some(name) => {
            Err(Refusal::invalid_signature(format!("'{name}' must be a 'SignedHeader' in the AWS Authorization.")))
        }
        None => Ok(()),
    }
}

fn check_signature(received: &Received, claimed: &Claimed, credentials: &TemporaryCredentials) -> Result<(), Refusal> {
    let canonical_request = canonical::request(received, &claimed.signed_headers);
    let digest = hex(ring::digest::digest(&ring::digest::SHA256, canonical_request.as_bytes()).as_ref());
    let Claimed { timestamp, date, region, service, terminator, .. } = claimed;
    let string_to_sign = format!("{ALGORITHM}\n{timestamp}\n{date}/{region}/{service}/{terminator}\n{digest}");
    let secret = format!("AWS4{}", credentials.secret_access_key);
    let key = [date, region, service, terminator].iter().fold(Key::new(HMAC_SHA256, secret.as_bytes()), |key, part| {
        Key::new(HMAC_SHA256, sign(&key, part.as_bytes()).as_ref())
    });
    let signature = decode_hex(&claimed.signature).unwrap_or_default();
    verify(&key, string_to_sign.as_bytes(), &signature).map_err(|_| {
        Refusal::invalid_signature(format!(
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key \
             and signing method. Consult the service documentation for details.\n\n\
             The Canonical String for this request should have been\n'{canonical_request}'\n\n\
             The String-to-Sign should have been\n'{string_to_sign}'\n"
        ))
    })
}

fn not_a_pair(authorization: &str) -> String {
    // API Gateway names a hash, lest a token that was sent to the wrong place be shown.
    let digest = ring::digest::digest(&ring::digest::SHA256, authorization.as_bytes());
    let digest = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, digest);
    format!(
        "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '{digest}'."
    )
}

fn decode_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text.chars().map(|digit| u8::try_from(digit.to_digit(16)?).ok()).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(digits.chunks_exact(2).map(|pair| pair[0] * 16 + pair[1]).collect())
}
