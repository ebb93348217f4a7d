//! Our SDK against ministack, an emulator of AWS that nobody here wrote.
//!
//! It verifies SRP, secret hashes, signatures, API keys, tokens and IAM policies, so that agreeing with it means more
//! than agreeing with ourselves. What it does not verify (see `tests/peers/ministack`) the local cloud's tests cover.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test's helpers fail by panicking, as tests do")]

mod gateway;
mod generated;
mod iam;
mod listeners;
mod sessions;
mod sign_in;

use std::collections::BTreeMap;
use std::sync::Arc;

use amplify_rest::{
    Auth, AuthConfig, Authorizer, Client, Clock, Endpoint, Error, IdentityPoolConfig, ManualClock, Response,
    SystemClock, UserPoolConfig,
};
use amplify_rest_tests::facts::BackendFacts;
use amplify_rest_tests::ministack::Ministack;
use serde::Deserialize;

/// A program that uses the backend in ministack.
struct Program {
    facts: &'static BackendFacts,
    client: Client,
    auth: Auth,
    clock: Arc<ManualClock>,
}

impl Program {
    /// Signed out, with the app client `public`. `None` where the peer is not installed.
    fn start() -> Option<Self> {
        Self::with_user_pool(|facts| user_pool(facts, "public"))
    }

    fn with_user_pool(user_pool: impl FnOnce(&BackendFacts) -> UserPoolConfig) -> Option<Self> {
        let facts = Ministack::shared()?.facts();
        // A clock of our own, so that a test can let time pass.
        let clock = Arc::new(ManualClock::new(SystemClock.now()));
        let client = Client::builder().clock(clock.clone()).build().unwrap();
        let identity_pool = IdentityPoolConfig::new(&facts.identity_pool, &facts.region).endpoint(&facts.endpoint);
        let config = AuthConfig::new().user_pool(user_pool(facts)).identity_pool(identity_pool);
        let auth = Auth::new(&client, config).unwrap();
        Some(Self { facts, client, auth, clock })
    }

    fn endpoint<K>(&self, name: &str, authorizer: Authorizer<K>) -> Endpoint<K> {
        Endpoint::builder(name, &self.facts.endpoints[name])
            .region(&self.facts.region)
            .authorizer(authorizer)
            .auth(&self.auth)
            .build(&self.client)
            .unwrap()
    }

    fn sign_in(&self, user: &str) {
        self.auth.sign_in(user, self.password(user)).unwrap().done().unwrap();
    }

    fn password(&self, user: &str) -> &'static str {
        &self.facts.users[user]
    }
}

/// The user pool with one of its app clients, but without that one's secret.
fn user_pool(facts: &BackendFacts, app_client: &str) -> UserPoolConfig {
    UserPoolConfig::new(&facts.user_pool, &facts.clients[app_client].id, &facts.region).endpoint(&facts.endpoint)
}

/// The secret of the app client `confidential`.
fn client_secret(facts: &BackendFacts) -> &str {
    facts.clients["confidential"].secret.as_deref().unwrap()
}

/// What the function behind each API saw. Path and query are decoded.
#[derive(Debug, Deserialize)]
struct Echo {
    method: String,
    path: String,
    query: BTreeMap<String, Vec<String>>,
    headers: BTreeMap<String, String>,
    body: Option<String>,
    /// The role that called, as an ARN, where IAM authorized the call.
    caller: Option<String>,
    identity_id: Option<String>,
    /// What a token or custom authorizer found.
    authorizer: Option<serde_json::Value>,
}

#[track_caller]
fn echo(answer: Result<Response, Error>) -> Echo {
    answer.unwrap().json().unwrap()
}

#[track_caller]
fn refused(answer: Result<Response, Error>, status: u16, error_type: Option<&str>) -> Error {
    let error = answer.unwrap_err();
    let response = error.response().unwrap_or_else(|| panic!("no answer: {error}"));
    assert_eq!(response.status(), status, "{error}: {}", response.text());
    assert_eq!(response.error_type(), error_type, "{error}: {}", response.text());
    error
}
