//! The request that everybody makes, as an operation of `aws-smithy-runtime`'s orchestrator with the signature scheme that the
//! SDK's generated clients use. It leaves out what those add for AWS's own services: retries' headers, user agents, metrics.

use std::convert::Infallible;
use std::time::Duration;

use amplify_rest_subject::load;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_runtime::auth::sigv4::{SCHEME_ID, SigV4AuthScheme};
use aws_runtime::auth::{SigV4OperationSigningConfig, SigningOptions};
use aws_sdk_cognitoidentity::config::Credentials;
use aws_smithy_runtime::client::orchestrator::operation::Operation;
use aws_smithy_runtime_api::client::auth::static_resolver::StaticAuthSchemeOptionResolver;
use aws_smithy_runtime_api::client::auth::{AuthSchemeOptionResolverParams, SharedAuthScheme};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::StaticRuntimePlugin;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::Layer;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SigningName;
use aws_types::region::{Region, SigningRegion};

pub(crate) fn operation(url: &str, credentials: Credentials) -> Operation<(), usize, Infallible> {
    Operation::builder()
        .service_name("execute-api")
        .operation_name("items")
        .endpoint_url(url)
        // The SDK's own defaults.
        .standard_retry(&RetryConfig::standard())
        .timeout_config(TimeoutConfig::builder().connect_timeout(Duration::from_millis(3100)).build())
        .runtime_plugin(signing(credentials))
        .serializer(|()| {
            let mut request = HttpRequest::new(SdkBody::empty());
            request.set_uri(format!("{}?{}", load::PATH, load::ENCODED_QUERY))?;
            for (name, value) in load::HEADERS {
                request.headers_mut().insert(name, value);
            }
            Ok(request)
        })
        .deserializer::<_, Infallible>(|answer| Ok(answer.body().bytes().map_or(0, <[u8]>::len)))
        .build()
}

fn signing(credentials: Credentials) -> StaticRuntimePlugin {
    let components = RuntimeComponentsBuilder::new("signing")
        .with_auth_scheme(SharedAuthScheme::new(SigV4AuthScheme::new()))
        .with_auth_scheme_option_resolver(Some(StaticAuthSchemeOptionResolver::new(vec![SCHEME_ID])))
        .with_identity_resolver(SCHEME_ID, SharedCredentialsProvider::new(credentials));
    let mut settings = Layer::new("signing");
    settings.store_put(AuthSchemeOptionResolverParams::new(()));
    settings.store_put(SigV4OperationSigningConfig {
        region: Some(SigningRegion::from(Region::from_static(load::REGION))),
        name: Some(SigningName::from_static("execute-api")),
        signing_options: SigningOptions::default(),
        ..SigV4OperationSigningConfig::default()
    });
    StaticRuntimePlugin::new().with_config(settings.freeze()).with_runtime_components(components)
}
