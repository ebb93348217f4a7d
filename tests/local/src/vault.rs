//! The temporary credentials that the cloud gave out: written by the identity pool, looked up by the gateway.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};

use crate::random;

/// Which of the identity pool's two roles credentials belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The unauthenticated role.
    Guest,
    /// The authenticated role.
    Authenticated,
}

/// Temporary AWS credentials. `Debug` shows neither secret nor session token.
#[derive(Clone)]
pub struct TemporaryCredentials {
    pub(crate) access_key_id: String,
    pub(crate) secret_access_key: String,
    pub(crate) session_token: String,
    pub(crate) expires_at: DateTime<Utc>,
    pub(crate) role: Role,
    pub(crate) identity_id: String,
    pub(crate) sub: Option<String>,
}

impl TemporaryCredentials {
    /// The access key id, which is not secret.
    #[must_use]
    pub fn access_key_id(&self) -> &str {
        &self.access_key_id
    }

    /// The secret access key.
    #[must_use]
    pub fn secret_access_key(&self) -> &str {
        &self.secret_access_key
    }

    /// The session token.
    #[must_use]
    pub fn session_token(&self) -> &str {
        &self.session_token
    }

    /// When they expire, in seconds since 1970 by the cloud's clock.
    #[must_use]
    pub fn expires_at(&self) -> i64 {
        self.expires_at.timestamp()
    }

    /// The role.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// The identity that they were given to.
    #[must_use]
    pub fn identity_id(&self) -> &str {
        &self.identity_id
    }
}

impl fmt::Debug for TemporaryCredentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TemporaryCredentials")
            .field("access_key_id", &self.access_key_id)
            .field("role", &self.role)
            .field("identity_id", &self.identity_id)
            .finish_non_exhaustive()
    }
}

/// All credentials by access key id.
#[derive(Default)]
pub(crate) struct Vault(Mutex<HashMap<String, TemporaryCredentials>>);

impl Vault {
    /// Makes credentials and keeps them.
    pub(crate) fn issue(
        &self,
        role: Role,
        identity_id: &str,
        sub: Option<String>,
        expires_at: DateTime<Utc>,
    ) -> TemporaryCredentials {
        let credentials = TemporaryCredentials {
            access_key_id: random::access_key_id(),
            secret_access_key: random::secret(),
            session_token: random::token::<480>(),
            expires_at,
            role,
            identity_id: identity_id.to_owned(),
            sub,
        };
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(credentials.access_key_id.clone(), credentials.clone());
        credentials
    }

    pub(crate) fn find(&self, access_key_id: &str) -> Option<TemporaryCredentials> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(access_key_id).cloned()
    }

    /// Makes all of them count as expired.
    pub(crate) fn expire_all(&self) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.values_mut().for_each(|credentials| credentials.expires_at = DateTime::UNIX_EPOCH);
    }
}
