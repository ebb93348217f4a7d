//! What the programs that are measured share, ours and the peers': the request, and how it is made again and again.
//!
//! Warmed up first. Then a subject is either timed, stepped through from outside, or (feature `counted`) its allocations
//! are counted. Nothing here knows what a subject does.

pub mod load;

use std::error::Error;
use std::hint::black_box;
use std::io;

use cpu_time::ProcessTime;

/// One way to do something, warmed up by calling it, which threads can share and with it connections and caches. It says
/// how many bytes came of it, so that nothing is optimised away.
pub type Subject = Box<dyn Fn() -> usize + Send + Sync>;

const WARM_UP: usize = 50;

/// What a program that is measured does with its arguments: `NAME URL` waits for a line, then calls the subject between
/// marks (or, with the feature `counted`, prints what a call allocates); `NAME URL COUNT THREADS` prints the processor time
/// of each of that many calls by each of the threads. Says whether it was asked for one of them.
///
/// # Errors
/// When there is no such subject, or whoever started this process went away.
pub fn measured(
    arguments: &[String],
    subject: impl FnOnce(&str, &str) -> Result<Subject, String>,
) -> Result<bool, Box<dyn Error>> {
    match arguments {
        [name, url] => once(&subject(name, url)?)?,
        [name, url, count, threads] => timed(&subject(name, url)?, count.parse()?, threads.parse()?),
        _ => return Ok(false),
    }
    Ok(true)
}

fn calls(subject: &Subject, count: usize) {
    for _ in 0..count {
        black_box(subject());
    }
}

/// Prints the processor time of a call in nanoseconds, the kernel's and all threads' included.
fn timed(subject: &Subject, count: usize, threads: usize) {
    let run = |count| {
        if threads == 1 {
            return calls(subject, count);
        }
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| calls(subject, count));
            }
        });
    };
    run(WARM_UP);
    let before = ProcessTime::now();
    run(count);
    println!("{}", before.elapsed().as_nanos() / (count * threads).max(1) as u128);
}

/// Calls it between marks, for ever. A mark is a system call that nobody else makes: whoever steps through this process sees
/// where a call begins and ends.
#[cfg(not(feature = "counted"))]
fn once(subject: &Subject) -> io::Result<()> {
    calls(subject, WARM_UP);
    println!("ready");
    io::Write::flush(&mut io::stdout())?;
    io::stdin().read_line(&mut String::new())?;
    loop {
        black_box(std::os::unix::process::parent_id());
        black_box(subject());
    }
}

#[cfg(feature = "counted")]
#[global_allocator]
static ALLOCATOR: &stats_alloc::StatsAlloc<std::alloc::System> = &stats_alloc::INSTRUMENTED_SYSTEM;

/// Prints what one call allocates: how often, growing buffers included, and how many bytes.
#[cfg(feature = "counted")]
#[expect(clippy::unnecessary_wraps, reason = "as it is without the feature")]
fn once(subject: &Subject) -> io::Result<()> {
    calls(subject, WARM_UP);
    let mut calls: Vec<(usize, usize)> = (0..9)
        .map(|_| {
            let region = stats_alloc::Region::new(ALLOCATOR);
            black_box(subject());
            let change = region.change();
            // A buffer that grows in place of being made anew is asked for once more.
            (change.allocations + change.reallocations, change.bytes_allocated)
        })
        .collect();
    calls.sort_unstable();
    let (allocations, bytes) = calls[calls.len() / 2];
    println!("{allocations} {bytes}");
    Ok(())
}
