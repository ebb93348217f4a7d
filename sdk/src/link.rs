//! What reaches the network on behalf of everything above: transport, clock, limits, and what is known of each host.
//!
//! API calls and Cognito calls share it. It decides nothing about what a call means.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use crate::error::{Kind, Sent};
use crate::request::PlainHttp;
use crate::retry::{Budget, Failure, Retries, RetryAfter, delay};
use crate::skew::{Learned, Offset};
use crate::sync::lock;
use crate::transport::{Reader, Transport, TransportError};
use crate::{Body, Clock, Deadline, Error, Timeouts, chance};

pub(crate) struct Link {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) timeouts: Timeouts,
    pub(crate) retries: Retries,
    pub(crate) plain_http: PlainHttp,
    pub(crate) max_body: u64,
    pub(crate) hosts: Mutex<HashMap<String, Arc<Host>>>,
}

/// What a client has learned of one host: how far its clock is off, and how many retries it may still be asked.
#[derive(Debug)]
pub(crate) struct Host {
    pub(crate) name: Arc<str>,
    clock: Learned,
    budget: Budget,
}

/// How a call of several attempts is tried.
#[derive(Clone, Copy)]
pub(crate) struct Effort {
    pub(crate) retries: Retries,
    pub(crate) idempotent: bool,
    pub(crate) deadline: Deadline,
}

/// An attempt's result, and where it failed, what kind of failure that was.
pub(crate) struct Attempt<T> {
    pub(crate) result: Result<T, Error>,
    pub(crate) failure: Option<(Failure, RetryAfter)>,
}

impl Link {
    /// What is known of a host; the same for all who ask.
    pub(crate) fn host(&self, authority: &str) -> Arc<Host> {
        let mut hosts = lock(&self.hosts);
        if let Some(host) = hosts.get(authority) {
            return Arc::clone(host);
        }
        let host = Host { name: authority.into(), clock: Learned::default(), budget: Budget::default() };
        Arc::clone(hosts.entry(authority.to_owned()).or_insert(Arc::new(host)))
    }

    /// The time by the host's clock, as far as it is known.
    pub(crate) fn now_at(&self, host: &Host) -> SystemTime {
        host.clock.offset().applied_to(self.clock.now())
    }

    /// Sends one request; what is left until `deadline` is all the time it has. Says how far the answer shows the host's
    /// clock to be from ours, where it does.
    pub(crate) fn send(
        &self,
        host: &Host,
        request: http::Request<Body>,
        limits: Timeouts,
        deadline: Deadline,
    ) -> Result<(http::Response<Reader>, Option<Offset>), Error> {
        let left = deadline.remaining();
        if left.is_zero() {
            return Err(error(&host.name, TransportError::not_sent("no time was left for the request").timed_out()));
        }
        // A first attempt has, but for microseconds, all of its time: saying so spares the transport a special case.
        let barely_started = limits.overall().saturating_sub(left) < std::time::Duration::from_millis(50);
        let limits = if barely_started { limits } else { limits.with_overall(left) };
        let sent = self.clock.now();
        let answer = self.transport.send(request, &limits).map_err(|cause| error(&host.name, cause))?;
        let offset = host.clock.observe(answer.headers(), sent, self.clock.now());
        Ok((answer, offset))
    }

    /// Tries until an attempt succeeds, fails in a way that another cannot mend, or attempts, budget or time run out.
    pub(crate) fn try_hard<T>(
        &self,
        host: &Host,
        effort: Effort,
        mut attempt: impl FnMut() -> Attempt<T>,
    ) -> Result<T, Error> {
        let mut last_cost = None;
        let mut retry = 0;
        let mut interrupted = false;
        let ended = |result: Result<T, Error>, interrupted: bool| match result {
            Err(error) if interrupted => Err(error.after_another_attempt()),
            result => result,
        };
        loop {
            let Attempt { result, failure } = attempt();
            let Some((failure, after)) = failure else {
                if result.is_ok() {
                    host.budget.give_back(last_cost);
                }
                return ended(result, interrupted);
            };
            interrupted |= matches!(failure, Failure::Interrupted { .. });
            let Some(class) = failure.class(effort.idempotent) else { return ended(result, interrupted) };
            let pause = delay(class, retry, chance::unit(), after);
            if retry + 1 >= effort.retries.attempts() || pause >= effort.deadline.remaining() {
                return ended(result, interrupted);
            }
            let Some(cost) = host.budget.take(class) else { return ended(result, interrupted) };
            last_cost = Some(cost);
            retry += 1;
            self.clock.sleep(pause);
        }
    }
}

impl Host {
    /// How far the host's clock is from ours.
    pub(crate) fn offset(&self) -> Offset {
        self.clock.offset()
    }
}

fn error(host: &str, cause: TransportError) -> Error {
    let sent = if cause.may_have_been_sent() { Sent::Maybe } else { Sent::Nothing };
    let (kind, message) = match (cause.is_timeout(), sent) {
        (true, Sent::Nothing | Sent::NotTried) => (Kind::Timeout(sent), format!("no connection to {host} in time")),
        (true, Sent::Maybe) => (Kind::Timeout(sent), format!("no answer from {host} in time")),
        (false, Sent::Nothing | Sent::NotTried) if cause.is_permanent() => {
            (Kind::Unreachable, format!("cannot connect to {host}"))
        }
        (false, Sent::Nothing | Sent::NotTried) => (Kind::Transport(sent), format!("cannot connect to {host}")),
        (false, Sent::Maybe) => {
            (Kind::Transport(sent), format!("the connection to {host} failed before the answer was complete"))
        }
    };
    Error::new(kind, message).with_source(cause.into_cause())
}

/// What kind of failure an error is to a retry, where it is one that happened on the way.
pub(crate) fn failure_of(error: &Error) -> Option<Failure> {
    match error.kind() {
        Kind::Transport(Sent::Nothing) | Kind::Timeout(Sent::Nothing) => Some(Failure::NotSent),
        Kind::Transport(Sent::Maybe) => Some(Failure::Interrupted { timeout: false }),
        Kind::Timeout(Sent::Maybe) => Some(Failure::Interrupted { timeout: true }),
        _ => None,
    }
}
