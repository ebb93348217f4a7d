//! Code generators as programs use them: in a build script.
//!
//! Each is a package whose build script generates when it is run with arguments (`generator`, `peers/*`), and whose library
//! is what was generated (feature `output`).

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fs, io};

use serde_json::Value;

use crate::build::{root, target};
use crate::cost::Cost;

/// A code generator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generator {
    /// `amplify-rest-codegen`.
    Ours,
    /// Types alone.
    Typify,
    /// Clients of `OpenAPI` 3.0.
    Progenitor,
}

/// What is generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Types from a JSON Schema.
    Types,
    /// A client from an `OpenAPI` document.
    Client,
    /// A backend from a configuration.
    Backend,
}

/// How build scripts are compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// As everybody's are, whatever the program's own profile: not optimised.
    AsUsual,
    /// Optimised: what the generator's own code is worth.
    Optimised,
}

impl Generator {
    /// Its name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Typify => "typify",
            Self::Progenitor => "progenitor",
        }
    }

    fn package(self) -> &'static str {
        match self {
            Self::Ours => "amplify-rest-generator",
            Self::Typify => "typify-peer",
            Self::Progenitor => "progenitor-peer",
        }
    }

    fn workspace(self) -> PathBuf {
        match self {
            Self::Ours => root(),
            Self::Typify | Self::Progenitor => root().join("tests/bench/peers"),
        }
    }

    /// A command of Cargo's on the package.
    fn cargo(self, command: &str, target: &Path) -> Command {
        let mut cargo = Command::new("cargo");
        cargo
            .current_dir(self.workspace())
            .arg(command)
            .args(["--package", self.package(), "--target-dir"])
            .arg(target);
        cargo
    }

    /// Its build script as a program, built first.
    ///
    /// # Errors
    /// When the build fails.
    pub fn script(self, profile: Profile) -> io::Result<PathBuf> {
        let mut cargo = self.cargo("build", &target().join("generators"));
        if profile == Profile::Optimised {
            cargo.args(["--release", "--config", "profile.release.build-override.opt-level=3"]);
        }
        artifacts(&mut cargo)?
            .into_iter()
            .find(|artifact| artifact["target"]["kind"][0] == "custom-build" && self.is(artifact))
            .and_then(|artifact| Some(PathBuf::from(artifact["filenames"][0].as_str()?)))
            .ok_or_else(|| io::Error::other(format!("{} has no build script", self.package())))
    }

    fn is(self, artifact: &Value) -> bool {
        artifact["package_id"].as_str().and_then(named).is_some_and(|name| name.starts_with(self.package()))
    }

    /// What a build from nothing takes with it as a build dependency, and the crates compiled, as `name version`.
    ///
    /// # Errors
    /// When the build fails.
    pub fn cold_build(self, features: &str) -> io::Result<(Cost, Vec<String>)> {
        let target = target().join("cold");
        let _ = fs::remove_dir_all(&target);
        let mut cargo = self.cargo("build", &target);
        // As crates of a registry are compiled, which ours will be to others.
        cargo.args(["--quiet", "--features", features]).env("CARGO_INCREMENTAL", "0");
        let cost = Cost::of(&mut cargo)?;
        // Asked again, Cargo says what it had compiled.
        let artifacts =
            artifacts(self.cargo("build", &target).args(["--features", features]).env("CARGO_INCREMENTAL", "0"))?;
        fs::remove_dir_all(&target)?;
        let others = artifacts.iter().filter(|artifact| !self.is(artifact));
        let mut crates: Vec<String> = others.filter_map(|artifact| named(artifact["package_id"].as_str()?)).collect();
        crates.sort();
        crates.dedup();
        Ok((cost, crates))
    }

    /// What `cargo check` of a generated file takes, all that it depends on being there already.
    ///
    /// # Errors
    /// When it does not compile.
    pub fn check(self, generated: &Path) -> io::Result<Cost> {
        // As if it had just been written: Cargo goes by the time.
        fs::write(generated, fs::read(generated)?)?;
        let mut cargo = self.cargo("check", &target().join("generators"));
        cargo.args(["--quiet", "--features", "output"]).env("CARGO_INCREMENTAL", "0").env("GENERATED", generated);
        Cost::of(cargo.stderr(Stdio::null()))
    }
}

/// Generates so many times over in one process, with a script of [`Generator::script`]. What the process takes by itself shows
/// when that is not at all.
///
/// # Errors
/// When the generator refuses the document, or panics.
pub fn generate(script: &Path, kind: Kind, document: &Path, out: &Path, times: u32) -> io::Result<Cost> {
    let kind = match kind {
        Kind::Types => "types",
        Kind::Client => "client",
        Kind::Backend => "backend",
    };
    Cost::of_program(script, &[kind.as_ref(), document.as_ref(), out.as_ref(), times.to_string().as_ref()])
}

/// What Cargo says about the crates that it compiled, or that were there.
fn artifacts(cargo: &mut Command) -> io::Result<Vec<Value>> {
    let output = cargo.args(["--quiet", "--message-format", "json"]).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(io::Error::other(format!("{cargo:?} failed")));
    }
    let messages = String::from_utf8_lossy(&output.stdout);
    let messages = messages.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?;
    Ok(messages.into_iter().filter(|message| message["reason"] == "compiler-artifact").collect())
}

/// `registry+https://…#syn@3.0.1` as `syn 3.0.1`, `path+file:///…/codegen#amplify-rest-codegen@0.1.0` alike.
fn named(package: &str) -> Option<String> {
    let (_, name) = package.rsplit_once('#')?;
    Some(name.replace('@', " "))
}
