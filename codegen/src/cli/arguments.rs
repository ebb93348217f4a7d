//! The arguments of the command, with the help that describes them. Nothing here opens a file.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use crate::configuration::AuthorizerKind;
use crate::overrides::TokenKind;

/// What is asked for.
pub(super) struct Arguments {
    pub(super) action: Action,
    pub(super) file: PathBuf,
    pub(super) format: Format,
    /// The client's name, where the file is a document.
    pub(super) name: Option<String>,
    pub(super) by_tag: bool,
    /// `--openapi`: an endpoint and the document of its operations.
    pub(super) documents: Vec<(String, String)>,
    pub(super) authorizers: Vec<(String, AuthorizerKind)>,
    pub(super) tokens: Vec<(String, TokenKind)>,
    pub(super) regions: Vec<(String, String)>,
    /// Endpoints whose calls carry an API key beside what else authorizes them.
    pub(super) with_api_key: Vec<String>,
    /// `--skip`, `--rename` and `--refers-to` as they are written: an endpoint's name comes first where the file is a
    /// configuration.
    pub(super) skipped: Vec<String>,
    pub(super) renamed: Vec<String>,
    pub(super) others: Vec<String>,
}

/// What is done with the input.
pub(super) enum Action {
    Check { deny_warnings: bool },
    Generate { out: Option<PathBuf>, mode: Mode },
    List,
}

/// What happens to the file of `--out`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Write,
    Compare,
}

/// How the answer is printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Json,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  fine
  1  mistakes in the input (with --deny-warnings, also warnings)
  2  wrong use of the command
  3  a file cannot be read or written
  4  generate --check: the file is not up to date

Answers go to the standard output; warnings, and in the text format mistakes, to the standard error. With --format json, the
exit codes 0, 1 and 4 come with one JSON object on the standard output, which always has `file`, `kind` (`configuration`,
`document`, or null where the file is no text), `mistakes` and `warnings`. Each of these has `file`, `line`, `column`,
`pointer`, `message` and `hint`; what is not known is null.

A build script's options of types, its files and visibility, and the API keys that it compiles in cannot be said here.
API keys and secrets of a configuration are neither printed nor compiled in.";

const AUTHORIZERS: [(&str, AuthorizerKind); 5] = [
    ("none", AuthorizerKind::None),
    ("api-key", AuthorizerKind::ApiKey),
    ("iam", AuthorizerKind::Iam),
    ("user-pool", AuthorizerKind::UserPool),
    ("custom", AuthorizerKind::Custom),
];
const TOKENS: [(&str, TokenKind); 2] = [("access", TokenKind::Access), ("id", TokenKind::Id)];

/// Reads the arguments of a process. An error is to be printed: also help and version are such.
pub(super) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Arguments, clap::Error> {
    let matches = command().try_get_matches_from(arguments)?;
    let (name, matches) = matches.subcommand().unwrap_or(("list", &matches));
    let action = match name {
        "check" => Action::Check { deny_warnings: matches.get_flag("deny-warnings") },
        "generate" => Action::Generate {
            out: matches.get_one("out").cloned(),
            mode: if matches.get_flag("check") { Mode::Compare } else { Mode::Write },
        },
        _ => Action::List,
    };
    let is_json = matches.get_one::<String>("format").is_some_and(|format| format == "json");
    Ok(Arguments {
        action,
        file: matches.get_one::<PathBuf>("file").cloned().unwrap_or_default(),
        format: if is_json { Format::Json } else { Format::Text },
        name: matches.get_one("name").cloned(),
        by_tag: matches.get_flag("by-tag"),
        documents: all(matches, "openapi"),
        authorizers: all(matches, "authorizer"),
        tokens: all(matches, "token"),
        regions: all(matches, "region"),
        with_api_key: all(matches, "with-api-key"),
        skipped: all(matches, "skip"),
        renamed: all(matches, "rename"),
        others: all(matches, "refers-to"),
    })
}

fn all<T: Clone + Send + Sync + 'static>(matches: &ArgMatches, name: &str) -> Vec<T> {
    matches.get_many(name).into_iter().flatten().cloned().collect()
}

fn command() -> Command {
    let check = Command::new("check")
        .about("Say everything that is wrong or suspicious, and write nothing")
        .arg(flag("deny-warnings", "End with exit code 1 where there are warnings"));
    let generate = Command::new("generate")
        .about("Print the generated Rust, or write it to a file")
        .arg(
            Arg::new("out")
                .long("out")
                .value_name("PATH")
                .value_parser(value_parser!(PathBuf))
                .help("Write the code there, unless the file holds the same already [default: print it]"),
        )
        .arg(flag("check", "Write nothing: say whether the file of --out is up to date").requires("out"));
    let list = Command::new("list").about("List endpoints and operations, and what authorizes their calls");
    Command::new("amplify-rest-codegen")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Looks at an Amplify configuration or an OpenAPI document as a build script of amplify-rest does")
        .after_help(EXIT_CODES)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([check, generate, list].map(|command| command.after_help(EXIT_CODES).args(common())))
}

