//! What every type promises to threads: shared, sent and cloned where a program would want to.

use amplify_rest::{
    ApiKey, Auth, AuthConfig, Authorizer, Body, Claims, Client, ClientBuilder, Credentials, Deadline, Endpoint,
    EndpointBuilder, Error, ErrorResponse, IdentityPoolConfig, MemoryTransport, Multipart, NewPassword, PlainHttp,
    Proxy, Request, Response, Retries, Secret, Session, SignIn, SignedIn, Timeouts, TokenKind, Tokens, TransportError,
    UserPoolConfig, kind,
};

fn is_shared<T: Send + Sync>() {}
fn is_cloned<T: Send + Sync + Clone + std::fmt::Debug + 'static>() {}

#[test]
fn types_are_send_sync_and_clone() {
    is_cloned::<Client>();
    is_cloned::<Endpoint<kind::Iam>>();
    is_cloned::<Endpoint>();
    is_cloned::<Request<kind::UserPool>>();
    is_cloned::<Authorizer<kind::Custom>>();
    is_cloned::<Auth>();
    is_cloned::<AuthConfig>();
    is_cloned::<UserPoolConfig>();
    is_cloned::<IdentityPoolConfig>();
    is_cloned::<Session>();
    is_cloned::<SignedIn>();
    is_cloned::<Tokens>();
    is_cloned::<Claims>();
    is_cloned::<Credentials>();
    is_cloned::<Secret>();
    is_cloned::<ApiKey>();
    is_cloned::<Body>();
    is_cloned::<Multipart>();
    is_cloned::<Error>();
    is_cloned::<ErrorResponse>();
    is_cloned::<Timeouts>();
    is_cloned::<Retries>();
    is_cloned::<PlainHttp>();
    is_cloned::<Proxy>();
    is_cloned::<TokenKind>();
    is_cloned::<Deadline>();
    is_cloned::<MemoryTransport>();
    is_shared::<Response>();
    is_shared::<SignIn>();
    is_shared::<NewPassword>();
    is_shared::<EndpointBuilder>();
    is_shared::<ClientBuilder>();
    is_shared::<TransportError>();
}

#[test]
fn generated_backends_are_too() {
    is_cloned::<amplify_rest_tests::backends::five_endpoints::Backend>();
}
