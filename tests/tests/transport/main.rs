//! The network as the SDK uses it: against small servers that say what they saw.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod connections;
mod proxies;
mod redirects;
mod server;
mod tls;
