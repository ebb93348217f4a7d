//! What a test says about the users of a running cloud: they come and go, are disabled, signed out.

use crate::cloud::Cloud;
use crate::error::Error;
use crate::user_pool::{User, UserPool, UserStatus};

/// The users of a cloud's user pool.
#[derive(Clone, Copy)]
pub struct Users<'c>(pub(crate) &'c Cloud);

impl Users<'_> {
    /// Adds a confirmed user with this password.
    ///
    /// # Errors
    /// If the configuration has no user pool.
    pub fn create(&self, name: &str, password: &str) -> Result<(), Error> {
        self.add(User::new(name, password))
    }

    /// Adds a user, in place of one with the same name.
    ///
    /// # Errors
    /// If the configuration has no user pool.
    pub fn add(&self, user: User) -> Result<(), Error> {
        self.pool()?.add_user(user);
        Ok(())
    }

    /// Deletes a user; its refresh tokens are revoked.
    ///
    /// # Errors
    /// If there is no such user.
    pub fn delete(&self, name: &str) -> Result<(), Error> {
        known(self.pool()?.remove_user(name), name)
    }

    /// Sets where a user stands: disabled, to be confirmed, to choose a new password …
    ///
    /// # Errors
    /// If there is no such user.
    pub fn set_status(&self, name: &str, status: UserStatus) -> Result<(), Error> {
        known(self.pool()?.set_status(name, status), name)
    }

    /// Revokes everything that a user has, as `AdminUserGlobalSignOut` does.
    ///
    /// # Errors
    /// If there is no such user.
    pub fn sign_out_everywhere(&self, name: &str) -> Result<(), Error> {
        known(self.pool()?.sign_out_everywhere(name), name)
    }

    /// The `sub` that Cognito gave a user.
    ///
    /// # Errors
    /// If there is no such user.
    pub fn sub(&self, name: &str) -> Result<String, Error> {
        self.pool()?.sub(name).ok_or_else(|| unknown(name))
    }

    /// The code that a user who has signed up would get by mail.
    ///
    /// # Errors
    /// If there is no such user, or one without a code.
    pub fn confirmation_code(&self, name: &str) -> Result<String, Error> {
        self.pool()?.confirmation_code(name).ok_or_else(|| unknown(name))
    }

    fn pool(&self) -> Result<&UserPool, Error> {
        let pool = self.0.core().user_pool.as_deref();
        pool.ok_or_else(|| Error::usage("the configuration of this local cloud has no user pool".to_owned()))
    }
}

fn known(known: bool, name: &str) -> Result<(), Error> {
    if known { Ok(()) } else { Err(unknown(name)) }
}

fn unknown(name: &str) -> Error {
    Error::usage(format!("the local user pool has no user `{name}` of whom this could be said"))
}
