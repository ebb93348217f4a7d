//! One session's tokens and credentials, kept fresh: what authorizers ask.

use std::sync::Arc;
use std::time::Duration;

use super::refreshing::Fetched;
use super::session::{IdentityState, User};
use super::{IdentityPool, Session, Tokens, UserPool};
use crate::authorizer::{CredentialsProvider, TokenProvider};
use crate::error::Kind;
use crate::link::Link;
use crate::sync::lock;
use crate::{Credentials, Deadline, Error, Secret, TokenKind, chance};

/// How long a refresh may take in all.
const REFRESH: Duration = Duration::from_secs(22);

/// The pools of a backend, and the session that uses them.
pub(crate) struct Pools {
    pub(crate) link: Arc<Link>,
    pub(crate) user_pool: Option<UserPool>,
    pub(crate) identity_pool: Option<IdentityPool>,
    pub(crate) session: Session,
}

/// Cognito's words for "this session is over". Nothing else ends one.
const ENDINGS: [&str; 6] = [
    "NotAuthorizedException",
    "TokenRevokedException",
    "UserNotFoundException",
    "PasswordResetRequiredException",
    "UserNotConfirmedException",
    "RefreshTokenReuseException",
];

impl Pools {
    /// The signed-in user's tokens, refreshed when they must be.
    pub(crate) fn tokens(&self, deadline: Deadline) -> Result<Arc<Tokens>, Error> {
        let user = self
            .session
            .user()
            .ok_or_else(|| Error::new(Kind::SignedOut, "nobody is signed in").with_hint("call `sign_in` first"))?;
        self.tokens_of(&user, deadline)
    }

    fn tokens_of(&self, user: &Arc<User>, deadline: Deadline) -> Result<Arc<Tokens>, Error> {
        let pool = self.user_pool_of(user)?;
        if let Some(ended) = user.ended.get() {
            return Err(ended.clone());
        }
        let deadline = deadline.at_most(REFRESH);
        let renew = || renew(pool, user, deadline);
        let tokens = user.tokens.get(|| pool.now(), deadline, chance::unit(), renew)?;
        // What is left of the old tokens' time is no session: it may have ended just now.
        if let Some(ended) = user.ended.get() {
            return Err(ended.clone());
        }
        self.still_signed_in(user)?;
        Ok(tokens)
    }

    /// Credentials of the authenticated role where somebody is signed in, else of the guest role. A user's are never
    /// replaced by a guest's because a refresh failed.
    pub(crate) fn credentials(&self, deadline: Deadline) -> Result<Arc<Credentials>, Error> {
        let pool = self.identity_pool()?;
        let deadline = deadline.at_most(REFRESH);
        let (now, unit) = (|| pool.now(), chance::unit());
        let Some(user) = self.session.user() else {
            let identity = self.session.guest().of(&pool.config.id);
            return identity.credentials.get(now, deadline, unit, || pool.fetch(&identity, &None, deadline));
        };
        let identity = user.identities.of(&pool.config.id);
        let credentials = identity
            .credentials
            .get(now, deadline, unit, || pool.fetch(&identity, &Some(self.login(&user, deadline)?), deadline))?;
        self.still_signed_in(&user)?;
        Ok(credentials)
    }

    /// The identity's id in the identity pool.
    pub(crate) fn identity_id(&self, deadline: Deadline) -> Result<String, Error> {
        let pool = self.identity_pool()?;
        let identity = match self.session.user() {
            Some(user) => user.identities.of(&pool.config.id),
            None => self.session.guest().of(&pool.config.id),
        };
        // With the credentials comes the identity that they belong to, by the one fetch that there is for both.
        self.credentials(deadline)?;
        let id = lock(&identity.id).clone();
        id.ok_or_else(|| Error::new(Kind::SignedOut, "the session changed while the call was on its way"))
    }

    /// Forgets the user, then has Cognito revoke the refresh token.
    pub(crate) fn sign_out(&self, deadline: Deadline) -> Result<(), Error> {
        let Some(user) = self.session.set_user(None) else { return Ok(()) };
        let refresh_token = lock(&user.refresh_token).take();
        let (Some(token), None) = (refresh_token, user.ended.get()) else { return Ok(()) };
        self.user_pool_of(&user)?.revoke(&token, deadline).map_err(|error| {
            Error::new(error.kind().clone(), "signed out here, but the refresh token could not be revoked")
                .with_source(error)
        })
    }

