//! The command `amplify-rest-codegen` as a shell sees it: what it prints where, and the exit codes.

#![expect(clippy::unwrap_used, reason = "a test that cannot look has failed")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const CONFIGURATION: &str = r#"{
  "api": { "plugins": { "awsAPIPlugin": {
    "todos": { "endpointType": "REST", "endpoint": "https://a.example.com/dev", "region": "eu-west-1",
      "authorizationType": "AWS_IAM" },
    "stats": { "endpointType": "REST", "endpoint": "https://b.example.com/dev", "region": "eu-west-1",
      "authorizationType": "API_KEY", "apiKey": "canary-api-key" }
  } } },
  "auth": { "plugins": { "awsCognitoAuthPlugin": {
    "CredentialsProvider": { "CognitoIdentity": { "Default": {
      "PoolId": "eu-west-1:11111111-2222-3333-4444-555555555555", "Region": "eu-west-1" } } },
    "CognitoUserPool": { "Default": { "PoolId": "eu-west-1_AbCdEfGhI", "AppClientId": "3n4b5urk1ft4fl3mg5e62d9ado",
      "AppClientSecret": "canary-client-secret", "Region": "eu-west-1" } }
  } } }
}"#;

const DOCUMENT: &str = r#"openapi: "3.0.1"
info: { title: Todos, version: "1" }
servers: [{ url: "https://a.example.com/dev" }]
paths:
  /items/{id}:
    get:
      operationId: getItem
      tags: [items]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: An item } }
      security: [{ sigv4: [] }]
components:
  securitySchemes:
    sigv4: { type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4 }
"#;

/// A folder of a test's own, with the two inputs in it.
struct Folder(PathBuf);

struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("command-{name}"));
        if path.exists() {
            fs::remove_dir_all(&path).unwrap();
        }
        fs::create_dir_all(&path).unwrap();
        let folder = Self(path);
        folder.write("backend.json", CONFIGURATION);
        folder.write("todos.yaml", DOCUMENT);
        folder
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), text).unwrap();
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_amplify-rest-codegen"));
        let output = command.args(arguments).current_dir(&self.0).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let ran = Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) };
        assert!(!format!("{}{}", ran.out, ran.err).contains("canary"), "{arguments:?} prints a secret");
        ran
    }

    #[track_caller]
    fn check(&self, arguments: &[&str], code: i32, out: &str, err: &str) {
        let ran = self.run(arguments);
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (code, out, err), "{arguments:?}");
    }

    fn json(&self, arguments: &[&str], code: i32) -> Value {
        let ran = self.run(arguments);
        assert_eq!((ran.code, ran.err.as_str()), (code, ""), "{arguments:?}");
        serde_json::from_str(&ran.out).unwrap()
    }
}

#[test]
fn what_is_fine_is_said_in_a_line() {
    let folder = Folder::new("fine");
    let said = "backend.json: fine: Amplify Gen 1's native format, 2 endpoints\n";
    folder.check(&["check", "backend.json"], 0, said, "");
    let said = "backend.json: fine: Amplify Gen 1's native format, 2 endpoints, 1 operation\n";
    folder.check(&["check", "backend.json", "--openapi", "todos=todos.yaml"], 0, said, "");
    folder.check(&["check", "todos.yaml"], 0, "todos.yaml: fine: an API document, 1 operation\n", "");
}

