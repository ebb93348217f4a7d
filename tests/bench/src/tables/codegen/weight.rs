//! What a program takes on with a generator among its build dependencies.

use std::collections::BTreeMap;
use std::io;

use super::{quotient, told};
use crate::cost::rounds;
use crate::generators::Generator;
use crate::report::Table;

/// Each is built so often.
const ROUNDS: usize = 3;

pub(in crate::tables) fn table() -> io::Result<Table> {
    let subjects = [
        ("ours", Generator::Ours, ""),
        ("ours, with YAML", Generator::Ours, "yaml"),
        ("typify", Generator::Typify, ""),
        ("progenitor", Generator::Progenitor, ""),
    ];
    let mut crates = BTreeMap::new();
    let costs = rounds(ROUNDS, &subjects, |(name, generator, features)| {
        let (cost, built) = generator.cold_build(features)?;
        crates.insert(*name, built);
        Ok(cost)
    })?;
    let mut rows = Vec::new();
    for ((name, ..), cost) in subjects.iter().zip(&costs) {
        let crates = &crates[name];
        rows.push(told(vec![
            (*name).to_owned(),
            crates.len().to_string(),
            crates.iter().filter_map(|name| name.strip_prefix("syn ")).collect::<Vec<_>>().join(", "),
            format!("{:.1} s", cost.processor.as_secs_f64()),
            quotient(costs[0].processor, cost.processor),
        ]));
    }
    Ok(Table {
        name: "codegen-weight",
        about: "A program with nothing but a generator among its build dependencies, as its README has it: crates compiled \
                (all, procedural macros and what those need included), and the processor time of a first `cargo build`, the \
                least of 3 rounds."
            .to_owned(),
        columns: vec!["build dependency", "crates", "syn", "cold build", "ours ÷ this"],
        drawn: Some("cold build"),
        rows,
    })
}
