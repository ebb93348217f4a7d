//! The backends that `build.rs` generates from `fixtures/config`, compiled with warnings denied.
//!
//! What a backend requires of the program is an argument of its constructor:
//!
//! ```
//! use amplify_rest_tests::backends::{five_endpoints, open};
//!
//! open::Backend::new()?;
//! five_endpoints::Backend::new(|_: &mut amplify_rest::OutgoingRequest<'_>| Ok(()), "key of stats", "client secret")?;
//! # Ok::<(), amplify_rest::Error>(())
//! ```
//!
//! Forgetting the interceptor of the `custom` endpoint does not compile:
//!
//! ```compile_fail,E0061
//! use amplify_rest_tests::backends::five_endpoints;
//!
//! five_endpoints::Backend::new("key of stats", "client secret")?;
//! # Ok::<(), amplify_rest::Error>(())
//! ```
//!
//! Nor does forgetting the API key:
//!
//! ```compile_fail,E0061
//! use amplify_rest_tests::backends::five_endpoints;
//!
//! five_endpoints::Backend::new(|_: &mut amplify_rest::OutgoingRequest<'_>| Ok(()), "client secret")?;
//! # Ok::<(), amplify_rest::Error>(())
//! ```
//!
//! Without a user pool and identity pool there is no `auth`:
//!
//! ```compile_fail,E0599
//! use amplify_rest_tests::backends::open;
//!
//! open::Backend::new()?.auth();
//! # Ok::<(), amplify_rest::Error>(())
//! ```
//!
//! Each endpoint's requests offer what its authorizer understands, and nothing else:
//!
//! ```
//! use amplify_rest::TokenKind;
//! use amplify_rest_tests::backends::five_endpoints::Backend;
//!
//! fn requests(backend: &Backend) {
//!     let _ = backend.todos().get("/items").region("eu-west-1");
//!     let _ = backend.profile().get("/me").token(TokenKind::Id);
//! }
//! ```
//!
//! ```compile_fail,E0599
//! use amplify_rest::TokenKind;
//! use amplify_rest_tests::backends::five_endpoints::Backend;
//!
//! fn requests(backend: &Backend) {
//!     let _ = backend.todos().get("/items").token(TokenKind::Id);
//! }
//! ```

macro_rules! backends {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[deny(warnings, missing_docs, clippy::all, clippy::pedantic)]
        pub mod $name {
            include!(concat!(env!("OUT_DIR"), "/", stringify!($name), ".rs"));
        }
    )*};
}

backends! {
    /// One endpoint of each authorizer kind, a user pool whose app client has a secret, and an identity pool.
    five_endpoints
    /// The same file under a build script's overrides.
    overridden
    /// The short form and the spellings of Amplify's documentation.
    short_form
    /// One endpoint without authorizer, and nothing else.
    open
    /// An IAM endpoint and an identity pool, no user pool.
    guests
    /// The same in a Dart file.
    flutter
    /// What the Amplify CLI really writes.
    real_looking
    /// Gen 2's outputs: endpoints in `custom.API` and in `rest_api`.
    gen2
    /// The same file under a build script's overrides.
    gen2_overridden
    /// Gen 1's JavaScript format.
    javascript
    /// The same as `aws-exports.js`, one endpoint with the user pool's tokens.
    aws_exports
    /// More required arguments than anybody likes.
    many_partners
}

/// The same as [`five_endpoints`], with typed operations: each module in a file of its own, and for this crate alone.
#[deny(warnings, missing_docs, unreachable_pub, clippy::all, clippy::pedantic)]
#[allow(dead_code, clippy::enum_variant_names, clippy::struct_field_names, reason = "as `Visibility::Crate` asks for")]
pub mod apart {
    include!(concat!(env!("OUT_DIR"), "/apart.rs"));
}
