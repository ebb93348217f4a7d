//! Runs one subject, as [`amplify_rest_subject::measured`] has it; `subject --together URL AUTHORITY COUNT` makes so many
//! calls over TLS at once.

use std::error::Error;

use amplify_rest_bench::subjects;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [option, url, authority, count] = arguments.as_slice()
        && option == "--together"
    {
        return together(url, authority, count.parse()?);
    }
    if amplify_rest_subject::measured(&arguments, subjects::subject)? {
        return Ok(());
    }
    Err("usage: subject NAME URL [COUNT THREADS]".into())
}

/// So many calls over TLS, none of which is answered before all have come.
fn together(url: &str, authority: &str, count: usize) -> Result<(), Box<dyn Error>> {
    use amplify_rest::{Certificate, Client, Endpoint, Response};

    let trusted = Certificate::from_pem(&std::fs::read(authority)?)?;
    let client = Client::builder().trust([trusted]).build()?;
    let endpoint = Endpoint::builder("bench", url).build(&client)?;
    std::thread::scope(|scope| {
        let calls: Vec<_> =
            (0..count).map(|_| scope.spawn(|| endpoint.get("/items").send().and_then(Response::bytes))).collect();
        let failed = calls.into_iter().find_map(|call| call.join().ok()?.err());
        failed.map_or(Ok(()), |error| Err(error.into()))
    })
}
