//! REST endpoints: what they speak, where they are, and what authorizes them.

use expect_test::expect;

use super::{backend, check, cognito, endpoint, endpoints};

#[test]
fn sections_of_the_wrong_type() {
    check(
        "{ \"api\": [] }",
        &expect![[r#"
            1 mistake in the input of the code generation

            amplifyconfiguration.json:1:10: expected an object, found an array
               |
             1 | { "api": [] }
               |          ^^
               = at: /api
        "#]],
    );
    check(
        "{ \"api\": { \"plugins\": null } }",
        &expect![[r#"
            1 mistake in the input of the code generation

            amplifyconfiguration.json:1:23: expected an object, found null
               |
             1 | { "api": { "plugins": null } }
               |                       ^^^^
               = at: /api/plugins
               = hint: leave the member out where there is nothing to say
        "#]],
    );
    check(
        "{ \"awsAPIPlugin\": \"https://example.com\" }",
        &expect![[r#"
            1 mistake in the input of the code generation

            amplifyconfiguration.json:1:19: expected an object, found a string
               |
             1 | { "awsAPIPlugin": "https://example.com" }
               |                   ^^^^^^^^^^^^^^^^^^^^^
               = at: /awsAPIPlugin
        "#]],
    );
    check(
        &endpoints("  \"todos\": \"https://example.com\""),
        &expect![[r#"
            1 mistake in the input of the code generation

            amplifyconfiguration.json:2:12: expected an object, found a string
               |
             2 |   "todos": "https://example.com"
               |            ^^^^^^^^^^^^^^^^^^^^^
               = at: /api/plugins/awsAPIPlugin/todos
        "#]],
    );
    check(
        &cognito("\"CognitoUserPool\": true, \"CredentialsProvider\": 1"),
        &expect![[r#"
            2 mistakes in the input of the code generation

            amplifyconfiguration.json:2:22: expected an object, found a boolean
               |
             2 |   "CognitoUserPool": true, "CredentialsProvider": 1
               |                      ^^^^
               = at: /auth/plugins/awsCognitoAuthPlugin/CognitoUserPool

            amplifyconfiguration.json:2:51: expected an object, found a number
               |
             2 |   "CognitoUserPool": true, "CredentialsProvider": 1
               |                                                   ^
               = at: /auth/plugins/awsCognitoAuthPlugin/CredentialsProvider
        "#]],
    );
}

#[test]
fn plugins_that_nothing_reads() {
    check(
        "{ \"api\": { \"plugins\": { \"awsApiPlugin\": {} } } }",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:25: there is no plugin "awsApiPlugin"
           |
         1 | { "api": { "plugins": { "awsApiPlugin": {} } } }
           |                         ^^^^^^^^^^^^^^
           = at: /api/plugins/awsApiPlugin
           = hint: did you mean `awsAPIPlugin`?
    "#]],
    );
    check(
        "{ \"api\": {}, \"awsAPIPlugin\": {}, \"awsCognitoAuthPlugin\": {} }",
        &expect![[r#"
        2 mistakes in the input of the code generation

        amplifyconfiguration.json:1:14: `awsAPIPlugin` stands at the top of a file that has `api` or `auth`, where nothing reads it
           |
         1 | { "api": {}, "awsAPIPlugin": {}, "awsCognitoAuthPlugin": {} }
           |              ^^^^^^^^^^^^^^
           = at: /awsAPIPlugin
           = hint: move it into `api.plugins`

        amplifyconfiguration.json:1:34: `awsCognitoAuthPlugin` stands at the top of a file that has `api` or `auth`, where nothing reads it
           |
         1 | { "api": {}, "awsAPIPlugin": {}, "awsCognitoAuthPlugin": {} }
           |                                  ^^^^^^^^^^^^^^^^^^^^^^
           = at: /awsCognitoAuthPlugin
           = hint: move it into `auth.plugins`
    "#]],
    );
}

#[test]
fn endpoint_types() {
    check(
        &endpoints("  \"todos\": { \"endpointType\": \"rest\" }"),
        &expect![[r#"
            1 mistake in the input of the code generation

            amplifyconfiguration.json:2:30: the endpoint type "rest" is unknown: it is `REST` or `GraphQL`
               |
             2 |   "todos": { "endpointType": "rest" }
               |                              ^^^^^^
               = at: /api/plugins/awsAPIPlugin/todos/endpointType
               = hint: did you mean "REST"?
        "#]],
    );
    check(
        &endpoints("  \"todos\": { \"endpointType\": \"SOAP\" }"),
        &expect![[r#"
            1 mistake in the input of the code generation

            amplifyconfiguration.json:2:30: the endpoint type "SOAP" is unknown: it is `REST` or `GraphQL`
               |
             2 |   "todos": { "endpointType": "SOAP" }
               |                              ^^^^^^
               = at: /api/plugins/awsAPIPlugin/todos/endpointType
        "#]],
    );
    check(
        &endpoints("  \"todos\": { }"),
        &expect![[r#"
            1 mistake in the input of the code generation

            amplifyconfiguration.json:2:3: `endpointType` is missing
               |
             2 |   "todos": { }
               |   ^^^^^^^
               = at: /api/plugins/awsAPIPlugin/todos/endpointType
               = hint: expected `REST` or `GraphQL`
        "#]],
    );
    check(
        &endpoints("  \"todos\": { \"endpointType\": { } }"),
        &expect![[r#"
            1 mistake in the input of the code generation

            amplifyconfiguration.json:2:30: expected a string, found an object
               |
             2 |   "todos": { "endpointType": { } }
               |                              ^^^
               = at: /api/plugins/awsAPIPlugin/todos/endpointType
        "#]],
    );
}

#[test]
fn authorization_types() {
    let with = |name: &str| endpoint(&format!("\"endpoint\": \"https://example.com\", \"authorizationType\": {name}"));
    check(
        &with("\"AWS_IMA\""),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:61: the authorization type "AWS_IMA" is unknown
           |
         3 |     "endpoint": "https://example.com", "authorizationType": "AWS_IMA" }
           |                                                             ^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/authorizationType
           = hint: did you mean "AWS_IAM"?
    "#]],
    );
    check(
        &with("\"BASIC\""),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:61: the authorization type "BASIC" is unknown
           |
         3 |     "endpoint": "https://example.com", "authorizationType": "BASIC" }
           |                                                             ^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/authorizationType
           = hint: expected one of `NONE`, `API_KEY`, `AWS_IAM`, `IAM`, `AMAZON_COGNITO_USER_POOLS`, `COGNITO_USER_POOL`, `OPENID_CONNECT`, `AWS_LAMBDA`, `custom`
    "#]],
    );
    check(
        &with("\"\""),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:61: `authorizationType` is empty
           |
         3 |     "endpoint": "https://example.com", "authorizationType": "" }
           |                                                             ^^
           = at: /api/plugins/awsAPIPlugin/todos/authorizationType
           = hint: expected an authorization type such as `AWS_IAM` or `NONE`
    "#]],
    );
    check(
        &with("7"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:61: expected a string, found a number
           |
         3 |     "endpoint": "https://example.com", "authorizationType": 7 }
           |                                                             ^
           = at: /api/plugins/awsAPIPlugin/todos/authorizationType
    "#]],
    );
    check(
        &endpoint("\"endpoint\": \"https://example.com\", \"authorisationType\": \"NONE\""),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:2:3: `authorizationType` is missing
           |
         2 |   "todos": { "endpointType": "REST",
           |   ^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/authorizationType
           = hint: "authorisationType" stands here: did you mean `authorizationType`?
    "#]],
    );
}

#[test]
fn regions() {
    let pool = "\"CredentialsProvider\": { \"CognitoIdentity\": { \"Default\": { \"PoolId\": \"eu-west-1:1\", \"Region\": \"eu-west-1\" } } }";
    let with = |region: &str| {
        format!(
            "{{ \"awsAPIPlugin\": {{ \"todos\": {{\n  \"endpointType\": \"REST\", \"endpoint\": \"https://example.com\", \
             \"authorizationType\": \"AWS_IAM\"{region} }} }},\n\"awsCognitoAuthPlugin\": {{ {pool} }} }}"
        )
    };
    check(
        &with(""),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:21: `region` is missing
           |
         1 | { "awsAPIPlugin": { "todos": {
           |                     ^^^^^^^
           = at: /awsAPIPlugin/todos/region
           = hint: expected the region that requests are signed for
    "#]],
    );
    check(
        &with(", \"region\": \"\""),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:2:104: `region` is empty
           |
         2 | s://example.com", "authorizationType": "AWS_IAM", "region": "" } },
           |                                                             ^^
           = at: /awsAPIPlugin/todos/region
           = hint: expected the region that requests are signed for
    "#]],
    );
    check(
        &with(", \"region\": \"Frankfurt\""),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:2:104: "Frankfurt" is not a region
           |
         2 | s://example.com", "authorizationType": "AWS_IAM", "region": "Frankfurt" } },
           |                                                             ^^^^^^^^^^^
           = at: /awsAPIPlugin/todos/region
           = hint: expected a name such as `eu-west-1`
    "#]],
    );
    check(
        &with(", \"region\": 1"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:2:104: expected a string, found a number
           |
         2 | s://example.com", "authorizationType": "AWS_IAM", "region": 1 } },
           |                                                             ^
           = at: /awsAPIPlugin/todos/region
    "#]],
    );
    let overridden = backend().endpoint("todos", |endpoint| endpoint.region("EU"));
    let errors = overridden.generate_from(&with("")).unwrap_err();
    let mistake = errors.iter().next().unwrap();
    assert!(mistake.file_name().starts_with("tests/tests/diagnostics/endpoints.rs:"), "{}", mistake.file_name());
    assert_eq!(mistake.message(), "\"EU\" is not a region");
}

#[test]
fn regression_23_iam_without_an_identity_pool() {
    check(
        &endpoint(
            "\"endpoint\": \"https://example.com\", \"region\": \"eu-west-1\",\n    \"authorizationType\": \"AWS_IAM\"",
        ),
        &expect![[r#"
            1 mistake in the input of the code generation

            amplifyconfiguration.json:4:26: the endpoint "todos" is authorized by IAM, and the configuration has no identity pool to get AWS credentials from
               |
             4 |     "authorizationType": "AWS_IAM" }
               |                          ^^^^^^^^^
               = at: /api/plugins/awsAPIPlugin/todos/authorizationType
               = hint: if anybody may call it (the Amplify CLI writes `AWS_IAM` even then), let the build script say so: `.endpoint("todos", |endpoint| endpoint.authorizer(AuthorizerKind::None))`; else `amplify add auth` adds the pool
        "#]],
    );
}

#[test]
fn user_pool_endpoints_without_a_user_pool() {
    check(
        &endpoint("\"endpoint\": \"https://example.com\", \"authorizationType\": \"AMAZON_COGNITO_USER_POOLS\""),
        &expect![[r#"
            1 mistake in the input of the code generation

            amplifyconfiguration.json:3:61: the endpoint "todos" is authorized by a user pool's token, and the configuration has no user pool to sign in to
               |
             3 |     "endpoint": "https://example.com", "authorizationType": "AMAZON_COGNITO_USER_POOLS" }
               |                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^
               = at: /api/plugins/awsAPIPlugin/todos/authorizationType
               = hint: `amplify add auth` adds one
        "#]],
    );
}

#[test]
fn all_mistakes_at_once_in_the_order_of_the_file() {
    let text = "{
  \"awsAPIPlugin\": {
    \"b\": { \"endpointType\": \"REST\", \"endpoint\": \"example.com\", \"authorizationType\": \"NON\" },
    \"a\": { \"endpointType\": \"REST\", \"endpoint\": \"http://example.com\", \"authorizationType\": \"AWS_IAM\" }
  },
  \"awsCognitoAuthPlugin\": { \"CognitoUserPool\": { \"Default\": { \"PoolId\": \"x\", \"Region\": \"x\" } } }
}";
    check(
        text,
        &expect![[r#"
        7 mistakes in the input of the code generation

        amplifyconfiguration.json:3:48: "example.com" is not a URL
           |
         3 |     "b": { "endpointType": "REST", "endpoint": "example.com", "authorizationType": "NON" },
           |                                                ^^^^^^^^^^^^^
           = at: /awsAPIPlugin/b/endpoint
           = hint: expected `https://` and a host, as API Gateway shows it

        amplifyconfiguration.json:3:84: the authorization type "NON" is unknown
           |
         3 | e": "REST", "endpoint": "example.com", "authorizationType": "NON" },
           |                                                             ^^^^^
           = at: /awsAPIPlugin/b/authorizationType
           = hint: did you mean "NONE"?

        amplifyconfiguration.json:4:5: `region` is missing
           |
         4 |     "a": { "endpointType": "REST", "endpoint": "http://example.com", "authorizationType": "AWS_IAM"
           |     ^^^
           = at: /awsAPIPlugin/a/region
           = hint: expected the region that requests are signed for

        amplifyconfiguration.json:4:48: `http` would send the calls in the clear
           |
         4 |     "a": { "endpointType": "REST", "endpoint": "http://example.com", "authorizationType": "AWS_IAM"
           |                                                ^^^^^^^^^^^^^^^^^^^^
           = at: /awsAPIPlugin/a/endpoint
           = hint: use `https`; `http` is for loopback hosts: `localhost`, `127.0.0.1`, `[::1]`

        amplifyconfiguration.json:6:50: `AppClientId` is missing
           |
         6 |   "awsCognitoAuthPlugin": { "CognitoUserPool": { "Default": { "PoolId": "x", "Region": "x" } } }
           |                                                  ^^^^^^^^^
           = at: /awsCognitoAuthPlugin/CognitoUserPool/Default/AppClientId
           = hint: expected the app client's id

        amplifyconfiguration.json:6:73: "x" is not the id of a user pool
           |
         6 | oAuthPlugin": { "CognitoUserPool": { "Default": { "PoolId": "x", "Region": "x" } } }
           |                                                             ^^^
           = at: /awsCognitoAuthPlugin/CognitoUserPool/Default/PoolId
           = hint: expected an id such as `eu-west-1_AbCdEfGhI`

        amplifyconfiguration.json:6:88: "x" is not a region
           |
         6 |  "CognitoUserPool": { "Default": { "PoolId": "x", "Region": "x" } } }
           |                                                             ^^^
           = at: /awsCognitoAuthPlugin/CognitoUserPool/Default/Region
           = hint: expected a name such as `eu-west-1`
    "#]],
    );
}
