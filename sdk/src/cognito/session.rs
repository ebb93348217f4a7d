//! Who is signed in: the state of one user, apart from everything that users share.

use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::time::SystemTime;

use super::refreshing::Refreshing;
use super::tokens::{Issued, Tokens};
use crate::sync::lock;
use crate::{Credentials, Error, Secret};

/// One user's session: signed out until somebody signs in with it.
///
/// Cheap to make and to clone; clones are the same session. A server with many users keeps one for each and binds it to
/// the backend with `with_session`: connections are shared, tokens, credentials and identities are not. `Debug` shows
/// whether somebody is signed in.
#[derive(Clone, Default)]
pub struct Session(Arc<State>);

#[derive(Default)]
struct State {
    user: RwLock<Option<Arc<User>>>,
    guest: Identities,
}

/// Somebody who is signed in. Signing out drops it whole: a refresh that ends afterwards fills an orphan.
pub(crate) struct User {
    /// Which pool and app client issued the tokens.
    pub(super) pool: String,
    /// The name to sign with where the app client has a secret.
    pub(super) username: String,
    pub(super) tokens: Refreshing<Tokens>,
    pub(super) refresh_token: Mutex<Option<Secret>>,
    pub(super) identities: Identities,
    /// Why Cognito ended the session, once it has.
    pub(super) ended: OnceLock<Error>,
}

/// Identities and credentials by identity pool: one session may serve backends with different ones.
#[derive(Default)]
pub(crate) struct Identities(Mutex<Vec<(String, Arc<IdentityState>)>>);

/// One identity of one pool, with its credentials.
pub(super) struct IdentityState {
    pub(super) id: Mutex<Option<String>>,
    pub(super) credentials: Refreshing<Credentials>,
}

impl Session {
    /// A session in which nobody is signed in.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether somebody is signed in, as far as this program knows. Asks nobody. A session that Cognito has ended counts
    /// as signed in until [`Auth::sign_out`](crate::Auth::sign_out): its calls fail, they do not become a guest's.
    #[must_use]
    pub fn is_signed_in(&self) -> bool {
        self.user().is_some()
    }

    /// The name of the user who is signed in, as Cognito gave it.
    #[must_use]
    pub fn username(&self) -> Option<String> {
        self.user().map(|user| user.username.clone())
    }

    pub(crate) fn user(&self) -> Option<Arc<User>> {
        self.0.user.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn guest(&self) -> &Identities {
        &self.0.guest
    }

    pub(super) fn set_user(&self, user: Option<Arc<User>>) -> Option<Arc<User>> {
        std::mem::replace(&mut self.0.user.write().unwrap_or_else(PoisonError::into_inner), user)
    }

    /// Forgets the user, unless somebody else has signed in meanwhile.
    pub(super) fn sign_out(&self, user: &Arc<User>) {
        let mut current = self.0.user.write().unwrap_or_else(PoisonError::into_inner);
        if current.as_ref().is_some_and(|current| Arc::ptr_eq(current, user)) {
            *current = None;
        }
    }

    /// Whether `user` is still the one who is signed in.
    pub(super) fn is_current(&self, user: &Arc<User>) -> bool {
        self.user().is_some_and(|current| Arc::ptr_eq(&current, user))
    }
}

impl User {
    pub(super) fn new(pool: String, username: String, now: SystemTime, issued: Issued, unit: f64) -> Self {
        Self {
            pool,
            username,
            tokens: Refreshing::with(now, issued.tokens, unit),
            refresh_token: Mutex::new(issued.refresh_token),
            identities: Identities::default(),
            ended: OnceLock::new(),
        }
    }
}

impl Identities {
    pub(super) fn of(&self, pool: &str) -> Arc<IdentityState> {
        let mut known = lock(&self.0);
        if let Some((_, identity)) = known.iter().find(|(id, _)| id == pool) {
            return Arc::clone(identity);
        }
        let identity = Arc::new(IdentityState { id: Mutex::new(None), credentials: Refreshing::new() });
        known.push((pool.to_owned(), Arc::clone(&identity)));
        identity
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("signed_in", &self.is_signed_in()).finish_non_exhaustive()
    }
}
