//! What a file holds, as a list: endpoints and operations, and what authorizes their calls.

use serde_json::{Value, json};

use super::Failure;
use super::arguments::Arguments;
use super::input::{Input, Kind};
use crate::configuration::{self, AuthorizerKind, Configuration, Endpoint};
use crate::errors::{Errors, printable};
use crate::overrides::ApiKeySource;
use crate::{Listed, Listing, OpenApi};

/// A file's endpoints and operations.
pub(super) enum List {
    Configuration { configuration: Box<Configuration>, endpoints: Vec<Entry> },
    Document(Listing),
}

/// An endpoint of a configuration, under the overrides.
pub(super) struct Entry {
    endpoint: Endpoint,
    authorizers: &'static str,
    /// The operations of its document, where it has one.
    operations: Option<Listing>,
}

/// Lists a file that has no mistakes.
pub(super) fn of(arguments: &Arguments, input: &Input) -> Result<List, Failure> {
    if input.kind == Kind::Document {
        return Ok(List::Document(input.client(arguments).list_from(&input.text)?));
    }
    let mut errors = Errors::new();
    let source = configuration::source(&input.name, &input.text)?;
    let written = configuration::written(&source, &mut errors)?;
    let configuration = configuration::resolve(&source, &written, &input.overrides, &mut errors);
    let configuration = errors.into_result(configuration)?;
    let entries = configuration.endpoints.iter().map(|endpoint| entry(input, endpoint));
    let endpoints = entries.collect::<Result<_, Errors>>()?;
    Ok(List::Configuration { configuration: Box::new(configuration), endpoints })
}

fn entry(input: &Input, endpoint: &Endpoint) -> Result<Entry, Errors> {
    let document = input.documents.iter().find(|document| document.endpoint == endpoint.name);
    let listing = document.map(|document| {
        let choices = input.overrides.of(&endpoint.name).choices.clone();
        OpenApi::new(&endpoint.name, &document.name).choose(|_| choices).list_from(&document.text)
    });
    let has_key = input.overrides.of(&endpoint.name).api_key == Some(ApiKeySource::AtRunTime);
    let authorizers = match (endpoint.authorizer, has_key) {
        (AuthorizerKind::None, false) => "none",
        (AuthorizerKind::ApiKey, _) | (AuthorizerKind::None, true) => "API key",
        (AuthorizerKind::Iam, false) => "IAM",
        (AuthorizerKind::Iam, true) => "IAM and API key",
        (AuthorizerKind::UserPool, false) => "user pool",
        (AuthorizerKind::UserPool, true) => "user pool and API key",
        (AuthorizerKind::Custom, false) => "custom",
        (AuthorizerKind::Custom, true) => "custom and API key",
    };
    Ok(Entry { endpoint: endpoint.clone(), authorizers, operations: listing.transpose()? })
}

impl List {
    /// In a few words.
    pub(super) fn summary(&self) -> String {
        match self {
            Self::Configuration { configuration, endpoints } => {
                let operations = endpoints.iter().filter_map(|entry| entry.operations.as_ref());
                let operations: usize = operations.map(|listing| listing.operations().len()).sum();
                let typed =
                    if operations > 0 { format!(", {}", counted(operations, "operation")) } else { String::new() };
                format!("{}, {}{typed}", configuration.format, counted(endpoints.len(), "endpoint"))
            }
            Self::Document(listing) => format!("an API document, {}", counted(listing.operations().len(), "operation")),
        }
    }

