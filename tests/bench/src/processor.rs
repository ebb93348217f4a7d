//! One processor for all: a client that hands over to a server on another one pays for waking it, which on virtual machines
//! can be more than the call, and the same for every client.

use std::io;

/// Does it, and whatever programs it starts, on one processor.
///
/// # Errors
/// Those of the work, and when the system does not let us.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub fn on_one<T>(work: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
    use nix::unistd::Pid;

    let us = Pid::from_raw(0);
    let all = sched_getaffinity(us)?;
    let mut one = CpuSet::new();
    let first = (0..CpuSet::count()).find(|number| all.is_set(*number).unwrap_or(false));
    one.set(first.unwrap_or(0))?;
    sched_setaffinity(us, &one)?;
    let done = work();
    sched_setaffinity(us, &all)?;
    done
}

/// Does it on whatever processors there are.
///
/// # Errors
/// Those of the work.
#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
pub fn on_one<T>(work: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    work()
}
