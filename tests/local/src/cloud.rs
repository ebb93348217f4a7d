//! A running cloud, and everything that a test may do to it while it runs.

use std::fmt;
use std::sync::Arc;

use crate::answer::Answer;
use crate::builder::{Builder, POOLS_ALONE};
use crate::core::Core;
use crate::error::Error;
use crate::fault::Fault;
use crate::gateway::{CustomAuthorizer, Endpoint};
use crate::identity_pool::{GuestAccess, IdentityPool};
use crate::received::Received;
use crate::record::Recorded;
use crate::server::Server;
use crate::users::Users;
use crate::vault::{Role, TemporaryCredentials};

/// A cloud on 127.0.0.1. It stops when it is dropped.
///
/// ```
/// # fn main() -> Result<(), amplify_rest_local::Error> {
/// use amplify_rest_local::Cloud;
///
/// let cloud = Cloud::start(r#"{ "awsAPIPlugin": { "todos": {
///     "endpointType": "REST", "endpoint": "https://abc.execute-api.eu-west-1.amazonaws.com/dev",
///     "region": "eu-west-1", "authorizationType": "NONE" } } }"#)?;
/// assert!(cloud.endpoint_url("todos")?.ends_with("/todos/dev"));
/// assert!(cloud.configuration().contains(cloud.url()));
/// # Ok(())
/// # }
/// ```
pub struct Cloud {
    // Before the core: whoever drops a cloud wants its connections to end first.
    _server: Server,
    core: Arc<Core>,
    configuration: String,
}

impl Cloud {
    /// Starts a cloud with the pools and endpoints of this Amplify configuration, in any format that the code generator
    /// reads, and the defaults of [`Builder`].
    ///
    /// # Errors
    /// If the configuration can't be read, or nothing can listen on 127.0.0.1.
    pub fn start(configuration: &str) -> Result<Self, Error> {
        Self::builder(configuration).start()
    }

    /// Sets up a cloud.
    pub fn builder(configuration: &str) -> Builder {
        Builder::new(configuration)
    }

    /// Sets up a cloud without an Amplify configuration, for APIs that documents alone describe ([`Builder::api`]). It has
    /// a user pool and an identity pool in `us-east-1`; [`configuration`](Cloud::configuration) says which.
    pub fn of_documents() -> Builder {
        Builder::new(POOLS_ALONE)
    }

    pub(crate) fn new(server: Server, core: Arc<Core>, configuration: String) -> Self {
        Self { _server: server, core, configuration }
    }

