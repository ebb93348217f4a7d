//! Generating: processor time and memory, side by side.

use std::io;

use super::{Case, cases, documents, megabytes, milliseconds, quotient};
use crate::cost::{Cost, rounds};
use crate::generators::{Generator, Profile, generate};
use crate::report::{Table, ratio};

pub(super) fn table() -> io::Result<Table> {
    let mut rows = Vec::new();
    for case in cases()?.into_iter().chain(collection()?) {
        rows.push(measured(&case, Profile::Optimised)?);
    }
    if let Some(schema) = documents::shared(super::GEN2) {
        rows.push(measured(&Case::types("Gen 2's schema, not optimised", schema), Profile::AsUsual)?);
    }
    Ok(Table {
        name: "codegen-speed",
        about: "Generating from a document, by build scripts that are optimised (but for the last row: as build scripts are \
                by default). Processor time and peak memory of the process, the least of 9 paired rounds. typify generates \
                types, progenitor clients."
            .to_owned(),
        columns: vec![
            "document", "our lines", "time", "memory", "beside", "its lines", "time", "memory", "times as fast",
            "memory, ours ÷ its",
        ],
        rows,
    })
}

/// Those documents of API Gateway's that progenitor can read.
fn collection() -> io::Result<Vec<Case>> {
    let (ours, theirs) =
        (Generator::Ours.script(Profile::Optimised)?, Generator::Progenitor.script(Profile::Optimised)?);
    let mut cases = Vec::new();
    for document in documents::api_gateway()? {
        let case = Case::client(documents::name(&document), document);
        let generates = |generator, script| generate(script, case.kind, &case.document, &case.out(generator)?);
        if generates(Generator::Progenitor, &theirs).is_ok() && generates(Generator::Ours, &ours).is_ok() {
            cases.push(case);
        }
    }
    Ok(cases)
}

/// Our columns, the rival's, and what one is to the other.
fn measured(case: &Case, profile: Profile) -> io::Result<Vec<String>> {
    let generators = [Generator::Ours, case.rival];
    let scripts = [(generators[0], generators[0].script(profile)?), (generators[1], generators[1].script(profile)?)];
    let costs =
        rounds(9, &scripts, |(generator, script)| generate(script, case.kind, &case.document, &case.out(*generator)?))?;
    let [ours, theirs]: [Cost; 2] = costs.try_into().map_err(|_| io::Error::other("two were measured"))?;
    let mut row = vec![case.name.clone()];
    for (generator, cost) in generators.iter().zip([ours, theirs]) {
        if *generator != Generator::Ours {
            row.push(generator.name().to_owned());
        }
        row.push(documents::lines(&case.out(*generator)?)?.to_string());
        row.push(milliseconds(cost.processor));
        row.push(megabytes(cost.memory));
    }
    row.push(quotient(theirs.processor, ours.processor));
    row.push(ratio(ours.memory, theirs.memory));
    Ok(row)
}
