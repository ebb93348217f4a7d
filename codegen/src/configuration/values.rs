//! What single values of a configuration must look like. A problem is a text: where it stands is the caller's business.

use serde_json::Value;

use super::written::WrittenEndpoint;
use crate::errors::{Diagnostic, Errors, quote};
use crate::source::{Source, split};
use crate::suggest;

/// What is wrong with a value, and what would help.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

fn problem<T>(message: impl Into<String>, hint: &str) -> Result<T, Problem> {
    Err(Problem { message: message.into(), hint: Some(hint.to_owned()) })
}

/// Members that stand beside those that may be missing, and are never misspellings of them.
#[rustfmt::skip]
const KNOWN_MEMBERS: [&str; 24] = [
    "endpointType", "endpoint", "region", "authorizationType", "apiKey", "API_KEY",
    "PoolId", "AppClientId", "AppClientSecret", "Region", "Endpoint",
    "url", "aws_region", "authorization_type", "api_key", "apiName", "name", "version",
    "user_pool_id", "user_pool_client_id", "identity_pool_id",
    "aws_user_pools_id", "aws_user_pools_web_client_id", "aws_cognito_region",
];

/// The mistake that a member is absent or empty. Says so when a member with nearly its name stands there.
pub(crate) fn missing(source: &Source, pointer: &str, expected: &str) -> Diagnostic {
    let (parent, name) = split(pointer);
    let siblings = source.value().pointer(parent).and_then(Value::as_object);
    let state = if siblings.is_some_and(|object| object.contains_key(&*name)) { "empty" } else { "missing" };
    let names = siblings.into_iter().flat_map(|object| object.keys().map(String::as_str));
    let others = names.filter(|other| *other != name && !KNOWN_MEMBERS.contains(other));
    let hint = match suggest::nearest(&name, others) {
        Some(other) if state == "missing" => {
            format!("{} stands here: did you mean `{name}`?", quote(other))
        }
        _ => format!("expected {expected}"),
    };
    Diagnostic::value(source, pointer, format!("`{name}` is {state}")).hint(hint)
}

/// Orders endpoints by name, whatever sections or lists they stand in. Two of one name are a mistake.
pub(super) fn order_by_name(source: &Source, endpoints: &mut [WrittenEndpoint], errors: &mut Errors) {
    endpoints.sort_by(|one, other| one.name.cmp(&other.name));
    for (earlier, later) in endpoints.iter().zip(&endpoints[endpoints.len().min(1)..]) {
        if earlier.name == later.name {
            let message = format!("there is another endpoint {}, at `{}`", quote(&later.name), earlier.pointer);
            errors
                .push(Diagnostic::value(source, &later.pointer, message).hint("each endpoint needs a name of its own"));
        }
    }
}

/// A base URL that calls can be sent to.
pub(super) fn endpoint_url(url: &str) -> Result<(), Problem> {
    let Some((scheme, rest)) = url.split_once("://") else {
        return problem(
            format!("{} is not a URL", quote(url)),
            "expected `https://` and a host, as API Gateway shows it",
        );
    };
    if rest.contains('?') {
        return problem("an endpoint's URL has no query", "give query parameters with each call");
    }
    if rest.contains('#') {
        return problem("an endpoint's URL has no fragment", "leave out what follows `#`");
    }
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    if authority.contains('@') {
        return problem("an endpoint's URL holds no user or password", "choose an authorizer instead");
    }
    let host = host(authority)?;
    if let Some(char) = path.chars().find(|char| !is_path(*char)) {
        let message = format!("the URL's path has the character {}", quote(&char.to_string()));
        return problem(message, "replace placeholders by their values, and percent-encode the rest");
    }
    let is_dots = |segment: &str| matches!(&*segment.to_ascii_lowercase().replace("%2e", "."), "." | "..");
    if path.split('/').any(is_dots) {
        return problem("the URL's path has the segment `.` or `..`", "write the path that is meant");
    }
    if path.trim_matches('/').contains("//") {
        return problem("the URL's path has an empty segment", "write one `/` between segments");
    }
    match scheme.to_ascii_lowercase().as_str() {
        "https" => Ok(()),
        "http" if is_loopback(host) => Ok(()),
        "http" => problem(
            "`http` would send the calls in the clear",
            "use `https`; `http` is for loopback hosts: `localhost`, `127.0.0.1`, `[::1]`",
        ),
        _ => problem(format!("the URL's scheme {} is not `https`", quote(scheme)), "use `https`"),
    }
}

/// A host, or a whole URL, that stands in for AWS's own host of a pool.
pub(super) fn service_endpoint(endpoint: &str) -> Result<(), Problem> {
    if endpoint.contains("://") { endpoint_url(endpoint) } else { endpoint_url(&format!("https://{endpoint}")) }
}

/// The host of `host:port`, when both are possible ones.
fn host(authority: &str) -> Result<&str, Problem> {
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    };
    if port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return problem("the URL's port is not a number up to 65535", "expected `host` or `host:port`");
    }
    let name = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let valid = match name {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !host.is_empty() && host.split('.').all(is_label),
    };
    if valid {
        return Ok(host);
    }
    let hint = if host.is_ascii() {
        "expected a name such as `abc123.execute-api.eu-west-1.amazonaws.com`"
    } else {
        "write the host in its ASCII form (`xn--…`)"
    };
    if host.is_empty() {
        problem("the URL has no host", hint)
    } else {
        problem(format!("{} is not a host", quote(host)), hint)
    }
}

