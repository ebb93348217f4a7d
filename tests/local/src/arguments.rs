//! The command's arguments. Reads nothing but the list that it is given.

/// What `--help` prints.
pub(crate) const USAGE: &str = "\
Serves an Amplify configuration on 127.0.0.1: its user pool, identity pool and REST endpoints. Serves OpenAPI 3.0 and 3.1
and Swagger 2.0 documents, behind those endpoints or alone: checks requests, answers with examples.
Stops when its standard input ends, or at Ctrl-C.

usage: amplify-rest-local [<configuration>] [options]

  --document <endpoint>=<file>  serves a document, JSON or YAML, behind an endpoint of the configuration (may be repeated)
  --api <name>=<file>       serves a document as an endpoint of its own; with it there may be no configuration (may be
                            repeated)
  --user <name>:<password>  adds a user, who can sign in (may be repeated)
  --port <port>             listens on this port (default: one that is free)
  --output <file>           writes the configuration, pointed at this cloud, to a file instead of printing it
  --json                    prints one line of JSON: url, configuration, endpoints
  --help, --version
";

/// What the command was asked for.
#[derive(Debug)]
pub(crate) enum Request {
    Serve(Arguments),
    Help,
    Version,
}

/// What to serve, and how.
pub(crate) struct Arguments {
    /// Without one, the pools that every cloud can have are served.
    pub(crate) configuration: Option<String>,
    /// Endpoints and the files of their documents.
    pub(crate) documents: Vec<(String, String)>,
    /// Names and files of documents that are served alone.
    pub(crate) apis: Vec<(String, String)>,
    pub(crate) users: Vec<(String, String)>,
    pub(crate) port: u16,
    pub(crate) output: Option<String>,
    pub(crate) json: bool,
}

impl Arguments {
    pub(crate) fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Request, String> {
        let mut arguments = arguments.into_iter();
        let mut parsed = Self {
            configuration: None,
            documents: Vec::new(),
            apis: Vec::new(),
            users: Vec::new(),
            port: 0,
            output: None,
            json: false,
        };
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| format!("{argument} wants a value"));
            match argument.as_str() {
                "--help" | "-h" => return Ok(Request::Help),
                "--version" | "-V" => return Ok(Request::Version),
                "--api" => parsed.apis.push(document(&argument, &value()?)?),
                "--document" => parsed.documents.push(document(&argument, &value()?)?),
                "--json" => parsed.json = true,
                "--output" => parsed.output = Some(value()?),
                "--port" => {
                    parsed.port = value()?.parse().map_err(|_| "--port wants a number up to 65535".to_owned())?;
                }
                "--user" => parsed.users.push(user(&value()?)?),
                option if option.starts_with('-') => return Err(format!("there is no option {option}")),
                _ if parsed.configuration.is_none() => parsed.configuration = Some(argument),
                _ => return Err("one configuration at a time".to_owned()),
            }
        }
        if parsed.configuration.is_none() && parsed.apis.is_empty() {
            Err("which configuration?".to_owned())
        } else {
            Ok(Request::Serve(parsed))
        }
    }
}

impl std::fmt::Debug for Arguments {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Arguments").field("configuration", &self.configuration).finish_non_exhaustive()
    }
}

fn document(option: &str, text: &str) -> Result<(String, String), String> {
    let (endpoint, file) = text.split_once('=').ok_or_else(|| format!("{option} wants <name>=<file>"))?;
    Ok((endpoint.to_owned(), file.to_owned()))
}

fn user(text: &str) -> Result<(String, String), String> {
    // Not echoed: half of it is a password.
    let (name, password) = text.split_once(':').ok_or("--user wants <name>:<password>")?;
    Ok((name.to_owned(), password.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{Arguments, Request};

    #[track_caller]
    fn mistake(arguments: &[&str], expected: &str) {
        let error = Arguments::parse(arguments.iter().map(|&argument| argument.to_owned())).expect_err("a mistake");
        assert_eq!(error, expected);
    }

    #[test]
    fn a_whole_command_line() {
        let line = ["a.json", "--user", "ada:with:colons", "--json", "--port", "4000", "--output", "b.json"];
        let line = line.into_iter().chain(["--document", "todos=t=1.yaml", "--api", "pets=p.json"]);
        let parsed = Arguments::parse(line.map(str::to_owned)).expect("no mistake");
        let Request::Serve(arguments) = parsed else { panic!("not a request to serve") };
        assert_eq!(arguments.configuration.as_deref(), Some("a.json"));
        assert_eq!(arguments.documents, [("todos".to_owned(), "t=1.yaml".to_owned())]);
        assert_eq!(arguments.apis, [("pets".to_owned(), "p.json".to_owned())]);
        assert_eq!(arguments.users, [("ada".to_owned(), "with:colons".to_owned())]);
        assert_eq!((arguments.port, arguments.json), (4000, true));
        assert_eq!(arguments.output.as_deref(), Some("b.json"));
    }

    #[test]
    fn mistakes_say_what_is_wanted() {
        mistake(&[], "which configuration?");
        mistake(&["a.json", "b.json"], "one configuration at a time");
        mistake(&["a.json", "--api", "pets"], "--api wants <name>=<file>");
        mistake(&["a.json", "--port"], "--port wants a value");
        mistake(&["a.json", "--port", "70000"], "--port wants a number up to 65535");
        mistake(&["a.json", "--user", "secret"], "--user wants <name>:<password>");
        mistake(&["a.json", "--verbose"], "there is no option --verbose");
    }
}
