//! What a process took, its children included: processor time and the most memory that one of them held.

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use wait4::Wait4;

use crate::build::run;

/// What a process took.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// Of the program and of the kernel on its behalf, all threads and children.
    pub processor: Duration,
    /// The most memory that was resident at once, in bytes.
    pub memory: u64,
}

impl Cost {
    /// Runs a command to its end.
    ///
    /// # Errors
    /// When it cannot be started, or fails.
    pub fn of(command: &mut Command) -> io::Result<Self> {
        let used = command.spawn()?.wait4()?;
        if !used.status.success() {
            return Err(io::Error::other(format!("{command:?} failed: {}", used.status)));
        }
        Ok(Self { processor: used.rusage.utime + used.rusage.stime, memory: used.rusage.maxrss })
    }

    /// As [`of`](Self::of), by a process between that holds next to nothing: a process begins with the peak of the one that
    /// started it.
    ///
    /// # Errors
    /// When it cannot be started, or fails.
    pub fn of_program(program: &Path, arguments: &[&OsStr]) -> io::Result<Self> {
        let printed = run(Command::new(std::env::current_exe()?).arg("cost").arg(program).args(arguments))?;
        let mut numbers = printed.split_whitespace().map(str::parse);
        let (Some(Ok(processor)), Some(Ok(memory))) = (numbers.next(), numbers.next()) else {
            return Err(io::Error::other(format!("no cost: {printed}")));
        };
        Ok(Self { processor: Duration::from_micros(processor), memory })
    }

    /// What [`of_program`](Self::of_program) asks the process between: microseconds and bytes.
    ///
    /// # Errors
    /// When the program cannot be started, or fails.
    pub fn print(program: &str, arguments: &[&str]) -> io::Result<()> {
        let cost = Self::of(Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()))?;
        println!("{} {}", cost.processor.as_micros(), cost.memory);
        Ok(())
    }

    /// The less of each: noise only ever adds.
    #[must_use]
    pub fn least(self, other: Self) -> Self {
        Self { processor: self.processor.min(other.processor), memory: self.memory.min(other.memory) }
    }
}

/// Runs several things in rounds, each beside its neighbours of the same moments, and keeps the least that each took.
///
/// # Errors
/// When one fails.
pub fn rounds<T>(count: usize, things: &[T], mut run: impl FnMut(&T) -> io::Result<Cost>) -> io::Result<Vec<Cost>> {
    let mut costs: Vec<Cost> = things.iter().map(&mut run).collect::<io::Result<_>>()?;
    for _ in 1..count {
        for (thing, cost) in things.iter().zip(&mut costs) {
            *cost = cost.least(run(thing)?);
        }
    }
    Ok(costs)
}
