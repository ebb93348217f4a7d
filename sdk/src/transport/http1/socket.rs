//! The socket under a connection, in few system calls: a call over one that is open already takes three.
//!
//! A request's head waits for its body, so that both leave together; one look says whether the socket is still of use; and
//! timeouts change in steps, since what is left of a minute differs by microseconds from call to call. No limit is ever
//! shortened. Of what passes through, nothing is known here.

use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, Either, LazyBuffers, NextTimeout, Transport as UreqConnection, time,
};

use super::BUFFER_BYTES;

/// Until the answer is asked for, this much of a request waits for the rest: most heads, and short bodies with them.
const WAITING_BYTES: usize = 4 * 1024;
/// The buffer of what leaves, which has room for a TLS record behind what waits.
const OUTPUT_BYTES: usize = 2 * BUFFER_BYTES;
/// The same, once a body has filled it: each write is a system call, and a packet.
const LARGE_OUTPUT_BYTES: usize = 2 * OUTPUT_BYTES + WAITING_BYTES;
/// Timeouts shorter than eight seconds are kept to the letter; longer ones are rounded up to whole seconds.
const TO_THE_LETTER: Duration = Duration::from_secs(8);
/// The least time that an address has.
const LEAST_TIME: Duration = Duration::from_millis(10);

/// Opens a [`Socket`] where no proxy has made a connection before.
#[derive(Debug)]
pub(super) struct Sockets;

impl<In: UreqConnection> Connector<In> for Sockets {
    type Out = Either<In, Socket>;

    fn connect(&self, details: &ConnectionDetails<'_>, made: Option<In>) -> Result<Option<Self::Out>, ureq::Error> {
        if let Some(made) = made {
            return Ok(Some(Either::A(made)));
        }
        let stream = open(&details.addrs, details.timeout)?;
        stream.set_nodelay(true)?;
        Ok(Some(Either::B(Socket::new(stream))))
    }
}

/// Tries one address after the other, each with half of the time that is left; the last one has all of it.
fn open(addresses: &[SocketAddr], timeout: NextTimeout) -> Result<TcpStream, ureq::Error> {
    let until = timeout.not_zero().map(|limit| Instant::now() + *limit);
    let mut failure = ureq::Error::HostNotFound;
    for (place, address) in addresses.iter().enumerate() {
        let opened = match until {
            None => TcpStream::connect(address),
            Some(until) => {
                let left = until.saturating_duration_since(Instant::now());
                let share = if place + 1 == addresses.len() { left } else { left / 2 };
                TcpStream::connect_timeout(address, share.max(LEAST_TIME))
            }
        };
        match opened {
            Ok(stream) => return Ok(stream),
            Err(error) => failure = failed(error, timeout),
        }
    }
    Err(failure)
}

/// A socket whose timeouts and buffers are kept from call to call.
pub(super) struct Socket {
    stream: TcpStream,
    buffers: SocketBuffers,
    /// The limit of what waits to be sent.
    sending: NextTimeout,
    /// Whether nothing has left since the last answer.
    unsent: bool,
    read_limit: Option<Duration>,
    write_limit: Option<Duration>,
}

impl Socket {
    fn new(stream: TcpStream) -> Self {
        let buffers = SocketBuffers { input: LazyBuffers::new(BUFFER_BYTES, 1), output: Vec::new(), waiting: 0 };
        let sending = NextTimeout::default();
        Self { stream, buffers, sending, unsent: true, read_limit: None, write_limit: None }
    }

    fn send(&mut self) -> Result<(), ureq::Error> {
        let timeout = self.sending.for_write();
        set(&mut self.write_limit, timeout, |limit| self.stream.set_write_timeout(limit))?;
        let waiting = std::mem::take(&mut self.buffers.waiting);
        self.unsent = false;
        let sent = self.stream.write_all(&self.buffers.output[..waiting]);
        if waiting == OUTPUT_BYTES {
            self.buffers.output = vec![0; LARGE_OUTPUT_BYTES];
        }
        sent.map_err(|error| failed(error, timeout))
    }

    /// Reads once. A signal interrupts it on some systems, and gives it no more time.
    fn receive(&mut self, mut timeout: NextTimeout) -> Result<usize, ureq::Error> {
        let until = timeout.not_zero().map(|limit| Instant::now() + *limit);
        loop {
            set(&mut self.read_limit, timeout, |limit| self.stream.set_read_timeout(limit))?;
            match self.stream.read(self.buffers.input.input_append_buf()) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => return read.map_err(|error| failed(error, timeout)),
            }
            if let Some(until) = until {
                timeout.after = time::Duration::Exact(until.saturating_duration_since(Instant::now()));
            }
        }
    }
}

