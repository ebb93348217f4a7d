//! What a cloud is made of before it starts.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use amplify_rest_codegen::configuration::{self, Configuration, Guests};
use chrono::TimeDelta;

use crate::clock::Clock;
use crate::cloud::Cloud;
use crate::core::Core;
use crate::endpoints::{self, Documented};
use crate::error::Error;
use crate::fault::{Fault, Faults};
use crate::gateway::{EndpointOptions, Gateway, RolePolicy};
use crate::identity_pool::{self, GuestAccess, IdentityPool};
use crate::record::Records;
use crate::rewrite;
use crate::server::Server;
use crate::user_pool::{self, AppClient, User, UserPool};
use crate::vault::{Role, Vault};

/// Sets up a [`Cloud`]. `Debug` shows nothing of the configuration.
#[must_use]
pub struct Builder {
    configuration: String,
    file_name: String,
    port: u16,
    client: Option<AppClientChange>,
    other_clients: Vec<AppClient>,
    users: Vec<User>,
    guest_access: Option<GuestAccess>,
    credential_lifetime: Duration,
    guests: RolePolicy,
    authenticated: RolePolicy,
    endpoints: BTreeMap<String, EndpointOptions>,
    documents: Vec<Documented>,
    faults: Vec<Fault>,
}

/// What a cloud has that nobody gave a configuration: pools, so that every authorizer can be served.
pub(crate) const POOLS_ALONE: &str = r#"{
    "UserAgent": "aws-amplify-cli/2.0",
    "Version": "1.0",
    "auth": { "plugins": { "awsCognitoAuthPlugin": {
        "CognitoUserPool": { "Default": {
            "PoolId": "us-east-1_LocalPool", "AppClientId": "localclient", "Region": "us-east-1" } },
        "CredentialsProvider": { "CognitoIdentity": { "Default": {
            "PoolId": "us-east-1:00000000-0000-4000-8000-000000000000", "Region": "us-east-1" } } }
    } } }
}"#;

type AppClientChange = Box<dyn FnOnce(AppClient) -> AppClient + Send>;

