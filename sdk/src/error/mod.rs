//! The one error type of this crate: opaque, with predicates for what a program acts on.

mod context;
mod response;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

pub(crate) use context::Context;
pub use response::ErrorResponse;
pub(crate) use response::Reason;

/// An error of a program's own code, as an interceptor or a transport returns it.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// What went wrong, with which endpoint and authorizer, and what to do about it.
///
/// The text never holds a secret: no password, token, API key or header value. The cause, where there is one, is kept as
/// [`source`](StdError::source). Ask the predicates what a program can act on:
///
/// ```
/// # fn show(error: &amplify_rest::Error) {
/// if error.is_signed_out() || error.is_session_expired() {
///     // ask the user to sign in
/// } else if let Some(answer) = error.response() {
///     eprintln!("{} said {}: {}", answer.error_type().unwrap_or("the service"), answer.status(), answer.text());
/// }
/// # }
/// ```
#[derive(Clone)]
pub struct Error(Arc<Inner>);

struct Inner {
    kind: Kind,
    message: String,
    hint: Option<String>,
    context: Option<Context>,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

/// What a program can act on. Private: the predicates are the interface.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "cognito"),
    expect(dead_code, reason = "some are Cognito's alone; one enum keeps the predicates whole")
)]
pub(crate) enum Kind {
    /// A configuration or option that cannot work.
    Configuration,
    /// A request that cannot be sent as it was built.
    InvalidRequest,
    /// The program's own interceptor, signer or provider failed.
    Interceptor,
    /// Nobody is signed in, and the authorizer needs a user.
    SignedOut,
    /// The session was ended by Cognito; the user must sign in again.
    SessionExpired,
    /// The identity pool hands out no guest credentials.
    GuestAccessDisabled,
    /// Cognito refused; the code is its exception's name.
    Cognito(String),
    /// A sign-in needs another step that the program did not take.
    Challenge,
    /// The service could not be reached, or the connection failed. True where nothing of the request was sent.
    Transport(Sent),
    /// The service cannot be reached, and trying again does not help.
    Unreachable,
    /// Time ran out.
    Timeout(Sent),
    /// The answer's status was not 2xx.
    Status(Box<ErrorResponse>),
    /// The answer could not be read or decoded.
    Body,
}

/// Whether any of the request had left when something failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sent {
    Nothing,
    Maybe,
    /// It never came to the request: what it needed first could not be had, and was tried for already.
    NotTried,
}

