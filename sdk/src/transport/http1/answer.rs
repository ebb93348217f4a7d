//! The head of an answer: what it says, and where its body ends.
//!
//! <https://www.rfc-editor.org/rfc/rfc9112#name-message-body-length>. Where a head can be read in two ways it is refused.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};

const MAX_HEADERS: usize = 64;

/// The head of an answer.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) framing: Framing,
    /// Whether the connection may carry another request once the body was read.
    pub(super) persistent: bool,
}

/// Where a body ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    /// After so many bytes.
    Length(u64),
    /// After the last chunk.
    Chunked,
    /// Where the connection does.
    UntilClose,
}

/// Names that API Gateway sends with every answer, ready made.
static GATEWAY: [HeaderName; 3] = [
    HeaderName::from_static("x-amzn-requestid"),
    HeaderName::from_static("x-amz-apigw-id"),
    HeaderName::from_static("x-amzn-trace-id"),
];

/// The head at the front of `input` and its length; `None` where it is not there whole.
///
/// # Errors
/// What is wrong with it.
pub(super) fn parse(input: &[u8], method: &Method) -> Result<Option<(Head, usize)>, &'static str> {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut parsed = httparse::Response::new(&mut headers);
    let length = match parsed.parse(input) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err("the answer has too many headers"),
        Err(_) => return Err("the answer is not one of HTTP/1.1"),
    };
    let status =
        parsed.code.and_then(|code| StatusCode::from_u16(code).ok()).ok_or("the answer has no valid status")?;
    // One copy holds all values.
    let block = Bytes::copy_from_slice(&input[..length]);
    let mut headers = HeaderMap::with_capacity(parsed.headers.len());
    for field in parsed.headers.iter() {
        let value = HeaderValue::from_maybe_shared(part_of(&block, input, field.value));
        headers.append(name(field.name)?, value.map_err(|_| "the answer has a header that is not text")?);
    }
    let is_1_1 = parsed.version == Some(1);
    let (framing, clear) = framing(method, status, &headers)?;
    let persistent = is_1_1 && clear && framing != Framing::UntilClose && !says_close(&headers);
    Ok(Some((Head { status, headers, framing, persistent }, length)))
}

/// The part of `block`, a copy of the front of `input`, that `part` is of `input`.
fn part_of(block: &Bytes, input: &[u8], part: &[u8]) -> Bytes {
    let start = part.as_ptr().addr().wrapping_sub(input.as_ptr().addr());
    match start.checked_add(part.len()) {
        Some(end) if end <= block.len() => block.slice(start..end),
        _ => Bytes::copy_from_slice(part),
    }
}

fn name(text: &str) -> Result<HeaderName, &'static str> {
    let known = GATEWAY.iter().find(|known| known.as_str().eq_ignore_ascii_case(text));
    match known {
        Some(known) => Ok(known.clone()),
        None => HeaderName::from_bytes(text.as_bytes()).map_err(|_| "the answer has a header without a valid name"),
    }
}

/// Where the body ends, and whether the head leaves no doubt about that.
fn framing(method: &Method, status: StatusCode, headers: &HeaderMap) -> Result<(Framing, bool), &'static str> {
    if method == Method::HEAD || status == StatusCode::NO_CONTENT || status == StatusCode::NOT_MODIFIED {
        return Ok((Framing::Length(0), true));
    }
    let length = content_length(headers)?;
    let mut codings = headers.get_all(header::TRANSFER_ENCODING).iter();
    match (codings.next(), codings.next()) {
        (None, _) => Ok((length.map_or(Framing::UntilClose, Framing::Length), true)),
        (Some(coding), None) if coding.as_bytes().eq_ignore_ascii_case(b"chunked") => {
            // With a length beside it, whoever stands in between may have read another one.
            Ok((Framing::Chunked, length.is_none()))
        }
        _ => Err("the answer has a transfer encoding that nobody asked for"),
    }
}

