//! Calls AWS Amplify and API Gateway REST backends from programs that are not async.

mod credentials;
mod secret;

pub use credentials::Credentials;
pub use secret::Secret;
