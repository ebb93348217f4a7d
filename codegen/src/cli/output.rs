//! The file of `generate --out`: written where it differs, or compared alone.

use std::fs;
use std::io;
use std::path::Path;

use super::Failure;
use super::arguments::{Arguments, Mode};

/// What became of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Put,
    Unchanged,
    /// It differs or is not there, and was to be compared alone.
    Stale,
}

impl State {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Put => "written",
            Self::Unchanged => "up to date",
            Self::Stale => "not up to date",
        }
    }
}

/// Writes the code, or compares it, as `mode` says.
pub(super) fn put(arguments: &Arguments, path: &Path, mode: Mode, code: &str) -> Result<State, Failure> {
    let inputs = arguments.documents.iter().map(|(_, document)| Path::new(document));
    if inputs.chain([arguments.file.as_path()]).any(|input| is_same(input, path)) {
        return Err(Failure::WrongUse(format!("--out is an input: {} would be overwritten", path.display())));
    }
    let unusable =
        |what: &str, error: &io::Error| Failure::File(format!("{} cannot be {what}: {error}", path.display()));
    match (fs::read(path), mode) {
        (Ok(there), _) if there == code.as_bytes() => return Ok(State::Unchanged),
        (Ok(_), Mode::Compare) => return Ok(State::Stale),
        (Err(error), Mode::Compare) if error.kind() == io::ErrorKind::NotFound => return Ok(State::Stale),
        (Err(error), Mode::Compare) => return Err(unusable("read", &error)),
        (_, Mode::Write) => {}
    }
    fs::write(path, code).map_err(|error| unusable("written", &error))?;
    Ok(State::Put)
}

/// By whatever names.
fn is_same(left: &Path, right: &Path) -> bool {
    matches!((fs::canonicalize(left), fs::canonicalize(right)), (Ok(left), Ok(right)) if left == right)
}
