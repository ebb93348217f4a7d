//! What generated code costs those who compile it.

use std::io;

use super::{Case, cases, documents, quotient, seconds, told};
use crate::cost::rounds;
use crate::generators::{Generator, Profile, generate};
use crate::report::Table;

pub(in crate::tables) fn table() -> io::Result<Table> {
    let mut rows = Vec::new();
    for case in cases()? {
        // progenitor's output for some documents wants crates beside those that its README names for most.
        match row(&case) {
            Ok(row) => rows.push(told(row)),
            Err(error) => eprintln!("skipped: {}: {error}", case.name),
        }
    }
    Ok(Table {
        name: "codegen-check",
        about: "`cargo check` of generated code alone, its dependencies being there: processor time of Cargo and rustc, the \
                least of 3 paired rounds, without incremental compilation; in brackets what an empty file takes."
            .to_owned(),
        columns: vec!["document", "our lines", "check", "beside", "its lines", "check", "ours ÷ its"],
        drawn: Some("ours ÷ its"),
        rows,
    })
}

fn row(case: &Case) -> io::Result<Vec<String>> {
    let generators = [Generator::Ours, case.rival];
    let mut files = Vec::new();
    for generator in generators {
        let (empty, generated) = (documents::empty()?, case.out(generator)?);
        generate(&generator.script(Profile::Optimised)?, case.kind, &case.document, &generated, 1)?;
        // The first check compiles what is depended on.
        generator.check(&empty)?;
        files.push((generator, empty));
        files.push((generator, generated));
    }
    let costs = rounds(3, &files, |(generator, file)| generator.check(file))?;
    let times: Vec<_> = costs.iter().map(|cost| cost.processor).collect();
    let lines = |at: usize| -> io::Result<String> { Ok(documents::lines(&files[at].1)?.to_string()) };
    let shown = |empty: usize| format!("{} ({})", seconds(times[empty + 1]), seconds(times[empty]));
    Ok(vec![
        case.name.clone(),
        lines(1)?,
        shown(0),
        case.rival.name().to_owned(),
        lines(3)?,
        shown(2),
        quotient(times[1], times[3]),
    ])
}