    /// Where the two Cognito services are, `http://127.0.0.1:` and a port; the endpoints are below it.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.core.url
    }

    /// The configuration that the cloud was started with, its endpoints, user pool and identity pool pointed at this cloud.
    #[must_use]
    pub fn configuration(&self) -> &str {
        &self.configuration
    }

    /// The names of the REST endpoints: the configuration's, then those that documents make.
    pub fn endpoints(&self) -> impl Iterator<Item = &str> {
        self.core.gateway.endpoints.iter().map(|endpoint| endpoint.name.as_str())
    }

    /// An endpoint's base URL in this cloud.
    ///
    /// # Errors
    /// If the configuration has no such endpoint.
    pub fn endpoint_url(&self, endpoint: &str) -> Result<String, Error> {
        Ok(format!("{}{}", self.core.url, self.endpoint(endpoint)?.base_path))
    }

    /// The API key that an endpoint wants: the configuration's, the builder's, or a random one.
    ///
    /// # Errors
    /// If the configuration has no such endpoint, or it wants no key.
    pub fn api_key(&self, endpoint: &str) -> Result<&str, Error> {
        let key = self.endpoint(endpoint)?.api_key.as_deref();
        key.ok_or_else(|| Error::usage(format!("endpoint `{endpoint}` wants no API key")))
    }

    /// What an endpoint with a custom authorizer wants as `Authorization`: the builder's, or a random token.
    ///
    /// # Errors
    /// If the configuration has no such endpoint, or the builder gave it an authorizer that decides otherwise.
    pub fn custom_token(&self, endpoint: &str) -> Result<&str, Error> {
        match &self.endpoint(endpoint)?.custom {
            CustomAuthorizer::Token(token) => Ok(token),
            CustomAuthorizer::Ask(_) => {
                Err(Error::usage(format!("endpoint `{endpoint}` has an authorizer that wants no fixed token")))
            }
        }
    }

    /// The users of the user pool.
    #[must_use]
    pub fn users(&self) -> Users<'_> {
        Users(self)
    }

    /// Temporary credentials of a role, as the identity pool would give them to a new identity.
    ///
    /// # Errors
    /// If the configuration has no identity pool.
    pub fn credentials(&self, role: Role) -> Result<TemporaryCredentials, Error> {
        Ok(self.identity_pool()?.issue(role, self.core.clock.now()))
    }

    /// Every identity that the identity pool gave out and that was not deleted.
    ///
    /// # Errors
    /// If the configuration has no identity pool.
    pub fn identities(&self) -> Result<Vec<String>, Error> {
        Ok(self.identity_pool()?.identities())
    }

    /// Deletes an identity: asking credentials for it is then a `ResourceNotFoundException`. Those that it has stay valid.
    ///
    /// # Errors
    /// If the configuration has no identity pool, or that no such identity.
    pub fn delete_identity(&self, identity_id: &str) -> Result<(), Error> {
        let deleted = self.identity_pool()?.delete(identity_id);
        if deleted {
            Ok(())
        } else {
            Err(Error::usage("delete an identity: the local identity pool has none of that id".to_owned()))
        }
    }

    /// Switches guest access on or off.
    ///
    /// # Errors
    /// If the configuration has no identity pool.
    pub fn set_guest_access(&self, guest_access: GuestAccess) -> Result<(), Error> {
        self.identity_pool()?.set_guest_access(guest_access);
        Ok(())
    }

    /// Answers a method (`ANY` for all) and path of an endpoint with this from now on, once the caller is authorized. In the
    /// path `{name}` stands for one segment and `{name+}` for all that remain. Default: an echo of the request.
    ///
    /// # Errors
    /// If the configuration has no such endpoint.
    pub fn on(&self, endpoint: &str, method: &str, path: &str, answer: Answer) -> Result<(), Error> {
        self.on_request(endpoint, method, path, move |_| answer.clone())
    }

    /// Like [`on`](Cloud::on), with an answer that depends on the request.
    ///
    /// # Errors
    /// If the configuration has no such endpoint.
    pub fn on_request(
        &self,
        endpoint: &str,
        method: &str,
        path: &str,
        respond: impl Fn(&Received) -> Answer + Send + Sync + 'static,
    ) -> Result<(), Error> {
        let endpoint = &self.endpoint(endpoint)?.name;
        self.core.gateway.routes.add(endpoint, method, path, Arc::new(respond));
        Ok(())
    }

    /// The answer with this status that an endpoint's document has for an operation, which is named by its method (`ANY`
    /// where it takes all) and its path as they are written there. [`on`](Cloud::on) gives it from now on, and
    /// [`Fault::answer`] as often as wanted; without either, `Prefer: code=404` in a request asks for it.
    ///
    /// # Errors
    /// If the endpoint has no document, or that no such operation or answer.
    pub fn example(&self, endpoint: &str, method: &str, path: &str, status: u16) -> Result<Answer, Error> {
        let document = self.endpoint(endpoint)?.document.as_ref();
        let document = document.ok_or_else(|| Error::usage(format!("endpoint `{endpoint}` has no document")))?;
        let operation = document.described(method, path);
        let operation = operation
            .ok_or_else(|| Error::usage(format!("the document of `{endpoint}` has no operation {method} {path}")))?;
        operation.answer(Some(status), "").ok_or_else(|| {
            Error::usage(format!("the document of `{endpoint}` has no answer with status {status} for {method} {path}"))
        })
    }

    /// Injects a fault. Of several that fit a request, the one injected first strikes.
    pub fn inject(&self, fault: Fault) {
        self.core.faults.add(fault);
    }

    /// Forgets every fault that has not struck yet.
    pub fn clear_faults(&self) {
        self.core.faults.clear();
    }

    /// Sets the cloud's clock off from the machine's by so many seconds; negative is behind. It counts for signatures, tokens,
    /// credentials, challenges and the `Date` of answers. Default: 0.
    pub fn set_clock_offset(&self, seconds: i64) {
        self.core.clock.set_offset(seconds);
    }

    /// Makes all temporary credentials that were given out count as expired, whatever they say.
    pub fn expire_credentials(&self) {
        self.core.gateway.vault.expire_all();
    }

    /// Makes all ID and access tokens that were given out count as expired, whatever they say.
    pub fn expire_tokens(&self) {
        if let Some(pool) = &self.core.user_pool {
            pool.expire_tokens();
        }
    }

    /// Makes all refresh tokens that were given out count as expired.
    pub fn expire_refresh_tokens(&self) {
        if let Some(pool) = &self.core.user_pool {
            pool.expire_refresh_tokens();
        }
    }

    /// The requests that were received, in the order in which they were done with: the latest 10,000.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        self.core.records.latest()
    }

    /// How often a Cognito operation (`GetId`) or an endpoint (`todos`) was called.
    #[must_use]
    pub fn count(&self, operation_or_endpoint: &str) -> usize {
        self.core.records.count(operation_or_endpoint)
    }

    /// Forgets every request that was received.
    pub fn clear_requests(&self) {
        self.core.records.clear();
    }

    /// How many connections were accepted since the start.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.core.records.connections()
    }

    pub(crate) fn core(&self) -> &Core {
        &self.core
    }

    fn endpoint(&self, name: &str) -> Result<&Endpoint, Error> {
        let endpoint = self.core.gateway.endpoint(name);
        endpoint.ok_or_else(|| Error::usage(format!("the configuration of this local cloud has no endpoint `{name}`")))
    }

    fn identity_pool(&self) -> Result<&IdentityPool, Error> {
        let pool = self.core.identity_pool.as_ref();
        pool.ok_or_else(|| Error::usage("the configuration of this local cloud has no identity pool".to_owned()))
    }
}

impl fmt::Debug for Cloud {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Cloud").field("url", &self.url()).finish_non_exhaustive()
    }
}
