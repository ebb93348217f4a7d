//! Documents of a configuration's endpoints: each belongs to one, and what its operations ask for is what the endpoint's
//! authorizer gives.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Api, Authorizer as Asked, Operation};
use super::{Client, bundle, suspicions};
use crate::errors::{Diagnostic, Errors, quote};
use crate::plan::{ApiKey, Authorizer, Plan, PlannedEndpoint};
use crate::source::Source;
use crate::suggest;

/// A document that the build script names for an endpoint.
#[derive(Clone, Debug)]
pub(crate) struct Bound {
    pub(crate) endpoint: String,
    /// The file's name, for messages.
    pub(crate) name: String,
    pub(crate) text: String,
    /// The build script's line (`build.rs:7:10`).
    pub(crate) place: String,
}

/// The clients by the endpoints' names.
pub(crate) fn bind(documents: &[Bound], plan: &Plan) -> Result<BTreeMap<String, Client>, Errors> {
    let mut errors = Errors::new();
    let mut clients = BTreeMap::new();
    for document in documents {
        let found = plan.endpoints.iter().find(|endpoint| endpoint.name == document.endpoint);
        let Some(endpoint) = found else {
            errors.push(unknown(document, plan));
            continue;
        };
        if clients.contains_key(&document.endpoint) {
            let message = format!("the endpoint {} has a document already", quote(&document.endpoint));
            errors.push(Diagnostic::file(&document.place, message));
            continue;
        }
        match client(document, endpoint) {
            Ok(client) => drop(clients.insert(document.endpoint.clone(), client)),
            Err(mistakes) => mistakes.iter().for_each(|mistake| errors.push(mistake.clone())),
        }
    }
    let has_document = |endpoint: &PlannedEndpoint| documents.iter().any(|document| document.endpoint == endpoint.name);
    for endpoint in plan.endpoints.iter().filter(|endpoint| !has_document(endpoint)) {
        if !endpoint.choices.is_empty() {
            let message = format!("the endpoint {} has no document, and so no operations", quote(&endpoint.name));
            errors.push(Diagnostic::file(&endpoint.place, message).hint("`Backend::openapi` gives it one"));
        }
    }
    errors.into_result(clients)
}

fn unknown(document: &Bound, plan: &Plan) -> Diagnostic {
    let message = format!("the configuration has no REST endpoint {}", quote(&document.endpoint));
    let names = plan.endpoints.iter().map(|endpoint| endpoint.name.as_str());
    let hint = suggest::did_you_mean(&document.endpoint, names.clone()).or_else(|| {
        let names = names.map(quote).collect::<Vec<_>>().join(", ");
        (!names.is_empty()).then(|| format!("it has {names}"))
    });
    Diagnostic::file(&document.place, message).maybe_hint(hint)
}

fn client(document: &Bound, endpoint: &PlannedEndpoint) -> Result<Client, Errors> {
    let source = bundle::whole(&document.name, &document.text, &endpoint.choices.others)?;
    super::client(source, &endpoint.choices, &endpoint.names.type_name, |source, read, errors| {
        check(source, &read.api, endpoint, errors);
        suspicions::of_binding(source, &read.api, endpoint)
    })
}

/// Every kind of mismatch once, at the first operation that has it.
fn check(source: &Source, api: &Api, endpoint: &PlannedEndpoint, errors: &mut Errors) {
    let mut reported = BTreeSet::new();
    for operation in &api.operations {
        let security = &operation.security;
        if let Some(asked) = &security.authorizer
            && !serves(&endpoint.authorizer, asked)
            && reported.insert(kind(asked))
        {
            let others = api
                .operations
                .iter()
                .filter(|other| other.security.authorizer.as_ref().is_some_and(|other| kind(other) == kind(asked)));
            errors.push(mismatch(source, operation, asked, others.count() - 1, endpoint));
        }
        let has_key = endpoint.authorizer == Authorizer::ApiKey || endpoint.api_key != ApiKey::None;
        if security.api_key && !has_key && reported.insert("an API key") {
            let message = format!(
                "the operation {} asks for an API key, and the endpoint {} sends none",
                quote(&operation.shown()),
                quote(&endpoint.name)
            );
            let hint = format!(
                "let the build script say so: `.endpoint({}, |endpoint| endpoint.api_key(ApiKeySource::AtRunTime))`",
                quote(&endpoint.name)
            );
            errors.push(Diagnostic::value(source, &security.pointer, message).hint(hint));
        }
    }
}

/// Whether what the endpoint's calls carry is what an operation asks for.
fn serves(endpoint: &Authorizer, asked: &Asked) -> bool {
    match asked {
        Asked::Iam => *endpoint == Authorizer::Iam,
        // An interceptor can set any header.
        Asked::UserPool | Asked::Jwt => matches!(endpoint, Authorizer::UserPool(_) | Authorizer::Custom),
        Asked::Custom(_) => *endpoint == Authorizer::Custom,
    }
}

fn kind(asked: &Asked) -> &'static str {
    match asked {
        Asked::Iam => "IAM",
        Asked::UserPool => "a user pool's token",
        Asked::Jwt => "a JWT",
        Asked::Custom(_) => "a custom authorizer",
    }
}

fn mismatch(
    source: &Source,
    operation: &Operation,
    asked: &Asked,
    others: usize,
    endpoint: &PlannedEndpoint,
) -> Diagnostic {
    let has = match &endpoint.authorizer {
        Authorizer::None => "open to anybody",
        Authorizer::ApiKey => "authorized by an API key",
        Authorizer::Iam => "authorized by IAM",
        Authorizer::UserPool(_) => "authorized by a user pool",
        Authorizer::Custom => "authorized by the program's interceptor",
    };
    let also = match others {
        0 => String::new(),
        1 => " (and so does another operation)".to_owned(),
        others => format!(" (and so do {others} other operations)"),
    };
    let name = quote(&endpoint.name);
    let message = format!(
        "the operation {} asks for {}{also}, and the configuration has the endpoint {name} {has}",
        quote(&operation.shown()),
        kind(asked),
    );
    let variant = match asked {
        Asked::Iam => "Iam",
        Asked::UserPool | Asked::Jwt => "UserPool",
        Asked::Custom(_) => "Custom",
    };
    let hint = format!(
        "if the document is right, let the build script say so: `.endpoint({name}, |endpoint| \
         endpoint.authorizer(AuthorizerKind::{variant}))`"
    );
    Diagnostic::value(source, &operation.security.pointer, message).hint(hint)
}
