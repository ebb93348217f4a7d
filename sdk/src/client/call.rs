//! One call: finish the request, authorize it, send it, and take the steps back that are allowed — once more with fresh
//! credentials when the service says that the ones it got have expired, once more by the service's clock when ours is
//! wrong, and again where the way there failed.

use std::time::SystemTime;

use http::StatusCode;

use super::Endpoint;
use crate::authorizer::{Applied, Parts, Scene, apply};
use crate::error::{Context, ErrorResponse, Kind};
use crate::link::{Attempt, Effort, failure_of};
use crate::request::Draft;
use crate::retry::{Failure, RetryAfter};
use crate::skew::{Offset, can_be_skew};
use crate::{Deadline, Error, Response, Retries, Timeouts};

/// Everything a call needs to know.
pub(super) struct Call {
    pub(super) endpoint: Endpoint,
    pub(super) draft: Draft,
    pub(super) authorizer: Parts,
    pub(super) timeouts: Timeouts,
    pub(super) retries: Retries,
    pub(super) idempotent: bool,
}

/// Calls, and makes an error of a status that is not 2xx.
pub(super) fn checked(call: &Call) -> Result<Response, Error> {
    let response = unchecked(call)?;
    if response.status().is_success() {
        return Ok(response);
    }
    let context = response.context().clone();
    let (status, headers, body) = response.into_parts()?;
    Err(refused(ErrorResponse::new(status, headers, body)).in_call(context))
}

/// Calls, and gives back the answer whatever its status.
pub(super) fn unchecked(call: &Call) -> Result<Response, Error> {
    let deadline = Deadline::after(call.timeouts.overall());
    let effort = Effort { retries: call.retries, idempotent: call.idempotent, deadline };
    let mut steps_back = StepsBack::default();
    let link = call.endpoint.client.link();
    link.try_hard(&call.endpoint.spec.host, effort, || {
        let mut attempted = attempt(call, deadline);
        // Each step back is taken once in a call, and is no retry: it costs nothing of the budget and waits for nothing.
        while let Ok((response, made)) = &attempted {
            if !steps_back.mends(response, made) || call.retries == Retries::none() {
                break;
            }
            attempted = attempt(call, deadline);
        }
        into_attempt(attempted.map(|(response, _)| response), link.clock.now())
    })
}

/// How an attempt was made, as far as a refusal can be about it.
struct Made {
    applied: Applied,
    offset: Offset,
}

/// The repetitions that a call has left.
#[derive(Default)]
struct StepsBack {
    refreshed: bool,
    corrected: bool,
}

impl StepsBack {
    /// Whether the answer says something that another attempt, made anew, can mend.
    fn mends(&mut self, response: &Response, made: &Made) -> bool {
        let code = response.error_type();
        let expired = match response.status() {
            StatusCode::UNAUTHORIZED => true,
            StatusCode::FORBIDDEN => matches!(
                code.as_deref(),
                Some("ExpiredTokenException" | "UnrecognizedClientException" | "InvalidClientTokenId")
            ),
            _ => false,
        };
        if expired && !self.refreshed && made.applied.refused() {
            self.refreshed = true;
            return true;
        }
        let skewed = response.status().is_client_error()
            && code.is_some_and(|code| can_be_skew(&code))
            && response.clock_offset().is_some_and(|offset| offset.explains_refusal(made.offset));
        if skewed && !self.corrected {
            self.corrected = true;
            return true;
        }
        false
    }
}

/// Authorizes anew and sends once. An answer whose body may say why it was refused is read ahead.
fn attempt(call: &Call, deadline: Deadline) -> Result<(Response, Made), Error> {
    let Call { endpoint, draft, authorizer, timeouts, .. } = call;
    let spec = &endpoint.spec;
    let link = endpoint.client.link();
    let mut context = Context {
        method: draft.method().clone(),
        path: draft.path().to_owned(),
        endpoint: spec.name.clone(),
        authorizer: authorizer.name(),
        role: None,
        host: spec.base.authority().to_owned(),
    };
    let scene = Scene {
        region: spec.region.as_deref(),
        signing_host: spec.signing_host.as_deref(),
        signing_prefix: spec.signing_prefix.as_deref().map(|prefix| (prefix, spec.base.path().len())),
        credentials: endpoint.providers.credentials.as_ref(),
        tokens: endpoint.providers.tokens.as_ref(),
        now: link.now_at(&spec.host),
        deadline,
    };
    let offset = spec.host.offset();
    let sent = draft.clone().finish(&spec.base, &spec.headers).and_then(|mut request| {
        let applied = apply(authorizer, &mut request, &scene)?;
        context.role = applied.role();
        let before = link.clock.now();
        let answer = link.send(&spec.host, request, *timeouts, deadline)?;
        let learned = Offset::of(answer.headers(), before, link.clock.now());
        Ok((answer, Made { applied, offset }, learned))
    });
    match sent {
        Ok((answer, made, learned)) => {
            let response = Response::new(answer, link.max_body, context).with_clock_offset(learned);
            let telling = response.status().is_client_error() || response.status().is_server_error();
            Ok((if telling { response.buffered()? } else { response }, made))
        }
        Err(error) => Err(error.in_call(context)),
    }
}

fn into_attempt(result: Result<Response, Error>, now: SystemTime) -> Attempt<Response> {
    let failure = match &result {
        Ok(response) if response.status().is_client_error() || response.status().is_server_error() => {
            let failure = Failure::Answered { status: response.status(), code: response.error_type() };
            Some((failure, RetryAfter::of(response.status(), response.headers(), now)))
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
        && let Some(line) = response.message().and_then(|text| text.lines().next())
    {
        let line: String = line.chars().filter(|character| !character.is_control()).take(200).collect();
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
