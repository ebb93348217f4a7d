//! How long each part of a call may take.

use std::time::Duration;

/// Limits of time, each settable for the client, the endpoint and the call.
///
/// | limit | default |
/// |---|---|
/// | [`resolve`](Self::resolve) | 5 s |
/// | [`connect`](Self::connect) | 3.1 s |
/// | [`first_byte`](Self::first_byte) | 31 s: API Gateway's own integrations have 29 s |
/// | [`read`](Self::read) | 5 s |
/// | [`overall`](Self::overall) | 60 s |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    resolve: Duration,
    connect: Duration,
    first_byte: Duration,
    read: Duration,
    overall: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            resolve: Duration::from_secs(5),
            connect: Duration::from_millis(3_100),
            first_byte: Duration::from_secs(31),
            read: Duration::from_secs(5),
            overall: Duration::from_secs(60),
        }
    }
}

/// Longer than anybody waits, and short enough to be added up and counted from now.
const YEAR: Duration = Duration::from_secs(365 * 86_400);

macro_rules! limits {
    ($($(#[$doc:meta])* $name:ident, $with:ident;)*) => {
        impl Timeouts {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $name(&self) -> Duration {
                    self.$name
                }

                #[doc = concat!("Sets [`", stringify!($name), "`](Self::", stringify!($name), ").")]
                #[must_use]
                pub fn $with(mut self, limit: Duration) -> Self {
                    self.$name = limit.min(YEAR);
                    self
                }
            )*
        }
    };
}

limits! {
    /// Finding the addresses of the host's name.
    resolve, with_resolve;
    /// Opening a connection, the TLS handshake included. Time that [`resolve`](Self::resolve) leaves over is added.
    connect, with_connect;
    /// From the last byte of the request to the first byte of its answer.
    first_byte, with_first_byte;
    /// Each read of the answer after its first byte.
    read, with_read;
    /// The whole call: credentials and tokens, a repetition, and the answer's body.
    overall, with_overall;
}
