//! The tokens of a user pool: issued, refreshed, rotated, revoked, and judged.
//!
//! As in Cognito, an ID or access token stays valid for anybody who only looks at the token until it expires; that it was
//! revoked only the user pool itself knows.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value, json};

use super::user::Record;
use super::{AppClient, Rotation, Settings};
use crate::jwt::{self, Claims};
use crate::random;

/// Which of the two tokens a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenUse {
    /// Says who the user is.
    Id,
    /// Says what its holder may do.
    Access,
}

/// Why a token of the pool is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenFlaw {
    NotAToken,
    Signature,
    /// Signed rightly, but not by this cloud's pool for its client.
    Foreign,
    Expired,
    Revoked,
}

/// Why a refresh token gives nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RefreshFlaw {
    Unknown,
    Expired,
    Revoked,
    Reused,
}

/// A fresh set of tokens.
pub(super) struct TokenSet {
    pub(super) id: String,
    pub(super) access: String,
    pub(super) refresh: Option<String>,
}

/// Every token that was issued.
#[derive(Default)]
pub(super) struct TokenStore {
    issued: HashMap<String, Issued>,
    grants: BTreeMap<String, Grant>,
}

/// An ID or access token.
struct Issued {
    origin: String,
    expired: bool,
}

/// A refresh token.
#[derive(Clone)]
struct Grant {
    client: String,
    user: String,
    origin: String,
    signed_in_at: i64,
    expires_at: i64,
    revoked: bool,
    rotated_at: Option<i64>,
}

impl TokenStore {
    /// Tokens for a user who has just signed in.
    pub(super) fn sign_in(&mut self, user: &Record, client: &AppClient, issuer: &str, now: i64) -> TokenSet {
        let grant = Grant {
            client: client.id.clone(),
            user: user.name.clone(),
            origin: random::uuid(),
            signed_in_at: now,
            expires_at: now.saturating_add(client.refresh_token_seconds),
            revoked: false,
            rotated_at: None,
        };
        let tokens = self.issue(user, &grant, client, issuer, now);
        TokenSet { refresh: Some(self.remember(grant)), ..tokens }
    }

    /// The user whom a refresh token speaks for.
    pub(super) fn user_of(&self, refresh_token: &str, client: &AppClient, now: i64) -> Result<String, RefreshFlaw> {
        let grant =
            self.grants.get(refresh_token).filter(|grant| grant.client == client.id).ok_or(RefreshFlaw::Unknown)?;
        match (grant.rotated_at, client.rotation) {
            _ if grant.revoked => Err(RefreshFlaw::Revoked),
            _ if grant.expires_at <= now => Err(RefreshFlaw::Expired),
            (Some(at), Rotation::After { grace_seconds }) if now >= at.saturating_add(i64::from(grace_seconds)) => {
                Err(RefreshFlaw::Reused)
            }
            _ => Ok(grant.user.clone()),
        }
    }

    /// New tokens for a refresh token that [`user_of`](Self::user_of) found good; with a new refresh token where the client
    /// rotates them, valid as long as the old one was.
    pub(super) fn refresh(
        &mut self,
        refresh_token: &str,
        user: &Record,
        client: &AppClient,
        issuer: &str,
        now: i64,
    ) -> Option<TokenSet> {
        let grant = self.grants.get(refresh_token)?.clone();
        let tokens = self.issue(user, &grant, client, issuer, now);
        if client.rotation == Rotation::Off {
            return Some(tokens);
        }
        if let Some(old) = self.grants.get_mut(refresh_token) {
            old.rotated_at.get_or_insert(now);
        }
        Some(TokenSet { refresh: Some(self.remember(Grant { rotated_at: None, ..grant })), ..tokens })
    }

    /// Revokes a client's refresh token and what was issued with it. One that nobody knows, or another client has, is as
    /// good as revoked (RFC 7009, section 2.2).
    pub(super) fn revoke(&mut self, refresh_token: &str, client: &AppClient) {
        let grant = self.grants.get(refresh_token).filter(|grant| grant.client == client.id);
        let Some(origin) = grant.map(|grant| grant.origin.clone()) else { return };
        self.grants.values_mut().filter(|grant| grant.origin == origin).for_each(|grant| grant.revoked = true);
    }

