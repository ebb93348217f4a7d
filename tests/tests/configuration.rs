//! Configurations become one resolved model, whatever real files hold. Nothing here generates code.

#![expect(clippy::unwrap_used, reason = "a test's helpers fail by panicking, as tests do")]

use amplify_rest_codegen::Errors;
use amplify_rest_codegen::configuration::{AuthorizerKind, Configuration, Endpoint, Format, SignInFlow};
use amplify_rest_tests::json::reversed;
use serde_json::{Value, json};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/config/");

fn fixture(name: &str) -> String {
    std::fs::read_to_string(format!("{FIXTURES}{name}")).unwrap()
}

fn read(text: &str) -> Result<Configuration, Errors> {
    Configuration::read("amplifyconfiguration.json", text)
}

fn endpoint(value: &Value) -> Result<Endpoint, Errors> {
    let text = json!({ "awsAPIPlugin": { "e": value } }).to_string();
    read(&text).map(|configuration| configuration.endpoints[0].clone())
}

#[test]
fn five_endpoints_and_two_pools() {
    let configuration = read(&fixture("five-endpoints.json")).unwrap();
    assert_eq!(configuration.format, Format::Gen1Native);
    let endpoints = configuration.endpoints.iter().map(|endpoint| (endpoint.name.as_str(), endpoint.authorizer));
    let expected = [
        ("health", AuthorizerKind::None),
        ("partner", AuthorizerKind::Custom),
        ("profile", AuthorizerKind::UserPool),
        ("stats", AuthorizerKind::ApiKey),
        ("todos", AuthorizerKind::Iam),
    ];
    assert_eq!(endpoints.collect::<Vec<_>>(), expected);
    let user_pool = configuration.user_pool.unwrap();
    assert_eq!((user_pool.id.as_str(), user_pool.region.as_str()), ("us-west-2_AbCdEfGhI", "us-west-2"));
    assert_eq!(user_pool.client_secret.unwrap().expose(), "canary-client-secret");
    assert_eq!(user_pool.pointer, "/auth/plugins/awsCognitoAuthPlugin/CognitoUserPool/Default");
    let identity_pool = configuration.identity_pool.unwrap();
    assert_eq!(identity_pool.pointer, "/auth/plugins/awsCognitoAuthPlugin/CredentialsProvider/CognitoIdentity/Default");
}

#[test]
fn pointers_lead_back_into_the_file() {
    for name in ["five-endpoints.json", "short-form.json", "real-looking.json", "names.json"] {
        let text = fixture(name);
        let file: Value = serde_json::from_str(&text).unwrap();
        for endpoint in read(&text).unwrap().endpoints {
            let at = |pointer: &str| file.pointer(pointer).cloned().unwrap_or_default();
            assert_eq!(at(&endpoint.pointer)["endpointType"], "REST", "{}", endpoint.name);
            assert_eq!(at(&endpoint.url_pointer), endpoint.url);
            assert!(at(&endpoint.authorizer_pointer).is_string());
        }
    }
}

#[test]
fn regression_42_the_dart_wrapper_is_read() {
    let configuration = read(&fixture("flutter.dart")).unwrap();
    assert_eq!(configuration.endpoints[0].name, "todos");
    let json = fixture("guests.json");
    for wrapper in [
        format!("const amplifyconfig = '''{json}''';"),
        format!("const amplifyconfig = r'''\n{json}\n''';\n"),
        format!("/* made by amplify */\r\nconst String amplifyconfig = \"\"\"{json}\"\"\";"),
        format!("\u{feff}const amplifyconfig = ''' {json}''';"),
    ] {
        assert_eq!(read(&wrapper).unwrap(), configuration, "{wrapper}");
    }
}

#[test]
fn regression_42_a_mistake_in_a_dart_wrapper_has_its_place_in_the_dart_file() {
    let errors = read("const amplifyconfig = '''{\n  \"api\": 1}''';").unwrap_err();
    let mistake = errors.iter().next().unwrap();
    assert_eq!((mistake.line(), mistake.column(), mistake.pointer()), (Some(2), Some(10), "/api"));
}

#[test]
fn regression_43_what_real_files_hold_is_accepted() {
    let configuration = read(&fixture("real-looking.json")).unwrap();
    let [open, todos] = configuration.endpoints.as_slice() else { panic!("GraphQL is passed over") };
    assert_eq!((open.region.as_deref(), &open.api_key), (None, &None), "empty strings stand for absent things");
    assert_eq!(todos.authorizer, AuthorizerKind::Iam, "a stray API key changes nothing");
    let pool = configuration.user_pool.unwrap();
    assert_eq!((pool.client_secret, pool.endpoint, pool.flow), (None, None, SignInFlow::Srp));
}

#[test]
fn regression_43_pools_of_empty_strings_are_absent() {
    let text = json!({
        "awsAPIPlugin": {},
        "awsCognitoAuthPlugin": {
            "CognitoUserPool": { "Default": { "PoolId": "", "AppClientId": "", "Region": "" } },
            "CredentialsProvider": { "CognitoIdentity": { "Default": { "PoolId": "", "Region": "" } } },
        },
    });
    let configuration = read(&text.to_string()).unwrap();
    assert_eq!((configuration.user_pool, configuration.identity_pool), (None, None));
}

