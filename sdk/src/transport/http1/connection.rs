//! One connection: bytes out and bytes in, each by a moment in time.

use std::time::Instant;

use ureq::Timeout;
use ureq::unversioned::transport::Transport;

use super::connect::timeout;
use super::pool::Key;

/// A connection that stands, with what was read from it and is not used up.
pub(super) struct Connection {
    pub(super) key: Key,
    pub(super) idle_since: Instant,
    transport: Box<dyn Transport>,
    /// What did not fit together in the transport's own buffer; empty but for a head or chunk that arrives in parts.
    ahead: Vec<u8>,
    used: usize,
}

impl Connection {
    pub(super) fn new(key: Key, transport: Box<dyn Transport>) -> Self {
        Self { key, idle_since: Instant::now(), transport, ahead: Vec::new(), used: 0 }
    }

    /// Whether the other side has neither closed it nor sent anything unasked.
    pub(super) fn is_open(&mut self) -> bool {
        self.available().is_empty() && self.transport.is_open()
    }

    /// Sends all parts, together where they fit into one buffer.
    pub(super) fn send(&mut self, parts: &[&[u8]], until: Instant) -> Result<(), ureq::Error> {
        let mut filled = 0;
        for part in parts {
            let mut rest = *part;
            while !rest.is_empty() {
                let room = &mut self.transport.buffers().output()[filled..];
                let fitting = rest.len().min(room.len());
                room[..fitting].copy_from_slice(&rest[..fitting]);
                let is_full = fitting == room.len();
                (rest, filled) = (&rest[fitting..], filled + fitting);
                if is_full {
                    self.transport.transmit_output(filled, timeout(left(until)?, Timeout::Global))?;
                    filled = 0;
                }
            }
        }
        if filled > 0 {
            self.transport.transmit_output(filled, timeout(left(until)?, Timeout::Global))?;
        }
        Ok(())
    }

    /// What has arrived and is not used up.
    pub(super) fn available(&mut self) -> &[u8] {
        if self.ahead.is_empty() { self.transport.buffers().input() } else { &self.ahead[self.used..] }
    }

    /// Uses up the first so many bytes of what is [`available`](Self::available).
    pub(super) fn consume(&mut self, amount: usize) {
        if self.ahead.is_empty() {
            return self.transport.buffers().input_consume(amount);
        }
        self.used += amount;
        if self.used >= self.ahead.len() {
            self.ahead.clear();
            self.used = 0;
        }
    }

    /// Waits for more than is available. `false` where the other side has closed the connection.
    pub(super) fn wait(&mut self, until: Instant) -> Result<bool, ureq::Error> {
        self.keep();
        let progress = self.transport.await_input(timeout(left(until)?, Timeout::Global))?;
        if !self.ahead.is_empty() {
            self.keep();
        }
        Ok(progress)
    }

    /// Moves what is left in the transport's buffer out of it, so that it has room for more.
    fn keep(&mut self) {
        let buffers = self.transport.buffers();
        let input = buffers.input();
        let length = input.len();
        if length > 0 {
            self.ahead.extend_from_slice(input);
            buffers.input_consume(length);
        }
    }
}

fn left(until: Instant) -> Result<std::time::Duration, ureq::Error> {
    let left = until.saturating_duration_since(Instant::now());
    if left.is_zero() { Err(ureq::Error::Timeout(Timeout::Global)) } else { Ok(left) }
}
