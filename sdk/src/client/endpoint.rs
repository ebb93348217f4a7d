//! An endpoint: a base URL, how its calls are authorized, and what they have in common.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use http::{HeaderMap, Method};

#[cfg(feature = "cognito")]
use super::Auth;
use super::{Client, Request};
use crate::authorizer::{CredentialsProvider, Parts, TokenProvider, TokenSource, kind};
use crate::header;
use crate::link::Host;
use crate::request::{BaseUrl, Draft, base_path};
use crate::{Authorizer, Error, Retries, Timeouts};

/// A REST endpoint, ready to be called. Cheap to clone.
///
/// The type parameter names its authorizer's scheme: see [`Authorizer`].
///
/// ```
/// use amplify_rest::{Authorizer, Client, Endpoint};
///
/// let stats = Endpoint::builder("stats", "https://abc.execute-api.eu-west-1.amazonaws.com/prod")
///     .authorizer(Authorizer::api_key("from-a-usage-plan"))
///     .build(&Client::new()?)?;
/// let request = stats.get("/visits/{day}").path_param("day", "2026-11-22").query("limit", 10);
/// # let _ = request;
/// # Ok::<(), amplify_rest::Error>(())
/// ```
pub struct Endpoint<K = kind::Any> {
    pub(super) spec: Arc<Spec>,
    pub(super) client: Client,
    pub(super) providers: Providers,
    kind: PhantomData<fn() -> K>,
}

/// What an endpoint was built with.
pub(super) struct Spec {
    pub(super) name: Arc<str>,
    pub(super) base: BaseUrl,
    pub(super) region: Option<String>,
    pub(super) authorizer: Parts,
    pub(super) signing_host: Option<String>,
    pub(super) signing_prefix: Option<String>,
    pub(super) host: Arc<Host>,
    pub(super) timeouts: Timeouts,
    pub(super) retries: Retries,
    pub(super) headers: HeaderMap,
}

/// Where tokens and credentials come from: a session's, or the program's own.
#[derive(Clone, Default)]
pub(super) struct Providers {
    pub(super) credentials: Option<Arc<dyn CredentialsProvider>>,
    pub(super) tokens: Option<Arc<TokenSource>>,
}

impl Endpoint {
    /// Starts an endpoint with its name, which errors use, and its URL, which may hold a stage or another base path.
    pub fn builder(name: &str, url: &str) -> EndpointBuilder<kind::None> {
        EndpointBuilder {
            name: name.to_owned(),
            url: url.to_owned(),
            region: None,
            authorizer: Parts::default(),
            signing_host: None,
            signing_prefix: None,
            timeouts: None,
            retries: None,
            headers: Vec::new(),
            providers: Providers::default(),
            kind: PhantomData,
        }
    }
}

macro_rules! verbs {
    ($($(#[$doc:meta])* $name:ident $method:ident;)*) => {
        impl<K> Endpoint<K> {
            $(
                $(#[$doc])*
                #[must_use = "a request does nothing until it is sent"]
                pub fn $name(&self, path: &str) -> Request<K> {
                    self.method(Method::$method, path)
                }
            )*
        }
    };
}

verbs! {
    /// A `GET` request. `path` is below the endpoint's URL and may hold a query.
    get GET;
    /// A `POST` request.
    post POST;
    /// A `PUT` request.
    put PUT;
    /// A `PATCH` request.
    patch PATCH;
    /// A `DELETE` request. It may carry a body.
    delete DELETE;
    /// A `HEAD` request.
    head HEAD;
}

impl<K> Endpoint<K> {
    /// A request with any method.
    ///
    /// `path` is URL syntax, below the endpoint's URL: `/` parts segments, `{name}` is a place for
    /// [`path_param`](Request::path_param), `?` starts a query, a valid `%XX` is kept, and every other character is
    /// percent-encoded where it must be. Values from elsewhere belong into `path_param` and [`query`](Request::query),
    /// which take them as they are.
    #[must_use = "a request does nothing until it is sent"]
    pub fn method(&self, method: Method, path: &str) -> Request<K> {
        Request::new(self.clone(), Draft::new(method, path))
    }

    /// The name it was built with.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.spec.name
    }

    /// The URL in the form in which it is called: scheme and host in lower case, no `/` at the end.
    #[must_use]
    pub fn url(&self) -> String {
        self.spec.base.to_string()
    }

    /// The same endpoint for another user: connections are shared, tokens and credentials are not.
    #[cfg(feature = "cognito")]
    #[must_use]
    pub fn with_auth(&self, auth: &Auth) -> Self {
        Self { providers: auth.providers(), ..self.clone() }
    }

    pub(super) fn with_kind<K2>(self) -> Endpoint<K2> {
        Endpoint { spec: self.spec, client: self.client, providers: self.providers, kind: PhantomData }
    }
}

impl<K> Clone for Endpoint<K> {
    fn clone(&self) -> Self {
        Self {
            spec: Arc::clone(&self.spec),
            client: self.client.clone(),
            providers: self.providers.clone(),
            kind: PhantomData,
        }
    }
}

impl<K> fmt::Debug for Endpoint<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint")
            .field("name", &self.spec.name)
            .field("url", &self.url())
            .field("authorizer", &self.spec.authorizer.name())
            .finish_non_exhaustive()
    }
}

