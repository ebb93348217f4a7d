//! Answers read into types.

use std::marker::PhantomData;
use std::ops::Deref;

use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::DeclaredHeaders;
use crate::{Error, Response};

/// A typed operation's answer: its body as `T`, which it dereferences to, with status and headers. `H` is what the
/// document declares of the headers.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer<T, H = ()> {
    status: StatusCode,
    headers: HeaderMap,
    body: T,
    declared: PhantomData<fn() -> H>,
}

impl<T, H: DeclaredHeaders> Answer<T, H> {
    /// The headers that the document declares, typed. They are read here and not with the body: a header that is not as
    /// declared costs nobody the rest of the answer.
    ///
    /// # Errors
    /// When a header that the answer must have is not there, or one is not of its type.
    pub fn declared_headers(&self) -> Result<H, Error> {
        H::read(&self.headers)
    }
}

impl<T, H> Answer<T, H> {
    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// All headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A header's first value, where it is text that `V` can be read from: `String`, a number.
    #[must_use]
    pub fn header<V: std::str::FromStr>(&self, name: &str) -> Option<V> {
        self.headers.get(name)?.to_str().ok()?.trim().parse().ok()
    }

    /// The body alone.
    #[must_use]
    pub fn into_body(self) -> T {
        self.body
    }
}

impl<T, H> Deref for Answer<T, H> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.body
    }
}

/// The body of an answer that may be JSON or something else: the answer's `Content-Type` decides.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub enum Media<T> {
    /// JSON.
    Json(T),
    /// Any other media type.
    Other {
        /// The answer's `Content-Type`; empty where it has none.
        content_type: String,
        /// The body as it came.
        bytes: Vec<u8>,
    },
}

impl<T> Media<T> {
    /// The value, where the body was JSON.
    #[must_use]
    pub fn json(&self) -> Option<&T> {
        match self {
            Self::Json(value) => Some(value),
            Self::Other { .. } => None,
        }
    }
}

/// What an operation may answer with.
pub trait Answers {
    /// What a 2xx answer is read into.
    type Success;
    /// What an answer of any status is read into.
    type Any;

    /// Reads an answer of any status.
    fn any(response: Response) -> Result<Self::Any, Error>;
}

/// Answers whose types differ by status.
pub trait ByStatus: Sized {
    /// What a 2xx answer is read into.
    type Success;

    /// Reads the answer by its status.
    fn read(response: Response) -> Result<Self, Error>;
}

impl<E: ByStatus> Answers for E {
    type Success = E::Success;
    type Any = E;

    fn any(response: Response) -> Result<E, Error> {
        E::read(response)
    }
}

impl Answers for Response {
    type Success = Self;
    type Any = Self;

    fn any(response: Response) -> Result<Self, Error> {
        Ok(response)
    }
}

impl<T, H> Answers for Answer<T, H> {
    type Success = Self;
    type Any = Response;

    fn any(response: Response) -> Result<Response, Error> {
        Ok(response)
    }
}

/// How an enum of answers is read: its variants by status, each with the function that reads what it holds; one without
/// has the answer as it came.
#[doc(hidden)]
#[macro_export]
macro_rules! __answers {
    ($name:ident $(<$of:ident>)?, $success:ty; $($status:pat => $variant:ident $(($read:ident))?),+) => {
        impl $(<$of: $crate::codegen::DeserializeOwned>)? $crate::codegen::ByStatus for $name $(<$of>)? {
            type Success = $success;

            fn read(response: $crate::Response) -> ::std::result::Result<Self, $crate::Error> {
                match response.status().as_u16() {
                    $($status => $crate::__answers!(response $variant $($read)?),)+
                }
            }
        }
    };
    ($response:ident $variant:ident) => {
        ::std::result::Result::Ok(Self::$variant($response))
    };
    ($response:ident $variant:ident $read:ident) => {
        $crate::codegen::$read($response).map(Self::$variant)
    };
}

/// Reads a success by its status.
pub fn by_status<A: ByStatus>(response: Response) -> Result<A, Error> {
    A::read(response)
}

/// Reads a JSON body.
pub fn json<T: DeserializeOwned, H>(response: Response) -> Result<Answer<T, H>, Error> {
    read(response, Response::read_json)
}

/// Reads a body of UTF-8 text.
pub fn text<H>(response: Response) -> Result<Answer<String, H>, Error> {
    read(response, Response::read_text)
}

/// Reads a body as it is.
pub fn bytes<H>(response: Response) -> Result<Answer<Vec<u8>, H>, Error> {
    read(response, Response::read)
}

/// Reads a body by its media type.
pub fn media<T: DeserializeOwned, H>(response: Response) -> Result<Answer<Media<T>, H>, Error> {
    let content_type = response.header("content-type").unwrap_or_default().to_owned();
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if matches!(essence.as_str(), "application/json" | "text/json") || essence.ends_with("+json") {
        return read(response, |response| response.read_json().map(Media::Json));
    }
    read(response, |response| Ok(Media::Other { content_type, bytes: response.read()? }))
}

fn read<T, H>(
    mut response: Response,
    read: impl FnOnce(&mut Response) -> Result<T, Error>,
) -> Result<Answer<T, H>, Error> {
    let body = read(&mut response)?;
    Ok(Answer { status: response.status(), headers: response.into_headers(), body, declared: PhantomData })
}
