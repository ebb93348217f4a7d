//! The identity pool: guests, signed-in users, and who is refused.

use amplify_rest_local::{GuestAccess, Role};
use serde_json::{Value, json};

use crate::support::{IDENTITY_POOL, PROVIDER, cloud, cloud_with, identity_pool, refused, tokens};

fn id(cloud: &amplify_rest_local::Cloud, logins: &Value) -> String {
    let got = identity_pool(cloud, "GetId", &json!({ "IdentityPoolId": IDENTITY_POOL, "Logins": logins }));
    got.json()["IdentityId"].as_str().expect("an identity").to_owned()
}

#[test]
fn each_guest_is_somebody_else() {
    let cloud = cloud();
    let (first, second) = (id(&cloud, &json!({})), id(&cloud, &json!({})));
    assert_ne!(first, second);
    assert!(first.starts_with("eu-west-1:"), "{first}");
    let got = identity_pool(&cloud, "GetCredentialsForIdentity", &json!({ "IdentityId": first })).json();
    assert_eq!(got["IdentityId"], first.as_str());
    let credentials = &got["Credentials"];
    assert!(credentials["AccessKeyId"].as_str().is_some_and(|id| id.starts_with("ASIA") && id.len() == 20), "{got}");
    assert_eq!(credentials["SecretKey"].as_str().map(str::len), Some(40));
    assert!(credentials["SessionToken"].as_str().is_some_and(|token| token.len() > 500));
    assert!(credentials["Expiration"].is_number());
}

#[test]
fn a_user_keeps_one_identity() {
    let cloud = cloud();
    let login = |tokens: &Value| json!({ PROVIDER: tokens["IdToken"] });
    let (first, second) = (login(&tokens(&cloud)), login(&tokens(&cloud)));
    let identity = id(&cloud, &first);
    assert_eq!(identity, id(&cloud, &second));
    let with_login = json!({ "IdentityId": identity, "Logins": first });
    assert_eq!(identity_pool(&cloud, "GetCredentialsForIdentity", &with_login).status, 200);
    let without = identity_pool(&cloud, "GetCredentialsForIdentity", &json!({ "IdentityId": identity }));
    refused(&without, "NotAuthorizedException", &format!("Access to Identity '{identity}' is forbidden."));
}

#[test]
fn a_guest_who_signs_in_keeps_the_identity() {
    let cloud = cloud();
    let guest = id(&cloud, &json!({}));
    let logins = json!({ PROVIDER: tokens(&cloud)["IdToken"] });
    let got = identity_pool(&cloud, "GetCredentialsForIdentity", &json!({ "IdentityId": guest, "Logins": logins }));
    assert_eq!(got.json()["IdentityId"], guest.as_str());
    assert_eq!(id(&cloud, &logins), guest);
    let another = id(&cloud, &json!({}));
    let got = identity_pool(&cloud, "GetCredentialsForIdentity", &json!({ "IdentityId": another, "Logins": logins }));
    assert_eq!(got.json()["IdentityId"], guest.as_str(), "the login's own identity is given");
}

#[test]
fn another_users_identity_is_refused() {
    let cloud = cloud();
    cloud.users().create("grace", "another password").expect("a pool");
    let ada = id(&cloud, &json!({ PROVIDER: tokens(&cloud)["IdToken"] }));
    let sign_in = json!({
        "AuthFlow": "USER_PASSWORD_AUTH", "ClientId": crate::support::CLIENT,
        "AuthParameters": { "USERNAME": "grace", "PASSWORD": "another password" },
    });
    let grace =
        crate::support::user_pool(&cloud, "InitiateAuth", &sign_in).json()["AuthenticationResult"]["IdToken"].clone();
    let got = identity_pool(
        &cloud,
        "GetCredentialsForIdentity",
        &json!({ "IdentityId": ada, "Logins": { PROVIDER: grace } }),
    );
    let message = "Logins don't match. Please include at least one valid login for this identity or identity pool.";
    refused(&got, "NotAuthorizedException", message);
}

