//! Results as files: Markdown for people, JSON for programs, with a description of the machine.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use serde::Serialize;

use crate::build::{root, run};

/// The machine and the tools, as far as counts depend on them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Machine {
    /// The processor's name.
    pub processor: String,
    /// Which of the instruction sets that libraries choose their code by it has.
    pub instruction_sets: Vec<String>,
    /// The C library, whose allocator and copying are counted, too.
    pub c_library: String,
    /// The compiler.
    pub compiler: String,
}

impl Machine {
    /// This one.
    #[must_use]
    pub fn this() -> Self {
        let information = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let field = |name: &str| {
            let line = information.lines().find(|line| line.starts_with(name))?;
            Some(line.split_once(':')?.1.trim().to_owned())
        };
        let flags = field("flags").unwrap_or_default();
        let telling = ["avx2", "avx512vl", "erms", "fsrm", "sha_ni", "ssse3"];
        let has = |set: &&str| flags.split(' ').any(|flag| flag == *set);
        let first_line = |text: String| text.lines().next().unwrap_or_default().to_owned();
        Self {
            processor: field("model name").unwrap_or_default(),
            instruction_sets: telling.into_iter().filter(has).map(str::to_owned).collect(),
            c_library: run(Command::new("ldd").arg("--version")).map(first_line).unwrap_or_default(),
            compiler: run(Command::new("rustc").arg("-V")).map(first_line).unwrap_or_default(),
        }
    }

    /// Whether instructions counted on the other machine can be compared with this one's.
    #[must_use]
    pub fn counts_alike(&self, other: &Self) -> bool {
        (&self.instruction_sets, &self.c_library, &self.compiler)
            == (&other.instruction_sets, &other.c_library, &other.compiler)
    }
}

/// A table: a row for each thing compared.
#[derive(Debug, Serialize)]
pub struct Table {
    /// Its file's name, and how it is asked for.
    pub name: &'static str,
    /// What it shows, in a sentence or two.
    pub about: String,
    /// The columns' titles.
    pub columns: Vec<&'static str>,
    /// The cells.
    pub rows: Vec<Vec<String>>,
    /// The column of which a picture is drawn, where there is one whose numbers can stand beside each other.
    #[serde(skip)]
    pub drawn: Option<&'static str>,
}

impl Table {
    /// Writes `results/<name>.md` and `.json` and gives back the Markdown.
    ///
    /// # Errors
    /// When the files cannot be written.
    pub fn write(&self) -> io::Result<String> {
        let machine = Machine::this();
        let folder = results();
        fs::create_dir_all(&folder)?;
        let mut text = self.markdown(&machine);
        if self.draw(&folder)? {
            let _ = writeln!(text, "\n![{}]({0}.svg)", self.name);
        }
        fs::write(folder.join(format!("{}.md", self.name)), &text)?;
        let raw = serde_json::json!({ "machine": machine, "table": self });
        fs::write(folder.join(format!("{}.json", self.name)), serde_json::to_string_pretty(&raw)? + "\n")?;
        Ok(text)
    }

    #[cfg(feature = "tables")]
    fn draw(&self, folder: &Path) -> io::Result<bool> {
        crate::plot::draw(self, &folder.join(format!("{}.svg", self.name)))
    }

    #[cfg(not(feature = "tables"))]
    fn draw(&self, _: &Path) -> io::Result<bool> {
        Ok(false)
    }

    fn markdown(&self, machine: &Machine) -> String {
        let mut text = format!("{}\n\n", self.about);
        let mut line = |cells: &[String]| {
            let _ = writeln!(text, "| {} |", cells.join(" | "));
        };
        line(&self.columns.iter().map(|title| (*title).to_owned()).collect::<Vec<_>>());
        line(&self.columns.iter().map(|_| "---".to_owned()).collect::<Vec<_>>());
        self.rows.iter().for_each(|row| line(row));
        let Machine { processor, instruction_sets, c_library, compiler } = machine;
        let sets = instruction_sets.join(", ");
        let _ = writeln!(
            text,
            "\nMeasured by `cargo run -p amplify-rest-bench -- {}` on {processor} ({sets}), {c_library}, {compiler}.",
            self.name
        );
        text
    }
}

fn results() -> PathBuf {
    root().join("tests/bench/results")
}

/// A ratio with three digits; a dash where there is nothing to divide, or to divide by.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "ratios are read with three digits")]
pub fn ratio(a: impl Into<Option<u64>>, b: impl Into<Option<u64>>) -> String {
    match (a.into(), b.into()) {
        (Some(a), Some(b)) if b > 0 => format!("{:.3}", a as f64 / b as f64),
        _ => dash(),
    }
}

/// A number of thousands with one digit, `14.3k`; a dash where there is none.
#[must_use]
pub fn thousands(number: Option<u64>) -> String {
    number.map_or_else(dash, |number| format!("{}.{}k", number / 1000, number % 1000 / 100))
}

/// Nanoseconds as microseconds with one digit.
#[must_use]
pub fn microseconds(nanoseconds: u64) -> String {
    format!("{}.{} µs", nanoseconds / 1000, nanoseconds % 1000 / 100)
}

/// Bytes as megabytes with two digits.
#[must_use]
pub fn megabytes(bytes: u64) -> String {
    format!("{}.{:02} MB", bytes / 1_000_000, bytes % 1_000_000 / 10_000)
}

/// A number, or a dash where there is none.
#[must_use]
pub fn plain(number: Option<u64>) -> String {
    number.map_or_else(dash, |number| number.to_string())
}

fn dash() -> String {
    "–".to_owned()
}
