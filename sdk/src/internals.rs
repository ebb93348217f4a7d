//! The way in for this project's own tests to parts that have test vectors but no place in the public API.
//!
//! It is outside of every promise of compatibility: vectors judge canonical encodings and intermediate SRP values that
//! no program has a use for, and tests that need more than one crate cannot live inside this one.

/// Percent-encoding.
pub mod encoding {
    pub use crate::encoding::*;
}

/// Date formats.
pub mod time_format {
    pub use crate::time_format::*;
}

/// The steps of signing.
#[cfg(feature = "iam")]
pub mod signing {
    pub use crate::signing::steps::of as steps;
}

/// The steps of Cognito's password proof.
#[cfg(feature = "cognito")]
pub mod srp {
    pub use crate::cognito::secret_hash::secret_hash;
    pub use crate::cognito::srp::*;
}
