//! The user pool: every way to sign in and up, and who is refused. SRP's client is `aws-cognito-srp`.

use amplify_rest_local::{AppClient, AuthFlow, Cloud, UnknownUsers, User, UserStatus};
use aws_cognito_srp::{SrpClient, User as SrpUser, UserAuthenticationParameters, VerificationParameters};
use serde_json::{Value, json};

use crate::support::{
    CLIENT, Got, PASSWORD, POOL, claims, cloud, cloud_with, refresh, refresh_the_older_way, refused, tokens, user_pool,
};

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
