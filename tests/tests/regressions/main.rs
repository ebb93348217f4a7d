//! What went wrong for users of the Amplify REST libraries, one test a line. The number in a name is the line's in the
//! project's list; the doc comment says whose issue it was.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod authorizers;
mod hosts;
mod results;
mod sessions;
mod transport;
mod wire;

use amplify_rest::{
    Auth, AuthConfig, Authorizer, Client, Endpoint, IdentityPoolConfig, Response, TokenKind, UserPoolConfig, kind,
};
use amplify_rest_local::{Cloud, User};
use serde_json::{Value, json};

/// A configuration with one endpoint of each kind; nothing in it is reachable until a cloud rewrites it.
fn configuration() -> String {
    let endpoint = |authorizer: &str| {
        json!({ "endpointType": "REST", "endpoint": "https://example.execute-api.us-west-2.amazonaws.com/dev",
                "region": "us-west-2", "authorizationType": authorizer, "apiKey": "the-api-key" })
    };
    let api = json!({
        "todos": endpoint("AWS_IAM"),
        "stats": endpoint("API_KEY"),
        "profile": endpoint("AMAZON_COGNITO_USER_POOLS"),
        "partner": endpoint("AWS_LAMBDA"),
        "health": endpoint("NONE"),
    });
    json!({
        "UserAgent": "aws-amplify-cli/2.0",
        "Version": "1.0",
        "api": { "plugins": { "awsAPIPlugin": api } },
        "auth": { "plugins": { "awsCognitoAuthPlugin": {
            "CognitoUserPool": { "Default": {
                "PoolId": "us-west-2_AbCdEfGhI", "AppClientId": "1example23456789", "Region": "us-west-2" } },
            "CredentialsProvider": { "CognitoIdentity": { "Default": {
                "PoolId": "us-west-2:11111111-2222-3333-4444-555555555555", "Region": "us-west-2" } } },
        } } },
    })
    .to_string()
}

/// A local cloud with user ada, and the SDK's parts by hand, pointed at it.
struct Setup {
    cloud: Cloud,
    client: Client,
    auth: Auth,
}

impl Setup {
    fn new() -> Self {
        Self::with(|builder| builder)
    }

    fn with(change: impl FnOnce(amplify_rest_local::Builder) -> amplify_rest_local::Builder) -> Self {
        let builder = Cloud::builder(&configuration()).user(User::new("ada", "correct horse"));
        let cloud = change(builder).start().unwrap();
        let client = Client::new().unwrap();
        let auth = auth(&client, &cloud);
        Self { cloud, client, auth }
    }

    fn endpoint<K>(&self, name: &str, authorizer: Authorizer<K>) -> Endpoint<K> {
        self.endpoint_at(&self.cloud.endpoint_url(name).unwrap(), name, authorizer)
    }

    fn endpoint_at<K>(&self, url: &str, name: &str, authorizer: Authorizer<K>) -> Endpoint<K> {
        let builder = Endpoint::builder(name, url).region("us-west-2").auth(&self.auth);
        builder.authorizer(authorizer).build(&self.client).unwrap()
    }

    fn todos(&self) -> Endpoint<kind::Iam> {
        self.endpoint("todos", Authorizer::iam())
    }

    fn profile(&self) -> Endpoint<kind::UserPool> {
        self.endpoint("profile", Authorizer::user_pool(TokenKind::Access))
    }

    fn health(&self) -> Endpoint<kind::None> {
        self.endpoint("health", Authorizer::none())
    }

    fn stats(&self) -> Endpoint<kind::ApiKey> {
        self.endpoint("stats", Authorizer::api_key(self.cloud.api_key("stats").unwrap()))
    }

    fn sign_in(&self) {
        self.auth.sign_in("ada", "correct horse").unwrap().done().unwrap();
    }
}

fn auth(client: &Client, cloud: &Cloud) -> Auth {
    let user_pool = UserPoolConfig::new("us-west-2_AbCdEfGhI", "1example23456789", "us-west-2").endpoint(cloud.url());
    let identity_pool = IdentityPoolConfig::new("us-west-2:11111111-2222-3333-4444-555555555555", "us-west-2");
    let identity_pool = identity_pool.endpoint(cloud.url());
    Auth::new(client, AuthConfig::new().user_pool(user_pool).identity_pool(identity_pool)).unwrap()
}

/// The gateway's account of what arrived. It answers with one only where the authorizer was satisfied.
struct Echo(Value);

impl Echo {
    fn of(response: Response) -> Self {
        Self(response.json().unwrap())
    }

    /// The path behind the endpoint's base URL, as it arrived.
    fn path(&self) -> &str {
        self.0["resource"].as_str().unwrap()
    }

    fn query(&self) -> &str {
        self.0["query"].as_str().unwrap_or_default()
    }

    fn headers(&self, name: &str) -> Vec<&str> {
        let headers = self.0["headers"].as_array().unwrap();
        let named = headers.iter().filter(|header| header[0].as_str().unwrap().eq_ignore_ascii_case(name));
        named.map(|header| header[1].as_str().unwrap()).collect()
    }

    fn body(&self) -> &str {
        self.0["body"].as_str().unwrap_or_default()
    }

    fn body_base64(&self) -> &str {
        self.0["body_base64"].as_str().unwrap_or_default()
    }

    fn who(&self) -> &str {
        self.0["who"]["kind"].as_str().unwrap()
    }

    fn token_use(&self) -> &str {
        self.0["who"]["token_use"].as_str().unwrap()
    }
}
