//! API Gateway: the REST endpoints of the configuration, each behind the authorizer that the configuration names.
//!
//! A request passes, in this order, its document's paths, its authorizer, its role's policy, its API key, its document's
//! schemas, and is then answered by a route that the test programmed, by the document's example, or by an echo of what
//! arrived.

mod authorize;
mod canonical;
mod echo;
mod endpoint;
mod policy;
mod refusal;
mod route;
mod sigv4;

use std::sync::Arc;

use chrono::{DateTime, Utc};

pub(crate) use self::authorize::CustomAuthorizer;
pub use self::authorize::Decision;
pub use self::endpoint::EndpointOptions;
pub(crate) use self::endpoint::{Authorizer, Endpoint};
pub use self::policy::RolePolicy;
use self::refusal::Refusal;
pub(crate) use self::refusal::answer_of_status;
use self::route::Routes;
use crate::answer::Answer;
use crate::random;
use crate::received::Received;
use crate::user_pool::UserPool;
use crate::vault::Vault;

/// The gateway of one cloud.
pub(crate) struct Gateway {
    pub(crate) endpoints: Vec<Endpoint>,
    pub(crate) guests: RolePolicy,
    pub(crate) authenticated: RolePolicy,
    pub(crate) vault: Arc<Vault>,
    pub(crate) user_pool: Option<Arc<UserPool>>,
    pub(crate) routes: Routes,
}

impl Gateway {
    pub(crate) fn new(
        endpoints: Vec<Endpoint>,
        [guests, authenticated]: [RolePolicy; 2],
        vault: Arc<Vault>,
        user_pool: Option<Arc<UserPool>>,
    ) -> Self {
        Self { endpoints, guests, authenticated, vault, user_pool, routes: Routes::default() }
    }

    pub(crate) fn endpoint(&self, name: &str) -> Option<&Endpoint> {
        self.endpoints.iter().find(|endpoint| endpoint.name == name)
    }

    /// The endpoint that a path belongs to: the longest that fits.
    pub(crate) fn endpoint_of(&self, path: &str) -> Option<&Endpoint> {
        let fitting = self.endpoints.iter().filter(|endpoint| endpoint.resource(path).is_some());
        fitting.max_by_key(|endpoint| endpoint.base_path.len())
    }

    pub(crate) fn call(&self, endpoint: &Endpoint, received: &Received, now: DateTime<Utc>) -> Answer {
        let answer = self.answer(endpoint, received, now);
        with_request_ids(answer.unwrap_or_else(|refusal| refusal.answer()))
    }

    fn answer(&self, endpoint: &Endpoint, received: &Received, now: DateTime<Utc>) -> Result<Answer, Refusal> {
        let resource = endpoint.resource(received.path()).unwrap_or("/");
        let operation = endpoint.operation(received);
        if operation.is_none() && endpoint.document.is_some() {
            return Err(Refusal::missing_token());
        }
        let caller = self.authorize(endpoint, &endpoint.demands(operation.as_ref()), received, now)?;
        if let Some(operation) = &operation {
            operation.check(received).map_err(Refusal::flaw)?;
        }
        if let Some(respond) = self.routes.find(&endpoint.name, received.method(), resource) {
            return Ok(respond(received));
        }
        let wanted = wanted_status(received);
        let example =
            operation.map(|operation| operation.answer(wanted, received.header("accept").unwrap_or_default()));
        match (example, wanted) {
            (Some(Some(answer)), _) => Ok(answer),
            (Some(None), Some(status)) => Err(Refusal::no_such_answer(status)),
            _ => Ok(echo::answer(received, resource, &caller)),
        }
    }

    /// What API Gateway answers where there is nothing.
    pub(crate) fn nothing_here() -> Answer {
        with_request_ids(Refusal::missing_token().answer())
    }
}

/// The status that a caller asks for, `Prefer: code=404`: the spelling of other servers of documents.
fn wanted_status(received: &Received) -> Option<u16> {
    let preferences = received.header("prefer")?.split([',', ';']);
    let mut pairs = preferences.filter_map(|preference| preference.trim().split_once('='));
    pairs.find(|(name, _)| name.trim() == "code")?.1.trim().parse().ok()
}

pub(crate) fn with_request_ids(answer: Answer) -> Answer {
    answer.set_default("x-amzn-requestid", &random::uuid()).set_default("x-amz-apigw-id", &random::gateway_request_id())
}
