//! A backend of one's own for a test: an answer is programmed, the network fails once, and the cloud tells what it saw.
//!
//! `cargo run -p amplify-rest-local --example unreliable_backend`

use amplify_rest_local::{Answer, Cloud, Fault};

const CONFIGURATION: &str = r#"{ "awsAPIPlugin": { "todos": {
    "endpointType": "REST",
    "endpoint": "https://abc123.execute-api.eu-west-1.amazonaws.com/dev",
    "region": "eu-west-1",
    "authorizationType": "API_KEY"
} } }"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let cloud = Cloud::start(CONFIGURATION)?;
    cloud.on("todos", "GET", "/items", Answer::json(200, &["milk", "bread"])?)?;
    cloud.inject(Fault::reset().on("todos"));

    let url = format!("{}/items", cloud.endpoint_url("todos")?);
    let call = || ureq::get(&url).header("x-api-key", cloud.api_key("todos").unwrap_or_default()).call();
    println!("first:  {}", call().err().map_or("an answer".to_owned(), |error| error.to_string()));
    println!("second: {}", call()?.body_mut().read_to_string()?);
    println!("no key: {}", ureq::get(&url).call().err().map_or("an answer".to_owned(), |error| error.to_string()));
    for request in cloud.requests() {
        println!("saw     {request:?}");
    }
    Ok(())
}