#[test]
fn regression_44_the_spellings_of_amplifys_documentation_are_accepted() {
    let kind = |name: &str| {
        let value = json!({
            "endpointType": "REST", "endpoint": "https://example.com", "region": "eu-west-1", "authorizationType": name,
        });
        endpoint(&value).map(|endpoint| endpoint.authorizer)
    };
    for (name, expected) in [
        ("NONE", AuthorizerKind::None),
        ("API_KEY", AuthorizerKind::ApiKey),
        ("AWS_IAM", AuthorizerKind::Iam),
        ("IAM", AuthorizerKind::Iam),
        ("AMAZON_COGNITO_USER_POOLS", AuthorizerKind::UserPool),
        ("COGNITO_USER_POOL", AuthorizerKind::UserPool),
        ("OPENID_CONNECT", AuthorizerKind::Custom),
        ("AWS_LAMBDA", AuthorizerKind::Custom),
        ("custom", AuthorizerKind::Custom),
    ] {
        assert_eq!(kind(name).unwrap(), expected, "{name}");
    }
    for (name, meant) in [
        ("AWS_IMA", "AWS_IAM"),
        ("aws_iam", "AWS_IAM"),
        ("APIKEY", "API_KEY"),
        ("COGNITO_USER_POOLS", "COGNITO_USER_POOL"),
        ("Custom", "custom"),
        ("OPENID", "OPENID_CONNECT"),
    ] {
        let errors = kind(name).unwrap_err();
        let hint = errors.iter().next().and_then(|mistake| mistake.help()).unwrap().to_owned();
        assert_eq!(hint, format!("did you mean \"{meant}\"?"), "{name}");
    }
}

#[test]
fn regression_44_the_key_may_be_named_api_key() {
    let with_keys = |keys: Value| {
        let mut value = json!({
            "endpointType": "REST", "endpoint": "https://example.com", "authorizationType": "API_KEY",
        });
        value.as_object_mut().unwrap().extend(keys.as_object().unwrap().clone());
        endpoint(&value).unwrap().api_key.map(|key| key.expose().to_owned())
    };
    assert_eq!(with_keys(json!({ "API_KEY": "one" })).as_deref(), Some("one"));
    assert_eq!(with_keys(json!({ "apiKey": "", "API_KEY": "one" })).as_deref(), Some("one"));
    assert_eq!(with_keys(json!({ "apiKey": "two", "API_KEY": "one" })).as_deref(), Some("two"));
    assert_eq!(with_keys(json!({})), None);
}

#[test]
fn the_short_form_is_that_of_amplifys_documentation() {
    let configuration = read(&fixture("short-form.json")).unwrap();
    assert_eq!(configuration.format, Format::ShortForm);
    assert_eq!(configuration.endpoints.len(), 4);
    assert_eq!(configuration.user_pool.unwrap().pointer, "/awsCognitoAuthPlugin/CognitoUserPool/Default");
}

#[test]
fn pools_may_stand_behind_another_host() {
    let with_endpoint = |endpoint: &str| {
        let pool = json!({
            "PoolId": "eu-west-1_a", "AppClientId": "client", "Region": "eu-west-1", "Endpoint": endpoint,
        });
        let text = json!({ "awsCognitoAuthPlugin": { "CognitoUserPool": { "Default": pool } } }).to_string();
        read(&text).map(|configuration| configuration.user_pool.unwrap().endpoint)
    };
    for endpoint in ["proxy.example.com", "proxy.example.com:8443", "http://127.0.0.1:4000", "https://example.com/auth"]
    {
        assert_eq!(with_endpoint(endpoint).unwrap().as_deref(), Some(endpoint));
    }
    for endpoint in ["http://example.com", "not a host", "https://"] {
        assert!(with_endpoint(endpoint).is_err(), "{endpoint}");
    }
}

#[test]
fn regression_46_debug_shows_neither_api_keys_nor_client_secrets() {
    for name in ["five-endpoints.json", "short-form.json", "real-looking.json", "names.json"] {
        let text = fixture(name);
        assert!(text.contains("canary-"), "the needle is in the haystack of {name}");
        let configuration = read(&text).unwrap();
        let shown = format!("{configuration:?} {configuration:#?}");
        assert!(!shown.contains("canary-"), "{name}");
    }
}

#[test]
fn the_order_of_members_means_nothing() {
    let text = fixture("five-endpoints.json");
    let configuration = read(&text).unwrap();
    assert_eq!(read(&reversed(&serde_json::from_str(&text).unwrap())).unwrap(), configuration);
}

#[test]
fn no_text_makes_the_reader_panic() {
    for name in ["five-endpoints.json", "gen2.json", "aws-exports.js"] {
        let text = fixture(name);
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            let cut = read(&text[..end]);
            let is_whole = !text[end..].contains('}');
            assert!(cut.is_err() || is_whole, "{name} cut at {end}");
        }
        broken(&text);
    }
}

/// Reads a text with things put in its place here and there.
fn broken(text: &str) {
    let mut random = fastrand::Rng::with_seed(7);
    let replacements =
        ["\"", "{", "}", "[", "]", ",", ":", "\\", "\n", "\u{0}", "é", "🚀", "'", "'''", "1e999", "null", "\u{202e}"];
    for _ in 0..3_000 {
        let mut text = text.to_owned();
        for _ in 0..random.usize(1..4) {
            let at = random.usize(0..text.len());
            let length = random.usize(1..12).min(text.len() - at);
            if text.is_char_boundary(at) && text.is_char_boundary(at + length) {
                text.replace_range(at..at + length, replacements[random.usize(0..replacements.len())]);
            }
        }
        // Whatever it says, it says it.
        let _ = read(&text).map_err(|errors| errors.to_string());
    }
}
