//! Fuzz targets for everything that reads what others wrote: JSON Schemas, configurations, API documents, and the answers
//! of Cognito and of API Gateway.
//!
//! An input is made from a good one by [`mutated`], which knows JSON: members are dropped, swapped, repeated, renamed and
//! replaced by what nobody expects there. The targets run as ordinary tests (`tests/short.rs`, seeded, a few seconds) and
//! under libFuzzer (`engine/`, feature `engine`); README.md has the commands. Nothing here touches the disk or the network.

#[cfg(feature = "engine")]
pub mod engine;
mod hostile;
mod mutation;
mod seeds;
mod targets;

pub use mutation::mutated;
pub use targets::Target;