#[test]
fn all_mistakes_are_printed_at_once() {
    let folder = Folder::new("mistakes");
    let wrong = CONFIGURATION.replace("AWS_IAM", "AWS_IMA").replace("https://b.", "ftp://b.");
    folder.write("wrong.json", wrong);
    for action in ["check", "list", "generate"] {
        let ran = folder.run(&[action, "wrong.json"]);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""));
        assert!(
            ran.err.starts_with("2 mistakes in the input of the code generation\n\nwrong.json:4:28: "),
            "{}",
            ran.err
        );
        assert!(ran.err.contains("wrong.json:5:"), "{}", ran.err);

        let report = folder.json(&[action, "wrong.json", "--format", "json"], 1);
        let mistake = &report["mistakes"][0];
        assert_eq!(report["mistakes"].as_array().unwrap().len(), 2);
        assert_eq!((&mistake["file"], &mistake["line"]), (&"wrong.json".into(), &4.into()));
        assert_eq!(mistake["pointer"], "/api/plugins/awsAPIPlugin/todos/authorizationType");
        assert!(mistake["hint"].as_str().unwrap().contains("AWS_IAM"), "{mistake}");
        assert_eq!((&report["kind"], &report["file"]), (&"configuration".into(), &"wrong.json".into()));
    }
}

