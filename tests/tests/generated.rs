//! What is generated, as text: its shape, the same bytes for the same input, no secrets; and that it compiles as a
//! program includes it, with warnings denied, whatever the endpoints are called.
//!
//! `UPDATE_EXPECT=1` writes the snapshots anew.

#![deny(warnings, missing_docs, clippy::all, clippy::pedantic)]
#![expect(clippy::unwrap_used, reason = "a test's helpers fail by panicking, as tests do")]
#![expect(clippy::needless_raw_string_hashes, reason = "this is how snapshots are written anew")]

use amplify_rest_codegen::{ApiKeySource, AuthorizerKind, Backend, EndpointOverrides, TokenKind};
use expect_test::{Expect, expect, expect_file};
use serde_json::{Value, json};

amplify_rest::include_backend!();

/// Names that are keywords, primitive types, methods, empty, symbols, code, or the same but for their case.
#[allow(dead_code, unreachable_pub, reason = "most of it is there to compile")]
#[allow(clippy::struct_field_names, clippy::too_many_lines, reason = "nobody has so many endpoints")]
mod names {
    include!(concat!(env!("OUT_DIR"), "/names.rs"));
}

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/config/");

fn fixture(name: &str) -> String {
    std::fs::read_to_string(format!("{FIXTURES}{name}")).unwrap()
}

fn generate(name: &str) -> String {
    Backend::new(name).generate_from(&fixture(name)).unwrap().code().to_owned()
}

/// The code of one endpoint with these members, under these overrides.
fn endpoint(members: &Value, change: impl FnOnce(EndpointOverrides) -> EndpointOverrides) -> String {
    let mut endpoint = json!({ "endpointType": "REST", "endpoint": "https://example.com/dev", "region": "eu-west-1" });
    endpoint.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    let pool = json!({ "PoolId": "eu-west-1_a", "AppClientId": "client", "Region": "eu-west-1" });
    let identity_pool = json!({ "PoolId": "eu-west-1:1", "Region": "eu-west-1" });
    let text = json!({
        "awsAPIPlugin": { "todos": endpoint },
        "awsCognitoAuthPlugin": {
            "CognitoUserPool": { "Default": pool },
            "CredentialsProvider": { "CognitoIdentity": { "Default": identity_pool } },
        },
    });
    let backend = Backend::new("amplifyconfiguration.json").endpoint("todos", change);
    backend.generate_from(&text.to_string()).unwrap().code().to_owned()
}

/// The lines from the first one that begins with `start` to the end of that item, without what stands before it.
fn item(code: &str, start: &str) -> String {
    let first = code.lines().position(|line| line.trim_start().starts_with(start)).expect("the item is there");
    let indent = code.lines().nth(first).map_or(0, |line| line.len() - line.trim_start().len());
    let end = format!("{}}}", " ".repeat(indent));
    let mut lines: Vec<&str> = code.lines().skip(first).take_while(|line| *line != end).collect();
    lines.push(&end);
    lines.iter().flat_map(|line| [line.get(indent..).unwrap_or_default(), "\n"]).collect()
}

#[track_caller]
fn check(code: &str, start: &str, expected: &Expect) {
    expected.assert_eq(&item(code, start));
}

#[test]
fn a_whole_backend() {
    let code = generate("open.json");
    let types = code.find("/// The types of").unwrap();
    expect_file!["../fixtures/config/golden/open.rs"].assert_eq(&code[..types]);
}

