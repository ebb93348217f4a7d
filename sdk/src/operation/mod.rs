//! What typed operations are made of: parameters written by their style, bodies by their media type, answers read into
//! types. Generated code is plain data for the functions here; it has no behaviour of its own.

mod answer;
mod call;
mod checked;
mod declared;
mod parts;
mod places;
mod prepared;
mod style;

pub use answer::{Answer, Answers, ByStatus, Media, by_status, bytes, json, media, text};
pub use call::Call;
pub use checked::{Attempt, checked};
pub use declared::{DeclaredHeaders, header, optional_header};
pub use parts::Parts;
pub use places::{Places, delete, get, head, patch, post, put};
pub use prepared::Operation;
pub use style::Style;
