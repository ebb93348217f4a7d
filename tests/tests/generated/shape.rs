//! What the code of each kind of endpoint looks like.

use amplify_rest_codegen::{ApiKeySource, AuthorizerKind, Backend, TokenKind};
use expect_test::{expect, expect_file};
use serde_json::json;

use super::{check, endpoint, fixture, generate, item};

#[test]
fn a_whole_backend() {
    let code = generate("open.json");
    let types = code.find("/// The types of").unwrap();
    expect_file!["../../fixtures/config/golden/open.rs"].assert_eq(&code[..types]);
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
                let auth =
                    ::amplify_rest::AuthConfig::new().user_pool(settings.user_pool).identity_pool(settings.identity_pool);
                let auth = ::amplify_rest::Auth::new(&client, auth)?;
                Ok(Backend { todos: todos::Todos::new(settings.todos, &client, &auth)?, auth, client })
            }
        "#]],
    );
    check(
        &code,
        "fn compiled_in(",
        &expect![[r#"
            fn compiled_in() -> Self {
                Self {
                    user_pool: ::amplify_rest::UserPoolConfig::new("eu-west-1_a", "client", "eu-west-1"),
                    identity_pool: ::amplify_rest::IdentityPoolConfig::new("eu-west-1:1", "eu-west-1"),
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
            pub(super) fn compiled_in() -> ::amplify_rest::EndpointBuilder<::amplify_rest::kind::None> {
                ::amplify_rest::Endpoint::builder("todos", "https://example.com/dev").region("eu-west-1")
            }
        "#]],
    );
    check(
        &code,
        "pub(super) fn read(",
        &expect![[r#"
            pub(super) fn read(
                environment: &super::Environment,
            ) -> Result<::amplify_rest::EndpointBuilder<::amplify_rest::kind::None>, ::amplify_rest::Error> {
                let endpoint = environment.endpoint("todos", "/awsAPIPlugin/todos", &["AWS_IAM", "IAM"])?;
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
                let endpoint = settings.authorizer(::amplify_rest::Authorizer::iam()).auth(auth).build(client)?;
                Ok(Self { endpoint })
            }
        "#]],
    );
    check(
        &code,
        "pub fn get(",
        &expect![[r#"
            pub fn get(&self, path: &str) -> ::amplify_rest::Request<::amplify_rest::kind::Iam> {
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
            pub fn new(todos_api_key: impl Into<::amplify_rest::ApiKey>) -> Result<Self, ::amplify_rest::Error> {
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
                Builder { client: None, config: None, todos_api_key: todos_api_key.into() }
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
                    user_pool: ::amplify_rest::UserPoolConfig::new("eu-west-1_a", "client", "eu-west-1"),
                    identity_pool: ::amplify_rest::IdentityPoolConfig::new("eu-west-1:1", "eu-west-1"),
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
            fn api_key(&self, name: &str, pointer: &str) -> Result<::amplify_rest::ApiKey, ::amplify_rest::Error> {
                let endpoint = self.endpoints.get(name).ok_or_else(|| ::amplify_rest::codegen::missing(pointer))?;
                let key = endpoint.api_key_2.as_ref().or(endpoint.api_key.as_ref());
                present(key.map(::amplify_rest::Secret::expose), pointer, "apiKey").map(Into::into)
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
            pub fn new(todos_interceptor: impl ::amplify_rest::Interceptor) -> Result<Self, ::amplify_rest::Error> {
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
            ) -> Result<::amplify_rest::EndpointBuilder<::amplify_rest::kind::None>, ::amplify_rest::Error> {
                let endpoint = environment.endpoint("todos", "/awsAPIPlugin/todos", &["AWS_IAM", "IAM"])?;
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
            ) -> Result<::amplify_rest::EndpointBuilder<::amplify_rest::kind::None>, ::amplify_rest::Error> {
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
