//! What is suspicious about a configuration and its overrides, and no mistake: warnings of the build.

use crate::configuration::{AuthorizerKind, Configuration, Endpoint, SignInFlow};
use crate::errors::{Diagnostic, quote};
use crate::overrides::{EndpointOverrides, Overrides};
use crate::source::Source;

/// The warnings, in the order of the configuration.
pub(super) fn of(source: &Source, configuration: &Configuration, overrides: &Overrides) -> Vec<Diagnostic> {
    let endpoints = configuration.endpoints.iter();
    let mut warnings: Vec<_> =
        endpoints.flat_map(|endpoint| of_endpoint(source, endpoint, overrides.of(&endpoint.name))).collect();
    if configuration.endpoints.is_empty() {
        warnings.push(Diagnostic::value(
            source,
            "",
            "the configuration has no REST endpoint: the backend can sign in, and nothing else",
        ));
    }
    warnings.extend(of_pools(source, configuration));
    warnings
}

fn of_endpoint(source: &Source, endpoint: &Endpoint, overrides: &EndpointOverrides) -> Vec<Diagnostic> {
    let name = quote(&endpoint.name);
    let unused = |what: &str, authorizer: &str| {
        let message = format!(
            "the override of the {what} changes nothing: the endpoint {name} is not authorized by {authorizer}"
        );
        Diagnostic::file(&overrides.place, message)
    };
    let mut warnings = Vec::new();
    if overrides.token.is_some() && endpoint.authorizer != AuthorizerKind::UserPool {
        warnings.push(unused("token", "a user pool"));
    }
    if overrides.region.is_some() && endpoint.authorizer != AuthorizerKind::Iam {
        warnings.push(unused("region", "IAM"));
    }
    let (host, signed) = (region_of_host(&endpoint.url), endpoint.region.as_deref());
    if let (AuthorizerKind::Iam, Some(host), Some(signed)) = (endpoint.authorizer, host, signed)
        && host != signed
    {
        let message = format!(
            "requests to the endpoint {name} are signed for {}, and its host is in {}",
            quote(signed),
            quote(host)
        );
        warnings.push(
            Diagnostic::value(source, &endpoint.region_pointer, message).hint("API Gateway refuses such signatures"),
        );
    }
    warnings
}

/// The region in `<id>.execute-api.<region>.amazonaws.com`; other hosts don't tell theirs.
fn region_of_host(url: &str) -> Option<&str> {
    let host = url.split_once("://")?.1.split(['/', ':']).next()?;
    let (region, domain) = host.split_once(".execute-api.")?.1.split_once('.')?;
    domain.starts_with("amazonaws.com").then_some(region)
}

fn of_pools(source: &Source, configuration: &Configuration) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    let mut other_region = |region_pointer: &str, id: &str, separator: char, region: &str| {
        if let Some((prefix, _)) = id.split_once(separator)
            && prefix != region
        {
            let message = format!("the pool's region is {}, and its id begins with {}", quote(region), quote(prefix));
            warnings.push(Diagnostic::value(source, region_pointer, message));
        }
    };
    if let Some(pool) = &configuration.user_pool {
        other_region(&pool.region_pointer, &pool.id, '_', &pool.region);
    }
    if let Some(pool) = &configuration.identity_pool {
        other_region(&pool.region_pointer, &pool.id, ':', &pool.region);
    }
    if let Some(pool) =
        configuration.user_pool.as_ref().filter(|pool| !matches!(pool.flow, SignInFlow::Srp | SignInFlow::Password))
    {
        let message = format!("sign-in by {} is not there yet: `sign_in` uses SRP", pool.flow.name());
        warnings.push(Diagnostic::value(source, &pool.pointer, message));
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::region_of_host;

    #[test]
    fn api_gateways_hosts_tell_their_region() {
        assert_eq!(region_of_host("https://abc.execute-api.eu-west-1.amazonaws.com/dev"), Some("eu-west-1"));
        assert_eq!(region_of_host("https://abc.execute-api.cn-north-1.amazonaws.com.cn"), Some("cn-north-1"));
        assert_eq!(region_of_host("https://api.example.com/.execute-api.eu-west-1.amazonaws.com"), None);
    }
}
