//! The same call through an operation that was generated from `items.json`.

use amplify_rest::{Authorizer, Client, Endpoint, Error};

use super::{Shared, sdk};
use crate::load;

/// What `build.rs` generates.
#[allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "generated for programs that publish it, from a document that describes little"
)]
mod items {
    include!(concat!(env!("OUT_DIR"), "/items.rs"));
}

pub(super) fn subject(name: &str, url: &str) -> Option<Shared> {
    (name == "IAM, typed operation").then(|| made(url).expect("the server answers"))
}

fn made(url: &str) -> Result<Shared, Error> {
    let client = Client::new()?;
    let auth = sdk::auth(&client, url)?;
    let endpoint = Endpoint::builder("bench", &format!("{url}/dev"))
        .region(load::REGION)
        .authorizer(Authorizer::iam().any())
        .auth(&auth)
        .build(&client)?;
    let api = items::Items::new(endpoint);
    let [(_, _), (_, q), (_, status)] = load::QUERY;
    let [_, (_, language), (_, program), (_, id)] = load::HEADERS;
    Ok(Box::new(move || {
        let page = api.list_items(10, q, status, language, program, id).send();
        page.map_or(0, |page| page.items.len())
    }))
}
