//! The user pool: every way to sign in, what follows, and who is refused. SRP's client is `aws-cognito-srp`.

use amplify_rest_local::{AppClient, AuthFlow, Cloud, Rotation, UnknownUsers, User, UserStatus};
use aws_cognito_srp::{SrpClient, User as SrpUser, UserAuthenticationParameters, VerificationParameters};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::support::{CLIENT, Got, PASSWORD, POOL, cloud, cloud_with, get, tokens, user_pool};

#[track_caller]
fn refused(got: &Got, kind: &str, message: &str) {
    assert_eq!(got.error(), (400, kind.to_owned(), message.to_owned()));
    assert_eq!(got.json()["__type"], kind);
    assert_eq!(got.header("content-type"), "application/x-amz-json-1.1");
    assert_ne!(got.header("x-amzn-requestid"), "");
}

const WRONG: &str = "Incorrect username or password.";

/// The answer to a challenge that another implementation of SRP computed.
fn answer_to(cloud: &Cloud, client: &str, name: &str, password: &str, secret: Option<&str>) -> Result<Value, Box<Got>> {
    let srp = SrpClient::new(SrpUser::new(POOL, name, password), client, secret);
    let UserAuthenticationParameters { a, username } = srp.get_auth_parameters();
    let mut parameters = json!({ "USERNAME": username, "SRP_A": a });
    if let Some(hash) = srp.get_secret_hash() {
        parameters["SECRET_HASH"] = json!(hash);
    }
    let begun = user_pool(
        cloud,
        "InitiateAuth",
        &json!({ "AuthFlow": "USER_SRP_AUTH", "ClientId": client, "AuthParameters": parameters }),
    );
    if begun.status != 200 {
        return Err(Box::new(begun));
    }
    let begun = begun.json();
    assert_eq!(begun["ChallengeName"], "PASSWORD_VERIFIER");
    let given = |parameter: &str| begun["ChallengeParameters"][parameter].as_str().expect("a parameter").to_owned();
    let user_id = given("USER_ID_FOR_SRP");
    let VerificationParameters { password_claim_secret_block, password_claim_signature, timestamp } =
        srp.verify(&given("SECRET_BLOCK"), &user_id, &given("SALT"), &given("SRP_B")).expect("a proof");
    let mut responses = json!({
        "USERNAME": name,
        "PASSWORD_CLAIM_SECRET_BLOCK": password_claim_secret_block,
        "PASSWORD_CLAIM_SIGNATURE": password_claim_signature,
        "TIMESTAMP": timestamp,
    });
    if let Some(hash) = srp.get_secret_hash() {
        responses["SECRET_HASH"] = json!(hash);
    }
    Ok(json!({ "ChallengeName": "PASSWORD_VERIFIER", "ClientId": client, "ChallengeResponses": responses }))
}

fn sign_in_by_srp(cloud: &Cloud, name: &str, password: &str) -> Got {
    match answer_to(cloud, CLIENT, name, password, None) {
        Ok(answer) => user_pool(cloud, "RespondToAuthChallenge", &answer),
        Err(refused) => *refused,
    }
}

fn sign_in_by_password(cloud: &Cloud, name: &str, password: &str) -> Got {
    let parameters = json!({ "USERNAME": name, "PASSWORD": password });
    user_pool(
        cloud,
        "InitiateAuth",
        &json!({ "AuthFlow": "USER_PASSWORD_AUTH", "ClientId": CLIENT, "AuthParameters": parameters }),
    )
}

fn refresh(cloud: &Cloud, token: &Value) -> Got {
    user_pool(cloud, "GetTokensFromRefreshToken", &json!({ "ClientId": CLIENT, "RefreshToken": token }))
}

fn refresh_the_older_way(cloud: &Cloud, token: &Value) -> Got {
    let input =
        json!({ "AuthFlow": "REFRESH_TOKEN_AUTH", "ClientId": CLIENT, "AuthParameters": { "REFRESH_TOKEN": token } });
    user_pool(cloud, "InitiateAuth", &input)
}

fn claims(token: &Value) -> Value {
    let payload = token.as_str().expect("a token").split('.').nth(1).expect("claims");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).expect("base64")).expect("JSON")
}

