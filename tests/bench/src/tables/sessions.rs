//! A server with many users: what a session takes.

use std::{fs, io};

use amplify_rest::{Auth, AuthConfig, Client, Error, IdentityPoolConfig, Session, SignInFlow, UserPoolConfig};

use crate::load;
use crate::measure::Server;
use crate::report::Table;

const USERS: usize = 10_000;

pub(super) fn table() -> io::Result<Table> {
    let server = Server::start()?;
    let before = resident()?;
    let sessions = signed_in(&server.url).map_err(io::Error::other)?;
    let kilobytes = resident()?.saturating_sub(before);
    let row = |what: &str, result: String| vec![what.to_owned(), result];
    let rows = vec![
        row("sessions", sessions.len().to_string()),
        row("memory, MB", (kilobytes / 1000).to_string()),
        row("memory of each, bytes", (kilobytes * 1024 / USERS).to_string()),
    ];
    Ok(Table {
        name: "sessions",
        about: format!(
            "{USERS} users' sessions, each signed in, with tokens of about 500 bytes, a session token of 1,000 and an \
             identity, all over one client. Growth of the resident memory."
        ),
        columns: vec!["what", "result"],
        drawn: None,
        rows,
    })
}

fn signed_in(url: &str) -> Result<Vec<Auth>, Error> {
    let user_pool = UserPoolConfig::new("eu-west-1_Example", "client", load::REGION).endpoint(url);
    let identity_pool = IdentityPoolConfig::new("eu-west-1:11111111-1111-4111-8111-111111111111", load::REGION);
    let config =
        AuthConfig::new().user_pool(user_pool.flow(SignInFlow::Password)).identity_pool(identity_pool.endpoint(url));
    let shared = Auth::new(&Client::new()?, config)?;
    (0..USERS)
        .map(|number| {
            let auth = shared.with_session(&Session::new());
            auth.sign_in(&format!("user-{number}"), "correct horse")?.done()?;
            auth.credentials()?;
            Ok(auth)
        })
        .collect()
}

/// In kilobytes.
fn resident() -> io::Result<usize> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().map_err(io::Error::other)
}
