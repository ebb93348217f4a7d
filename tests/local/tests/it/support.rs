//! A configuration with an endpoint of each kind, and a small client.

use amplify_rest_local::{Builder, Cloud, TemporaryCredentials, User};
use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SignatureLocation, SigningSettings, sign};
use aws_sigv4::sign::v4::SigningParams;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

pub(crate) const POOL: &str = "eu-west-1_AbCdEfGhI";
pub(crate) const CLIENT: &str = "1exampleclient";
pub(crate) const IDENTITY_POOL: &str = "eu-west-1:11111111-2222-3333-4444-555555555555";
pub(crate) const PROVIDER: &str = "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI";
pub(crate) const PASSWORD: &str = "correct horse battery";

/// An Amplify configuration with a user pool, an identity pool and an endpoint of each kind.
pub(crate) fn configuration() -> String {
    let endpoint = |kind: &str| {
        json!({
            "endpointType": "REST",
            "endpoint": "https://abc123.execute-api.eu-west-1.amazonaws.com/dev",
            "region": "eu-west-1",
            "authorizationType": kind,
        })
    };
    let mut stats = endpoint("API_KEY");
    stats["apiKey"] = json!("the configured key");
    json!({
        "UserAgent": "aws-amplify-cli/2.0",
        "Version": "1.0",
        "api": { "plugins": { "awsAPIPlugin": {
            "open": endpoint("NONE"),
            "stats": stats,
            "todos": endpoint("AWS_IAM"),
            "orders": endpoint("AMAZON_COGNITO_USER_POOLS"),
            "partner": endpoint("AWS_LAMBDA"),
        } } },
        "auth": { "plugins": { "awsCognitoAuthPlugin": {
            "CognitoUserPool": { "Default": { "PoolId": POOL, "AppClientId": CLIENT, "Region": "eu-west-1" } },
            "CredentialsProvider": { "CognitoIdentity": { "Default": { "PoolId": IDENTITY_POOL, "Region": "eu-west-1" } } },
        } } },
    })
    .to_string()
}

/// A cloud with that configuration and the user `ada`.
pub(crate) fn cloud() -> Cloud {
    cloud_with(|builder| builder)
}

pub(crate) fn cloud_with(change: impl FnOnce(Builder) -> Builder) -> Cloud {
    let ada = User::new("ada", PASSWORD).email("ada@example.org").group("admins");
    change(Cloud::builder(&configuration()).user(ada)).start().expect("the cloud starts")
}

/// An answer as the tests look at it.
#[derive(Debug)]
pub(crate) struct Got {
    pub(crate) status: u16,
    pub(crate) headers: http::HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Got {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("a JSON body")
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a header that is text"))
    }

    /// Status, error type and message of an error, whichever service made it.
    pub(crate) fn error(&self) -> (u16, String, String) {
        let body = self.json();
        let kind = self.header("x-amzn-errortype").trim_end_matches(':').to_owned();
        let message = body["message"].as_str().or(body["Message"].as_str()).unwrap_or_default().to_owned();
        (self.status, kind, message)
    }
}

pub(crate) type Request = http::Request<Vec<u8>>;

