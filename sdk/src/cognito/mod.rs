//! Cognito: user pools (who somebody is) and identity pools (which AWS credentials that somebody gets).
//!
//! Everything here speaks through the same [`Link`](crate::link::Link) as API calls do, and knows nothing of them.

mod answer;
mod claims;
mod config;
mod identity_pool;
mod provider;
mod random;
mod refreshing;
pub(crate) mod secret_hash;
mod session;
mod sign_in;
pub(crate) mod srp;
mod tokens;
mod user_pool;
mod window;
mod wire;

pub use claims::Claims;
pub use config::{IdentityPoolConfig, SignInFlow, UserPoolConfig};
pub(crate) use identity_pool::IdentityPool;
pub(crate) use provider::Pools;
pub use session::Session;
pub(crate) use sign_in::Entry;
pub use sign_in::{NewPassword, SignIn, SignedIn};
pub use tokens::Tokens;
pub(crate) use user_pool::UserPool;
