//! Calls AWS Amplify and API Gateway REST backends from programs that are not async.

mod credentials;
mod encoding;
#[doc(hidden)]
pub mod internals;
mod secret;
#[cfg(feature = "iam")]
pub mod signing;
mod time_format;

pub use credentials::Credentials;
pub use secret::Secret;
