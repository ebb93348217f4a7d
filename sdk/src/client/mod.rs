//! The client: what programs hold, and the one place where a call is repeated.
//!
//! Everything here sits on top: requests, authorizers, sessions and transports know nothing of it.

#[cfg(feature = "cognito")]
mod auth;
mod builder;
mod call;
mod endpoint;
mod request;

use std::fmt;
use std::sync::Arc;

#[cfg(feature = "cognito")]
pub use auth::{Auth, AuthConfig};
pub use builder::ClientBuilder;
pub use endpoint::{Endpoint, EndpointBuilder};
pub use request::Request;

use crate::Error;
use crate::link::Link;

/// Connections, clock and limits that endpoints and sessions share. Cheap to clone; making one contacts nobody.
///
/// ```
/// use std::time::Duration;
/// use amplify_rest::{Client, Timeouts};
///
/// let client = Client::builder()
///     .timeouts(Timeouts::default().with_overall(Duration::from_secs(10)))
///     .build()?;
/// # Ok::<(), amplify_rest::Error>(())
/// ```
#[derive(Clone)]
pub struct Client(Arc<Link>);

impl Client {
    /// A client with every default.
    ///
    /// # Errors
    /// Never with today's defaults; see [`ClientBuilder::build`].
    pub fn new() -> Result<Self, Error> {
        Self::builder().build()
    }

    /// A client by choice.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    pub(crate) fn link(&self) -> &Arc<Link> {
        &self.0
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("timeouts", &self.0.timeouts)
            .field("plain_http", &self.0.plain_http)
            .field("max_body", &self.0.max_body)
            .finish_non_exhaustive()
    }
}
