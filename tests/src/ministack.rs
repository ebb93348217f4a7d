//! ministack, the peer emulator, as a child process with a backend provisioned in it.
//!
//! Listens on 127.0.0.1 only. The child ends when its standard input closes, so it ends with this
//! process even where nothing is dropped.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use crate::facts::BackendFacts;
use crate::peers;

/// A running ministack. Ends on drop.
#[derive(Debug)]
pub struct Ministack {
    facts: BackendFacts,
    process: Server,
}

/// The child, ended on drop.
#[derive(Debug)]
struct Server {
    child: Child,
    input: Option<ChildStdin>,
}

impl Ministack {
    /// The instance that the tests of this process share; started on first use, in about a second.
    ///
    /// `None` where the peers are not installed; see [`peers::python`].
    pub fn shared() -> Option<&'static Self> {
        static SHARED: OnceLock<Option<Ministack>> = OnceLock::new();
        SHARED.get_or_init(Self::start).as_ref()
    }

    /// An instance of one's own.
    ///
    /// `None` where the peers are not installed; see [`peers::python`].
    ///
    /// # Panics
    /// When it does not start; its log goes to standard error.
    #[must_use]
    pub fn start() -> Option<Self> {
        let mut child = Command::new(peers::python()?)
            .arg(peers::script("ministack/serve.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the installed Python starts");
        let output = child.stdout.take().expect("standard output is piped");
        let input = child.stdin.take();
        let process = Server { child, input };
        let mut line = String::new();
        // The script has a deadline of its own, and then closes this pipe.
        BufReader::new(output).read_line(&mut line).expect("the script's line is UTF-8");
        let facts = serde_json::from_str(&line).expect("ministack starts and is provisioned (its log is above)");
        Some(Self { facts, process })
    }

    /// How to call the backend.
    #[must_use]
    pub fn facts(&self) -> &BackendFacts {
        &self.facts
    }

    /// The process, whose children belong to it.
    #[must_use]
    pub fn process_id(&self) -> u32 {
        self.process.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.input.take());
        let deadline = Instant::now() + Duration::from_secs(5);
        while Instant::now() < deadline {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
