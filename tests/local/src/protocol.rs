//! Cognito's wire protocol, AWS JSON 1.1: the operation is named in `X-Amz-Target`, input and output are JSON, errors are
//! status 400 with `__type` and `message`.

use http::StatusCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::random;

/// What the operations of the two Cognito services start with in `X-Amz-Target`.
pub(crate) const USER_POOL_TARGET: &str = "AWSCognitoIdentityProviderService.";
pub(crate) const IDENTITY_POOL_TARGET: &str = "AWSCognitoIdentityService.";

/// An error that a Cognito service answers.
#[derive(Debug)]
pub(crate) struct Failure {
    status: StatusCode,
    kind: &'static str,
    message: String,
}

impl Failure {
    pub(crate) fn new(kind: &'static str, message: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, kind, message: message.into() }
    }

    /// The service's own trouble, status 500.
    pub(crate) fn internal() -> Self {
        let message = "An internal error occurred.".to_owned();
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, kind: "InternalErrorException", message }
    }

    pub(crate) fn not_authorized(message: impl Into<String>) -> Self {
        Self::new("NotAuthorizedException", message)
    }

    pub(crate) fn invalid_parameter(message: impl Into<String>) -> Self {
        Self::new("InvalidParameterException", message)
    }

    pub(crate) fn unknown_operation() -> Self {
        Self::new("UnknownOperationException", "")
    }
}

/// What an operation gives.
pub(crate) type Outcome = Result<Value, Failure>;

/// Runs one operation on its input.
pub(crate) fn operation<Input: DeserializeOwned, Output: Serialize>(
    body: &[u8],
    run: impl FnOnce(Input) -> Result<Output, Failure>,
) -> Outcome {
    let input =
        serde_json::from_slice(body).map_err(|error| Failure::new("SerializationException", mistake(&error)))?;
    serde_json::to_value(run(input)?).map_err(|_| Failure::internal())
}

/// The HTTP answer.
pub(crate) fn answer(outcome: Outcome) -> Answer {
    let answer = match outcome {
        Ok(value) => Answer::of(StatusCode::OK).body(value.to_string()),
        Err(failure) => Answer::of(failure.status)
            .set("x-amzn-errortype", &format!("{}:", failure.kind))
            .set("x-amzn-errormessage", &failure.message)
            .body(json!({ "__type": failure.kind, "message": failure.message }).to_string()),
    };
    answer.set("content-type", "application/x-amz-json-1.1").set("x-amzn-requestid", &random::uuid())
}

/// The place of a mistake, without the value that stands there: it may be a password.
fn mistake(error: &serde_json::Error) -> String {
    match error.classify() {
        serde_json::error::Category::Data => {
            format!("the input doesn't fit the operation, near column {}", error.column())
        }
        _ => "the input is not JSON".to_owned(),
    }
}