fn is_label(label: &str) -> bool {
    let valid = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    !label.is_empty() && label.len() <= 63 && label.bytes().all(valid)
}

/// The characters of a path by RFC 3986, `%` included; the run-time library takes no `@` but an encoded one.
fn is_path(char: char) -> bool {
    char.is_ascii_alphanumeric() || "/-._~%!$&'()*+,;=:".contains(char)
}

fn is_loopback(host: &str) -> bool {
    let name = host.trim_start_matches('[').trim_end_matches(']');
    let address = name.parse::<std::net::IpAddr>();
    address.map_or_else(|_| name.eq_ignore_ascii_case("localhost"), |address| address.is_loopback())
}

/// An AWS region: words and a number, as `eu-west-1` or `us-gov-east-1`.
pub(super) fn region(region: &str) -> Result<(), Problem> {
    let words: Vec<&str> = region.split('-').collect();
    let valid_word =
        |word: &&str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let numbered = words.last().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    if words.len() >= 3 && numbered && words.iter().all(valid_word) {
        return Ok(());
    }
    problem(format!("{} is not a region", quote(region)), "expected a name such as `eu-west-1`")
}

/// A user pool's id: `<region>_<name>`.
pub(super) fn user_pool_id(id: &str) -> Result<(), Problem> {
    let valid = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    match id.split_once('_') {
        Some((region, name)) if valid(region) && valid(name) => Ok(()),
        _ => problem(
            format!("{} is not the id of a user pool", quote(id)),
            "expected an id such as `eu-west-1_AbCdEfGhI`",
        ),
    }
}

/// An identity pool's id: `<region>:<uuid>`.
pub(super) fn identity_pool_id(id: &str) -> Result<(), Problem> {
    let valid = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    match id.split_once(':') {
        Some((region, name)) if valid(region) && valid(name) => Ok(()),
        _ => problem(
            format!("{} is not the id of an identity pool", quote(id)),
            "expected an id such as `eu-west-1:11111111-2222-3333-4444-555555555555`",
        ),
    }
}

/// An app client's id: letters and digits.
pub(super) fn client_id(id: &str) -> Result<(), Problem> {
    if !id.is_empty()
        && id.len() <= 128
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+'))
    {
        return Ok(());
    }
    problem(format!("{} is not the id of an app client", quote(id)), "expected letters and digits, as Cognito shows it")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, problem: Option<&str>) {
        assert_eq!(endpoint_url(url).err().map(|problem| problem.message).as_deref(), problem, "{url}");
    }

    #[test]
    fn endpoint_urls() {
        check("https://abc.execute-api.eu-west-1.amazonaws.com/dev/", None);
        check("HTTPS://api.example.com:8443", None);
        check("http://localhost:3000/dev", None);
        check("http://127.0.0.1:80", None);
        check("http://[::1]:80/a%20b", None);
        check("http://api.example.com", Some("`http` would send the calls in the clear"));
        check("http://localhost.example.com", Some("`http` would send the calls in the clear"));
        check("YOUR-REST-ENDPOINT", Some("\"YOUR-REST-ENDPOINT\" is not a URL"));
        check("ftp://example.com", Some("the URL's scheme \"ftp\" is not `https`"));
        check("https://", Some("the URL has no host"));
        check("https:///dev", Some("the URL has no host"));
        check("https://a..b/", Some("\"a..b\" is not a host"));
        check("https://exämple.com", Some("\"exämple.com\" is not a host"));
        check("https://example.com:99999", Some("the URL's port is not a number up to 65535"));
        check("https://ada:secret@example.com", Some("an endpoint's URL holds no user or password"));
        check("https://example.com/dev?a=b", Some("an endpoint's URL has no query"));
        check("https://example.com#a", Some("an endpoint's URL has no fragment"));
        check("https://example.com/{stage}", Some("the URL's path has the character \"{\""));
        check("https://example.com/a/../b", Some("the URL's path has the segment `.` or `..`"));
        check("https://example.com/a/%2E%2e/b", Some("the URL's path has the segment `.` or `..`"));
        check("https://example.com/a@b", Some("the URL's path has the character \"@\""));
        check("https://example.com/a//b", Some("the URL's path has an empty segment"));
        check("https://example.com//a//", None);
    }

    #[test]
    fn regions() {
        for valid in ["eu-west-1", "us-gov-east-1", "ap-southeast-2", "eusc-de-east-1"] {
            assert_eq!(region(valid), Ok(()));
        }
        for invalid in ["", "eu", "EU-WEST-1", "eu-west", "YOUR-REGION-1", "eu-west-1a", "eu--1", "eu-west-1 "] {
            assert!(region(invalid).is_err(), "{invalid}");
        }
    }

    #[test]
    fn pool_ids() {
        assert_eq!(user_pool_id("us-east-1_AbC123"), Ok(()));
        assert!(user_pool_id("POOL-ID").is_err());
        assert_eq!(identity_pool_id("us-east-1:11111111-2222-3333-4444-555555555555"), Ok(()));
        assert!(identity_pool_id("YOUR-COGNITO-IDENTITY-POOLID").is_err());
        assert_eq!(client_id("3n4b5urk1ft4fl3mg5e62d9ado"), Ok(()));
        assert!(client_id("APP-CLIENT-ID").is_err());
    }
}
