//! What is going to be generated: the resolved configuration, the build script's choices and the Rust names, checked
//! against each other. Whoever holds a [`Plan`] can emit code without anything that may fail.

mod endpoint;
mod suspicions;

use std::collections::BTreeMap;

use crate::configuration::{Configuration, Format, IdentityPool, Secret, UserPool, Written};
use crate::errors::{Diagnostic, Errors, quote};
use crate::names::{self, Names};
use crate::openapi::Choices;
use crate::overrides::{Overrides, TokenKind};
use crate::source::Source;
use crate::suggest;

/// A backend that can be generated.
pub(crate) struct Plan {
    /// The configuration's file name, for docs.
    pub(crate) file_name: String,
    pub(crate) format: Format,
    /// Ordered by their names in the configuration.
    pub(crate) endpoints: Vec<PlannedEndpoint>,
    pub(crate) user_pool: Option<UserPool>,
    pub(crate) identity_pool: Option<IdentityPool>,
    /// What is suspicious and no mistake.
    pub(crate) warnings: Vec<Diagnostic>,
}

/// An endpoint that can be generated.
pub(crate) struct PlannedEndpoint {
    /// Its name in the configuration.
    pub(crate) name: String,
    pub(crate) names: Names,
    pub(crate) url: String,
    /// The JSON pointer of its object.
    pub(crate) pointer: String,
    /// With IAM alone.
    pub(crate) region: Option<Region>,
    pub(crate) authorizer: Authorizer,
    /// Whether the build script chose the authorizer: then another environment's file has no say in it.
    pub(crate) authorizer_is_overridden: bool,
    pub(crate) api_key: ApiKey,
    /// The build script's line about it, empty where it says nothing.
    pub(crate) place: String,
    /// What the build script wants otherwise than its document has it.
    pub(crate) choices: Choices,
}

/// What authorizes an endpoint's calls, with what that needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Authorizer {
    None,
    ApiKey,
    Iam,
    UserPool(TokenKind),
    Custom,
}

/// The region that requests are signed for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Region {
    /// The configuration's: another environment's file says another.
    Configured(String),
    /// The build script's, which holds for every environment.
    Overridden(String),
}

/// Which API key an endpoint's calls carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ApiKey {
    None,
    /// The program hands it to the constructor.
    Argument,
    CompiledIn(Secret),
}

impl Plan {
    /// Makes the plan. It is whole where nothing is wrong, and of no use else.
    pub(crate) fn new(
        source: &Source,
        written: &Written,
        configuration: Configuration,
        overrides: &Overrides,
        errors: &mut Errors,
    ) -> Self {
        unknown_overrides(written, overrides, errors);
        impossible_names(overrides, errors);
        let is_nothing = written.endpoints.is_empty() && written.user_pool.is_none() && written.identity_pool.is_none();
        if is_nothing && errors.is_empty() {
            errors.push(nothing_to_generate(source, written));
        }
        let warnings = suspicions::of(source, &configuration, overrides);
        let names = configuration.endpoints.iter().map(|endpoint| {
            let name = endpoint.name.as_str();
            (name, overrides.of(name).called.as_deref())
        });
        let names = names::endpoints(names);
        let planner = endpoint::Planner { source, written, names: &names };
        let endpoints = configuration.endpoints.iter();
        let endpoints =
            endpoints.filter_map(|endpoint| planner.plan(endpoint, overrides.of(&endpoint.name), errors)).collect();
        let Configuration { format, user_pool, identity_pool, .. } = configuration;
        // Without its folder: the same configuration gives the same code on every machine.
        let file_name = source.name().rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        Self { file_name, format, endpoints, user_pool, identity_pool, warnings }
    }

    /// Whether the backend can sign in or get credentials at all.
    pub(crate) fn has_auth(&self) -> bool {
        self.user_pool.is_some() || self.identity_pool.is_some()
    }

    /// Whether the program must hand over the app client's secret.
    pub(crate) fn needs_client_secret(&self) -> bool {
        self.user_pool.as_ref().is_some_and(|pool| pool.client_secret.is_some())
    }
}

fn unknown_overrides(written: &Written, overrides: &Overrides, errors: &mut Errors) {
    let known = || written.endpoints.iter().map(|endpoint| endpoint.name.as_str());
    for (name, overrides) in overrides.iter().filter(|(name, _)| known().all(|known| known != *name)) {
        let message = format!("the configuration has no REST endpoint {}", quote(name));
        let is_graphql = written.passed_over.iter().any(|passed_over| passed_over == name);
        let hint = match suggest::did_you_mean(name, known()) {
            _ if is_graphql => Some("it is a GraphQL endpoint, and those are passed over".to_owned()),
            Some(hint) => Some(hint),
            None => match known().map(quote).collect::<Vec<_>>().join(", ") {
                names if names.is_empty() => None,
                names => Some(format!("it has {names}")),
            },
        };
        errors.push(Diagnostic::file(&overrides.place, message).maybe_hint(hint));
    }
}

/// What the build script calls an endpoint is what it will be called, or a mistake.
fn impossible_names(overrides: &Overrides, errors: &mut Errors) {
    let mut given = BTreeMap::new();
    for (endpoint, overrides) in overrides.iter() {
        let Some(called) = &overrides.called else { continue };
        let possible = names::module(called);
        let wrong = format!("the endpoint {} cannot be called {}", quote(endpoint), quote(called));
        if possible != *called {
            let hint = format!("{} is a name for a module", quote(&possible));
            errors.push(Diagnostic::file(&overrides.place, wrong).hint(hint));
        } else if let Some(other) = given.insert(called, endpoint) {
            let message = format!("{wrong}: {} is to be called the same", quote(other));
            errors.push(Diagnostic::file(&overrides.place, message));
        }
    }
}

fn nothing_to_generate(source: &Source, written: &Written) -> Diagnostic {
    let message = "the configuration has no REST endpoint, no user pool and no identity pool";
    let hint = match written.format {
        _ if !written.passed_over.is_empty() => "its endpoints are GraphQL, and those are passed over",
        Format::Gen1Native | Format::ShortForm => "add a REST API by `amplify add api`, or endpoints to `awsAPIPlugin`",
        Format::Gen1JavaScript => "add a REST API by `amplify add api`: it stands in `aws_cloud_logic_custom`",
        Format::Gen2 => "let the backend's code add a REST API by `addOutput`: it stands in `custom.API`",
    };
    Diagnostic::value(source, "", message).hint(hint)
}
