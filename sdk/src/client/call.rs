//! One call: finish the request, authorize it, send it, and take the steps back that are allowed — once more with fresh
//! credentials when the service says that the ones it got have expired, once more by the service's clock when ours is
//! wrong, and again where the way there failed.

use std::sync::Arc;
use std::time::SystemTime;

use http::StatusCode;

use super::Endpoint;
use crate::authorizer::{Applied, Parts, Scene, apply};
use crate::error::{Context, ErrorResponse, Kind};
use crate::link::{Attempt, Effort, failure_of};
use crate::request::Draft;
use crate::retry::{Failure, RetryAfter};
use crate::skew::{Offset, can_be_skew};
use crate::transport::Reader;
use crate::{Deadline, Error, Response, Retries, Timeouts};

/// Everything a call needs to know. What is `None` is as the endpoint, or the method, has it.
#[derive(Clone)]
pub(super) struct Call {
    pub(super) endpoint: Endpoint,
    pub(super) draft: Draft,
    pub(super) authorizer: Option<Parts>,
    pub(super) timeouts: Option<Timeouts>,
    pub(super) retries: Option<Retries>,
    pub(super) idempotent: Option<bool>,
}

impl Call {
    pub(super) fn timeouts(&self) -> Timeouts {
        self.timeouts.unwrap_or(self.endpoint.spec.timeouts)
    }

    /// The call's own authorizer, at first the same as the endpoint's.
    pub(super) fn own_authorizer(&mut self) -> &mut Parts {
        self.authorizer.get_or_insert_with(|| self.endpoint.spec.authorizer.clone())
    }
}

/// Calls, and makes an error of a status that is not 2xx.
pub(super) fn checked(call: &mut Call) -> Result<Response, Error> {
    let response = unchecked(call)?;
    if response.status().is_success() {
        return Ok(response);
    }
    let context = response.context().clone();
    let (answer, unreadable) = response.into_error();
    let error = refused(answer).in_call(context);
    Err(match unreadable {
        Some(cause) => error.with_source(cause),
        None => error,
    })
}

/// Calls, and gives back the answer whatever its status.
pub(super) fn unchecked(call: &mut Call) -> Result<Response, Error> {
    let timeouts = call.timeouts();
    let Call { endpoint, draft, authorizer, retries, idempotent, .. } = call;
    let spec = &endpoint.spec;
    let retries = retries.unwrap_or(spec.retries);
    let idempotent = idempotent.unwrap_or_else(|| draft.method().is_idempotent());
    let link = endpoint.client.link();
    let authorizer = authorizer.as_ref().unwrap_or(&spec.authorizer);
    let context = Context {
        method: draft.method().clone(),
        path: Arc::clone(draft.path()),
        endpoint: Arc::clone(&spec.name),
        authorizer: authorizer.name(),
        role: None,
        host: Arc::clone(&spec.host.name),
    };
    let deadline = Deadline::after(timeouts.overall());
    let effort = Effort { retries, idempotent, deadline };
    let mut trying = Trying { endpoint, authorizer, timeouts, deadline, context, draft, applied: None };
    let mut steps_back = StepsBack::default();
    link.try_hard(&spec.host, effort, || {
        let mut attempted = trying.attempt();
        // Each step back is taken once in a call, and is no retry: it costs nothing of the budget and waits for nothing.
        while let Ok((response, offset)) = &attempted {
            if !steps_back.mends(response, trying.applied.as_ref(), *offset) || retries == Retries::none() {
                break;
            }
            attempted = trying.attempt();
        }
        into_attempt(attempted.map(|(response, _)| response), || link.now_at(&spec.host))
    })
}

/// The repetitions that a call has left.
#[derive(Default)]
struct StepsBack {
    refreshed: bool,
    corrected: bool,
}

impl StepsBack {
    /// Whether the answer says something that another attempt, made anew, can mend. `offset` is what the host's clock was
    /// thought to be off by.
    fn mends(&mut self, response: &Response, applied: Option<&Applied>, offset: Offset) -> bool {
        if !response.status().is_client_error() {
            return false;
        }
        let code = response.error_type();
        let expired = match response.status() {
            StatusCode::UNAUTHORIZED => true,
            StatusCode::FORBIDDEN => matches!(
                code.as_deref(),
                Some("ExpiredTokenException" | "UnrecognizedClientException" | "InvalidClientTokenId")
            ),
            _ => false,
        };
        if expired && !self.refreshed && applied.is_some_and(Applied::refused) {
            self.refreshed = true;
            return true;
        }
        let skewed = code.is_some_and(|code| can_be_skew(&code))
            && response.clock_offset().is_some_and(|learned| learned.explains_refusal(offset));
        if skewed && !self.corrected {
            self.corrected = true;
            return true;
        }
        false
    }
}