/// Makes an [`Endpoint`].
#[must_use]
pub struct EndpointBuilder<K = kind::Any> {
    name: String,
    url: String,
    region: Option<String>,
    authorizer: Parts,
    signing_host: Option<String>,
    signing_prefix: Option<String>,
    timeouts: Option<Timeouts>,
    retries: Option<Retries>,
    headers: Vec<(String, String)>,
    providers: Providers,
    kind: PhantomData<fn() -> K>,
}

impl<K> EndpointBuilder<K> {
    /// How its calls are authorized. Default: not at all.
    pub fn authorizer<K2>(self, authorizer: Authorizer<K2>) -> EndpointBuilder<K2> {
        EndpointBuilder {
            name: self.name,
            url: self.url,
            region: self.region,
            authorizer: authorizer.parts,
            signing_host: self.signing_host,
            signing_prefix: self.signing_prefix,
            timeouts: self.timeouts,
            retries: self.retries,
            headers: self.headers,
            providers: self.providers,
            kind: PhantomData,
        }
    }

    /// The region that IAM signs for, whatever the host looks like. Default: none, which IAM alone needs.
    pub fn region(mut self, region: &str) -> Self {
        self.region = Some(region.to_owned());
        self
    }

    /// The session's tokens and credentials. Default: none, which IAM and user-pool authorizers need.
    #[cfg(feature = "cognito")]
    pub fn auth(mut self, auth: &Auth) -> Self {
        self.providers = auth.providers();
        self
    }

    /// Tokens from a provider of the program's own, for user-pool authorizers. Default: the session's.
    pub fn tokens(mut self, provider: impl TokenProvider) -> Self {
        self.providers.tokens = Some(Arc::new(TokenSource::new(provider)));
        self
    }

    /// Credentials from a provider of the program's own, for IAM authorizers. Default: the session's.
    pub fn credentials(mut self, provider: impl CredentialsProvider) -> Self {
        self.providers.credentials = Some(Arc::new(provider));
        self
    }

    /// The host to sign, where a proxy or CloudFront is called and passes the request on under another. Default: the
    /// URL's host, with its port where that is not the scheme's own.
    pub fn signing_host(mut self, host: &str) -> Self {
        self.signing_host = Some(host.to_owned());
        self
    }

    /// The path prefix to sign in place of the URL's, where a proxy changes it. Default: the URL's path.
    pub fn signing_prefix(mut self, prefix: &str) -> Self {
        self.signing_prefix = Some(prefix.to_owned());
        self
    }

    /// Limits of time for its calls. Default: the client's.
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = Some(timeouts);
        self
    }

    /// How often its calls are tried. Default: the client's.
    pub fn retries(mut self, retries: Retries) -> Self {
        self.retries = Some(retries);
        self
    }

    /// A header for every call that does not set it itself. Default: none.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The endpoint. Contacts nobody.
    ///
    /// # Errors
    /// When the URL cannot be called (not `https`, no host, with a query) or a header cannot be sent.
    pub fn build(self, client: &Client) -> Result<Endpoint<K>, Error> {
        let name = self.name;
        let named =
            |error: Error| Error::configuration(format!("endpoint `{name}` cannot be built")).with_source(error);
        let base = BaseUrl::parse(&self.url, client.link().plain_http).map_err(named)?;
        let signing_prefix = self.signing_prefix.map(|prefix| base_path(&prefix)).transpose().map_err(named)?;
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            let (name, value) = header::chosen(name.as_bytes(), value.clone().into()).map_err(named)?;
            headers.insert(name, value);
        }
        let spec = Spec {
            region: self.region,
            authorizer: self.authorizer,
            signing_host: self.signing_host,
            signing_prefix,
            host: client.link().host(base.authority()),
            base,
            timeouts: self.timeouts.unwrap_or(client.link().timeouts),
            retries: self.retries.unwrap_or(client.link().retries),
            headers,
            name: name.into(),
        };
        let endpoint =
            Endpoint { spec: Arc::new(spec), client: client.clone(), providers: self.providers, kind: PhantomData };
        Ok(endpoint)
    }
}

impl<K> fmt::Debug for EndpointBuilder<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EndpointBuilder").field("name", &self.name).finish_non_exhaustive()
    }
}
