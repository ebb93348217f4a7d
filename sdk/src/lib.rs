#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod authorizer;
mod chance;
mod client;
mod clock;
#[doc(hidden)]
pub mod codegen;
#[cfg(feature = "cognito")]
mod cognito;
mod credentials;
mod encoding;
mod error;
mod header;
#[doc(hidden)]
pub mod internals;
mod link;
mod loopback;
mod operation;
mod request;
mod response;
mod retry;
mod secret;
#[cfg(feature = "iam")]
pub mod signing;
mod skew;
mod sync;
mod time_format;
mod transport;

pub use authorizer::{
    ApiKey, Authorizer, CredentialsProvider, Interceptor, OutgoingRequest, TokenKind, TokenProvider, kind,
};
#[cfg(feature = "cognito")]
pub use client::{Auth, AuthConfig};
pub use client::{Client, ClientBuilder, Endpoint, EndpointBuilder, Request};
pub use clock::{Clock, Deadline, ManualClock, SystemClock};
#[cfg(feature = "cognito")]
pub use cognito::{
    Claims, IdentityPoolConfig, NewPassword, Session, SignIn, SignInFlow, SignedIn, Tokens, UserPoolConfig,
};
pub use credentials::{Credentials, Role};
pub use error::{BoxError, Error, ErrorResponse};
pub use http::Method;
pub use operation::{Answer, Answers, Media, Operation};
pub use request::{File, Multipart, Part, PlainHttp};
pub use response::Response;
pub use retry::Retries;
pub use secret::Secret;
pub use transport::{Body, MemoryTransport, Proxy, Reader, Received, Timeouts, Transport, TransportError};
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub use transport::{Certificate, Identity};

/// Brings in the module `backend` that `amplify-rest-codegen` wrote to `$OUT_DIR/backend.rs`.
///
/// ```ignore
/// amplify_rest::include_backend!();
///
/// fn main() -> Result<(), amplify_rest::Error> {
///     let backend = backend::Backend::new()?;
///     println!("{}", backend.todos().get("/items").send()?.text()?);
///     Ok(())
/// }
/// ```
#[macro_export]
macro_rules! include_backend {
    () => {
        #[allow(dead_code, unreachable_pub, reason = "a program calls what it needs of its backend")]
        #[allow(clippy::enum_variant_names, clippy::struct_field_names, reason = "names are the configuration's")]
        mod backend {
            include!(concat!(env!("OUT_DIR"), "/backend.rs"));
        }
    };
}
