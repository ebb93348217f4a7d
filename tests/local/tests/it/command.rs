//! The command `amplify-rest-local`.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use crate::support::{CLIENT, configuration, get, request, send};

/// A running command that is ended with the test, whatever comes.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _already_ended = self.0.kill();
        let _reaped = self.0.wait();
    }
}

fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_amplify-rest-local"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A file of this test's own, in cargo's folder for such.
fn file(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}.json", std::process::id()));
    std::fs::write(&path, text).expect("written");
    path
}

#[test]
fn serves_until_its_input_ends() {
    let path = file("serves", &configuration());
    let mut running =
        Running(command().arg(&path).args(["--user", "ada:pass:word 1", "--json"]).spawn().expect("started"));
    let mut line = String::new();
    BufReader::new(running.0.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
    let facts: Value = serde_json::from_str(&line).expect("JSON");
    let url = facts["url"].as_str().expect("a URL");
    let stats = &facts["endpoints"]["stats"];
    let key = [("x-api-key", stats["apiKey"].as_str().expect("a key"))];
    assert_eq!(get(stats["url"].as_str().expect("a URL"), &key).status, 200);
    assert!(facts["endpoints"]["partner"]["customToken"].is_string());
    let rewritten: Value = serde_json::from_str(facts["configuration"].as_str().expect("a text")).expect("JSON");
    assert_eq!(rewritten["api"]["plugins"]["awsAPIPlugin"]["stats"]["endpoint"], stats["url"]);
    let sign_in = json!({
        "AuthFlow": "USER_PASSWORD_AUTH", "ClientId": CLIENT, "AuthParameters": { "USERNAME": "ada", "PASSWORD": "pass:word 1" },
    });
    let headers = [("x-amz-target", "AWSCognitoIdentityProviderService.InitiateAuth")];
    assert_eq!(send(request("POST", url, &headers, sign_in.to_string().as_bytes())).status, 200);
    drop(running.0.stdin.take());
    assert!(running.0.wait().expect("its end").success());
    std::fs::remove_file(path).expect("removed");
}

#[test]
fn writes_the_configuration_and_says_what_is_where() {
    let path = file("writes", &configuration());
    let output = path.with_extension("local.json");
    let mut child = command().arg(&path).arg("--output").arg(&output).spawn().expect("started");
    drop(child.stdin.take());
    let done = child.wait_with_output().expect("its end");
    let text = String::from_utf8(done.stdout).expect("text");
    assert!(text.starts_with("local cloud at http://127.0.0.1:"), "{text}");
    assert!(text.contains("/stats/dev  (x-api-key: the configured key)"), "{text}");
    let written = std::fs::read_to_string(&output).expect("the configuration");
    assert!(written.contains("http://127.0.0.1:"));
    for path in [path, output] {
        std::fs::remove_file(path).expect("removed");
    }
}

#[test]
fn serves_documents_with_and_without_a_configuration() {
    let document = r#"{"openapi": "3.0.1", "info": {"title": "t", "version": "1"}, "paths": {"/ping": {"get": {"responses": {}}}}}"#;
    let (path, document) = (file("documents", &configuration()), file("document", document));
    let named = |name: &str| format!("{name}={}", document.display());
    for (arguments, endpoint) in [
        (vec![path.display().to_string(), "--document".to_owned(), named("open")], "open"),
        (vec!["--api".to_owned(), named("pings")], "pings"),
    ] {
        let mut running = Running(command().args(arguments).arg("--json").spawn().expect("started"));
        let mut line = String::new();
        BufReader::new(running.0.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let facts: Value = serde_json::from_str(&line).expect("JSON");
        let url = facts["endpoints"][endpoint]["url"].as_str().expect("a URL");
        assert_eq!(get(&format!("{url}/ping"), &[]).status, 200);
        assert_eq!(get(&format!("{url}/pong"), &[]).status, 403);
    }
    for path in [path, document] {
        std::fs::remove_file(path).expect("removed");
    }
}

#[test]
fn mistakes_end_it_with_a_message() {
    let path = file("mistakes", "{ \"awsAPIPlugin\": { \"todos\": {} } }");
    for (arguments, status, expected) in [
        (vec!["--no-such-option"], 2, "there is no option --no-such-option"),
        (vec!["no-such-file.json"], 1, "read no-such-file.json: "),
        (vec![path.to_str().expect("text")], 1, "awsAPIPlugin/todos"),
    ] {
        let done = command().args(&arguments).output().expect("its end");
        assert_eq!(done.status.code(), Some(status), "{arguments:?}");
        let text = String::from_utf8(done.stderr).expect("text");
        assert!(text.contains(expected), "{text}");
    }
    let help = command().arg("--help").output().expect("its end");
    assert!(String::from_utf8(help.stdout).expect("text").contains("usage: amplify-rest-local"));
    std::fs::remove_file(path).expect("removed");
}
