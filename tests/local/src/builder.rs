//! What a cloud is made of before it starts.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use amplify_rest_codegen::configuration::{self, AuthorizerKind, Configuration, Guests};
use chrono::TimeDelta;

use crate::clock::Clock;
use crate::cloud::Cloud;
use crate::core::Core;
use crate::error::Error;
use crate::fault::{Fault, Faults};
use crate::gateway::{Authorizer, CustomAuthorizer, Endpoint, EndpointOptions, Gateway, RolePolicy};
use crate::identity_pool::{self, GuestAccess, IdentityPool};
use crate::random;
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
    faults: Vec<Fault>,
}

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

    /// Injects a fault from the start. Default: none.
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// Starts the cloud.
    ///
    /// # Errors
    /// If the configuration can't be read, an option is about an endpoint that it doesn't have, or nothing can listen on
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
        let endpoints = self.endpoints(&configuration)?;
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

    fn endpoints(&mut self, configuration: &Configuration) -> Result<Vec<Endpoint>, Error> {
        let mut options = std::mem::take(&mut self.endpoints);
        let endpoints = configuration.endpoints.iter().enumerate();
        let endpoints = endpoints
            .map(|(index, written)| endpoint(index, written, options.remove(&written.name).unwrap_or_default()));
        let endpoints = endpoints.collect();
        match options.keys().next() {
            Some(name) => {
                Err(Error::usage(format!("set up endpoint `{name}`: the configuration has none of that name")))
            }
            None => Ok(endpoints),
        }
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Builder").field("file_name", &self.file_name).finish_non_exhaustive()
    }
}

fn endpoint(index: usize, written: &configuration::Endpoint, options: EndpointOptions) -> Endpoint {
    let (authorizer, needs_key) = match written.authorizer {
        AuthorizerKind::None => (Authorizer::None, false),
        AuthorizerKind::ApiKey => (Authorizer::None, true),
        AuthorizerKind::Iam => (Authorizer::Iam, false),
        AuthorizerKind::UserPool => (Authorizer::UserPool, false),
        AuthorizerKind::Custom => (Authorizer::Custom, false),
    };
    let configured = written.api_key.as_ref().map(|key| key.expose().to_owned());
    let needed = || configured.unwrap_or_else(random::token::<30>);
    let (host, path) = host_and_path(&written.url);
    let path = path.trim_end_matches('/');
    let api = host.split('.').next().unwrap_or_default();
    let stage = path.split('/').find(|segment| !segment.is_empty()).unwrap_or("$default");
    Endpoint {
        name: written.name.clone(),
        base_path: format!("/{}{path}", folder(index, &written.name)),
        region: written.region.clone().unwrap_or_default(),
        authorizer,
        api: format!("{api}/{stage}"),
        api_key: options.api_key.or_else(|| needs_key.then(needed)),
        token_use: options.token_use,
        custom: options.custom.unwrap_or_else(|| CustomAuthorizer::Token(random::token::<30>())),
    }
}

/// The first segment of an endpoint's path: its name where that is the same in a URL.
fn folder(index: usize, name: &str) -> String {
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if plain && !name.is_empty() { name.to_owned() } else { format!("~{index}") }
}

fn host_and_path(url: &str) -> (&str, &str) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash))
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
