//! Who is calling, and whether that is enough: the authorizers of API Gateway's REST APIs.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::endpoint::{Authorizer, Demands, Endpoint};
use super::policy::Verdict;
use super::refusal::Refusal;
use super::{Gateway, sigv4};
use crate::jwt::Claims;
use crate::received::Received;
use crate::user_pool::{TokenFlaw, TokenUse};
use crate::vault::{Role, TemporaryCredentials};

/// What a custom authorizer says of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It may pass.
    Allow,
    /// 403 `AccessDeniedException`: the Lambda authorizer's policy denies it.
    Deny,
    /// 401 `UnauthorizedException`: the Lambda authorizer doesn't know the caller.
    Unauthorized,
}

/// A custom authorizer.
#[derive(Clone)]
pub(crate) enum CustomAuthorizer {
    Token(String),
    Ask(Arc<dyn Fn(&Received) -> Decision + Send + Sync>),
}

/// Who called. Goes into the echo as `who`.
pub(super) enum Caller {
    Anybody,
    ApiKey,
    Identity(TemporaryCredentials),
    User(Claims),
    Custom,
}

impl Gateway {
    pub(super) fn authorize(
        &self,
        endpoint: &Endpoint,
        demands: &Demands<'_>,
        received: &Received,
        now: DateTime<Utc>,
    ) -> Result<Caller, Refusal> {
        let caller = match demands.authorizer {
            Authorizer::None => Caller::Anybody,
            Authorizer::Iam => self.identity(endpoint, received, now)?,
            Authorizer::UserPool => self.user(endpoint, received, now)?,
            Authorizer::Custom => custom(&endpoint.custom, demands.inputs, received)?,
        };
        match demands.api_key {
            Some(key) if received.header("x-api-key") != Some(key) => Err(Refusal::api_key()),
            Some(_) if matches!(caller, Caller::Anybody) => Ok(Caller::ApiKey),
            _ => Ok(caller),
        }
    }

    fn identity(&self, endpoint: &Endpoint, received: &Received, now: DateTime<Utc>) -> Result<Caller, Refusal> {
        let credentials = sigv4::judge(received, &endpoint.region, &self.vault, now)?;
        let policy = match credentials.role {
            Role::Guest => &self.guests,
            Role::Authenticated => &self.authenticated,
        };
        let resource = endpoint.resource(received.path()).unwrap_or("/");
        match policy.judge(&endpoint.name, received.method(), resource) {
            Verdict::Allowed => Ok(Caller::Identity(credentials)),
            Verdict::NotAllowed => Err(denied(endpoint, received.method(), resource, credentials.role, "")),
            Verdict::Denied => {
                Err(denied(endpoint, received.method(), resource, credentials.role, " with an explicit deny"))
            }
        }
    }

    fn user(&self, endpoint: &Endpoint, received: &Received, now: DateTime<Utc>) -> Result<Caller, Refusal> {
        let unauthorized = || Refusal::unauthorized("Unauthorized");
        let pool = self.user_pool.as_ref().ok_or_else(unauthorized)?;
        let sent = received.header("authorization").ok_or_else(unauthorized)?;
        // API Gateway takes the token with and without `Bearer`.
        let token = sent.strip_prefix("Bearer ").unwrap_or(sent);
        let claims = pool.read_token(token, now.timestamp()).map_err(|flaw| match flaw {
            TokenFlaw::Expired => Refusal::unauthorized("The incoming token has expired"),
            TokenFlaw::NotAToken | TokenFlaw::Signature | TokenFlaw::Foreign | TokenFlaw::Revoked => unauthorized(),
        })?;
        let token_use = if claims.text("token_use") == "id" { TokenUse::Id } else { TokenUse::Access };
        match endpoint.token_use {
            Some(wanted) if wanted != token_use => Err(unauthorized()),
            _ => Ok(Caller::User(claims)),
        }
    }
}

impl Caller {
    /// The caller as the echo shows it.
    pub(super) fn describe(&self) -> Value {
        match self {
            Self::Anybody => json!({ "kind": "anybody" }),
            Self::ApiKey => json!({ "kind": "api_key" }),
            Self::Custom => json!({ "kind": "custom" }),
            Self::Identity(credentials) => json!({
                "kind": match credentials.role {
                    Role::Guest => "guest",
                    Role::Authenticated => "authenticated",
                },
                "access_key_id": credentials.access_key_id,
                "identity_id": credentials.identity_id,
                "role": role_arn(credentials.role),
                "sub": credentials.sub,
            }),
            Self::User(claims) => json!({
                "kind": "user",
                "groups": claims.value("cognito:groups"),
                "sub": claims.text("sub"),
                "token_use": claims.text("token_use"),
                "username": claims.value("cognito:username").or_else(|| claims.value("username")),
            }),
        }
    }
}

/// What a custom authorizer is given: the first of its inputs. API Gateway doesn't even ask it where one is missing.
fn token(inputs: &[String], received: &Received) -> Option<String> {
    let mut tokens = Vec::new();
    for input in inputs {
        let (place, name) = input.split_once(' ').unwrap_or(("header", input));
        let mut query = form_urlencoded::parse(received.query().unwrap_or_default().as_bytes());
        tokens.push(match place {
            "query" => query.find(|(other, _)| other == name).map(|(_, value)| value.into_owned())?,
            _ => received.header(name)?.to_owned(),
        });
    }
    tokens.into_iter().next().or_else(|| received.header("authorization").map(str::to_owned))
}

fn custom(authorizer: &CustomAuthorizer, inputs: &[String], received: &Received) -> Result<Caller, Refusal> {
    let decision = match authorizer {
        CustomAuthorizer::Ask(authorizer) => authorizer(received),
        CustomAuthorizer::Token(token) => match self::token(inputs, received) {
            None => Decision::Unauthorized,
            Some(sent) if sent == *token => Decision::Allow,
            Some(_) => Decision::Deny,
        },
    };
    match decision {
        Decision::Allow => Ok(Caller::Custom),
        Decision::Deny => {
            Err(Refusal::access_denied("User is not authorized to access this resource with an explicit deny"))
        }
        Decision::Unauthorized => Err(Refusal::unauthorized("Unauthorized")),
    }
}

fn denied(endpoint: &Endpoint, method: &str, resource: &str, role: Role, how: &str) -> Refusal {
    let (caller, region, api) = (role_arn(role), &endpoint.region, &endpoint.api);
    Refusal::access_denied(format!(
        "User: {caller} is not authorized to perform: execute-api:Invoke on resource: \
         arn:aws:execute-api:{region}:********9012:{api}/{method}{resource}{how}"
    ))
}

fn role_arn(role: Role) -> &'static str {
    match role {
        Role::Guest => "arn:aws:sts::123456789012:assumed-role/amplify-local-unauthRole/CognitoIdentityCredentials",
        Role::Authenticated => {
            "arn:aws:sts::123456789012:assumed-role/amplify-local-authRole/CognitoIdentityCredentials"
        }
    }
}
