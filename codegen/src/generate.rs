//! The driver: read → resolve → plan → emit → lay out, in one straight line and without touching the disk.

use std::path::Path;

use proc_macro2::TokenStream;
use serde_json::Value;

use crate::configuration::{self, Format};
use crate::emit;
use crate::errors::{self, Diagnostic, Errors};
use crate::infer;
use crate::layout::{File, Layout};
use crate::openapi::{self, Bound};
use crate::overrides::Overrides;
use crate::plan::Plan;
use crate::schema::{self, Document, Root, TypeOptions};
use crate::source::Source;

/// What was generated from a configuration.
#[derive(Clone, Debug)]
#[must_use]
pub struct Generated {
    /// The one that the program includes first.
    files: Vec<File>,
    warnings: Vec<Diagnostic>,
}

impl Generated {
    /// The source of the module `backend`, or of a client. The same input gives the same text.
    #[must_use]
    pub fn code(&self) -> &str {
        self.files.first().map_or("", |(_, text)| text)
    }

    /// All files, with their paths below the folder that they go to: the one that the program includes, which is
    /// [`code`](Self::code), and with [`Files::PerModule`](crate::Files::PerModule) those that it includes in turn.
    pub fn files(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.files.iter().map(|(path, text)| (path.as_path(), text.as_str()))
    }

    /// What is suspicious about the input and no mistake, in the order of files and lines.
    #[must_use]
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    /// Prints the warnings through Cargo.
    pub(crate) fn warn(&self) {
        for warning in &self.warnings {
            println!("cargo::warning={}", warning.to_string().trim_end().replace('\n', "\ncargo::warning="));
        }
    }
}

/// Tokens as the text of files.
pub(crate) fn generated(tokens: TokenStream, layout: &Layout, warnings: Vec<Diagnostic>) -> Generated {
    Generated { files: layout.files(tokens), warnings: errors::warnings(warnings) }
}

/// All that generation does: a pure function.
pub(crate) fn generate(
    file_name: &str,
    text: &str,
    overrides: &Overrides,
    documents: &[Bound],
    layout: &Layout,
) -> Result<Generated, Errors> {
    let (tokens, warnings) = emitted(file_name, text, overrides, documents)?;
    Ok(generated(tokens, layout, warnings))
}

/// The code before it has a form. What it was made from is gone when it gets one: that takes the most memory.
pub(crate) fn emitted(
    file_name: &str,
    text: &str,
    overrides: &Overrides,
    documents: &[Bound],
) -> Result<(TokenStream, Vec<Diagnostic>), Errors> {
    let mut errors = Errors::new();
    let source = configuration::source(file_name, text)?;
    let written = configuration::written(&source, &mut errors)?;
    let configuration = configuration::resolve(&source, &written, overrides, &mut errors);
    let plan = Plan::new(&source, &written, configuration, overrides, &mut errors);
    let plan = errors.into_result(plan)?;
    let config = config_types(plan.format, &source, &overrides.config)?;
    let operations = openapi::bind(documents, &plan)?;
    let tokens = emit::file(&plan, &config, &operations);
    let mut warnings = plan.warnings;
    warnings.extend_from_slice(config.warnings());
    warnings.extend(operations.into_values().flat_map(|client| client.warnings));
    Ok((tokens, warnings))
}

/// The types of a format, compiled from our schema of it. What a Gen 2 backend's code added is typed by what it holds.
fn config_types(format: Format, source: &Source, options: &TypeOptions) -> Result<schema::Types, Errors> {
    let (name, text) = match format {
        Format::Gen1Native => ("gen1-native.json", amplify_rest_schemas::GEN1_NATIVE),
        Format::ShortForm => ("gen1-short-form.json", amplify_rest_schemas::GEN1_SHORT_FORM),
        Format::Gen1JavaScript => ("gen1-javascript.json", amplify_rest_schemas::GEN1_JAVASCRIPT),
        Format::Gen2 => ("gen2.json", amplify_rest_schemas::GEN2),
    };
    let document = match (format, source.value().get("custom")) {
        (Format::Gen2, Some(custom)) => {
            let mut schema = Source::json(name, text)?.value().clone();
            describe_custom(&mut schema, custom);
            Document::value(name, schema)
        }
        _ => Document::json(name, text)?,
    };
    let planned = schema::plan(vec![document], &[Root::new("Configuration")], options.clone())?;
    planned.written()
}

/// Adds the members of a Gen 2 file's `custom` section to the schema, beside those that it has.
fn describe_custom(schema: &mut Value, custom: &Value) {
    let inferred = infer::schema(custom);
    let known = schema.pointer_mut("/$defs/Custom/properties").and_then(Value::as_object_mut);
    for (known, members) in known.into_iter().zip(inferred["properties"].as_object()) {
        for (name, member) in members {
            known.entry(name).or_insert_with(|| member.clone());
        }
    }
}
