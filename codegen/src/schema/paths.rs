//! The paths that build scripts write: of types of their own, and of derive macros. Says whether a text is one; what it
//! leads to is the compiler's to say.

use proc_macro2::{Delimiter, Ident, Spacing, TokenStream, TokenTree};

use super::names::{NEVER_RAW, is_keyword};

/// The path of a macro.
pub(super) struct Path {
    pub(super) tokens: TokenStream,
    /// What stands before the last name, where that is more than `::`.
    pub(super) before: Option<TokenStream>,
    /// The last name.
    pub(super) last: String,
}

/// The tokens of a type's path, with arguments where it has some: `::std::vec::Vec<u8>`.
pub(super) fn of_type(text: &str) -> Option<TokenStream> {
    let tokens: TokenStream = text.parse().ok()?;
    let all: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut rest = Rest(&all);
    (rest.path(Arguments::Allowed) && rest.0.is_empty()).then_some(tokens)
}

/// The path of a derive macro: `::std::hash::Hash`.
pub(super) fn of_macro(text: &str) -> Option<Path> {
    let tokens: TokenStream = text.parse().ok()?;
    let all: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut rest = Rest(&all);
    if !rest.path(Arguments::None) || !rest.0.is_empty() {
        return None;
    }
    let (last, before) = all.split_last()?;
    let before = before.get(..before.len().saturating_sub(2)).filter(|before| !before.is_empty());
    Some(Path { tokens, before: before.map(|before| before.iter().cloned().collect()), last: last.to_string() })
}

/// Whether a path's names may have arguments.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Arguments {
    None,
    Allowed,
}

/// The tokens that are not read yet. What reads some says whether they are what it looks for.
struct Rest<'t>(&'t [TokenTree]);

impl Rest<'_> {
    fn path(&mut self, arguments: Arguments) -> bool {
        if arguments == Arguments::Allowed && self.punctuation("<") {
            let is_type = self.of() && (!self.word("as") || self.path(arguments)) && self.punctuation(">");
            return is_type && self.punctuation("::") && self.names(arguments);
        }
        self.punctuation("::");
        self.names(arguments)
    }

    /// Names, parted by `::`.
    fn names(&mut self, arguments: Arguments) -> bool {
        loop {
            if !self.name() {
                return false;
            }
            if arguments == Arguments::None {
                if !self.punctuation("::") {
                    return true;
                }
                continue;
            }
            let is_parted = self.punctuation("::");
            if self.punctuation("<") {
                if !self.arguments() {
                    return false;
                }
            } else if is_parted {
                continue;
            }
            if !self.punctuation("::") {
                return true;
            }
        }
    }

    /// What stands between `<`, which is read already, and `>`.
    fn arguments(&mut self) -> bool {
        while !self.punctuation(">") {
            let is_argument = self.lifetime() || self.constant() || self.of();
            if !is_argument
                || !self.punctuation(",") && !matches!(self.0, [TokenTree::Punct(mark), ..] if mark.as_char() == '>')
            {
                return false;
            }
        }
        true
    }

    /// A type.
    fn of(&mut self) -> bool {
        if self.punctuation("&") {
            self.lifetime();
            self.word("mut");
            return self.of();
        }
        if let [TokenTree::Group(group), rest @ ..] = self.0 {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            self.0 = rest;
            let mut inner = Rest(&inner);
            return match group.delimiter() {
                Delimiter::Bracket => {
                    inner.of()
                        && (inner.0.is_empty()
                            || inner.punctuation(";")
                                && (inner.constant() || inner.path(Arguments::None))
                                && inner.0.is_empty())
                }
                Delimiter::Parenthesis => {
                    while !inner.0.is_empty() {
                        if !inner.of() || !inner.punctuation(",") && !inner.0.is_empty() {
                            return false;
                        }
                    }
                    true
                }
                Delimiter::Brace | Delimiter::None => false,
            };
        }
        self.path(Arguments::Allowed)
    }

    fn lifetime(&mut self) -> bool {
        let [TokenTree::Punct(mark), TokenTree::Ident(_), rest @ ..] = self.0 else { return false };
        let is_lifetime = mark.as_char() == '\'';
        if is_lifetime {
            self.0 = rest;
        }
        is_lifetime
    }

    /// A literal, a truth value, or an expression in braces.
    fn constant(&mut self) -> bool {
        let rest = match self.0 {
            [TokenTree::Punct(minus), TokenTree::Literal(_), rest @ ..] if minus.as_char() == '-' => rest,
            [TokenTree::Literal(_), rest @ ..] => rest,
            [TokenTree::Ident(word), rest @ ..] if word == "true" || word == "false" => rest,
            [TokenTree::Group(group), rest @ ..] if group.delimiter() == Delimiter::Brace => rest,
            _ => return false,
        };
        self.0 = rest;
        true
    }

    fn name(&mut self) -> bool {
        let [TokenTree::Ident(name), rest @ ..] = self.0 else { return false };
        let is_name = is_name(name);
        if is_name {
            self.0 = rest;
        }
        is_name
    }

    fn word(&mut self, word: &str) -> bool {
        let [TokenTree::Ident(found), rest @ ..] = self.0 else { return false };
        let is_found = found == word;
        if is_found {
            self.0 = rest;
        }
        is_found
    }

    fn punctuation(&mut self, marks: &str) -> bool {
        let mut rest = self.0;
        for (place, mark) in marks.char_indices() {
            let [TokenTree::Punct(found), behind @ ..] = rest else { return false };
            let is_whole = place + 1 == marks.len() || found.spacing() == Spacing::Joint;
            if found.as_char() != mark || !is_whole {
                return false;
            }
            rest = behind;
        }
        self.0 = rest;
        true
    }
}

