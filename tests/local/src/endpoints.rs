//! The endpoints that a gateway serves: those of the configuration, and those that documents alone describe.

use std::collections::BTreeMap;

use amplify_rest_codegen::configuration::{self, AuthorizerKind, Configuration};

use crate::document::Document;
use crate::error::Error;
use crate::gateway::{Authorizer, CustomAuthorizer, Endpoint, EndpointOptions};
use crate::random;

/// A document's text, and what it is about.
pub(crate) struct Documented {
    pub(crate) endpoint: String,
    pub(crate) file_name: String,
    pub(crate) text: String,
    pub(crate) role: Role,
}

/// What a document is to the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// It describes an endpoint of it.
    Describes,
    /// It makes an endpoint beside it.
    Makes,
}

/// All endpoints; every option and document must be about one.
pub(crate) fn of(
    configuration: &Configuration,
    documents: &[Documented],
    mut options: BTreeMap<String, EndpointOptions>,
) -> Result<Vec<Endpoint>, Error> {
    let mut described: BTreeMap<&str, Document> = BTreeMap::new();
    let mut made: Vec<(&str, Document)> = Vec::new();
    for documented in documents {
        let (name, is_known) = (documented.endpoint.as_str(), is_endpoint(configuration, &documented.endpoint));
        let taken = described.contains_key(name) || made.iter().any(|(other, _)| *other == name);
        let document = Document::read(&documented.file_name, &documented.text)?;
        match documented.role {
            _ if taken => return Err(Error::usage(format!("serve a document as `{name}`: there is one already"))),
            Role::Describes if is_known => drop(described.insert(name, document)),
            Role::Makes if !is_known => made.push((name, document)),
            Role::Describes => return Err(unknown("serve a document behind endpoint", name)),
            Role::Makes => {
                let message = format!("serve a document as `{name}`: the configuration has an endpoint of that name");
                return Err(Error::usage(message));
            }
        }
    }
    let configured = configuration.endpoints.iter().enumerate();
    let mut endpoints: Vec<Endpoint> = configured
        .map(|(index, written)| {
            let options = options.remove(&written.name).unwrap_or_default();
            configured_endpoint(index, written, options, described.remove(written.name.as_str()))
        })
        .collect();
    for (name, document) in made {
        let options = options.remove(name).unwrap_or_default();
        endpoints.push(made_endpoint(endpoints.len(), name, configuration, options, document));
    }
    options.keys().next().map_or(Ok(endpoints), |name| Err(unknown("set up endpoint", name)))
}

fn is_endpoint(configuration: &Configuration, name: &str) -> bool {
    configuration.endpoints.iter().any(|endpoint| endpoint.name == name)
}

fn unknown(doing: &str, name: &str) -> Error {
    Error::usage(format!("{doing} `{name}`: the configuration has none of that name"))
}

fn configured_endpoint(
    index: usize,
    written: &configuration::Endpoint,
    options: EndpointOptions,
    document: Option<Document>,
) -> Endpoint {
    let (authorizer, needs_key) = match written.authorizer {
        AuthorizerKind::None => (Authorizer::None, false),
        AuthorizerKind::ApiKey => (Authorizer::None, true),
        AuthorizerKind::Iam => (Authorizer::Iam, false),
        AuthorizerKind::UserPool => (Authorizer::UserPool, false),
        AuthorizerKind::Custom => (Authorizer::Custom, false),
    };
    let configured = written.api_key.as_ref().map(|key| key.expose().to_owned());
    let region = written.region.clone().unwrap_or_default();
    let place = Place { index, name: &written.name, url: &written.url, region };
    let needs_key = needs_key || document.as_ref().is_some_and(Document::asks_for_key);
    let key = needs_key.then(|| configured.unwrap_or_else(random::token::<30>));
    endpoint(&place, authorizer, key, options, document)
}

fn made_endpoint(
    index: usize,
    name: &str,
    configuration: &Configuration,
    options: EndpointOptions,
    document: Document,
) -> Endpoint {
    let url = document.url().unwrap_or_default().to_owned();
    let (host, _) = host_and_path(&url);
    let written = host.split_once(".execute-api.").and_then(|(_, rest)| rest.split_once('.')).map(|(region, _)| region);
    let regions = [
        configuration.identity_pool.as_ref().map(|pool| pool.region.clone()),
        configuration.user_pool.as_ref().map(|pool| pool.region.clone()),
    ];
    let known =
        written.filter(|region| is_plain(region)).map(str::to_owned).or_else(|| regions.into_iter().flatten().next());
    let place = Place { index, name, url: &url, region: known.unwrap_or_else(|| "us-east-1".to_owned()) };
    let key = document.asks_for_key().then(random::token::<30>);
    endpoint(&place, Authorizer::None, key, options, Some(document))
}

struct Place<'p> {
    index: usize,
    name: &'p str,
    url: &'p str,
    region: String,
}

fn endpoint(
    place: &Place<'_>,
    authorizer: Authorizer,
    key: Option<String>,
    options: EndpointOptions,
    document: Option<Document>,
) -> Endpoint {
    let (host, path) = host_and_path(place.url);
    // A document's may hold what only a deployment fills in: `/${stage}`.
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    let is_url = segments.clone().all(|segment| segment.bytes().all(|byte| is_unreserved(byte) || byte == b'%'));
    let path = if is_url { path.trim_end_matches('/') } else { "" };
    let api = host.split('.').next().unwrap_or_default();
    let stage = path.split('/').find(|segment| !segment.is_empty()).unwrap_or("$default");
    Endpoint {
        name: place.name.to_owned(),
        base_path: format!("/{}{path}", folder(place.index, place.name)),
        region: place.region.clone(),
        authorizer,
        api: format!("{api}/{stage}"),
        api_key: options.api_key.or(key),
        token_use: options.token_use,
        custom: options.custom.unwrap_or_else(|| CustomAuthorizer::Token(random::token::<30>())),
        document,
    }
}

/// The first segment of an endpoint's path: its name where that is the same in a URL.
fn folder(index: usize, name: &str) -> String {
    if is_plain(name) { name.to_owned() } else { format!("~{index}") }
}

fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// What RFC 3986 lets stand in a path as it is, but for `/` and `%`.
fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!&'()*+,;=:@$".contains(&byte)
}

fn host_and_path(url: &str) -> (&str, &str) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash))
}
