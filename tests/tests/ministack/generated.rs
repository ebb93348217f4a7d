//! A generated backend, pointed at ministack by a configuration that it reads at run time.

use amplify_rest::{OutgoingRequest, Session, TokenKind};
use amplify_rest_tests::backends::five_endpoints::Backend;
use amplify_rest_tests::facts::BackendFacts;
use amplify_rest_tests::ministack::Ministack;

use super::{client_secret, echo, refused};

#[test]
fn each_endpoint_is_called_with_its_authorizer() {
    let Some(ministack) = Ministack::shared() else { return };
    let facts = ministack.facts();
    let backend = backend(facts);
    echo(backend.health().get("/notes").send());
    echo(backend.stats().get("/notes").send());
    echo(backend.partner().get("/notes").send());
    let guest = echo(backend.todos().get("/public/notes").send());
    assert!(guest.caller.unwrap().contains("assumed-role/guest/"));
    refused(backend.todos().get("/private/notes").send(), 403, Some("AccessDeniedException"));
    assert!(backend.profile().get("/me").send().unwrap_err().is_signed_out());

    backend.auth().sign_in("ada", &*facts.users["ada"]).unwrap().done().unwrap();
    let user = echo(backend.todos().get("/private/notes").send());
    assert!(user.caller.unwrap().contains("assumed-role/user/"));
    for (kind, token_use) in [(TokenKind::Access, "access"), (TokenKind::Id, "id")] {
        let seen = echo(backend.profile().get("/me").token(kind).send());
        assert_eq!(seen.authorizer.unwrap()["claims"]["token_use"], token_use);
    }

    let other = backend.with_session(&Session::new());
    refused(other.todos().get("/private/notes").send(), 403, Some("AccessDeniedException"));
    backend.auth().sign_out().unwrap();
    refused(backend.todos().get("/private/notes").send(), 403, Some("AccessDeniedException"));
}

#[test]
fn wrong_secrets_of_the_program_are_refused() {
    let Some(ministack) = Ministack::shared() else { return };
    let facts = ministack.facts();
    let unknown = |request: &mut OutgoingRequest<'_>| Ok(request.set_header("authorization", "who-is-this")?);
    let backend = Backend::from_config(&facts.configuration.to_string(), unknown, "wrong", "wrong").unwrap();
    refused(backend.stats().get("/notes").send(), 403, None);
    refused(backend.partner().get("/notes").send(), 401, Some("UnauthorizedException"));
    let error = backend.auth().sign_in("ada", &*facts.users["ada"]).unwrap_err();
    assert_eq!(error.cognito_code(), Some("NotAuthorizedException"), "{error}");
}

fn backend(facts: &'static BackendFacts) -> Backend {
    let partner = |request: &mut OutgoingRequest<'_>| Ok(request.set_header("authorization", &facts.partner_token)?);
    let text = facts.configuration.to_string();
    Backend::from_config(&text, partner, &*facts.api_key, client_secret(facts)).unwrap()
}
