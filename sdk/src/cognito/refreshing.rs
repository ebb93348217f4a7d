//! A value that expires, kept fresh for any number of threads by one fetch at a time.
//!
//! No lock is held while a fetch runs. It knows neither what it keeps nor where that comes from.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::SystemTime;

use super::window::{Freshness, Window, pause_once_expired, pause_while_valid};
use crate::error::{Kind, Sent};
use crate::sync::lock;
use crate::{Deadline, Error};

/// One value, fetched when it is first wanted and again before it expires.
pub(super) struct Refreshing<T> {
    state: Mutex<State<T>>,
    landed: Condvar,
}

struct State<T> {
    held: Option<Held<T>>,
    /// Whether a fetch is under way.
    flying: bool,
    /// How many fetches have ended, and how the last one did.
    flights: u64,
    failure: Option<Error>,
    /// After a failure: no new fetch before this, as long as the value stands no worse than it did then.
    pause: Option<(SystemTime, Freshness)>,
}

struct Held<T> {
    value: Arc<T>,
    window: Window,
    refused: bool,
}

/// What a fetch brings.
pub(super) struct Fetched<T> {
    pub(super) value: T,
    pub(super) expires: SystemTime,
}

impl<T> Refreshing<T> {
    pub(super) fn new() -> Self {
        let state = State { held: None, flying: false, flights: 0, failure: None, pause: None };
        Self { state: Mutex::new(state), landed: Condvar::new() }
    }

    /// Starts with a value that is known already.
    pub(super) fn with(now: SystemTime, fetched: Fetched<T>, unit: f64) -> Self {
        let refreshing = Self::new();
        lock(&refreshing.state).held = Some(Held::new(now, fetched, unit));
        refreshing
    }

    /// The value as it stands, fresh or not.
    pub(super) fn peek(&self) -> Option<Arc<T>> {
        lock(&self.state).held.as_ref().map(|held| Arc::clone(&held.value))
    }

    /// The value, fetched if it must be. `unit` in `[0, 1)` is this call's chance.
    ///
    /// # Errors
    /// What the fetch says, to all who waited for it; a timeout for a waiter whose own time ran out.
    pub(super) fn get(
        &self,
        clock: impl Fn() -> SystemTime,
        deadline: Deadline,
        unit: f64,
        fetch: impl FnOnce() -> Result<Fetched<T>, Error>,
    ) -> Result<Arc<T>, Error> {
        let mut state = lock(&self.state);
        loop {
            // Asked at each turn: waiting takes time, and the first answer may teach what time it is.
            let now = clock();
            let freshness = state.freshness(now);
            let held = state.held.as_ref().map(|held| Arc::clone(&held.value));
            let waits_for_nobody = !state.flying;
            let pauses = waits_for_nobody && state.pauses(now, freshness);
            match (freshness, held) {
                (Freshness::Fresh, Some(value)) => return Ok(value),
                (Freshness::Advisory, Some(value)) if state.flying || pauses => return Ok(value),
                (Freshness::Mandatory, Some(value)) if pauses => return Ok(value),
                (Freshness::Expired, Some(_)) if pauses => return Err(state.last_failure()),
                _ if waits_for_nobody => {
                    state.flying = true;
                    state.failure = None;
                    drop(state);
                    return self.fly(clock, freshness, unit, fetch);
                }
                _ => {}
            }
            let flight = state.flights;
            let (landed, timeout) = self
                .landed
                .wait_timeout_while(state, deadline.remaining(), |state| state.flying && state.flights == flight)
                .unwrap_or_else(PoisonError::into_inner);
            state = landed;
            if timeout.timed_out() && state.flights == flight {
                return Err(Error::new(Kind::Timeout(Sent::Nothing), "another thread's refresh took too long"));
            }
            if state.flights != flight && state.failure.is_some() {
                return state.valid(now).ok_or_else(|| state.last_failure());
            }
        }
    }

