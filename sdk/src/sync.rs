//! Locks that a panic elsewhere cannot poison for everybody.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks a mutex; a thread that panicked while it held the lock does not take the others down with it.
///
/// What our mutexes guard is replaced whole, never edited in steps, so a poisoned lock still guards a sound value.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
