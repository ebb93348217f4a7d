//! What a failure says, and what it does not do: each test is named for a defect that was once there.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use amplify_rest::{
    Auth, AuthConfig, Authorizer, Client, Deadline, Endpoint, Error, IdentityPoolConfig, MemoryTransport, Timeouts,
    TokenKind, TokenProvider, TransportError, UserPoolConfig,
};
use amplify_rest_local::{Cloud, Fault, User};
use serde_json::json;

fn cloud() -> Cloud {
    let endpoint = |authorizer: &str| {
        json!({ "endpointType": "REST", "endpoint": "https://example.execute-api.us-west-2.amazonaws.com/dev",
                "region": "us-west-2", "authorizationType": authorizer })
    };
    let configuration = json!({
        "Version": "1.0",
        "api": { "plugins": { "awsAPIPlugin": {
            "todos": endpoint("AWS_IAM"), "profile": endpoint("AMAZON_COGNITO_USER_POOLS") } } },
        "auth": { "plugins": { "awsCognitoAuthPlugin": {
            "CognitoUserPool": { "Default": { "PoolId": "us-west-2_AbCdEfGhI", "AppClientId": "1example23456789",
                "Region": "us-west-2" } },
            "CredentialsProvider": { "CognitoIdentity": { "Default": {
                "PoolId": "us-west-2:11111111-2222-3333-4444-555555555555", "Region": "us-west-2" } } } } } },
    });
    Cloud::builder(&configuration.to_string())
        .user(User::new("ada", "correct horse").email("ada@example.org"))
        .start()
        .unwrap()
}

fn auth(client: &Client, cloud: &Cloud, flow: amplify_rest::SignInFlow) -> Auth {
    let user_pool = UserPoolConfig::new("us-west-2_AbCdEfGhI", "1example23456789", "us-west-2");
    let identity_pool = IdentityPoolConfig::new("us-west-2:11111111-2222-3333-4444-555555555555", "us-west-2");
    let config = AuthConfig::new()
        .user_pool(user_pool.endpoint(cloud.url()).flow(flow))
        .identity_pool(identity_pool.endpoint(cloud.url()));
    Auth::new(client, config).unwrap()
}

#[test]
fn a_failure_of_cognitos_is_not_the_api_calls_own() {
    let cloud = cloud();
    let client = Client::new().unwrap();
    let auth = auth(&client, &cloud, amplify_rest::SignInFlow::Srp);
    let todos = Endpoint::builder("todos", &cloud.endpoint_url("todos").unwrap())
        .region("us-west-2")
        .authorizer(Authorizer::iam())
        .auth(&auth)
        .build(&client)
        .unwrap();
    cloud.inject(Fault::reset().on("GetId").always());
    let error = todos.post("/items").text("x").send().unwrap_err();
    assert!(error.is_transport() && !error.may_have_been_executed(), "{error:?}");
    cloud.clear_requests();
    todos.get("/items").send().unwrap_err();
    assert_eq!((cloud.count("GetId"), cloud.count("todos")), (3, 0), "what was retried once is not retried thrice");
}

#[test]
fn an_earlier_attempt_is_not_forgotten() {
    let attempts = AtomicUsize::new(0);
    let network = MemoryTransport::new(move |_| {
        let interrupted = attempts.fetch_add(1, SeqCst) == 0;
        Err(if interrupted { TransportError::maybe_sent("reset") } else { TransportError::not_sent("refused") })
    });
    let client = Client::builder().transport(network.clone()).build().unwrap();
    let endpoint = Endpoint::builder("open", "https://api.example.com").build(&client).unwrap();
    let error = endpoint.put("/items/7").text("x").send().unwrap_err();
    assert_eq!(network.received().len(), 3);
    assert!(error.may_have_been_executed(), "{error:?}");
}

#[test]
fn one_401_does_not_cost_a_valid_session() {
    let cloud = cloud();
    let client = Client::new().unwrap();
    let auth = auth(&client, &cloud, amplify_rest::SignInFlow::Srp);
    auth.sign_in("ada", "correct horse").unwrap().done().unwrap();
    let profile = Endpoint::builder("profile", &cloud.endpoint_url("profile").unwrap())
        .authorizer(Authorizer::user_pool(TokenKind::Access))
        .auth(&auth)
        .build(&client)
        .unwrap();
    cloud.inject(Fault::status(503).on("GetTokensFromRefreshToken").always());
    cloud.inject(Fault::status(401).on("profile").times(2));
    let error = profile.get("/bad").send().unwrap_err();
    assert_eq!(
        error.status().map(|status| status.as_u16()),
        Some(401),
        "the answer itself is what is reported: {error:?}"
    );
    assert_eq!(profile.get("/good").send().unwrap().status(), 200, "the same token still serves");
}

#[test]
fn a_global_sign_out_that_told_nobody_is_no_success() {
    let cloud = cloud();
    let client = Client::new().unwrap();
    let auth = auth(&client, &cloud, amplify_rest::SignInFlow::Srp);
    auth.sign_in("ada", "correct horse").unwrap().done().unwrap();
    // The tokens are too old to be used by the time that the next answer tells, and cannot be renewed.
    cloud.set_clock_offset(2 * 3600);
    cloud.expire_refresh_tokens();
    let health = Endpoint::builder("todos", &cloud.endpoint_url("todos").unwrap()).build(&client).unwrap();
    health.get("/").send().unwrap_err();
    let error = auth.sign_out_globally().unwrap_err();
    assert_eq!(cloud.count("GlobalSignOut"), 0);
    assert!(error.to_string().contains("other sessions"), "{error:?}");
    assert!(!auth.session().is_signed_in(), "here, the user is signed out all the same");
}

