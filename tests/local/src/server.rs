//! The HTTP server: accepts connections on 127.0.0.1, hands each request to a [`Handler`] on a thread that may block,
//! and sends, cuts or resets what comes back. Knows nothing of Cognito or API Gateway.
//!
//! hyper hands over each legal request target byte for byte. An illegal one (`"`, `<`, a raw blank) is answered 400, and a
//! raw `#` is dropped with all behind it.

mod connection;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::oneshot;

use crate::Error;
use crate::answer::Answer;
use crate::received::Received;

/// Enough for a burst of cold threads: the standard library's listener has room for 128.
const BACKLOG: u32 = 1024;

/// Whoever answers requests.
pub(crate) trait Handler: Send + Sync + 'static {
    fn handle(&self, request: Received) -> Outcome;

    /// A connection was accepted.
    fn connected(&self);
}

/// What becomes of a request.
pub(crate) struct Outcome {
    pub(crate) answer: Answer,
    pub(crate) delay: Duration,
    pub(crate) ending: Ending,
}

/// How an answer ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// It is sent whole.
    Whole,
    /// The connection is closed after so many bytes of the body, though the headers promise all of it.
    Cut(usize),
    /// The connection is reset and nothing is sent.
    Reset,
}

/// A running server. Dropping it closes every connection and ends its threads.
pub(crate) struct Server {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Binds 127.0.0.1 at `port` (0 for any that is free) and serves.
    pub(crate) fn start(port: u16, handler: impl FnOnce(SocketAddr) -> Arc<dyn Handler>) -> Result<Self, Error> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .enable_time()
            .thread_name("amplify-rest-local")
            .build()
            .map_err(|error| Error::start("start the local cloud's runtime", error))?;
        let listener = {
            let _context = runtime.enter();
            listen(port).map_err(|error| Error::start("listen on 127.0.0.1 for the local cloud", error))?
        };
        let address =
            listener.local_addr().map_err(|error| Error::start("listen on 127.0.0.1 for the local cloud", error))?;
        let handler = handler(address);
        let (stop, stopped) = oneshot::channel();
        let serve = move || {
            runtime.spawn(accept(listener, handler));
            let _stopped_or_dropped = runtime.block_on(stopped);
            // Drops every connection; a request that is being handled must not hold up whoever stops the cloud.
            runtime.shutdown_background();
        };
        let thread = std::thread::Builder::new()
            .name("amplify-rest-local".to_owned())
            .spawn(serve)
            .map_err(|error| Error::start("start the local cloud's thread", error))?;
        Ok(Self { address, stop: Some(stop), thread: Some(thread) })
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _already_stopped = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _its_panic_was_printed = thread.join();
        }
    }
}

fn listen(port: u16) -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(port != 0)?;
    socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    socket.listen(BACKLOG)
}

async fn accept(listener: TcpListener, handler: Arc<dyn Handler>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                handler.connected();
                tokio::spawn(connection::serve(stream, Arc::clone(&handler)));
            }
            // Out of file descriptors, most likely: connections that end give some back.
            Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
}
