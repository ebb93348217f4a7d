//! Tokens that are made where they stand. `quote!` copies what a `TokenStream` holds into the code around it, a token at a
//! time and again at each level; what is made in place moves there.

use std::iter;

use proc_macro2::TokenStream;
use quote::ToTokens;

/// What these tokens are, made where they are interpolated, each time anew.
pub(crate) fn in_place<F: Fn() -> TokenStream>(tokens: F) -> impl ToTokens {
    InPlace(tokens)
}

struct InPlace<F>(F);

impl<F: Fn() -> TokenStream> ToTokens for InPlace<F> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let made = (self.0)();
        if tokens.is_empty() {
            *tokens = made;
        } else {
            // One stream makes room for all of its tokens, which an iterator of them does not.
            tokens.extend(iter::once(made));
        }
    }
}
