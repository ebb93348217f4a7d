//! The users of a user pool: what a test says of one, and the record that the pool keeps.

use std::collections::BTreeMap;
use std::fmt;

use super::srp::Verifier;
use crate::random;

/// A user to put into the local user pool. `Debug` doesn't show the password.
///
/// ```
/// use amplify_rest_local::{User, UserStatus};
///
/// let ada = User::new("ada", "correct horse").email("ada@example.org").group("admins");
/// let new = User::new("grace", "temporary 1").status(UserStatus::MustChangePassword);
/// ```
#[derive(Clone)]
#[must_use]
pub struct User {
    pub(super) name: Option<String>,
    pub(super) password: String,
    pub(super) status: UserStatus,
    pub(super) attributes: BTreeMap<String, String>,
    pub(super) groups: Vec<String>,
}

/// Where a user stands. The names in brackets are Cognito's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum UserStatus {
    /// Can sign in (`CONFIRMED`).
    #[default]
    Confirmed,
    /// Signs in with a temporary password and is then asked for a new one (`FORCE_CHANGE_PASSWORD`).
    MustChangePassword,
    /// Is refused with `PasswordResetRequiredException` (`RESET_REQUIRED`).
    MustResetPassword,
    /// Is refused with `UserNotConfirmedException` (`UNCONFIRMED`).
    Unconfirmed,
    /// Is refused with `NotAuthorizedException`: `User is disabled.`
    Disabled,
}

impl User {
    /// A user with this name and password.
    pub fn new(name: &str, password: &str) -> Self {
        Self { name: Some(name.to_owned()), ..Self::nameless(password) }
    }

    /// A user of a pool whose users sign in with their e-mail address: the name that Cognito keeps is a UUID.
    pub fn with_email_as_name(email: &str, password: &str) -> Self {
        Self::nameless(password).email(email)
    }

    /// Sets the e-mail address, verified; the user can sign in with it too. Default: none.
    pub fn email(self, email: &str) -> Self {
        self.attribute("email", email).attribute("email_verified", "true")
    }

    /// Sets an attribute (`name`, `phone_number`, `custom:plan` …), which stands in ID tokens. Default: none but `sub`.
    pub fn attribute(mut self, name: &str, value: &str) -> Self {
        self.attributes.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Adds the user to a group, which stands in both tokens as `cognito:groups`. Default: none.
    pub fn group(mut self, name: &str) -> Self {
        self.groups.push(name.to_owned());
        self
    }

    /// Sets where the user stands. Default: confirmed.
    pub fn status(mut self, status: UserStatus) -> Self {
        self.status = status;
        self
    }

    fn nameless(password: &str) -> Self {
        Self {
            name: None,
            password: password.to_owned(),
            status: UserStatus::default(),
            attributes: BTreeMap::new(),
            groups: Vec::new(),
        }
    }
}

impl fmt::Debug for User {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("User")
            .field("name", &self.name)
            .field("status", &self.status)
            .field("groups", &self.groups)
            .finish_non_exhaustive()
    }
}

/// A user as the pool keeps it.
#[derive(Clone)]
pub(super) struct Record {
    pub(super) name: String,
    pub(super) verifier: Verifier,
    pub(super) status: UserStatus,
    pub(super) attributes: BTreeMap<String, String>,
    pub(super) groups: Vec<String>,
    pub(super) confirmation_code: Option<String>,
}

impl Record {
    pub(super) fn of(user: User, pool_name: &str) -> Self {
        let sub = random::uuid();
        let name = user.name.unwrap_or_else(|| sub.clone());
        let mut attributes = user.attributes;
        attributes.insert("sub".to_owned(), sub);
        let verifier = Verifier::new(pool_name, &name, &user.password);
        Self { name, verifier, status: user.status, attributes, groups: user.groups, confirmation_code: None }
    }

    pub(super) fn sub(&self) -> &str {
        self.attributes.get("sub").map_or("", String::as_str)
    }
}

/// All users of a pool. Names and aliases are found in any case, as in pools made since 2020.
#[derive(Default)]
pub(super) struct Directory(BTreeMap<String, Record>);

impl Directory {
    /// Puts a user in, in place of one with the same name.
    pub(super) fn insert(&mut self, record: Record) {
        self.0.insert(record.name.to_lowercase(), record);
    }

    /// Finds a user by name, or by an attribute that one can sign in with.
    pub(super) fn find(&self, name_or_alias: &str) -> Option<&Record> {
        let wanted = name_or_alias.to_lowercase();
        self.0.get(&wanted).or_else(|| self.0.values().find(|record| has_alias(record, &wanted)))
    }

    pub(super) fn find_mut(&mut self, name_or_alias: &str) -> Option<&mut Record> {
        let key = self.find(name_or_alias)?.name.to_lowercase();
        self.0.get_mut(&key)
    }

    pub(super) fn remove(&mut self, name_or_alias: &str) -> Option<Record> {
        let key = self.find(name_or_alias)?.name.to_lowercase();
        self.0.remove(&key)
    }
}

fn has_alias(record: &Record, wanted: &str) -> bool {
    ["email", "phone_number", "preferred_username"]
        .iter()
        .filter_map(|alias| record.attributes.get(*alias))
        .any(|value| value.to_lowercase() == wanted)
}