#[test]
fn an_empty_answer_to_a_revocation_is_a_success() {
    let cloud = cloud();
    let client = Client::new().unwrap();
    let auth = auth(&client, &cloud, amplify_rest::SignInFlow::Srp);
    auth.sign_in("ada", "correct horse").unwrap().done().unwrap();
    cloud.inject(Fault::answer(amplify_rest_local::Answer::new(200).unwrap()).on("RevokeToken"));
    auth.sign_out().unwrap();
}

#[test]
fn limits_beyond_all_time_are_no_panic() {
    let forever = Duration::MAX;
    let limits = Timeouts::default()
        .with_resolve(forever)
        .with_connect(forever)
        .with_first_byte(forever)
        .with_read(forever)
        .with_overall(forever);
    let client = Client::builder().timeouts(limits).build().unwrap();
    let endpoint = Endpoint::builder("open", "http://localhost:9").build(&client).unwrap();
    assert!(endpoint.get("/").send().unwrap_err().is_transport());
}

#[test]
fn threads_that_ask_who_they_are_are_one_identity() {
    let cloud = cloud();
    let auth = auth(&Client::new().unwrap(), &cloud, amplify_rest::SignInFlow::Srp);
    let ids: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| auth.identity_id().unwrap())).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    assert_eq!(cloud.count("GetId"), 1);
}

#[test]
fn the_users_name_is_cognitos_and_not_what_was_typed() {
    for flow in [amplify_rest::SignInFlow::Srp, amplify_rest::SignInFlow::Password] {
        let cloud = cloud();
        let auth = auth(&Client::new().unwrap(), &cloud, flow);
        let signed_in = auth.sign_in("ada@example.org", "correct horse").unwrap().done().unwrap();
        assert_eq!(signed_in.username(), "ada");
        assert_eq!(auth.session().username().as_deref(), Some("ada"));
    }
}

#[test]
fn a_providers_own_failure_is_told() {
    struct Broken;
    impl TokenProvider for Broken {
        fn token(&self, _: TokenKind, _: Deadline) -> Result<amplify_rest::Secret, Error> {
            Err(Error::from_provider("the vault is sealed"))
        }
    }
    let network = MemoryTransport::new(|_| Ok(http::Response::new(Vec::new())));
    let client = Client::builder().transport(network.clone()).build().unwrap();
    let endpoint = Endpoint::builder("profile", "https://api.example.com")
        .authorizer(Authorizer::user_pool(TokenKind::Id))
        .tokens(Broken)
        .build(&client)
        .unwrap();
    let error = endpoint.get("/").send().unwrap_err();
    assert!(error.is_interceptor() && format!("{error:?}").contains("the vault is sealed"), "{error:?}");
    assert!(network.received().is_empty());
}

#[test]
fn an_error_whose_body_cannot_be_read_keeps_its_status() {
    let cloud = cloud();
    let client = Client::builder().max_body(16).build().unwrap();
    let open = Endpoint::builder("todos", &cloud.endpoint_url("todos").unwrap()).build(&client).unwrap();
    let long = |status| amplify_rest_local::Answer::new(status).unwrap().body("seventeen or more bytes");
    cloud.inject(Fault::answer(long(404)).on("todos"));
    let error = open.get("/gone").send().unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404), "{error:?}");
    assert!(format!("{error:?}").contains("larger than 16 bytes"), "{error:?}");
    cloud.inject(Fault::answer(long(404)).on("todos"));
    let response = open.get("/gone").send_any().unwrap();
    assert_eq!(response.status(), 404);
    assert!(response.bytes().unwrap_err().to_string().contains("larger than 16 bytes"));
    cloud.clear_requests();
    cloud.inject(Fault::answer(long(503)).on("todos").times(3));
    let error = open.get("/busy").send().unwrap_err();
    assert_eq!((error.status().map(|status| status.as_u16()), cloud.count("todos")), (Some(503), 3), "{error:?}");
}

#[test]
fn an_endpoints_headers_may_not_contradict_its_requests() {
    let client = Client::new().unwrap();
    for name in ["content-length", "transfer-encoding", "Host", "connection"] {
        let error = Endpoint::builder("open", "https://api.example.com").header(name, "1").build(&client).unwrap_err();
        assert!(error.is_configuration(), "{error:?}");
        assert!(format!("{error:?}").contains("follows from the request itself"), "{error:?}");
    }
}

#[test]
fn an_interceptor_that_prints_the_request_prints_no_secrets() {
    let printed = std::sync::Arc::new(std::sync::Mutex::new(String::new()));
    let printing = std::sync::Arc::clone(&printed);
    let network = MemoryTransport::new(|_| Ok(http::Response::new(Vec::new())));
    let client = Client::builder().transport(network).build().unwrap();
    let endpoint = Endpoint::builder("partner", "https://api.example.com")
        .authorizer(Authorizer::custom(move |request: &mut amplify_rest::OutgoingRequest<'_>| {
            *printing.lock().unwrap() = format!("{request:?}");
            Ok(())
        }))
        .build(&client)
        .unwrap();
    endpoint.get("/items").query("signature", "hunter2").header("x-partner-token", "hunter3").send().unwrap();
    let printed = printed.lock().unwrap();
    assert!(printed.contains("/items") && printed.contains("x-partner-token"), "{printed}");
    assert!(!printed.contains("hunter"), "{printed}");
}
