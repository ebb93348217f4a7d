//! Reads Amplify Gen 2's outputs: `amplify_outputs.json`.
//!
//! Its official schema knows no REST endpoints. They stand where Amplify's documentation has the backend's code put them,
//! in `custom.API`, or in `rest_api` as the Flutter library knows them.

use super::node::Node;
use super::written::{Field, Written, WrittenEndpoint, WrittenIdentityPool, WrittenUserPool};
use super::{AuthorizerKind, Format, Guests, values};
use crate::errors::{Diagnostic, Errors, quote};
use crate::source::{Source, join};

/// The versions that there are.
const VERSIONS: [&str; 6] = ["1", "1.1", "1.2", "1.3", "1.4", "1.5"];

pub(super) fn read(source: &Source, errors: &mut Errors) -> Written {
    let root = Node::root(source);
    check_version(source, &root.string("version", errors), errors);
    let custom = root.object("custom", errors).object("API", errors);
    let rest = root.object("rest_api", errors);
    let mut endpoints: Vec<_> = custom.names().filter_map(|name| custom_endpoint(&custom, name, errors)).collect();
    endpoints.extend(rest.names().filter_map(|name| rest_endpoint(&rest, name, errors)));
    values::order_by_name(source, &mut endpoints, errors);
    let auth = root.object("auth", errors);
    Written {
        format: Format::Gen2,
        endpoints,
        passed_over: Vec::new(),
        user_pool: user_pool(&auth, errors),
        identity_pool: identity_pool(&auth, errors),
    }
}

fn check_version(source: &Source, version: &Field, errors: &mut Errors) {
    let known = || VERSIONS.map(|version| format!("`{version}`")).join(", ");
    match &version.text {
        None if version.is_reported => {}
        None => errors.push(values::missing(source, &version.pointer, &format!("one of {}", known()))),
        Some(version) if VERSIONS.contains(&version.as_str()) => {}
        Some(unknown) => {
            let message = format!("the version {} of Amplify Gen 2's outputs is unknown", quote(unknown));
            let hint = format!("known are {}; a newer amplify-rest-codegen may know others", known());
            errors.push(Diagnostic::value(source, &version.pointer, message).hint(hint));
        }
    }
}

/// An endpoint of `custom.API`. Nothing there says how calls are authorized: the documentation has such an API use IAM,
/// and Amplify's libraries sign for it. <https://docs.amplify.aws/react/build-a-backend/add-aws-services/rest-api/>
fn custom_endpoint(custom: &Node<'_>, name: &str, errors: &mut Errors) -> Option<WrittenEndpoint> {
    let node = custom.object(name, errors);
    node.exists().then(|| WrittenEndpoint {
        name: name.to_owned(),
        url: node.string("endpoint", errors),
        region: node.string("region", errors),
        authorizer: node.string("authorizationType", errors),
        default_authorizer: Some(AuthorizerKind::Iam),
        api_key: node.string("apiKey", errors),
        pointer: join(&custom.pointer, name),
    })
}

fn rest_endpoint(rest: &Node<'_>, name: &str, errors: &mut Errors) -> Option<WrittenEndpoint> {
    let node = rest.object(name, errors);
    node.exists().then(|| WrittenEndpoint {
        name: name.to_owned(),
        url: node.string("url", errors),
        region: node.string("aws_region", errors),
        authorizer: node.string("authorization_type", errors),
        default_authorizer: None,
        api_key: node.string("api_key", errors),
        pointer: join(&rest.pointer, name),
    })
}

fn user_pool(auth: &Node<'_>, errors: &mut Errors) -> Option<WrittenUserPool> {
    let pool = WrittenUserPool {
        id: auth.string("user_pool_id", errors),
        client_id: auth.string("user_pool_client_id", errors),
        client_secret: auth.string("app_client_secret", errors),
        region: auth.string("aws_region", errors),
        endpoint: auth.string("user_pool_endpoint", errors),
        flow: Field::absent(),
        pointer: auth.pointer.clone(),
    };
    (pool.id.is_written() || pool.client_id.is_written()).then_some(pool)
}

fn identity_pool(auth: &Node<'_>, errors: &mut Errors) -> Option<WrittenIdentityPool> {
    let pool = WrittenIdentityPool {
        id: auth.string("identity_pool_id", errors),
        region: auth.string("aws_region", errors),
        endpoint: auth.string("identity_pool_endpoint", errors),
        guests: match auth.boolean("unauthenticated_identities_enabled", errors) {
            None => Guests::Unsaid,
            Some(true) => Guests::Allowed,
            Some(false) => Guests::Refused,
        },
        pointer: auth.pointer.clone(),
    };
    pool.id.is_written().then_some(pool)
}
