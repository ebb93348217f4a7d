//! The smallest program that makes a signed call with reqwest's blocking client and aws-sigv4, to be weighed:
//! `reqwest-peer URL KEY-ID SECRET`. With the feature `warm`, `reqwest-peer NAME URL [COUNT 1]` makes the call that is counted.

mod signing;
#[cfg(feature = "warm")]
mod warm;

use std::error::Error;

use aws_credential_types::Credentials;
use reqwest::blocking::Client;

#[cfg(feature = "counted")]
#[global_allocator]
static ALLOCATOR: &amplify_rest_subject::StatsAlloc<std::alloc::System> = &amplify_rest_subject::INSTRUMENTED_SYSTEM;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    #[cfg(feature = "counted")]
    if let [name, url] = arguments.as_slice() {
        amplify_rest_subject::allocations(warm::subject(name, url)?, ALLOCATOR);
        return Ok(());
    }
    #[cfg(feature = "warm")]
    if let [name, url] | [name, url, _, _] = arguments.as_slice() {
        let count = arguments.get(2).map(|count| count.parse()).transpose()?;
        return Ok(amplify_rest_subject::warm(warm::subject(name, url)?, count)?);
    }
    let [url, key, secret] = arguments.as_slice() else { return Err("usage: reqwest-peer URL KEY-ID SECRET".into()) };
    let identity = Credentials::new(key, secret, None, None, "footprint").into();
    let request = http::Request::get(format!("{url}/items?limit=10")).header("accept", "application/json");
    let request = signing::signed(request.body(Vec::new())?, "eu-west-1", &identity)?;
    let answer: serde_json::Value = Client::new().execute(request.try_into()?)?.error_for_status()?.json()?;
    println!("{answer}");
    Ok(())
}
