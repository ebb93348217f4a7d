//! Names to addresses, with a limit of time that costs neither a thread per request nor an unbounded number of them.
//!
//! The system's resolver cannot be interrupted, so each look-up runs on a thread of its own, at most [`WORKERS`] of them:
//! callers of one name share one look-up, and a caller whose time runs out leaves it to finish for the next one.
//! Addresses that worked last are kept for [`KEPT`] and serve when the resolver fails.

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::sync::lock;

const WORKERS: usize = 4;
const KEPT: Duration = Duration::from_secs(300);

/// The system's resolver, bounded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Resolver(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    /// Told whenever a look-up ends and its place is free.
    ended: Condvar,
}

#[derive(Debug, Default)]
struct State {
    running: HashMap<String, Arc<Lookup>>,
    kept: HashMap<String, (Instant, Vec<SocketAddr>)>,
}

#[derive(Debug, Default)]
struct Lookup {
    result: Mutex<Option<Result<Vec<SocketAddr>, io::ErrorKind>>>,
    done: Condvar,
}

impl Resolver {
    /// The addresses of `host` at `port`, by `limit` from now.
    ///
    /// # Errors
    /// [`io::ErrorKind::TimedOut`] when time ran out, else what the system said.
    pub(crate) fn resolve(&self, host: &str, port: u16, limit: Duration) -> io::Result<Vec<SocketAddr>> {
        let literal = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
        if let Ok(address) = literal.parse::<IpAddr>() {
            return Ok(vec![SocketAddr::new(address, port)]);
        }
        let name = format!("{}:{port}", host.to_ascii_lowercase());
        self.look_up(&name, Instant::now() + limit).or_else(|error| {
            let state = lock(&self.0.state);
            let kept = state.kept.get(&name).filter(|(since, _)| since.elapsed() < KEPT);
            kept.map(|(_, addresses)| addresses.clone()).ok_or(error)
        })
    }

    fn look_up(&self, name: &str, until: Instant) -> io::Result<Vec<SocketAddr>> {
        let lookup = self.join_or_start(name, until)?;
        let result = lock(&lookup.result);
        let left = until.saturating_duration_since(Instant::now());
        let (result, _) = lookup
            .done
            .wait_timeout_while(result, left, |result| result.is_none())
            .unwrap_or_else(PoisonError::into_inner);
        result.clone().unwrap_or(Err(io::ErrorKind::TimedOut)).map_err(io::Error::from)
    }

    fn join_or_start(&self, name: &str, until: Instant) -> io::Result<Arc<Lookup>> {
        let left = until.saturating_duration_since(Instant::now());
        let full = |state: &mut State| state.running.len() >= WORKERS && !state.running.contains_key(name);
        let (mut state, _) =
            self.0.ended.wait_timeout_while(lock(&self.0.state), left, full).unwrap_or_else(PoisonError::into_inner);
        if left.is_zero() || full(&mut state) {
            return Err(io::ErrorKind::TimedOut.into());
        }
        if let Some(running) = state.running.get(name) {
            return Ok(Arc::clone(running));
        }
        let lookup = Arc::<Lookup>::default();
        let (shared, ours, key) = (Arc::clone(&self.0), Arc::clone(&lookup), name.to_owned());
        std::thread::Builder::new().name("amplify-rest-resolver".into()).spawn(move || {
            let result = key.to_socket_addrs().map(Iterator::collect::<Vec<_>>);
            shared.end(&key, &ours, result);
        })?;
        state.running.insert(name.to_owned(), Arc::clone(&lookup));
        Ok(lookup)
    }
}

impl Shared {
    fn end(&self, name: &str, lookup: &Lookup, result: io::Result<Vec<SocketAddr>>) {
        let mut state = lock(&self.state);
        state.running.remove(name);
        if let Ok(addresses) = &result {
            state.kept.retain(|_, (since, _)| since.elapsed() < KEPT);
            state.kept.insert(name.to_owned(), (Instant::now(), addresses.clone()));
        }
        drop(state);
        *lock(&lookup.result) = Some(result.map_err(|error| error.kind()));
        lookup.done.notify_all();
        self.ended.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_its_own_answer() {
        let resolver = Resolver::default();
        let limit = Duration::from_secs(1);
        assert_eq!(resolver.resolve("127.0.0.1", 80, limit).unwrap(), [([127, 0, 0, 1], 80).into()]);
        assert!(resolver.resolve("[::1]", 80, limit).unwrap()[0].is_ipv6());
        assert!(lock(&resolver.0.state).kept.is_empty());
    }

    #[test]
    fn many_callers_of_one_name_are_all_answered() {
        let resolver = Resolver::default();
        std::thread::scope(|scope| {
            for _ in 0..32 {
                scope.spawn(|| assert!(!resolver.resolve("localhost", 80, Duration::from_secs(5)).unwrap().is_empty()));
            }
        });
        assert!(lock(&resolver.0.state).running.is_empty());
    }

    #[test]
    fn no_time_is_a_timeout_unless_an_address_is_kept() {
        let resolver = Resolver::default();
        assert!(resolver.resolve("localhost", 80, Duration::from_secs(5)).is_ok());
        assert!(resolver.resolve("localhost", 80, Duration::ZERO).is_ok());
        let error = resolver.resolve("localhost", 81, Duration::ZERO).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }
}
