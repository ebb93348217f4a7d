//! A network in memory that gives one answer to everything, and shows what would have been sent.

use amplify_rest::{Authorizer, Client, Endpoint, MemoryTransport, Received, kind};

/// Answers everything with this status, these headers and this body.
pub(crate) fn network(
    status: u16,
    headers: &'static [(&'static str, &'static str)],
    body: impl Into<Vec<u8>>,
) -> MemoryTransport {
    let body = body.into();
    MemoryTransport::new(move |_| {
        let answer = http::Response::builder().status(status);
        let answer = headers.iter().fold(answer, |answer, (name, value)| answer.header(*name, *value));
        Ok(answer.body(body.clone()).unwrap())
    })
}

/// An endpoint that anybody may call.
pub(crate) fn endpoint(network: &MemoryTransport) -> Endpoint<kind::Any> {
    let client = Client::builder().transport(network.clone()).build().unwrap();
    let endpoint = Endpoint::builder("api", "https://api.example.com").authorizer(Authorizer::none().any());
    endpoint.build(&client).unwrap()
}

/// The last request.
pub(crate) fn last(network: &MemoryTransport) -> Received {
    network.received().last().unwrap().clone()
}

/// `GET /animals?limit=10`.
pub(crate) fn line(request: &Received) -> String {
    format!("{} {}", request.method(), request.uri().path_and_query().unwrap())
}

/// The body as text.
pub(crate) fn body(request: &Received) -> String {
    String::from_utf8_lossy(request.body().as_bytes()).into_owned()
}

/// A header, empty where the request has none.
pub(crate) fn header<'r>(request: &'r Received, name: &str) -> &'r str {
    request.headers().get(name).map_or("", |value| value.to_str().unwrap())
}
