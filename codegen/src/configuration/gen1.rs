//! Reads the Gen 1 native format and the short form of Amplify's documentation, which differ in where the two plugins
//! stand and in nothing else.

use super::node::Node;
use super::written::{Written, WrittenEndpoint, WrittenIdentityPool, WrittenUserPool};
use super::{Format, Guests, values};
use crate::errors::{Diagnostic, Errors, quote};
use crate::source::{Source, join};
use crate::suggest;

pub(super) fn read(source: &Source, format: Format, errors: &mut Errors) -> Written {
    let root = Node::root(source);
    let api = plugin(&root, format, "api", "awsAPIPlugin", errors);
    let auth = plugin(&root, format, "auth", "awsCognitoAuthPlugin", errors);
    let mut passed_over = Vec::new();
    let endpoints = api.names().filter_map(|name| endpoint(source, &api, name, &mut passed_over, errors));
    let endpoints = endpoints.collect();
    let user_pool = user_pool(&auth, errors);
    let identity_pool = identity_pool(&auth, errors);
    Written { format, endpoints, passed_over, user_pool, identity_pool }
}

/// The object of a plugin: at the top in the short form, else in `plugins` of its category.
fn plugin<'s>(root: &Node<'s>, format: Format, category: &str, name: &str, errors: &mut Errors) -> Node<'s> {
    if format == Format::ShortForm {
        return root.object(name, errors);
    }
    if root.names().any(|member| member == name) {
        let message = format!("`{name}` stands at the top of a file that has `api` or `auth`, where nothing reads it");
        errors.push(root.mistake(name, message).hint(format!("move it into `{category}.plugins`")));
    }
    let plugins = root.object(category, errors).object("plugins", errors);
    for member in plugins.names().filter(|member| *member != name && member.eq_ignore_ascii_case(name)) {
        let message = format!("there is no plugin {}", quote(member));
        errors.push(plugins.mistake(member, message).hint(format!("did you mean `{name}`?")));
    }
    plugins.object(name, errors)
}

/// A REST endpoint; `None` for GraphQL, and where it cannot be told.
fn endpoint(
    source: &Source,
    api: &Node<'_>,
    name: &str,
    passed_over: &mut Vec<String>,
    errors: &mut Errors,
) -> Option<WrittenEndpoint> {
    let node = api.object(name, errors);
    if !node.exists() {
        return None;
    }
    let kind = node.string("endpointType", errors);
    match kind.text.as_deref() {
        Some("REST") => {}
        Some("GraphQL") => {
            passed_over.push(name.to_owned());
            return None;
        }
        Some(other) => {
            let message = format!("the endpoint type {} is unknown: it is `REST` or `GraphQL`", quote(other));
            let hint = suggest::did_you_mean(other, ["REST", "GraphQL"]);
            errors.push(Diagnostic::value(source, &kind.pointer, message).maybe_hint(hint));
            return None;
        }
        None if kind.is_reported => return None,
        None => {
            errors.push(values::missing(source, &kind.pointer, "`REST` or `GraphQL`"));
            return None;
        }
    }
    let mut api_key = node.string("apiKey", errors);
    if api_key.text.is_none() {
        // Amplify's own documentation names the member like the authorization type.
        let documented = node.string("API_KEY", errors);
        if documented.text.is_some() {
            api_key = documented;
        }
    }
    Some(WrittenEndpoint {
        name: name.to_owned(),
        url: node.string("endpoint", errors),
        region: node.string("region", errors),
        authorizer: node.string("authorizationType", errors),
        default_authorizer: None,
        api_key,
        pointer: join(&api.pointer, name),
    })
}

fn user_pool(auth: &Node<'_>, errors: &mut Errors) -> Option<WrittenUserPool> {
    let pool = auth.object("CognitoUserPool", errors).object("Default", errors);
    let settings = auth.object("Auth", errors).object("Default", errors);
    pool.says_something().then(|| WrittenUserPool {
        id: pool.string("PoolId", errors),
        client_id: pool.string("AppClientId", errors),
        client_secret: pool.string("AppClientSecret", errors),
        region: pool.string("Region", errors),
        endpoint: pool.string("Endpoint", errors),
        flow: settings.string("authenticationFlowType", errors),
        pointer: pool.pointer,
    })
}

fn identity_pool(auth: &Node<'_>, errors: &mut Errors) -> Option<WrittenIdentityPool> {
    let provider = auth.object("CredentialsProvider", errors);
    let pool = provider.object("CognitoIdentity", errors).object("Default", errors);
    pool.says_something().then(|| WrittenIdentityPool {
        id: pool.string("PoolId", errors),
        region: pool.string("Region", errors),
        endpoint: pool.string("Endpoint", errors),
        guests: Guests::Unsaid,
        pointer: pool.pointer,
    })
}