#[test]
fn guests_can_be_switched_off() {
    let cloud = cloud_with(|builder| builder.guest_access(GuestAccess::Refused));
    let message = "Unauthenticated access is not supported for this identity pool.";
    let got = identity_pool(&cloud, "GetId", &json!({ "IdentityPoolId": IDENTITY_POOL }));
    refused(&got, "NotAuthorizedException", message);
    let identity = id(&cloud, &json!({ PROVIDER: tokens(&cloud)["IdToken"] }));
    assert!(cloud.identities().expect("a pool").contains(&identity));
    cloud.set_guest_access(GuestAccess::Allowed).expect("a pool");
    let guest = id(&cloud, &json!({}));
    cloud.set_guest_access(GuestAccess::Refused).expect("a pool");
    refused(
        &identity_pool(&cloud, "GetCredentialsForIdentity", &json!({ "IdentityId": guest })),
        "NotAuthorizedException",
        message,
    );
}

#[test]
fn deleted_identities_and_unknown_pools_are_not_found() {
    let cloud = cloud();
    let guest = id(&cloud, &json!({}));
    cloud.delete_identity(&guest).expect("it exists");
    assert!(cloud.delete_identity(&guest).expect_err("it is gone").is_usage());
    let got = identity_pool(&cloud, "GetCredentialsForIdentity", &json!({ "IdentityId": guest }));
    refused(&got, "ResourceNotFoundException", &format!("Identity '{guest}' not found."));
    let got = identity_pool(&cloud, "GetId", &json!({ "IdentityPoolId": "eu-west-1:nobodys" }));
    refused(&got, "ResourceNotFoundException", "IdentityPool 'eu-west-1:nobodys' not found.");
}

#[test]
fn logins_are_verified() {
    let (cloud, elsewhere) = (cloud(), cloud());
    let tokens = tokens(&cloud);
    let id_token = tokens["IdToken"].as_str().expect("a token");
    let mut tampered = id_token.to_owned();
    tampered.replace_range(tampered.len() - 10.., "AAAAAAAAAA");
    let other_provider = PROVIDER.replace("AbCdEfGhI", "Another00");
    for (provider, token, message) in [
        (PROVIDER, "garbage", "Invalid login token. Not a Cognito token."),
        (PROVIDER, &tampered, "Invalid login token. Couldn't verify signed token."),
        (
            PROVIDER,
            tokens["AccessToken"].as_str().expect("a token"),
            "Invalid login token. Missing a required claim: aud",
        ),
        (&other_provider, id_token, "Invalid login token. Issuer doesn't match providerName"),
        (
            PROVIDER,
            crate::support::tokens(&elsewhere)["IdToken"].as_str().expect("a token"),
            "Token is not from a supported provider of this identity pool.",
        ),
    ] {
        let input = json!({ "IdentityPoolId": IDENTITY_POOL, "Logins": { provider: token } });
        refused(&identity_pool(&cloud, "GetId", &input), "NotAuthorizedException", message);
    }
    cloud.set_clock_offset(3601);
    let input = json!({ "IdentityPoolId": IDENTITY_POOL, "Logins": { PROVIDER: id_token } });
    refused(&identity_pool(&cloud, "GetId", &input), "NotAuthorizedException", "Invalid login token. Token expired.");
}

#[test]
fn credentials_can_be_had_without_asking() {
    let cloud = cloud();
    let credentials = cloud.credentials(Role::Authenticated).expect("a pool");
    assert_eq!(credentials.role(), Role::Authenticated);
    let shown = format!("{credentials:?}");
    assert!(shown.contains(credentials.access_key_id()));
    assert!(!shown.contains(credentials.secret_access_key()) && !shown.contains(credentials.session_token()));
}

#[test]
fn wrong_input_is_refused_without_showing_it() {
    let cloud = cloud();
    let got = identity_pool(&cloud, "GetId", &json!({ "IdentityPoolId": 7 }));
    assert_eq!(got.error().1, "SerializationException");
    let got = identity_pool(&cloud, "GetId", &json!({ "Logins": "hunter2" }));
    assert!(!String::from_utf8_lossy(&got.body).contains("hunter2"));
    assert_eq!(identity_pool(&cloud, "ListIdentities", &json!({})).error().1, "UnknownOperationException");
}
