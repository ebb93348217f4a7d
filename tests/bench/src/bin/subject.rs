//! Runs one subject: `subject NAME URL` waits for a line, then calls it between marks; `subject NAME URL COUNT` prints
//! the processor time of that many calls, in nanoseconds.
//!
//! A mark is a system call that nobody else makes: whoever steps through this process sees where a call begins and ends.

use std::hint::black_box;
use std::io::{self, Write};
use std::os::unix::process::parent_id;

use amplify_rest_bench::subjects;

const WARM_UP: usize = 50;

fn main() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, url, rest @ ..] = arguments.as_slice() else { return Err("usage: subject NAME URL [COUNT]".into()) };
    let mut subject = subjects::subject(name, url)?;
    for _ in 0..WARM_UP {
        black_box(subject());
    }
    if let Some(count) = rest.first() {
        let count: u32 = count.parse().map_err(|_| "COUNT is a number".to_owned())?;
        let before = processor_time();
        for _ in 0..count {
            black_box(subject());
        }
        println!("{}", (processor_time() - before) / u128::from(count.max(1)));
        return Ok(());
    }
    println!("ready");
    io::stdout().flush().map_err(|error| error.to_string())?;
    io::stdin().read_line(&mut String::new()).map_err(|error| error.to_string())?;
    loop {
        black_box(parent_id());
        black_box(subject());
    }
}

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn processor_time() -> u128 {
    use nix::time::{ClockId, clock_gettime};
    clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID).map_or(0, |time| std::time::Duration::from(time).as_nanos())
}

#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
fn processor_time() -> u128 {
    0
}