/// A request on its way, and what each attempt at it needs.
struct Trying<'a> {
    endpoint: &'a Endpoint,
    authorizer: &'a Parts,
    timeouts: Timeouts,
    deadline: Deadline,
    context: Context,
    draft: &'a mut Draft,
    applied: Option<Applied>,
}

impl Trying<'_> {
    /// Authorizes anew and sends once. An answer whose body may say why it was refused is read ahead.
    fn attempt(&mut self) -> Result<(Response, Offset), Error> {
        let link = self.endpoint.client.link();
        let offset = self.endpoint.spec.host.offset();
        self.context.role = None;
        match self.send() {
            Ok((answer, learned)) => {
                let response = Response::new(answer, link.max_body, self.context.clone()).with_clock_offset(learned);
                let telling = response.status().is_client_error() || response.status().is_server_error();
                Ok((if telling { response.buffered() } else { response }, offset))
            }
            Err(error) => Err(error.in_call(self.context.clone())),
        }
    }

    fn send(&mut self) -> Result<(http::Response<Reader>, Option<Offset>), Error> {
        let Self { endpoint, authorizer, timeouts, deadline, context, draft, applied } = self;
        *applied = None;
        let spec = &endpoint.spec;
        let link = endpoint.client.link();
        let scene = Scene {
            region: spec.region.as_deref(),
            signing_host: spec.signing_host.as_deref(),
            signing_prefix: spec.signing_prefix.as_deref().map(|prefix| (prefix, spec.base.path().len())),
            credentials: endpoint.providers.credentials.as_ref(),
            tokens: endpoint.providers.tokens.as_ref(),
            now: &|| link.now_at(&spec.host),
            deadline: *deadline,
        };
        let mut request = draft.finish(&spec.base, &spec.headers, authorizer.header_count())?;
        let applied = applied.insert(apply(authorizer, &mut request, &scene).map_err(Error::before_the_request)?);
        context.role = applied.role();
        link.send(&spec.host, request, *timeouts, *deadline)
    }
}

/// `now` is the host's own time, which a date that it says to come back at is measured by.
fn into_attempt(result: Result<Response, Error>, now: impl FnOnce() -> SystemTime) -> Attempt<Response> {
    let failure = match &result {
        Ok(response) if response.status().is_client_error() || response.status().is_server_error() => {
            let failure = Failure::Answered { status: response.status(), code: response.error_type() };
            Some((failure, RetryAfter::of(response.status(), response.headers(), now())))
        }
        Ok(_) => None,
        Err(error) => failure_of(error).map(|failure| (failure, RetryAfter::default())),
    };
    Attempt { result, failure }
}

/// The error of an answer that is not 2xx.
fn refused(response: ErrorResponse) -> Error {
    let mut message = format!("the service answered {}", response.status());
    if let Some(error_type) = response.error_type() {
        message = format!("{message}, {error_type}");
    }
    // Only the gateway's own words: an API's body can hold anything. A signature error goes on with the canonical
    // request, which holds the session token, so the first line is all.
    if response.headers().contains_key("x-amzn-errortype")
        && let Some(line) = response.first_line()
    {
        message = format!("{message}: {line}");
    }
    let hint = hint(&response);
    let error = Error::new(Kind::Status(Box::new(response)), message);
    match hint {
        Some(hint) => error.with_hint(hint),
        None => error,
    }
}

/// What API Gateway's answers mean for the caller.
///
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html>
fn hint(response: &ErrorResponse) -> Option<&'static str> {
    Some(match (response.status().as_u16(), response.error_type()?) {
        (403, "MissingAuthenticationTokenException") => {
            "no method of the API has this path, or it wants IAM and the request was not signed"
        }
        (403, "AccessDeniedException") => "the role's policy does not allow execute-api:Invoke on this method and path",
        (403, "ForbiddenException") => {
            "the API key is missing or wrong, or a resource policy or firewall refuses the call"
        }
        (403, "InvalidSignatureException" | "SignatureDoesNotMatch") => {
            "check region, clock and secret key; behind a proxy, set the signing host and prefix"
        }
        (401, "UnauthorizedException") => "the token is missing, expired, or of the wrong kind: access or ID token",
        (429, "LimitExceededException") => "the usage plan's quota is used up",
        _ => return None,
    })
}
