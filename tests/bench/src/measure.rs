//! Runs subjects and counts what they take.

use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use amplify_rest::{Client, Endpoint};
use serde::{Deserialize, Serialize};

use crate::build::{Programs, run, target};

/// How often each is timed.
pub const ROUNDS: usize = 9;

/// The server, in a process of its own that ends with this value.
pub struct Server {
    process: Child,
    /// Where it listens, without a path.
    pub url: String,
    /// Whom to trust, as a file; empty without TLS.
    pub authority: PathBuf,
}

impl Server {
    /// Starts this very program again, as a server.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start() -> io::Result<Self> {
        Self::run(Command::new(std::env::current_exe()?).arg("serve"), "http", PathBuf::new())
    }

    /// The same over TLS, with an authority of its own. It answers `together` requests at once.
    ///
    /// # Errors
    /// When it does not start.
    pub fn tls(together: usize) -> io::Result<Self> {
        let authority = target().join(format!("authority-{together}.pem"));
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("serve-tls").arg(&authority).arg(together.to_string());
        Self::run(&mut command, "https", authority)
    }

    /// What it answers to a GET of a path.
    ///
    /// # Errors
    /// When it does not.
    pub fn says(&self, path: &str) -> io::Result<String> {
        let endpoint = Client::new().and_then(|client| Endpoint::builder("bench", &self.url).build(&client));
        endpoint.and_then(|endpoint| endpoint.get(path).send()?.text()).map_err(io::Error::other)
    }

    fn run(command: &mut Command, scheme: &str, authority: PathBuf) -> io::Result<Self> {
        let mut process = command.stdout(Stdio::piped()).spawn()?;
        let mut address = String::new();
        if let Some(output) = process.stdout.take() {
            BufReader::new(output).read_line(&mut address)?;
        }
        Ok(Self { process, url: format!("{scheme}://{}", address.trim()), authority })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It holds nothing that a sudden end could harm.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What one warm call takes, as far as that does not depend on the machine's speed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Instructions in user space; `None` where the system lets nobody step through a program.
    pub instructions: Option<u64>,
    /// How often memory was asked for, growing buffers included.
    pub allocations: u64,
    /// How much of it, in bytes.
    pub bytes: u64,
    /// System calls; `None` likewise.
    pub system_calls: Option<u64>,
}

/// Counts a subject.
///
/// # Errors
/// When it cannot be run or traced.
pub fn count(programs: &Programs, name: &str, url: &str) -> io::Result<Counts> {
    let (allocations, bytes) = allocations(&programs.counted, name, url)?;
    let steps = if_allowed(steps(&programs.subject, name, url))?;
    let (instructions, system_calls) = (steps.map(|steps| steps.0), steps.map(|steps| steps.1));
    Ok(Counts { instructions, allocations, bytes, system_calls })
}

/// How often a program that counts it asks for memory in one call of a subject, and for how many bytes.
fn allocations(counted: &Path, name: &str, url: &str) -> io::Result<(u64, u64)> {
    let allocated = run(Command::new(counted).args([name, url]))?;
    let mut numbers = allocated.split_whitespace().filter_map(|text| text.parse().ok());
    Ok((numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)))
}

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn steps(program: &Path, name: &str, url: &str) -> io::Result<(u64, u64)> {
    let steps = crate::trace::count(program, name, url, 5)?;
    Ok((steps.instructions, steps.system_calls.len() as u64))
}

#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
fn steps(_: &Path, _: &str, _: &str) -> io::Result<(u64, u64)> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Nothing where the system lets nobody look into a program, as containers and hardened kernels do.
///
/// # Errors
/// Any other.
pub fn if_allowed<T>(looked: io::Result<T>) -> io::Result<Option<T>> {
    match looked {
        Ok(seen) => Ok(Some(seen)),
        Err(error) if matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::Unsupported) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Processor times of all subjects in rounds, so that each is compared with its neighbours of the same moments. The median
/// of each.
///
/// # Errors
/// When one cannot be run.
pub fn processor_times(programs: &Programs, names: &[&str], url: &str) -> io::Result<Vec<u64>> {
    let subjects: Vec<_> = names.iter().map(|name| (programs, *name)).collect();
    processor_times_by(&subjects, url, 1)
}

/// The same, each by programs of its own, where so many threads make the calls.
///
/// # Errors
/// When one cannot be run.
pub fn processor_times_by(subjects: &[(&Programs, &str)], url: &str, threads: usize) -> io::Result<Vec<u64>> {
    let mut rounds: Vec<Vec<u64>> = vec![Vec::new(); subjects.len()];
    for _ in 0..ROUNDS {
        for ((programs, name), times) in subjects.iter().zip(&mut rounds) {
            times.push(processor_time(programs, name, url, calls_of(name), threads)?);
        }
    }
    Ok(rounds.into_iter().map(median).collect())
}

/// The processor time of one call, in nanoseconds, kernel included, where so many threads make `calls` calls in all.
fn processor_time(programs: &Programs, name: &str, url: &str, calls: usize, threads: usize) -> io::Result<u64> {
    let arguments = [name, url, &(calls / threads).to_string(), &threads.to_string()];
    let printed = run(Command::new(&programs.subject).args(arguments))?;
    printed.trim().parse().map_err(io::Error::other)
}

/// As many as take half a second or less.
fn calls_of(name: &str) -> usize {
    if name.ends_with("MB") {
        100
    } else if name.starts_with("sign") {
        20_000
    } else {
        2000
    }
}

/// The middle one.
#[must_use]
pub fn median(mut values: Vec<u64>) -> u64 {
    values.sort_unstable();
    values[values.len() / 2]
}
