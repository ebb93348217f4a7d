//! What generated code calls, beside the public API: reading a configuration at run time, and its errors.
//!
//! Made for `amplify-rest-codegen`'s output of the same version and outside of every promise of compatibility.

mod check;
pub mod formats;
mod wrapper;

pub use serde::de::DeserializeOwned;
pub use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use crate::__answers as answers;
pub use crate::__request as request;
pub use crate::operation::{
    Answer, Answers, Attempt, ByStatus, Call, DeclaredHeaders, Media, Operation, Parts, Places, Style, by_status,
    bytes, checked, delete, get, head, header, json, media, optional_header, patch, post, put, text,
};
pub use crate::{Error, File, Response};
pub use check::*;
pub use http::HeaderMap;

/// Reads a configuration file through the generated types. It may stand in Flutter's Dart file or in JavaScript's module.
///
/// # Errors
/// With the JSON pointer of what is wrong. What the file holds there is not repeated: it may be a key.
pub fn read_config<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    let (text, lines_before) = wrapper::json(text);
    let mut json = serde_json::Deserializer::from_str(text);
    let read = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let place = error.inner();
        let (line, column) = (lines_before + place.line(), place.column());
        let what = match place.classify() {
            serde_json::error::Category::Data => "does not fit the configuration's schema",
            _ => "is not JSON",
        };
        Error::configuration(format!(
            "the configuration {what} at `{}`, line {line}, column {column}",
            pointer(error.path())
        ))
    })?;
    json.end().map_err(|cause| {
        Error::configuration(format!(
            "the configuration is followed by more text at line {}",
            lines_before + cause.line()
        ))
    })?;
    Ok(read)
}

/// A member that this program needs is not in the configuration.
#[must_use]
pub fn missing(pointer: &str) -> Error {
    Error::configuration(format!("the configuration has nothing at `{pointer}`"))
        .with_hint("the program was built with a configuration that has it: give it one of the same shape")
}

/// A member of a list that this program needs is not in the configuration.
#[must_use]
pub fn missing_named(list: &str, name: &str) -> Error {
    Error::configuration(format!("the configuration has nothing named {name:?} at `{list}`"))
        .with_hint("the program was built with a configuration that has it: give it one of the same shape")
}

/// An endpoint's authorizer is another than the one the program was built for.
#[must_use]
pub fn wrong_authorizer(pointer: &str, compiled: &str, found: &str) -> Error {
    Error::configuration(format!(
        "the configuration says {found:?} at `{pointer}`, and the program was built for {compiled:?}"
    ))
    .with_hint("build the program with this configuration, or override the endpoint's authorizer in its build script")
}

/// The JSON pointer of a path.
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
            Segment::Enum { variant } => format!("/{variant}"),
            Segment::Unknown => "/?".to_owned(),
        })
        .collect()
}