    /// Revokes everything that one user has.
    pub(super) fn revoke_all_of(&mut self, user: &str) {
        self.grants.values_mut().filter(|grant| grant.user == user).for_each(|grant| grant.revoked = true);
    }

    /// Makes every ID and access token count as expired.
    pub(super) fn expire_issued(&mut self) {
        self.issued.values_mut().for_each(|issued| issued.expired = true);
    }

    /// Makes every refresh token count as expired.
    pub(super) fn expire_refresh_tokens(&mut self) {
        self.grants.values_mut().for_each(|grant| grant.expires_at = 0);
    }

    /// Reads an ID or access token: signature, issuer, client and expiry.
    pub(super) fn read(&self, token: &str, settings: &Settings, now: i64) -> Result<Claims, TokenFlaw> {
        let claims = jwt::read(token).map_err(|flaw| match flaw {
            jwt::Flaw::NotAToken => TokenFlaw::NotAToken,
            jwt::Flaw::Signature => TokenFlaw::Signature,
        })?;
        let client_claim = if claims.text("token_use") == "id" { "aud" } else { "client_id" };
        let issued = self.issued.get(claims.text("jti")).ok_or(TokenFlaw::Foreign)?;
        if claims.text("iss") != settings.issuer || settings.client(claims.text(client_claim)).is_none() {
            return Err(TokenFlaw::Foreign);
        }
        if issued.expired || claims.number("exp") <= now { Err(TokenFlaw::Expired) } else { Ok(claims) }
    }

    /// Whether the sign-in that a token comes from was revoked.
    pub(super) fn is_revoked(&self, claims: &Claims) -> bool {
        let origin = self.issued.get(claims.text("jti")).map(|issued| issued.origin.as_str());
        self.grants.values().any(|grant| grant.revoked && Some(grant.origin.as_str()) == origin)
    }

    fn remember(&mut self, grant: Grant) -> String {
        let token = random::token::<192>();
        self.grants.insert(token.clone(), grant);
        token
    }

    fn issue(&mut self, user: &Record, grant: &Grant, client: &AppClient, issuer: &str, now: i64) -> TokenSet {
        let event = random::uuid();
        let mut issue = |token_use: &str, lifetime: i64, own: Map<String, Value>| {
            let jti = random::uuid();
            let mut claims = own;
            let common = json!({
                "sub": user.sub(),
                "iss": issuer,
                "origin_jti": grant.origin,
                "event_id": event,
                "token_use": token_use,
                "auth_time": grant.signed_in_at,
                "iat": now,
                "exp": now.saturating_add(lifetime),
                "jti": jti,
            });
            claims.extend(common.as_object().cloned().unwrap_or_default());
            if !user.groups.is_empty() {
                claims.insert("cognito:groups".to_owned(), json!(user.groups));
            }
            self.issued.insert(jti, Issued { origin: grant.origin.clone(), expired: false });
            jwt::write(&Value::Object(claims))
        };
        let id = issue("id", client.id_token_seconds, id_claims(user, client));
        let access = issue("access", client.access_token_seconds, access_claims(user, client));
        TokenSet { id, access, refresh: None }
    }
}

fn id_claims(user: &Record, client: &AppClient) -> Map<String, Value> {
    let attributes = user.attributes.iter().map(|(name, value)| {
        let verified = name.ends_with("_verified");
        (name.clone(), if verified { json!(value == "true") } else { json!(value) })
    });
    let mut claims: Map<String, Value> = attributes.collect();
    claims.insert("cognito:username".to_owned(), json!(user.name));
    claims.insert("aud".to_owned(), json!(client.id));
    claims
}

fn access_claims(user: &Record, client: &AppClient) -> Map<String, Value> {
    let claims = json!({
        "username": user.name,
        "client_id": client.id,
        "scope": "aws.cognito.signin.user.admin",
    });
    claims.as_object().cloned().unwrap_or_default()
}
