//! An operation's request once all that it requires is set: what programs see of it.

use std::fmt;

use super::{Answers, Call};
use crate::{Error, Request, Response};

/// The request of an operation: it does nothing until it is sent. `A` is what the operation may answer with.
#[must_use = "a request does nothing until it is sent"]
pub struct Operation<K, A: Answers = Response> {
    call: Call<K>,
    read: fn(Response) -> Result<A::Success, Error>,
}

impl<K, A: Answers> Operation<K, A> {
    pub(super) fn new(call: Call<K>, read: fn(Response) -> Result<A::Success, Error>) -> Self {
        Self { call, read }
    }

    /// Sets something optional.
    #[doc(hidden)]
    pub fn set(self, set: impl FnOnce(Call<K>) -> Call<K>) -> Self {
        Self { call: set(self.call), ..self }
    }

    /// Changes the request itself: further headers, limits of time, retries.
    pub fn with_request(self, change: impl FnOnce(Request<K>) -> Request<K>) -> Self {
        self.set(|call| call.change(change))
    }

    /// Sends it; an answer that is not 2xx is an error that has it.
    pub fn send(self) -> Result<A::Success, Error> {
        (self.read)(self.call.send()?)
    }

    /// Sends it and gives back the answer, whatever its status.
    pub fn send_any(self) -> Result<A::Any, Error> {
        A::any(self.call.send_any()?)
    }

    /// Sends it and gives back a 2xx answer whose body nobody has read yet: to stream it, say.
    pub fn send_unread(self) -> Result<Response, Error> {
        self.call.send()
    }
}

impl<K, A: Answers> Clone for Operation<K, A> {
    fn clone(&self) -> Self {
        Self { call: self.call.clone(), read: self.read }
    }
}

impl<K, A: Answers> fmt::Debug for Operation<K, A> {
    /// As the request's: parameters may hold secrets and are not shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(f)
    }
}

/// What the requests of operations can do that have setters of their own. One that several operations have is generic:
/// they answer with different things.
#[doc(hidden)]
#[macro_export]
macro_rules! __request {
    ($request:ident, $kind:ty, $success:ty, $any:ty) => {
        $crate::__request!([] $request, $kind, $success, $any);
    };
    ($request:ident<A>, $kind:ty) => {
        $crate::__request!([A] $request<A>, $kind, A::Success, A::Any);
    };
    ([$($of:ident)?] $request:ty, $kind:ty, $success:ty, $any:ty) => {
        impl $(<$of: $crate::Answers>)? $request {
            /// Sends it; an answer that is not 2xx is an error that has it.
            #[allow(dead_code, reason = "a program calls what it needs")]
            pub fn send(self) -> ::std::result::Result<$success, $crate::Error> {
                self.0.send()
            }

            /// Sends it and gives back the answer, whatever its status.
            #[allow(dead_code, reason = "a program calls what it needs")]
            pub fn send_any(self) -> ::std::result::Result<$any, $crate::Error> {
                self.0.send_any()
            }

            /// Changes the request itself: further headers, limits of time, retries.
            #[allow(dead_code, reason = "a program calls what it needs")]
            pub fn with_request(self, change: impl FnOnce($crate::Request<$kind>) -> $crate::Request<$kind>) -> Self {
                Self(self.0.with_request(change))
            }

            /// Sends it and gives back a 2xx answer whose body nobody has read yet: to stream it, say.
            #[allow(dead_code, reason = "a program calls what it needs")]
            pub fn send_unread(self) -> ::std::result::Result<$crate::Response, $crate::Error> {
                self.0.send_unread()
            }
        }

        impl $(<$of: $crate::Answers>)? ::std::clone::Clone for $request {
            fn clone(&self) -> Self {
                Self(::std::clone::Clone::clone(&self.0))
            }
        }

        impl $(<$of: $crate::Answers>)? ::std::fmt::Debug for $request {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }
    };
}
