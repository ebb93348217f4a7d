//! The local cloud with the same backend as the peer has.

use std::collections::BTreeMap;

use amplify_rest_local::{AppClient, Cloud, Decision, Received, Role, RolePolicy, User, UserStatus};
use amplify_rest_tests::facts::{self, BackendFacts};
use serde_json::{Value, json};

const REGION: &str = "us-west-2";
const API_KEY: &str = "a-key-of-a-usage-plan-1234";
const CLIENT: &str = "1example23456789";
const CONFIDENTIAL: &str = "2example23456789";
const CLIENT_SECRET: &str = "a-secret-of-an-app-client-5678";
const PARTNER: &str = "let-me-in";
const DENIED: &str = "keep-me-out";
const USERS: [&str; 5] = ["ada", "grace", "leaver", "leaver_everywhere", "refresher"];

pub(super) struct LocalCloud {
    pub(super) facts: BackendFacts,
    _cloud: Cloud,
}

impl LocalCloud {
    pub(super) fn start() -> Self {
        let text = configuration().to_string();
        let mut builder = Cloud::builder(&text)
            .other_client(AppClient::new(CONFIDENTIAL).secret(CLIENT_SECRET))
            .role_policy(Role::Guest, RolePolicy::nothing().allow("todos", "GET", "/public*"))
            .endpoint("stats", |stats| stats.api_key(API_KEY))
            .endpoint("metered", |metered| metered.api_key(API_KEY))
            .endpoint("partner", |partner| partner.custom_authorizer(decide))
            .user(User::new("newcomer", &password("newcomer")).status(UserStatus::MustChangePassword));
        for name in USERS {
            builder = builder.user(User::new(name, &password(name)));
        }
        let cloud = builder.start().unwrap();
        Self { facts: facts(&cloud), _cloud: cloud }
    }
}

fn facts(cloud: &Cloud) -> BackendFacts {
    let client = |id: &str, secret: Option<&str>| facts::AppClient { id: id.into(), secret: secret.map(Into::into) };
    let clients = [("public", client(CLIENT, None)), ("confidential", client(CONFIDENTIAL, Some(CLIENT_SECRET)))];
    let configuration: Value = serde_json::from_str(cloud.configuration()).unwrap();
    let auth = &configuration["auth"]["plugins"]["awsCognitoAuthPlugin"];
    let id = |pool: &Value| pool["Default"]["PoolId"].as_str().unwrap().to_owned();
    BackendFacts {
        endpoint: cloud.url().to_owned(),
        region: REGION.to_owned(),
        user_pool: id(&auth["CognitoUserPool"]),
        identity_pool: id(&auth["CredentialsProvider"]["CognitoIdentity"]),
        clients: clients.into_iter().map(|(name, client)| (name.to_owned(), client)).collect(),
        users: USERS.into_iter().chain(["newcomer"]).map(|name| (name.to_owned(), password(name))).collect(),
        api_key: API_KEY.to_owned(),
        api_key_without_plan: None,
        partner_token: PARTNER.to_owned(),
        partner_denied_token: Some(DENIED.to_owned()),
        endpoints: cloud.endpoints().map(|name| (name.to_owned(), cloud.endpoint_url(name).unwrap())).collect(),
        configuration,
    }
}

fn password(name: &str) -> String {
    format!("Aa1! password of {name}")
}

fn decide(request: &Received) -> Decision {
    match request.header("authorization") {
        Some(PARTNER) => Decision::Allow,
        Some(DENIED) => Decision::Deny,
        _ => Decision::Unauthorized,
    }
}

fn configuration() -> Value {
    let kinds = [
        ("health", "NONE"),
        ("stats", "API_KEY"),
        ("todos", "AWS_IAM"),
        ("metered", "AWS_IAM"),
        ("profile", "AMAZON_COGNITO_USER_POOLS"),
        ("partner", "AWS_LAMBDA"),
    ];
    let endpoint = |(name, kind): (&str, &str)| {
        let url = format!("https://{name}0123456.execute-api.{REGION}.amazonaws.com/prod");
        let value = json!({"endpointType": "REST", "endpoint": url, "region": REGION, "authorizationType": kind});
        (name.to_owned(), value)
    };
    json!({
        "UserAgent": "aws-amplify-cli/2.0",
        "Version": "1.0",
        "api": {"plugins": {"awsAPIPlugin": kinds.into_iter().map(endpoint).collect::<BTreeMap<_, _>>()}},
        "auth": {"plugins": {"awsCognitoAuthPlugin": {
            "CognitoUserPool": {"Default": {"PoolId": "us-west-2_AbCdEfGhI", "AppClientId": CLIENT, "Region": REGION}},
            "CredentialsProvider": {"CognitoIdentity": {"Default": {
                "PoolId": "us-west-2:6f1a2b3c-4d5e-6f70-8192-a3b4c5d6e7f8",
                "Region": REGION
            }}}
        }}}
    })
}
