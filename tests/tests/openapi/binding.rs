//! Documents that the build script gives to endpoints: what fits, and what is refused with which hint.

use std::path::PathBuf;

use amplify_rest_codegen::{ApiKeySource, AuthorizerKind, Backend};
use serde_json::{Value, json};

/// A configuration with one endpoint.
fn configuration(authorizer: &str) -> String {
    json!({"UserAgent": "aws-amplify-cli/2.0", "Version": "1.0",
        "api": {"plugins": {"awsAPIPlugin": {"todos": {"endpointType": "REST",
            "endpoint": "https://a1b2c3d4e5.execute-api.us-west-2.amazonaws.com/dev", "region": "us-west-2",
            "authorizationType": authorizer, "apiKey": "k"}}}},
        "auth": {"plugins": {"awsCognitoAuthPlugin": {
            "CognitoUserPool": {"Default": {"PoolId": "us-west-2_abc", "AppClientId": "c", "Region": "us-west-2"}},
            "CredentialsProvider": {"CognitoIdentity": {"Default":
                {"PoolId": "us-west-2:00000000-0000-0000-0000-000000000000", "Region": "us-west-2"}}}}}}})
    .to_string()
}

/// A document with two operations that ask for `security`.
fn document(name: &str, security: &Value, schemes: &Value) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(format!("{name}.json"));
    let operation = json!({"responses": {}, "security": security});
    let document = json!({"openapi": "3.0.1", "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": operation, "post": operation}},
        "components": {"securitySchemes": schemes}});
    std::fs::write(&path, serde_json::to_string_pretty(&document).unwrap()).unwrap();
    path
}

fn iam() -> Value {
    json!({"s": {"type": "apiKey", "name": "Authorization", "in": "header", "x-amazon-apigateway-authtype": "awsSigv4"},
        "k": {"type": "apiKey", "name": "x-api-key", "in": "header"}})
}

#[track_caller]
fn check(authorizer: &str, document: &PathBuf, expected: &[&str]) {
    let generated = Backend::new("amplifyconfiguration.json").openapi("todos", document);
    match generated.generate_from(&configuration(authorizer)) {
        Ok(_) => assert!(expected.is_empty(), "{authorizer}: a mistake was expected: {expected:?}"),
        Err(errors) => {
            let found = errors.to_string();
            assert!(!expected.is_empty() && errors.iter().len() == 1, "{authorizer}: {found}");
            for part in expected {
                assert!(found.contains(part), "{authorizer}: {part:?} is not in\n{found}");
            }
        }
    }
}

#[test]
fn an_authorizer_that_does_not_fit_is_a_mistake_with_a_hint() {
    let signed = document("binding-iam", &json!([{"s": []}]), &iam());
    check("AWS_IAM", &signed, &[]);
    check(
        "NONE",
        &signed,
        &[
            r#"the operation "GET /a" asks for IAM (and so does another operation), and the configuration has the endpoint"#,
            "open to anybody",
            "= at: /paths/~1a/get/security/0/s",
            "endpoint.authorizer(AuthorizerKind::Iam)",
        ],
    );
    check("AMAZON_COGNITO_USER_POOLS", &signed, &["asks for IAM"]);
    let pool = json!({"s": {"type": "apiKey", "name": "Authorization", "in": "header",
        "x-amazon-apigateway-authtype": "cognito_user_pools"}});
    let pool = document("binding-pool", &json!([{"s": []}]), &pool);
    check("AMAZON_COGNITO_USER_POOLS", &pool, &[]);
    check("OPENID_CONNECT", &pool, &[]);
    check("AWS_IAM", &pool, &["a user pool's token", "AuthorizerKind::UserPool"]);
    let custom = json!({"s": {"type": "apiKey", "name": "Unused", "in": "header", "x-amazon-apigateway-authtype": "custom",
        "x-amazon-apigateway-authorizer": {"type": "request", "identitySource": "method.request.header.Token"}}});
    let custom = document("binding-custom", &json!([{"s": []}]), &custom);
    check("AWS_LAMBDA", &custom, &[]);
    check("AWS_IAM", &custom, &["a custom authorizer", "AuthorizerKind::Custom"]);
}

#[test]
fn both_schemes_are_asked_for_as_api_gateway_reads_them() {
    let both = document("binding-both", &json!([{"s": []}, {"k": []}]), &iam());
    check("AWS_IAM", &both, &["asks for an API key", "api_key(ApiKeySource::AtRunTime)"]);
    let fine = Backend::new("amplifyconfiguration.json").openapi("todos", &both);
    let fine = fine.endpoint("todos", |endpoint| endpoint.api_key(ApiKeySource::AtRunTime));
    assert!(fine.generate_from(&configuration("AWS_IAM")).is_ok());
    let overridden = fine.endpoint("todos", |endpoint| endpoint.authorizer(AuthorizerKind::Iam));
    assert!(overridden.generate_from(&configuration("NONE")).is_ok());
}

#[test]
fn endpoints_and_files_that_are_not_there_are_mistakes() {
    let path = document("binding-unknown", &json!([]), &iam());
    let errors = Backend::new("a.json").openapi("todo", &path).generate_from(&configuration("NONE")).unwrap_err();
    assert!(errors.to_string().contains("did you mean"), "{errors}");
    assert!(errors.to_string().contains("binding.rs"), "the build script's line is named: {errors}");
    let errors = Backend::new("a.json").openapi("todos", "no.json").generate_from(&configuration("NONE")).unwrap_err();
    assert!(errors.to_string().contains("aws apigateway get-export"), "{errors}");
}
