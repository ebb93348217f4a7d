//! An API as its `OpenAPI` or Swagger document describes it: which operation a request is for, what is wrong with the
//! request, and what the answer is. Knows nothing of who may call it.

mod answers;
mod body;
mod instance;
mod pattern;
mod request;
mod scalars;
mod schemas;
mod texts;

use std::collections::BTreeMap;

use amplify_rest_codegen::openapi::{self, Content, Description, Location, RequestBody, Security, Verb};

pub(crate) use self::instance::value;
use self::request::Request;
pub(crate) use self::schemas::Schemas;
use crate::answer::Answer;
use crate::error::Error;
use crate::received::Received;
use crate::template::Template;

/// A document that is served.
pub(crate) struct Document {
    /// The more specific ones first.
    operations: Vec<Route>,
    schemas: Schemas,
    url: Option<String>,
}

struct Route {
    template: Template,
    operation: openapi::Operation,
}

/// The operation that a request is for.
pub(crate) struct Operation<'d> {
    document: &'d Document,
    described: &'d openapi::Operation,
    places: BTreeMap<&'d str, String>,
}

/// What is wrong with a request. The reasons hold nothing of the request itself.
#[derive(Debug)]
pub(crate) enum Flaw {
    Missing(Vec<String>),
    Parameters { names: Vec<String>, reason: String },
    Body { reason: String },
    MediaType,
}

impl Document {
    /// Reads a document of that name, which is a file's for messages.
    pub(crate) fn read(name: &str, text: &str) -> Result<Self, Error> {
        let description = Description::read(name, text).map_err(|errors| Error::document(name, errors))?;
        let schemas = Schemas::new(&description, description.api().operations.iter().flat_map(pointers));
        let schemas = schemas.map_err(|reason| Error::document(name, reason))?;
        let route = |operation: &openapi::Operation| Route {
            template: Template::new(&operation.path),
            operation: operation.clone(),
        };
        let mut operations: Vec<Route> = description.api().operations.iter().map(route).collect();
        operations.sort_by_cached_key(|route| (route.template.rank(), route.operation.method == Verb::Any));
        Ok(Self { operations, schemas, url: description.api().url.clone() })
    }

    /// Where the document says that its API is.
    pub(crate) fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// Whether any operation asks for an API key.
    pub(crate) fn asks_for_key(&self) -> bool {
        self.operations.iter().any(|route| route.operation.security.api_key)
    }

    /// The operation of a method at a path behind the base URL. As at API Gateway, the most specific path that has the
    /// method counts, not the most specific path.
    pub(crate) fn find(&self, method: &str, resource: &str) -> Option<Operation<'_>> {
        let mut fitting = self.operations.iter().filter(|route| {
            let verb = route.operation.method;
            verb == Verb::Any || verb.name() == method
        });
        fitting.find_map(|route| {
            let places = route.template.places(resource)?;
            Some(Operation { document: self, described: &route.operation, places })
        })
    }

    /// The operation that is described with this method and path template.
    pub(crate) fn described(&self, method: &str, path: &str) -> Option<Operation<'_>> {
        let mut operations = self.operations.iter().map(|route| &route.operation);
        let operation = operations.find(|operation| operation.method.name() == method && operation.path == path)?;
        Some(Operation { document: self, described: operation, places: BTreeMap::new() })
    }
}

impl Operation<'_> {
    /// `GET /items/{id}`
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.described.method.name(), self.described.path)
    }

    pub(crate) fn security(&self) -> &Security {
        &self.described.security
    }

    /// What is wrong with a request, parameters before the body.
    pub(crate) fn check(&self, received: &Received) -> Result<(), Flaw> {
        let request = Request::new(received, &self.places);
        let (mut missing, mut wrong) = (Vec::new(), Vec::new());
        for parameter in &self.described.parameters {
            let is_query = |other: &&openapi::Parameter| other.location == Location::Query;
            let others = self.described.parameters.iter().filter(is_query).map(|other| other.name.as_str());
            let others: Vec<&str> = others.filter(|other| *other != parameter.name).collect();
            let readings = request.readings(parameter, &others, &self.document.schemas);
            let flaw =
                |reading| parameter.schema.as_deref().and_then(|schema| self.document.schemas.flaw(schema, reading));
            let flaws: Option<Vec<String>> = readings.iter().map(flaw).collect();
            match flaws.map(|flaws| flaws.into_iter().next()) {
                // No reading at all, or one without a flaw.
                Some(None) if parameter.is_required => missing.push(parameter.name.clone()),
                Some(None) | None => {}
                Some(Some(flaw)) => wrong.push((parameter.name.clone(), flaw)),
            }
        }
        if !missing.is_empty() {
            return Err(Flaw::Missing(missing));
        }
        if let Some((name, reason)) = wrong.first() {
            let reason = format!("{name}: {reason}");
            return Err(Flaw::Parameters { names: wrong.into_iter().map(|(name, _)| name).collect(), reason });
        }
        self.described.body.as_ref().map_or(Ok(()), |body| self.check_body(body, received))
    }

    /// The answer with this status, or the one that callers hope for; `None` where the document has none.
    pub(crate) fn answer(&self, status: Option<u16>, accept: &str) -> Option<Answer> {
        answers::of(self.described, status, accept, &self.document.schemas)
    }

    fn check_body(&self, body: &RequestBody, received: &Received) -> Result<(), Flaw> {
        if received.body().is_empty() {
            let reason = "there is none".to_owned();
            return if body.is_required { Err(Flaw::Body { reason }) } else { Ok(()) };
        }
        let content_type = received.header("content-type").unwrap_or("application/json");
        let content = body.contents.iter().find(|content| takes(content, content_type)).ok_or(Flaw::MediaType)?;
        let schemas = &self.document.schemas;
        let value = body::value(content, content_type, received.bytes(), schemas);
        let value = value.map_err(|reason| Flaw::Body { reason })?;
        let flaw = value.zip(content.schema.as_deref()).and_then(|(value, schema)| schemas.flaw(schema, &value));
        flaw.map_or(Ok(()), |reason| Err(Flaw::Body { reason }))
    }
}

/// Whether a body of that type is one of this content.
fn takes(content: &Content, content_type: &str) -> bool {
    let (known, sent) = (essence(&content.media_type), essence(content_type));
    match known.split_once('/') {
        Some(("*", _)) => true,
        Some((kind, "*")) => sent.split_once('/').is_some_and(|(sent, _)| sent == kind),
        _ => known == sent,
    }
}

/// A media type without its parameters.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The pointers of all schemas that an operation has.
fn pointers(operation: &openapi::Operation) -> impl Iterator<Item = &str> {
    let parameters = operation.parameters.iter().filter_map(|parameter| parameter.schema.as_deref());
    let body = operation.body.iter().flat_map(|body| &body.contents);
    let answers = operation.answers.iter().flat_map(|answer| &answer.contents);
    let headers = operation.answers.iter().flat_map(|answer| &answer.headers);
    let headers = headers.filter_map(|header| header.schema.as_deref());
    parameters.chain(headers).chain(body.chain(answers).filter_map(|content| content.schema.as_deref()))
}
