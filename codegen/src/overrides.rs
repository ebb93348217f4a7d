//! What a build script says beside the configuration file, which a later pull would overwrite.

use std::collections::BTreeMap;
use std::panic::Location;
use std::path::PathBuf;

use crate::configuration::AuthorizerKind;
use crate::openapi::Choices;
use crate::schema::{TypeOptions, UnknownMembers};

/// Overrides for one endpoint; what is not set stays as the configuration says.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct EndpointOverrides {
    /// The build script's line that asks for them (`build.rs:7:10`).
    pub(crate) place: String,
    /// What its module is called.
    pub(crate) called: Option<String>,
    pub(crate) authorizer: Option<AuthorizerKind>,
    pub(crate) region: Option<String>,
    pub(crate) token: Option<TokenKind>,
    pub(crate) api_key: Option<ApiKeySource>,
    pub(crate) choices: Choices,
}

impl EndpointOverrides {
    /// What the endpoint's module and method are called; its type follows. Default: its name in snake case.
    pub fn called(self, module: impl Into<String>) -> Self {
        Self { called: Some(module.into()), ..self }
    }

    /// Which authorizer the endpoint has. Default: what `authorizationType` says. The Amplify CLI writes `AWS_IAM` even
    /// for APIs that anybody may call: [`AuthorizerKind::None`] is for those.
    pub fn authorizer(self, authorizer: AuthorizerKind) -> Self {
        Self { authorizer: Some(authorizer), ..self }
    }

    /// Which token of the user pool is sent. Default: [`TokenKind::Access`].
    pub fn token(self, token: TokenKind) -> Self {
        Self { token: Some(token), ..self }
    }

    /// Which region requests are signed for. Default: what `region` says.
    pub fn region(self, region: impl Into<String>) -> Self {
        Self { region: Some(region.into()), ..self }
    }

    /// Where the API key comes from; on an endpoint with another authorizer, the key is sent beside that. Default:
    /// [`ApiKeySource::AtRunTime`] for `API_KEY` endpoints, and no key for others.
    pub fn api_key(self, source: ApiKeySource) -> Self {
        Self { api_key: Some(source), ..self }
    }

    /// Where the operations of the endpoint's document stand. Default: [`Grouping::Flat`].
    pub fn grouping(self, grouping: Grouping) -> Self {
        self.choose(|choices| choices.grouping(grouping))
    }

    /// Leaves an operation of the endpoint's document out, whatever is wrong with it. It is named by its `operationId`, or
    /// by its method and path (`GET /items`). Default: all operations are generated.
    #[track_caller]
    pub fn skip(self, operation: impl Into<String>) -> Self {
        let place = Location::caller().to_string();
        self.choose(|choices| choices.skip(operation.into(), place))
    }

    /// Calls the method of an operation something else; its other names follow. The operation is named as in
    /// [`skip`](Self::skip). Default: its `operationId` in snake case, else its method and path.
    #[track_caller]
    pub fn rename(self, operation: impl Into<String>, method: impl Into<String>) -> Self {
        let place = Location::caller().to_string();
        self.choose(|choices| choices.rename(operation.into(), method.into(), place))
    }

    /// Another file that the endpoint's document refers to; its path is relative to the package's folder, references are
    /// relative to the file that they stand in. Files that the build script does not name are never opened. Default: the
    /// document is whole.
    #[track_caller]
    pub fn refers_to(self, path: impl Into<PathBuf>) -> Self {
        let place = Location::caller().to_string();
        self.choose(|choices| choices.refers_to(path.into(), place))
    }

    /// Changes how the models of the endpoint's document become types. Default: unknown members are passed over, and what
    /// names members is an object though no `type` says so.
    pub fn types(self, change: impl FnOnce(TypeOptions) -> TypeOptions) -> Self {
        self.choose(|choices| choices.types(change))
    }

    /// Changes what becomes of the document's operations and models.
    pub(crate) fn choose(self, change: impl FnOnce(Choices) -> Choices) -> Self {
        Self { choices: change(self.choices), ..self }
    }
}

/// A token of the user pool.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TokenKind {
    /// The access token: scopes and groups.
    #[default]
    Access,
    /// The ID token: claims about the user.
    Id,
}

/// Where a document's operations stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// All are the endpoint's methods: `todos().list_items()`.
    #[default]
    Flat,
    /// Those with a tag are methods of that: `todos().items().list_items()`. The first tag counts.
    ByTag,
}

/// Where an API key comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ApiKeySource {
    /// The program hands it over: a required argument of the generated constructor.
    #[default]
    AtRunTime,
    /// The configuration's key is compiled into the program, where whoever has the binary can read it.
    CompiledIn,
}

/// The overrides of a build script, by endpoint.
#[derive(Clone, Debug)]
pub(crate) struct Overrides {
    by_endpoint: BTreeMap<String, EndpointOverrides>,
    none: EndpointOverrides,
    /// How the configuration's own types are made.
    pub(crate) config: TypeOptions,
}

impl Default for Overrides {
    fn default() -> Self {
        Self {
            by_endpoint: BTreeMap::new(),
            none: EndpointOverrides::default(),
            config: TypeOptions::new().unknown_members(UnknownMembers::Ignored),
        }
    }
}

impl Overrides {
    /// Changes an endpoint's overrides; `place` is where the build script says so.
    pub(crate) fn change(
        &mut self,
        endpoint: String,
        change: impl FnOnce(EndpointOverrides) -> EndpointOverrides,
        place: String,
    ) {
        let before = self.by_endpoint.remove(&endpoint).unwrap_or_default();
        let after = EndpointOverrides { place, ..change(before) };
        self.by_endpoint.insert(endpoint, after);
    }

    pub(crate) fn of(&self, endpoint: &str) -> &EndpointOverrides {
        self.by_endpoint.get(endpoint).unwrap_or(&self.none)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &EndpointOverrides)> {
        self.by_endpoint.iter().map(|(endpoint, overrides)| (endpoint.as_str(), overrides))
    }
}
