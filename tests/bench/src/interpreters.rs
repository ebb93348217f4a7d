//! Clients in Python and JavaScript: installs them, exact versions, and makes the commands that run them.
//!
//! Each has a folder of its own under the bench's target folder. What the system or `.ci/peers` installed is neither used
//! nor changed; Python and Node themselves must be there.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use serde_json::json;

use crate::build::{root, run, target};
use crate::load;

/// What runs a client, with the packages beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    /// Python, with libraries.
    Python,
    /// Python, with the program `awscurl`.
    Awscurl,
    /// Node, with libraries.
    Node,
}

/// What a client does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Signed calls, answers decoded.
    Call,
    /// Signatures alone.
    Sign,
}

impl Environment {
    /// All there are.
    pub const ALL: [Self; 3] = [Self::Python, Self::Awscurl, Self::Node];

    /// Its folder, with everything installed: at once where the wanted versions are there.
    ///
    /// # Errors
    /// When the interpreter is missing or the registry cannot be reached.
    pub fn install(self) -> io::Result<PathBuf> {
        let folder = target().join(match self {
            Self::Python => "peers-py",
            Self::Awscurl => "peers-awscurl",
            Self::Node => "peers-node",
        });
        let wanted = format!("{}{}", self.interpreter()?, self.pinned());
        // Written last: a half-done installation has none.
        let installed = folder.join("installed");
        if fs::read_to_string(&installed).is_ok_and(|found| found == wanted) {
            return Ok(folder);
        }
        let _ = fs::remove_dir_all(&folder);
        match self {
            Self::Python => environment(&folder, "requirements.txt")?,
            Self::Awscurl => environment(&folder, "requirements-awscurl.txt")?,
            Self::Node => modules(&folder)?,
        }
        fs::write(installed, wanted)?;
        Ok(folder)
    }

    /// The interpreter and its version.
    ///
    /// # Errors
    /// When it is missing.
    pub fn interpreter(self) -> io::Result<String> {
        let program = if self == Self::Node { "node" } else { "python3" };
        let version = run(Command::new(program).arg("--version"))?;
        Ok(version.trim().replace('v', "Node "))
    }

    /// The version of a package that is installed here, as pinned.
    #[must_use]
    pub fn version(self, package: &str) -> &'static str {
        let start = if self == Self::Node { format!("\"{package}\": \"") } else { format!("{package}==") };
        let line = self.pinned().lines().find_map(|line| line.trim_start().strip_prefix(&start));
        line.map(|rest| rest.trim_end_matches(['"', ','])).unwrap_or_default()
    }

    fn pinned(self) -> &'static str {
        match self {
            Self::Python => include_str!("../peers/scripts/requirements.txt"),
            Self::Awscurl => include_str!("../peers/scripts/requirements-awscurl.txt"),
            Self::Node => include_str!("../peers/scripts/package.json"),
        }
    }

    /// Runs a client that does something so many times; `awscurl` makes one call, whatever it is asked for.
    #[must_use]
    pub fn command(self, folder: &Path, client: &str, part: Part, count: u32, url: &str) -> Command {
        let part = if part == Part::Call { "call" } else { "sign" };
        let mut command = match self {
            Self::Python => {
                let mut python = Command::new(folder.join("bin/python"));
                python.arg(scripts().join("python_client.py"));
                python
            }
            Self::Node => {
                let mut node = Command::new("node");
                node.arg(scripts().join("node_client.mjs")).arg(folder);
                node
            }
            Self::Awscurl => return awscurl(folder, url),
        };
        command.args([client, part, &count.to_string(), &request(url)]);
        command
    }
}

fn scripts() -> PathBuf {
    root().join("tests/bench/peers/scripts")
}

fn environment(folder: &Path, requirements: &str) -> io::Result<()> {
    run(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
    let arguments = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--requirement"];
    let mut pip = Command::new(folder.join("bin/python"));
    run(pip.args(arguments).arg(scripts().join(requirements))).map(drop)
}

fn modules(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for file in ["package.json", "package-lock.json", ".npmrc"] {
        fs::copy(scripts().join(file), folder.join(file))?;
    }
    let arguments = ["ci", "--ignore-scripts", "--loglevel=error"];
    run(Command::new("npm").args(arguments).current_dir(folder)).map(drop)
}

/// The request of [`load`], as the scripts read it.
fn request(url: &str) -> String {
    json!({
        "url": url,
        "path": load::PATH,
        "query": load::QUERY,
        "encoded_query": load::ENCODED_QUERY,
        "headers": load::HEADERS,
        "region": load::REGION,
        "key_id": load::ACCESS_KEY_ID,
        "secret": load::SECRET_ACCESS_KEY,
        "token": load::session_token(),
    })
    .to_string()
}

fn awscurl(folder: &Path, url: &str) -> Command {
    let mut command = Command::new(folder.join("bin/awscurl"));
    command.args(["--service", "execute-api", "--region", load::REGION, "--access_key", load::ACCESS_KEY_ID]);
    command.args(["--secret_key", load::SECRET_ACCESS_KEY, "--session_token", &load::session_token()]);
    for (name, value) in load::HEADERS {
        command.args(["-H", &format!("{name}: {value}")]);
    }
    command.arg(format!("{url}{}?{}", load::PATH, load::ENCODED_QUERY));
    command
}

#[cfg(test)]
mod tests {
    use super::Environment;

    #[test]
    fn versions_are_those_that_are_pinned() {
        for (environment, package) in [
            (Environment::Python, "botocore"),
            (Environment::Awscurl, "awscurl"),
            (Environment::Node, "@smithy/signature-v4"),
        ] {
            let version = environment.version(package);
            assert!(version.starts_with(|first: char| first.is_ascii_digit()), "{package}: {version:?}");
            assert!(version.ends_with(|last: char| last.is_ascii_digit()), "{package}: {version:?}");
        }
        assert_eq!(Environment::Python.version("awscrt"), "", "it slows botocore's start");
    }
}
