//! What generating code costs, beside typify and progenitor: a table for each question.

mod check;
mod documents;
mod large;
mod lines;
mod scaling;
mod speed;
mod synthetic;
mod weight;

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use crate::generators::{Generator, Kind};

pub(super) use check::table as check;
pub(super) use large::table as large;
pub use lines::lines;
pub(super) use scaling::table as scaling;
pub(super) use speed::table as speed;
pub(super) use weight::table as weight;

/// A document, and who else generates from it.
struct Case {
    name: String,
    document: PathBuf,
    kind: Kind,
    rival: Generator,
}

impl Case {
    fn types(name: impl Into<String>, document: PathBuf) -> Self {
        Self { name: name.into(), document, kind: Kind::Types, rival: Generator::Typify }
    }

    fn client(name: impl Into<String>, document: PathBuf) -> Self {
        Self { name: name.into(), document, kind: Kind::Client, rival: Generator::Progenitor }
    }

    /// Where a generator's code goes.
    fn out(&self, generator: Generator) -> io::Result<PathBuf> {
        documents::generated(&format!("{}-{}.rs", generator.name(), documents::name(&self.document)))
    }
}

/// All that both sides can read: Amplify's schema, what progenitor is tested with, and one made here.
fn cases() -> io::Result<Vec<Case>> {
    let mut cases = Vec::new();
    cases.extend(documents::shared(GEN2).map(|path| Case::types("Gen 2's schema", path)));
    cases.push(Case::types("types of 20 resources", synthetic::schema(20)?));
    for name in ["keeper", "buildomat", "propolis-server", "nexus"] {
        cases.extend(documents::given(&format!("{name}.json")).map(|path| Case::client(name, path)));
    }
    cases.push(Case::client("API of 20 resources", synthetic::api(20)?));
    Ok(cases)
}

/// The schema of Amplify's Gen 2 outputs, as Amplify publishes it.
const GEN2: &str = "schemas/amplify_outputs.schema_v1.5.json";

/// A row, shown as soon as it is there: some take minutes.
fn told(row: Vec<String>) -> Vec<String> {
    eprintln!("{}", row.join(" | "));
    row
}

/// Milliseconds with two digits.
fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

/// Seconds with two digits.
fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

/// Megabytes with one digit.
#[expect(clippy::cast_precision_loss, reason = "sizes are read with one digit")]
fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

/// How often the second fits into the first.
fn quotient(a: Duration, b: Duration) -> String {
    format!("{:.2}", a.as_secs_f64() / b.as_secs_f64())
}
