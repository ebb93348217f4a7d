//! The file that the command looks at: what it is, by what it holds, and the library's word on it.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::Failure;
use super::arguments::Arguments;
use crate::OpenApi;
use crate::configuration;
use crate::errors::{Diagnostic, Errors, quote};
use crate::generate::{Generated, generate};
use crate::layout::Layout;
use crate::openapi::{Bound, Choices};
use crate::overrides::{ApiKeySource, EndpointOverrides, Grouping, Overrides};
use crate::source::{MAX_BYTES, not_utf8};

/// The file, read.
pub(super) struct Input {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) kind: Kind,
    /// The documents of a configuration's endpoints.
    pub(super) documents: Vec<Bound>,
    /// What a build script would say beside the configuration.
    pub(super) overrides: Overrides,
    /// What it would say about documents.
    said: Vec<Said>,
}

/// What an option says about a document.
struct Said {
    /// Empty where the file is the document.
    endpoint: String,
    option: &'static str,
    /// As it was written.
    place: String,
    what: What,
}

enum What {
    Skip(String),
    /// Operation and method.
    Rename(String, String),
    RefersTo(PathBuf),
}

/// What a file is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Configuration,
    Document,
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Configuration => "configuration",
            Self::Document => "document",
        }
    }

    /// Both readers say the same about what is not even JSON, so then a guess does.
    fn of(name: &str, text: &str) -> Self {
        let extension = Path::new(name).extension().unwrap_or_default();
        let is_yaml = extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml");
        let is_document = is_yaml
            || match configuration::source(name, text) {
                Ok(source) => ["openapi", "swagger"].iter().any(|member| source.value().get(member).is_some()),
                Err(_) => ["\"openapi\"", "\"swagger\""].iter().any(|member| text.contains(member)),
            };
        if is_document { Self::Document } else { Self::Configuration }
    }
}

impl Input {
    pub(super) fn read(arguments: &Arguments) -> Result<Self, Failure> {
        let name = arguments.file.display().to_string();
        let text = read(&arguments.file)?;
        let kind = Kind::of(&name, &text);
        fitting(kind, arguments)?;
        let documents = arguments.documents.iter().map(|(endpoint, path)| {
            let place = format!("--openapi {endpoint}={path}");
            Ok(Bound { endpoint: endpoint.clone(), name: path.clone(), text: read(Path::new(path))?, place })
        });
        let documents = documents.collect::<Result<Vec<_>, Failure>>()?;
        let said = said(kind, arguments)?;
        Ok(Self { name, text, kind, documents, overrides: overrides(arguments, &said), said })
    }

    /// What a build script would generate.
    pub(super) fn generate(&self, arguments: &Arguments) -> Result<Generated, Errors> {
        match self.kind {
            Kind::Configuration => {
                generate(&self.name, &self.text, &self.overrides, &self.documents, &Layout::new("backend.rs"))
            }
            Kind::Document => self.client(arguments).generate_from(&self.text),
        }
    }

    /// The client of a document.
    pub(super) fn client(&self, arguments: &Arguments) -> OpenApi {
        let stem = || arguments.file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = arguments.name.clone().unwrap_or_else(stem);
        let client = OpenApi::new(name, &self.name).grouping(grouping(arguments));
        self.said.iter().fold(client, |client, said| client.choose(|choices| said.chosen(choices)))
    }
}

impl Said {
    fn chosen(&self, choices: Choices) -> Choices {
        let place = self.place.clone();
        match &self.what {
            What::Skip(operation) => choices.skip(operation.clone(), place),
            What::Rename(operation, method) => choices.rename(operation.clone(), method.clone(), place),
            What::RefersTo(path) => choices.refers_to(path.clone(), place),
        }
    }
}

