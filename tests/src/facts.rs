//! What a client must know to call a backend, whichever backend it is.
//!
//! The peers' scripts write and read it as JSON; it holds throw-away secrets of test backends only.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A backend with one endpoint per authorizer: `health`, `stats` (API key), `todos` (IAM), `metered`
/// (IAM and API key), `profile` (user pool) and `partner` (custom).
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct BackendFacts {
    /// The URL of the user pool and the identity pool.
    pub endpoint: String,
    /// The region that everything is in.
    pub region: String,
    /// The user pool's id.
    pub user_pool: String,
    /// The identity pool's id.
    pub identity_pool: String,
    /// App clients: `public`, `confidential` (with a secret), and where there is one `srp_only`.
    pub clients: BTreeMap<String, AppClient>,
    /// Passwords by user: `ada`, `grace`, `leaver`, `leaver_everywhere`, `refresher`, and `newcomer`, who must choose a new one.
    pub users: BTreeMap<String, String>,
    /// A key that `stats` and `metered` accept.
    pub api_key: String,
    /// A key that exists but is good for no API.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub api_key_without_plan: Option<String>,
    /// The `Authorization` that `partner` lets in.
    pub partner_token: String,
    /// The `Authorization` that `partner` knows and denies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner_denied_token: Option<String>,
    /// URLs by endpoint.
    pub endpoints: BTreeMap<String, String>,
    /// The backend's `amplifyconfiguration.json`; ministack's has the app client `confidential`.
    #[serde(default)]
    pub configuration: Value,
}

/// An app client of a user pool.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct AppClient {
    /// The client's id.
    pub id: String,
    /// The client's secret, where it has one.
    pub secret: Option<String>,
}