#[test]
fn srp_signs_in_with_the_right_password_only() {
    let cloud = cloud();
    // Several exchanges, so that numbers with leading zeros or high bits come up now and then.
    for _ in 0..3 {
        let result = sign_in_by_srp(&cloud, "ada", PASSWORD).json()["AuthenticationResult"].clone();
        assert_eq!(result["TokenType"], "Bearer");
        assert_eq!(result["ExpiresIn"], 3600);
        assert!(result["RefreshToken"].is_string());
    }
    refused(&sign_in_by_srp(&cloud, "ada", "Correct horse battery"), "NotAuthorizedException", WRONG);
    refused(&sign_in_by_srp(&cloud, "nobody", PASSWORD), "NotAuthorizedException", WRONG);
}

#[test]
fn a_proof_counts_once() {
    let cloud = cloud();
    let answer = answer_to(&cloud, CLIENT, "ada", PASSWORD, None).expect("a challenge");
    assert_eq!(user_pool(&cloud, "RespondToAuthChallenge", &answer).status, 200);
    refused(&user_pool(&cloud, "RespondToAuthChallenge", &answer), "NotAuthorizedException", WRONG);
    let late = answer_to(&cloud, CLIENT, "ada", PASSWORD, None).expect("a challenge");
    cloud.set_clock_offset(181);
    refused(&user_pool(&cloud, "RespondToAuthChallenge", &late), "NotAuthorizedException", WRONG);
}

#[test]
fn changed_proofs_are_refused() {
    let cloud = cloud();
    cloud.users().create("grace", PASSWORD).expect("a pool");
    for (name, value) in
        [("USERNAME", "grace"), ("PASSWORD_CLAIM_SIGNATURE", "AAAA"), ("TIMESTAMP", "Sun Nov 22 20:57:17 UTC 2026")]
    {
        let mut answer = answer_to(&cloud, CLIENT, "ada", PASSWORD, None).expect("a challenge");
        answer["ChallengeResponses"][name] = json!(value);
        refused(&user_pool(&cloud, "RespondToAuthChallenge", &answer), "NotAuthorizedException", WRONG);
    }
    let mut answer = answer_to(&cloud, CLIENT, "ada", PASSWORD, None).expect("a challenge");
    for timestamp in [
        "2026-11-22T20:57:17Z",
        "Sun Nov 01 20:57:17 UTC 2026",
        "Sun Nov  1 20:57:17 UTC 2026",
        "Sun Nov 1 20:57:17 CET 2026",
    ] {
        answer["ChallengeResponses"]["TIMESTAMP"] = json!(timestamp);
        let message = "TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.";
        refused(&user_pool(&cloud, "RespondToAuthChallenge", &answer), "InvalidParameterException", message);
    }
}

#[test]
fn a_public_value_that_is_zero_in_the_group_is_refused() {
    let cloud = cloud();
    for value in ["0", "00", "", "-1", "xyz"] {
        let parameters = json!({ "USERNAME": "ada", "SRP_A": value });
        let got = user_pool(
            &cloud,
            "InitiateAuth",
            &json!({ "AuthFlow": "USER_SRP_AUTH", "ClientId": CLIENT, "AuthParameters": parameters }),
        );
        assert_eq!(got.error().1, "InvalidParameterException", "{value}");
    }
}

#[test]
fn users_sign_in_with_an_alias_too() {
    let cloud = cloud_with(|builder| builder.user(User::with_email_as_name("joan@example.org", "joan's password")));
    for (name, password) in [("ada@example.org", PASSWORD), ("ADA", PASSWORD), ("Joan@example.org", "joan's password")]
    {
        for got in [sign_in_by_srp(&cloud, name, password), sign_in_by_password(&cloud, name, password)] {
            assert_eq!(got.status, 200, "{name}: {got:?}");
        }
    }
    let id = claims(
        &sign_in_by_password(&cloud, "joan@example.org", "joan's password").json()["AuthenticationResult"]["IdToken"],
    );
    assert_eq!(id["cognito:username"], id["sub"], "Cognito names a user of such a pool by a UUID");
    assert_eq!(id["email"], "joan@example.org");
}

