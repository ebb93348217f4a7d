//! Whether time grows as the document does.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use super::{Case, milliseconds, synthetic};
use crate::cost::{Cost, rounds};
use crate::generators::{Generator, Profile, generate};
use crate::report::Table;

const SIZES: [usize; 4] = [1, 2, 5, 10];

pub(in crate::tables) fn table() -> io::Result<Table> {
    let mut rows = Vec::new();
    let mut side = |name: &str, generator: Generator, case: fn(usize) -> io::Result<Case>| -> io::Result<()> {
        let costs = grown(generator, case)?;
        let mut row = vec![format!("{name}, {}", generator.name()), milliseconds(costs[0].processor)];
        row.extend(
            costs.iter().zip(SIZES).skip(1).map(|(cost, size)| per_size(cost.processor, size, costs[0].processor)),
        );
        rows.push(row);
        Ok(())
    };
    for generator in [Generator::Ours, Generator::Typify] {
        side("types", generator, |size| Ok(Case::types("", synthetic::schema(size * 20)?)))?;
    }
    for generator in [Generator::Ours, Generator::Progenitor] {
        side("client", generator, |size| Ok(Case::client("", synthetic::api(size * 20)?)))?;
    }
    Ok(Table {
        name: "codegen-scaling",
        about: "Generating from documents of 20 resources (100 types, and for clients 100 operations) and of 2, 5 and 10 times \
                as many: processor time in multiples of what the size alone makes of the first (1.00 is linear), the least \
                of 7 paired rounds."
            .to_owned(),
        columns: vec!["what", "20 resources", "2 ×", "5 ×", "10 ×"],
        drawn: Some("10 ×"),
        rows,
    })
}

/// The costs of all sizes, each measured beside the others.
fn grown(generator: Generator, case: fn(usize) -> io::Result<Case>) -> io::Result<Vec<Cost>> {
    let script: PathBuf = generator.script(Profile::Optimised)?;
    let cases = SIZES.into_iter().map(case).collect::<io::Result<Vec<Case>>>()?;
    rounds(7, &cases, |case| generate(&script, case.kind, &case.document, &case.out(generator)?, 1))
}

fn per_size(time: Duration, size: usize, first: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() / first.as_secs_f64() / f64::from(u8::try_from(size).unwrap_or(u8::MAX)))
}
