//! The schemes of an [`Authorizer`](super::Authorizer), as types. They have no values: they only mark endpoints and
//! requests, so that each offers what its scheme understands.

/// No authorizer.
#[derive(Debug)]
pub enum None {}

/// `x-api-key`.
#[derive(Debug)]
pub enum ApiKey {}

/// SigV4 with an identity pool's credentials.
#[cfg(feature = "iam")]
#[derive(Debug)]
pub enum Iam {}

/// A Cognito user pool's token.
#[derive(Debug)]
pub enum UserPool {}

/// The program's own interceptor.
#[derive(Debug)]
pub enum Custom {}

/// Known at run time alone.
#[derive(Debug)]
pub enum Any {}
