//! Generating: processor time and memory, side by side.

use std::io;

use super::{Case, cases, documents, megabytes, milliseconds, quotient, told};
use crate::cost::{Cost, rounds};
use crate::generators::{Generator, Profile, generate};
use crate::report::{Table, ratio};

/// Each document is measured so often.
const ROUNDS: usize = 9;
/// How often more a process generates than another, for what generating takes by itself.
const TIMES: u32 = 20;

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
                by default). Generating: processor time from the document's text to the code's in a process that has generated before, and \
                the peak of memory of the first one, less that of a process which does nothing. Script: all that a process \
                takes which generates once, its start included. The least of 9 paired rounds. typify generates types, \
                progenitor clients."
            .to_owned(),
        columns: vec![
            "document",
            "our lines",
            "beside",
            "its lines",
            "generating",
            "its",
            "times as fast",
            "memory",
            "its memory",
            "memory, ours ÷ its",
            "script",
            "its script",
            "script, times as fast",
            "script's memory",
            "its script's",
            "script's memory, ours ÷ its",
        ],
        drawn: Some("times as fast"),
        rows,
    })
}

/// What a generator made of a document, and what it took.
#[derive(Clone, Copy)]
struct Measured {
    lines: usize,
    /// Generating by itself.
    generating: Cost,
    /// The whole process that generates once.
    script: Cost,
}

/// Ours and the rival's.
fn measured(case: &Case, profile: Profile) -> io::Result<[Measured; 2]> {
    let mut runs = Vec::new();
    for generator in [Generator::Ours, case.rival] {
        let (script, out) = (generator.script(profile)?, case.out(generator)?);
        runs.extend([0, 1, 1 + TIMES].map(|times| (script.clone(), out.clone(), times)));
    }
    let costs = rounds(ROUNDS, &runs, |(script, out, times)| generate(script, case.kind, &case.document, out, *times))?;
    let measured = |at: usize| -> io::Result<Measured> {
        let [idle, once, often] = [0, 1, 2].map(|run| costs[3 * at + run]);
        let generating = Cost {
            processor: often.processor.saturating_sub(once.processor) / TIMES,
            memory: once.memory.saturating_sub(idle.memory),
        };
        Ok(Measured { lines: documents::lines(&runs[3 * at].1)?, generating, script: once })
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
        let generates = |generator, script| generate(script, case.kind, &case.document, &case.out(generator)?, 1);
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
        let both = |a: Cost, b: Cost| Cost { processor: a.processor + b.processor, memory: a.memory.max(b.memory) };
        Self {
            lines: self.lines + other.lines,
            generating: both(self.generating, other.generating),
            script: both(self.script, other.script),
        }
    }
}

fn row(name: &str, rival: Generator, [ours, theirs]: [Measured; 2]) -> Vec<String> {
    let mut row = vec![name.to_owned(), ours.lines.to_string(), rival.name().to_owned(), theirs.lines.to_string()];
    for (ours, theirs) in [(ours.generating, theirs.generating), (ours.script, theirs.script)] {
        row.extend([ours, theirs].map(|cost| milliseconds(cost.processor)));
        row.push(quotient(theirs.processor, ours.processor));
        row.extend([ours, theirs].map(|cost| megabytes(cost.memory)));
        row.push(ratio(ours.memory, theirs.memory));
    }
    told(row)
}
