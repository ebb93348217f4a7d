//! The signing keys of one set of credentials, kept for the day they serve.
//!
//! Stands outside of [`signing`](crate::signing), which is pure: this holds a lock, never while a key is derived.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

use crate::Credentials;
use crate::signing::{SigningError, SigningKey};

/// Keys kept at once: a region and service each, or both days around midnight where clocks are corrected.
const CAPACITY: usize = 8;

/// Credentials together with the keys that were derived from them; the keys go when the credentials do.
pub struct SigningKeys {
    credentials: Credentials,
    keys: RwLock<Vec<Entry>>,
}

struct Entry {
    region: Box<str>,
    service: Box<str>,
    key: Arc<SigningKey>,
}

impl SigningKeys {
    /// No key is derived before it is needed.
    #[must_use]
    pub fn new(credentials: Credentials) -> Self {
        Self { credentials, keys: RwLock::default() }
    }

    /// The credentials that the keys are derived from.
    #[must_use]
    pub fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    /// The key that signs in this region for this service at this time.
    ///
    /// Threads that miss it at once each derive the same key, which is cheaper than making them wait for one another.
    pub fn key(&self, region: &str, service: &str, time: SystemTime) -> Result<Arc<SigningKey>, SigningError> {
        let fits = |entry: &&Entry| &*entry.region == region && &*entry.service == service && entry.key.serves(time);
        if let Some(entry) = self.keys.read().unwrap_or_else(PoisonError::into_inner).iter().find(fits) {
            return Ok(Arc::clone(&entry.key));
        }
        let key = Arc::new(SigningKey::derive(&self.credentials, region, service, time)?);
        let mut keys = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        if keys.iter().find(fits).is_none() {
            if keys.len() == CAPACITY {
                keys.remove(0);
            }
            keys.push(Entry { region: region.into(), service: service.into(), key: Arc::clone(&key) });
        }
        Ok(key)
    }
}

impl fmt::Debug for SigningKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKeys").field("credentials", &self.credentials).finish_non_exhaustive()
    }
}
