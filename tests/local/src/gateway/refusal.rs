//! How API Gateway refuses: statuses, `x-amzn-errortype` and bodies
//! ([gateway responses](https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html)).
//!
//! The bodies say `message`, but for refused permissions, which say `Message`: so does API Gateway.

use http::StatusCode;
use serde_json::json;

use crate::answer::Answer;
use crate::document::Flaw;

/// The header that says what a schema found wrong, which API Gateway writes into its logs alone.
const REASON: &str = "x-amplify-rest-local-reason";

/// A refused request.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    kind: &'static str,
    member: &'static str,
    message: String,
    reason: Option<String>,
}

impl Refusal {
    pub(super) fn missing_token() -> Self {
        Self::forbidden("MissingAuthenticationTokenException", "Missing Authentication Token")
    }

    pub(super) fn incomplete_signature(message: impl Into<String>) -> Self {
        Self::forbidden("IncompleteSignatureException", message)
    }

    pub(super) fn invalid_signature(message: impl Into<String>) -> Self {
        Self::forbidden("InvalidSignatureException", message)
    }

    pub(super) fn unrecognized_client() -> Self {
        Self::forbidden("UnrecognizedClientException", "The security token included in the request is invalid.")
    }

    pub(super) fn expired_credentials() -> Self {
        Self::forbidden("ExpiredTokenException", "The security token included in the request is expired")
    }

    /// A wrong or missing API key.
    pub(super) fn api_key() -> Self {
        Self::forbidden("ForbiddenException", "Forbidden")
    }

    pub(super) fn access_denied(message: impl Into<String>) -> Self {
        Self { member: "Message", ..Self::forbidden("AccessDeniedException", message) }
    }

    /// What is wrong with a request, by its document.
    pub(super) fn flaw(flaw: Flaw) -> Self {
        let bad = |message: String| Self {
            status: StatusCode::BAD_REQUEST,
            ..Self::forbidden("BadRequestException", message)
        };
        match flaw {
            Flaw::Missing(names) => bad(format!("Missing required request parameters: [{}]", names.join(", "))),
            // API Gateway only looks whether a parameter is there; its integrations would have to refuse this.
            Flaw::Parameters { names, reason } => {
                Self { reason: Some(reason), ..bad(format!("Invalid request parameters: [{}]", names.join(", "))) }
            }
            Flaw::Body { reason } => Self { reason: Some(reason), ..bad("Invalid request body".to_owned()) },
            Flaw::MediaType => Self {
                status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
                ..Self::forbidden("UnsupportedMediaTypeException", "Unsupported Media Type")
            },
        }
    }

    /// An answer that the document doesn't have was asked for.
    pub(super) fn no_such_answer(status: u16) -> Self {
        let message = format!("The document has no answer with status {status} for this operation");
        Self { status: StatusCode::BAD_REQUEST, ..Self::forbidden("BadRequestException", message) }
    }

    pub(super) fn unauthorized(message: &str) -> Self {
        Self { status: StatusCode::UNAUTHORIZED, ..Self::forbidden("UnauthorizedException", message) }
    }

    pub(super) fn answer(&self) -> Answer {
        let mut body = serde_json::Map::new();
        body.insert(self.member.to_owned(), json!(self.message));
        let answer = Answer::of(self.status)
            .set("content-type", "application/json")
            .set("x-amzn-errortype", self.kind)
            .body(serde_json::Value::Object(body).to_string());
        self.reason.iter().fold(answer, |answer, reason| answer.set(REASON, reason))
    }

    fn forbidden(kind: &'static str, message: impl Into<String>) -> Self {
        Self { status: StatusCode::FORBIDDEN, kind, member: "message", message: message.into(), reason: None }
    }
}

/// What API Gateway answers of its own with a status that a fault asks for.
pub(crate) fn answer_of_status(status: u16) -> Answer {
    let (kind, message) = match status {
        400 => ("BadRequestException", "Bad Request Exception"),
        401 => ("UnauthorizedException", "Unauthorized"),
        403 => ("ForbiddenException", "Forbidden"),
        404 => ("NotFoundException", "Not Found"),
        413 => ("RequestTooLargeException", "Request Too Long"),
        415 => ("UnsupportedMediaTypeException", "Unsupported Media Type"),
        429 => ("TooManyRequestsException", "Too Many Requests"),
        503 => ("ServiceUnavailableException", "Service Unavailable"),
        504 => ("EndpointRequestTimedOutException", "Endpoint request timed out"),
        _ => ("InternalServerErrorException", "Internal server error"),
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    Answer::of(status)
        .set("content-type", "application/json")
        .set("x-amzn-errortype", kind)
        .body(json!({ "message": message }).to_string())
}
