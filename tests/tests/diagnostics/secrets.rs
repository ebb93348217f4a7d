//! Neither API keys nor client secrets are shown, however broken the file; nor does a file write to the terminal.

use expect_test::expect;

use super::{backend, check, cognito, endpoints};

#[test]
fn regression_46_no_api_key_or_client_secret_is_shown() {
    let line =
        |rest: &str| format!("{{\"awsAPIPlugin\":{{\"a\":{{\"apiKey\":\"canary\",\"API_KEY\":\"canary\"{rest}}}}}}}");
    check(
        &line(""),
        &expect![[r#"
            1 mistake in the input of the code generation

            amplifyconfiguration.json:1:18: `endpointType` is missing
               |
             1 | {"awsAPIPlugin":{"a":{"apiKey":"******","API_KEY":"******"}}}
               |                  ^^^
               = at: /awsAPIPlugin/a/endpointType
               = hint: expected `REST` or `GraphQL`
        "#]],
    );
    check(
        &line(",\"endpointType\":\"RES\""),
        &expect![[r#"
            1 mistake in the input of the code generation

            amplifyconfiguration.json:1:75: the endpoint type "RES" is unknown: it is `REST` or `GraphQL`
               |
             1 | ":{"a":{"apiKey":"******","API_KEY":"******","endpointType":"RES"}}}
               |                                                             ^^^^^
               = at: /awsAPIPlugin/a/endpointType
               = hint: did you mean "REST"?
        "#]],
    );
    check(
        &line(",\"endpointType\":\"REST\",\"apiKey\":\"canary\""),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:82: the member "apiKey" occurs twice in one object
           |
         1 | {"apiKey":"******","API_KEY":"******","endpointType":"REST","apiKey":"******"}}}
           |                                                             ^^^^^^^^
           = at: /awsAPIPlugin/a/apiKey
    "#]],
    );
    check(
        "{\"awsAPIPlugin\":{\"a\":{\"apiKey\":\"canary\" \"endpointType\":\"REST\"}}}",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:41: this is not JSON: expected `,` or `}`
           |
         1 | {"awsAPIPlugin":{"a":{"apiKey":"******" "endpointType":"REST"}}}
           |                                         ^
    "#]],
    );
    check(
        "{\"awsAPIPlugin\":{\"a\":{\"apiKey\":\"canary\n\"}}}",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:39: this is not JSON: a string holds a line break or another control character
           |
         1 | {"awsAPIPlugin":{"a":{"apiKey":"******
           |                                       ^
    "#]],
    );
    check(
        "{\"awsAPIPlugin\":{\"a\":{\"endpointType\":\"REST\",\"apiKey\":[\"canary\"]}}}",
        &expect![[r#"
        3 mistakes in the input of the code generation

        amplifyconfiguration.json:1:18: `authorizationType` is missing
           |
         1 | {"awsAPIPlugin":{"a":{"endpointType":"REST","apiKey":["******"]}}}
           |                  ^^^
           = at: /awsAPIPlugin/a/authorizationType
           = hint: expected an authorization type such as `AWS_IAM` or `NONE`

        amplifyconfiguration.json:1:18: `endpoint` is missing
           |
         1 | {"awsAPIPlugin":{"a":{"endpointType":"REST","apiKey":["******"]}}}
           |                  ^^^
           = at: /awsAPIPlugin/a/endpoint
           = hint: expected the endpoint's URL

        amplifyconfiguration.json:1:54: expected a string, found an array
           |
         1 | {"awsAPIPlugin":{"a":{"endpointType":"REST","apiKey":["******"]}}}
           |                                                      ^^^^^^^^^^
           = at: /awsAPIPlugin/a/apiKey
    "#]],
    );
    check(
        "{'awsAPIPlugin':{'a':{'apiKey':'canary'}}}",
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:1:2: this is not JSON: key must be a string
           |
         1 | {'awsAPIPlugin':{'a':{'apiKey':'******'}}}
           |  ^
           = hint: JSON strings stand in double quotes
    "#]],
    );
    check(
        &cognito("\"CognitoUserPool\":{\"Default\":{\"AppClientSecret\":\"canary\",\"PoolId\":1}}"),
        &expect![[r#"
        3 mistakes in the input of the code generation

        amplifyconfiguration.json:2:22: `AppClientId` is missing
           |
         2 |   "CognitoUserPool":{"Default":{"AppClientSecret":"******","PoolId":1}}
           |                      ^^^^^^^^^
           = at: /auth/plugins/awsCognitoAuthPlugin/CognitoUserPool/Default/AppClientId
           = hint: expected the app client's id

        amplifyconfiguration.json:2:22: `Region` is missing
           |
         2 |   "CognitoUserPool":{"Default":{"AppClientSecret":"******","PoolId":1}}
           |                      ^^^^^^^^^
           = at: /auth/plugins/awsCognitoAuthPlugin/CognitoUserPool/Default/Region
           = hint: expected the user pool's region

        amplifyconfiguration.json:2:69: expected a string, found a number
           |
         2 | toUserPool":{"Default":{"AppClientSecret":"******","PoolId":1}}
           |                                                             ^
           = at: /auth/plugins/awsCognitoAuthPlugin/CognitoUserPool/Default/PoolId
    "#]],
    );
}

#[test]
fn names_from_the_file_cannot_write_to_the_terminal() {
    let text = endpoints("  \"\\u001b[31m\\u202e\\n\": { \"endpointType\": \"\\u001b[0m\" }");
    let shown = backend().generate_from(&text).unwrap_err().to_string();
    assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown:?}");
}
