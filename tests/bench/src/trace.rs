//! Counts the instructions and system calls of a subject by stepping through it, one instruction at a time.
//!
//! This counts what the processor really runs, with the instruction sets it has: emulators that hide the SHA extensions
//! count hashing many times too high. Only user space is counted, of all threads, and without the clock that the kernel
//! maps into each process: stepped through, it reads again whenever a tick passes.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Write};
use std::ops::Range;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use nix::sys::ptrace;
use nix::sys::signal::Signal;
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;

use crate::processor::on_one;

/// What one call took.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Steps {
    /// Instructions in user space. A repeated string instruction counts once.
    pub instructions: u64,
    /// The numbers of the system calls, in order.
    pub system_calls: Vec<u64>,
}

/// `getppid`, which marks where a call begins.
const MARK: u64 = 110;
/// `clock_gettime`, which is a system call on some systems and none on others.
const CLOCK: u64 = 228;

/// How a subject is let run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pace {
    /// Instruction by instruction: slow enough for its timeouts to show.
    Steps,
    /// From system call to system call.
    SystemCalls,
}

/// Counts so many calls of a subject, run by the program `program`, and gives the least: waiting only ever adds.
///
/// # Errors
/// When the system does not let us trace, or the subject ends early.
pub fn count(program: &Path, name: &str, url: &str, calls: usize) -> io::Result<Steps> {
    // On one processor, handing over from the subject to us and back takes a fifth of the time.
    on_one(|| count_here(program, name, url, calls))
}

fn count_here(program: &Path, name: &str, url: &str, calls: usize) -> io::Result<Steps> {
    let counted = |pace| {
        let mut child = Command::new(program).args([name, url]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let counted = trace(&mut child, calls, pace);
        // Where it ended by itself, it was waited for.
        if child.kill().is_ok() {
            see_off(process(&child)?)?;
        }
        counted
    };
    let nothing = || io::Error::other("no call was counted");
    let instructions = counted(Pace::Steps)?.into_iter().map(|steps| steps.instructions).min().ok_or_else(nothing)?;
    let system_calls =
        counted(Pace::SystemCalls)?.into_iter().map(|steps| steps.system_calls).min().ok_or_else(nothing)?;
    Ok(Steps { instructions, system_calls })
}

fn trace(child: &mut Child, calls: usize, pace: Pace) -> io::Result<Vec<Steps>> {
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        unreachable!("both are piped")
    };
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line)?;
    if line.trim() != "ready" {
        return Err(io::Error::other("the subject ended before it was ready"));
    }
    let main = process(child)?;
    for entry in std::fs::read_dir(format!("/proc/{main}/task"))? {
        let thread = entry?.file_name().to_string_lossy().parse().map(Pid::from_raw).map_err(io::Error::other)?;
        ptrace::attach(thread)?;
        waitpid(thread, Some(WaitPidFlag::__WALL))?;
        ptrace::setoptions(thread, ptrace::Options::PTRACE_O_TRACECLONE)?;
        go_on(thread, None, pace)?;
    }
    let clock = mapped(main, "[vdso]")?;
    writeln!(input)?;

    let mut counted = Vec::new();
    let mut current: Option<Steps> = None;
    let mut positions = HashMap::new();
    while counted.len() < calls {
        let (thread, pass_on) = match waitpid(None, Some(WaitPidFlag::__WALL))? {
            WaitStatus::Stopped(thread, Signal::SIGTRAP | Signal::SIGSTOP) | WaitStatus::PtraceEvent(thread, ..) => {
                (thread, None)
            }
            WaitStatus::Stopped(thread, signal) => (thread, Some(signal)),
            WaitStatus::Exited(thread, _) | WaitStatus::Signaled(thread, ..) if thread == main => {
                return Err(io::Error::other("the subject ended"));
            }
            _ => continue,
        };
        let registers = ptrace::getregs(thread)?;
        // Each round of a repeated string instruction is a step of its own: it is still one instruction.
        let moved = positions.insert(thread, registers.rip) != Some(registers.rip);
        let in_system_call = match pace {
            Pace::Steps => registers.orig_rax.cast_signed() >= 0,
            // It stops before and after each; before, the result reads "no such system call".
            Pace::SystemCalls => registers.rax.cast_signed() == -38,
        };
        let system_call = in_system_call.then_some(registers.orig_rax).filter(|number| *number != CLOCK);
        if system_call == Some(MARK) {
            counted.extend(current.replace(Steps::default()));
        } else if let Some(steps) = &mut current {
            steps.instructions += u64::from(moved && !clock.contains(&registers.rip));
            steps.system_calls.extend(system_call);
        }
        go_on(thread, pass_on, pace)?;
    }
    Ok(counted)
}

fn process(child: &Child) -> io::Result<Pid> {
    Ok(Pid::from_raw(i32::try_from(child.id()).map_err(io::Error::other)?))
}

/// Waits for a process's end: it has ended when each of its threads that was traced has been waited for.
fn see_off(main: Pid) -> io::Result<()> {
    while !matches!(
        waitpid(None, Some(WaitPidFlag::__WALL))?,
        WaitStatus::Exited(thread, _) | WaitStatus::Signaled(thread, ..) if thread == main
    ) {}
    Ok(())
}

/// Where something is mapped into a process; nowhere where it is not.
fn mapped(process: Pid, name: &str) -> io::Result<Range<u64>> {
    let maps = std::fs::read_to_string(format!("/proc/{process}/maps"))?;
    let line = maps.lines().find(|line| line.ends_with(name)).unwrap_or_default();
    let place = line.split(' ').next().and_then(|range| range.split_once('-'));
    let place =
        place.and_then(|(start, end)| Some(u64::from_str_radix(start, 16).ok()?..u64::from_str_radix(end, 16).ok()?));
    Ok(place.unwrap_or_default())
}

fn go_on(thread: Pid, pass_on: Option<Signal>, pace: Pace) -> io::Result<()> {
    match pace {
        Pace::Steps => ptrace::step(thread, pass_on)?,
        Pace::SystemCalls => ptrace::syscall(thread, pass_on)?,
    }
    Ok(())
}
