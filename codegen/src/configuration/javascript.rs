//! Reads Amplify Gen 1's JavaScript format: `aws-exports.js`, which hides under `amplifyconfiguration.json` too.

use super::node::Node;
use super::written::{Field, Written, WrittenEndpoint, WrittenIdentityPool, WrittenUserPool};
use super::{AuthorizerKind, Format, Guests, values};
use crate::errors::Errors;
use crate::source::Source;

pub(super) fn read(source: &Source, errors: &mut Errors) -> Written {
    let root = Node::root(source);
    let mut endpoints: Vec<_> =
        root.objects("aws_cloud_logic_custom", errors).iter().map(|node| endpoint(source, node, errors)).collect();
    // An entry without a name has its mistake already.
    endpoints.retain(|endpoint| !endpoint.name.is_empty());
    values::order_by_name(source, &mut endpoints, errors);
    Written {
        format: Format::Gen1JavaScript,
        endpoints,
        passed_over: Vec::new(),
        user_pool: user_pool(&root, errors),
        identity_pool: identity_pool(&root, errors),
    }
}

/// An endpoint. Nothing says how calls are authorized: Amplify's JavaScript library signs for IAM.
fn endpoint(source: &Source, node: &Node<'_>, errors: &mut Errors) -> WrittenEndpoint {
    let name = node.string("name", errors);
    if name.text.is_none() && !name.is_reported {
        errors.push(values::missing(source, &name.pointer, "the endpoint's name"));
    }
    WrittenEndpoint {
        name: name.text.unwrap_or_default(),
        url: node.string("endpoint", errors),
        region: node.string("region", errors),
        authorizer: node.string("authorizationType", errors),
        default_authorizer: Some(AuthorizerKind::Iam),
        api_key: node.string("apiKey", errors),
        pointer: node.pointer.clone(),
    }
}

fn user_pool(root: &Node<'_>, errors: &mut Errors) -> Option<WrittenUserPool> {
    let pool = WrittenUserPool {
        id: root.string("aws_user_pools_id", errors),
        client_id: root.string("aws_user_pools_web_client_id", errors),
        client_secret: Field::absent(),
        region: region(root, errors),
        endpoint: root.string("aws_user_pools_endpoint", errors),
        flow: root.string("authenticationFlowType", errors),
        pointer: root.pointer.clone(),
    };
    (pool.id.is_written() || pool.client_id.is_written()).then_some(pool)
}

fn identity_pool(root: &Node<'_>, errors: &mut Errors) -> Option<WrittenIdentityPool> {
    let pool = WrittenIdentityPool {
        id: root.string("aws_cognito_identity_pool_id", errors),
        region: region(root, errors),
        endpoint: root.string("aws_cognito_identity_pool_endpoint", errors),
        guests: match root.string("aws_mandatory_sign_in", errors).text.as_deref() {
            Some("enable") => Guests::Refused,
            _ => Guests::Unsaid,
        },
        pointer: root.pointer.clone(),
    };
    pool.id.is_written().then_some(pool)
}

/// The pools' region: the project's where they have none of their own.
fn region(root: &Node<'_>, errors: &mut Errors) -> Field {
    let own = root.string("aws_cognito_region", errors);
    let project = root.string("aws_project_region", errors);
    if own.is_written() || !project.is_written() { own } else { project }
}