#[test]
fn tokens_hold_the_claims_of_cognito() {
    let cloud = cloud();
    let tokens = tokens(&cloud);
    let (id, access) = (claims(&tokens["IdToken"]), claims(&tokens["AccessToken"]));
    for token in [&id, &access] {
        assert_eq!(token["iss"], format!("https://cognito-idp.eu-west-1.amazonaws.com/{POOL}"));
        assert_eq!(token["sub"], cloud.users().sub("ada").expect("ada"));
        assert_eq!(token["cognito:groups"], json!(["admins"]));
        assert_eq!(token["exp"].as_i64(), token["iat"].as_i64().map(|issued| issued + 3600));
        assert_eq!(token["auth_time"], token["iat"]);
        assert!(token["jti"].is_string() && token["event_id"].is_string());
    }
    assert_eq!(id["origin_jti"], access["origin_jti"]);
    assert_ne!(id["jti"], access["jti"]);
    let rest = json!([id["token_use"], id["aud"], id["cognito:username"], id["email"], id["email_verified"]]);
    assert_eq!(rest, json!(["id", CLIENT, "ada", "ada@example.org", true]));
    let rest = json!([access["token_use"], access["client_id"], access["username"], access["scope"], access["aud"]]);
    assert_eq!(rest, json!(["access", CLIENT, "ada", "aws.cognito.signin.user.admin", null]));
}

#[test]
fn the_key_set_verifies_tokens() {
    let cloud = cloud();
    let token = tokens(&cloud)["IdToken"].as_str().expect("a token").to_owned();
    let (message, signature) = token.rsplit_once('.').expect("a signature");
    let keys = get(&format!("{}/{POOL}/.well-known/jwks.json", cloud.url()), &[]).json();
    let key = &keys["keys"][0];
    let number = |name: &str| URL_SAFE_NO_PAD.decode(key[name].as_str().expect("a number")).expect("base64");
    let public = ring::signature::RsaPublicKeyComponents { n: number("n"), e: number("e") };
    let signature = URL_SAFE_NO_PAD.decode(signature).expect("base64");
    let algorithm = &ring::signature::RSA_PKCS1_2048_8192_SHA256;
    assert!(public.verify(algorithm, message.as_bytes(), &signature).is_ok());
    assert_eq!(public.n.len(), 256);
    let header = URL_SAFE_NO_PAD.decode(message.split('.').next().expect("a header")).expect("base64");
    let header: Value = serde_json::from_slice(&header).expect("JSON");
    assert_eq!((&header["kid"], &header["alg"]), (&key["kid"], &json!("RS256")));
    let about = get(&format!("{}/{POOL}/.well-known/openid-configuration", cloud.url()), &[]).json();
    assert_eq!(about["issuer"], claims(&json!(token))["iss"]);
}

#[test]
fn a_client_with_a_secret_wants_its_hash() {
    let cloud = cloud_with(|builder| builder.other_client(AppClient::new("2secret").secret("the secret")));
    let answer = answer_to(&cloud, "2secret", "ada", PASSWORD, Some("the secret")).expect("a challenge");
    let result = user_pool(&cloud, "RespondToAuthChallenge", &answer).json()["AuthenticationResult"].clone();
    assert_eq!(claims(&result["IdToken"])["aud"], "2secret");
    let wrong = answer_to(&cloud, "2secret", "ada", PASSWORD, Some("another")).expect_err("a refusal");
    refused(&wrong, "NotAuthorizedException", "SecretHash does not match for the client: 2secret");
    let missing = answer_to(&cloud, "2secret", "ada", PASSWORD, None).expect_err("a refusal");
    refused(
        &missing,
        "NotAuthorizedException",
        "Client 2secret is configured with secret but SECRET_HASH was not received",
    );
    let stray = answer_to(&cloud, CLIENT, "ada", PASSWORD, Some("the secret")).expect_err("a refusal");
    refused(
        &stray,
        "NotAuthorizedException",
        &format!("Client {CLIENT} is not configured for secret but secret hash was received"),
    );
    let with_secret = |secret: &Value| {
        let input = json!({ "ClientId": "2secret", "RefreshToken": result["RefreshToken"], "ClientSecret": secret });
        user_pool(&cloud, "GetTokensFromRefreshToken", &input).status
    };
    assert_eq!(
        [with_secret(&json!("the secret")), with_secret(&json!("x")), with_secret(&Value::Null)],
        [200, 400, 400]
    );
    refused(&refresh(&cloud, &result["RefreshToken"]), "NotAuthorizedException", "Invalid Refresh Token");
}

