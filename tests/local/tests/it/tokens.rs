//! The tokens of the user pool: what they say, who can check them, how they are refreshed and revoked.

use amplify_rest_local::{AppClient, Rotation};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::support::{
    CLIENT, POOL, claims, cloud, cloud_with, get, refresh, refresh_the_older_way, refused, tokens, user_pool,
};

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
    assert_eq!(tokens(&cloud), Value::Null, "she can't sign in");
}