impl Builder {
    pub(crate) fn new(configuration: &str) -> Self {
        Self {
            configuration: configuration.to_owned(),
            file_name: "amplifyconfiguration.json".to_owned(),
            port: 0,
            client: None,
            other_clients: Vec::new(),
            users: Vec::new(),
            guest_access: None,
            credential_lifetime: Duration::from_secs(3600),
            guests: RolePolicy::everything_but_private(),
            authenticated: RolePolicy::everything(),
            endpoints: BTreeMap::new(),
            documents: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// Names the file that mistakes are reported in. Default: `amplifyconfiguration.json`.
    pub fn file_name(mut self, name: &str) -> Self {
        name.clone_into(&mut self.file_name);
        self
    }

    /// Listens on this port of 127.0.0.1. Default: 0, one that is free.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Adds a user to the user pool. Default: none.
    pub fn user(mut self, user: User) -> Self {
        self.users.push(user);
        self
    }

    /// Changes the configuration's app client: flows, rotation, lifetimes. Default: see [`AppClient::new`]; the secret is the
    /// configuration's.
    pub fn client(mut self, change: impl FnOnce(AppClient) -> AppClient + Send + 'static) -> Self {
        self.client = Some(Box::new(change));
        self
    }

    /// Adds another app client to the user pool. Default: none but the configuration's.
    pub fn other_client(mut self, client: AppClient) -> Self {
        self.other_clients.push(client);
        self
    }

    /// Sets whether the identity pool has guests. Default: as the configuration says (Gen 2's
    /// `unauthenticated_identities_enabled`, JavaScript's `aws_mandatory_sign_in`), and allowed where it doesn't.
    pub fn guest_access(mut self, guest_access: GuestAccess) -> Self {
        self.guest_access = Some(guest_access);
        self
    }

    /// Sets for how long temporary credentials are valid, in whole seconds. Default: 1 hour.
    pub fn credential_lifetime(mut self, lifetime: Duration) -> Self {
        self.credential_lifetime = lifetime;
        self
    }

    /// Sets what a role may call. Default: [`RolePolicy::everything_but_private`] for guests, [`RolePolicy::everything`] for
    /// users.
    pub fn role_policy(mut self, role: Role, policy: RolePolicy) -> Self {
        match role {
            Role::Guest => self.guests = policy,
            Role::Authenticated => self.authenticated = policy,
        }
        self
    }

    /// Says more about an endpoint than the configuration does. Default: see [`EndpointOptions`].
    pub fn endpoint(mut self, name: &str, change: impl FnOnce(EndpointOptions) -> EndpointOptions) -> Self {
        let options = self.endpoints.remove(name).unwrap_or_default();
        self.endpoints.insert(name.to_owned(), change(options));
        self
    }

    /// Serves the API that this `OpenAPI` 3.0 or 3.1 or Swagger 2.0 document describes behind an endpoint of the
    /// configuration: see "Documents" in the crate's documentation. `file_name` stands in messages; it ends with `.yaml` or
    /// `.yml` where the text is YAML. Default: an endpoint without a document takes and echoes every request.
    pub fn document(self, endpoint: &str, file_name: &str, text: &str) -> Self {
        self.documented(endpoint, file_name, text, endpoints::Role::Describes)
    }

    /// Serves the API that this document describes as an endpoint that the configuration doesn't have, below that name and
    /// the path of the document's URL. The rest is as with [`document`](Builder::document). Default: none.
    pub fn api(self, name: &str, file_name: &str, text: &str) -> Self {
        self.documented(name, file_name, text, endpoints::Role::Makes)
    }

    /// Injects a fault from the start. Default: none.
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// Starts the cloud.
    ///
    /// # Errors
    /// If the configuration or a document can't be read, an option is about an endpoint that it doesn't have, or nothing can listen on
    /// 127.0.0.1.
    pub fn start(mut self) -> Result<Cloud, Error> {
        let configuration = Configuration::read(&self.file_name, &self.configuration).map_err(Error::configuration)?;
        if configuration.user_pool.is_none() && !(self.users.is_empty() && self.other_clients.is_empty()) {
            return Err(Error::usage("set up users: the configuration has no user pool".to_owned()));
        }
        let vault = Arc::new(Vault::default());
        let user_pool = configuration.user_pool.as_ref().map(|pool| Arc::new(self.user_pool(pool)));
        let identity_pool = configuration.identity_pool.as_ref();
        let identity_pool = identity_pool.map(|pool| self.identity_pool(pool, user_pool.clone(), &vault));
        let endpoints = endpoints::of(&configuration, &self.documents, self.endpoints)?;
        let gateway = Gateway::new(endpoints, [self.guests, self.authenticated], vault, user_pool.clone());
        let faults = Faults::default();
        self.faults.into_iter().for_each(|fault| faults.add(fault));
        let mut shared = None;
        let server = Server::start(self.port, |address| {
            let url = format!("http://{address}");
            let (clock, records) = (Clock::default(), Records::default());
            let core = Arc::new(Core { url, clock, faults, records, user_pool, identity_pool, gateway });
            shared = Some(Arc::clone(&core));
            core
        })?;
        let core = shared.ok_or_else(|| Error::usage("start the local cloud: it has no handler".to_owned()))?;
        let rewritten = rewritten(&self.configuration, &configuration, &core, server.address())?;
        Ok(Cloud::new(server, core, rewritten))
    }

    fn user_pool(&mut self, pool: &configuration::UserPool) -> UserPool {
        let mut client = AppClient::new(&pool.client_id);
        if let Some(secret) = &pool.client_secret {
            client = client.secret(secret.expose());
        }
        if let Some(change) = self.client.take() {
            client = change(client);
        }
        let mut clients = vec![client];
        clients.append(&mut self.other_clients);
        let issuer = format!("https://cognito-idp.{}.amazonaws.com/{}", pool.region, pool.id);
        let user_pool = UserPool::new(user_pool::Settings { pool_id: pool.id.clone(), issuer, clients });
        self.users.drain(..).for_each(|user| user_pool.add_user(user));
        user_pool
    }

    fn identity_pool(
        &self,
        pool: &configuration::IdentityPool,
        user_pool: Option<Arc<UserPool>>,
        vault: &Arc<Vault>,
    ) -> IdentityPool {
        let settings = identity_pool::Settings {
            pool_id: pool.id.clone(),
            region: pool.region.clone(),
            guest_access: self.guest_access.unwrap_or(match pool.guests {
                Guests::Refused => GuestAccess::Refused,
                Guests::Allowed | Guests::Unsaid => GuestAccess::Allowed,
            }),
            credential_lifetime: TimeDelta::from_std(self.credential_lifetime).unwrap_or(TimeDelta::MAX),
        };
        IdentityPool::new(settings, user_pool, Arc::clone(vault))
    }

    fn documented(mut self, endpoint: &str, file_name: &str, text: &str, role: endpoints::Role) -> Self {
        let [endpoint, file_name, text] = [endpoint, file_name, text].map(str::to_owned);
        self.documents.push(Documented { endpoint, file_name, text, role });
        self
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Builder").field("file_name", &self.file_name).finish_non_exhaustive()
    }
}

fn rewritten(text: &str, configuration: &Configuration, core: &Core, address: SocketAddr) -> Result<String, Error> {
    let url = format!("http://{address}");
    let mut values = Vec::new();
    for (written, endpoint) in configuration.endpoints.iter().zip(&core.gateway.endpoints) {
        let slash = if written.url.ends_with('/') { "/" } else { "" };
        values.push((written.url_pointer.clone(), format!("{url}{}{slash}", endpoint.base_path)));
    }
    let pools = [
        configuration.user_pool.as_ref().map(|pool| &pool.endpoint_pointer),
        configuration.identity_pool.as_ref().map(|pool| &pool.endpoint_pointer),
    ];
    values.extend(pools.into_iter().flatten().map(|pointer| (pointer.clone(), url.clone())));
    rewrite::with_values(text, &values)
        .ok_or_else(|| Error::usage("point the configuration at the local cloud: it has an unknown shape".to_owned()))
}
