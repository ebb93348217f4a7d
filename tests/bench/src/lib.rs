//! Measures what a call costs, beside other ways to make the same call.
//!
//! What is compared ([`subjects`]) runs in a process of its own against a [`server`] in another one, so that neither
//! the server nor the measuring is counted. Decisions rest on counts (instructions, allocations, system calls) and on
//! ratios of paired runs; nothing here looks at one absolute time.

pub mod build;
pub mod calls;
pub mod cost;
pub mod gate;
pub mod generators;
pub mod interpreters;
pub mod measure;
pub mod peak;
pub mod peers;
#[cfg(feature = "tables")]
pub mod plot;
pub mod processor;
pub mod report;
pub mod server;
pub mod subjects;
pub mod tables;
#[cfg(feature = "tables")]
pub mod tls;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub mod trace;

pub use amplify_rest_subject::load;
