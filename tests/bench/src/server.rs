//! The other side: a server that costs little and answers the same to everybody, over connections that stay open.
//!
//! It reads requests whole and looks at nothing but their length and, for Cognito's calls, their target. It checks no
//! signature: what is measured here is the client.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, OnceLock};
use std::thread;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;

use crate::load;

/// Listens on 127.0.0.1, on a port of the system's choice, and answers until the process ends.
///
/// # Errors
/// When it cannot listen.
pub fn start() -> io::Result<SocketAddr> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = listener.local_addr()?;
    let seen = Arc::new(Seen::default());
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            seen.connections.fetch_add(1, Relaxed);
            let seen = Arc::clone(&seen);
            thread::spawn(move || serve(stream, &seen));
        }
    });
    Ok(address)
}

/// What it counts: connections, how often credentials were fetched, and the bytes of the last request and its answer.
#[derive(Default)]
struct Seen {
    connections: AtomicUsize,
    credentials: AtomicUsize,
    received: AtomicUsize,
    sent: AtomicUsize,
}

fn serve(mut stream: TcpStream, seen: &Seen) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = Vec::with_capacity(64 * 1024);
    let mut chunk = vec![0; 64 * 1024];
    loop {
        let Some(length) = whole_request(&buffer) else {
            let read = stream.read(&mut chunk)?;
            if read == 0 {
                return Ok(());
            }
            buffer.extend_from_slice(&chunk[..read]);
            continue;
        };
        let about_last = buffer.starts_with(b"GET /last ");
        let answer = answer(&buffer[..length], seen);
        if !about_last {
            seen.received.store(length, Relaxed);
            seen.sent.store(answer.len(), Relaxed);
        }
        buffer.drain(..length);
        stream.write_all(&answer)?;
    }
}

/// How long the request at the front of `buffer` is, once it is there whole.
fn whole_request(buffer: &[u8]) -> Option<usize> {
    let head = buffer.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let whole = head + header(&buffer[..head], "content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
    (buffer.len() >= whole).then_some(whole)
}

fn header<'a>(head: &'a [u8], name: &str) -> Option<&'a str> {
    let lines = head.split(|byte| *byte == b'\n').filter_map(|line| std::str::from_utf8(line).ok());
    let mut pairs = lines.filter_map(|line| line.trim_end().split_once(": "));
    pairs.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// The same for as long as the server lives: whether a second has passed is no part of what is counted.
static DATE: OnceLock<String> = OnceLock::new();

fn answer(request: &[u8], seen: &Seen) -> Vec<u8> {
    let body = if request.starts_with(b"GET /connections ") {
        seen.connections.load(Relaxed).to_string()
    } else if request.starts_with(b"GET /fetched ") {
        seen.credentials.load(Relaxed).to_string()
    } else if request.starts_with(b"GET /last ") {
        format!("{} {}", seen.received.load(Relaxed), seen.sent.load(Relaxed))
    } else if let Some(target) = header(request, "x-amz-target") {
        seen.credentials.fetch_add(usize::from(target.ends_with(".GetCredentialsForIdentity")), Relaxed);
        cognito(target)
    } else {
        load::ANSWER.to_owned()
    };
    let date = DATE.get_or_init(|| httpdate::fmt_http_date(now()));
    // What API Gateway's answers carry.
    format!(
        "HTTP/1.1 200 OK\r\nDate: {date}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Connection: keep-alive\r\nx-amzn-RequestId: 0a4d9f26-71a4-4c2b-9e0a-1f6f8a5b7c3d\r\n\
         x-amz-apigw-id: BxYz1EXAMPLE0=\r\nX-Amzn-Trace-Id: Root=1-6745a1b2-0123456789abcdef01234567\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// A user pool and an identity pool that know everybody.
fn cognito(target: &str) -> String {
    let seconds = now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let token = |use_: &str| {
        let part = |value: serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let claims = json!({ "sub": "1", "token_use": use_, "iat": seconds, "exp": seconds + 86_400 });
        format!("{}.{}.{}", part(json!({ "alg": "RS256" })), part(claims), "c2lnbmF0dXJl".repeat(28))
    };
    let operation = target.rsplit('.').next().unwrap_or_default();
    let answer = match operation {
        "InitiateAuth" | "GetTokensFromRefreshToken" => json!({ "AuthenticationResult": {
            "AccessToken": token("access"), "IdToken": token("id"), "RefreshToken": "refresh", "ExpiresIn": 86_400,
        }}),
        "GetId" => json!({ "IdentityId": "eu-west-1:00000000-0000-4000-8000-000000000000" }),
        "GetCredentialsForIdentity" => json!({
            "IdentityId": "eu-west-1:00000000-0000-4000-8000-000000000000",
            "Credentials": {
                "AccessKeyId": load::ACCESS_KEY_ID, "SecretKey": load::SECRET_ACCESS_KEY,
                "SessionToken": load::session_token(), "Expiration": seconds + 86_400,
            },
        }),
        _ => return load::ANSWER.to_owned(),
    };
    answer.to_string()
}

#[expect(clippy::disallowed_methods, reason = "the server has a clock of its own")]
fn now() -> std::time::SystemTime {
    std::time::SystemTime::now()
}
