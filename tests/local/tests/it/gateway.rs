//! The gateway's other authorizers, role policies, programmed routes, and what nobody answers.

use amplify_rest_local::{Answer, Decision, Role, RolePolicy, TokenUse};
use serde_json::json;

use crate::support::{Got, Signer, cloud, cloud_with, get, request, send, tokens};

#[track_caller]
fn refused(got: &Got, status: u16, kind: &str, message: &str) {
    assert_eq!(got.error(), (status, kind.to_owned(), message.to_owned()));
    assert_ne!(got.header("x-amzn-requestid"), "");
    assert_ne!(got.header("x-amz-apigw-id"), "");
    assert_eq!(got.header("content-type"), "application/json");
}

#[test]
fn open_endpoints_let_everybody_in() {
    let cloud = cloud();
    let got =
        get(&cloud.endpoint_url("open").expect("the endpoint"), &[("x-api-key", "stray"), ("authorization", "stray")]);
    assert_eq!(got.status, 200);
    assert_eq!(got.json()["who"], json!({ "kind": "anybody" }));
    assert_ne!(got.header("x-amzn-requestid"), "");
}

#[test]
fn api_keys_are_checked() {
    let cloud = cloud();
    let url = cloud.endpoint_url("stats").expect("the endpoint");
    assert_eq!(cloud.api_key("stats").expect("a key"), "the configured key");
    assert_eq!(get(&url, &[("x-api-key", "the configured key")]).json()["who"], json!({ "kind": "api_key" }));
    refused(&get(&url, &[]), 403, "ForbiddenException", "Forbidden");
    refused(&get(&url, &[("x-api-key", "the configured keY")]), 403, "ForbiddenException", "Forbidden");
}

#[test]
fn an_api_key_can_be_wanted_beside_iam() {
    let cloud = cloud_with(|builder| builder.endpoint("todos", |todos| todos.api_key("metered")));
    let guest = Signer::new(&cloud.credentials(Role::Guest).expect("credentials"));
    let url = cloud.endpoint_url("todos").expect("the endpoint");
    refused(&send(guest.sign(request("GET", &url, &[], b""))), 403, "ForbiddenException", "Forbidden");
    let mut signed = guest.sign(request("GET", &url, &[], b""));
    signed.headers_mut().insert("x-api-key", "metered".parse().expect("a value"));
    assert_eq!(send(signed).json()["who"]["kind"], "guest");
    refused(
        &get(&url, &[("x-api-key", "metered")]),
        403,
        "MissingAuthenticationTokenException",
        "Missing Authentication Token",
    );
}

#[test]
fn user_pool_tokens_are_checked() {
    let (cloud, elsewhere) = (cloud(), cloud());
    let url = cloud.endpoint_url("orders").expect("the endpoint");
    let tokens = tokens(&cloud);
    let [id, access] = ["IdToken", "AccessToken"].map(|name| tokens[name].as_str().expect("a token"));
    let sub = cloud.users().sub("ada").expect("ada");
    let who = get(&url, &[("authorization", access)]).json()["who"].clone();
    assert_eq!(
        who,
        json!({ "kind": "user", "username": "ada", "sub": sub, "token_use": "access", "groups": ["admins"] })
    );
    assert_eq!(get(&url, &[("authorization", id)]).json()["who"]["token_use"], "id");
    assert_eq!(get(&url, &[("authorization", &format!("Bearer {id}"))]).status, 200);
    let (head, signature) = id.rsplit_once('.').expect("a signature");
    let (header, claims) = head.split_once('.').expect("claims");
    let unsigned = format!("eyJhbGciOiJub25lIn0.{claims}.");
    let tampered = format!("{header}.{}x.{signature}", &claims[..claims.len() - 1]);
    let foreign = crate::support::tokens(&elsewhere)["IdToken"].as_str().expect("a token").to_owned();
    for token in ["", "garbage", "a.b.c", &unsigned, &tampered, &foreign] {
        refused(&get(&url, &[("authorization", token)]), 401, "UnauthorizedException", "Unauthorized");
    }
    refused(&get(&url, &[]), 401, "UnauthorizedException", "Unauthorized");
    cloud.set_clock_offset(3601);
    refused(&get(&url, &[("authorization", id)]), 401, "UnauthorizedException", "The incoming token has expired");
}

#[test]
fn an_endpoint_can_want_one_kind_of_token() {
    let cloud = cloud_with(|builder| builder.endpoint("orders", |orders| orders.token_use(TokenUse::Id)));
    let url = cloud.endpoint_url("orders").expect("the endpoint");
    let tokens = tokens(&cloud);
    assert_eq!(get(&url, &[("authorization", tokens["IdToken"].as_str().expect("a token"))]).status, 200);
    let got = get(&url, &[("authorization", tokens["AccessToken"].as_str().expect("a token"))]);
    refused(&got, 401, "UnauthorizedException", "Unauthorized");
}

