//! What a program takes on with a generator among its build dependencies.

use std::io;

use super::{quotient, told};
use crate::generators::Generator;
use crate::report::Table;

pub(in crate::tables) fn table() -> io::Result<Table> {
    let subjects = [
        ("ours", Generator::Ours, ""),
        ("ours, with YAML", Generator::Ours, "yaml"),
        ("typify", Generator::Typify, ""),
        ("progenitor", Generator::Progenitor, ""),
    ];
    let (mut rows, mut ours) = (Vec::new(), None);
    for (name, generator, features) in subjects {
        let (cost, crates) = generator.cold_build(features)?;
        let ours = *ours.get_or_insert(cost.processor);
        rows.push(told(vec![
            name.to_owned(),
            crates.len().to_string(),
            crates.iter().filter_map(|name| name.strip_prefix("syn ")).collect::<Vec<_>>().join(", "),
            format!("{:.1} s", cost.processor.as_secs_f64()),
            quotient(ours, cost.processor),
        ]));
    }
    Ok(Table {
        name: "codegen-weight",
        about: "A program with nothing but a generator among its build dependencies, as its README has it: crates compiled \
                (all, procedural macros and what those need included), and the processor time of a first `cargo build`."
            .to_owned(),
        columns: vec!["build dependency", "crates", "syn", "cold build", "ours ÷ this"],
        drawn: Some("cold build"),
        rows,
    })
}
