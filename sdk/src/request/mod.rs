//! Building a request: path, query, headers and body, checked and percent-encoded once. Pure: it knows no endpoint's
//! authorizer, no session and no network.

mod base_url;
mod draft;
mod multipart;
mod path;
mod said;

pub use base_url::PlainHttp;
pub(crate) use base_url::{BaseUrl, base_path};
pub(crate) use draft::Draft;
pub use multipart::{File, Multipart, Part};
