//! Endpoints' URLs.

use expect_test::expect;

use super::{check, endpoint};

#[test]
fn endpoint_urls() {
    let with = |url: &str| endpoint(&format!("\"endpoint\": \"{url}\", \"authorizationType\": \"NONE\""));
    check(
        &with("YOUR-REST-ENDPOINT"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: "YOUR-REST-ENDPOINT" is not a URL
           |
         3 |     "endpoint": "YOUR-REST-ENDPOINT", "authorizationType": "NONE" }
           |                 ^^^^^^^^^^^^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: expected `https://` and a host, as API Gateway shows it
    "#]],
    );
    check(
        &with("http://example.com/dev"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: `http` would send the calls in the clear
           |
         3 |     "endpoint": "http://example.com/dev", "authorizationType": "NONE" }
           |                 ^^^^^^^^^^^^^^^^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: use `https`; `http` is for loopback hosts: `localhost`, `127.0.0.1`, `[::1]`
    "#]],
    );
    check(
        &with("ftp://example.com"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: the URL's scheme "ftp" is not `https`
           |
         3 |     "endpoint": "ftp://example.com", "authorizationType": "NONE" }
           |                 ^^^^^^^^^^^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: use `https`
    "#]],
    );
    check(
        &with("https://"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: the URL has no host
           |
         3 |     "endpoint": "https://", "authorizationType": "NONE" }
           |                 ^^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: expected a name such as `abc123.execute-api.eu-west-1.amazonaws.com`
    "#]],
    );
    check(
        &with("https://example.com:port"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: the URL's port is not a number up to 65535
           |
         3 |     "endpoint": "https://example.com:port", "authorizationType": "NONE" }
           |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: expected `host` or `host:port`
    "#]],
    );
    check(
        &with("https://exam ple.com"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: "exam ple.com" is not a host
           |
         3 |     "endpoint": "https://exam ple.com", "authorizationType": "NONE" }
           |                 ^^^^^^^^^^^^^^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: expected a name such as `abc123.execute-api.eu-west-1.amazonaws.com`
    "#]],
    );
    check(
        &with("https://münchen.example"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: "münchen.example" is not a host
           |
         3 |     "endpoint": "https://münchen.example", "authorizationType": "NONE" }
           |                 ^^^^^^^^^^^^^^^^^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: write the host in its ASCII form (`xn--…`)
    "#]],
    );
    check(
        &with("https://example.com/dev?debug=1"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: an endpoint's URL has no query
           |
         3 |     "endpoint": "https://example.com/dev?debug=1", "authorizationType": "NONE" }
           |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: give query parameters with each call
    "#]],
    );
    check(
        &with("https://example.com/dev#top"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: an endpoint's URL has no fragment
           |
         3 |     "endpoint": "https://example.com/dev#top", "authorizationType": "NONE" }
           |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: leave out what follows `#`
    "#]],
    );
    check(
        &with("https://example.com/{stage}"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: the URL's path has the character "{"
           |
         3 |     "endpoint": "https://example.com/{stage}", "authorizationType": "NONE" }
           |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: replace placeholders by their values, and percent-encode the rest
    "#]],
    );
    check(
        &with("https://example.com/a/../b"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: the URL's path has the segment `.` or `..`
           |
         3 |     "endpoint": "https://example.com/a/../b", "authorizationType": "NONE" }
           |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: write the path that is meant
    "#]],
    );
    check(
        &with("https://ada:canary@example.com"),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: an endpoint's URL holds no user or password
           |
         3 |     "endpoint": "https://**********@example.com", "authorizationType": "NONE" }
           |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: choose an authorizer instead
    "#]],
    );
    check(
        &endpoint("\"authorizationType\": \"NONE\""),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:2:3: `endpoint` is missing
           |
         2 |   "todos": { "endpointType": "REST",
           |   ^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: expected the endpoint's URL
    "#]],
    );
    check(
        &endpoint("\"endpont\": \"https://example.com\", \"authorizationType\": \"NONE\""),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:2:3: `endpoint` is missing
           |
         2 |   "todos": { "endpointType": "REST",
           |   ^^^^^^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: "endpont" stands here: did you mean `endpoint`?
    "#]],
    );
    check(
        &with(""),
        &expect![[r#"
        1 mistake in the input of the code generation

        amplifyconfiguration.json:3:17: `endpoint` is empty
           |
         3 |     "endpoint": "", "authorizationType": "NONE" }
           |                 ^^
           = at: /api/plugins/awsAPIPlugin/todos/endpoint
           = hint: expected the endpoint's URL
    "#]],
    );
}
