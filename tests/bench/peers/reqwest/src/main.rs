//! The smallest program that makes a signed call with reqwest's blocking client and aws-sigv4, to be weighed:
//! `reqwest-peer URL KEY-ID SECRET`. With the feature `warm` it makes the calls that are measured.

mod signing;
#[cfg(feature = "warm")]
mod warm;

use std::error::Error;

use aws_credential_types::Credentials;
use reqwest::blocking::Client;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    #[cfg(feature = "warm")]
    if amplify_rest_subject::measured(&arguments, warm::subject)? {
        return Ok(());
    }
    let [url, key, secret] = arguments.as_slice() else { return Err("usage: reqwest-peer URL KEY-ID SECRET".into()) };
    let identity = Credentials::new(key, secret, None, None, "footprint").into();
    let request = http::Request::get(format!("{url}/items?limit=10")).header("accept", "application/json");
    let request = signing::signed(request.body(Vec::new())?, "eu-west-1", &identity)?;
    let answer: serde_json::Value = Client::new().execute(request.try_into()?)?.error_for_status()?.json()?;
    println!("{answer}");
    Ok(())
}
