//! A signed-in user's tokens.

use std::fmt;
use std::time::{Duration, SystemTime};

use super::Claims;
use super::answer::Answer;
use super::refreshing::Fetched;
use crate::{Error, Secret, TokenKind};

/// ID and access token of a signed-in user, issued together. `Debug` hides both.
#[derive(Clone, PartialEq, Eq)]
pub struct Tokens {
    access: Secret,
    id: Secret,
}

impl Tokens {
    /// The access token: scopes and groups.
    #[must_use]
    pub fn access_token(&self) -> &Secret {
        &self.access
    }

    /// The ID token: who the user is.
    #[must_use]
    pub fn id_token(&self) -> &Secret {
        &self.id
    }

    /// The one or the other.
    #[must_use]
    pub fn token(&self, kind: TokenKind) -> &Secret {
        match kind {
            TokenKind::Access => &self.access,
            TokenKind::Id => &self.id,
        }
    }

    /// What a token says.
    ///
    /// # Errors
    /// When the token is not a JSON web token.
    pub fn claims(&self, kind: TokenKind) -> Result<Claims, Error> {
        Claims::of(self.token(kind).expose())
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens([redacted])")
    }
}

/// Tokens just issued, with the refresh token where Cognito gave a new one.
pub(super) struct Issued {
    pub(super) tokens: Fetched<Tokens>,
    pub(super) refresh_token: Option<Secret>,
}

impl Issued {
    /// From Cognito's `AuthenticationResult`. Both tokens count as expired when the first of them is. Their own times go before `ExpiresIn`, which speaks of
    /// the access token alone.
    pub(super) fn of(mut result: Answer, now: SystemTime) -> Result<Self, Error> {
        let mut token = |name| result.required(Answer::secret, name);
        let tokens = Tokens { access: token("AccessToken")?, id: token("IdToken")? };
        let expiry = |kind| tokens.claims(kind).ok().and_then(|claims| lifetime(&claims));
        let lifetime = [expiry(TokenKind::Access), expiry(TokenKind::Id)]
            .into_iter()
            .flatten()
            .min()
            .or_else(|| Duration::try_from_secs_f64(result.number("ExpiresIn")?).ok())
            .unwrap_or_default();
        let expires = now.checked_add(lifetime).unwrap_or(now);
        Ok(Self { tokens: Fetched { value: tokens, expires }, refresh_token: result.secret("RefreshToken") })
    }
}

/// How long a token lasts by its own words. Added to our own clock it is right even where that clock is wrong.
fn lifetime(claims: &Claims) -> Option<Duration> {
    claims.expires_at()?.duration_since(claims.issued_at()?).ok()
}
