//! The way in for this project's own tests to what answers are made of. It is outside of every promise of compatibility.

use amplify_rest_codegen::openapi::Description;
use serde_json::Value;

use crate::Error;
use crate::document::{self, Schemas};

/// Values that a document's schemas accept.
pub struct Instances(Schemas);

impl Instances {
    /// For the schemas at these pointers.
    ///
    /// # Errors
    /// If a schema can't be compiled.
    pub fn new<'p>(description: &Description, pointers: impl Iterator<Item = &'p str>) -> Result<Self, Error> {
        Schemas::new(description, pointers).map(Self).map_err(|reason| Error::document("of a test", reason))
    }

    /// The first of these examples that the schema takes, else a value made from it.
    #[must_use]
    pub fn value(&self, schema: &str, examples: &[String]) -> Value {
        document::value(Some(schema), examples, &self.0)
    }
}

impl std::fmt::Debug for Instances {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Instances")
    }
}
