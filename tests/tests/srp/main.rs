//! Cognito's password proof against the known answers of six other clients, against the crate `aws-cognito-srp`, and
//! against hostile servers.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test's helpers fail by panicking, as tests do")]

mod hostile;
mod oracle;
mod vectors;
