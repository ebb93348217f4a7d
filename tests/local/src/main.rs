//! `amplify-rest-local`: a local cloud for an Amplify configuration and API documents, as a command.

mod arguments;

use std::io::{Read as _, Write as _};
use std::process::ExitCode;

use amplify_rest_local::{Cloud, User};
use serde_json::json;

use crate::arguments::{Arguments, Request, USAGE};

fn main() -> ExitCode {
    let arguments = match Arguments::parse(std::env::args().skip(1)) {
        Ok(Request::Serve(arguments)) => arguments,
        Ok(Request::Help) => return print(USAGE),
        Ok(Request::Version) => return print(concat!("amplify-rest-local ", env!("CARGO_PKG_VERSION"), "\n")),
        Err(mistake) => {
            eprintln!("amplify-rest-local: {mistake}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match serve(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("amplify-rest-local: {error}");
            let mut source = error.source();
            while let Some(cause) = source {
                eprintln!("{cause}");
                source = cause.source();
            }
            ExitCode::FAILURE
        }
    }
}

/// Serves until standard input ends; Ctrl-C ends the process as it ends any other.
fn serve(arguments: &Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let read = |file: &str| std::fs::read_to_string(file).map_err(|error| format!("read {file}: {error}"));
    let mut builder = match &arguments.configuration {
        Some(file) => Cloud::builder(&read(file)?).file_name(file),
        None => Cloud::of_documents(),
    };
    builder = builder.port(arguments.port);
    for (endpoint, file) in &arguments.documents {
        builder = builder.document(endpoint, file, &read(file)?);
    }
    for (name, file) in &arguments.apis {
        builder = builder.api(name, file, &read(file)?);
    }
    for (name, password) in &arguments.users {
        builder = builder.user(User::new(name, password));
    }
    let cloud = builder.start()?;
    if let Some(path) = &arguments.output {
        std::fs::write(path, cloud.configuration()).map_err(|error| format!("write {path}: {error}"))?;
    }
    let mut stdout = std::io::stdout();
    stdout.write_all(description(&cloud, arguments).as_bytes())?;
    stdout.flush()?;
    let _ends_when_closed = std::io::stdin().read_to_end(&mut Vec::new());
    Ok(())
}

fn description(cloud: &Cloud, arguments: &Arguments) -> String {
    let endpoints = cloud.endpoints().map(|name| {
        let facts = json!({
            "url": cloud.endpoint_url(name).ok(),
            "apiKey": cloud.api_key(name).ok(),
            "customToken": cloud.custom_token(name).ok(),
        });
        (name.to_owned(), facts)
    });
    let endpoints: serde_json::Map<_, _> = endpoints.collect();
    if arguments.json {
        let facts = json!({ "url": cloud.url(), "configuration": cloud.configuration(), "endpoints": endpoints });
        return format!("{facts}\n");
    }
    let mut text = format!("local cloud at {}\n", cloud.url());
    for (name, facts) in &endpoints {
        let mut line = format!("  {name}: {}", facts["url"].as_str().unwrap_or_default());
        for (label, member) in [("x-api-key", "apiKey"), ("Authorization", "customToken")] {
            if let Some(value) = facts[member].as_str() {
                line = format!("{line}  ({label}: {value})");
            }
        }
        text = format!("{text}{line}\n");
    }
    match &arguments.output {
        Some(path) => format!("{text}configuration written to {path}\n"),
        None => format!("{text}configuration:\n{}\n", cloud.configuration()),
    }
}

fn print(text: &str) -> ExitCode {
    // A reader that went away has read all it wanted.
    let _pipe_closed = std::io::stdout().write_all(text.as_bytes());
    ExitCode::SUCCESS
}
