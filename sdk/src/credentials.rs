//! AWS credentials: what SigV4 signs with. Plain data; where they come from is [`CredentialsProvider`]'s business.

#[cfg(feature = "iam")]
use std::any::Any;
use std::fmt;
#[cfg(feature = "iam")]
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

use crate::Secret;

/// A triple of access key, secret key and session token, as AWS hands them out together.
///
/// The three belong together and are never mixed with another triple's. `Debug` shows the access key id alone.
#[derive(Clone)]
pub struct Credentials {
    access_key_id: String,
    secret_access_key: Secret,
    session_token: Option<Secret>,
    expires_at: Option<SystemTime>,
    role: Option<Role>,
    #[cfg(feature = "iam")]
    derived: Derived,
}

/// What the signer derived from the credentials, kept as long as they are and shared by their clones.
#[cfg(feature = "iam")]
type Derived = Arc<RwLock<Option<Arc<dyn Any + Send + Sync>>>>;

/// Which of an identity pool's two roles credentials come with.
///
/// <https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The unauthenticated role: nobody is signed in.
    Guest,
    /// The authenticated role: a user is signed in.
    Authenticated,
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Guest => "guest role",
            Self::Authenticated => "authenticated role",
        })
    }
}

impl Credentials {
    /// Long-lived credentials: no session token, no expiry.
    #[must_use]
    pub fn new(access_key_id: impl Into<String>, secret_access_key: impl Into<Secret>) -> Self {
        Self {
            access_key_id: access_key_id.into(),
            secret_access_key: secret_access_key.into(),
            session_token: None,
            expires_at: None,
            role: None,
            #[cfg(feature = "iam")]
            derived: Derived::default(),
        }
    }

    /// Makes them temporary: the session token is sent and signed with every request. Default: none.
    #[must_use]
    pub fn with_session_token(mut self, token: impl Into<Secret>) -> Self {
        self.session_token = Some(token.into());
        #[cfg(feature = "iam")]
        {
            self.derived = Derived::default();
        }
        self
    }

    /// When AWS stops to accept them, by the service's clock. Default: never.
    #[must_use]
    pub fn with_expiry(mut self, expires_at: SystemTime) -> Self {
        self.expires_at = Some(expires_at);
        self
    }

    /// Which role of an identity pool they come with; it names the role in errors. Default: none.
    #[must_use]
    pub fn with_role(mut self, role: Role) -> Self {
        self.role = Some(role);
        self
    }

    /// The access key id (`AKIA…`, `ASIA…`). Not a secret by itself.
    #[must_use]
    pub fn access_key_id(&self) -> &str {
        &self.access_key_id
    }

    /// The secret access key.
    #[must_use]
    pub fn secret_access_key(&self) -> &Secret {
        &self.secret_access_key
    }

    /// The session token, where the credentials are temporary.
    #[must_use]
    pub fn session_token(&self) -> Option<&Secret> {
        self.session_token.as_ref()
    }

    /// When they expire; `None` where they don't.
    #[must_use]
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.expires_at
    }

    /// The identity pool's role they come with; `None` where they come from elsewhere.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        self.role
    }

    /// What was derived from these credentials before and still serves, or what `derive` makes now.
    #[cfg(feature = "iam")]
    pub(crate) fn derived<T: Any + Send + Sync, E>(
        &self,
        serves: impl Fn(&T) -> bool,
        derive: impl FnOnce() -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        let kept = self.derived.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(kept) = kept.and_then(|kept| kept.downcast::<T>().ok()).filter(|kept| serves(kept)) {
            return Ok(kept);
        }
        let fresh = Arc::new(derive()?);
        *self.derived.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&fresh) as _);
        Ok(fresh)
    }
}

impl PartialEq for Credentials {
    fn eq(&self, other: &Self) -> bool {
        self.access_key_id == other.access_key_id
            && self.secret_access_key == other.secret_access_key
            && self.session_token == other.session_token
            && self.expires_at == other.expires_at
            && self.role == other.role
    }
}

impl Eq for Credentials {}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id)
            .field("expires_at", &self.expires_at)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}
