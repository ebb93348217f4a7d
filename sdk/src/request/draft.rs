//! A request while the program is building it: method, path, query, headers, body.

use std::fmt::{self, Display, Write as _};
use std::sync::Arc;

use http::{HeaderMap, HeaderValue, Method, header};
use serde::Serialize;

use super::path::{self, PathValue};
use super::said::Said;
use super::{BaseUrl, Multipart};
use crate::encoding::{canonicalize_query_into, encode_into};
use crate::{Body, Error};

/// What the program said so far. The first mistake is kept and ends the call before anything is sent.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    method: Method,
    path: Arc<str>,
    path_parameters: Vec<(String, PathValue)>,
    query: String,
    headers: Said,
    accepts: bool,
    /// Whether the program said itself what the body is.
    says_content_type: bool,
    body: Body,
    mistake: Option<Error>,
}

/// Room for the query of most requests, in bytes.
const USUAL_QUERY: usize = 64;

impl Draft {
    /// `path` may hold a query, in URL syntax.
    pub(crate) fn new(method: Method, path: &str) -> Self {
        // By bytes: a path is short, and splitting it by a character costs more than looking at each of it.
        let (path, query) = match path.bytes().position(|byte| byte == b'?') {
            Some(mark) => (&path[..mark], &path[mark + 1..]),
            None => (path, ""),
        };
        let mut draft = Self {
            method,
            path: path.into(),
            path_parameters: Vec::new(),
            query: String::new(),
            headers: Said::default(),
            accepts: false,
            says_content_type: false,
            body: Body::empty(),
            mistake: None,
        };
        if !query.is_empty() {
            canonicalize_query_into(&mut draft.query, query);
        }
        draft
    }

    pub(crate) fn method(&self) -> &Method {
        &self.method
    }

    pub(crate) fn path(&self) -> &Arc<str> {
        &self.path
    }

    pub(crate) fn fail(&mut self, mistake: Error) {
        self.mistake.get_or_insert(mistake);
    }

    pub(crate) fn path_param(&mut self, name: &str, value: &dyn Display) {
        self.path_value(name, PathValue::Literal(value.to_string()));
    }

    /// As [`path_param`](Self::path_param), with a value that is encoded already and part of one segment.
    pub(crate) fn encoded_path_param(&mut self, name: &str, value: String) {
        self.path_value(name, PathValue::Encoded(value));
    }

    fn path_value(&mut self, name: &str, value: PathValue) {
        match self.path_parameters.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = value,
            None => self.path_parameters.push((name.to_owned(), value)),
        }
    }

    pub(crate) fn query(&mut self, name: &str, value: &dyn Display) {
        self.next_pair();
        encode_into(&mut self.query, name);
        self.query.push('=');
        encode_value_into(&mut self.query, value);
    }

    /// As [`query`](Self::query), with a name that is encoded already.
    pub(crate) fn encoded_query(&mut self, name: &str, value: &dyn Display) {
        self.next_pair();
        self.query.push_str(name);
        self.query.push('=');
        encode_value_into(&mut self.query, value);
    }

    /// As [`query`](Self::query), with name and value encoded already.
    pub(crate) fn encoded_pair(&mut self, name: &str, value: &str) {
        self.next_pair();
        self.query.push_str(name);
        self.query.push('=');
        self.query.push_str(value);
    }

    fn next_pair(&mut self) {
        if self.query.is_empty() {
            self.query.reserve(USUAL_QUERY);
        } else {
            self.query.push('&');
        }
    }

    pub(crate) fn header(&mut self, name: &str, value: &str) {
        self.accepts |= name.eq_ignore_ascii_case("accept");
        self.says_content_type |= name.eq_ignore_ascii_case("content-type");
        self.headers.push(name, value);
    }

    pub(crate) fn body(&mut self, content_type: &str, body: Body) {
        if matches!(self.method, Method::GET | Method::HEAD) {
            let method = &self.method;
            return self.fail(
                Error::invalid_request(format!("a {method} request carries no body"))
                    .with_hint("API Gateway and the proxies before it drop it; use POST, or put it into the query"),
            );
        }
        // The caller's own Content-Type wins, whether it was set before or after; of bodies the last one does.
        if !self.says_content_type {
            self.headers.push("content-type", content_type);
        }
        self.body = body;
    }

    pub(crate) fn json(&mut self, value: &impl Serialize) -> Result<(), Error> {
        let bytes = serde_json::to_vec(value)
            .map_err(|cause| Error::invalid_request("the value cannot be written as JSON").with_source(cause))?;
        self.body("application/json", bytes.into());
        Ok(())
    }

    pub(crate) fn form<N: AsRef<str>, V: Display>(&mut self, fields: impl IntoIterator<Item = (N, V)>) {
        let mut text = String::new();
        for (name, value) in fields {
            if !text.is_empty() {
                text.push('&');
            }
            encode_into(&mut text, name.as_ref());
            text.push('=');
            encode_value_into(&mut text, &value);
        }
        self.body("application/x-www-form-urlencoded", text.into());
    }

    pub(crate) fn multipart(&mut self, form: &Multipart) {
        match form.encode() {
            Ok((content_type, body)) => self.body(&content_type, body),
            Err(mistake) => self.fail(mistake),
        }
    }

    /// The request as it would be sent, before any authorizer has seen it; for each attempt anew. Its headers have room for
    /// `more`.
    pub(crate) fn finish(
        &mut self,
        base: &BaseUrl,
        defaults: &HeaderMap,
        more: usize,
    ) -> Result<http::Request<Body>, Error> {
        if let Some(mistake) = &self.mistake {
            return Err(mistake.clone());
        }
        let mut target = String::with_capacity(base.path().len() + self.path.len() + self.query.len() + 16);
        target.push_str(base.path());
        path::append(&mut target, &self.path, &self.path_parameters)?;
        if !self.query.is_empty() {
            target.push('?');
            target.push_str(&self.query);
        }
        let mut request = http::Request::new(self.body.clone());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = base.with_path_and_query(target)?;
        let adds_accept = !self.accepts && !defaults.contains_key(header::ACCEPT);
        // The two are `host` and `user-agent`.
        let mut headers = self.headers.map(defaults.len() + usize::from(adds_accept) + 2 + more)?;
        for (name, value) in defaults {
            if !headers.contains_key(name) {
                headers.insert(name, value.clone());
            }
        }
        if adds_accept {
            headers.insert(header::ACCEPT, HeaderValue::from_static("*/*"));
        }
        headers.insert(header::HOST, base.host().clone());
        *request.headers_mut() = headers;
        Ok(request)
    }
}

/// Appends whatever `value` displays, encoded, without writing it down in between.
fn encode_value_into(out: &mut String, value: &dyn Display) {
    struct Encoded<'a>(&'a mut String);

    impl fmt::Write for Encoded<'_> {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            encode_into(self.0, text);
            Ok(())
        }
    }

    // Writing into memory does not fail; a value whose own `Display` does is cut there.
    let _ = write!(Encoded(out), "{value}");
}