#[test]
fn clients_allow_the_flows_they_are_given() {
    let cloud = cloud_with(|builder| builder.client(|client| client.flows(&[AuthFlow::UserSrp])));
    assert_eq!(sign_in_by_srp(&cloud, "ada", PASSWORD).status, 200);
    let message = "USER_PASSWORD_AUTH flow not enabled for this client";
    refused(&sign_in_by_password(&cloud, "ada", PASSWORD), "InvalidParameterException", message);
    let message = "REFRESH_TOKEN_AUTH flow not enabled for this client";
    refused(&refresh_the_older_way(&cloud, &json!("x")), "InvalidParameterException", message);
    let cloud = cloud_with(|builder| builder.client(|client| client.flows(&[AuthFlow::UserPassword])));
    let message = "USER_SRP_AUTH is not enabled for the client.";
    refused(&sign_in_by_srp(&cloud, "ada", PASSWORD), "InvalidParameterException", message);
    let got = user_pool(
        &cloud,
        "InitiateAuth",
        &json!({ "AuthFlow": "NO_SUCH_AUTH", "ClientId": CLIENT, "AuthParameters": {} }),
    );
    assert!(got.error().2.starts_with("1 validation error detected: Value 'NO_SUCH_AUTH' at 'authFlow'"), "{got:?}");
    let got = user_pool(&cloud, "InitiateAuth", &json!({ "AuthFlow": "USER_SRP_AUTH", "ClientId": "nobodys" }));
    refused(&got, "ResourceNotFoundException", "User pool client nobodys does not exist.");
}

#[test]
fn unknown_users_can_be_named() {
    let cloud = cloud_with(|builder| builder.client(|client| client.unknown_users(UnknownUsers::AreNamed)));
    for got in [sign_in_by_srp(&cloud, "nobody", PASSWORD), sign_in_by_password(&cloud, "nobody", PASSWORD)] {
        refused(&got, "UserNotFoundException", "User does not exist.");
    }
}

#[test]
fn a_temporary_password_is_replaced() {
    let newcomer = || User::new("grace", "temporary").status(UserStatus::MustChangePassword).email("grace@example.org");
    let cloud = cloud_with(|builder| builder.user(newcomer()));
    let asked = sign_in_by_srp(&cloud, "grace", "temporary").json();
    assert_eq!(asked["ChallengeName"], "NEW_PASSWORD_REQUIRED");
    assert_eq!(asked["ChallengeParameters"]["USER_ID_FOR_SRP"], "grace");
    let attributes = asked["ChallengeParameters"]["userAttributes"].as_str().expect("attributes");
    assert_eq!(serde_json::from_str::<Value>(attributes).expect("JSON")["email"], "grace@example.org");
    let answer = |session: &Value, name: &str, password: &str| {
        let responses = json!({ "USERNAME": name, "NEW_PASSWORD": password, "userAttributes.name": "Grace" });
        let input = json!({
            "ChallengeName": "NEW_PASSWORD_REQUIRED", "ClientId": CLIENT, "Session": session, "ChallengeResponses": responses,
        });
        user_pool(&cloud, "RespondToAuthChallenge", &input)
    };
    let session = &asked["Session"];
    let got = answer(session, "grace", "short");
    refused(&got, "InvalidPasswordException", "Password does not conform to policy: Password not long enough");
    refused(
        &answer(&Value::Null, "grace", "a good password"),
        "InvalidParameterException",
        "Missing required parameter Session",
    );
    for (session, name) in [(session, "ada"), (&json!("another"), "grace")] {
        assert_eq!(answer(session, name, "a good password").error().1, "NotAuthorizedException");
    }
    let result = answer(session, "grace", "a good password").json()["AuthenticationResult"].clone();
    assert_eq!(claims(&result["IdToken"])["name"], "Grace");
    let message = "Invalid session for the user, session can only be used once.";
    refused(&answer(session, "grace", "a good password"), "NotAuthorizedException", message);
    refused(&sign_in_by_srp(&cloud, "grace", "temporary"), "NotAuthorizedException", WRONG);
    assert!(sign_in_by_srp(&cloud, "grace", "a good password").json()["AuthenticationResult"].is_object());
    cloud.users().add(newcomer()).expect("a pool");
    let asked = sign_in_by_password(&cloud, "grace", "temporary").json();
    cloud.set_clock_offset(181);
    let message = "Invalid session for the user, session is expired.";
    refused(&answer(&asked["Session"], "grace", "a good password"), "NotAuthorizedException", message);
}

