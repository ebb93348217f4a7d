//! Lines 16 to 26 and 28: which authorizer, and whose credentials.

use std::sync::Barrier;

use amplify_rest::signing::{SignableRequest, SigningKey, SigningSettings, sign};
use amplify_rest::{Authorizer, Error, OutgoingRequest, TokenKind};
use amplify_rest_local::{Fault, GuestAccess};

use crate::{Echo, Setup};

/// flutter#3371, swift#618, #780, #1103
#[test]
fn line_16_access_or_id_token_per_endpoint_and_per_call() {
    let setup = Setup::new();
    setup.sign_in();
    let token_use = |response: Result<_, Error>| Echo::of(response.unwrap()).token_use().to_owned();
    let access = setup.profile();
    assert_eq!(token_use(access.get("/").send()), "access");
    assert_eq!(token_use(access.get("/").token(TokenKind::Id).send()), "id");
    let id = setup.endpoint("profile", Authorizer::user_pool(TokenKind::Id));
    assert_eq!(token_use(id.get("/").send()), "id");
    assert_eq!(token_use(id.get("/").token(TokenKind::Access).send()), "access");
}

/// swift#1130, docs#3105
#[test]
fn line_17_the_callers_authorization_header_wins() {
    let setup = Setup::new();
    setup.sign_in();
    let id_token = setup.auth.tokens().unwrap().id_token().expose().to_owned();
    let echo = Echo::of(setup.profile().get("/").header("Authorization", &id_token).send().unwrap());
    assert_eq!(echo.headers("authorization"), [id_token.as_str()]);
    assert_eq!(echo.token_use(), "id", "the endpoint's own would be the access token");

    let health = setup.endpoint("health", Authorizer::iam());
    let echo = Echo::of(health.get("/").header("authorization", "mine").send().unwrap());
    assert_eq!(echo.headers("authorization"), ["mine"]);
    assert_eq!(setup.cloud.count("GetId"), 0, "nobody was asked for credentials");

    let interceptor = |request: &mut OutgoingRequest<'_>| {
        request.set_header("authorization", "the interceptor's")?;
        Ok(())
    };
    let health = setup.endpoint("health", Authorizer::user_pool(TokenKind::Access).with_interceptor(interceptor));
    let echo = Echo::of(health.get("/").send().unwrap());
    assert_eq!(echo.headers("authorization"), ["the interceptor's"]);
}

/// js#14460, #12687, #324
#[test]
fn line_19_none_makes_no_cognito_call_at_all() {
    let setup = Setup::new();
    assert_eq!(Echo::of(setup.health().get("/").send().unwrap()).who(), "anybody");
    let todos = setup.todos();
    let error = todos.get("/items").authorizer(Authorizer::none()).send().unwrap_err();
    assert_eq!(error.response().unwrap().error_type(), Some("MissingAuthenticationTokenException"));
    setup.stats().get("/").send().unwrap();
    for operation in ["InitiateAuth", "GetId", "GetCredentialsForIdentity"] {
        assert_eq!(setup.cloud.count(operation), 0, "{operation}");
    }
}

/// js#5113, #6209
#[test]
fn line_20_a_user_is_never_silently_made_a_guest() {
    let setup = Setup::new();
    setup.sign_in();
    setup.cloud.inject(Fault::status(503).on("GetCredentialsForIdentity").always());
    let error = setup.todos().get("/items").send().unwrap_err();
    assert_eq!(setup.cloud.count("todos"), 0, "nothing was sent");
    let text = format!("{error:?}");
    assert!(text.contains("GetCredentialsForIdentity: InternalErrorException"), "the cause is kept: {text}");

    // The same where Cognito has ended the session: it takes a sign-out to become a guest.
    setup.cloud.clear_faults();
    setup.cloud.users().sign_out_everywhere("ada").unwrap();
    setup.cloud.set_clock_offset(2 * 3600);
    setup.health().get("/").send().unwrap();
    let error = setup.todos().get("/items").send().unwrap_err();
    assert!(error.is_session_expired(), "{error:?}");
    assert_eq!(setup.cloud.count("todos"), 0, "nothing was sent");
    setup.auth.sign_out().unwrap();
    assert_eq!(Echo::of(setup.todos().get("/items").send().unwrap()).who(), "guest");
}

/// js#2089
#[test]
fn line_21_credentials_are_kept_by_login() {
    let setup = Setup::new();
    let who = || Echo::of(setup.todos().get("/items").send().unwrap()).who().to_owned();
    assert_eq!(who(), "guest");
    setup.sign_in();
    assert_eq!(who(), "authenticated");
    setup.auth.sign_out().unwrap();
    assert_eq!(who(), "guest");
    assert_eq!(who(), "guest");
    assert_eq!(setup.cloud.count("GetCredentialsForIdentity"), 2, "one for the guest, one for ada");
}

