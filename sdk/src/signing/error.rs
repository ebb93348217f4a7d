//! Why a request cannot be signed. Messages name the part at fault and never show it: it may be a secret in the wrong place.

use std::fmt;

/// A request, credentials or scope that cannot be signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningError(Kind);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Scope,
    Token,
    Host,
    Day,
}

impl SigningError {
    pub(super) fn scope() -> Self {
        Self(Kind::Scope)
    }

    pub(super) fn token() -> Self {
        Self(Kind::Token)
    }

    pub(super) fn host() -> Self {
        Self(Kind::Host)
    }

    pub(super) fn day() -> Self {
        Self(Kind::Day)
    }
}

impl fmt::Display for SigningError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Kind::Scope => {
                "signing: access key id, region and service must be printable ASCII without spaces, commas and slashes, and not empty"
            }
            Kind::Token => "signing: the session token must be printable ASCII without spaces, and not empty",
            Kind::Host => "signing: the host must be printable ASCII without spaces, and not empty",
            Kind::Day => "signing: the signing key is for another day than the request",
        })
    }
}

impl std::error::Error for SigningError {}