pub(crate) fn request(method: &str, url: &str, headers: &[(&str, &str)], body: &[u8]) -> Request {
    let mut request = http::Request::builder().method(method).uri(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(body.to_vec()).expect("a valid request")
}

pub(crate) fn send(request: Request) -> Got {
    try_send(request).expect("an answer")
}

pub(crate) fn try_send(request: Request) -> Result<Got, ureq::Error> {
    let agent =
        ureq::Agent::config_builder().http_status_as_error(false).allow_non_standard_methods(true).proxy(None).build();
    let mut response = ureq::Agent::from(agent).run(request)?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Ok(Got { status, headers, body: response.body_mut().read_to_vec()? })
}

pub(crate) fn get(url: &str, headers: &[(&str, &str)]) -> Got {
    send(request("GET", url, headers, b""))
}

/// Calls an operation of the user pool (`cognito-idp`).
pub(crate) fn user_pool(cloud: &Cloud, operation: &str, input: &Value) -> Got {
    cognito(cloud, &format!("AWSCognitoIdentityProviderService.{operation}"), input)
}

/// Calls an operation of the identity pool (`cognito-identity`).
pub(crate) fn identity_pool(cloud: &Cloud, operation: &str, input: &Value) -> Got {
    cognito(cloud, &format!("AWSCognitoIdentityService.{operation}"), input)
}

fn cognito(cloud: &Cloud, target: &str, input: &Value) -> Got {
    let headers = [("content-type", "application/x-amz-json-1.1"), ("x-amz-target", target)];
    send(request("POST", &format!("{}/", cloud.url()), &headers, input.to_string().as_bytes()))
}

/// Signs `ada` in with her password and gives the `AuthenticationResult`.
pub(crate) fn tokens(cloud: &Cloud) -> Value {
    let input = json!({
        "AuthFlow": "USER_PASSWORD_AUTH",
        "ClientId": CLIENT,
        "AuthParameters": { "USERNAME": "ada", "PASSWORD": PASSWORD },
    });
    user_pool(cloud, "InitiateAuth", &input).json()["AuthenticationResult"].clone()
}

/// What a signature is made for.
#[derive(Clone)]
pub(crate) struct Signer {
    pub(crate) access_key_id: String,
    pub(crate) secret_access_key: String,
    pub(crate) session_token: Option<String>,
    pub(crate) region: &'static str,
    pub(crate) service: &'static str,
}

impl Signer {
    pub(crate) fn new(credentials: &TemporaryCredentials) -> Self {
        Self {
            access_key_id: credentials.access_key_id().to_owned(),
            secret_access_key: credentials.secret_access_key().to_owned(),
            session_token: Some(credentials.session_token().to_owned()),
            region: "eu-west-1",
            service: "execute-api",
        }
    }

    /// Signs with `aws-sigv4`.
    pub(crate) fn sign(&self, request: Request) -> Request {
        self.sign_with(SigningSettings::default(), request)
    }

    /// Signs in the query, for 15 minutes.
    pub(crate) fn presign(&self, request: Request) -> Request {
        let mut settings = SigningSettings::default();
        settings.signature_location = SignatureLocation::QueryParams;
        settings.expires_in = Some(Duration::from_secs(900));
        self.sign_with(settings, request)
    }

    fn sign_with(&self, settings: SigningSettings, mut request: Request) -> Request {
        let identity =
            Credentials::new(&self.access_key_id, &self.secret_access_key, self.session_token.clone(), None, "test");
        let identity = identity.into();
        let parameters = SigningParams::builder()
            .identity(&identity)
            .region(self.region)
            .name(self.service)
            .time(now())
            .settings(settings)
            .build()
            .expect("every parameter is set");
        let headers = request.headers().iter();
        let headers = headers.map(|(name, value)| (name.as_str(), value.to_str().expect("a header that is text")));
        let signable = SignableRequest::new(
            request.method().as_str(),
            request.uri().to_string(),
            headers,
            SignableBody::Bytes(request.body()),
        );
        let signed = sign(signable.expect("a signable request"), &parameters.into()).expect("a signature");
        signed.into_parts().0.apply_to_request_http1x(&mut request);
        request
    }
}

#[expect(clippy::disallowed_methods, reason = "signatures are made for the present")]
fn now() -> SystemTime {
    SystemTime::now()
}

/// Asserts that Cognito refused, in its own form.
#[track_caller]
pub(crate) fn refused(got: &Got, kind: &str, message: &str) {
    assert_eq!(got.error(), (400, kind.to_owned(), message.to_owned()));
    assert_eq!(got.json()["__type"], kind);
    assert_eq!(got.header("content-type"), "application/x-amz-json-1.1");
    assert_ne!(got.header("x-amzn-requestid"), "");
}

/// `GetTokensFromRefreshToken`.
pub(crate) fn refresh(cloud: &Cloud, token: &Value) -> Got {
    user_pool(cloud, "GetTokensFromRefreshToken", &json!({ "ClientId": CLIENT, "RefreshToken": token }))
}

/// `REFRESH_TOKEN_AUTH`.
pub(crate) fn refresh_the_older_way(cloud: &Cloud, token: &Value) -> Got {
    let input =
        json!({ "AuthFlow": "REFRESH_TOKEN_AUTH", "ClientId": CLIENT, "AuthParameters": { "REFRESH_TOKEN": token } });
    user_pool(cloud, "InitiateAuth", &input)
}

/// The claims of a token, whatever its signature.
pub(crate) fn claims(token: &Value) -> Value {
    let payload = token.as_str().expect("a token").split('.').nth(1).expect("claims");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).expect("base64")).expect("JSON")
}
