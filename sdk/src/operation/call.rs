//! A typed operation's request while its parameters are being set.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::answer::{self, Answer, Answers};
use super::style::{self, Style};
use super::{Operation, Parts};
use crate::encoding::{decoded, encoded};
use crate::{Body, Error, File, Request, Response};

/// A request with parameters in styles. The first mistake is kept, and `send` reports it before anything leaves.
#[must_use = "a request does nothing until it is sent"]
pub struct Call<K> {
    request: Request<K>,
    cookies: String,
    mistake: Option<Error>,
    lacks_body: bool,
}

impl<K> Call<K> {
    /// Wraps a request to the operation's path.
    pub fn new(request: Request<K>) -> Self {
        Self { request, cookies: String::new(), mistake: None, lacks_body: false }
    }

    /// Which media types the answer may have, the best first.
    pub fn accept(self, media_types: &str) -> Self {
        self.change(|request| request.header("accept", media_types))
    }

    /// Fills a place of the path.
    pub fn path(self, name: &str, style: Style, value: &(impl Serialize + ?Sized)) -> Self {
        self.with(name, value, |call, value| match (style, value) {
            (Style::Simple | Style::SimpleExploded, Value::Array(_) | Value::Object(_))
            | (Style::Label | Style::LabelExploded | Style::Matrix | Style::MatrixExploded, _) => {
                call.change(|request| request.encoded_path_param(name, style::segment(name, style, value)))
            }
            _ => call.change(|request| request.path_param(name, style::text(name, style, value))),
        })
    }

    /// Adds to the query. The name is percent-encoded already: it is known when the program is built.
    pub fn query(self, name: &str, style: Style, value: &(impl Serialize + ?Sized)) -> Self {
        self.with(name, value, |call, value| {
            if let Some(value) = style::scalar(style, value) {
                return call.change(|request| request.encoded_query(name, value));
            }
            let pairs = style::pairs(name, style, value);
            let add = |call: Self, (name, value): (String, String)| {
                call.change(|request| request.encoded_pair(&name, &value))
            };
            pairs.into_iter().fold(call, add)
        })
    }

    /// Adds a header.
    pub fn header(self, name: &str, style: Style, value: &(impl Serialize + ?Sized)) -> Self {
        self.with(name, value, |call, value| {
            call.change(|request| request.header(name, &style::text(name, style, value)))
        })
    }

    /// Adds a cookie, percent-encoded, so that a value cannot end it; the name is so already.
    pub fn cookie(self, name: &str, style: Style, value: &(impl Serialize + ?Sized)) -> Self {
        self.with(name, value, |mut call, value| {
            for (name, value) in style::pairs(name, style, value) {
                if !call.cookies.is_empty() {
                    call.cookies.push_str("; ");
                }
                call.cookies.push_str(&name);
                call.cookies.push('=');
                // No cookie has a comma in it (RFC 6265, section 4.1.1).
                call.cookies.push_str(&value.replace(',', "%2C"));
            }
            call
        })
    }

    /// A JSON body.
    pub fn json(self, value: &(impl Serialize + ?Sized)) -> Self {
        self.json_as("application/json", value)
    }

    /// A JSON body of another media type.
    pub fn json_as(mut self, media_type: &str, value: &(impl Serialize + ?Sized)) -> Self {
        match serde_json::to_vec(value) {
            Ok(bytes) => self.body(media_type, bytes),
            Err(cause) => {
                self.fail(Error::invalid_request("the body cannot be written as JSON").with_source(cause));
                self
            }
        }
    }

