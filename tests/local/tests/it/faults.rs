//! Faults strike what they are meant for, as often as they should, and nothing else.

use std::time::{Duration, Instant};

use amplify_rest_local::{Answer, Fault};
use serde_json::json;

use crate::support::{
    IDENTITY_POOL, Signer, cloud, cloud_with, get, identity_pool, request, tokens, try_send, user_pool,
};

#[test]
fn a_status_strikes_once_at_its_endpoint() {
    let cloud = cloud_with(|builder| builder.fault(Fault::status(503).on("open")));
    let [open, stats] = ["open", "stats"].map(|name| cloud.endpoint_url(name).expect("the endpoint"));
    assert_eq!(get(&stats, &[]).status, 403);
    let expected = (503, "ServiceUnavailableException".to_owned(), "Service Unavailable".to_owned());
    assert_eq!(get(&open, &[]).error(), expected);
    assert_eq!(get(&open, &[]).status, 200);
}

#[test]
fn faults_count_and_end() {
    let cloud = cloud();
    let open = cloud.endpoint_url("open").expect("the endpoint");
    let statuses = |count: usize| (0..count).map(|_| get(&open, &[]).status).collect::<Vec<_>>();
    cloud.inject(Fault::status(500).times(2));
    cloud.inject(Fault::status(504));
    assert_eq!(statuses(4), [500, 500, 504, 200]);
    cloud.inject(Fault::status(502).always());
    assert_eq!(statuses(3), [502, 502, 502]);
    cloud.clear_faults();
    assert_eq!(statuses(1), [200]);
}

#[test]
fn throttling_looks_like_each_service() {
    let cloud = cloud();
    cloud.inject(Fault::throttle().times(2));
    let at_gateway = get(&cloud.endpoint_url("open").expect("the endpoint"), &[]);
    assert_eq!(at_gateway.error(), (429, "TooManyRequestsException".to_owned(), "Too Many Requests".to_owned()));
    let at_cognito = identity_pool(&cloud, "GetId", &json!({ "IdentityPoolId": IDENTITY_POOL }));
    assert_eq!(at_cognito.error(), (400, "TooManyRequestsException".to_owned(), "Rate exceeded".to_owned()));
    assert_eq!(at_cognito.json()["__type"], "TooManyRequestsException");
}

#[test]
fn any_answer_can_be_given() {
    let cloud = cloud();
    let answer = Answer::json(429, &json!({ "message": "Limit Exceeded" })).expect("an answer");
    let answer = answer.header("x-amzn-errortype", "LimitExceededException").expect("a header");
    cloud.inject(Fault::answer(answer).on("GetId"));
    let got = identity_pool(&cloud, "GetId", &json!({ "IdentityPoolId": IDENTITY_POOL }));
    assert_eq!(got.error(), (429, "LimitExceededException".to_owned(), "Limit Exceeded".to_owned()));
}

#[test]
fn a_delay_holds_the_answer_back() {
    let cloud = cloud();
    cloud.inject(Fault::delay(Duration::from_millis(150)));
    let begin = Instant::now();
    assert_eq!(get(&cloud.endpoint_url("open").expect("the endpoint"), &[]).status, 200);
    assert!(begin.elapsed() >= Duration::from_millis(150));
}

#[test]
fn a_reset_is_seen_as_one_and_the_request_is_not_handled() {
    let cloud = cloud();
    cloud.inject(Fault::reset().on("GetId").times(2));
    let input = json!({ "IdentityPoolId": IDENTITY_POOL }).to_string();
    let headers = [("x-amz-target", "AWSCognitoIdentityService.GetId")];
    let post = || try_send(request("POST", cloud.url(), &headers, input.as_bytes()));
    let error = post().expect_err("no answer");
    let ureq::Error::Io(error) = error else { panic!("{error:?}") };
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
    assert_eq!(cloud.identities().expect("a pool").len(), 0);
    assert_eq!(cloud.requests().iter().map(amplify_rest_local::Recorded::status).collect::<Vec<_>>(), [0]);
    cloud.clear_faults();
    cloud.inject(Fault::reset().on("GetId").after_handling());
    assert!(post().is_err());
    assert_eq!(cloud.identities().expect("a pool").len(), 1);
    assert!(post().is_ok());
}

#[test]
fn a_truncated_answer_promises_more_than_it_has() {
    let cloud = cloud();
    let open = cloud.endpoint_url("open").expect("the endpoint");
    cloud.inject(Fault::truncate(10));
    let mut answer = ureq::get(&open).call().expect("a head");
    let announced: usize = answer.headers()["content-length"].to_str().expect("text").parse().expect("a number");
    assert!(announced > 10);
    let mut body = Vec::new();
    let error =
        std::io::Read::read_to_end(&mut answer.body_mut().as_reader(), &mut body).expect_err("an incomplete body");
    assert_eq!(error.kind(), std::io::ErrorKind::UnexpectedEof);
    assert_eq!(body.len(), 10);
    cloud.inject(Fault::truncate(1_000_000));
    assert_eq!(get(&open, &[]).status, 200);
}

#[test]
fn the_clock_can_be_wrong() {
    let cloud = cloud();
    let signer = Signer::new(&cloud.credentials(amplify_rest_local::Role::Guest).expect("credentials"));
    let url = cloud.endpoint_url("todos").expect("the endpoint");
    let call = || crate::support::send(signer.sign(request("GET", &url, &[], b"")));
    assert_eq!(call().status, 200);
    for (offset, message) in [(330, "Signature expired: "), (-330, "Signature not yet current: ")] {
        cloud.set_clock_offset(offset);
        let (status, kind, said) = call().error();
        assert_eq!((status, kind.as_str()), (403, "InvalidSignatureException"));
        assert!(said.starts_with(message), "{said}");
    }
    for offset in [270, -270] {
        cloud.set_clock_offset(offset);
        assert_eq!(call().status, 200);
    }
    cloud.set_clock_offset(2 * 3600);
    assert_eq!(call().error().1, "ExpiredTokenException");
}

#[test]
fn everything_can_expire_at_once() {
    let cloud = cloud();
    let signer = Signer::new(&cloud.credentials(amplify_rest_local::Role::Guest).expect("credentials"));
    let tokens = tokens(&cloud);
    let access = tokens["AccessToken"].as_str().expect("a token");
    cloud.expire_credentials();
    cloud.expire_tokens();
    let todos = request("GET", &cloud.endpoint_url("todos").expect("the endpoint"), &[], b"");
    let expected =
        (403, "ExpiredTokenException".to_owned(), "The security token included in the request is expired".to_owned());
    assert_eq!(crate::support::send(signer.sign(todos)).error(), expected);
    let orders = get(&cloud.endpoint_url("orders").expect("the endpoint"), &[("authorization", access)]);
    assert_eq!(orders.error(), (401, "UnauthorizedException".to_owned(), "The incoming token has expired".to_owned()));
    let user = user_pool(&cloud, "GetUser", &json!({ "AccessToken": access }));
    assert_eq!(user.error(), (400, "NotAuthorizedException".to_owned(), "Access Token has expired".to_owned()));
    let refresh = || {
        user_pool(
            &cloud,
            "GetTokensFromRefreshToken",
            &json!({ "ClientId": crate::support::CLIENT, "RefreshToken": tokens["RefreshToken"] }),
        )
    };
    assert_eq!(refresh().status, 200);
    cloud.expire_refresh_tokens();
    assert_eq!(refresh().error(), (400, "NotAuthorizedException".to_owned(), "Refresh Token has expired".to_owned()));
}
