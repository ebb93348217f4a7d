//! Rust's operators as tokens have them: a mark for each character.

use proc_macro2::{Punct, Spacing, TokenTree};

use super::tokens::Tokens;

/// An operator's characters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Operator {
    characters: [u8; 3],
    length: usize,
}

impl Operator {
    /// The longest operator that begins with this character. In generics, `>` closes them.
    pub(super) fn new(first: &Punct, rest: &mut Tokens, in_generics: bool) -> Self {
        let mut operator = Self { characters: [0; 3], length: 0 };
        operator.push(first.as_char());
        let mut is_joint = first.spacing() == Spacing::Joint;
        while is_joint
            && let Some(TokenTree::Punct(next)) = rest.peek()
            && operator.goes_on(next.as_char())
            && !(in_generics && operator.characters[0] == b'>')
        {
            operator.push(next.as_char());
            is_joint = next.spacing() == Spacing::Joint;
            rest.next();
        }
        operator
    }

    /// Its characters, in ASCII.
    pub(super) fn characters(&self) -> &[u8] {
        &self.characters[..self.length]
    }

    fn push(&mut self, character: char) {
        // All that tokens have as marks is ASCII.
        self.characters[self.length] = u8::try_from(character).unwrap_or(b' ');
        self.length += 1;
    }

    fn goes_on(&self, next: char) -> bool {
        match self.characters() {
            [only] => u8::try_from(next).is_ok_and(|next| joins(*only, next)),
            b".." => matches!(next, '.' | '='),
            b"<<" | b">>" => next == '=',
            _ => false,
        }
    }
}

/// Whether two characters are another token where they stand close, or the beginning of a comment.
pub(super) fn glues(last: u8, next: u8) -> bool {
    joins(last, next) || matches!((last, next), (b'/', b'/' | b'*') | (b'<', b'-'))
}

/// Whether two characters begin an operator.
fn joins(first: u8, second: u8) -> bool {
    match second {
        b'=' => b"=!<>+-*/%^&|".contains(&first),
        b'>' => b"-=>".contains(&first),
        b'&' | b'|' | b':' | b'.' | b'<' => first == second,
        _ => false,
    }
}
