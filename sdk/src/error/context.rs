//! Which call failed: endpoint, authorizer, role and host, for the error's text.

use std::fmt;
use std::sync::Arc;

use crate::credentials::Role;

/// Where an error happened, as its text says it. Cheap to clone: every call makes one, and few ever need it.
#[derive(Clone, Debug)]
pub(crate) struct Context {
    pub(crate) method: http::Method,
    pub(crate) path: Arc<str>,
    pub(crate) endpoint: Arc<str>,
    pub(crate) authorizer: &'static str,
    pub(crate) role: Option<Role>,
    pub(crate) host: Arc<str>,
}

impl Context {
    pub(crate) fn endpoint(&self) -> &str {
        &self.endpoint
    }
}

impl fmt::Display for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} on endpoint `{}` ({}", self.method, self.path, self.endpoint, self.authorizer)?;
        if let Some(role) = self.role {
            write!(f, ", {role}")?;
        }
        write!(f, ", {})", self.host)
    }
}
