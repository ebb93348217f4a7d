//! What was generated, to be compiled (feature `output`). Without the feature nothing, and only the build script is weighed.

/// The generated code.
#[cfg(feature = "output")]
#[allow(missing_docs, reason = "documents do not describe everything")]
pub mod generated {
    include!(env!("GENERATED"));
}
