//! The call that is counted: with a signature, and without one.

use amplify_rest_subject::{Subject, load};
use aws_credential_types::Credentials;
use reqwest::blocking::Client;

use crate::signing::signed;

pub(crate) fn subject(name: &str, url: &str) -> Result<Subject, String> {
    let signs = match name {
        "reqwest" => false,
        "reqwest+aws-sigv4" => true,
        _ => return Err(format!("nothing is called {name:?}")),
    };
    let (client, url) = (Client::new(), format!("{url}{}?{}", load::PATH, load::ENCODED_QUERY));
    let credentials = (load::ACCESS_KEY_ID, load::SECRET_ACCESS_KEY, Some(load::session_token()));
    let identity = Credentials::new(credentials.0, credentials.1, credentials.2, None, "bench").into();
    Ok(Box::new(move || {
        let mut request = http::Request::get(&url);
        for (name, value) in load::HEADERS {
            request = request.header(name, value);
        }
        let mut request = request.body(Vec::new()).expect("a request");
        if signs {
            request = signed(request, load::REGION, &identity).expect("a signature");
        }
        let answer = client.execute(request.try_into().expect("a request")).expect("the server answers");
        answer.bytes().expect("the answer is whole").len()
    }))
}
