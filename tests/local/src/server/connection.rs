//! One connection: requests in, answers out, and the faults that only a connection can have.

use std::convert::Infallible;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::{Ending, Handler, Outcome};
use crate::answer::Answer;
use crate::received::Received;

/// API Gateway's limit for a request's body.
const MAX_BODY: usize = 10 * 1024 * 1024;

/// Serves requests until the client or a fault ends the connection.
pub(super) async fn serve(stream: TcpStream, handler: Arc<dyn Handler>) {
    let _slower_if_refused = stream.set_nodelay(true);
    let reset = Arc::new(AtomicBool::new(false));
    let socket = Socket { stream: TokioIo::new(stream), reset: Arc::clone(&reset) };
    let service = service_fn(move |request| answer(request, Arc::clone(&handler), Arc::clone(&reset)));
    let _the_clients_business = http1::Builder::new().header_read_timeout(None).serve_connection(socket, service).await;
}

async fn answer(
    request: Request<Incoming>,
    handler: Arc<dyn Handler>,
    reset: Arc<AtomicBool>,
) -> Result<Response<Sending>, Broken> {
    let (parts, body) = request.into_parts();
    let body = match Limited::new(body, MAX_BODY).collect().await {
        Ok(body) => body.to_bytes(),
        Err(error) if error.is::<LengthLimitError>() => return Ok(too_large()),
        Err(_) => return Err(Broken),
    };
    let target = parts.uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str).to_owned();
    let received = Received::new(parts.method, target, parts.headers, body);
    let handling = tokio::task::spawn_blocking(move || handler.handle(received));
    let Ok(Outcome { answer, delay, ending }) = handling.await else { return Err(Broken) };
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    match ending {
        Ending::Whole => Ok(response(answer, None)),
        Ending::Cut(bytes) => Ok(response(answer, Some(bytes))),
        Ending::Reset => {
            reset.store(true, Ordering::Relaxed);
            Err(Broken)
        }
    }
}

fn response(answer: Answer, cut: Option<usize>) -> Response<Sending> {
    let (status, headers, body) = answer.into_parts();
    let mut response = Response::new(Sending::new(body, cut));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

fn too_large() -> Response<Sending> {
    let body = br#"{"message":"Request Too Long"}"#.to_vec();
    let answer =
        Answer::of(StatusCode::PAYLOAD_TOO_LARGE).set("x-amzn-errortype", "RequestTooLargeException").body(body);
    response(answer.set("content-type", "application/json"), None)
}

/// The connection ends without (the rest of) an answer.
#[derive(Debug)]
struct Broken;

impl std::fmt::Display for Broken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the connection was broken off")
    }
}

impl std::error::Error for Broken {}

impl From<Infallible> for Broken {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

/// A body that may break off before its announced length.
struct Sending {
    rest: Bytes,
    announced: u64,
    breaks_off: bool,
    flushed: bool,
}

impl Sending {
    fn new(body: Vec<u8>, cut: Option<usize>) -> Self {
        let announced = body.len() as u64;
        let mut rest = Bytes::from(body);
        let breaks_off = cut.is_some_and(|bytes| bytes < rest.len());
        rest.truncate(cut.unwrap_or(usize::MAX));
        Self { rest, announced, breaks_off, flushed: false }
    }
}

impl Body for Sending {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        if !self.rest.is_empty() {
            return Poll::Ready(Some(Ok(Frame::data(std::mem::take(&mut self.rest)))));
        }
        if self.breaks_off && !self.flushed {
            // hyper sends what it has only when the body makes it wait; an error at once would send nothing.
            self.flushed = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(self.breaks_off.then_some(Err(Broken)))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && !self.breaks_off
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.announced)
    }
}

/// A socket that can end with a reset instead of an orderly close.
struct Socket {
    stream: TokioIo<TcpStream>,
    reset: Arc<AtomicBool>,
}

impl Drop for Socket {
    fn drop(&mut self) {
        if self.reset.load(Ordering::Relaxed) {
            let _closed_anyway = self.stream.inner().set_zero_linger();
        }
    }
}

impl Read for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl Write for Socket {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, buffer)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
