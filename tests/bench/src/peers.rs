//! Programs that make calls, or sign them, with what else one would use: packages of the workspace `peers`, built as ours are.
//!
//! Nothing here measures: who is asked for a program decides what it is for by its features.

use crate::build::{Programs, cargo, cold, crates_in, keep, root, target};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What one would use in place of the SDK, named like its package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peer {
    /// reqwest's blocking client, signing with aws-sigv4.
    Reqwest,
    /// `aws-config` and `aws-sdk-cognitoidentity`, and what those are made of.
    AwsSdk,
    /// reqsign's signer for AWS.
    Reqsign,
    /// The client that progenitor generates.
    Progenitor,
}

/// What a peer's program does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// One call and nothing else.
    Call,
    /// Makes a call again and again.
    Warm,
    /// Counts what a call allocates.
    Counted,
}

impl Peer {
    fn package(self) -> &'static str {
        match self {
            Self::Reqwest => "reqwest-peer",
            Self::AwsSdk => "aws-sdk-peer",
            Self::Reqsign => "reqsign-peer",
            Self::Progenitor => "progenitor-client-peer",
        }
    }

    /// Its programs that are measured, built first.
    ///
    /// # Errors
    /// When the build fails.
    pub fn programs(self) -> io::Result<Programs> {
        let program = |part| self.program(part, "footprint");
        Ok(Programs { subject: program(Part::Warm)?, counted: program(Part::Counted)? })
    }

    /// One of its programs, built first.
    ///
    /// # Errors
    /// When the build fails.
    pub fn program(self, part: Part, profile: &str) -> io::Result<PathBuf> {
        let (package, target) = (self.package(), target().join("peers"));
        self.build(part, profile, &target)?;
        keep(&target.join(profile).join(package), target.join(format!("{package}-{part:?}-{profile}")))
    }

    fn build(self, part: Part, profile: &str, target: &Path) -> io::Result<()> {
        let features = match part {
            Part::Call => "",
            Part::Warm => "warm",
            Part::Counted => "counted",
        };
        cargo(&workspace(), &["-p", self.package(), "--features", features], profile, target)
    }

    /// How many crates are compiled for it, itself left out.
    ///
    /// # Errors
    /// When cargo cannot say.
    pub fn crates(self) -> io::Result<usize> {
        crates_in(&workspace(), self.package(), "")
    }

    /// The processor time of its build from nothing.
    ///
    /// # Errors
    /// When the build fails.
    pub fn cold_build(self) -> io::Result<Duration> {
        cold(|target| self.build(Part::Call, "release", target))
    }
}

fn workspace() -> PathBuf {
    root().join("tests/bench/peers")
}
