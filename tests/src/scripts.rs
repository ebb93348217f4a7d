//! Runs a client script of `tests/peers/clients` as a child process: JSON in, JSON out.
//!
//! Judges nothing that the script reports; a script that fails or takes too long is a panic.

use std::io::{Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde::Serialize;
use serde_json::Value;

const LIMIT: Duration = Duration::from_mins(2);

/// Runs `command` with `input` as JSON on its standard input, and reads the JSON that it prints.
///
/// # Panics
/// When the program cannot be started, takes longer than two minutes, fails, or prints something else.
#[must_use]
#[track_caller]
pub fn run(command: &mut Command, input: &impl Serialize) -> Value {
    let input = serde_json::to_vec(input).expect("the input is plain data");
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the script starts");
    let mut into = child.stdin.take().expect("standard input is piped");
    let output = collect(child.stdout.take().expect("standard output is piped"));
    let complaints = collect(child.stderr.take().expect("standard error is piped"));
    // A script that ends without reading says why on standard error.
    let _ = into.write_all(&input);
    drop(into);

    let status = wait(&mut child);
    let output = output.join().expect("reading does not panic");
    let complaints = complaints.join().expect("reading does not panic");
    assert!(status.is_some_and(|status| status.success()), "{command:?} failed ({status:?}): {complaints}");
    serde_json::from_str(&output).expect("the script prints JSON")
}

fn collect(mut pipe: impl Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// The exit status, or `None` after the limit: then the child is killed.
fn wait(child: &mut Child) -> Option<ExitStatus> {
    let deadline = Instant::now() + LIMIT;
    while Instant::now() < deadline {
        if let Some(status) = child.try_wait().expect("the child is ours") {
            return Some(status);
        }
        thread::sleep(Duration::from_millis(20));
    }
    let _ = child.kill();
    let _ = child.wait();
    None
}
