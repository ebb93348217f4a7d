//! Secrets appear nowhere: not in `Debug`, `Display` or error chains, not in logs at TRACE, ours or our dependencies'.
//!
//! Each canary is first shown to be in the haystack's source: what is searched for was really there to be leaked.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::error::Error as StdError;
use std::fmt::{Debug, Write as _};
use std::sync::{Mutex, MutexGuard, PoisonError};

use amplify_rest::{
    ApiKey, Auth, AuthConfig, Authorizer, Client, Endpoint, Error, IdentityPoolConfig, OutgoingRequest, Proxy, Secret,
    TokenKind, UserPoolConfig,
};
use amplify_rest_local::{Cloud, Fault, User};
use serde_json::json;

const PASSWORD: &str = "canary-password";
const WRONG_PASSWORD: &str = "canary-wrong-password";
const NEW_PASSWORD: &str = "canary-new-password";
const CLIENT_SECRET: &str = "canary-client-secret";
const API_KEY: &str = "canary-api-key";
const PARTNER_TOKEN: &str = "canary-partner-token";
const OWN_HEADER: &str = "canary-own-authorization";
const COOKIE: &str = "canary-cookie";
const BODY: &str = "canary-body";
const PROXY_PASSWORD: &str = "canary-proxy-password";

/// Everything that any crate logged, at every level.
struct Log(Mutex<String>);

static LOG: Log = Log(Mutex::new(String::new()));

impl Log {
    fn text(&self) -> MutexGuard<'_, String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl log::Log for Log {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        let mut text = self.text();
        writeln!(text, "{} {}: {}", record.level(), record.target(), record.args()).unwrap();
    }

    fn flush(&self) {}
}

fn configuration() -> String {
    let endpoint = |authorizer: &str| {
        json!({ "endpointType": "REST", "endpoint": "https://example.execute-api.us-west-2.amazonaws.com/dev",
                "region": "us-west-2", "authorizationType": authorizer, "apiKey": API_KEY })
    };
    json!({
        "Version": "1.0",
        "api": { "plugins": { "awsAPIPlugin": {
            "todos": endpoint("AWS_IAM"), "stats": endpoint("API_KEY"), "profile": endpoint("AMAZON_COGNITO_USER_POOLS"),
            "partner": endpoint("AWS_LAMBDA"), "health": endpoint("NONE") } } },
        "auth": { "plugins": { "awsCognitoAuthPlugin": {
            "CognitoUserPool": { "Default": { "PoolId": "us-west-2_AbCdEfGhI", "AppClientId": "1example23456789",
                "AppClientSecret": CLIENT_SECRET, "Region": "us-west-2" } },
            "CredentialsProvider": { "CognitoIdentity": { "Default": {
                "PoolId": "us-west-2:11111111-2222-3333-4444-555555555555", "Region": "us-west-2" } } } } } },
    })
    .to_string()
}

/// What a program could print.
#[derive(Default)]
struct Shown(String);

impl Shown {
    fn debug(&mut self, value: &impl Debug) {
        writeln!(self.0, "{value:?}\n{value:#?}").unwrap();
    }

