//! What kind of failure an attempt ended in, and whether another attempt can help.

use http::StatusCode;

/// An attempt that did not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Nothing of the request left.
    NotSent,
    /// The service may have carried the request out.
    Interrupted { timeout: bool },
    /// The service answered, with its error code where it gave one.
    Answered { status: StatusCode, code: Option<String> },
}

/// A failure that another attempt can mend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Transient,
    TimedOut,
    Throttled,
}

const THROTTLING: [&str; 13] = [
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "RequestThrottledException",
    "TooManyRequestsException",
    "ProvisionedThroughputExceededException",
    "TransactionInProgressException",
    "RequestLimitExceeded",
    "BandwidthLimitExceeded",
    "RequestThrottled",
    "SlowDown",
    "PriorRequestNotComplete",
    "EC2ThrottledException",
];

const TRANSIENT: [&str; 2] = ["RequestTimeout", "RequestTimeoutException"];

/// API Gateway's name for a usage plan's exhausted quota, which no pause of ours outlasts.
const QUOTA: &str = "LimitExceededException";

impl Failure {
    /// Whether to try again. The error code counts before the status.
    pub(crate) fn class(&self, idempotent: bool) -> Option<Class> {
        match self {
            Self::NotSent => Some(Class::Transient),
            Self::Interrupted { timeout: true } => idempotent.then_some(Class::TimedOut),
            Self::Interrupted { timeout: false } => idempotent.then_some(Class::Transient),
            Self::Answered { code: Some(code), .. } if code == QUOTA => None,
            Self::Answered { code: Some(code), .. } if THROTTLING.contains(&code.as_str()) => Some(Class::Throttled),
            Self::Answered { code: Some(code), .. } if TRANSIENT.contains(&code.as_str()) => {
                idempotent.then_some(Class::Transient)
            }
            Self::Answered { status, .. } => match status.as_u16() {
                429 => Some(Class::Throttled),
                500 | 502 | 503 | 504 => idempotent.then_some(Class::Transient),
                _ => None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(status: u16, code: Option<&str>, others: Option<Class>, idempotent: Option<Class>) {
        let status = StatusCode::from_u16(status).unwrap();
        let failure = Failure::Answered { status, code: code.map(str::to_owned) };
        assert_eq!(failure.class(false), others);
        assert_eq!(failure.class(true), idempotent);
    }

    #[test]
    fn what_is_tried_again() {
        let (transient, throttled) = (Some(Class::Transient), Some(Class::Throttled));
        check(429, None, throttled, throttled);
        check(429, Some("LimitExceededException"), None, None);
        check(400, Some("TooManyRequestsException"), throttled, throttled);
        check(503, Some("SlowDown"), throttled, throttled);
        for status in [500, 502, 503, 504] {
            check(status, None, None, transient);
        }
        for status in [301, 400, 401, 403, 404, 409, 501] {
            check(status, None, None, None);
        }
        assert_eq!(Failure::NotSent.class(false), transient);
        assert_eq!(Failure::Interrupted { timeout: true }.class(false), None);
        assert_eq!(Failure::Interrupted { timeout: true }.class(true), Some(Class::TimedOut));
    }
}
