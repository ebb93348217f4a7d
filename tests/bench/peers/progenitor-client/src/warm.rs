//! The call that is counted.

use amplify_rest_subject::{Subject, load};

use crate::{items, runtime};

pub(crate) fn subject(name: &str, url: &str) -> Result<Subject, String> {
    if name != "progenitor" {
        return Err(format!("nothing is called {name:?}"));
    }
    let (client, runtime) = (items::Client::new(&format!("{url}/dev")), runtime().map_err(|error| error.to_string())?);
    let [(_, _), (_, q), (_, status)] = load::QUERY;
    let [_, (_, language), (_, program), (_, id)] = load::HEADERS;
    Ok(Box::new(move || {
        let page = runtime.block_on(client.list_items(10, language, q, status, program, id));
        page.expect("the server answers").items.len()
    }))
}