    /// Has Cognito end every session of the user, then forgets the user here, whatever Cognito said.
    pub(crate) fn sign_out_globally(&self, deadline: Deadline) -> Result<(), Error> {
        let Some(user) = self.session.user() else { return Ok(()) };
        let ended = self
            .tokens_of(&user, deadline)
            .and_then(|tokens| self.user_pool_of(&user)?.sign_out_globally(tokens.access_token(), deadline));
        self.session.sign_out(&user);
        ended.map_err(|error| {
            Error::new(error.kind().clone(), "signed out here, but Cognito could not end the user's other sessions")
                .with_source(error)
        })
    }

    fn login(&self, user: &Arc<User>, deadline: Deadline) -> Result<(String, Secret), Error> {
        let tokens = self.tokens_of(user, deadline)?;
        Ok((self.user_pool_of(user)?.config.login_provider(), tokens.id_token().clone()))
    }

    fn user_pool_of(&self, user: &User) -> Result<&UserPool, Error> {
        let pool = self.user_pool()?;
        if !pool.is(&user.pool) {
            return Err(Error::configuration("the session's user signed in to another user pool or app client")
                .with_hint("use one session for each user pool"));
        }
        Ok(pool)
    }

    pub(crate) fn user_pool(&self) -> Result<&UserPool, Error> {
        self.user_pool.as_ref().ok_or_else(|| {
            Error::configuration("this backend has no user pool").with_hint("add one to its configuration")
        })
    }

    fn identity_pool(&self) -> Result<&IdentityPool, Error> {
        self.identity_pool.as_ref().ok_or_else(|| {
            Error::configuration("this backend has no identity pool").with_hint("add one to its configuration")
        })
    }

    fn still_signed_in(&self, user: &Arc<User>) -> Result<(), Error> {
        if self.session.is_current(user) {
            return Ok(());
        }
        Err(Error::new(Kind::SignedOut, "the user signed out while the call was on its way"))
    }

    /// All identities that could have handed out these credentials.
    fn holders(&self) -> Vec<Arc<IdentityState>> {
        let Some(pool) = &self.identity_pool else { return Vec::new() };
        let user = self.session.user().map(|user| user.identities.of(&pool.config.id));
        [Some(self.session.guest().of(&pool.config.id)), user].into_iter().flatten().collect()
    }
}

/// New tokens for the user's refresh token.
fn renew(pool: &UserPool, user: &User, deadline: Deadline) -> Result<Fetched<Tokens>, Error> {
    let refresh_token = lock(&user.refresh_token).clone();
    let refresh_token = refresh_token.ok_or_else(|| expired("there is no refresh token"))?;
    let issued = pool.refresh(&refresh_token, deadline).map_err(|error| {
        if error.cognito_code().is_some_and(|code| ENDINGS.contains(&code)) {
            let ended = expired("Cognito has ended it").with_source(error);
            return user.ended.get_or_init(|| ended).clone();
        }
        error
    })?;
    // Stored before anybody can use the tokens: with rotation, the old one is worth nothing from here on.
    if let Some(rotated) = issued.refresh_token {
        *lock(&user.refresh_token) = Some(rotated);
    }
    Ok(issued.tokens)
}

fn expired(why: &str) -> Error {
    Error::new(Kind::SessionExpired, format!("the user's session has expired: {why}"))
        .with_hint("have the user sign in again")
}

impl CredentialsProvider for Pools {
    fn credentials(&self, deadline: Deadline) -> Result<Arc<Credentials>, Error> {
        Self::credentials(self, deadline)
    }

    fn refused(&self, credentials: &Credentials) -> bool {
        for identity in self.holders() {
            if let Some(held) = identity.credentials.peek().filter(|held| **held == *credentials) {
                identity.credentials.refuse(&held);
            }
        }
        true
    }
}

impl TokenProvider for Arc<Pools> {
    fn token(&self, kind: TokenKind, deadline: Deadline) -> Result<Secret, Error> {
        Ok(self.tokens(deadline)?.token(kind).clone())
    }

    fn refused(&self, token: &Secret) -> bool {
        let Some(user) = self.session.user() else { return false };
        let is_one_of =
            |held: &Arc<Tokens>| [TokenKind::Access, TokenKind::Id].iter().any(|kind| held.token(*kind) == token);
        if let Some(held) = user.tokens.peek().filter(is_one_of) {
            user.tokens.refuse(&held);
        }
        lock(&user.refresh_token).is_some()
    }
}
