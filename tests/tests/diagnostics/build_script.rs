//! Overrides of the build script, warnings, and files that cannot be read.

use amplify_rest_codegen::{ApiKeySource, AuthorizerKind, Backend, TokenKind};
use expect_test::expect;

use super::backend;

const OPEN: &str = "{ \"awsAPIPlugin\": {
  \"todos\": { \"endpointType\": \"REST\", \"endpoint\": \"https://example.com\", \"authorizationType\": \"NONE\" },
  \"graph\": { \"endpointType\": \"GraphQL\", \"endpoint\": \"https://example.com\", \"authorizationType\": \"NONE\" }
} }";

/// The messages and hints about overrides, whose places are lines of this file.
fn about_overrides(backend: &Backend, text: &str) -> Vec<String> {
    let (mistakes, warnings) = match backend.generate_from(text) {
        Ok(generated) => (Vec::new(), generated.warnings().to_vec()),
        Err(errors) => (errors.iter().cloned().collect(), Vec::new()),
    };
    let all = mistakes.iter().chain(&warnings);
    all.map(|mistake| format!("{} ({})", mistake.message(), mistake.help().unwrap_or("no hint"))).collect()
}

#[test]
fn overrides_of_endpoints_that_are_not_there() {
    let backend = backend()
        .endpoint("todo", |endpoint| endpoint.token(TokenKind::Id))
        .endpoint("graph", |endpoint| endpoint.token(TokenKind::Id))
        .endpoint("something else", |endpoint| endpoint.token(TokenKind::Id));
    assert_eq!(
        about_overrides(&backend, OPEN),
        [
            "the configuration has no REST endpoint \"todo\" (did you mean \"todos\"?)",
            "the configuration has no REST endpoint \"graph\" (it is a GraphQL endpoint, and those are passed over)",
            "the configuration has no REST endpoint \"something else\" (it has \"todos\")",
        ]
    );
}

#[test]
fn names_that_endpoints_cannot_have() {
    let text = OPEN.replace("\"graph\": { \"endpointType\": \"GraphQL\"", "\"items\": { \"endpointType\": \"REST\"");
    let called = |todos: &'static str, items: &'static str| {
        let backend = backend().endpoint("todos", |endpoint| endpoint.called(todos));
        about_overrides(&backend.endpoint("items", |endpoint| endpoint.called(items)), &text)
    };
    assert_eq!(
        called("Todo List", "auth"),
        [
            "the endpoint \"todos\" cannot be called \"Todo List\" (\"todo_list\" is a name for a module)",
            "the endpoint \"items\" cannot be called \"auth\" (\"auth_endpoint\" is a name for a module)",
        ]
    );
    let same = "the endpoint \"todos\" cannot be called \"a\": \"items\" is to be called the same (no hint)";
    assert_eq!(called("a", "a"), [same]);
    // What the build script says comes before what the file says.
    let swapped = backend().endpoint("todos", |endpoint| endpoint.called("items")).generate_from(&text).unwrap();
    assert!(swapped.code().contains("pub mod items ") && swapped.code().contains("pub mod items_2 "));
}

#[test]
fn overrides_that_need_what_is_not_there() {
    let backend = backend()
        .endpoint("todos", |endpoint| endpoint.authorizer(AuthorizerKind::UserPool).api_key(ApiKeySource::CompiledIn));
    let messages = about_overrides(&backend, OPEN);
    assert!(messages[0].starts_with("`apiKey` is missing"), "{messages:?}");
    assert!(messages[1].contains("the configuration has no user pool"), "{messages:?}");
}

#[test]
fn overrides_that_change_nothing_are_warned_of() {
    let backend = backend().endpoint("todos", |endpoint| endpoint.token(TokenKind::Id).region("eu-west-1"));
    assert_eq!(
        about_overrides(&backend, OPEN),
        [
            "the override of the region changes nothing: the endpoint \"todos\" is not authorized by IAM (no hint)",
            "the override of the token changes nothing: the endpoint \"todos\" is not authorized by a user pool (no hint)",
        ]
    );
}

#[test]
fn suspicious_configurations_are_warned_of() {
    let text = "{ \"awsAPIPlugin\": { \"todos\": { \"endpointType\": \"REST\", \"region\": \"eu-west-1\",
    \"endpoint\": \"https://a.execute-api.us-east-1.amazonaws.com/dev\", \"authorizationType\": \"AWS_IAM\" } },
  \"awsCognitoAuthPlugin\": {
    \"CognitoUserPool\": { \"Default\": { \"PoolId\": \"us-east-1_a\", \"AppClientId\": \"a\", \"Region\": \"eu-west-1\" } },
    \"CredentialsProvider\": { \"CognitoIdentity\": { \"Default\": { \"PoolId\": \"us-east-1:1\", \"Region\": \"eu-west-1\" } } },
    \"Auth\": { \"Default\": { \"authenticationFlowType\": \"CUSTOM_AUTH\" } } } }";
    let generated = backend().generate_from(text).unwrap();
    let warnings: Vec<_> = generated.warnings().iter().map(ToString::to_string).collect();
    expect![[r#"
        amplifyconfiguration.json:1:66: requests to the endpoint "todos" are signed for "eu-west-1", and its host is in "us-east-1"
           |
         1 | sAPIPlugin": { "todos": { "endpointType": "REST", "region": "eu-west-1",
           |                                                             ^^^^^^^^^^^
           = at: /awsAPIPlugin/todos/region
           = hint: API Gateway refuses such signatures

        amplifyconfiguration.json:4:37: sign-in by CUSTOM_AUTH is not there yet: `sign_in` uses SRP
           |
         4 |     "CognitoUserPool": { "Default": { "PoolId": "us-east-1_a", "AppClientId": "a", "Region": "eu-wes
           |                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           = at: /awsCognitoAuthPlugin/CognitoUserPool/Default

        amplifyconfiguration.json:4:94: the pool's region is "eu-west-1", and its id begins with "us-east-1"
           |
         4 | ": { "PoolId": "us-east-1_a", "AppClientId": "a", "Region": "eu-west-1" } },
           |                                                             ^^^^^^^^^^^
           = at: /awsCognitoAuthPlugin/CognitoUserPool/Default/Region

        amplifyconfiguration.json:5:99: the pool's region is "eu-west-1", and its id begins with "us-east-1"
           |
         5 | dentity": { "Default": { "PoolId": "us-east-1:1", "Region": "eu-west-1" } } },
           |                                                             ^^^^^^^^^^^
           = at: /awsCognitoAuthPlugin/CredentialsProvider/CognitoIdentity/Default/Region
    "#]].assert_eq(&warnings.join("\n"));
}

#[test]
fn files_that_cannot_be_read() {
    let errors = Backend::new("no/such/amplifyconfiguration.json").out_dir("unused").generate().unwrap_err();
    expect![[r#"
        1 mistake in the input of the code generation

        no/such/amplifyconfiguration.json: the file cannot be read: No such file or directory (os error 2)
           = hint: `amplify pull` writes it; the path is relative to the package's folder
    "#]]
    .assert_eq(&errors.to_string());
    let folder = std::env::temp_dir().join(format!("amplify-rest-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("amplifyconfiguration.json");
    for (bytes, hint) in [(&b"\xff\xfe{\0}\0"[..], "UTF-16"), (b"{\"a\": \"\xe9\"}", "UTF-8")] {
        std::fs::write(&path, bytes).unwrap();
        let errors = Backend::new(&path).out_dir(&folder).generate().unwrap_err();
        assert!(errors.iter().next().and_then(|mistake| mistake.help()).unwrap().contains(hint), "{errors}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
