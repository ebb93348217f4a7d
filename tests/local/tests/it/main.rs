//! The local cloud through HTTP, by clients that share no code with it.

mod command;
mod configuration;
mod documents;
mod faults;
mod gateway;
mod identity_pool;
mod server;
mod sigv4;
mod support;
mod tokens;
mod user_pool;