    fn fly(
        &self,
        clock: impl Fn() -> SystemTime,
        freshness: Freshness,
        unit: f64,
        fetch: impl FnOnce() -> Result<Fetched<T>, Error>,
    ) -> Result<Arc<T>, Error> {
        // Should the fetch panic, the others must not wait for it for ever.
        let landing = Landing(self);
        let fetched = fetch();
        let now = clock();
        let mut state = lock(&self.state);
        let outcome = match fetched {
            Ok(fetched) => {
                let held = Held::new(now, fetched, unit);
                let value = Arc::clone(&held.value);
                state.held = Some(held);
                state.failure = None;
                state.pause = None;
                Ok(value)
            }
            Err(error) => {
                state.failure = Some(error.clone());
                let pause = match freshness {
                    Freshness::Fresh | Freshness::Advisory => pause_while_valid(unit),
                    Freshness::Mandatory | Freshness::Expired => pause_once_expired(unit),
                };
                state.pause = now.checked_add(pause).map(|until| (until, freshness));
                state.valid(now).ok_or(error)
            }
        };
        drop(state);
        drop(landing);
        outcome
    }

    /// The service refused `value`: another is fetched before it is handed out again.
    pub(super) fn refuse(&self, value: &Arc<T>) {
        let mut state = lock(&self.state);
        if let Some(held) = state.held.as_mut().filter(|held| Arc::ptr_eq(&held.value, value)) {
            held.refused = true;
            state.pause = None;
        }
    }
}

impl<T> State<T> {
    fn freshness(&self, now: SystemTime) -> Freshness {
        match &self.held {
            // What was refused is renewed before it is used again; where that fails, it is all there is until it expires.
            Some(held) if held.refused => held.window.at(now).max(Freshness::Mandatory),
            Some(held) => held.window.at(now),
            None => Freshness::Expired,
        }
    }

    fn valid(&self, now: SystemTime) -> Option<Arc<T>> {
        let held = self.held.as_ref()?;
        (self.freshness(now) != Freshness::Expired).then(|| Arc::clone(&held.value))
    }

    fn pauses(&self, now: SystemTime, freshness: Freshness) -> bool {
        self.pause.is_some_and(|(until, failed_at)| now < until && failed_at == freshness)
    }

    fn last_failure(&self) -> Error {
        self.failure.clone().unwrap_or_else(|| Error::new(Kind::Transport(Sent::Nothing), "the last refresh failed"))
    }
}

impl<T> Held<T> {
    fn new(now: SystemTime, fetched: Fetched<T>, unit: f64) -> Self {
        let window = Window::new(now, fetched.expires, unit);
        Self { value: Arc::new(fetched.value), window, refused: false }
    }
}

/// Ends a flight, whatever became of it.
struct Landing<'a, T>(&'a Refreshing<T>);

