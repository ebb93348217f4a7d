//! A document that was read: the API, and the schemas that the model points to. What is not schema is left as it is
//! written.

use serde_json::{Map, Value, json};

use super::choices::Choices;
use super::model::Api;
use super::{is_passthrough, read, source};
use crate::errors::{Diagnostic, Errors};
use crate::schema::{Dialect, Document};
use crate::source::join;

/// What an `OpenAPI` 3.0 or 3.1 or Swagger 2.0 document says.
///
/// ```
/// use amplify_rest_codegen::openapi::{Description, Verb};
///
/// let text = r#"{ "openapi": "3.0.1", "info": { "title": "Items", "version": "1" },
///     "paths": { "/items/{id}": { "get": { "responses": {} } } } }"#;
/// let description = Description::read("items.json", text)?;
/// let operation = &description.api().operations[0];
/// assert_eq!((operation.method, operation.path.as_str()), (Verb::Get, "/items/{id}"));
/// assert_eq!(operation.parameters[0].name, "id");
/// # Ok::<(), amplify_rest_codegen::Errors>(())
/// ```
pub struct Description {
    pub(crate) api: Api,
    /// The document whose pointers the model's schemas are.
    pub(crate) schemas: Document,
    pub(super) dialect: Dialect,
    /// What is suspicious and no mistake.
    pub(crate) warnings: Vec<Diagnostic>,
}

impl Description {
    /// Reads a document: JSON, or YAML where the name ends so and the feature `yaml` is on. The name stands in messages.
    /// Nothing but the text is read: references into other files are mistakes.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the document, at once.
    pub fn read(name: &str, text: &str) -> Result<Self, Errors> {
        read(&source(name, text)?, &Choices::default())
    }

    /// The API.
    #[must_use]
    pub fn api(&self) -> &Api {
        &self.api
    }

    /// What the dialect of its schemas is.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The document with JSON Schemas where the model points to schemas, for any validator of its dialect (draft 4 for
    /// `OpenAPI` 3.0): parameters and forms of Swagger 2.0 as schemas, `nullable` by other keywords, and in place of API Gateway's
    /// model `Empty`, which stands for any answer, a schema that takes anything.
    #[must_use]
    pub fn schemas(&self) -> Value {
        let mut schemas = self.schemas.root().clone();
        let mut passthrough = Vec::new();
        pass(&schemas, &schemas, &mut passthrough);
        for pointer in passthrough {
            if let Some(reference) = schemas.pointer_mut(&pointer) {
                *reference = json!({});
            }
        }
        if self.dialect == Dialect::OpenApi30 {
            spell_out(&mut schemas);
        }
        schemas
    }
}

impl std::fmt::Debug for Description {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Description").field("api", &self.api).finish_non_exhaustive()
    }
}

/// Adds the pointers of the schemas in this value that stand for anything. They are made on the way back: most values hold
/// none.
fn pass(value: &Value, root: &Value, found: &mut Vec<String>) {
    let mut below = |token: &dyn ToString, child| {
        let before = found.len();
        pass(child, root, found);
        for rest in &mut found[before..] {
            *rest = join("", &token.to_string()) + rest;
        }
    };
    match value {
        Value::Object(_) if is_passthrough(value, root) => found.push(String::new()),
        Value::Object(members) => members.iter().for_each(|(name, member)| below(name, member)),
        Value::Array(elements) => elements.iter().enumerate().for_each(|(index, element)| below(&index, element)),
        _ => {}
    }
}

/// Says by draft 4's keywords what is `nullable` and what has the bounds of later drafts, but in what only looks like a
/// schema: values.
fn spell_out(value: &mut Value) {
    match value {
        Value::Object(members) => {
            nullable(members);
            bounds(members);
            let is_value = |name: &str| matches!(name, "example" | "examples" | "default" | "enum");
            for (name, member) in members {
                if name == "properties" {
                    // Here the names are a model's, not keywords.
                    member.as_object_mut().into_iter().flatten().for_each(|(_, schema)| spell_out(schema));
                } else if !is_value(name) {
                    spell_out(member);
                }
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(spell_out),
        _ => {}
    }
}

fn nullable(schema: &mut Map<String, Value>) {
    if schema.get("nullable") != Some(&Value::Bool(true)) {
        return;
    }
    if let Some(Value::String(kind)) = schema.get("type") {
        let kinds = json!([kind, "null"]);
        schema.insert("type".to_owned(), kinds);
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    // What stands against null moves into an alternative to it; pointers into the other keywords still lead there.
    let combined =
        ["allOf", "anyOf", "oneOf"].into_iter().filter_map(|keyword| Some((keyword, schema.remove(keyword)?)));
    let combined: Map<String, Value> = combined.map(|(keyword, list)| (keyword.to_owned(), list)).collect();
    if !combined.is_empty() {
        schema.insert("anyOf".to_owned(), json!([{"enum": [null]}, combined]));
    }
}

/// Generators of `OpenAPI` 3.0 write `exclusiveMinimum` as a number, too.
fn bounds(schema: &mut Map<String, Value>) {
    for (bound, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
        if let Some(number) = schema.get(exclusive).filter(|value| value.is_number()).cloned() {
            schema.insert(bound.to_owned(), number);
            schema.insert(exclusive.to_owned(), json!(true));
        }
    }
}
