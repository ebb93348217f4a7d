//! No silent decline: counts that do not depend on the machine's speed, compared with the committed ones.
//!
//! Allocations, system calls, crates and generated lines must be the same. Instructions may differ by 3 %, the binary's size
//! by 2 %. What another compiler, C library or set of instructions changes is compared only where they are those of the committed counts,
//! and what cannot be counted here is said and passed over. `--bless` writes the counts anew, for review.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::{fs, io};

use serde::{Deserialize, Serialize};

use crate::build;
use crate::measure::{Counts, Server, count};
use crate::report::Machine;
use crate::tables::codegen;

const SUBJECTS: [&str; 9] =
    ["ureq", "ureq, API key", "none", "API key", "user pool", "IAM", "IAM, typed operation", "none, POST 1 KB", "sign"];
const FEATURES: [&str; 3] = ["iam,cognito,rustls", "cognito,rustls", "rustls"];
/// The trees of the code generation, by its features.
const BUILD_TREES: [(&str, &str); 2] = [("codegen", ""), ("codegen with yaml", "yaml")];

/// The file of counts.
#[derive(Debug, Serialize, Deserialize)]
struct Committed {
    machine: Machine,
    calls: BTreeMap<String, Counts>,
    crates: BTreeMap<String, usize>,
    /// Lines generated, by document.
    lines: BTreeMap<String, usize>,
    binary_bytes: u64,
}

/// Compares, or blesses. Says everything that declined, and everything that could not be compared.
///
/// # Errors
/// When something declined or could not be counted.
pub fn run(bless: bool) -> io::Result<()> {
    let now = counted()?;
    let stepped = now.calls.values().all(|counts| counts.instructions.is_some());
    if !stepped {
        println!("instructions and system calls are not compared: this system lets nobody step through a program");
    }
    if bless {
        if !stepped {
            return Err(io::Error::other("counts are blessed where all of them can be counted"));
        }
        return fs::write(file(), serde_json::to_string_pretty(&now)? + "\n");
    }
    let committed: Committed = serde_json::from_str(&fs::read_to_string(file())?)?;
    let declines = compare(&committed, &now);
    for decline in &declines {
        println!("{decline}");
    }
    if declines.is_empty() {
        println!("{} calls, {} trees and the binary are as committed", now.calls.len(), now.crates.len());
        return Ok(());
    }
    Err(io::Error::other("counts differ from tests/bench/counts.json; if that is wanted, run `bench gate --bless`"))
}

fn counted() -> io::Result<Committed> {
    let programs = build::programs()?;
    let server = Server::start()?;
    let mut calls = BTreeMap::new();
    for name in SUBJECTS {
        calls.insert(name.to_owned(), count(&programs, name, &server.url)?);
    }
    let mut crates = BTreeMap::new();
    for features in FEATURES {
        crates.insert(features.to_owned(), build::crates("amplify-rest", features)?);
    }
    for (name, features) in BUILD_TREES {
        crates.insert(name.to_owned(), build::crates("amplify-rest-codegen", features)?);
    }
    let program = build::footprint(&[], "footprint", &build::target())?;
    let (lines, binary_bytes) = (codegen::lines()?, fs::metadata(program)?.len());
    Ok(Committed { machine: Machine::this(), calls, crates, lines, binary_bytes })
}

fn compare(committed: &Committed, now: &Committed) -> Vec<String> {
    let (same_code, alike) =
        (committed.machine.compiler == now.machine.compiler, now.machine.counts_alike(&committed.machine));
    for (what, compared) in [("allocations and sizes", same_code), ("instructions", alike)] {
        if !compared {
            println!("{what} are not compared: counted with {:?}, now {:?}", committed.machine, now.machine);
        }
    }
    let mut declines = Vec::new();
    for (name, before) in &committed.calls {
        let Some(counts) = now.calls.get(name) else {
            declines.push(format!("{name}: no longer counted"));
            continue;
        };
        let mut differs = |what: &str, before: Option<u64>, now: Option<u64>, percent: u64| {
            let (Some(before), Some(now)) = (before, now) else { return };
            if before.abs_diff(now) * 100 > before * percent {
                declines.push(format!("{name}: {now} {what}, committed {before}"));
            }
        };
        differs("system calls", before.system_calls, counts.system_calls, 0);
        if same_code {
            differs("allocations", Some(before.allocations), Some(counts.allocations), 0);
        }
        if alike {
            differs("instructions", before.instructions, counts.instructions, 3);
        }
    }
    for (features, before) in &committed.crates {
        let now = now.crates.get(features).copied().unwrap_or_default();
        if now != *before {
            declines.push(format!("{features}: {now} crates, committed {before}"));
        }
    }
    for (name, before) in &committed.lines {
        let now = now.lines.get(name).copied().unwrap_or_default();
        if now != *before {
            declines.push(format!("{name}: {now} lines generated, committed {before}"));
        }
    }
    if same_code && now.binary_bytes.abs_diff(committed.binary_bytes) * 50 > committed.binary_bytes {
        declines.push(format!("the binary has {} bytes, committed {}", now.binary_bytes, committed.binary_bytes));
    }
    declines
}

fn file() -> PathBuf {
    build::root().join("tests/bench/counts.json")
}