    pub(super) fn text(&self) -> String {
        let mut lines = match self {
            Self::Configuration { configuration, endpoints } => {
                let mut lines = vec![configuration.format.to_string()];
                let rows = endpoints.iter().map(|entry| {
                    let Entry { endpoint, authorizers, .. } = entry;
                    let region = endpoint.region.as_deref().unwrap_or_default();
                    [endpoint.name.as_str(), authorizers, region, endpoint.url.as_str()].map(printable)
                });
                for (line, entry) in table(rows).into_iter().zip(endpoints) {
                    lines.push(format!("  {line}"));
                    let operations = entry.operations.iter().flat_map(operation_lines);
                    lines.extend(operations.map(|line| format!("    {line}")));
                }
                lines.extend(pools(configuration));
                lines
            }
            Self::Document(listing) => {
                let mut lines = vec![printable(listing.url().unwrap_or("(the document says no URL)"))];
                lines.extend(operation_lines(listing).iter().map(|line| format!("  {line}")));
                lines
            }
        };
        // Ends the last line.
        lines.push(String::new());
        lines.join("\n")
    }

    /// The members of the JSON answer.
    pub(super) fn json(&self) -> Value {
        match self {
            Self::Configuration { configuration, endpoints } => {
                let user_pool = configuration.user_pool.as_ref().map(|pool| {
                    json!({
                        "id": pool.id, "client_id": pool.client_id, "has_client_secret": pool.client_secret.is_some(),
                        "region": pool.region, "endpoint": pool.endpoint, "flow": pool.flow.name(),
                        "pointer": pool.pointer,
                    })
                });
                let identity_pool = configuration.identity_pool.as_ref().map(|pool| {
                    json!({ "id": pool.id, "region": pool.region, "endpoint": pool.endpoint, "pointer": pool.pointer })
                });
                json!({
                    "format": configuration.format.to_string(),
                    "endpoints": endpoints.iter().map(Entry::json).collect::<Vec<_>>(),
                    "user_pool": user_pool,
                    "identity_pool": identity_pool,
                })
            }
            Self::Document(listing) => json!({ "url": listing.url(), "operations": operations(listing) }),
        }
    }
}

impl Entry {
    fn json(&self) -> Value {
        json!({
            "name": self.endpoint.name,
            "url": self.endpoint.url,
            "region": self.endpoint.region,
            "authorizers": self.authorizers,
            "pointer": self.endpoint.pointer,
            "operations": self.operations.as_ref().map(operations),
        })
    }
}

fn operations(listing: &Listing) -> Vec<Value> {
    let json = |operation: &Listed| {
        json!({
            "name": operation.name(),
            "method": operation.method(),
            "path": operation.path(),
            "tag": operation.tag(),
            "authorizers": operation.authorizers(),
            "pointer": operation.pointer(),
        })
    };
    listing.operations().iter().map(json).collect()
}

fn operation_lines(listing: &Listing) -> Vec<String> {
    table(listing.operations().iter().map(|operation| {
        [operation.method(), operation.path(), operation.name(), operation.authorizers()].map(printable)
    }))
}

fn pools(configuration: &Configuration) -> impl Iterator<Item = String> {
    let user_pool = configuration.user_pool.as_ref().map(|pool| {
        let secret = if pool.client_secret.is_some() { ", an app client with a secret" } else { "" };
        format!("  user pool {}, {}{secret}", printable(&pool.id), pool.flow.name())
    });
    let identity_pool =
        configuration.identity_pool.as_ref().map(|pool| format!("  identity pool {}", printable(&pool.id)));
    user_pool.into_iter().chain(identity_pool)
}

/// Rows in columns that begin under each other.
fn table<const COLUMNS: usize>(rows: impl Iterator<Item = [String; COLUMNS]>) -> Vec<String> {
    let rows: Vec<[String; COLUMNS]> = rows.collect();
    let length = |cell: &String| cell.chars().count();
    let widths: [usize; COLUMNS] =
        std::array::from_fn(|column| rows.iter().map(|row| length(&row[column])).max().unwrap_or_default());
    let line = |row: &[String; COLUMNS]| {
        let cells = row.iter().zip(widths).filter(|(_, width)| *width > 0);
        let padded: Vec<String> = cells.map(|(cell, width)| cell.clone() + &" ".repeat(width - length(cell))).collect();
        padded.join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
