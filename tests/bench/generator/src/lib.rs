//! What was generated, to be compiled (feature `output`). Without the feature nothing, and only the build script is weighed.

/// The generated code.
#[cfg(feature = "output")]
pub mod generated {
    include!(env!("GENERATED"));
}
