//! A provider of tokens, and the header made of its last one: most calls carry the same token as the call before.

use std::sync::Mutex;

use http::HeaderValue;

use super::TokenProvider;
use super::api_key::not_a_header;
use crate::sync::lock;
use crate::{Deadline, Error, Secret, TokenKind};

/// Where an endpoint's tokens come from.
pub(crate) struct TokenSource {
    provider: Box<dyn TokenProvider>,
    last: Mutex<Option<(Secret, HeaderValue)>>,
}

impl TokenSource {
    pub(crate) fn new(provider: impl TokenProvider) -> Self {
        Self { provider: Box::new(provider), last: Mutex::default() }
    }

    /// A token that is valid now, and the header's value that carries it.
    pub(super) fn token(&self, kind: TokenKind, deadline: Deadline) -> Result<(Secret, HeaderValue), Error> {
        let token = self.provider.token(kind, deadline)?;
        let mut last = lock(&self.last);
        if let Some((_, value)) = last.as_ref().filter(|(known, _)| known.is(&token)) {
            return Ok((token, value.clone()));
        }
        let value = token.header_value().ok_or_else(not_a_header)?;
        *last = Some((token.clone(), value.clone()));
        Ok((token, value))
    }

    /// The service has refused this token. Says whether there is another to try.
    pub(super) fn refused(&self, token: &Secret) -> bool {
        self.provider.refused(token)
    }
}