#[test]
fn an_iam_endpoint() {
    let code = endpoint(&json!({ "authorizationType": "AWS_IAM" }), |endpoint| endpoint);
    check(
        &code,
        "pub fn new(",
        &expect![[r#"
        pub fn new() -> Result<Self, ::amplify_rest::Error> {
            Self::builder().build()
        }
    "#]],
    );
    check(
        &code,
        "pub fn build(",
        &expect![[r#"
            pub fn build(self) -> Result<Backend, ::amplify_rest::Error> {
                let settings = match &self.config {
                    Some(text) => Settings::read(text.expose())?,
                    None => Settings::compiled_in(),
                };
                let client = match self.client {
                    Some(client) => client,
                    None => ::amplify_rest::Client::new()?,
                };
                let auth = ::amplify_rest::AuthConfig::new()
                    .user_pool(settings.user_pool)
                    .identity_pool(settings.identity_pool);
                let auth = ::amplify_rest::Auth::new(&client, auth)?;
                Ok(Backend {
                    todos: todos::Todos::new(settings.todos, &client, &auth)?,
                    auth,
                    client,
                })
            }
        "#]],
    );
    check(
        &code,
        "fn compiled_in(",
        &expect![[r#"
            fn compiled_in() -> Self {
                Self {
                    user_pool: ::amplify_rest::UserPoolConfig::new(
                        "eu-west-1_a",
                        "client",
                        "eu-west-1",
                    ),
                    identity_pool: ::amplify_rest::IdentityPoolConfig::new(
                        "eu-west-1:1",
                        "eu-west-1",
                    ),
                    todos: todos::compiled_in(),
                }
            }
        "#]],
    );
    check(
        &code,
        "pub struct Todos",
        &expect![[r#"
        pub struct Todos {
            endpoint: ::amplify_rest::Endpoint<::amplify_rest::kind::Iam>,
        }
    "#]],
    );
}

#[test]
fn the_module_of_an_iam_endpoint() {
    let code = endpoint(&json!({ "authorizationType": "AWS_IAM" }), |endpoint| endpoint);
    check(
        &code,
        "pub(super) fn compiled_in(",
        &expect![[r#"
        pub(super) fn compiled_in() -> ::amplify_rest::EndpointBuilder<
            ::amplify_rest::kind::None,
        > {
            ::amplify_rest::Endpoint::builder("todos", "https://example.com/dev")
                .region("eu-west-1")
        }
    "#]],
    );
    check(
        &code,
        "pub(super) fn read(",
        &expect![[r#"
        pub(super) fn read(
            environment: &super::Environment,
        ) -> Result<
            ::amplify_rest::EndpointBuilder<::amplify_rest::kind::None>,
            ::amplify_rest::Error,
        > {
            let endpoint = environment
                .endpoint("todos", "/awsAPIPlugin/todos", &["AWS_IAM", "IAM"])?;
            Ok(endpoint.region(environment.region("todos", "/awsAPIPlugin/todos")?))
        }
    "#]],
    );
    check(
        &code,
        "pub(super) fn new(",
        &expect![[r#"
        pub(super) fn new(
            settings: ::amplify_rest::EndpointBuilder<::amplify_rest::kind::None>,
            client: &::amplify_rest::Client,
            auth: &::amplify_rest::Auth,
        ) -> Result<Self, ::amplify_rest::Error> {
            let endpoint = settings
                .authorizer(::amplify_rest::Authorizer::iam())
                .auth(auth)
                .build(client)?;
            Ok(Self { endpoint })
        }
    "#]],
    );
    check(
        &code,
        "pub fn get(",
        &expect![[r#"
        pub fn get(
            &self,
            path: &str,
        ) -> ::amplify_rest::Request<::amplify_rest::kind::Iam> {
            self.endpoint.get(path)
        }
    "#]],
    );
}

#[test]
fn an_api_key_is_an_argument() {
    let code = endpoint(&json!({ "authorizationType": "API_KEY", "apiKey": "canary" }), |endpoint| endpoint);
    check(
        &code,
        "pub fn new(",
        &expect![[r#"
        pub fn new(
            todos_api_key: impl Into<::amplify_rest::ApiKey>,
        ) -> Result<Self, ::amplify_rest::Error> {
            Self::builder(todos_api_key).build()
        }
    "#]],
    );
    check(
        &code,
        "pub struct Builder",
        &expect![[r#"
        pub struct Builder {
            client: Option<::amplify_rest::Client>,
            /// A secret, because a configuration may hold API keys.
            config: Option<::amplify_rest::Secret>,
            todos_api_key: ::amplify_rest::ApiKey,
        }
    "#]],
    );
    check(
        &code,
        "pub fn builder(",
        &expect![[r#"
        pub fn builder(todos_api_key: impl Into<::amplify_rest::ApiKey>) -> Builder {
            Builder {
                client: None,
                config: None,
                todos_api_key: todos_api_key.into(),
            }
        }
    "#]],
    );
    assert!(item(&code, "pub fn build(").contains("self.todos_api_key"));
}

#[test]
fn an_api_key_is_compiled_in_where_the_build_script_asks_for_it() {
    let members = json!({ "authorizationType": "API_KEY", "apiKey": "da2-canary" });
    let code = endpoint(&members, |endpoint| endpoint.api_key(ApiKeySource::CompiledIn));
    check(
        &code,
        "pub fn new(",
        &expect![[r#"
        pub fn new() -> Result<Self, ::amplify_rest::Error> {
            Self::builder().build()
        }
    "#]],
    );
    check(
        &code,
        "fn compiled_in(",
        &expect![[r#"
            fn compiled_in() -> Self {
                Self {
                    user_pool: ::amplify_rest::UserPoolConfig::new(
                        "eu-west-1_a",
                        "client",
                        "eu-west-1",
                    ),
                    identity_pool: ::amplify_rest::IdentityPoolConfig::new(
                        "eu-west-1:1",
                        "eu-west-1",
                    ),
                    todos: todos::compiled_in(),
                    todos_api_key: "da2-canary".into(),
                }
            }
        "#]],
    );
    check(
        &code,
        "fn api_key(",
        &expect![[r#"
        fn api_key(
            &self,
            name: &str,
            pointer: &str,
        ) -> Result<::amplify_rest::ApiKey, ::amplify_rest::Error> {
            let endpoint = self.endpoints.get(name);
            let key = endpoint
                .and_then(|endpoint| {
                    endpoint.api_key_2.as_ref().or(endpoint.api_key.as_ref())
                });
            present(key.map(::amplify_rest::Secret::expose), pointer, "apiKey")
                .map(Into::into)
        }
    "#]],
    );
    assert_eq!(code.matches("da2-canary").count(), 1);
}

#[test]
fn an_api_key_combines_with_another_authorizer() {
    let code =
        endpoint(&json!({ "authorizationType": "AWS_IAM" }), |endpoint| endpoint.api_key(ApiKeySource::AtRunTime));
    assert!(item(&code, "pub(super) fn new(").contains("::iam().with_api_key(api_key)"));
}

#[test]
fn a_user_pool_endpoint_sends_the_token_that_the_build_script_names() {
    let members = json!({ "authorizationType": "AMAZON_COGNITO_USER_POOLS" });
    let access = endpoint(&members, |endpoint| endpoint);
    assert!(item(&access, "pub(super) fn new(").contains("::amplify_rest::TokenKind::Access"));
    let id = endpoint(&members, |endpoint| endpoint.token(TokenKind::Id));
    assert!(item(&id, "pub(super) fn new(").contains("::amplify_rest::TokenKind::Id"));
}

#[test]
fn a_custom_endpoint_takes_an_interceptor() {
    let code = endpoint(&json!({ "authorizationType": "custom" }), |endpoint| endpoint);
    check(
        &code,
        "pub fn new(",
        &expect![[r#"
        pub fn new(
            todos_interceptor: impl ::amplify_rest::Interceptor,
        ) -> Result<Self, ::amplify_rest::Error> {
            Self::builder(todos_interceptor).build()
        }
    "#]],
    );
    check(
        &code,
        "pub struct Builder",
        &expect![[r#"
        pub struct Builder {
            client: Option<::amplify_rest::Client>,
            /// A secret, because a configuration may hold API keys.
            config: Option<::amplify_rest::Secret>,
            todos_interceptor: ::amplify_rest::Authorizer<::amplify_rest::kind::Custom>,
        }
    "#]],
    );
}

#[test]
fn regression_45_the_build_script_overrides_what_the_next_pull_would_overwrite() {
    let members = json!({ "authorizationType": "AWS_IAM", "region": "" });
    let code = endpoint(&members, |endpoint| endpoint.region("ap-south-1"));
    check(
        &code,
        "pub(super) fn read(",
        &expect![[r#"
            pub(super) fn read(
                environment: &super::Environment,
            ) -> Result<
                ::amplify_rest::EndpointBuilder<::amplify_rest::kind::None>,
                ::amplify_rest::Error,
            > {
                let endpoint = environment
                    .endpoint("todos", "/awsAPIPlugin/todos", &["AWS_IAM", "IAM"])?;
                Ok(endpoint.region("ap-south-1"))
            }
        "#]],
    );
    let code = endpoint(&members, |endpoint| endpoint.authorizer(AuthorizerKind::Custom));
    check(
        &code,
        "pub(super) fn read(",
        &expect![[r#"
            pub(super) fn read(
                environment: &super::Environment,
            ) -> Result<
                ::amplify_rest::EndpointBuilder<::amplify_rest::kind::None>,
                ::amplify_rest::Error,
            > {
                let endpoint = environment.endpoint("todos", "/awsAPIPlugin/todos", &[])?;
                Ok(endpoint)
            }
        "#]],
    );
    assert!(code.contains("todos_interceptor: impl ::amplify_rest::Interceptor"));
}

#[test]
fn regression_23_an_open_api_needs_no_identity_pool_where_the_build_script_says_so() {
    let text = json!({ "awsAPIPlugin": { "todos": {
        "endpointType": "REST", "endpoint": "https://example.com", "region": "eu-west-1", "authorizationType": "AWS_IAM",
    } } });
    let backend = Backend::new("a.json").endpoint("todos", |endpoint| endpoint.authorizer(AuthorizerKind::None));
    let code = backend.generate_from(&text.to_string()).unwrap().code().to_owned();
    assert!(!code.contains("::amplify_rest::Auth,"), "without pools there is no `auth`");
}

#[test]
fn without_endpoints_there_is_sign_in_alone_and_a_warning() {
    let generated = Backend::new("a.json").generate_from(&fixture("sign-in-only.json")).unwrap();
    assert_eq!(generated.warnings().len(), 1);
    assert!(item(generated.code(), "fn compiled_in(").contains(".flow(::amplify_rest::SignInFlow::Password)"));
    assert!(generated.code().contains("pub fn auth(&self)"));
}

#[test]
fn the_same_bytes_over_runs_folders_and_orders_of_members() {
    for name in ["five-endpoints.json", "names.json", "real-looking.json"] {
        let text = fixture(name);
        let code = generate(name);
        assert_eq!(code, generate(name));
        let elsewhere = Backend::new(format!("/some/other/folder/{name}"));
        assert_eq!(code, elsewhere.generate_from(&text).unwrap().code());
        let reversed = reversed(&serde_json::from_str(&text).unwrap());
        assert_ne!(reversed, text);
        assert_eq!(code, Backend::new(name).generate_from(&reversed).unwrap().code());
    }
}

/// JSON with the members of every object in reverse order.
fn reversed(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members = members.iter().rev().map(|(name, value)| format!("{}:{}", json!(name), reversed(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
        Value::Array(elements) => format!("[{}]", elements.iter().map(reversed).collect::<Vec<_>>().join(",")),
        scalar => scalar.to_string(),
    }
}

#[test]
fn regression_46_neither_api_keys_nor_client_secrets_are_in_the_generated_source() {
    for name in ["five-endpoints.json", "names.json", "real-looking.json", "short-form.json"] {
        let text = fixture(name);
        assert!(text.contains("canary-"), "the needle is in the haystack of {name}");
        let generated = Backend::new(name).generate_from(&text).unwrap();
        assert!(!generated.code().contains("canary-"), "{name}");
        assert!(!format!("{generated:?}").contains("canary-"), "{name}");
    }
}

#[test]
fn nothing_is_written_where_nothing_changed() {
    let folder = std::env::temp_dir().join(format!("amplify-rest-written-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let backend = Backend::new(format!("{FIXTURES}open.json")).out_dir(&folder);
    let written = || std::fs::metadata(folder.join("backend.rs")).and_then(|file| file.modified()).unwrap();
    backend.generate().unwrap();
    let first = written();
    std::thread::sleep(std::time::Duration::from_millis(20));
    backend.generate().unwrap();
    assert_eq!(written(), first);
    std::fs::write(folder.join("backend.rs"), "something else").unwrap();
    backend.generate().unwrap();
    assert!(written() > first);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn generated_code_names_four_crates_by_absolute_paths() {
    for name in ["five-endpoints.json", "short-form.json", "guests.json"] {
        let code = generate(name);
        let line = code.lines().map(str::trim_start).find(|line| line.starts_with("#[allow"));
        assert_eq!(line, None, "{name}");
        let imports = code.lines().map(str::trim_start).filter_map(|line| line.strip_prefix("use "));
        imports.for_each(|path| assert!(path.starts_with("::"), "{name}: {path}"));
        for (at, _) in code.match_indices("::") {
            let before = code[..at].chars().next_back().unwrap_or(' ');
            let path = &code[at + 2..];
            let is_absolute = !before.is_alphanumeric() && !matches!(before, '_' | '>');
            let known = ["amplify_rest::", "serde::", "serde_json::", "std::"];
            assert!(!is_absolute || known.iter().any(|known| path.starts_with(known)), "{name}: {}", &path[..40]);
        }
    }
}

#[test]
fn an_endpoints_name_is_nothing_but_a_name() {
    let code = generate("names.json");
    assert!(!code.lines().any(|line| line.trim_start().starts_with("fn evil")));
    assert!(!code.contains('\u{202e}'), "no name turns a doc comment around");
    for line in code.lines().filter(|line| line.trim_start().starts_with("///")) {
        assert!(!line.trim_start().trim_start_matches("/// ").starts_with("```"), "no doc test: {line}");
    }
    // Every name of the file has its endpoint.
    let file: Value = serde_json::from_str(&fixture("names.json")).unwrap();
    let names = file.pointer("/api/plugins/awsAPIPlugin").and_then(Value::as_object).unwrap().len();
    assert_eq!(code.lines().filter(|line| line.starts_with("pub mod ") && *line != "pub mod config {").count(), names);
}

#[test]
fn names_that_collide_are_apart_and_each_reaches_its_own_endpoint() -> Result<(), amplify_rest::Error> {
    let nothing = |_: &mut amplify_rest::OutgoingRequest<'_>| Ok(());
    let backend = names::Backend::new("key", "key", nothing, nothing, "key", "secret")?;
    assert_eq!(backend.todo_items().endpoint().name(), "todo_items");
    assert_eq!(backend.todo_items_2().endpoint().name(), "todo-items");
    assert_eq!(backend.todo_items_3().endpoint().name(), "todoItems");
    assert_eq!(backend.type_endpoint().endpoint().name(), "type");
    assert_eq!(backend.u1f680().endpoint().name(), "🚀");
    Ok(())
}

#[test]
fn a_program_needs_no_more_than_the_macro() -> Result<(), amplify_rest::Error> {
    let nothing = |_: &mut amplify_rest::OutgoingRequest<'_>| Ok(());
    let backend = backend::Backend::new(nothing, "key of stats", "client secret")?;
    assert_eq!(backend.todos().endpoint().url(), "https://a1b2c3d4e5.execute-api.us-west-2.amazonaws.com/dev");
    assert!(!format!("{backend:?}").contains("client secret"));
    Ok(())
}
