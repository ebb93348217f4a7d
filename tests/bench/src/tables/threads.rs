//! Many threads at once: connections in a burst, and cached credentials.

use std::io;
use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Instant;

use amplify_rest::{Auth, AuthConfig, Client, Endpoint, Error, IdentityPoolConfig, Response};

use crate::measure::Server;
use crate::report::Table;
use crate::{build, load};

const THREADS: usize = 64;
const CALLS: usize = 40;
const READS: usize = 200_000;

pub(super) fn table() -> io::Result<Table> {
    let server = Server::start()?;
    let rows = [burst(&server.url), reads(&server.url)];
    let mut rows: Vec<_> = rows.into_iter().collect::<Result<_, Error>>().map_err(io::Error::other)?;
    rows.push(look_ups(&server.url)?);
    Ok(Table {
        name: "threads",
        about: format!(
            "Many threads over one client: {THREADS} at once, all cold; what a warm call looks up by the host's name. What a \
             call takes where threads share a client stands in [peers-threads](peers-threads.md)."
        ),
        columns: vec!["what", "result"],
        drawn: None,
        rows,
    })
}

/// Threads, sockets and files that a warm call of a host by its name opens: a look-up takes some of each.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn look_ups(url: &str) -> io::Result<Vec<String>> {
    // Of x86-64: socket, connect, clone, openat, clone3.
    const OPENING: [u64; 5] = [41, 42, 56, 257, 435];
    let subject = build::programs()?.subject;
    let calls = crate::trace::count(&subject, "none", &url.replace("127.0.0.1", "localhost"), 3)?.system_calls;
    let opened = calls.iter().filter(|call| OPENING.contains(call)).count();
    Ok(vec!["look-ups of a warm call by name".to_owned(), format!("{opened} (of {} system calls)", calls.len())])
}

#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
fn look_ups(_: &str) -> io::Result<Vec<String>> {
    Ok(vec!["look-ups of a warm call by name".to_owned(), "–".to_owned()])
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