#[test]
fn broken_files_are_mistakes_with_their_place() {
    let folder = Folder::new("broken");
    folder.write("a.json", r#"{ "apiKey": "canary" "#);
    folder.write("b.json", b"\xff\xfe{\x00");
    folder.write("c.json", "{}");
    folder.write("d.yaml", "openapi: [");
    folder.write("e.json", r#"{ "openapi": "9.0" }"#);
    for name in ["a.json", "b.json", "c.json", "d.yaml", "e.json"] {
        let ran = folder.run(&["check", name]);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{name}");
        assert!(ran.err.contains(&format!("\n{name}")), "{}", ran.err);
    }
    assert_eq!(folder.json(&["check", "b.json", "--format=json"], 1)["kind"], Value::Null);
    assert_eq!(folder.json(&["check", "e.json", "--format=json"], 1)["kind"], "document");
}

#[test]
fn what_does_not_fit_the_document_is_said_with_the_option() {
    let folder = Folder::new("binding");
    let ran = folder.run(&["check", "backend.json", "--openapi", "tods=todos.yaml"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains("--openapi tods=todos.yaml: the configuration has no REST endpoint \"tods\""),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("did you mean \"todos\"?"), "{}", ran.err);
    let ran = folder.run(&["check", "backend.json", "--openapi", "stats=todos.yaml"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("asks for IAM"), "{}", ran.err);
    let overridden = ["check", "backend.json", "--openapi", "stats=todos.yaml", "--authorizer", "stats=iam"];
    assert_eq!(folder.run(&overridden).code, 0);
}

#[test]
fn warnings_may_be_denied() {
    let folder = Folder::new("warnings");
    let suspicious = ["check", "backend.json", "--region", "stats=eu-west-1"];
    let ran = folder.run(&suspicious);
    assert_eq!(ran.code, 0);
    assert!(ran.err.starts_with("warning: --region stats: "), "{}", ran.err);
    let report = folder.json(&[&suspicious[..], &["--deny-warnings", "--format", "json"]].concat(), 1);
    assert_eq!(report["mistakes"], serde_json::json!([]));
    assert_eq!(report["warnings"][0]["file"], "--region stats");
}

#[test]
fn endpoints_and_operations_are_listed_with_their_authorizers() {
    let folder = Folder::new("list");
    let listed = "\
Amplify Gen 1's native format
  stats  API key          eu-west-1  https://b.example.com/dev
  todos  IAM and API key  eu-west-1  https://a.example.com/dev
    GET  /items/{id}  get_item  IAM
  user pool eu-west-1_AbCdEfGhI, USER_SRP_AUTH, an app client with a secret
  identity pool eu-west-1:11111111-2222-3333-4444-555555555555
";
    let arguments = ["list", "backend.json", "--openapi", "todos=todos.yaml", "--with-api-key", "todos"];
    folder.check(&arguments, 0, listed, "");
    let report = folder.json(&[&arguments[..], &["--format", "json"]].concat(), 0);
    assert_eq!(report["endpoints"][1]["authorizers"], "IAM and API key");
    assert_eq!(report["endpoints"][1]["operations"][0]["name"], "get_item");
    assert_eq!(report["user_pool"]["has_client_secret"], true);

    let listed = "https://a.example.com/dev\n  GET  /items/{id}  get_item  IAM\n";
    folder.check(&["list", "todos.yaml"], 0, listed, "");
    let report = folder.json(&["list", "todos.yaml", "--format", "json"], 0);
    assert_eq!(report["operations"][0]["pointer"], "/paths/~1items~1{id}/get");
    assert_eq!(report["operations"][0]["tag"], "items");
}

#[test]
fn operations_are_left_out_and_called_otherwise() {
    let folder = Folder::new("operations");
    folder.write("broken.yaml", DOCUMENT.replace("schema: { type: string }", "schema: { type: strong }"));
    assert_eq!(folder.run(&["check", "broken.yaml"]).code, 1);
    let skipped = folder.run(&["check", "broken.yaml", "--skip", "GET /items/{id}"]);
    assert_eq!((skipped.code, skipped.out.as_str()), (0, "broken.yaml: fine: an API document, 0 operations\n"));
    assert!(skipped.err.contains("the build script leaves out all of them"), "{}", skipped.err);
    let listed = "https://a.example.com/dev\n  GET  /items/{id}  item  IAM\n";
    folder.check(&["list", "todos.yaml", "--rename", "getItem=item"], 0, listed, "");

    let bound = ["list", "backend.json", "--openapi", "todos=broken.yaml", "--skip", "todos=getItem"];
    assert_eq!(folder.run(&bound).code, 0);
    let bound = ["list", "backend.json", "--openapi", "todos=todos.yaml", "--rename", "todos=GET /items/{id}=item"];
    assert!(folder.run(&bound).out.contains("GET  /items/{id}  item  IAM"));
    let unknown = folder.run(&["check", "todos.yaml", "--skip", "getItems"]);
    assert_eq!(unknown.code, 1);
    let said = "--skip getItems: the document has no operation \"getItems\"\n   = hint: did you mean \"getItem\"?";
    assert!(unknown.err.contains(said), "{}", unknown.err);
}

#[test]
fn documents_of_several_files_are_read_whole() {
    let folder = Folder::new("several-files");
    folder.write("whole.yaml", DOCUMENT.replace("schema: { type: string }", "schema: { $ref: 'models.json#/Id' }"));
    folder.write("models.json", r#"{ "Id": { "type": "string" } }"#);
    let alone = folder.run(&["check", "whole.yaml"]);
    assert_eq!(alone.code, 1);
    assert!(alone.err.contains("`refers_to(path)`"), "{}", alone.err);
    let told = ["list", "whole.yaml", "--refers-to", "models.json"];
    folder.check(&told, 0, "https://a.example.com/dev\n  GET  /items/{id}  get_item  IAM\n", "");
    let bound =
        ["check", "backend.json", "--openapi", "todos=whole.yaml", "--refers-to", "todos=models.json", "--format=json"];
    let bound = folder.run(&bound);
    assert_eq!((bound.code, bound.err.as_str()), (0, ""), "{}", bound.out);
    assert_eq!(folder.run(&["check", "whole.yaml", "--refers-to", "nothing.json"]).code, 3);
}

#[test]
fn what_is_suspicious_in_a_document_is_said() {
    let folder = Folder::new("suspicious");
    folder.write("odd.yaml", DOCUMENT.replace("      tags: [items]", "      tag: [items]"));
    let ran = folder.run(&["check", "odd.yaml"]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.starts_with("warning: odd.yaml:8:7: \"tag\" means nothing here\n"), "{}", ran.err);
    let report = folder.json(&["check", "odd.yaml", "--format", "json", "--deny-warnings"], 1);
    let warning = &report["warnings"][0];
    assert_eq!((&warning["line"], &warning["column"]), (&8.into(), &7.into()));
    assert_eq!(warning["pointer"], "/paths/~1items~1{id}/get/tag");
    assert_eq!(warning["hint"], "did you mean \"tags\"?");
}

#[test]
fn code_is_printed_written_where_it_differs_and_compared() {
    let folder = Folder::new("generate");
    let printed = folder.run(&["generate", "backend.json"]);
    assert_eq!((printed.code, printed.err.as_str()), (0, ""));
    assert!(printed.out.starts_with("// @generated") && printed.out.contains("pub struct Backend"));

    let write = ["generate", "backend.json", "--out", "backend.rs"];
    let compare = ["generate", "backend.json", "--out", "backend.rs", "--check"];
    folder.check(&compare, 4, "", "backend.rs: not up to date\n");
    assert!(!folder.0.join("backend.rs").exists(), "a comparison writes nothing");
    folder.check(&write, 0, "backend.rs: written\n", "");
    assert_eq!(folder.text("backend.rs"), printed.out);
    let modified = || fs::metadata(folder.0.join("backend.rs")).unwrap().modified().unwrap();
    let before = modified();
    folder.check(&write, 0, "backend.rs: up to date\n", "");
    assert_eq!(modified(), before);
    folder.check(&compare, 0, "backend.rs: up to date\n", "");

    folder.write("backend.rs", "// by hand\n");
    let report = folder.json(&[&compare[..], &["--format", "json"]].concat(), 4);
    assert_eq!((&report["state"], &report["out"]), (&"not up to date".into(), &"backend.rs".into()));
    assert_eq!(folder.text("backend.rs"), "// by hand\n");

    let client = folder.json(&["generate", "todos.yaml", "--name", "shop", "--format", "json"], 0);
    assert!(client["code"].as_str().unwrap().contains("pub struct Shop"));
    let flat = folder.run(&["generate", "todos.yaml"]).out;
    assert!(flat.contains("pub struct Todos"));
    assert_ne!(flat, folder.run(&["generate", "todos.yaml", "--by-tag"]).out);
}

#[test]
fn wrong_use_is_told_from_mistakes() {
    let folder = Folder::new("use");
    let wrong: [&[&str]; 14] = [
        &["check", "backend.json", "--refers-to", "models.json"],
        &["check", "backend.json", "--skip", "getItem"],
        &["check", "backend.json", "--rename", "getItem=item"],
        &["check", "todos.yaml", "--rename", "getItem"],
        &[],
        &["check"],
        &["chekc", "backend.json"],
        &["check", "backend.json", "--format", "xml"],
        &["generate", "backend.json", "--check"],
        &["check", "backend.json", "--authorizer", "todos=basic"],
        &["check", "backend.json", "--name", "shop"],
        &["check", "backend.json", "--by-tag"],
        &["check", "backend.json", "--with-api-key", "todos=canary"],
        &["check", "todos.yaml", "--token", "todos=id"],
    ];
    for arguments in wrong {
        let ran = folder.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}: {}", ran.err);
        assert!(!ran.err.is_empty());
    }
    let ran = folder.run(&["generate", "backend.json", "--out", "./backend.json"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert_eq!(folder.text("backend.json"), CONFIGURATION);
    let help = folder.run(&["check", "--help"]);
    assert_eq!(help.code, 0);
    assert!(help.out.contains("Exit codes:"));
}

#[test]
fn files_that_cannot_be_used_are_told_from_mistakes() {
    let folder = Folder::new("files");
    let unusable: [&[&str]; 5] = [
        &["check", "nowhere.json"],
        &["check", "."],
        &["list", "backend.json", "--openapi", "todos=nowhere.json"],
        &["generate", "backend.json", "--out", "nowhere/backend.rs"],
        &["generate", "backend.json", "--out", ".", "--check"],
    ];
    for arguments in unusable {
        let ran = folder.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{arguments:?}");
        assert!(ran.err.starts_with("error: ") && ran.err.contains(" cannot be "), "{}", ran.err);
    }
}
