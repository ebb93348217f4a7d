//! Which pools a program signs in to, and where they are.

use std::fmt;

use crate::request::{BaseUrl, PlainHttp};
use crate::{Error, Secret};

/// A Cognito user pool and one of its app clients.
///
/// <https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html>
#[derive(Clone)]
#[must_use]
pub struct UserPoolConfig {
    pub(crate) id: String,
    pub(crate) client_id: String,
    pub(crate) region: String,
    pub(crate) client_secret: Option<Secret>,
    endpoint: Option<String>,
    pub(crate) flow: SignInFlow,
}

/// How [`Auth::sign_in`](crate::Auth::sign_in) proves that the user knows the password. The app client must allow it.
///
/// <https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SignInFlow {
    /// `USER_SRP_AUTH`: the password never leaves the program.
    #[default]
    Srp,
    /// `USER_PASSWORD_AUTH`: the password is sent to Cognito, over TLS. For migrating users.
    Password,
}

impl UserPoolConfig {
    /// A pool by its id (`eu-west-1_AbCdEfGhI`), its app client's id, and its region.
    pub fn new(id: impl Into<String>, client_id: impl Into<String>, region: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            client_id: client_id.into(),
            region: region.into(),
            client_secret: None,
            endpoint: None,
            flow: SignInFlow::default(),
        }
    }

    /// The app client's secret, where it has one. Default: none.
    pub fn client_secret(mut self, secret: impl Into<Secret>) -> Self {
        self.client_secret = Some(secret.into());
        self
    }

    /// Where the pool is reached: a host, or a whole URL. Default: AWS's endpoint of the region.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }

    /// How to sign in. Default: [`SignInFlow::Srp`].
    pub fn flow(mut self, flow: SignInFlow) -> Self {
        self.flow = flow;
        self
    }

    /// The pool's name: what follows `_` in its id. SRP hashes it.
    pub(crate) fn name(&self) -> Result<&str, Error> {
        self.id.split_once('_').map(|(_, name)| name).filter(|name| !name.is_empty()).ok_or_else(|| {
            Error::configuration(format!("{:?} is not the id of a user pool", self.id))
                .with_hint("it reads region_name, such as eu-west-1_AbCdEfGhI")
        })
    }

    /// The key under which an identity pool knows the user pool.
    pub(crate) fn login_provider(&self) -> String {
        format!("cognito-idp.{}.{}/{}", self.region, domain(&self.region), self.id)
    }

    pub(crate) fn base_url(&self, plain_http: PlainHttp) -> Result<BaseUrl, Error> {
        base_url("cognito-idp", &self.region, self.endpoint.as_deref(), plain_http)
    }
}

impl fmt::Debug for UserPoolConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserPoolConfig")
            .field("id", &self.id)
            .field("client_id", &self.client_id)
            .field("region", &self.region)
            .field("client_secret", &self.client_secret)
            .field("endpoint", &self.endpoint)
            .field("flow", &self.flow)
            .finish()
    }
}

/// A Cognito identity pool.
///
/// <https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-identity.html>
#[derive(Clone, Debug)]
#[must_use]
pub struct IdentityPoolConfig {
    pub(crate) id: String,
    pub(crate) region: String,
    endpoint: Option<String>,
}

impl IdentityPoolConfig {
    /// A pool by its id (`eu-west-1:4f6a…`) and its region.
    pub fn new(id: impl Into<String>, region: impl Into<String>) -> Self {
        Self { id: id.into(), region: region.into(), endpoint: None }
    }

    /// Where the pool is reached: a host, or a whole URL. Default: AWS's endpoint of the region.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }

    pub(crate) fn base_url(&self, plain_http: PlainHttp) -> Result<BaseUrl, Error> {
        base_url("cognito-identity", &self.region, self.endpoint.as_deref(), plain_http)
    }
}

fn base_url(service: &str, region: &str, endpoint: Option<&str>, plain_http: PlainHttp) -> Result<BaseUrl, Error> {
    let url = match endpoint {
        Some(url) if url.contains("://") => url.to_owned(),
        Some(host) => format!("https://{host}"),
        None => {
            let is_region = !region.is_empty() && region.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            if !is_region {
                return Err(Error::configuration(format!("{region:?} is not a region")).with_hint("such as eu-west-1"));
            }
            format!("https://{service}.{region}.{}", domain(region))
        }
    };
    BaseUrl::parse(&url, plain_http)
        .map_err(|cause| Error::configuration(format!("{service} cannot be reached")).with_source(cause))
}

/// AWS's domain of a region: China has one of its own.
fn domain(region: &str) -> &'static str {
    if region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pools_are_found_by_region_or_by_what_the_program_says() {
        let pool = UserPoolConfig::new("eu-west-1_Abc", "client", "eu-west-1");
        let url = |pool: &UserPoolConfig| pool.base_url(PlainHttp::Loopback).unwrap().to_string();
        assert_eq!(url(&pool), "https://cognito-idp.eu-west-1.amazonaws.com");
        assert_eq!(pool.name().unwrap(), "Abc");
        assert_eq!(pool.login_provider(), "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc");
        assert_eq!(url(&pool.clone().endpoint("auth.example.com")), "https://auth.example.com");
        assert_eq!(url(&pool.endpoint("http://127.0.0.1:4000")), "http://127.0.0.1:4000");
        let china = IdentityPoolConfig::new("cn-north-1:1", "cn-north-1");
        assert_eq!(
            china.base_url(PlainHttp::Never).unwrap().to_string(),
            "https://cognito-identity.cn-north-1.amazonaws.com.cn"
        );
    }

    #[test]
    fn what_is_no_pool_or_region_is_refused() {
        assert!(UserPoolConfig::new("Abc", "client", "eu-west-1").name().unwrap_err().is_configuration());
        let evil = IdentityPoolConfig::new("x", "evil.example/");
        assert!(evil.base_url(PlainHttp::Never).unwrap_err().is_configuration());
    }
}
