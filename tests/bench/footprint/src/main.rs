//! The smallest program that makes a call with TLS and JSON, to be weighed: `footprint URL KEY-ID SECRET [AUTHORITY.pem]`.

use std::error::Error;

use amplify_rest::{Authorizer, Certificate, Client, Endpoint};

fn main() -> Result<(), Box<dyn Error>> {
    let [_, url, key, secret] = std::array::from_fn(|place| std::env::args().nth(place).unwrap_or_default());
    let client = match std::env::args().nth(4) {
        Some(authority) => Client::builder().trust([Certificate::from_pem(&std::fs::read(authority)?)?]).build()?,
        None => Client::new()?,
    };
    let endpoint = Endpoint::builder("footprint", &url).region("eu-west-1");
    #[cfg(feature = "iam")]
    let endpoint = endpoint
        .authorizer(Authorizer::iam())
        .credentials(amplify_rest::Credentials::new(key, secret))
        .build(&client)?;
    #[cfg(not(feature = "iam"))]
    let endpoint = endpoint.authorizer(Authorizer::api_key(key + &secret)).build(&client)?;
    let answer: serde_json::Value = endpoint.get("/items").query("limit", 10).send()?.json()?;
    println!("{answer}");
    Ok(())
}