/// Whether a word can be a name in a path.
fn is_name(word: &Ident) -> bool {
    let word = word.to_string();
    word != "_" && (NEVER_RAW.contains(&word.as_str()) || !is_keyword(&word))
}

#[cfg(test)]
mod tests {
    use super::{of_macro, of_type};

    #[test]
    fn what_is_the_path_of_a_type() {
        for text in [
            "A",
            "::a::B",
            "crate::a::B",
            "r#type::r#fn",
            "Vec<u8>",
            "Vec::<u8>",
            "Vec<Vec<a::B<'a, 3, -1, { 4 }>>>",
            "a::B<(A, B), [u8; 4], &'static str, [u8], &mut A, (), (A,)>::C",
            "<A as ::b::B<C>>::D",
            "crate::Flags<true, false>",
            "A<[u8; crate::LENGTH]>",
        ] {
            assert!(of_type(text).is_some(), "{text}");
        }
        for text in [
            "",
            "a::",
            "::",
            "a b",
            "a: :b",
            "fn",
            "a::fn",
            "_",
            "3",
            "A<",
            "A<B",
            "A>",
            "A<B C>",
            "A<>>",
            "(A, B)",
            "[A; 3]",
            "&A",
            "A<[B; ]>",
            "A<fn>",
            "A { }",
            "a.b",
            "A<B;>",
            "\"A\"",
            "A<(B C)>",
            "<A>",
            "a::<",
            "A; fn b() {}",
        ] {
            assert!(of_type(text).is_none(), "{text}");
        }
    }

    #[test]
    fn what_is_the_path_of_a_macro() {
        let parts = |text: &str| {
            of_macro(text).map(|path| (path.before.map(|before| before.to_string().replace(' ', "")), path.last))
        };
        let found = |before: &str, last: &str| Some((Some(before.to_owned()), last.to_owned()));
        assert_eq!(parts("Hash"), Some((None, "Hash".to_owned())));
        assert_eq!(parts("::Hash"), Some((None, "Hash".to_owned())));
        assert_eq!(parts("::std::hash::Hash"), found("::std::hash", "Hash"));
        assert_eq!(parts("a :: r#B"), found("a", "r#B"));
        for text in ["", "A<B>", "a::", "::", "a b", "fn", "1", "A!", "(A)", "A, B"] {
            assert_eq!(parts(text), None, "{text}");
        }
    }
}