#[test]
fn a_users_status_counts_once_the_password_is_right() {
    let cloud = cloud();
    for (status, kind, message) in [
        (UserStatus::Disabled, "NotAuthorizedException", "User is disabled."),
        (UserStatus::Unconfirmed, "UserNotConfirmedException", "User is not confirmed."),
        (UserStatus::MustResetPassword, "PasswordResetRequiredException", "Password reset required for the user"),
    ] {
        let tokens = tokens(&cloud);
        cloud.users().set_status("ada", status).expect("ada");
        refused(&sign_in_by_srp(&cloud, "ada", PASSWORD), kind, message);
        refused(&sign_in_by_password(&cloud, "ada", "wrong"), "NotAuthorizedException", WRONG);
        refused(&refresh(&cloud, &tokens["RefreshToken"]), kind, message);
        cloud.users().set_status("ada", UserStatus::Confirmed).expect("ada");
    }
    assert!(cloud.users().set_status("nobody", UserStatus::Disabled).expect_err("nobody").is_usage());
}

#[test]
fn refreshing_gives_new_tokens_of_the_same_sign_in() {
    let cloud = cloud();
    let before = tokens(&cloud);
    cloud.set_clock_offset(3000);
    for after in [refresh(&cloud, &before["RefreshToken"]), refresh_the_older_way(&cloud, &before["RefreshToken"])] {
        let after = after.json()["AuthenticationResult"].clone();
        assert_eq!(after.get("RefreshToken"), None);
        let (old, new) = (claims(&before["AccessToken"]), claims(&after["AccessToken"]));
        assert_eq!((&old["auth_time"], &old["origin_jti"]), (&new["auth_time"], &new["origin_jti"]));
        assert_ne!(old["jti"], new["jti"]);
        assert!(new["exp"].as_i64() > old["exp"].as_i64());
    }
    refused(&refresh(&cloud, &json!("garbage")), "NotAuthorizedException", "Invalid Refresh Token");
    cloud.set_clock_offset(31 * 24 * 3600);
    refused(&refresh(&cloud, &before["RefreshToken"]), "NotAuthorizedException", "Refresh Token has expired");
}

#[test]
fn rotation_gives_a_new_refresh_token_each_time() {
    let rotation = Rotation::After { grace_seconds: 10 };
    let cloud = cloud_with(|builder| builder.client(move |client| client.rotation(rotation)));
    let first = tokens(&cloud)["RefreshToken"].clone();
    let second = refresh(&cloud, &first).json()["AuthenticationResult"]["RefreshToken"].clone();
    assert!(second.is_string() && second != first);
    assert_eq!(refresh(&cloud, &first).status, 200, "within the grace period");
    cloud.set_clock_offset(11);
    refused(&refresh(&cloud, &first), "RefreshTokenReuseException", "Refresh Token has been rotated");
    assert_eq!(refresh(&cloud, &second).status, 200);
    let message = "REFRESH_TOKEN_AUTH flow not enabled for this client";
    refused(&refresh_the_older_way(&cloud, &second), "InvalidParameterException", message);
}

#[test]
fn revoking_a_refresh_token_ends_its_sign_in_only() {
    let cloud = cloud_with(|builder| builder.other_client(AppClient::new("2another")));
    let (one, other) = (tokens(&cloud), tokens(&cloud));
    let revoke = |token: &Value| user_pool(&cloud, "RevokeToken", &json!({ "ClientId": CLIENT, "Token": token }));
    assert_eq!(revoke(&one["RefreshToken"]).json(), json!({}));
    let user = |tokens: &Value| user_pool(&cloud, "GetUser", &json!({ "AccessToken": tokens["AccessToken"] }));
    refused(&refresh(&cloud, &one["RefreshToken"]), "NotAuthorizedException", "Refresh Token has been revoked");
    refused(&user(&one), "NotAuthorizedException", "Access Token has been revoked");
    assert_eq!((refresh(&cloud, &other["RefreshToken"]).status, user(&other).status), (200, 200));
    assert_eq!(revoke(&json!("unknown")).status, 200);
    let by_another = json!({ "ClientId": "2another", "Token": other["RefreshToken"] });
    assert_eq!(user_pool(&cloud, "RevokeToken", &by_another).status, 200);
    assert_eq!(refresh(&cloud, &other["RefreshToken"]).status, 200);
    assert_eq!(revoke(&other["AccessToken"]).error().1, "UnsupportedTokenTypeException");
    let orders = cloud.endpoint_url("orders").expect("the endpoint");
    let revoked = one["AccessToken"].as_str().expect("a token");
    assert_eq!(get(&orders, &[("authorization", revoked)]).status, 200, "API Gateway doesn't ask the user pool");
}