impl Error {
    pub(crate) fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self(Arc::new(Inner { kind, message: message.into(), hint: None, context: None, source: None }))
    }

    pub(crate) fn configuration(message: impl Into<String>) -> Self {
        Self::new(Kind::Configuration, message)
    }

    pub(crate) fn invalid_request(message: impl Into<String>) -> Self {
        Self::new(Kind::InvalidRequest, message)
    }

    /// What to do about it, in a clause of its own.
    pub(crate) fn with_hint(self, hint: impl Into<String>) -> Self {
        let hint = hint.into();
        self.change(|inner| inner.hint = Some(hint))
    }

    pub(crate) fn with_source(self, source: impl Into<BoxError>) -> Self {
        let source: Arc<dyn StdError + Send + Sync> = Arc::from(source.into());
        self.change(|inner| inner.source = Some(source))
    }

    /// Says which call of which endpoint failed. The first context stays: it is the nearest.
    pub(crate) fn in_call(self, context: Context) -> Self {
        self.change(|inner| {
            inner.context.get_or_insert(context);
        })
    }

    fn change(self, change: impl FnOnce(&mut Inner)) -> Self {
        let mut inner = Arc::try_unwrap(self.0).unwrap_or_else(|shared| Inner {
            kind: shared.kind.clone(),
            message: shared.message.clone(),
            hint: shared.hint.clone(),
            context: shared.context.clone(),
            source: shared.source.clone(),
        });
        change(&mut inner);
        Self(Arc::new(inner))
    }

    /// The error of what had to be had before a request could be sent: none of it was.
    pub(crate) fn before_the_request(self) -> Self {
        match self.kind() {
            Kind::Transport(_) | Kind::Body => self.change(|inner| inner.kind = Kind::Transport(Sent::NotTried)),
            Kind::Timeout(_) => self.change(|inner| inner.kind = Kind::Timeout(Sent::NotTried)),
            _ => self,
        }
    }

    /// The error of a last attempt, where one before it may have been carried out.
    pub(crate) fn after_another_attempt(self) -> Self {
        match self.kind() {
            Kind::Transport(_) | Kind::Unreachable => self.change(|inner| inner.kind = Kind::Transport(Sent::Maybe)),
            Kind::Timeout(_) => self.change(|inner| inner.kind = Kind::Timeout(Sent::Maybe)),
            _ => self,
        }
    }

    /// What went wrong in a provider of tokens or credentials of the program's own.
    ///
    /// [`is_interceptor`](Self::is_interceptor) is true of it, and the cause is its [`source`](StdError::source).
    pub fn from_provider(cause: impl Into<BoxError>) -> Self {
        Self::new(Kind::Interceptor, "the program's own provider failed").with_source(cause)
    }

    pub(crate) fn kind(&self) -> &Kind {
        &self.0.kind
    }

    /// The whole answer, where the service answered with a status other than 2xx.
    #[must_use]
    pub fn response(&self) -> Option<&ErrorResponse> {
        match &self.0.kind {
            Kind::Status(response) => Some(response),
            _ => None,
        }
    }

    /// The HTTP status of the answer, where there was one other than 2xx.
    #[must_use]
    pub fn status(&self) -> Option<http::StatusCode> {
        self.response().map(ErrorResponse::status)
    }

    /// Cognito's exception name (`NotAuthorizedException`, …), where Cognito refused; the HTTP status where it named none.
    #[must_use]
    pub fn cognito_code(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Cognito(code) => Some(code),
            _ => None,
        }
    }

    /// The name of the endpoint that was called, where the error belongs to a call.
    #[must_use]
    pub fn endpoint(&self) -> Option<&str> {
        self.0.context.as_ref().map(Context::endpoint)
    }

    /// The endpoint's authorizer needs a signed-in user, and nobody is signed in. Nothing was sent.
    #[must_use]
    pub fn is_signed_out(&self) -> bool {
        self.0.kind == Kind::SignedOut
    }

    /// Cognito has ended the session (revoked, expired, user deleted): the user must sign in again.
    #[must_use]
    pub fn is_session_expired(&self) -> bool {
        self.0.kind == Kind::SessionExpired
    }

    /// The identity pool gives guests no access ("Enable access to unauthenticated identities" is off).
    #[must_use]
    pub fn is_guest_access_disabled(&self) -> bool {
        self.0.kind == Kind::GuestAccessDisabled
    }

    /// A sign-in needs a step that the program has not taken, such as a new password.
    #[must_use]
    pub fn is_challenge(&self) -> bool {
        self.0.kind == Kind::Challenge
    }

    /// A configuration, option or setting cannot work: a fault in the program or its configuration file.
    #[must_use]
    pub fn is_configuration(&self) -> bool {
        self.0.kind == Kind::Configuration
    }

    /// The request cannot be sent as it was built (a bad header, an empty path parameter, …). Nothing was sent.
    #[must_use]
    pub fn is_invalid_request(&self) -> bool {
        self.0.kind == Kind::InvalidRequest
    }

    /// The program's own interceptor, credentials or token provider failed. Nothing was sent.
    #[must_use]
    pub fn is_interceptor(&self) -> bool {
        self.0.kind == Kind::Interceptor
    }

    /// The service could not be reached or the connection broke; includes timeouts.
    #[must_use]
    pub fn is_transport(&self) -> bool {
        matches!(self.0.kind, Kind::Transport(_) | Kind::Timeout(_) | Kind::Unreachable)
    }

    /// A limit of time was reached: see [`Timeouts`](crate::Timeouts).
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, Kind::Timeout(_))
    }

    /// The call failed on its way, and the service may have carried it out all the same.
    ///
    /// `false` where nothing of the request had left, and wherever the service answered.
    #[must_use]
    pub fn may_have_been_executed(&self) -> bool {
        matches!(self.0.kind, Kind::Transport(Sent::Maybe) | Kind::Timeout(Sent::Maybe) | Kind::Body)
    }

    /// The answer came but could not be read or decoded: cut short, too large, or not what was asked for.
    #[must_use]
    pub fn is_body(&self) -> bool {
        self.0.kind == Kind::Body
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(context) = &self.0.context {
            write!(f, "{context}: ")?;
        }
        f.write_str(&self.0.message)?;
        if let Some(hint) = &self.0.hint {
            write!(f, " ({hint})")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    /// The text and the chain of causes, so that `fn main() -> Result<(), Error>` prints something a person can read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")?;
        let mut cause = self.source();
        while let Some(error) = cause {
            write!(f, "\n  caused by: {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}
