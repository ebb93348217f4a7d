//! The smallest program that makes a call with a client that progenitor generated, to be weighed:
//! `progenitor-client-peer URL KEY-ID SECRET` sends the secret as an API key, since nobody signs for it. With the feature `warm`
//! it makes the call that is measured.

#[cfg(feature = "warm")]
mod warm;

use std::error::Error;

use reqwest::header::{HeaderMap, HeaderValue};

/// What `build.rs` generates.
#[allow(dead_code, reason = "generated for programs that publish it")]
mod items {
    include!(concat!(env!("OUT_DIR"), "/items.rs"));
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    #[cfg(feature = "warm")]
    if amplify_rest_subject::measured(&arguments, warm::subject)? {
        return Ok(());
    }
    let [url, _, secret] = arguments.as_slice() else {
        return Err("usage: progenitor-client-peer URL KEY-ID SECRET".into());
    };
    let headers =
        HeaderMap::from_iter([(reqwest::header::HeaderName::from_static("x-api-key"), HeaderValue::from_str(secret)?)]);
    let http = reqwest::Client::builder().default_headers(headers).build()?;
    let client = items::Client::new_with_client(url, http);
    let page = runtime()?.block_on(client.list_items(10, "en", "two words", "open", "bench", "1"))?;
    println!("{:?}", page.into_inner());
    Ok(())
}

/// One thread makes all calls, the cheapest of tokio's runtimes.
fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}
