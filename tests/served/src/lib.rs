//! Clients that `build.rs` generates from whole documents, and calls of every operation of theirs.

#![expect(clippy::panic, reason = "it helps a test, whose way to fail that is")]

use std::collections::BTreeMap;

use amplify_rest::{Endpoint, Error, File, Multipart, Part, Request, kind};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What `build.rs` generated.
#[allow(clippy::all, clippy::pedantic, reason = "the names are those of others' documents")]
pub mod generated {
    include!(concat!(env!("OUT_DIR"), "/documents.rs"));
}

pub use generated::DOCUMENTS;

/// A configuration whose endpoint `todos` has a document.
pub mod backend {
    include!(concat!(env!("OUT_DIR"), "/backend.rs"));
}

/// A document, and the calls of its operations.
#[derive(Clone, Copy, Debug)]
pub struct Document {
    /// The file's name.
    pub name: &'static str,
    /// What stands in it.
    pub text: &'static str,
    /// The calls.
    pub calls: fn() -> Vec<Call>,
}

/// A call of one operation.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    /// The operation's pointer in the document.
    pub pointer: &'static str,
    /// Whether answers that are no success are read into types.
    pub reads_errors: bool,
    /// Makes it, and reads the answer into its type.
    pub run: fn(Endpoint<kind::Any>, &Values) -> Result<(), Error>,
}

/// What a call is made with.
#[derive(Clone, Debug, Default)]
pub struct Values {
    /// Parameters by place and name (`Query limit`), bodies by media type.
    pub values: BTreeMap<String, Value>,
    /// Further query parameters.
    pub query: Vec<(String, String)>,
    /// The status that the answer is to have.
    pub status: Option<u16>,
}

impl Values {
    /// A value as its type.
    ///
    /// # Panics
    /// If the type refuses it: then the client and the document disagree.
    #[must_use]
    pub fn read<T: DeserializeOwned>(&self, key: &str) -> T {
        let value = self.value(key);
        serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{key}: {value} is refused: {error}"))
    }

    /// A value as text.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        match self.value(key) {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }

    /// A value as a body.
    #[must_use]
    pub fn bytes(&self, key: &str) -> Vec<u8> {
        self.text(key).into_bytes()
    }

    /// A value as a file: of a type that fits, where the key is a range of media types.
    pub fn file(&self, key: &str) -> File {
        let media_type = match key {
            "image/*" => "image/png",
            "text/*" => "text/plain",
            wild if wild.contains('*') => "application/octet-stream",
            media_type => media_type,
        };
        File::new(self.bytes(key)).content_type(media_type)
    }

    /// A part of a form as its type.
    ///
    /// # Panics
    /// If the type refuses it.
    #[must_use]
    pub fn part<T: DeserializeOwned>(&self, key: &str, part: &str) -> T {
        let value = self.value(key).get(part).cloned().unwrap_or_default();
        serde_json::from_value(value).unwrap_or_else(|error| panic!("{key}: {part} is refused: {error}"))
    }

    /// A part of a form as a file.
    pub fn part_file(&self, key: &str, part: &str) -> File {
        File::new(self.value(key).get(part).map(Value::to_string).unwrap_or_default().into_bytes())
    }

    /// A value's members as parts of a form.
    pub fn form(&self, key: &str) -> Multipart {
        let members = self.value(key).as_object().into_iter().flatten();
        members.fold(Multipart::new(), |form, (name, value)| match value {
            Value::String(text) => form.part(Part::text(name, text)),
            other => form.part(Part::bytes(name, other.to_string().into_bytes()).content_type("application/json")),
        })
    }

    /// Adds what stands in no argument.
    pub fn finish<K>(&self, request: Request<K>) -> Request<K> {
        let request = self.query.iter().fold(request, |request, (name, value)| request.query(name, value));
        self.status.iter().fold(request, |request, status| request.header("prefer", &format!("code={status}")))
    }

    fn value(&self, key: &str) -> &Value {
        self.values.get(key).unwrap_or(&Value::Null)
    }
}