    /// A form as a body: each member of an object is a field, a list's elements are fields of one name, objects are JSON.
    /// `styles` are those of fields that are written otherwise. A text is a form that is written already.
    pub fn form(self, media_type: &str, styles: &[(&str, Style)], value: &(impl Serialize + ?Sized)) -> Self {
        self.with("body", value, |mut call, value| {
            match value {
                Value::Object(_) | Value::Null => {}
                Value::String(written) => return call.body(media_type, written.clone()),
                _ => call.fail(Error::invalid_request("a form has fields, and this value has none")),
            }
            let mut text = String::new();
            let usual = |member: &Value| if member.is_object() { Style::Json } else { Style::FormExploded };
            let style = |name: &str, member: &Value| {
                let said = styles.iter().find(|(known, _)| *known == name);
                said.map_or_else(|| usual(member), |(_, style)| *style)
            };
            let members = value.as_object().into_iter().flatten();
            let pairs = |(name, member): (&String, &Value)| style::pairs(&encoded(name), style(name, member), member);
            for (name, value) in members.flat_map(pairs) {
                if !text.is_empty() {
                    text.push('&');
                }
                text.push_str(&name);
                text.push('=');
                text.push_str(&value);
            }
            call.body(media_type, text)
        })
    }

    /// A form with files as a body.
    pub fn multipart(mut self, form: impl Into<Parts>) -> Self {
        self.lacks_body = false;
        match form.into().finish() {
            Ok(form) => self.change(|request| request.multipart(&form)),
            Err(mistake) => {
                self.fail(mistake);
                self
            }
        }
    }

    /// Bytes that say for themselves what they are; `media_type` where they don't.
    pub fn file(self, media_type: &str, file: impl Into<File>) -> Self {
        let (content_type, content) = file.into().into_content(media_type);
        self.body(&content_type, content)
    }

    /// Any body.
    pub fn body(mut self, media_type: &str, body: impl Into<Body>) -> Self {
        self.lacks_body = false;
        self.change(|request| request.body(media_type, body))
    }

    /// Says that the operation cannot do without a body: one must be set before it is sent.
    pub fn needs_body(mut self) -> Self {
        self.lacks_body = true;
        self
    }

    /// Everything that is required is set; says how an answer that is 2xx is read.
    pub fn reads<A: Answers>(self, read: fn(Response) -> Result<A::Success, Error>) -> Operation<K, A> {
        Operation::new(self, read)
    }

    /// Likewise, and asks for JSON.
    pub fn reads_json<T: DeserializeOwned, H, A: Answers<Success = Answer<T, H>>>(self) -> Operation<K, A> {
        self.accept("application/json").reads(answer::json)
    }

    /// Changes the request itself.
    pub fn change(self, change: impl FnOnce(Request<K>) -> Request<K>) -> Self {
        Self { request: change(self.request), ..self }
    }

    /// Sends it; an answer that is not 2xx is an error that has it.
    pub fn send(self) -> Result<Response, Error> {
        self.into_request()?.send()
    }

    /// Sends it and gives back the answer, whatever its status.
    pub fn send_any(self) -> Result<Response, Error> {
        self.into_request()?.send_any()
    }

    fn into_request(self) -> Result<Request<K>, Error> {
        if let Some(mistake) = self.mistake {
            return Err(mistake);
        }
        if self.lacks_body {
            return Err(Error::invalid_request("the operation needs a body, and none was set"));
        }
        match self.cookies.as_str() {
            "" => Ok(self.request),
            cookies => Ok(self.request.header("cookie", cookies)),
        }
    }

    fn with(mut self, name: &str, value: &(impl Serialize + ?Sized), write: impl FnOnce(Self, &Value) -> Self) -> Self {
        match style::value(value) {
            Ok(value) => write(self, &value),
            Err(cause) => {
                let message = format!("`{}` is not what the operation takes", decoded(name));
                self.fail(Error::invalid_request(message).with_source(cause));
                self
            }
        }
    }

    fn fail(&mut self, mistake: Error) {
        self.mistake.get_or_insert(mistake);
    }
}

impl<K> Clone for Call<K> {
    fn clone(&self) -> Self {
        Self {
            request: self.request.clone(),
            cookies: self.cookies.clone(),
            mistake: self.mistake.clone(),
            lacks_body: self.lacks_body,
        }
    }
}

impl<K> fmt::Debug for Call<K> {
    /// As the request's: parameters may hold secrets and are not shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.request.fmt(f)
    }
}