impl UreqConnection for Socket {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), ureq::Error> {
        self.buffers.waiting += amount;
        self.sending = timeout;
        if self.unsent && self.buffers.waiting <= WAITING_BYTES { Ok(()) } else { self.send() }
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, ureq::Error> {
        if self.buffers.waiting > 0 {
            self.send()?;
        }
        let amount = self.receive(timeout.for_read())?;
        self.buffers.input.input_appended(amount);
        self.unsent = true;
        Ok(amount > 0)
    }

    fn is_open(&mut self) -> bool {
        // What was answered before it had left must not leave with the next request.
        self.buffers.waiting == 0 && is_quiet(&self.stream)
    }
}

/// Sets a timeout, where it is another than before. ureq looks whether any time is left before each step of a request; a TLS
/// record or handshake is many reads in one step.
fn set(
    known: &mut Option<Duration>,
    timeout: NextTimeout,
    set: impl FnOnce(Option<Duration>) -> io::Result<()>,
) -> Result<(), ureq::Error> {
    if timeout.after.is_zero() {
        return Err(ureq::Error::Timeout(timeout.reason));
    }
    let wanted = timeout.not_zero().map(|limit| stepped(*limit));
    if wanted == *known {
        return Ok(());
    }
    match set(wanted) {
        Ok(()) => *known = wanted,
        // Where the other side has closed, macOS says so here. What it had answered before can still be read.
        Err(error) if cfg!(target_os = "macos") && error.kind() == ErrorKind::InvalidInput => {}
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

fn stepped(limit: Duration) -> Duration {
    if limit < TO_THE_LETTER || limit.subsec_nanos() == 0 { limit } else { Duration::from_secs(limit.as_secs() + 1) }
}

/// Whether the socket is open and has nothing to be read: what came unasked is no answer to what will be asked.
#[cfg(unix)]
fn is_quiet(stream: &TcpStream) -> bool {
    let mut byte = [std::mem::MaybeUninit::uninit()];
    let looked = socket2::SockRef::from(stream).recv_with_flags(&mut byte, libc::MSG_PEEK | libc::MSG_DONTWAIT);
    looked.is_err_and(|error| error.kind() == ErrorKind::WouldBlock)
}

#[cfg(not(unix))]
fn is_quiet(stream: &TcpStream) -> bool {
    let look = || {
        stream.set_nonblocking(true)?;
        let looked = stream.peek(&mut [0]);
        stream.set_nonblocking(false)?;
        looked
    };
    look().is_err_and(|error| error.kind() == ErrorKind::WouldBlock)
}

/// Systems differ in what they call a socket's timeout.
fn failed(error: io::Error, timeout: NextTimeout) -> ureq::Error {
    match error.kind() {
        ErrorKind::TimedOut | ErrorKind::WouldBlock => ureq::Error::Timeout(timeout.reason),
        _ => ureq::Error::Io(error),
    }
}

impl fmt::Debug for Socket {
    /// What passes through may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Socket")
    }
}

/// What came and was not read, and what waits to be sent.
struct SocketBuffers {
    input: LazyBuffers,
    output: Vec<u8>,
    /// How much of the output, from its start, waits.
    waiting: usize,
}

impl SocketBuffers {
    fn free_output(output: &mut Vec<u8>, waiting: usize) -> &mut [u8] {
        if output.is_empty() {
            *output = vec![0; OUTPUT_BYTES];
        }
        &mut output[waiting..]
    }
}

impl Buffers for SocketBuffers {
    fn output(&mut self) -> &mut [u8] {
        Self::free_output(&mut self.output, self.waiting)
    }

    fn tmp_and_output(&mut self) -> (&mut [u8], &mut [u8]) {
        (self.input.tmp_and_output().0, Self::free_output(&mut self.output, self.waiting))
    }

    fn input(&self) -> &[u8] {
        self.input.input()
    }

    fn input_append_buf(&mut self) -> &mut [u8] {
        self.input.input_append_buf()
    }

    fn input_appended(&mut self, amount: usize) {
        self.input.input_appended(amount);
    }

    fn input_consume(&mut self, amount: usize) {
        self.input.input_consume(amount);
    }

    fn can_use_input(&self) -> bool {
        self.input.can_use_input()
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    fn pair() -> (Socket, TcpStream) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let near = open(&[listener.local_addr().unwrap()], NextTimeout::default()).unwrap();
        let (far, _) = listener.accept().unwrap();
        far.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        (Socket::new(near), far)
    }

    fn send(socket: &mut Socket, bytes: &[u8]) {
        socket.buffers().output()[..bytes.len()].copy_from_slice(bytes);
        socket.transmit_output(bytes.len(), NextTimeout::default()).unwrap();
    }

    #[test]
    fn a_head_leaves_with_its_body() {
        let (mut socket, mut far) = pair();
        send(&mut socket, b"head ");
        send(&mut socket, b"body");
        far.set_nonblocking(true).unwrap();
        assert_eq!(far.peek(&mut [0]).unwrap_err().kind(), ErrorKind::WouldBlock);
        far.set_nonblocking(false).unwrap();
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let mut request = [0; 64];
                let length = far.read(&mut request).unwrap();
                assert_eq!(&request[..length], b"head body");
                far.write_all(b"answer").unwrap();
            });
            assert!(socket.await_input(NextTimeout::default()).unwrap());
        });
        assert_eq!(socket.buffers().input(), b"answer");
    }

    #[test]
    fn a_long_body_leaves_as_it_comes_and_in_order() {
        let (mut socket, mut far) = pair();
        let body: Vec<u8> = (0..=255).cycle().take(5 * LARGE_OUTPUT_BYTES).collect();
        let received = std::thread::scope(|scope| {
            let received = scope.spawn(|| {
                let mut received = vec![0; 4 + body.len()];
                far.read_exact(&mut received).map(|()| received)
            });
            send(&mut socket, b"head");
            let mut rest = &body[..];
            while !rest.is_empty() {
                let fits = socket.buffers().tmp_and_output().1.len().min(rest.len());
                send(&mut socket, &rest[..fits]);
                rest = &rest[fits..];
            }
            received.join().unwrap().unwrap()
        });
        assert_eq!(&received[..4], b"head");
        assert_eq!(&received[4..], body);
    }

    #[test]
    fn what_is_closed_or_speaks_unasked_is_of_no_use() {
        let (mut socket, mut far) = pair();
        assert!(socket.is_open() && socket.is_open());
        far.write_all(b"unasked").unwrap();
        while is_quiet(&socket.stream) {
            std::thread::yield_now();
        }
        assert!(!socket.is_open());

        let (mut socket, far) = pair();
        drop(far);
        while is_quiet(&socket.stream) {
            std::thread::yield_now();
        }
        assert!(!socket.is_open());
    }

    #[test]
    fn a_silent_server_is_given_up_in_time() {
        let (mut socket, _far) = pair();
        let timeout = NextTimeout {
            after: Duration::from_millis(20).into(),
            reason: ureq::Timeout::RecvResponse,
            ..NextTimeout::default()
        };
        let error = socket.await_input(timeout).unwrap_err();
        assert!(matches!(error, ureq::Error::Timeout(ureq::Timeout::RecvResponse)), "{error}");
    }

    #[test]
    fn no_time_left_is_no_second_more() {
        let (mut socket, mut far) = pair();
        far.write_all(b"answer").unwrap();
        let reason = ureq::Timeout::PerRead;
        let timeout = NextTimeout { after: Duration::ZERO.into(), reason, ..NextTimeout::default() };
        let error = socket.await_input(timeout).unwrap_err();
        assert!(matches!(error, ureq::Error::Timeout(ureq::Timeout::PerRead)), "{error}");
    }

    #[test]
    fn a_connection_that_still_holds_a_request_is_of_no_use() {
        let (mut socket, _far) = pair();
        send(&mut socket, b"body");
        assert!(!socket.is_open());
    }

    #[test]
    fn timeouts_change_in_steps_and_are_never_shortened() {
        let stepped = |micros| stepped(Duration::from_micros(micros)).as_micros();
        assert_eq!(stepped(59_999_990), 60_000_000);
        assert_eq!(stepped(60_000_000), 60_000_000);
        assert_eq!(stepped(8_000_001), 9_000_000);
        assert_eq!(stepped(7_999_999), 7_999_999);
    }
}