/// What the options say about documents, of which a configuration may have several.
fn said(kind: Kind, arguments: &Arguments) -> Result<Vec<Said>, Failure> {
    type Read = fn(&str) -> Result<What, Failure>;
    let options: [(&'static str, &str, &[String], Read); 3] = [
        ("--skip", " and an operation", &arguments.skipped, |operation| Ok(What::Skip(operation.to_owned()))),
        ("--rename", ", an operation and a method", &arguments.renamed, |text| {
            let (operation, method) = split(text, "--rename: an operation and a method")?;
            Ok(What::Rename(operation.to_owned(), method.to_owned()))
        }),
        ("--refers-to", " and a file", &arguments.others, |path| {
            // It is read with the document; that it cannot be opened is no mistake in that.
            opened(Path::new(path))?;
            Ok(What::RefersTo(path.into()))
        }),
    ];
    let mut said = Vec::new();
    for (option, parts, texts, what) in options {
        for text in texts {
            let (endpoint, rest) = match kind {
                Kind::Document => ("", text.as_str()),
                Kind::Configuration => split(text, &format!("for a configuration, {option}: an endpoint{parts}"))?,
            };
            let place = format!("{option} {text}");
            said.push(Said { endpoint: endpoint.to_owned(), option, place, what: what(rest)? });
        }
    }
    Ok(said)
}

fn split<'t>(text: &'t str, what: &str) -> Result<(&'t str, &'t str), Failure> {
    let wrong = || Failure::WrongUse(format!("{what} are expected, with `=` between: {}", quote(text)));
    text.split_once('=').ok_or_else(wrong)
}

fn opened(path: &Path) -> Result<File, Failure> {
    File::open(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::File(format!("{} cannot be read: {error}", path.display()))
}

fn read(path: &Path) -> Result<String, Failure> {
    let name = path.display().to_string();
    let longest = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    // Devices and pipes may never end.
    opened(path)?.take(longest + 1).read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    if bytes.len() > MAX_BYTES {
        let message = format!("the file has more than the {MAX_BYTES} bytes that are read");
        return Err(Errors::from(Diagnostic::file(name, message)).into());
    }
    String::from_utf8(bytes).map_err(|error| not_utf8(&name, error.as_bytes()).into())
}

/// Arguments that would do nothing are mistakes of whoever wrote them.
fn fitting(kind: Kind, arguments: &Arguments) -> Result<(), Failure> {
    let wrong = |message: &str| Err(Failure::WrongUse(message.to_owned()));
    let says_something = !arguments.documents.is_empty()
        || !arguments.authorizers.is_empty()
        || !arguments.tokens.is_empty()
        || !arguments.regions.is_empty()
        || !arguments.with_api_key.is_empty();
    match kind {
        Kind::Document if says_something => wrong(
            "the file is an API document: --openapi, --authorizer, --token, --region and --with-api-key are for \
             configurations",
        ),
        Kind::Configuration if arguments.name.is_some() => {
            wrong("the file is a configuration, or nothing that is known: --name is for API documents")
        }
        Kind::Configuration if arguments.by_tag && arguments.documents.is_empty() => {
            wrong("--by-tag groups the operations of documents: name one by --openapi")
        }
        // Not quoted: what stands there may be a key.
        Kind::Configuration if arguments.with_api_key.iter().any(|endpoint| endpoint.contains('=')) => {
            wrong("--with-api-key takes an endpoint's name alone: keys are never compiled in by this command")
        }
        Kind::Configuration | Kind::Document => Ok(()),
    }
}

fn grouping(arguments: &Arguments) -> Grouping {
    if arguments.by_tag { Grouping::ByTag } else { Grouping::Flat }
}

fn overrides(arguments: &Arguments, said: &[Said]) -> Overrides {
    let mut overrides = Overrides::default();
    let mut change = |endpoint: &str, option: &str, change: &dyn Fn(EndpointOverrides) -> EndpointOverrides| {
        overrides.change(endpoint.to_owned(), change, format!("{option} {endpoint}"));
    };
    for (endpoint, _) in arguments.documents.iter().filter(|_| arguments.by_tag) {
        change(endpoint, "--openapi", &|overrides| overrides.grouping(Grouping::ByTag));
    }
    for said in said {
        change(&said.endpoint, said.option, &|overrides| overrides.choose(|choices| said.chosen(choices)));
    }
    for (endpoint, authorizer) in &arguments.authorizers {
        change(endpoint, "--authorizer", &|overrides| overrides.authorizer(*authorizer));
    }
    for (endpoint, token) in &arguments.tokens {
        change(endpoint, "--token", &|overrides| overrides.token(*token));
    }
    for (endpoint, region) in &arguments.regions {
        change(endpoint, "--region", &|overrides| overrides.region(region));
    }
    for endpoint in &arguments.with_api_key {
        change(endpoint, "--with-api-key", &|overrides| overrides.api_key(ApiKeySource::AtRunTime));
    }
    overrides
}
