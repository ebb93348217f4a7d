//! Where authorizers get what they apply: a session's, or the program's own.

use std::sync::Arc;

use crate::{Credentials, Deadline, Error, Secret, TokenKind};

/// Hands out AWS credentials for signing.
///
/// [`Credentials`] themselves are a provider that always gives the same. A provider says what went wrong with
/// [`Error::from_provider`].
pub trait CredentialsProvider: Send + Sync + 'static {
    /// Credentials that are valid now, by `deadline`.
    ///
    /// # Errors
    /// When there are none to be had.
    fn credentials(&self, deadline: Deadline) -> Result<Arc<Credentials>, Error>;

    /// The service has refused these as expired or unknown; the next ones should be others. Says whether others can be
    /// had: the call is repeated once if so.
    fn refused(&self, credentials: &Credentials) -> bool {
        let _ = credentials;
        false
    }
}

/// Hands out a signed-in user's tokens.
pub trait TokenProvider: Send + Sync + 'static {
    /// A token that is valid now, by `deadline`.
    ///
    /// # Errors
    /// When there is none to be had: nobody is signed in, the session has ended, or Cognito cannot be reached.
    fn token(&self, kind: TokenKind, deadline: Deadline) -> Result<Secret, Error>;

    /// The service has refused this token; the next one should be another. Says whether another can be had: the call is
    /// repeated once if so.
    fn refused(&self, token: &Secret) -> bool {
        let _ = token;
        false
    }
}

impl CredentialsProvider for Credentials {
    fn credentials(&self, _: Deadline) -> Result<Arc<Credentials>, Error> {
        Ok(Arc::new(self.clone()))
    }
}

impl CredentialsProvider for Arc<Credentials> {
    fn credentials(&self, _: Deadline) -> Result<Arc<Credentials>, Error> {
        Ok(Arc::clone(self))
    }
}