    fn error(&mut self, error: &Error) {
        self.debug(error);
        let mut cause: Option<&dyn StdError> = Some(error);
        while let Some(error) = cause {
            writeln!(self.0, "{error}\n{error:?}").unwrap();
            cause = error.source();
        }
        if let Some(response) = error.response() {
            self.debug(response);
        }
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "one long walk through everything that a program does")]
fn no_secret_is_shown_or_logged() {
    log::set_logger(&LOG).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let mut shown = Shown::default();

    let cloud = Cloud::builder(&configuration())
        .user(User::new("ada", PASSWORD))
        .user(User::new("grace", PASSWORD).status(amplify_rest_local::UserStatus::MustChangePassword))
        .endpoint("partner", |endpoint| endpoint.custom_token(PARTNER_TOKEN))
        .start()
        .unwrap();
    let client = Client::builder().build().unwrap();
    let user_pool = UserPoolConfig::new("us-west-2_AbCdEfGhI", "1example23456789", "us-west-2")
        .client_secret(CLIENT_SECRET)
        .endpoint(cloud.url());
    let identity_pool = IdentityPoolConfig::new("us-west-2:11111111-2222-3333-4444-555555555555", "us-west-2");
    let config = AuthConfig::new().user_pool(user_pool).identity_pool(identity_pool.endpoint(cloud.url()));
    shown.debug(&config);
    shown.debug(&Secret::new(PASSWORD));
    shown.debug(&ApiKey::from(API_KEY));
    shown.debug(&Client::builder().proxy(Proxy::new(&format!("http://ada:{PROXY_PASSWORD}@proxy:1")).unwrap()));
    let auth = Auth::new(&client, config).unwrap();
    let endpoint =
        |name: &str| Endpoint::builder(name, &cloud.endpoint_url(name).unwrap()).region("us-west-2").auth(&auth);
    let todos = endpoint("todos").authorizer(Authorizer::iam().with_api_key(API_KEY)).build(&client).unwrap();
    let stats = endpoint("stats").authorizer(Authorizer::api_key(API_KEY)).build(&client).unwrap();
    let profile = endpoint("profile").authorizer(Authorizer::user_pool(TokenKind::Access)).build(&client).unwrap();
    let add_token = |request: &mut OutgoingRequest<'_>| {
        request.set_header("authorization", PARTNER_TOKEN)?;
        Ok(())
    };
    let partner = endpoint("partner").authorizer(Authorizer::custom(add_token)).build(&client).unwrap();

    // What goes well.
    todos.get("/items").send().unwrap();
    stats.get("/").send().unwrap();
    let request = partner.post("/").header("cookie", COOKIE).text(BODY);
    shown.debug(&request);
    let response = request.send().unwrap();
    shown.debug(&response);
    let challenge = auth.sign_in("grace", PASSWORD).unwrap();
    shown.debug(&challenge);
    if let amplify_rest::SignIn::NewPassword(challenge) = challenge {
        shown.debug(&challenge.answer(NEW_PASSWORD).unwrap());
    }
    shown.debug(&auth.sign_in("ada", PASSWORD).unwrap());
    profile.get("/").send().unwrap();
    profile.get("/").token(TokenKind::Id).send().unwrap();
    todos.post("/items").text(BODY).send().unwrap();
    let (tokens, credentials) = (auth.tokens().unwrap(), auth.credentials().unwrap());
    shown.debug(&(&tokens, tokens.claims(TokenKind::Id).unwrap(), &credentials, &auth, auth.session()));
    shown.debug(&(&todos, &stats, &profile, &partner, &client));

    // What goes wrong.
    shown.error(&auth.sign_in("ada", WRONG_PASSWORD).unwrap_err());
    shown.error(&profile.get("/").header("authorization", OWN_HEADER).send().unwrap_err());
    shown.error(&profile.get("/").header("x-token", &format!("{OWN_HEADER}\n")).send().unwrap_err());
    shown.error(&stats.get("/").header("x-api-key", OWN_HEADER).send().unwrap_err());
    shown.error(&todos.get("/").region("eu-west-1").send().unwrap_err());
    shown.error(&todos.get("/items").text(BODY).send().unwrap_err());
    for fault in [Fault::status(500), Fault::reset(), Fault::truncate(30), Fault::status(403)] {
        cloud.inject(fault.clone().on("todos").always());
        cloud.inject(fault.on("InitiateAuth").always());
        shown.error(&todos.post("/").text(BODY).send().and_then(amplify_rest::Response::text).unwrap_err());
        shown.error(&auth.sign_in("ada", PASSWORD).unwrap_err());
        cloud.clear_faults();
    }
    shown.error(&amplify_rest::codegen::read_config::<Vec<u8>>(&configuration()).unwrap_err());
    auth.sign_out().unwrap();
    shown.error(&profile.get("/").send().unwrap_err());

    let mut canaries = vec![
        PASSWORD,
        WRONG_PASSWORD,
        NEW_PASSWORD,
        CLIENT_SECRET,
        API_KEY,
        PARTNER_TOKEN,
        OWN_HEADER,
        COOKIE,
        BODY,
        PROXY_PASSWORD,
    ];
    canaries.extend([
        tokens.access_token().expose(),
        tokens.id_token().expose(),
        credentials.secret_access_key().expose(),
        credentials.session_token().unwrap().expose(),
    ]);
    let requests = cloud.requests();
    let refresh_token = requests.iter().find(|request| request.name() == "RevokeToken").unwrap();
    let refresh_token: serde_json::Value = serde_json::from_slice(refresh_token.request().body()).unwrap();
    canaries.push(refresh_token["Token"].as_str().unwrap());

    // The needles were in the haystack: each of these was really sent.
    let sent = |needle: &str| {
        requests.iter().any(|recorded| {
            let request = recorded.request();
            let in_headers = request.headers().any(|(_, value)| String::from_utf8_lossy(value).contains(needle));
            in_headers || String::from_utf8_lossy(request.body()).contains(needle)
        })
    };
    for needle in
        [API_KEY, PARTNER_TOKEN, OWN_HEADER, COOKIE, BODY, tokens.access_token().expose(), tokens.id_token().expose()]
    {
        assert!(sent(needle), "a canary was never sent");
    }
    let log = LOG.text();
    assert!(log.lines().any(|line| line.starts_with("TRACE ureq") || line.starts_with("DEBUG ureq")), "ureq logs");
    assert!(
        shown.0.contains("NotAuthorizedException") && shown.0.contains("InvalidSignatureException"),
        "errors are shown"
    );
    for canary in canaries {
        let needle = &canary[..canary.len().min(40)];
        for (place, text) in [("log", log.as_str()), ("output", shown.0.as_str())] {
            if let Some(at) = text.find(needle) {
                let around = text[..at].rfind('\n').map_or(0, |start| start + 1);
                panic!("a secret is in the {place}: {}", &text[around..at]);
            }
        }
    }
}
