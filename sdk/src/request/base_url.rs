//! An endpoint's URL, parsed and checked once.

use http::HeaderValue;
use http::uri::{Authority, Parts, PathAndQuery, Scheme, Uri};

use crate::Error;
use crate::encoding::canonicalize_path_into;
use crate::loopback::is_loopback;

/// Which hosts may be called over plain `http://`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlainHttp {
    /// None: `https://` only.
    Never,
    /// This machine alone (`127.0.0.0/8`, `[::1]`, `localhost`): a local cloud, a test server.
    #[default]
    Loopback,
    /// Any. Tokens, keys and signatures then cross the network in the clear.
    Anywhere,
}

/// Scheme, authority and base path of an endpoint, in the form in which they are sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BaseUrl {
    scheme: Scheme,
    authority: Authority,
    host: HeaderValue,
    path: String,
}

impl BaseUrl {
    pub(crate) fn parse(url: &str, allowed: PlainHttp) -> Result<Self, Error> {
        let wrong = |what: &str| Error::configuration(format!("{url:?} is not a usable endpoint URL: {what}"));
        if url.contains(['?', '#']) {
            // Not repeated in the message: a query may hold a key.
            return Err(Error::configuration("an endpoint's URL has no query and no fragment"));
        }
        if url.contains('@') {
            return Err(Error::configuration("an endpoint's URL holds no user and no password"));
        }
        let (scheme, rest) = url.split_once("://").ok_or_else(|| wrong("it does not start with https://"))?;
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "https" => Scheme::HTTPS,
            "http" => Scheme::HTTP,
            _ => return Err(wrong("its scheme is not https")),
        };
        let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        let default_port = if scheme == Scheme::HTTPS { ":443" } else { ":80" };
        let authority = authority.strip_suffix(default_port).unwrap_or(authority).to_ascii_lowercase();
        let authority: Authority = authority.parse().map_err(|cause| wrong("its host").with_source(cause))?;
        if authority.host().is_empty() {
            return Err(wrong("it has no host"));
        }
        if authority.as_str().len() > authority.host().len() && authority.port_u16().is_none() {
            return Err(wrong("its port is not a number up to 65535"));
        }
        let loopback = is_loopback(authority.host());
        let plain_is_fine = match allowed {
            PlainHttp::Never => false,
            PlainHttp::Loopback => loopback,
            PlainHttp::Anywhere => true,
        };
        if scheme == Scheme::HTTP && !plain_is_fine {
            return Err(wrong("plain http:// would send tokens and keys in the clear")
                .with_hint("use https://, or allow it with `ClientBuilder::plain_http`"));
        }
        let host = HeaderValue::from_str(authority.as_str()).map_err(|cause| wrong("its host").with_source(cause))?;
        Ok(Self { scheme, authority, host, path: base_path(path)? })
    }

    /// `host` or `host:port`, the default port left out: the `Host` header.
    pub(crate) fn host(&self) -> &HeaderValue {
        &self.host
    }

    pub(crate) fn authority(&self) -> &str {
        self.authority.as_str()
    }

    /// Percent-encoded, without a `/` at its end; empty for the root.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    pub(crate) fn with_path_and_query(&self, path_and_query: String) -> Result<Uri, Error> {
        let wrong = |cause: http::Error| Error::invalid_request("the request has no valid URL").with_source(cause);
        let mut parts = Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(PathAndQuery::try_from(path_and_query).map_err(|cause| wrong(cause.into()))?);
        Uri::from_parts(parts).map_err(|cause| wrong(cause.into()))
    }
}

impl std::fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}://{}{}", self.scheme, self.authority, self.path)
    }
}

/// A path prefix in the form in which it is sent: encoded, with a `/` at its start and none at its end.
pub(crate) fn base_path(path: &str) -> Result<String, Error> {
    let path = path.trim_matches('/');
    let mut out = String::with_capacity(path.len() + 1);
    if !path.is_empty() {
        out.push('/');
        canonicalize_path_into(&mut out, path);
    }
    if out.split('/').skip(1).any(|segment| matches!(segment, "" | "." | "..")) {
        return Err(Error::configuration("an endpoint's path has an empty segment, `.` or `..`"));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, expected: &str) {
        assert_eq!(BaseUrl::parse(url, PlainHttp::Loopback).unwrap().to_string(), expected);
    }

    #[test]
    fn urls_take_one_form() {
        check("https://Example.com", "https://example.com");
        check("https://example.com:443/", "https://example.com");
        check("https://example.com:8443/dev/", "https://example.com:8443/dev");
        check("HTTPS://example.com//dev//", "https://example.com/dev");
        check("https://example.com/a b/%7e", "https://example.com/a%20b/~");
        check("http://[::1]:3000/x", "http://[::1]:3000/x");
        check("http://localhost:3000", "http://localhost:3000");
    }

    #[test]
    fn wrong_urls_are_refused_without_repeating_secrets() {
        for url in [
            "",
            "example.com",
            "ftp://example.com",
            "https://",
            "https:///x",
            "https://a b",
            "https://example.com:x",
            "https://example.com:99999",
            "https://example.com/../x",
            "https://example.com/a//b",
            "https://[::1",
        ] {
            assert!(BaseUrl::parse(url, PlainHttp::Loopback).unwrap_err().is_configuration(), "{url}");
        }
        for url in ["https://example.com/?key=hunter2", "https://ada:hunter2@example.com", "https://h/#hunter2"] {
            let error = BaseUrl::parse(url, PlainHttp::Loopback).unwrap_err();
            assert!(!format!("{error:?}").contains("hunter2"), "{error}");
        }
    }
}
