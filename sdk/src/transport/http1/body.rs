//! The body of an answer, read from its connection as it arrives; the connection goes back to the pool at its end.

use std::io::{self, Read};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::answer::Framing;
use super::connection::Connection;
use super::pool::Pool;

/// A chunk's size line or trailer longer than this is none.
const MAX_LINE: usize = 16 * 1024;

/// Reads one body.
pub(super) struct AnswerBody {
    state: State,
    /// `None` once the body was read, and after an error.
    connection: Option<Connection>,
    persistent: bool,
    pool: Arc<Pool>,
    limits: ReadLimits,
}

/// How long a body may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReadLimits {
    /// All of it.
    pub(super) until: Instant,
    /// Each wait for more.
    pub(super) stall: Duration,
}

#[derive(Clone, Copy, Debug)]
enum State {
    Length(u64),
    UntilClose,
    ChunkSize,
    Chunk(u64),
    ChunkEnd,
    Trailer,
    Done,
}

impl AnswerBody {
    pub(super) fn new(
        connection: Connection,
        framing: Framing,
        persistent: bool,
        pool: &Arc<Pool>,
        limits: ReadLimits,
    ) -> Self {
        let state = match framing {
            Framing::Length(length) => State::Length(length),
            Framing::Chunked => State::ChunkSize,
            Framing::UntilClose => State::UntilClose,
        };
        let mut body = Self { state, connection: Some(connection), persistent, pool: Arc::clone(pool), limits };
        if matches!(body.state, State::Length(0)) {
            body.finish();
        }
        body
    }

    fn finish(&mut self) {
        self.state = State::Done;
        if let Some(mut connection) = self.connection.take()
            && self.persistent
            && connection.available().is_empty()
        {
            self.pool.put(connection);
        }
    }

    /// Copies what is there, up to `limit`; waits where nothing is. 0 where the connection ended.
    fn take(&mut self, buffer: &mut [u8], limit: u64) -> io::Result<usize> {
        let connection = self.connection.as_mut().ok_or_else(broken_off)?;
        if connection.available().is_empty() && !connection.wait(self.limits.next()).map_err(ureq::Error::into_io)? {
            return Ok(0);
        }
        let available = connection.available();
        let amount = available.len().min(buffer.len()).min(usize::try_from(limit).unwrap_or(usize::MAX));
        buffer[..amount].copy_from_slice(&available[..amount]);
        connection.consume(amount);
        Ok(amount)
    }

    /// Reads one step of what stands between the chunks' data.
    fn step(&mut self) -> io::Result<State> {
        loop {
            let connection = self.connection.as_mut().ok_or_else(broken_off)?;
            let available = connection.available();
            let parsed = match self.state {
                State::ChunkSize => match httparse::parse_chunk_size(available) {
                    Ok(httparse::Status::Complete((used, 0))) => Some((used, State::Trailer)),
                    Ok(httparse::Status::Complete((used, size))) => Some((used, State::Chunk(size))),
                    Ok(httparse::Status::Partial) => None,
                    Err(_) => return Err(malformed()),
                },
                State::ChunkEnd => match available {
                    [b'\r', b'\n', ..] => Some((2, State::ChunkSize)),
                    [] | [b'\r'] => None,
                    _ => return Err(malformed()),
                },
                // Trailers are read over: nothing here may depend on them.
                _ => match available.windows(2).position(|pair| pair == b"\r\n") {
                    Some(0) => Some((2, State::Done)),
                    Some(end) => Some((end + 2, State::Trailer)),
                    None => None,
                },
            };
            if let Some((used, state)) = parsed {
                connection.consume(used);
                return Ok(state);
            }
            if available.len() > MAX_LINE {
                return Err(malformed());
            }
            if !connection.wait(self.limits.next()).map_err(ureq::Error::into_io)? {
                return Err(broken_off());
            }
        }
    }

    fn read_on(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.state {
                State::Done => return Ok(0),
                State::Length(left) => {
                    let read = self.take(buffer, left)?;
                    if read == 0 {
                        return Err(broken_off());
                    }
                    self.state = State::Length(left - read as u64);
                    if left == read as u64 {
                        self.finish();
                    }
                    return Ok(read);
                }
                State::Chunk(left) => {
                    let read = self.take(buffer, left)?;
                    if read == 0 {
                        return Err(broken_off());
                    }
                    let left = left - read as u64;
                    self.state = if left == 0 { State::ChunkEnd } else { State::Chunk(left) };
                    return Ok(read);
                }
                State::UntilClose => {
                    let read = self.take(buffer, u64::MAX)?;
                    if read == 0 {
                        self.finish();
                    }
                    return Ok(read);
                }
                State::ChunkSize | State::ChunkEnd | State::Trailer => match self.step()? {
                    State::Done => self.finish(),
                    state => self.state = state,
                },
            }
        }
    }
}

impl Read for AnswerBody {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let read = self.read_on(buffer);
        if read.is_err() {
            self.connection = None;
        }
        read
    }
}

impl Drop for AnswerBody {
    /// A short body that has arrived and that nobody wanted is no reason to close the connection.
    fn drop(&mut self) {
        if let (State::Length(left), Some(connection)) = (self.state, &mut self.connection)
            && let Ok(left) = usize::try_from(left)
            && connection.available().len() >= left
        {
            connection.consume(left);
            self.finish();
        }
    }
}

impl ReadLimits {
    /// By when the next bytes must be there.
    fn next(&self) -> Instant {
        let now = Instant::now();
        now.checked_add(self.stall).map_or(self.until, |stalled| stalled.min(self.until))
    }
}

fn broken_off() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "the connection ended before the body did")
}

fn malformed() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the body's chunks are malformed")
}