#[test]
fn global_sign_out_ends_all_sign_ins_of_a_user() {
    let cloud = cloud();
    let (one, other) = (tokens(&cloud), tokens(&cloud));
    let sign_out = |token: &Value| user_pool(&cloud, "GlobalSignOut", &json!({ "AccessToken": token }));
    refused(&sign_out(&one["IdToken"]), "NotAuthorizedException", "Invalid Access Token");
    assert_eq!(sign_out(&one["AccessToken"]).json(), json!({}));
    refused(&sign_out(&other["AccessToken"]), "NotAuthorizedException", "Access Token has been revoked");
    refused(&refresh(&cloud, &other["RefreshToken"]), "NotAuthorizedException", "Refresh Token has been revoked");
    let again = tokens(&cloud);
    assert_eq!(refresh(&cloud, &again["RefreshToken"]).status, 200);
    cloud.users().sign_out_everywhere("ada").expect("ada");
    refused(&refresh(&cloud, &again["RefreshToken"]), "NotAuthorizedException", "Refresh Token has been revoked");
}

#[test]
fn users_are_shown_to_themselves() {
    let cloud = cloud();
    let token = tokens(&cloud)["AccessToken"].clone();
    let user = user_pool(&cloud, "GetUser", &json!({ "AccessToken": token })).json();
    assert_eq!(user["Username"], "ada");
    let attributes = user["UserAttributes"].as_array().expect("attributes");
    assert!(attributes.contains(&json!({ "Name": "email", "Value": "ada@example.org" })), "{attributes:?}");
    cloud.users().delete("ada").expect("ada");
    assert_eq!(user_pool(&cloud, "GetUser", &json!({ "AccessToken": token })).status, 400);
    refused(&sign_in_by_srp(&cloud, "ada", PASSWORD), "NotAuthorizedException", WRONG);
}

#[test]
fn newcomers_sign_up_and_confirm() {
    let cloud = cloud();
    let sign_up = json!({
        "ClientId": CLIENT, "Username": "linus", "Password": "a new password",
        "UserAttributes": [{ "Name": "email", "Value": "linus@example.org" }],
    });
    let got = user_pool(&cloud, "SignUp", &sign_up).json();
    assert_eq!(
        (&got["UserConfirmed"], &got["UserSub"]),
        (&json!(false), &json!(cloud.users().sub("linus").expect("linus")))
    );
    refused(&user_pool(&cloud, "SignUp", &sign_up), "UsernameExistsException", "User already exists");
    refused(&sign_in_by_srp(&cloud, "linus", "a new password"), "UserNotConfirmedException", "User is not confirmed.");
    let confirm = |code: &str| {
        user_pool(
            &cloud,
            "ConfirmSignUp",
            &json!({ "ClientId": CLIENT, "Username": "linus", "ConfirmationCode": code }),
        )
    };
    refused(&confirm("x"), "CodeMismatchException", "Invalid verification code provided, please try again.");
    let code = cloud.users().confirmation_code("linus").expect("a code");
    assert_eq!(confirm(&code).json(), json!({}));
    assert_eq!(sign_in_by_srp(&cloud, "linus", "a new password").status, 200);
}

#[test]
fn what_is_missing_is_named() {
    let cloud = cloud();
    for (flow, parameters, missing) in [
        ("USER_SRP_AUTH", json!({ "SRP_A": "2" }), "USERNAME"),
        ("USER_SRP_AUTH", json!({ "USERNAME": "ada" }), "SRP_A"),
        ("USER_PASSWORD_AUTH", json!({ "USERNAME": "ada" }), "PASSWORD"),
        ("REFRESH_TOKEN_AUTH", json!({}), "REFRESH_TOKEN"),
    ] {
        let got = user_pool(
            &cloud,
            "InitiateAuth",
            &json!({ "AuthFlow": flow, "ClientId": CLIENT, "AuthParameters": parameters }),
        );
        refused(&got, "InvalidParameterException", &format!("Missing required parameter {missing}"));
    }
    assert_eq!(user_pool(&cloud, "AdminGetUser", &json!({})).error().1, "UnknownOperationException");
}
