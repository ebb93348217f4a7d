//! Keeps the wire out of the log.
//!
//! At TRACE, ureq's protocol crate logs every byte that it sends and receives: passwords, tokens, keys. There is no switch
//! for that, so while bytes pass through it, and only where TRACE is on at all, the `log` crate's level is DEBUG.

use std::io::Read;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Mutex, MutexGuard};

use log::LevelFilter;

use crate::sync::lock;

/// How many exchanges are under way while TRACE is on.
static QUIET: AtomicUsize = AtomicUsize::new(0);
static CHANGE: Mutex<()> = Mutex::new(());

/// While one of these is alive, nothing is logged at TRACE.
pub(super) struct Hush(());

impl Hush {
    /// `None`, at the cost of two loads, where TRACE is off.
    pub(super) fn if_needed() -> Option<Self> {
        // In this order: the level is lowered after the counter is raised, and raised before the counter is lowered.
        if log::max_level() < LevelFilter::Trace && QUIET.load(SeqCst) == 0 {
            return None;
        }
        let _change: MutexGuard<'_, ()> = lock(&CHANGE);
        QUIET.fetch_add(1, SeqCst);
        if log::max_level() == LevelFilter::Trace {
            log::set_max_level(LevelFilter::Debug);
        }
        Some(Self(()))
    }
}

impl Drop for Hush {
    fn drop(&mut self) {
        let _change = lock(&CHANGE);
        // Whoever has chosen another level meanwhile keeps it.
        if QUIET.load(SeqCst) == 1 && log::max_level() == LevelFilter::Debug {
            log::set_max_level(LevelFilter::Trace);
        }
        QUIET.fetch_sub(1, SeqCst);
    }
}

/// A body whose bytes are not logged as they arrive.
pub(super) struct Hushed<R>(pub(super) R);

impl<R: Read> Read for Hushed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let _hush = Hush::if_needed();
        self.0.read(buffer)
    }
}
