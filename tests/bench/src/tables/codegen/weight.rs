//! What a program takes on with a generator among its build dependencies.

use std::io;

use super::quotient;
use crate::generators::Generator;
use crate::report::Table;

pub(super) fn table() -> io::Result<Table> {
    let subjects = [
        ("ours", Generator::Ours, ""),
        ("ours, with YAML", Generator::Ours, "yaml"),
        ("typify", Generator::Typify, ""),
        ("progenitor", Generator::Progenitor, ""),
    ];
    let mut builds = Vec::new();
    for (name, generator, features) in subjects {
        builds.push((name, generator.cold_build(features)?));
    }
    let ours = builds[0].1.0.processor;
    let rows = builds.iter().map(|(name, (cost, crates))| {
        let versions = crates.iter().filter_map(|name| name.strip_prefix("syn ")).collect::<Vec<_>>().join(", ");
        vec![
            (*name).to_owned(),
            crates.len().to_string(),
            versions,
            format!("{:.1} s", cost.processor.as_secs_f64()),
            quotient(ours, cost.processor),
        ]
    });
    Ok(Table {
        name: "codegen-weight",
        about: "A program with nothing but a generator among its build dependencies, as its README has it: crates compiled \
                (all, procedural macros and what those need included), and the processor time of a first `cargo build`."
            .to_owned(),
        columns: vec!["build dependency", "crates", "syn", "cold build", "ours ÷ this"],
        rows: rows.collect(),
    })
}