#[test]
fn custom_authorizers_want_a_token_or_ask() {
    let cloud = cloud();
    let url = cloud.endpoint_url("partner").expect("the endpoint");
    let token = cloud.custom_token("partner").expect("a token").to_owned();
    assert_eq!(get(&url, &[("authorization", &token)]).json()["who"], json!({ "kind": "custom" }));
    refused(&get(&url, &[]), 401, "UnauthorizedException", "Unauthorized");
    let denied = get(&url, &[("authorization", "another")]);
    refused(
        &denied,
        403,
        "AccessDeniedException",
        "User is not authorized to access this resource with an explicit deny",
    );
    assert!(denied.json().get("Message").is_some(), "API Gateway writes it with a capital here");

    let asked = cloud_with(|builder| {
        builder.endpoint("partner", |partner| {
            partner.custom_authorizer(|request| match request.header("x-partner") {
                Some("friend") => Decision::Allow,
                Some(_) => Decision::Deny,
                None => Decision::Unauthorized,
            })
        })
    });
    let url = asked.endpoint_url("partner").expect("the endpoint");
    let statuses = ["friend", "foe"].map(|who| get(&url, &[("x-partner", who)]).status);
    assert_eq!((statuses, get(&url, &[]).status), ([200, 403], 401));
    assert!(asked.custom_token("partner").expect_err("no token").is_usage());
}

#[test]
fn roles_have_policies() {
    let cloud = cloud();
    let url = cloud.endpoint_url("todos").expect("the endpoint");
    let [guest, user] =
        [Role::Guest, Role::Authenticated].map(|role| Signer::new(&cloud.credentials(role).expect("credentials")));
    let call = |signer: &Signer, path: &str| send(signer.sign(request("GET", &format!("{url}{path}"), &[], b"")));
    assert_eq!(call(&guest, "/items").json()["who"]["kind"], "guest");
    assert_eq!(call(&user, "/private/1").json()["who"]["kind"], "authenticated");
    let got = call(&guest, "/private/1");
    let message = "User: arn:aws:sts::123456789012:assumed-role/amplify-local-unauthRole/CognitoIdentityCredentials is not authorized \
        to perform: execute-api:Invoke on resource: arn:aws:execute-api:eu-west-1:********9012:abc123/dev/GET/private/1 with an explicit deny";
    refused(&got, 403, "AccessDeniedException", message);

    let strict =
        cloud_with(|builder| builder.role_policy(Role::Guest, RolePolicy::nothing().allow("todos", "GET", "/public*")));
    let url = strict.endpoint_url("todos").expect("the endpoint");
    let guest = Signer::new(&strict.credentials(Role::Guest).expect("credentials"));
    let status = |method: &str, path: &str| send(guest.sign(request(method, &format!("{url}{path}"), &[], b""))).status;
    assert_eq!([status("GET", "/public/1"), status("POST", "/public/1"), status("GET", "/items")], [200, 403, 403]);
}

#[test]
fn answers_can_be_programmed() {
    let cloud = cloud();
    let url = cloud.endpoint_url("stats").expect("the endpoint");
    let key = [("x-api-key", "the configured key")];
    let answer = Answer::json(201, &json!({ "id": 7 })).expect("an answer").header("x-two", "a").expect("a header");
    cloud.on("stats", "GET", "/items/{id}", answer.header("x-two", "b").expect("a header")).expect("the endpoint");
    let got = get(&format!("{url}/items/7"), &key);
    assert_eq!((got.status, got.json()), (201, json!({ "id": 7 })));
    assert_eq!(got.headers.get_all("x-two").iter().count(), 2);
    assert_eq!(get(&format!("{url}/items/7"), &[]).status, 403, "the key is wanted first");
    assert_eq!(get(&format!("{url}/items"), &key).json()["resource"], "/items");
    cloud
        .on_request("stats", "ANY", "/{proxy+}", |request| Answer::new(200).expect("a status").body(request.body()))
        .expect("the endpoint");
    assert_eq!(send(request("PUT", &format!("{url}/a/b"), &key, b"back")).body, b"back");
    assert!(
        cloud.on("nowhere", "GET", "/", Answer::new(200).expect("a status")).expect_err("no such endpoint").is_usage()
    );
}

#[test]
fn nobody_answers_elsewhere() {
    let cloud = cloud();
    for path in ["/", "/todos", "/todos/device", "/nowhere/dev", "/eu-west-1_AbCdEfGhI/.well-known/nothing"] {
        let got = get(&format!("{}{path}", cloud.url()), &[]);
        refused(&got, 403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    }
}

#[test]
fn requests_are_recorded_and_not_shown() {
    let cloud = cloud();
    let url = cloud.endpoint_url("stats").expect("the endpoint");
    send(request("POST", &format!("{url}/a?q=hunter2"), &[("x-api-key", "canary-key")], b"canary-body"));
    let requests = cloud.requests();
    let [recorded] = &requests[..] else { panic!("{requests:?}") };
    assert_eq!((recorded.name(), recorded.status()), ("stats", 403));
    assert_eq!(recorded.request().header("X-Api-Key"), Some("canary-key"));
    assert_eq!((recorded.request().body(), recorded.request().query()), (&b"canary-body"[..], Some("q=hunter2")));
    let shown = format!("{recorded:?} {:?} {cloud:?}", recorded.request());
    assert!(shown.contains("/stats/dev/a"), "{shown}");
    assert!(!shown.contains("canary") && !shown.contains("hunter2"), "{shown}");
    cloud.clear_requests();
    assert_eq!(cloud.count("stats"), 0);
}
