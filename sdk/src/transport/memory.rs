//! A transport without a network: tests see what would be sent and decide what comes back.

use std::fmt;
use std::io::Cursor;
use std::sync::{Arc, Mutex};

use super::{Body, Reader, Timeouts, Transport, TransportError};
use crate::sync::lock;

type Answer = dyn Fn(&http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError> + Send + Sync;

/// Answers from a closure and remembers every request. Clones share what they remember.
///
/// ```
/// use amplify_rest::{Authorizer, Client, Endpoint, MemoryTransport};
///
/// let network = MemoryTransport::new(|_| Ok(http::Response::new(br#"{"ok":true}"#.to_vec())));
/// let client = Client::builder().transport(network.clone()).build()?;
/// let todos = Endpoint::builder("todos", "https://example.com/dev").build(&client)?;
/// todos.get("/items").query("limit", 10).send()?;
/// assert_eq!(network.received()[0].uri(), "https://example.com/dev/items?limit=10");
/// # Ok::<(), amplify_rest::Error>(())
/// ```
#[derive(Clone)]
pub struct MemoryTransport {
    answer: Arc<Answer>,
    received: Arc<Mutex<Vec<Received>>>,
}

/// A request as a [`MemoryTransport`] received it.
pub type Received = Arc<http::Request<Body>>;

impl MemoryTransport {
    /// Answers each request by `answer`.
    pub fn new(
        answer: impl Fn(&http::Request<Body>) -> Result<http::Response<Vec<u8>>, TransportError> + Send + Sync + 'static,
    ) -> Self {
        Self { answer: Arc::new(answer), received: Arc::default() }
    }

    /// Everything that was sent so far, in order.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        lock(&self.received).clone()
    }
}

impl Transport for MemoryTransport {
    fn send(&self, request: http::Request<Body>, _: &Timeouts) -> Result<http::Response<Reader>, TransportError> {
        let request = Arc::new(request);
        lock(&self.received).push(Arc::clone(&request));
        let answer = (self.answer)(&request)?;
        Ok(answer.map(|body| Box::new(Cursor::new(body)) as Reader))
    }
}

impl fmt::Debug for MemoryTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryTransport").field("received", &lock(&self.received).len()).finish_non_exhaustive()
    }
}
