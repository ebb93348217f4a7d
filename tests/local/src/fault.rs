//! Faults that a test injects: which requests they strike, how often, and what happens to those.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::answer::Answer;
use crate::server::Ending;

/// Something that goes wrong, for the next request unless [`times`](Fault::times) or [`always`](Fault::always) says
/// otherwise, at any operation or endpoint unless [`on`](Fault::on) names one.
///
/// ```
/// use amplify_rest_local::Fault;
///
/// let twice_unavailable = Fault::status(503).on("todos").times(2);
/// let answer_lost = Fault::reset().on("InitiateAuth").after_handling();
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Fault {
    effect: Effect,
    on: Option<String>,
    remaining: Option<usize>,
    handling: Handling,
}

#[derive(Clone, Debug)]
enum Effect {
    Status(u16),
    Answer(Answer),
    Throttle,
    Delay(Duration),
    Reset,
    Cut(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Handling {
    Skipped,
    Done,
}

impl Fault {
    /// Answers with this status instead of handling the request, in the shape that the struck service uses for it (API
    /// Gateway's `Service Unavailable` for 503, Cognito's `InternalErrorException` for 500 …).
    pub fn status(status: u16) -> Self {
        Self::of(Effect::Status(status))
    }

    /// Answers with this instead of handling the request.
    pub fn answer(answer: Answer) -> Self {
        Self::of(Effect::Answer(answer))
    }

    /// Answers that there were too many requests: status 429 at an endpoint, `TooManyRequestsException` with status 400
    /// at Cognito.
    pub fn throttle() -> Self {
        Self::of(Effect::Throttle)
    }

    /// Handles the request and holds the answer back so long.
    pub fn delay(delay: Duration) -> Self {
        Self { handling: Handling::Done, ..Self::of(Effect::Delay(delay)) }
    }

    /// Resets the connection instead of handling the request.
    pub fn reset() -> Self {
        Self::of(Effect::Reset)
    }

    /// Handles the request and closes the connection after so many bytes of the answer's body. An answer that is not
    /// longer arrives whole.
    pub fn truncate(bytes: usize) -> Self {
        Self { handling: Handling::Done, ..Self::of(Effect::Cut(bytes)) }
    }

    /// Strikes only this Cognito operation (`GetId`) or endpoint (`todos`). Default: whatever comes next.
    pub fn on(mut self, operation_or_endpoint: &str) -> Self {
        self.on = Some(operation_or_endpoint.to_owned());
        self
    }

    /// Strikes so many requests. Default: one.
    pub fn times(mut self, times: usize) -> Self {
        self.remaining = Some(times);
        self
    }

    /// Strikes until [`Cloud::clear_faults`](crate::Cloud::clear_faults). Default: once.
    pub fn always(mut self) -> Self {
        self.remaining = None;
        self
    }

    /// Handles the request all the same, so that its effects are there and only the answer is lost. Default: not handled,
    /// but for delays and truncations, which always are.
    pub fn after_handling(mut self) -> Self {
        self.handling = Handling::Done;
        self
    }

    fn of(effect: Effect) -> Self {
        Self { effect, on: None, remaining: Some(1), handling: Handling::Skipped }
    }
}

/// The faults that are waiting.
#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<Vec<Fault>>);

/// What a fault does to one request.
pub(crate) struct Strike {
    effect: Effect,
    pub(crate) skips_handling: bool,
}

impl Faults {
    pub(crate) fn add(&self, fault: Fault) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
    }

    pub(crate) fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The first fault that is meant for this operation or endpoint, counted down.
    pub(crate) fn strike(&self, name: &str) -> Option<Strike> {
        let mut faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        faults.retain(|fault| fault.remaining != Some(0));
        let fault = faults.iter_mut().find(|fault| fault.on.as_deref().is_none_or(|on| on == name))?;
        fault.remaining = fault.remaining.map(|remaining| remaining - 1);
        Some(Strike { effect: fault.effect.clone(), skips_handling: fault.handling == Handling::Skipped })
    }
}

impl Strike {
    /// The answer to send in place of `handled`, when it is sent, and how it ends.
    pub(crate) fn apply(self, handled: Option<Answer>, service: &dyn Fn(u16) -> Answer) -> (Answer, Duration, Ending) {
        let whole = |answer| (answer, Duration::ZERO, Ending::Whole);
        let handled = handled.unwrap_or_else(|| service(500));
        match self.effect {
            Effect::Status(status) => whole(service(status)),
            Effect::Answer(answer) => whole(answer),
            Effect::Throttle => whole(service(429)),
            Effect::Delay(delay) => (handled, delay, Ending::Whole),
            Effect::Reset => (handled, Duration::ZERO, Ending::Reset),
            Effect::Cut(bytes) => (handled, Duration::ZERO, Ending::Cut(bytes)),
        }
    }
}
