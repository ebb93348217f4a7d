//! The same call through an operation that was generated from `items.json`.

use amplify_rest::{Authorizer, Client, Endpoint, Error, kind};

use super::{Subject, sdk};
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

pub(super) fn subject(name: &str, url: &str) -> Option<Subject> {
    let authorizer = match name {
        "none, typed operation" => Authorizer::none().any(),
        "IAM, typed operation" => Authorizer::iam().any(),
        _ => return None,
    };
    Some(made(authorizer, url).expect("the server answers"))
}

fn made(authorizer: Authorizer<kind::Any>, url: &str) -> Result<Subject, Error> {
    let client = Client::new()?;
    let auth = sdk::auth(&client, url)?;
    let endpoint = Endpoint::builder("bench", &format!("{url}/dev")).region(load::REGION);
    let api = items::Items::new(endpoint.authorizer(authorizer).auth(&auth).build(&client)?);
    let [(_, _), (_, q), (_, status)] = load::QUERY;
    let [_, (_, language), (_, program), (_, id)] = load::HEADERS;
    Ok(Box::new(move || {
        let page = api.list_items(10, q, status, language, program, id).send();
        page.map_or(0, |page| page.items.len())
    }))
}
