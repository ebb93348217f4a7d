//! The SDK against servers that answer anything: an input lists the answers, which come round again at its end.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use amplify_rest::{
    Auth, AuthConfig, Authorizer, Client, Endpoint, Error, IdentityPoolConfig, ManualClock, MemoryTransport, SignIn,
    SignInFlow, TokenKind, TransportError, UserPoolConfig,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

/// 22 November 2026, 12:00 UTC, near which the seeds' tokens expire.
const NOW: u64 = 1_795_348_800;

/// More requests than any sequence of calls here has a reason for.
const MOST_REQUESTS: usize = 200;

pub(super) fn run(input: &[u8]) -> bool {
    let Ok(input) = serde_json::from_slice::<Value>(input) else { return false };
    let flow = if input["flow"] == "srp" { SignInFlow::Srp } else { SignInFlow::Password };
    let network = network(input["answers"].as_array().cloned().unwrap_or_default());
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(NOW);
    let clock = Arc::new(ManualClock::new(now));
    let client = Client::builder().transport(network.clone()).clock(clock.clone()).build().expect("a client");
    let pool = UserPoolConfig::new("us-west-2_AbCdEfGhI", "1example23456789", "us-west-2").flow(flow);
    let identities = IdentityPoolConfig::new("us-west-2:11111111-2222-3333-4444-555555555555", "us-west-2");
    let auth = Auth::new(&client, AuthConfig::new().user_pool(pool).identity_pool(identities)).expect("an auth");
    let endpoint = Endpoint::builder("todos", "https://example.execute-api.us-west-2.amazonaws.com/dev");
    let endpoint = endpoint.region("us-west-2").authorizer(Authorizer::iam()).auth(&auth);
    let todos = endpoint.build(&client).expect("an endpoint");

    looked_at(sign_in(&auth));
    looked_at(read(&auth));
    looked_at(todos.get("/items").query("limit", 10).send().and_then(amplify_rest::Response::json::<Value>));
    clock.advance(Duration::from_secs(3_500));
    looked_at(
        todos
            .post("/items")
            .json(&Value::Null)
            .and_then(amplify_rest::Request::send)
            .and_then(amplify_rest::Response::text),
    );
    looked_at(auth.identity_id());
    looked_at(auth.sign_out_globally());
    looked_at(auth.credentials());
    let requests = network.received().len();
    assert!(requests < MOST_REQUESTS, "{requests} requests");
    requests > 0
}

fn sign_in(auth: &Auth) -> Result<(), Error> {
    if let SignIn::NewPassword(challenge) = auth.sign_in("ada", "correct horse")? {
        let _ = challenge.required_attributes().len();
        challenge.attribute("email", "ada@example.com").answer("another horse")?.done()?;
    }
    Ok(())
}

fn read(auth: &Auth) -> Result<(), Error> {
    let tokens = auth.tokens()?;
    for kind in [TokenKind::Access, TokenKind::Id] {
        let claims = tokens.claims(kind)?;
        let _ = (claims.username(), claims.groups(), claims.scopes(), claims.expires_at(), claims.issued_at());
        let _ = format!("{claims:?}");
    }
    Ok(())
}

/// An error can be printed and asked.
fn looked_at<T>(result: Result<T, Error>) {
    let Err(error) = result else { return };
    assert!(!error.to_string().is_empty());
    let _ = format!("{error:?}");
    if let Some(response) = error.response() {
        let _ = (response.error_type(), response.message(), response.request_id(), response.text());
    }
}

fn network(answers: Vec<Value>) -> MemoryTransport {
    let next = AtomicUsize::new(0);
    MemoryTransport::new(move |_| {
        let place = next.fetch_add(1, Ordering::Relaxed);
        let answer = answers.get(place % answers.len().max(1)).unwrap_or(&Value::Null);
        let status = answer["status"].as_u64().and_then(|status| u16::try_from(status).ok());
        let status = status.and_then(|status| http::StatusCode::from_u16(status).ok());
        let Some(status) = status else { return Err(TransportError::maybe_sent("no answer")) };
        let mut response = http::Response::new(body(&answer["body"]));
        *response.status_mut() = status;
        for (name, value) in answer["headers"].as_object().into_iter().flatten() {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let value = http::HeaderValue::from_bytes(text.as_bytes());
            if let (Ok(name), Ok(value)) = (http::HeaderName::from_bytes(name.as_bytes()), value) {
                response.headers_mut().append(name, value);
            }
        }
        Ok(response)
    })
}

/// A text as it is, anything else as JSON, in which `{"jwt": …}` stands for a token with these claims.
fn body(value: &Value) -> Vec<u8> {
    match value {
        Value::String(text) => text.clone().into_bytes(),
        other => with_tokens(other).to_string().into_bytes(),
    }
}

fn with_tokens(value: &Value) -> Value {
    match value {
        Value::Object(members) => match members.get("jwt") {
            Some(claims) => format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims.to_string())).into(),
            None => members.iter().map(|(name, member)| (name.clone(), with_tokens(member))).collect(),
        },
        Value::Array(elements) => elements.iter().map(with_tokens).collect(),
        other => other.clone(),
    }
}
