//! One call: finish the request, authorize it, send it, and take the one step back that is allowed — once more with fresh
//! credentials when the service says that the ones it got have expired.

use http::StatusCode;

use super::Endpoint;
use crate::authorizer::{Applied, Parts, Scene, apply};
use crate::error::{Context, ErrorResponse, Kind};
use crate::request::Draft;
use crate::{Deadline, Error, Response, Timeouts};

/// Everything a call needs to know.
pub(super) struct Call {
    pub(super) endpoint: Endpoint,
    pub(super) draft: Draft,
    pub(super) authorizer: Parts,
    pub(super) timeouts: Timeouts,
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
    let (response, applied) = attempt(call, deadline)?;
    let (response, expired) = says_expired(response)?;
    if expired && applied.refused() {
        return attempt(call, deadline).map(|(response, _)| response);
    }
    Ok(response)
}

/// Authorizes anew and sends once.
fn attempt(call: &Call, deadline: Deadline) -> Result<(Response, Applied), Error> {
    let Call { endpoint, draft, authorizer, timeouts } = call;
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
        now: link.now(),
        deadline,
    };
    let sent = draft.clone().finish(&spec.base, &spec.headers).and_then(|mut request| {
        let applied = apply(authorizer, &mut request, &scene)?;
        context.role = applied.role();
        Ok((link.send(request, *timeouts, deadline)?, applied))
    });
    match sent {
        Ok((answer, applied)) => Ok((Response::new(answer, link.max_body, context), applied)),
        Err(error) => Err(error.in_call(context)),
    }
}

/// Whether the service says that token or credentials have expired; the answer stays readable.
fn says_expired(response: Response) -> Result<(Response, bool), Error> {
    match response.status() {
        StatusCode::UNAUTHORIZED => Ok((response, true)),
        StatusCode::FORBIDDEN => {
            let response = response.buffered()?;
            let expired = matches!(
                response.error_type().as_deref(),
                Some("ExpiredTokenException" | "UnrecognizedClientException" | "InvalidClientTokenId")
            );
            Ok((response, expired))
        }
        _ => Ok((response, false)),
    }
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
