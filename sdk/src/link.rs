//! What reaches the network on behalf of everything above: transport, clock and limits in one handle.
//!
//! API calls and Cognito calls share it. It sends what it is given, once.

use std::sync::Arc;
use std::time::SystemTime;

use crate::request::PlainHttp;
use crate::transport::{Reader, Transport};
use crate::{Body, Clock, Deadline, Error, Timeouts};

#[derive(Clone)]
pub(crate) struct Link {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) timeouts: Timeouts,
    pub(crate) plain_http: PlainHttp,
    pub(crate) max_body: u64,
}

impl Link {
    pub(crate) fn now(&self) -> SystemTime {
        self.clock.now()
    }

    /// Sends one request; what is left until `deadline` is all the time it has.
    pub(crate) fn send(
        &self,
        request: http::Request<Body>,
        limits: Timeouts,
        deadline: Deadline,
    ) -> Result<http::Response<Reader>, Error> {
        let host = request.uri().host().unwrap_or_default().to_owned();
        let left = deadline.remaining();
        if left.is_zero() {
            let cause = crate::transport::TransportError::not_sent("no time was left for the request").timed_out();
            return Err(cause.into_error(&host));
        }
        // A first attempt has, but for microseconds, all of its time: saying so spares the transport a special case.
        let barely_started = limits.overall().saturating_sub(left) < std::time::Duration::from_millis(50);
        let limits = if barely_started { limits } else { limits.with_overall(left) };
        self.transport.send(request, &limits).map_err(|cause| cause.into_error(&host))
    }
}
