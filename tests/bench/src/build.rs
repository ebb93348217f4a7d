//! Builds what is measured: all alike, optimised as a whole (`profile.toml`), in a target folder of its own.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use std::{fs, io};

/// The project's root.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap_or(Path::new(".")).to_owned()
}

/// Where builds go that nobody else shares.
#[must_use]
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from).join("bench")
}

/// What runs subjects: the same program twice.
#[derive(Clone, Debug)]
pub struct Programs {
    /// Makes calls, timed or to be stepped through.
    pub subject: PathBuf,
    /// Counts what a call allocates.
    pub counted: PathBuf,
}

/// The programs that run our subjects, built first.
///
/// # Errors
/// When the build fails.
pub fn programs() -> io::Result<Programs> {
    let target = target();
    let built = |features: &str, kept: &str| {
        let package = ["-p", "amplify-rest-bench", "--bin", "subject", "--no-default-features"];
        cargo(&root(), &[&package[..], &["--features", features]].concat(), "footprint", &target)?;
        keep(&target.join("footprint/subject"), target.join(kept))
    };
    Ok(Programs { subject: built("", "subject")?, counted: built("counted", "counted")? })
}

/// Copies a program before another one takes its place.
///
/// # Errors
/// When it is not there.
pub fn keep(program: &Path, kept: PathBuf) -> io::Result<PathBuf> {
    fs::copy(program, &kept)?;
    Ok(kept)
}

/// The smallest program, with default features or without.
///
/// # Errors
/// When the build fails.
pub fn footprint(features: &[&str], profile: &str, target: &Path) -> io::Result<PathBuf> {
    let arguments = [&["-p", "amplify-rest-footprint"], features].concat();
    cargo(&root(), &arguments, profile, target)?;
    Ok(target.join(profile).join("amplify-rest-footprint"))
}

/// Builds in a workspace, with the profiles of `profile.toml`.
///
/// # Errors
/// When the build fails.
pub fn cargo(workspace: &Path, arguments: &[&str], profile: &str, target: &Path) -> io::Result<()> {
    let status = Command::new("cargo")
        .arg("--config")
        .arg(root().join("tests/bench/profile.toml"))
        .args(["build", "--quiet", "--profile", profile, "--target-dir"])
        .arg(target)
        .args(arguments)
        .current_dir(workspace)
        .status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("cargo build {arguments:?} failed"))) }
}

/// The crates in the SDK's tree with these features, itself left out: what a program compiles besides, procedural macros
/// among them, build scripts' own dependencies not.
///
/// # Errors
/// When cargo cannot say.
pub fn crates(package: &str, features: &str) -> io::Result<usize> {
    crates_in(&root(), package, features)
}

/// The same for a package of another workspace.
///
/// # Errors
/// When cargo cannot say.
pub fn crates_in(workspace: &Path, package: &str, features: &str) -> io::Result<usize> {
    let host = run(Command::new("rustc").arg("-vV"))?;
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default().to_owned();
    let arguments = ["tree", "-p", package, "-e", "normal", "--prefix", "none", "--target", &host];
    let features = ["--no-default-features", "--features", features];
    let tree = run(Command::new("cargo").args(arguments).args(features).current_dir(workspace))?;
    let mut lines: Vec<&str> = tree.lines().map(|line| line.trim_end_matches(" (*)")).collect();
    lines.sort_unstable();
    lines.dedup();
    Ok(lines.len().saturating_sub(1))
}

/// What a command prints.
///
/// # Errors
/// When it fails.
pub fn run(command: &mut Command) -> io::Result<String> {
    let output = command.output()?;
    if !output.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The processor time of a cold build in an empty target folder, dependencies and all.
///
/// # Errors
/// When the build fails.
pub fn cold_build(features: &[&str]) -> io::Result<Duration> {
    cold(|target| footprint(features, "release", target).map(|_| ()))
}

/// The processor time of any build in an empty target folder.
///
/// # Errors
/// When the build fails.
pub fn cold(build: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<Duration> {
    let target = target().join("cold");
    let _ = fs::remove_dir_all(&target);
    let before = children_time();
    build(&target)?;
    let took = children_time().saturating_sub(before);
    fs::remove_dir_all(&target)?;
    Ok(took)
}

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn children_time() -> Duration {
    use nix::sys::resource::{UsageWho, getrusage};
    let Ok(usage) = getrusage(UsageWho::RUSAGE_CHILDREN) else { return Duration::ZERO };
    let micros = |time: nix::sys::time::TimeVal| time.tv_sec() * 1_000_000 + time.tv_usec();
    let sum = micros(usage.user_time()) + micros(usage.system_time());
    Duration::from_micros(u64::try_from(sum).unwrap_or(0))
}

#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
fn children_time() -> Duration {
    Duration::ZERO
}
