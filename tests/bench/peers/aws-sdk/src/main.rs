//! The smallest program that makes a signed call with AWS's own SDK, to be weighed: `aws-sdk-peer URL KEY-ID SECRET`. With the
//! feature `warm` it makes the calls that are measured.

#[cfg(feature = "warm")]
mod smithy;
#[cfg(feature = "warm")]
mod warm;

use std::error::Error;

use aws_config::{BehaviorVersion, Region};
use aws_sdk_cognitoidentity::Client;
use aws_sdk_cognitoidentity::config::Credentials;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    #[cfg(feature = "warm")]
    if amplify_rest_subject::measured(&arguments, warm::subject)? {
        return Ok(());
    }
    let [url, key, secret] = arguments.as_slice() else { return Err("usage: aws-sdk-peer URL KEY-ID SECRET".into()) };
    runtime()?.block_on(async {
        let client = client(url, Credentials::new(key, secret, None, None, "footprint")).await;
        println!("{:?}", client.list_identity_pools().max_results(10).send().await?);
        Ok(())
    })
}

/// One thread makes all calls, the cheapest of tokio's runtimes.
fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}

async fn client(url: &str, credentials: Credentials) -> Client {
    let settings = aws_config::defaults(BehaviorVersion::latest()).region(Region::from_static("eu-west-1"));
    Client::new(&settings.credentials_provider(credentials).endpoint_url(url).load().await)
}
