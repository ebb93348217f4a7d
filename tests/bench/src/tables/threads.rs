//! Many threads at once: connections in a burst, and cached credentials.

use std::io;
use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Instant;

use amplify_rest::{Auth, AuthConfig, Client, Endpoint, Error, IdentityPoolConfig, Response};

use crate::load;
use crate::measure::Server;
use crate::report::Table;

const THREADS: usize = 64;
const CALLS: usize = 40;
const READS: usize = 200_000;

pub(super) fn table() -> io::Result<Table> {
    let server = Server::start()?;
    let rows = [burst(&server.url), reads(&server.url)];
    let rows = rows.into_iter().collect::<Result<_, Error>>().map_err(io::Error::other)?;
    Ok(Table {
        name: "threads",
        about: format!("{THREADS} threads at once, all cold, over one client."),
        columns: vec!["what", "result"],
        rows,
    })
}

fn burst(url: &str) -> Result<Vec<String>, Error> {
    let client = Client::new()?;
    let endpoint = Endpoint::builder("bench", url).build(&client)?;
    let start = Barrier::new(THREADS);
    let failed = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                start.wait();
                for _ in 0..CALLS {
                    let answer = endpoint.get("/dev/items").send().and_then(Response::bytes);
                    failed.fetch_add(usize::from(answer.is_err()), Relaxed);
                }
            });
        }
    });
    let connections = endpoint.get("/connections").send()?.text()?;
    let failed = failed.into_inner();
    Ok(vec![
        format!("connections opened for {} calls", THREADS * CALLS),
        format!("{connections} ({failed} calls failed)"),
    ])
}

fn reads(url: &str) -> Result<Vec<String>, Error> {
    let pool = IdentityPoolConfig::new("eu-west-1:11111111-1111-4111-8111-111111111111", load::REGION).endpoint(url);
    let auth = Auth::new(&Client::new()?, AuthConfig::new().identity_pool(pool))?;
    let start = Barrier::new(THREADS);
    let begin = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                start.wait();
                (0..READS / THREADS).filter(|_| auth.credentials().is_ok()).count()
            });
        }
    });
    let per_second = READS as u128 * 1000 / begin.elapsed().as_millis().max(1);
    let fetched = Endpoint::builder("bench", url).build(&Client::new()?)?.get("/fetched").send()?.text()?;
    Ok(vec!["reads of cached credentials a second".to_owned(), format!("{per_second}, after {fetched} refresh")])
}
