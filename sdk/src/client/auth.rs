//! Signing in and out, and what a session holds: the part of a backend that speaks to Cognito.

use std::fmt;
use std::sync::Arc;

use super::Client;
use super::endpoint::Providers;
use crate::authorizer::TokenSource;
use crate::cognito::{
    Entry, IdentityPool, IdentityPoolConfig, Pools, Session, SignIn, Tokens, UserPool, UserPoolConfig,
};
use crate::{Credentials, Deadline, Error, Secret};

/// Which Cognito pools a program uses. Either is optional: IAM for guests needs no user pool, user-pool tokens need no
/// identity pool.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct AuthConfig {
    user_pool: Option<UserPoolConfig>,
    identity_pool: Option<IdentityPoolConfig>,
}

impl AuthConfig {
    /// Neither pool yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The user pool to sign in to. Default: none.
    pub fn user_pool(mut self, pool: UserPoolConfig) -> Self {
        self.user_pool = Some(pool);
        self
    }

    /// The identity pool to get AWS credentials from. Default: none.
    pub fn identity_pool(mut self, pool: IdentityPoolConfig) -> Self {
        self.identity_pool = Some(pool);
        self
    }
}

/// Sign-in, sign-out and the credentials of one session. Cheap to clone; clones are the same session.
///
/// ```no_run
/// use amplify_rest::{Auth, AuthConfig, Authorizer, Client, Endpoint, IdentityPoolConfig, UserPoolConfig};
///
/// let client = Client::new()?;
/// let auth = Auth::new(&client, AuthConfig::new()
///     .user_pool(UserPoolConfig::new("eu-west-1_AbCdEfGhI", "1example23456789", "eu-west-1"))
///     .identity_pool(IdentityPoolConfig::new("eu-west-1:4f6a1c0e-…", "eu-west-1")))?;
/// let todos = Endpoint::builder("todos", "https://abc.execute-api.eu-west-1.amazonaws.com/dev")
///     .region("eu-west-1")
///     .authorizer(Authorizer::iam())
///     .auth(&auth)
///     .build(&client)?;
/// todos.get("/items").send()?;                              // as a guest
/// auth.sign_in("ada", "correct horse battery")?.done()?;
/// todos.get("/items").send()?;                              // as ada
/// # Ok::<(), amplify_rest::Error>(())
/// ```
#[derive(Clone)]
pub struct Auth(Arc<Pools>);

impl Auth {
    /// Contacts nobody.
    ///
    /// # Errors
    /// When a pool's id or region cannot be right.
    pub fn new(client: &Client, config: AuthConfig) -> Result<Self, Error> {
        let link = client.link();
        Ok(Self(Arc::new(Pools {
            user_pool: config.user_pool.map(|pool| UserPool::new(link, pool)).transpose()?,
            identity_pool: config.identity_pool.map(|pool| IdentityPool::new(link, pool)).transpose()?,
            session: Session::new(),
            link: Arc::clone(link),
        })))
    }

    /// Signs a user in, by the user pool's [`flow`](UserPoolConfig::flow). Whoever was signed in before no longer is.
    ///
    /// Nothing changes until the sign-in is [`Done`](SignIn::Done).
    ///
    /// # Errors
    /// When Cognito refuses — [`Error::cognito_code`] says `NotAuthorizedException` for a wrong password,
    /// `UserNotFoundException`, `PasswordResetRequiredException`, `UserNotConfirmedException` — or cannot be reached.
    pub fn sign_in(&self, username: &str, password: impl Into<Secret>) -> Result<SignIn, Error> {
        let entry = Entry { pool: self.0.user_pool()?.clone(), session: self.0.session.clone() };
        entry.sign_in(username, &password.into())
    }

    /// Signs out here, and has Cognito revoke the refresh token and the access tokens that came of it.
    ///
    /// The user is signed out here in any case, also where this fails. Does nothing where nobody is signed in.
    ///
    /// # Errors
    /// When the revocation failed: the refresh token stays valid until it expires.
    pub fn sign_out(&self) -> Result<(), Error> {
        self.0.sign_out(self.deadline())
    }

    /// Signs the user out everywhere: every session on every device.
    ///
    /// The user is signed out here in any case, also where this fails. Does nothing where nobody is signed in.
    ///
    /// # Errors
    /// When Cognito could not be told.
    pub fn sign_out_globally(&self) -> Result<(), Error> {
        self.0.sign_out_globally(self.deadline())
    }

    /// The signed-in user's tokens, refreshed first where they must be.
    ///
    /// # Errors
    /// When nobody is signed in, the session has expired, or a refresh was needed and failed.
    pub fn tokens(&self) -> Result<Arc<Tokens>, Error> {
        self.0.tokens(self.deadline())
    }

    /// AWS credentials: the authenticated role's where somebody is signed in, else the guest role's.
    ///
    /// # Errors
    /// When there is no identity pool, it refuses (see [`Error::is_guest_access_disabled`]), or it cannot be reached.
    pub fn credentials(&self) -> Result<Arc<Credentials>, Error> {
        self.0.credentials(self.deadline())
    }

    /// The identity's id in the identity pool.
    ///
    /// # Errors
    /// As [`credentials`](Self::credentials).
    pub fn identity_id(&self) -> Result<String, Error> {
        self.0.identity_id(self.deadline())
    }

    /// The session that this signs in to.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.0.session
    }

    /// The same pools and connections for another session.
    #[must_use]
    pub fn with_session(&self, session: &Session) -> Self {
        Self(Arc::new(Pools {
            link: Arc::clone(&self.0.link),
            user_pool: self.0.user_pool.clone(),
            identity_pool: self.0.identity_pool.clone(),
            session: session.clone(),
        }))
    }

    pub(super) fn providers(&self) -> Providers {
        let pools = &self.0;
        let tokens = TokenSource::new(Arc::clone(pools));
        Providers { credentials: Some(Arc::clone(pools) as _), tokens: Some(Arc::new(tokens)) }
    }

    fn deadline(&self) -> Deadline {
        Deadline::after(self.0.link.timeouts.overall())
    }
}

impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Auth")
            .field("user_pool", &self.0.user_pool.is_some())
            .field("identity_pool", &self.0.identity_pool.is_some())
            .field("session", &self.0.session)
            .finish()
    }
}
