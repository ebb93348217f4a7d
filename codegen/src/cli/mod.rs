//! The command `amplify-rest-codegen` (feature `cli`): looks at a configuration or document as a build script would, for
//! people and for CI.
//!
//! Arguments → input → what the library says about it → text or JSON. Nothing here knows what a configuration means, no
//! API key or secret is printed or compiled in, and nobody is contacted.

mod arguments;
mod input;
mod list;
mod output;
mod report;

use std::ffi::OsString;
use std::io::{self, Write};

use serde_json::{Value, json};

use crate::errors::{Diagnostic, Errors};
use arguments::{Action, Arguments, Format};
use input::Input;
use output::State;

/// What the command ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    Fine = 0,
    Mistakes = 1,
    WrongUse = 2,
    File = 3,
    Stale = 4,
}

/// Why there is no answer.
enum Failure {
    /// What is wrong with the input.
    Mistakes(Errors),
    /// Arguments that don't fit together, or don't fit the input.
    WrongUse(String),
    /// A file that cannot be read or written.
    File(String),
}

impl From<Errors> for Failure {
    fn from(errors: Errors) -> Self {
        Self::Mistakes(errors)
    }
}

/// What goes to the standard output and to the standard error, and how the command ends.
struct Answer {
    exit: Exit,
    text: String,
    notes: String,
    /// The members of the JSON answer beside `file`, `kind`, `mistakes` and `warnings`.
    members: Value,
    warnings: Vec<Diagnostic>,
}

/// Runs the command with the arguments of a process, its name first, and returns the exit code: 0 fine, 1 mistakes in the
/// input, 2 wrong use, 3 a file cannot be read or written, 4 a file is not up to date.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let exit = match arguments::parse(arguments) {
        Ok(arguments) => answered(&arguments),
        Err(said) => {
            // Help and version are answers as well, on the standard output.
            let exit = if said.use_stderr() { Exit::WrongUse } else { Exit::Fine };
            said.print().map_or(Exit::File, |()| exit)
        }
    };
    exit as u8
}

fn answered(arguments: &Arguments) -> Exit {
    let input = Input::read(arguments);
    let kind = input.as_ref().ok().map(|input| input.kind.name());
    let answer = input.and_then(|input| answer(arguments, &input));
    let file = arguments.file.display().to_string();
    let (exit, text, notes) = match answer {
        Ok(answer) if arguments.format == Format::Json => {
            let report = report::json(&file, kind, answer.members, None, &answer.warnings);
            (answer.exit, report, String::new())
        }
        Ok(answer) => (answer.exit, answer.text, report::warnings(&answer.warnings) + &answer.notes),
        Err(Failure::Mistakes(errors)) if arguments.format == Format::Json => {
            (Exit::Mistakes, report::json(&file, kind, json!({}), Some(&errors), &[]), String::new())
        }
        Err(Failure::Mistakes(errors)) => (Exit::Mistakes, String::new(), errors.to_string()),
        Err(Failure::WrongUse(message)) => {
            (Exit::WrongUse, String::new(), format!("error: {message}\n\nFor more information, try '--help'.\n"))
        }
        Err(Failure::File(message)) => (Exit::File, String::new(), format!("error: {message}\n")),
    };
    let written = print(&mut io::stdout().lock(), &text).and_then(|()| print(&mut io::stderr().lock(), &notes));
    written.map_or(Exit::File, |()| exit)
}

/// A reader that goes away early (`… | head`) is no reason to panic, as `println!` does.
fn print(stream: &mut impl Write, text: &str) -> io::Result<()> {
    stream.write_all(text.as_bytes())?;
    stream.flush()
}

fn answer(arguments: &Arguments, input: &Input) -> Result<Answer, Failure> {
    // A list of what cannot be generated would promise too much: every action begins with the whole check.
    let generated = input.generate(arguments)?;
    let warnings = generated.warnings().to_vec();
    let fine = Answer { exit: Exit::Fine, text: String::new(), notes: String::new(), members: json!({}), warnings };
    match &arguments.action {
        Action::Check { deny_warnings } => {
            let is_denied = *deny_warnings && !fine.warnings.is_empty();
            let exit = if is_denied { Exit::Mistakes } else { Exit::Fine };
            let verdict = if is_denied { "warnings are denied" } else { "fine" };
            let text = format!("{}: {verdict}: {}\n", arguments.file.display(), list::of(arguments, input)?.summary());
            Ok(Answer { exit, text, ..fine })
        }
        Action::List => {
            let list = list::of(arguments, input)?;
            Ok(Answer { text: list.text(), members: list.json(), ..fine })
        }
        Action::Generate { out: None, .. } => {
            Ok(Answer { text: generated.code().to_owned(), members: json!({ "code": generated.code() }), ..fine })
        }
        Action::Generate { out: Some(path), mode } => {
            let state = output::put(arguments, path, *mode, generated.code())?;
            let exit = if state == State::Stale { Exit::Stale } else { Exit::Fine };
            let text = format!("{}: {}\n", path.display(), state.name());
            let members = json!({ "out": path.display().to_string(), "state": state.name() });
            match exit {
                Exit::Stale => Ok(Answer { exit, notes: text, members, ..fine }),
                _ => Ok(Answer { exit, text, members, ..fine }),
            }
        }
    }
}