fn common() -> [Arg; 12] {
    let of_configuration = |name: &'static str, value: &'static str| {
        let argument = Arg::new(name).long(name).value_name(value).action(ArgAction::Append);
        argument.help_heading("What the build script says about a configuration (may be repeated)")
    };
    let of_document = |name: &'static str, value: &'static str| {
        let argument = Arg::new(name).long(name).value_name(value).action(ArgAction::Append);
        argument.help_heading(
            "What the build script says about a document (may be repeated; the endpoint for configurations)",
        )
    };
    [
        Arg::new("file").value_name("FILE").required(true).value_parser(value_parser!(PathBuf)).help(
            "An Amplify configuration of any format, or an OpenAPI 3.0, 3.1 or Swagger 2.0 document in JSON or YAML \
             (`.yaml`, `.yml`); which it is, is told by what it holds",
        ),
        Arg::new("format")
            .long("format")
            .value_name("FORMAT")
            .value_parser(PossibleValuesParser::new(["text", "json"]))
            .default_value("text")
            .help("How the answer is printed"),
        Arg::new("name")
            .long("name")
            .value_name("NAME")
            .help("The name of a document's client, as in `OpenApi::new` [default: the file's name without its end]"),
        flag("by-tag", "Group operations by their first tag, as `Grouping::ByTag` does"),
        of_document("skip", "[ENDPOINT=]OPERATION")
            .help("Leave an operation out, whatever is wrong with it, as `.skip(\"GET /items\")` does"),
        of_document("rename", "[ENDPOINT=]OPERATION=METHOD")
            .help("Call an operation's method something else, as `.rename(\"GET /items\", \"list\")` does"),
        of_document("refers-to", "[ENDPOINT=]FILE")
            .help("Another file that the document refers to, as in `.refers_to(\"models.json\")`"),
        of_configuration("openapi", "ENDPOINT=FILE")
            .value_parser(document)
            .help("The document of an endpoint's operations, as in `.openapi(\"todos\", \"openapi/todos.json\")`"),
        of_configuration("authorizer", "ENDPOINT=KIND")
            .value_parser(|text: &str| choice(text, &AUTHORIZERS))
            .help("Another authorizer than the file says: none, api-key, iam, user-pool, custom"),
        of_configuration("token", "ENDPOINT=KIND")
            .value_parser(|text: &str| choice(text, &TOKENS))
            .help("The user pool's token that is sent: access, id"),
        of_configuration("region", "ENDPOINT=REGION")
            .value_parser(pair)
            .help("Another region than the file says to sign requests for"),
        of_configuration("with-api-key", "ENDPOINT")
            .help("Send an API key, which the program hands over, beside what else authorizes the calls"),
    ]
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

/// `todos=eu-west-1`; names may hold a `=`, regions and kinds don't.
fn pair(text: &str) -> Result<(String, String), String> {
    parts(text.rsplit_once('='))
}

/// `todos=openapi/a=b.json`; a path may hold a `=`.
fn document(text: &str) -> Result<(String, String), String> {
    parts(text.split_once('='))
}

fn parts(parts: Option<(&str, &str)>) -> Result<(String, String), String> {
    let parts = parts.filter(|(name, value)| !name.is_empty() && !value.is_empty());
    let (name, value) = parts.ok_or("an endpoint's name, `=` and a value are expected")?;
    Ok((name.to_owned(), value.to_owned()))
}

fn choice<T: Copy>(text: &str, choices: &[(&str, T)]) -> Result<(String, T), String> {
    let (name, value) = pair(text)?;
    let found = choices.iter().find(|(choice, _)| *choice == value).map(|(_, found)| (name, *found));
    found.ok_or_else(|| {
        let names: Vec<&str> = choices.iter().map(|(choice, _)| *choice).collect();
        format!("after the `=`, one of {} is expected", names.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_is_put_together_rightly() {
        command().debug_assert();
    }

    #[test]
    fn endpoints_and_values_are_told_apart() {
        assert_eq!(pair("a=b=eu-west-1"), Ok(("a=b".into(), "eu-west-1".into())));
        assert_eq!(document("todos=a=b.json"), Ok(("todos".into(), "a=b.json".into())));
        assert!(pair("todos").is_err() && pair("=x").is_err() && pair("todos=").is_err());
        assert_eq!(choice("todos=id", &TOKENS), Ok(("todos".into(), TokenKind::Id)));
        assert!(choice("todos=ID", &TOKENS).is_err());
    }
}
