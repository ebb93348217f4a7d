//! Applies an authorizer to a finished request, in the one order that is safe: the program's interceptor, then token or
//! signature (so that what the interceptor set is signed), then the API key (a secret that is never signed).

use std::sync::Arc;
use std::time::SystemTime;

use http::HeaderName;
use http::header::{self, Entry};

use super::{CredentialsProvider, OutgoingRequest, Parts, Scheme, TokenSource};
#[cfg(feature = "iam")]
use crate::Credentials;
use crate::credentials::Role;
use crate::error::Kind;
use crate::{Body, Deadline, Error, Secret};

/// What an endpoint knows that its authorizer needs.
#[cfg_attr(not(feature = "iam"), expect(dead_code, reason = "most of it is the signer's"))]
pub(crate) struct Scene<'a> {
    pub(crate) region: Option<&'a str>,
    /// The host to sign, where it differs from the one that is dialled.
    pub(crate) signing_host: Option<&'a str>,
    /// The path prefix to sign in place of the endpoint's own, and how long that one is.
    pub(crate) signing_prefix: Option<(&'a str, usize)>,
    pub(crate) credentials: Option<&'a Arc<dyn CredentialsProvider>>,
    pub(crate) tokens: Option<&'a Arc<TokenSource>>,
    /// The time by the service's clock, asked when it is needed: waiting for credentials takes some.
    pub(crate) now: &'a dyn Fn() -> SystemTime,
    pub(crate) deadline: Deadline,
}

/// What was applied, so that a refusal can be told to whom it came from.
pub(crate) enum Applied {
    Nothing,
    #[cfg(feature = "iam")]
    Credentials(Arc<Credentials>, Arc<dyn CredentialsProvider>),
    Token(Secret, Arc<TokenSource>),
}

impl Applied {
    pub(crate) fn role(&self) -> Option<Role> {
        match self {
            #[cfg(feature = "iam")]
            Self::Credentials(credentials, _) => credentials.role(),
            _ => None,
        }
    }

    /// Tells the provider that the service refused what it gave. Says whether there is something else to try.
    pub(crate) fn refused(&self) -> bool {
        match self {
            Self::Nothing => false,
            #[cfg(feature = "iam")]
            Self::Credentials(credentials, provider) => provider.refused(credentials),
            Self::Token(token, source) => source.refused(token),
        }
    }
}

static X_API_KEY: HeaderName = HeaderName::from_static("x-api-key");

pub(crate) fn apply(parts: &Parts, request: &mut http::Request<Body>, scene: &Scene<'_>) -> Result<Applied, Error> {
    if let Some(interceptor) = &parts.interceptor {
        intercept(interceptor.as_ref(), request)?;
    }
    // A caller's or interceptor's own Authorization wins: never two, never overwritten, and nobody is asked for another.
    let applied = match &parts.scheme {
        Scheme::None | Scheme::Custom => Applied::Nothing,
        _ if request.headers().contains_key(header::AUTHORIZATION) => Applied::Nothing,
        #[cfg(feature = "iam")]
        Scheme::Iam(iam) => sign(iam, request, scene)?,
        Scheme::UserPool(kind) => {
            let tokens = scene.tokens.ok_or_else(|| {
                Error::configuration("the user-pool authorizer has no session to take a token from")
                    .with_hint("give the endpoint a session with `with_auth`, or a provider with `tokens`")
            })?;
            let (token, value) = tokens.token(*kind, scene.deadline)?;
            request.headers_mut().insert(header::AUTHORIZATION, value);
            Applied::Token(token, Arc::clone(tokens))
        }
    };
    if let Some(key) = &parts.api_key
        && let Entry::Vacant(place) = request.headers_mut().entry(&X_API_KEY)
    {
        place.insert(key.header_value()?);
    }
    Ok(applied)
}

fn intercept(interceptor: &dyn super::Interceptor, request: &mut http::Request<Body>) -> Result<(), Error> {
    let host = request.headers().get(header::HOST).cloned();
    // The parts are borrowed apart: the interceptor reads all of them and writes headers alone.
    let mut headers = std::mem::take(request.headers_mut());
    let mut outgoing =
        OutgoingRequest { method: request.method(), uri: request.uri(), headers: &mut headers, body: request.body() };
    let verdict = interceptor.intercept(&mut outgoing);
    if let Some(host) = host {
        headers.insert(header::HOST, host);
    }
    headers.remove(header::CONTENT_LENGTH);
    headers.remove(header::TRANSFER_ENCODING);
    *request.headers_mut() = headers;
    verdict.map_err(|cause| {
        Error::new(Kind::Interceptor, "the program's interceptor refused the request").with_source(cause)
    })
}

#[cfg(feature = "iam")]
fn sign(iam: &super::Iam, request: &mut http::Request<Body>, scene: &Scene<'_>) -> Result<Applied, Error> {
    use crate::signing::{EXECUTE_API, SignableRequest, SigningKey, SigningSettings};

    let provider = iam.credentials.as_ref().or(scene.credentials).ok_or_else(|| {
        Error::configuration("the IAM authorizer has no identity pool to take credentials from")
            .with_hint("give the endpoint a session with `with_auth`, or the authorizer a provider with `credentials`")
    })?;
    let region = iam.region.as_deref().or(scene.region).ok_or_else(|| {
        Error::configuration("the IAM authorizer has no region to sign for")
            .with_hint("set it with `EndpointBuilder::region`")
    })?;
    let service = iam.service.as_deref().unwrap_or(EXECUTE_API);
    let credentials = provider.credentials(scene.deadline)?;
    let now = (scene.now)();

    let cannot = |cause| Error::invalid_request("the request cannot be signed").with_source(cause);
    let key = credentials
        .derived(
            |kept: &DerivedKey| kept.key.serves(now) && kept.region == region && kept.service == service,
            || {
                let key = SigningKey::derive(&credentials, region, service, now)?;
                Ok(DerivedKey { region: region.to_owned(), service: service.to_owned(), key })
            },
        )
        .map_err(cannot)?;
    let host = match scene.signing_host {
        Some(host) => host,
        None => request.uri().authority().map_or("", http::uri::Authority::as_str),
    };
    let path = match scene.signing_prefix {
        Some((prefix, dialled)) => &format!("{prefix}{}", request.uri().path().get(dialled..).unwrap_or_default()),
        None => request.uri().path(),
    };
    let signable = SignableRequest::new(request.method(), host, path)
        .query(request.uri().query().unwrap_or_default())
        .headers(request.headers())
        .body(request.body().as_bytes());
    let settings = SigningSettings::default().path_encoding(iam.path_encoding);
    let signed = crate::signing::sign(&signable, &key.key, now, settings).map_err(cannot)?;
    signed.insert_into(request.headers_mut());
    Ok(Applied::Credentials(credentials, Arc::clone(provider)))
}

/// A signing key beside what it was derived for.
#[cfg(feature = "iam")]
struct DerivedKey {
    region: String,
    service: String,
    key: crate::signing::SigningKey,
}