/// js#14183, #1089, swift#870
#[test]
fn line_22_no_guest_access_is_an_error_that_names_the_setting() {
    let setup = Setup::with(|builder| builder.guest_access(GuestAccess::Refused));
    let error = setup.todos().get("/items").send().unwrap_err();
    assert!(error.is_guest_access_disabled());
    let text = error.to_string();
    assert!(text.contains("guest") && text.contains("unauthenticated identities"), "{text}");
    assert!(text.contains("us-west-2:11111111-2222-3333-4444-555555555555") && text.contains("`todos`"), "{text}");
    setup.sign_in();
    assert_eq!(Echo::of(setup.todos().get("/items").send().unwrap()).who(), "authenticated");
}

/// flutter#1248
#[test]
fn line_24_building_contacts_nobody() {
    let setup = Setup::new();
    let (todos, profile) = (setup.todos(), setup.profile());
    let requests = (todos.get("/items"), profile.get("/"));
    assert_eq!(setup.cloud.connections(), 0);
    assert!(requests.1.send().unwrap_err().is_signed_out());
    assert_eq!(setup.cloud.connections(), 0, "a signed-out user's call is refused before anything is sent");
    requests.0.send().unwrap();
    assert_eq!(setup.cloud.count("GetId"), 1);
}

/// swift#948, #1418, #1380
#[test]
fn line_28_256_cold_threads_make_one_credential_call() {
    let setup = Setup::new();
    let todos = setup.todos();
    let barrier = Barrier::new(256);
    let count = |operation: &str| setup.cloud.count(operation);
    let all_call = || {
        std::thread::scope(|scope| {
            for _ in 0..256 {
                scope.spawn(|| {
                    barrier.wait();
                    todos.get("/items").send().unwrap();
                });
            }
        });
    };
    all_call();
    assert_eq!((count("GetId"), count("GetCredentialsForIdentity"), count("todos")), (1, 1, 256));

    setup.sign_in();
    setup.cloud.clear_requests();
    all_call();
    assert_eq!((count("GetId"), count("GetCredentialsForIdentity"), count("todos")), (1, 1, 256));
}

/// js#13310, #13378, #6314
#[test]
fn line_18_an_api_key_goes_with_every_authorizer_and_is_not_signed() {
    let setup = Setup::with(|builder| builder.endpoint("todos", |endpoint| endpoint.api_key("usage-plan-key")));
    let error = setup.todos().get("/items").send().unwrap_err();
    assert_eq!(error.response().unwrap().error_type(), Some("ForbiddenException"));
    let metered = setup.endpoint("todos", Authorizer::iam().with_api_key("usage-plan-key"));
    let echo = Echo::of(metered.get("/items").send().unwrap());
    assert_eq!((echo.who(), echo.headers("x-api-key")), ("guest", vec!["usage-plan-key"]));
    let signed_headers = echo.headers("authorization")[0].split("SignedHeaders=").nth(1).unwrap().to_owned();
    assert!(!signed_headers.contains("x-api-key"), "{signed_headers}");
}

/// swift#3491
#[test]
fn line_25_the_program_can_bring_its_own_signer() {
    let setup = Setup::new();
    let credentials = setup.cloud.credentials(amplify_rest_local::Role::Authenticated).unwrap();
    let own_signer = move |request: &mut OutgoingRequest<'_>| {
        let credentials = amplify_rest::Credentials::new(credentials.access_key_id(), credentials.secret_access_key())
            .with_session_token(credentials.session_token());
        let now = amplify_rest::Clock::now(&amplify_rest::SystemClock);
        let key = SigningKey::derive(&credentials, "us-west-2", "execute-api", now)?;
        let (method, uri) = (request.method().clone(), request.uri().clone());
        let body = request.body().to_vec();
        let signable = SignableRequest::new(&method, uri.authority().unwrap().as_str(), uri.path()).body(&body);
        sign(&signable, &key, now, SigningSettings::default())?.insert_into(request.headers_mut());
        Ok(())
    };
    let todos = setup.endpoint("todos", Authorizer::custom(own_signer));
    let echo = Echo::of(todos.post("/private/items").header("content-type", "x/y").text("body").send().unwrap());
    assert_eq!((echo.who(), echo.body()), ("authenticated", "body"));
    assert_eq!(setup.cloud.count("GetId"), 0);
}

/// flutter#1224, android#1029
#[test]
fn line_26_errors_name_endpoint_authorizer_role_and_host() {
    let setup = Setup::new();
    let error = setup.todos().get("/private/x").send().unwrap_err();
    assert_eq!(error.endpoint(), Some("todos"));
    let text = error.to_string();
    for part in ["GET /private/x", "endpoint `todos`", "IAM", "guest role", "127.0.0.1:"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let text = setup.profile().get("/me").send().unwrap_err().to_string();
    assert!(text.contains("endpoint `profile`") && text.contains("user pool, access token"), "{text}");
}
