//! The most memory that a program held.

use std::io;
use std::process::Command;

/// Runs a command to its end and says how much of its memory was resident at most, in bytes.
///
/// What the system tells the parent afterwards counts the parent's own memory, too, from before the program was loaded. So
/// the program is stopped as it ends, while its own account is still there.
///
/// # Errors
/// When it cannot be run or traced, or fails.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub fn memory(command: &mut Command) -> io::Result<u64> {
    use nix::sys::ptrace;
    use nix::sys::wait::{WaitStatus, waitpid};
    use nix::unistd::Pid;

    let mut child = command.stdout(std::process::Stdio::null()).spawn()?;
    let process = Pid::from_raw(i32::try_from(child.id()).map_err(io::Error::other)?);
    ptrace::seize(process, ptrace::Options::PTRACE_O_TRACEEXIT)?;
    let peak = loop {
        match waitpid(process, None)? {
            WaitStatus::PtraceEvent(..) => break high_water(process.as_raw())?,
            WaitStatus::Stopped(_, signal) => ptrace::cont(process, signal)?,
            ended => return Err(io::Error::other(format!("{command:?} ended unseen: {ended:?}"))),
        }
    };
    ptrace::cont(process, None)?;
    let status = child.wait()?;
    if status.success() { Ok(peak) } else { Err(io::Error::other(format!("{command:?} failed: {status}"))) }
}

/// As above, where nobody can look.
///
/// # Errors
/// Always.
#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
pub fn memory(_: &mut Command) -> io::Result<u64> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "memory is looked at on Linux and x86-64 alone"))
}

/// The least of five runs: what the system does on the side only ever adds.
///
/// # Errors
/// As [`memory`].
pub fn least(command: &mut Command) -> io::Result<u64> {
    let runs = (0..5).map(|_| memory(command)).collect::<io::Result<Vec<_>>>()?;
    Ok(runs.into_iter().min().unwrap_or_default())
}

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn high_water(process: i32) -> io::Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().map_err(io::Error::other)?;
    Ok(kilobytes * 1024)
}
