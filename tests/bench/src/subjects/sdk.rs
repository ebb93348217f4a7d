//! The SDK's calls, one subject for each authorizer.

use amplify_rest::{
    Auth, AuthConfig, Authorizer, Client, Credentials, Endpoint, Error, IdentityPoolConfig, Request, Response,
    SignInFlow, TokenKind, UserPoolConfig,
};

use super::{Subject, posted};
use crate::load;

pub(super) fn subject(name: &str, url: &str) -> Option<Subject> {
    made(name, url).expect("the server answers")
}

fn made(name: &str, url: &str) -> Result<Option<Subject>, Error> {
    let client = Client::new()?;
    let endpoint = || Endpoint::builder("bench", &format!("{url}/dev")).region(load::REGION);
    let credentials = Credentials::new(load::ACCESS_KEY_ID, load::SECRET_ACCESS_KEY)
        .with_session_token(load::session_token().as_str());
    Ok(Some(match name {
        "none" => get(endpoint().build(&client)?),
        "API key" => get(endpoint().authorizer(Authorizer::api_key(load::API_KEY)).build(&client)?),
        "user pool" => {
            let auth = auth(&client, url)?;
            get(endpoint().authorizer(Authorizer::user_pool(TokenKind::Access)).auth(&auth).build(&client)?)
        }
        "IAM" => {
            let auth = auth(&client, url)?;
            get(endpoint().authorizer(Authorizer::iam()).auth(&auth).build(&client)?)
        }
        "IAM, JSON" => {
            let auth = auth(&client, url)?;
            let endpoint = endpoint().authorizer(Authorizer::iam()).auth(&auth).build(&client)?;
            Box::new(move || {
                let page = items(&endpoint).send().and_then(Response::json::<load::Page>);
                page.expect("the server answers").items.len()
            })
        }
        name => {
            let Some((scheme, bytes)) = posted(name) else { return Ok(None) };
            match scheme {
                "none" => post(endpoint().build(&client)?, bytes),
                "IAM" => {
                    let endpoint = endpoint().authorizer(Authorizer::iam()).credentials(credentials);
                    post(endpoint.build(&client)?, bytes)
                }
                _ => return Ok(None),
            }
        }
    }))
}

/// A session of a signed-in user, with both kinds of pool.
pub(super) fn auth(client: &Client, url: &str) -> Result<Auth, Error> {
    let user_pool = UserPoolConfig::new("eu-west-1_Example", "client", load::REGION).endpoint(url);
    let identity_pool = IdentityPoolConfig::new("eu-west-1:11111111-1111-4111-8111-111111111111", load::REGION);
    let config =
        AuthConfig::new().user_pool(user_pool.flow(SignInFlow::Password)).identity_pool(identity_pool.endpoint(url));
    let auth = Auth::new(client, config)?;
    auth.sign_in("ada", "correct horse")?.done()?;
    Ok(auth)
}

fn items<K>(endpoint: &Endpoint<K>) -> Request<K> {
    let mut request = endpoint.get("/items");
    for (name, value) in load::QUERY {
        request = request.query(name, value);
    }
    for (name, value) in load::HEADERS {
        request = request.header(name, value);
    }
    request
}

fn get<K: 'static>(endpoint: Endpoint<K>) -> Subject {
    Box::new(move || items(&endpoint).send().and_then(Response::bytes).expect("the server answers").len())
}

fn post<K: 'static>(endpoint: Endpoint<K>, bytes: usize) -> Subject {
    let body = vec![b'x'; bytes];
    Box::new(move || {
        let request = endpoint.post("/items").body("application/octet-stream", body.as_slice());
        request.send().and_then(Response::bytes).expect("the server answers").len()
    })
}
