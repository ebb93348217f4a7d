//! Sockets whose timeouts change in steps: setting one is a system call, and what is left of a minute differs by
//! microseconds from call to call. No limit is ever shortened.

use std::time::Duration;

use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, NextTimeout, Transport as UreqConnection, time,
};

/// Wraps sockets in [`Steady`].
#[derive(Debug)]
pub(super) struct Steadying;

impl<T: UreqConnection> Connector<T> for Steadying {
    type Out = Steady<T>;

    fn connect(&self, _: &ConnectionDetails<'_>, made: Option<T>) -> Result<Option<Self::Out>, ureq::Error> {
        Ok(made.map(Steady))
    }
}

/// A socket whose timeouts change in steps.
#[derive(Debug)]
pub(super) struct Steady<T>(T);

/// Limits shorter than eight of these are kept to the letter; longer ones are rounded up.
const STEP: Duration = Duration::from_secs(1);

fn steadied(mut timeout: NextTimeout) -> NextTimeout {
    if let time::Duration::Exact(after) = timeout.after
        && after >= STEP * 8
    {
        let steps = after.as_nanos().div_ceil(STEP.as_nanos());
        timeout.after = time::Duration::Exact(STEP.saturating_mul(u32::try_from(steps).unwrap_or(u32::MAX)));
    }
    timeout
}

impl<T: UreqConnection> UreqConnection for Steady<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.0.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), ureq::Error> {
        self.0.transmit_output(amount, steadied(timeout))
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, ureq::Error> {
        self.0.await_input(steadied(timeout))
    }

    fn is_open(&mut self) -> bool {
        self.0.is_open()
    }

    fn is_tls(&self) -> bool {
        self.0.is_tls()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timeouts_change_in_steps_and_are_never_shortened() {
        let steady = |micros| {
            steadied(NextTimeout {
                after: time::Duration::Exact(Duration::from_micros(micros)),
                ..NextTimeout::default()
            })
            .after
        };
        let exactly = |micros| time::Duration::Exact(Duration::from_micros(micros));
        assert_eq!(steady(59_999_990), exactly(60_000_000));
        assert_eq!(steady(60_000_000), exactly(60_000_000));
        assert_eq!(steady(8_000_001), exactly(9_000_000));
        assert_eq!(steady(7_999_999), exactly(7_999_999));
    }
}