/// Repeated lengths must agree.
fn content_length(headers: &HeaderMap) -> Result<Option<u64>, &'static str> {
    let mut length = None;
    for value in headers.get_all(header::CONTENT_LENGTH) {
        for text in value.as_bytes().split(|byte| *byte == b',') {
            let text = text.trim_ascii();
            let digits = std::str::from_utf8(text).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
            let this = digits.and_then(|text| text.parse().ok()).ok_or("the answer's length is not a number")?;
            if length.is_some_and(|length: u64| length != this) {
                return Err("the answer has two different lengths");
            }
            length = Some(this);
        }
    }
    Ok(length)
}

fn says_close(headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::CONNECTION).iter();
    values.flat_map(|value| value.as_bytes().split(|byte| *byte == b',')).any(|word| {
        let word = word.trim_ascii();
        word.eq_ignore_ascii_case(b"close")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(head: &str, framing: Framing, persistent: bool) {
        let text = format!("{head}\r\n\r\nbody");
        let (head, length) = parse(text.as_bytes(), &Method::GET).unwrap().unwrap();
        assert_eq!((length, head.framing, head.persistent), (text.len() - 4, framing, persistent), "{text}");
    }

    #[track_caller]
    fn refused(head: &str) {
        assert!(parse(format!("{head}\r\n\r\n").as_bytes(), &Method::GET).is_err(), "{head}");
    }

    #[test]
    fn bodies_end_where_the_head_says() {
        check("HTTP/1.1 200 OK\r\nContent-Length: 4", Framing::Length(4), true);
        check("HTTP/1.1 200 OK\r\nContent-Length: 4, 4\r\nContent-Length: 4", Framing::Length(4), true);
        check("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: x, Close", Framing::Length(4), false);
        check("HTTP/1.0 200 OK\r\nContent-Length: 4\r\nConnection: keep-alive", Framing::Length(4), false);
        check("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked", Framing::Chunked, true);
        check("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 4", Framing::Chunked, false);
        check("HTTP/1.1 200 OK", Framing::UntilClose, false);
        check("HTTP/1.1 204 No Content\r\nContent-Length: 4", Framing::Length(0), true);
        check("HTTP/1.1 304 Not Modified\r\nContent-Length: 4", Framing::Length(0), true);
    }

    #[test]
    fn a_head_that_can_be_read_in_two_ways_is_refused() {
        refused("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5");
        refused("HTTP/1.1 200 OK\r\nContent-Length: +4");
        refused("HTTP/1.1 200 OK\r\nContent-Length: ");
        refused("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999");
        refused("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked");
        refused("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked");
        refused("HTTP/2 200 OK");
        refused("<html>");
        let many = "\r\nx: y".repeat(MAX_HEADERS + 1);
        refused(&format!("HTTP/1.1 200 OK{many}"));
    }

    #[test]
    fn names_and_values_come_through() {
        let text = "HTTP/1.1 403 Forbidden\r\nX-Amzn-ErrorType: AccessDeniedException\r\nx-amzn-RequestId:  1 \r\n\
                    Set-Cookie: a\r\nSet-Cookie: b\r\nX-Empty:\r\nX-Bytes: \u{eb}\r\n\r\n";
        let (head, _) = parse(text.as_bytes(), &Method::GET).unwrap().unwrap();
        assert_eq!(head.status, 403);
        assert_eq!(head.headers["x-amzn-errortype"], "AccessDeniedException");
        assert_eq!(head.headers["x-amzn-requestid"], "1");
        assert_eq!(head.headers["x-empty"], "");
        assert_eq!(head.headers["x-bytes"].as_bytes(), "\u{eb}".as_bytes());
        assert!(head.headers.get_all("set-cookie").iter().eq(["a", "b"]));
    }

    #[test]
    fn part_of_a_head_is_none() {
        let text = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n";
        for end in 0..text.len() {
            assert!(parse(&text.as_bytes()[..end], &Method::GET).unwrap().is_none(), "{end}");
        }
    }
}
