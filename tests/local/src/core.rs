//! The cloud behind its HTTP server: finds who a request is for, lets faults strike, records it.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use http::StatusCode;
use serde_json::json;

use crate::answer::Answer;
use crate::clock::Clock;
use crate::fault::Faults;
use crate::gateway::{self, Gateway};
use crate::identity_pool::IdentityPool;
use crate::protocol::{self, Failure, IDENTITY_POOL_TARGET, USER_POOL_TARGET};
use crate::random;
use crate::received::Received;
use crate::record::Records;
use crate::server::{Ending, Handler, Outcome};
use crate::user_pool::UserPool;

/// `Date`, as HTTP writes it.
const DATE: &str = "%a, %d %b %Y %H:%M:%S GMT";

/// Everything that a cloud is.
pub(crate) struct Core {
    pub(crate) url: String,
    pub(crate) clock: Clock,
    pub(crate) faults: Faults,
    pub(crate) records: Records,
    pub(crate) user_pool: Option<Arc<UserPool>>,
    pub(crate) identity_pool: Option<IdentityPool>,
    pub(crate) gateway: Gateway,
}

/// Who a request is for.
enum Target<'c> {
    UserPool(&'c str),
    IdentityPool(&'c str),
    Endpoint(&'c gateway::Endpoint),
    WellKnown(&'c str),
    Nobody,
}

impl Handler for Core {
    fn handle(&self, request: Received) -> Outcome {
        let now = self.clock.now();
        let (name, operation, outcome) = {
            let target = self.target(&request);
            let (name, operation) = (target.name().to_owned(), target.operation(&request));
            let strike = self.faults.strike(&name);
            let handled = match &strike {
                Some(strike) if strike.skips_handling => None,
                _ => Some(self.answer(&target, &request, now)),
            };
            let (answer, delay, ending) = match strike {
                Some(strike) => strike.apply(handled, &|status| target.answer_of_status(status)),
                None => (handled.unwrap_or_else(Gateway::nothing_here), std::time::Duration::ZERO, Ending::Whole),
            };
            let answer = answer.set_default("date", &now.format(DATE).to_string());
            (name, operation, Outcome { answer, delay, ending })
        };
        let status = if outcome.ending == Ending::Reset { 0 } else { outcome.answer.status() };
        self.records.add(name, operation, request, status);
        outcome
    }

    fn connected(&self) {
        self.records.add_connection();
    }
}

impl Core {
    fn target<'c>(&'c self, request: &'c Received) -> Target<'c> {
        if let Some(operation) = request.header("x-amz-target").filter(|_| request.path() == "/") {
            return if let Some(operation) = operation.strip_prefix(USER_POOL_TARGET) {
                Target::UserPool(operation)
            } else if let Some(operation) = operation.strip_prefix(IDENTITY_POOL_TARGET) {
                Target::IdentityPool(operation)
            } else {
                Target::Nobody
            };
        }
        match (self.well_known(request.path()), self.gateway.endpoint_of(request.path())) {
            (Some(document), _) => Target::WellKnown(document),
            (None, Some(endpoint)) => Target::Endpoint(endpoint),
            (None, None) => Target::Nobody,
        }
    }

    fn well_known<'p>(&self, path: &'p str) -> Option<&'p str> {
        let pool = &self.user_pool.as_ref()?.settings().pool_id;
        path.strip_prefix('/')?.strip_prefix(pool.as_str())?.strip_prefix("/.well-known/")
    }

    fn answer(&self, target: &Target<'_>, request: &Received, now: DateTime<Utc>) -> Answer {
        let missing =
            || Failure::new("ResourceNotFoundException", "The configuration of this local cloud has no such pool.");
        match target {
            Target::UserPool(operation) => protocol::answer(
                self.user_pool
                    .as_ref()
                    .ok_or_else(missing)
                    .and_then(|pool| pool.call(operation, request.body(), now.timestamp())),
            ),
            Target::IdentityPool(operation) => protocol::answer(
                self.identity_pool
                    .as_ref()
                    .ok_or_else(missing)
                    .and_then(|pool| pool.call(operation, request.body(), now)),
            ),
            Target::WellKnown(document) => {
                let document = self.user_pool.as_ref().and_then(|pool| pool.well_known(document, &self.url));
                document.map_or_else(Gateway::nothing_here, |document| {
                    Answer::of(StatusCode::OK).set("content-type", "application/json").body(document.to_string())
                })
            }
            Target::Endpoint(endpoint) => self.gateway.call(endpoint, request, now),
            Target::Nobody => Gateway::nothing_here(),
        }
    }
}

impl Target<'_> {
    /// The name in records and faults.
    fn name(&self) -> &str {
        match self {
            Self::UserPool(operation) | Self::IdentityPool(operation) => operation,
            Self::Endpoint(endpoint) => &endpoint.name,
            Self::WellKnown(_) | Self::Nobody => "",
        }
    }

    /// The operation of the endpoint's document.
    fn operation(&self, request: &Received) -> Option<String> {
        match self {
            Self::Endpoint(endpoint) => Some(endpoint.operation(request)?.name()),
            _ => None,
        }
    }

    /// What a fault with this status looks like here.
    fn answer_of_status(&self, status: u16) -> Answer {
        match self {
            Self::UserPool(_) | Self::IdentityPool(_) => cognito_answer_of_status(status),
            Self::Endpoint(_) | Self::WellKnown(_) | Self::Nobody => {
                gateway::with_request_ids(gateway::answer_of_status(status))
            }
        }
    }
}

fn cognito_answer_of_status(status: u16) -> Answer {
    // Cognito throttles with status 400.
    let (status, kind, message) = match status {
        429 => (400, "TooManyRequestsException", "Rate exceeded"),
        status @ 400..=499 => (status, "InvalidParameterException", "Injected by a test."),
        status => (status, "InternalErrorException", "An internal error occurred."),
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    Answer::of(status)
        .set("content-type", "application/x-amz-json-1.1")
        .set("x-amzn-errortype", &format!("{kind}:"))
        .set("x-amzn-requestid", &random::uuid())
        .body(json!({ "__type": kind, "message": message }).to_string())
}
