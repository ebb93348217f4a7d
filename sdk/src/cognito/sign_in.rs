//! A sign-in on its way: done, or waiting for the program's answer to a challenge.

use std::fmt;
use std::sync::Arc;

use super::user_pool::{NewPasswordRequired, Step, UserPool};
use super::{Session, session::User};
use crate::error::Kind;
use crate::{Deadline, Error, Secret};

/// Where a sign-in stands.
///
/// ```no_run
/// use amplify_rest::SignIn;
/// # fn ask() -> String { String::new() }
/// # fn show(auth: &amplify_rest::Auth) -> Result<(), amplify_rest::Error> {
/// let signed_in = match auth.sign_in("ada", "correct horse")? {
///     SignIn::Done(signed_in) => signed_in,
///     SignIn::NewPassword(challenge) => challenge.answer(ask())?.done()?,
///     _ => return Ok(()),
/// };
/// println!("signed in as {}", signed_in.username());
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[non_exhaustive]
#[must_use = "the sign-in may need another step"]
pub enum SignIn {
    /// The user is signed in.
    Done(SignedIn),
    /// The user has a temporary password and must set another one.
    NewPassword(NewPassword),
}

impl SignIn {
    /// The end of the sign-in, where no challenge is left.
    ///
    /// # Errors
    /// Where one is: [`Error::is_challenge`] is true and the text names it.
    pub fn done(self) -> Result<SignedIn, Error> {
        match self {
            Self::Done(signed_in) => Ok(signed_in),
            Self::NewPassword(_) => Err(Error::new(Kind::Challenge, "the user must set a new password")
                .with_hint("match on `SignIn::NewPassword` and `answer` it")),
        }
    }
}

/// A user who has just signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    username: String,
}

impl SignedIn {
    /// The user's name as Cognito knows it, which for an e-mail sign-in is not what was typed.
    #[must_use]
    pub fn username(&self) -> &str {
        &self.username
    }
}

/// `NEW_PASSWORD_REQUIRED`: an administrator made the user with a temporary password.
///
/// <https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-challenge.html>
pub struct NewPassword {
    entry: Box<Entry>,
    required: NewPasswordRequired,
    attributes: Vec<(String, String)>,
}

impl NewPassword {
    /// The attributes that the user must have and has not: give each with [`attribute`](Self::attribute).
    #[must_use]
    pub fn required_attributes(&self) -> &[String] {
        &self.required.required_attributes
    }

    /// Sets an attribute of the user's, such as `email`, along with the password.
    #[must_use]
    pub fn attribute(mut self, name: &str, value: &str) -> Self {
        self.attributes.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sets the password and goes on with the sign-in.
    ///
    /// # Errors
    /// When Cognito refuses: `InvalidPasswordException` for one that breaks the pool's rules, `NotAuthorizedException`
    /// when the sign-in took too long.
    pub fn answer(self, new_password: impl Into<Secret>) -> Result<SignIn, Error> {
        let deadline = self.entry.deadline();
        let step =
            self.entry.pool.set_new_password(&self.required, &new_password.into(), &self.attributes, deadline)?;
        Ok(self.entry.take(step))
    }
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewPassword")
            .field("required_attributes", &self.required.required_attributes)
            .finish_non_exhaustive()
    }
}

/// What a sign-in needs until its end: the pool it speaks to, and the session that the user will be in.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) pool: UserPool,
    pub(crate) session: Session,
}

impl Entry {
    /// By the pool's flow.
    pub(crate) fn sign_in(self, username: &str, password: &Secret) -> Result<SignIn, Error> {
        use super::SignInFlow;
        let deadline = self.deadline();
        let step = match self.pool.config.flow {
            SignInFlow::Srp => self.pool.sign_in_with_srp(username, password, deadline)?,
            SignInFlow::Password => self.pool.sign_in_with_password(username, password, deadline)?,
        };
        Ok(self.take(step))
    }

    fn deadline(&self) -> Deadline {
        Deadline::after(self.pool.timeouts().overall())
    }

    fn take(self, step: Step) -> SignIn {
        match step {
            Step::Done(typed, issued) => {
                let claims = issued.tokens.value.claims(crate::TokenKind::Access);
                let username = claims.ok().and_then(|claims| claims.username().map(str::to_owned)).unwrap_or(typed);
                let now = self.pool.now();
                let unit = crate::chance::unit();
                let user = User::new(self.pool.key(), username.clone(), now, issued, unit);
                self.session.set_user(Some(Arc::new(user)));
                SignIn::Done(SignedIn { username })
            }
            Step::NewPassword(required) => {
                SignIn::NewPassword(NewPassword { entry: Box::new(self), required, attributes: Vec::new() })
            }
        }
    }
}
