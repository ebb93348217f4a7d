//! Generating: processor time and memory, side by side.

use std::io;

use super::{Case, cases, documents, megabytes, milliseconds, quotient, told};
use crate::cost::{Cost, rounds};
use crate::generators::{Generator, Profile, generate};
use crate::report::{Table, ratio};

/// Each document is measured so often.
const ROUNDS: usize = 9;

pub(in crate::tables) fn table() -> io::Result<Table> {
    let mut rows = Vec::new();
    for case in cases()? {
        rows.push(row(&case.name, case.rival, measured(&case, Profile::Optimised)?));
    }
    rows.extend(collection()?);
    if let Some(schema) = documents::shared(super::GEN2) {
        let case = Case::types("Gen 2's schema, not optimised", schema);
        rows.push(row(&case.name, case.rival, measured(&case, Profile::AsUsual)?));
    }
    Ok(Table {
        name: "codegen-speed",
        about: "Generating from a document, by build scripts that are optimised (but for the last row: as build scripts are \
                by default). Processor time and peak memory of the process, the least of 9 paired rounds. typify generates \
                types, progenitor clients."
            .to_owned(),
        columns: vec![
            "document",
            "our lines",
            "time",
            "memory",
            "beside",
            "its lines",
            "time",
            "memory",
            "times as fast",
            "memory, ours ÷ its",
        ],
        drawn: Some("times as fast"),
        rows,
    })
}

/// What a generator made of a document, and what it took.
#[derive(Clone, Copy)]
struct Measured {
    lines: usize,
    cost: Cost,
}

/// Ours and the rival's.
fn measured(case: &Case, profile: Profile) -> io::Result<[Measured; 2]> {
    let generators = [Generator::Ours, case.rival];
    let scripts = [(generators[0], generators[0].script(profile)?), (generators[1], generators[1].script(profile)?)];
    let costs = rounds(ROUNDS, &scripts, |(generator, script)| {
        generate(script, case.kind, &case.document, &case.out(*generator)?)
    })?;
    let measured = |at: usize| -> io::Result<Measured> {
        Ok(Measured { lines: documents::lines(&case.out(generators[at])?)?, cost: costs[at] })
    };
    Ok([measured(0)?, measured(1)?])
}

/// Those documents of API Gateway's that progenitor can read, together.
fn collection() -> io::Result<Option<Vec<String>>> {
    let (ours, theirs) =
        (Generator::Ours.script(Profile::Optimised)?, Generator::Progenitor.script(Profile::Optimised)?);
    let (mut count, mut sums) = (0, None);
    for document in documents::api_gateway()? {
        let case = Case::client(documents::name(&document), document);
        let generates = |generator, script| generate(script, case.kind, &case.document, &case.out(generator)?);
        if generates(Generator::Progenitor, &theirs).is_ok() && generates(Generator::Ours, &ours).is_ok() {
            let both = measured(&case, Profile::Optimised)?;
            count += 1;
            sums = Some(sums.map_or(both, |sums: [Measured; 2]| [sums[0].and(both[0]), sums[1].and(both[1])]));
        }
    }
    Ok(sums.map(|sums| row(&format!("{count} documents of API Gateway's"), Generator::Progenitor, sums)))
}

impl Measured {
    /// Both documents, one after the other.
    fn and(self, other: Self) -> Self {
        let processor = self.cost.processor + other.cost.processor;
        let memory = self.cost.memory.max(other.cost.memory);
        Self { lines: self.lines + other.lines, cost: Cost { processor, memory } }
    }
}

fn row(name: &str, rival: Generator, [ours, theirs]: [Measured; 2]) -> Vec<String> {
    let shown = |of: Measured| [of.lines.to_string(), milliseconds(of.cost.processor), megabytes(of.cost.memory)];
    let mut row = vec![name.to_owned()];
    row.extend(shown(ours));
    row.push(rival.name().to_owned());
    row.extend(shown(theirs));
    row.push(quotient(theirs.cost.processor, ours.cost.processor));
    row.push(ratio(ours.cost.memory, theirs.cost.memory));
    told(row)
}
