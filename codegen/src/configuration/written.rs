//! What a configuration file says, as it says it: every format's reader fills this in, and [`resolve`](super::resolve)
//! makes sense of it. Nothing here is checked yet but for the types of JSON.

use super::{AuthorizerKind, Format, Guests};

/// A configuration as written.
pub(crate) struct Written {
    pub(crate) format: Format,
    /// Ordered by name.
    pub(crate) endpoints: Vec<WrittenEndpoint>,
    /// The names of the endpoints that are not REST.
    pub(crate) passed_over: Vec<String>,
    pub(crate) user_pool: Option<WrittenUserPool>,
    pub(crate) identity_pool: Option<WrittenIdentityPool>,
}

/// A member that may be absent: its pointer says where it stands, or where it would stand.
pub(crate) struct Field {
    pub(crate) pointer: String,
    /// `None` where it is absent or an empty string, which is how the Amplify CLI writes "absent".
    pub(crate) text: Option<String>,
    /// Whether it stands there with a wrong type, which was reported.
    pub(crate) is_reported: bool,
}

impl Field {
    /// A member that the format does not have.
    pub(crate) fn absent() -> Self {
        Self { pointer: String::new(), text: None, is_reported: false }
    }

    /// Whether anything stands there, right or wrong.
    pub(crate) fn is_written(&self) -> bool {
        self.text.is_some() || self.is_reported
    }
}

pub(crate) struct WrittenEndpoint {
    pub(crate) name: String,
    pub(crate) pointer: String,
    pub(crate) url: Field,
    pub(crate) region: Field,
    pub(crate) authorizer: Field,
    /// What an absent authorizer means, in formats that know none.
    pub(crate) default_authorizer: Option<AuthorizerKind>,
    pub(crate) api_key: Field,
}

pub(crate) struct WrittenUserPool {
    pub(crate) pointer: String,
    pub(crate) id: Field,
    pub(crate) client_id: Field,
    pub(crate) client_secret: Field,
    pub(crate) region: Field,
    pub(crate) endpoint: Field,
    pub(crate) flow: Field,
}

pub(crate) struct WrittenIdentityPool {
    pub(crate) pointer: String,
    pub(crate) id: Field,
    pub(crate) region: Field,
    pub(crate) endpoint: Field,
    pub(crate) guests: Guests,
}