impl<T> Drop for Landing<'_, T> {
    fn drop(&mut self) {
        let mut state = lock(&self.0.state);
        state.flying = false;
        state.flights += 1;
        drop(state);
        self.0.landed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
    use std::time::Duration;

    use super::*;

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    fn soon() -> Deadline {
        Deadline::after(Duration::from_secs(10))
    }

    fn broken() -> Result<Fetched<u32>, Error> {
        Err(Error::configuration("broken"))
    }

    fn bring(value: u32, expires: u64) -> impl FnOnce() -> Result<Fetched<u32>, Error> {
        move || Ok(Fetched { value, expires: at(expires) })
    }

    fn unwanted() -> Result<Fetched<u32>, Error> {
        panic!("nothing was to be fetched")
    }

    #[test]
    fn a_fresh_value_is_not_fetched_again_and_an_old_one_is() {
        let cell = Refreshing::new();
        assert_eq!(*cell.get(|| at(0), soon(), 0.0, bring(1, 3600)).unwrap(), 1);
        assert_eq!(*cell.get(|| at(2699), soon(), 0.0, unwanted).unwrap(), 1);
        assert_eq!(*cell.get(|| at(2700), soon(), 0.0, bring(2, 7200)).unwrap(), 2);
    }

    #[test]
    fn a_failed_refresh_leaves_the_old_value_until_it_expires() {
        let cell = Refreshing::new();
        cell.get(|| at(0), soon(), 0.0, bring(1, 3600)).unwrap();
        assert_eq!(*cell.get(|| at(2700), soon(), 0.0, broken).unwrap(), 1);
        assert_eq!(*cell.get(|| at(2999), soon(), 0.0, unwanted).unwrap(), 1, "pauses 300 s");
        assert_eq!(*cell.get(|| at(3000), soon(), 1.0, broken).unwrap(), 1, "then tries again");
        assert_eq!(*cell.get(|| at(3540), soon(), 0.0, broken).unwrap(), 1, "and at the mandatory boundary");
        assert_eq!(*cell.get(|| at(3540), soon(), 0.0, unwanted).unwrap(), 1, "but not for each caller");
        assert!(cell.get(|| at(3600), soon(), 0.0, broken).is_err(), "expired ones are never handed out");
        assert!(cell.get(|| at(3600), soon(), 0.0, unwanted).is_err(), "one try a second at most");
        assert_eq!(*cell.get(|| at(3601), soon(), 0.0, bring(2, 9000)).unwrap(), 2);
    }

    #[test]
    fn a_first_failure_is_not_cached() {
        let cell = Refreshing::new();
        assert!(cell.get(|| at(0), soon(), 0.0, broken).is_err());
        assert_eq!(*cell.get(|| at(0), soon(), 0.0, bring(1, 3600)).unwrap(), 1);
    }

    #[test]
    fn a_refused_value_is_fetched_anew_once() {
        let cell = Refreshing::new();
        let first = cell.get(|| at(0), soon(), 0.0, bring(1, 3600)).unwrap();
        cell.refuse(&first);
        assert_eq!(*cell.get(|| at(0), soon(), 0.0, bring(2, 3600)).unwrap(), 2);
        cell.refuse(&first);
        assert_eq!(
            *cell.get(|| at(0), soon(), 0.0, unwanted).unwrap(),
            2,
            "a late refusal of the old one changes nothing"
        );
    }

    #[test]
    fn many_cold_threads_make_one_fetch_and_share_its_failure() {
        for fails in [false, true] {
            let (cell, fetches) = (Refreshing::new(), AtomicUsize::new(0));
            let barrier = std::sync::Barrier::new(256);
            let failures = AtomicUsize::new(0);
            std::thread::scope(|scope| {
                for _ in 0..256 {
                    scope.spawn(|| {
                        barrier.wait();
                        let got = cell.get(
                            || at(0),
                            soon(),
                            0.0,
                            || {
                                fetches.fetch_add(1, SeqCst);
                                std::thread::sleep(Duration::from_millis(300));
                                if fails { broken() } else { Ok(Fetched { value: 1, expires: at(3600) }) }
                            },
                        );
                        failures.fetch_add(usize::from(got.is_err()), SeqCst);
                    });
                }
            });
            assert_eq!(fetches.load(SeqCst), 1);
            assert_eq!(failures.load(SeqCst), if fails { 256 } else { 0 });
        }
    }

    #[test]
    fn a_waiter_obeys_its_own_deadline_and_a_panic_frees_the_others() {
        let cell = Refreshing::<u32>::new();
        let (started, waiting) = (std::sync::Barrier::new(2), std::sync::Barrier::new(2));
        std::thread::scope(|scope| {
            let flight = scope.spawn(|| {
                cell.get(
                    || at(0),
                    soon(),
                    0.0,
                    || {
                        started.wait();
                        waiting.wait();
                        panic!("a fetch that panics")
                    },
                )
            });
            started.wait();
            let error = cell.get(|| at(0), Deadline::after(Duration::from_millis(20)), 0.0, unwanted).unwrap_err();
            assert!(error.is_timeout());
            waiting.wait();
            assert!(flight.join().is_err());
        });
        assert_eq!(*cell.get(|| at(0), soon(), 0.0, bring(1, 3600)).unwrap(), 1);
    }
}
