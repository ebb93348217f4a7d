#![doc = include_str!("../README.md")]

mod answer;
mod builder;
mod clock;
mod cloud;
mod core;
mod document;
mod endpoints;
mod error;
mod fault;
mod gateway;
mod identity_pool;
#[doc(hidden)]
pub mod internals;
mod jwt;
mod keys;
mod protocol;
mod random;
mod received;
mod record;
mod rewrite;
mod server;
mod template;
mod user_pool;
mod users;
mod vault;

pub use crate::answer::Answer;
pub use crate::builder::Builder;
pub use crate::cloud::Cloud;
pub use crate::error::Error;
pub use crate::fault::Fault;
pub use crate::gateway::{Decision, EndpointOptions, RolePolicy};
pub use crate::identity_pool::GuestAccess;
pub use crate::received::Received;
pub use crate::record::Recorded;
pub use crate::user_pool::{AppClient, AuthFlow, Rotation, TokenUse, UnknownUsers, User, UserStatus};
pub use crate::users::Users;
pub use crate::vault::{Role, TemporaryCredentials};
