//! Security schemes as API Gateway means them: the spelling is `apiKey` in a header for all, the meaning stands in
//! extensions. Nothing here knows how an endpoint is configured.

use std::collections::BTreeMap;

use super::model::{Authorizer, Security};
use super::node::Node;
use crate::errors::{Diagnostic, Errors, quote};
use crate::suggest;

/// The schemes of a document, and what holds where an operation says nothing.
pub(super) struct Schemes<'a> {
    by_name: BTreeMap<&'a str, Meaning>,
    default: Option<Node<'a>>,
    /// Whether the authorizer finds the API key, so that the client sends none.
    key_from_authorizer: bool,
    is_said: bool,
}

#[derive(Clone)]
enum Meaning {
    ApiKey,
    Authorizer(Authorizer),
}

impl<'a> Schemes<'a> {
    pub(super) fn read(root: &Node<'a>, errors: &mut Errors) -> Self {
        let components = root.member("components").and_then(|components| components.member("securitySchemes"));
        // SAM adds Swagger's member to documents of any version.
        let schemes: BTreeMap<_, _> = [root.member("securityDefinitions"), components]
            .iter()
            .flatten()
            .flat_map(Node::members)
            // One that cannot be followed has its mistake already, and is declared for all that.
            .map(|(name, node)| {
                let unknown = || Meaning::Authorizer(Authorizer::Custom(Vec::new()));
                (name, node.followed(errors).map_or_else(unknown, |node| meaning(&node)))
            })
            .collect();
        let source = root.note("x-amazon-apigateway-api-key-source");
        Self {
            is_said: !schemes.is_empty(),
            default: root.member("security"),
            key_from_authorizer: source.is_some_and(|source| source.eq_ignore_ascii_case("AUTHORIZER")),
            by_name: schemes,
        }
    }

    /// What an operation asks for: all schemes of all its requirements, as API Gateway reads them.
    pub(super) fn of(&self, operation: &Node<'a>, errors: &mut Errors) -> Security {
        let own = operation.member("security");
        let requirements = own.as_ref().or(self.default.as_ref());
        let mut security = Security { is_said: self.is_said, ..Security::default() };
        let Some(requirements) = requirements else {
            by_extension(operation, &mut security);
            return security;
        };
        security.pointer.clone_from(&requirements.pointer);
        if !requirements.value.is_array() {
            errors.push(requirements.wrong("an array"));
        }
        let mut requirements = requirements.elements();
        // One that is passed over would open the operation to anybody.
        requirements.retain(|requirement| requirement.must_be_object(errors));
        for (name, node) in requirements.iter().flat_map(Node::members) {
            match self.by_name.get(name) {
                Some(Meaning::ApiKey) => security.api_key |= !self.key_from_authorizer,
                Some(Meaning::Authorizer(authorizer)) => {
                    // The first that is not a mere scheme of the program's wins: a method has one authorizer.
                    let is_better = match &security.authorizer {
                        None => true,
                        Some(known) => authorizer < known,
                    };
                    if is_better {
                        security.authorizer = Some(authorizer.clone());
                        security.pointer.clone_from(&node.pointer);
                    }
                }
                // What SAM writes for methods that are open to anybody.
                None if name == "NONE" => {}
                None => {
                    let message = format!("the document has no security scheme {}", quote(name));
                    let hint = suggest::did_you_mean(name, self.by_name.keys().copied());
                    errors.push(Diagnostic::key(node.source, &node.pointer, message).maybe_hint(hint));
                }
            }
        }
        if security.authorizer.is_none() {
            by_extension(operation, &mut security);
        }
        security
    }
}

/// `x-amazon-apigateway-auth`, which stands at the method itself.
fn by_extension(operation: &Node<'_>, security: &mut Security) {
    let Some(auth) = operation.member("x-amazon-apigateway-auth") else { return };
    if auth.note("type").is_some_and(|kind| kind.eq_ignore_ascii_case("AWS_IAM")) {
        *security =
            Security { is_said: true, authorizer: Some(Authorizer::Iam), pointer: auth.pointer, ..security.clone() };
    }
}

fn meaning(scheme: &Node<'_>) -> Meaning {
    let lower = |node: &Node<'_>, name: &str| node.note(name).map(|text| text.to_ascii_lowercase());
    let authorizer = scheme.member("x-amazon-apigateway-authorizer");
    let kind = authorizer.as_ref().and_then(|authorizer| lower(authorizer, "type"));
    let said = lower(scheme, "x-amazon-apigateway-authtype");
    let found = match (kind.as_deref(), said.as_deref()) {
        (Some("cognito_user_pools"), _) | (None, Some("cognito_user_pools")) => Some(Authorizer::UserPool),
        (Some("jwt"), _) => Some(Authorizer::Jwt),
        (None, Some("awssigv4")) => Some(Authorizer::Iam),
        (Some(_), _) | (None, Some(_)) => Some(Authorizer::Custom(inputs(scheme, authorizer.as_ref()))),
        (None, None) => None,
    };
    if let Some(found) = found {
        return Meaning::Authorizer(found);
    }
    let name = scheme.note("name").unwrap_or_default();
    match lower(scheme, "type").as_deref() {
        Some("apikey") if name.eq_ignore_ascii_case("x-api-key") => Meaning::ApiKey,
        Some("oauth2" | "openidconnect") => Meaning::Authorizer(Authorizer::Jwt),
        Some("http") if lower(scheme, "scheme").as_deref() == Some("bearer") => Meaning::Authorizer(Authorizer::Jwt),
        _ => Meaning::Authorizer(Authorizer::Custom(inputs(scheme, None))),
    }
}

/// What a custom authorizer looks at: `method.request.header.Token` is the header `Token`.
fn inputs(scheme: &Node<'_>, authorizer: Option<&Node<'_>>) -> Vec<String> {
    let identity = authorizer.and_then(|authorizer| authorizer.note("identitySource"));
    let spelled = identity.iter().flat_map(|sources| sources.split(',')).filter_map(|source| {
        let source = source.trim();
        let (place, name) = source.rsplit_once('.')?;
        let place = match place.rsplit('.').next()? {
            "header" => "header",
            "querystring" => "query",
            _ => return None,
        };
        Some(format!("{place} {name}"))
    });
    let mut inputs: Vec<String> = spelled.collect();
    let name = scheme.note("name").filter(|name| name != "Unused");
    if inputs.is_empty()
        && let Some(name) = name
    {
        inputs.push(format!("{} {name}", scheme.note("in").unwrap_or_else(|| "header".to_owned())));
    }
    inputs
}
