//! One call for each authorizer that a REST endpoint of Amplify can have, as a guest and as a user, against a cloud that
//! runs inside this program.

use amplify_rest::{Error, OutgoingRequest, Response, TokenKind};
use amplify_rest_local::{Cloud, User};
use serde::Deserialize;

amplify_rest::include_backend!(); // mod backend, made by build.rs from amplifyconfiguration.json

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Stands in for AWS. A program of yours has none of these lines.
    let configuration = include_str!("../amplifyconfiguration.json");
    let cloud = Cloud::builder(configuration).user(User::new("ada", "correct horse battery")).start()?;
    let (api_key, partner_token) = (cloud.api_key("statistics")?, cloud.custom_token("partner")?.to_owned());
    println!("amplifyconfiguration.json: 5 endpoints. Local cloud: {}, nothing leaves this machine.\n", cloud.url());

    // What the endpoints need from the program are arguments here: leave one out and it does not compile.
    // With AWS this is `backend::Backend::new(…)`; `from_config` reads another environment's file, here the local cloud's.
    let add_partner_token = move |request: &mut OutgoingRequest<'_>| {
        request.set_header("authorization", &partner_token)?;
        Ok(())
    };
    let backend = backend::Backend::from_config(cloud.configuration(), add_partner_token, api_key)?;

    println!("nobody is signed in");
    show("health      no authorizer", "GET /", backend.health().get("/").send());
    show("todos       IAM", "GET /items", backend.todos().get("/items").query("limit", 10).send());
    show("todos       IAM", "GET /private/notes", backend.todos().get("/private/notes").send());
    show(
        "statistics  API key",
        "GET /visits/{day}",
        backend.statistics().get("/visits/{day}").path_param("day", "2026-11-22").send(),
    );
    show("partner     interceptor", "GET /orders", backend.partner().get("/orders").send());
    show("profile     user pool", "GET /me", backend.profile().get("/me").send());

    println!("\nsign in, by SRP: the password is not sent");
    show_sign_in(backend.auth().sign_in("ada", "wrong horse"));
    show_sign_in(backend.auth().sign_in("ada", "correct horse battery"));
    show("profile     access token", "GET /me", backend.profile().get("/me").send());
    show("profile     ID token", "GET /me", backend.profile().get("/me").token(TokenKind::Id).send());
    show("todos       IAM", "GET /private/notes", backend.todos().get("/private/notes").send());
    let note = serde_json::json!({ "text": "buy milk" });
    show(
        "todos       IAM, JSON body",
        "POST /private/notes",
        backend.todos().post("/private/notes").json(&note)?.send(),
    );

    println!("\nsign out: the refresh token is revoked");
    backend.auth().sign_out()?;
    show("todos       IAM", "GET /private/notes", backend.todos().get("/private/notes").send());
    show("todos       IAM", "GET /items", backend.todos().get("/items").send());
    Ok(())
}

/// What the local cloud's gateway says of a call that it let through.
#[derive(Deserialize)]
struct Echo {
    who: Who,
}

#[derive(Deserialize)]
struct Who {
    kind: String,
    token_use: Option<String>,
}

fn show(what: &str, call: &str, answer: Result<Response, Error>) {
    let outcome = match answer.and_then(Response::json::<Echo>) {
        Ok(Echo { who }) => match (who.kind.as_str(), who.token_use) {
            (_, Some(token)) => format!("200  as the user, by {token} token"),
            ("guest", _) => "200  as the guest role".to_owned(),
            ("authenticated", _) => "200  as the authenticated role".to_owned(),
            ("api_key", _) => "200  as whoever has the key".to_owned(),
            ("custom", _) => "200  by the partner's token".to_owned(),
            _ => "200  as anybody".to_owned(),
        },
        Err(error) if error.is_signed_out() => "     not sent: nobody is signed in".to_owned(),
        Err(error) => match error.response() {
            Some(answer) => format!("{}  {}", answer.status().as_u16(), answer.error_type().unwrap_or_default()),
            None => error.to_string(),
        },
    };
    println!("  {what:27} {call:20} {outcome}");
}

fn show_sign_in(attempt: Result<amplify_rest::SignIn, Error>) {
    match attempt.and_then(amplify_rest::SignIn::done) {
        Ok(signed_in) => println!("  right password: welcome, {}", signed_in.username()),
        Err(error) => println!("  wrong password: {}", error.cognito_code().unwrap_or("no answer")),
    }
}
