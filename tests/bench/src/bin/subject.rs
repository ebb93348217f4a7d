//! Runs one subject: `subject NAME URL` waits for a line, then calls it between marks; `subject NAME URL COUNT THREADS`
//! prints the processor time of each of that many calls by each of the threads, in nanoseconds; `subject --together URL
//! AUTHORITY COUNT` makes so many calls over TLS at once.

use std::hint::black_box;

use amplify_rest_bench::subjects;
use cpu_time::ProcessTime;

const WARM_UP: usize = 50;

fn main() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (name, url, rest) = match arguments[..] {
        ["--together", url, authority, count] => return together(url, authority, number(count)?),
        [name, url, ref rest @ ..] => (name, url, rest),
        _ => return Err("usage: subject NAME URL [COUNT THREADS]".into()),
    };
    if let [count, threads] = rest
        && *threads != "1"
    {
        println!("{}", timed(name, url, number(count)?, number(threads)?)?);
        return Ok(());
    }
    let count = rest.first().map(|count| number(count)).transpose()?;
    amplify_rest_subject::warm(subjects::subject(name, url)?, count).map_err(|error| error.to_string())
}

fn number(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| format!("{text:?} is not a number"))
}

/// The processor time of a call where many threads share what makes it.
fn timed(name: &str, url: &str, count: usize, threads: usize) -> Result<u128, String> {
    let subject = subjects::shared(name, url)?;
    let run = |count: usize| {
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| (0..count).map(|_| black_box(subject())).max());
            }
        });
    };
    run(WARM_UP);
    let before = ProcessTime::now();
    run(count);
    Ok(before.elapsed().as_nanos() / (count * threads).max(1) as u128)
}

/// So many calls over TLS, none of which is answered before all have come.
fn together(url: &str, authority: &str, count: usize) -> Result<(), String> {
    use amplify_rest::{Certificate, Client, Endpoint, Response};

    let pem = std::fs::read(authority).map_err(|error| error.to_string())?;
    let trusted = Certificate::from_pem(&pem).map_err(|error| error.to_string())?;
    let client = Client::builder().trust([trusted]).build().map_err(|error| error.to_string())?;
    let endpoint = Endpoint::builder("bench", url).build(&client).map_err(|error| error.to_string())?;
    std::thread::scope(|scope| {
        let calls: Vec<_> =
            (0..count).map(|_| scope.spawn(|| endpoint.get("/items").send().and_then(Response::bytes))).collect();
        let failed = calls.into_iter().find_map(|call| call.join().ok()?.err());
        failed.map_or(Ok(()), |error| Err(error.to_string()))
    })
}
