//! Keeps the wire out of the log.
//!
//! At TRACE, ureq's protocol crate logs every byte that it sends and receives: passwords, tokens, keys. There is no switch
//! for that, so while bytes pass through it, and only where TRACE is on at all, the `log` crate's level is DEBUG.

use std::io::{self, ErrorKind, Read};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use log::LevelFilter;

use crate::sync::lock;

/// How many exchanges are under way while TRACE is on.
static QUIET: Mutex<usize> = Mutex::new(0);
/// Whether TRACE was ever on. It stays set: from then on every exchange counts, whatever the level is when it begins.
static TRACED: AtomicBool = AtomicBool::new(false);

/// Whether the level is lowered now.
static LOWERED: AtomicBool = AtomicBool::new(false);

/// While one of these is alive, nothing is logged at TRACE.
pub(super) struct Hush(());

impl Hush {
    /// `None`, at the cost of two loads, where TRACE was never on.
    pub(super) fn if_needed() -> Option<Self> {
        // In this order: whoever lowers the level has set the mark before.
        if log::max_level() < LevelFilter::Trace && !TRACED.load(SeqCst) {
            return None;
        }
        let mut quiet = lock(&QUIET);
        TRACED.store(true, SeqCst);
        *quiet += 1;
        if log::max_level() == LevelFilter::Trace {
            LOWERED.store(true, SeqCst);
            log::set_max_level(LevelFilter::Debug);
        }
        Some(Self(()))
    }
}

impl Drop for Hush {
    fn drop(&mut self) {
        let mut quiet = lock(&QUIET);
        *quiet -= 1;
        // Only what was lowered here is raised again, and only while nobody has chosen another level.
        if *quiet == 0 && LOWERED.swap(false, SeqCst) && log::max_level() == LevelFilter::Debug {
            log::set_max_level(LevelFilter::Trace);
        }
    }
}

/// A body whose bytes are not logged as they arrive, and whose delays are errors of their kind.
pub(super) struct Hushed<R>(pub(super) R);

impl<R: Read> Read for Hushed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let _hush = Hush::if_needed();
        self.0.read(buffer).map_err(of_its_kind)
    }
}

/// ureq wraps its own errors in ones of no kind.
fn of_its_kind(error: io::Error) -> io::Error {
    let cause = error.get_ref().and_then(|cause| cause.downcast_ref());
    if matches!(cause, Some(ureq::Error::Timeout(_))) { io::Error::new(ErrorKind::TimedOut, error) } else { error }
}
