//! Names: one pass over all types, fields and variants; the same input gives the same names in any order of keys.
//!
//! What comes out is always a valid identifier in ASCII, in the case that Rust's lints ask for, and unique where it
//! stands.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::{self, Display};

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};

use super::types::{Definition, Rank};
use crate::taken::Taken;

/// Type names that the generated code itself uses without a path.
pub(super) const TAKEN: [&str; 7] = ["Box", "None", "Option", "Self", "Some", "String", "Vec"];

/// Keywords that cannot be raw identifiers: all but the first stand in paths.
pub(super) const NEVER_RAW: [&str; 5] = ["_", "crate", "self", "super", "Self"];

/// Whether a word is a keyword of any edition.
pub(crate) fn is_keyword(word: &str) -> bool {
    #[rustfmt::skip]
    let is_keyword = matches!(
        word,
        "abstract" | "as" | "async" | "await" | "become" | "box" | "break" | "const" | "continue" | "do" | "dyn" | "else" | "enum"
        | "extern" | "false" | "final" | "fn" | "for" | "gen" | "if" | "impl" | "in" | "let" | "loop" | "macro" | "match" | "mod"
        | "move" | "mut" | "override" | "priv" | "pub" | "ref" | "return" | "static" | "struct" | "trait" | "true" | "try" | "type"
        | "typeof" | "unsafe" | "unsized" | "use" | "virtual" | "where" | "while" | "yield"
    );
    is_keyword || NEVER_RAW.contains(&word)
}

/// The name of every type, by its number.
pub(super) fn types(definitions: &[Definition]) -> Vec<String> {
    let shorts: Vec<Cow<'_, str>> =
        definitions.iter().map(|definition| pascal(&definition.hint.name, "Type")).collect();
    let mut wanted: BTreeMap<&str, usize> = BTreeMap::new();
    for (definition, short) in definitions.iter().zip(&shorts) {
        if definition.hint.rank != Rank::Part {
            *wanted.entry(short).or_default() += 1;
        }
    }
    let mut names = vec![Cow::Borrowed(""); definitions.len()];
    let mut taken = Taken::new(TAKEN);
    for rank in [Rank::Chosen, Rank::Defined] {
        for (place, definition) in definitions.iter().enumerate() {
            if definition.hint.rank == rank {
                names[place] = taken.free(Cow::Borrowed(&*shorts[place]), "");
            }
        }
    }
    // Parents come before their children, so that a parent's name is there when it is needed.
    for (place, definition) in definitions.iter().enumerate() {
        if definition.hint.rank < Rank::Positioned {
            continue;
        }
        let short = &*shorts[place];
        let is_free = definition.hint.rank == Rank::Positioned && wanted[short] == 1 && !taken.contains(short);
        let parent = definition.hint.parent.map(|parent| &*names[parent.0]);
        let name = match parent {
            Some(parent) if !is_free => [parent, short].concat().into(),
            _ => Cow::Borrowed(short),
        };
        names[place] = taken.free(name, "");
    }
    names.into_iter().map(Cow::into_owned).collect()
}

/// Field names for these members, in their order, beside those that are given already.
pub(crate) fn fields<'n>(members: impl Iterator<Item = &'n str> + Clone, given: &[&str]) -> Vec<Cow<'n, str>> {
    let mut names: Vec<Cow<'_, str>> = members.clone().map(|member| snake(member, "field")).collect();
    if are_free(&names, given) {
        return names;
    }
    let mut taken = Taken::new(given.iter().copied());
    // A member that is a field name as it stands keeps it; others that would have the same get a number.
    let is_own: Vec<bool> = members.zip(&names).map(|(member, name)| member == name).collect();
    for pass in [true, false] {
        for (name, _) in names.iter_mut().zip(&is_own).filter(|(_, is_own)| **is_own == pass) {
            *name = taken.free(std::mem::take(name).into_owned(), "_").into();
        }
    }
    names
}

/// Variant names for these words, in their order, beside those that are given already.
pub(super) fn variants<'n>(words: impl Iterator<Item = &'n str>, given: &[&str]) -> Vec<Cow<'n, str>> {
    let names: Vec<Cow<'_, str>> = words.map(|word| pascal(word, "V")).collect();
    if are_free(&names, given) && !names.iter().any(|name| name == "Self") {
        return names;
    }
    let mut taken = Taken::new(given.iter().copied().chain(["Self"]));
    names.into_iter().map(|name| taken.free(name.into_owned(), "").into()).collect()
}

/// Whether no two of these are the same, and none is given already.
fn are_free(names: &[Cow<'_, str>], given: &[&str]) -> bool {
    let differ = names.is_sorted_by(|one, other| one < other) || {
        let mut sorted: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        sorted.sort_unstable();
        sorted.is_sorted_by(|one, other| one < other)
    };
    differ && !names.iter().any(|name| given.contains(&&**name))
}

/// The identifier for a name from [`fields`]: raw where it is a keyword.
pub(crate) fn identifier(name: &str) -> Identifier<'_> {
    Identifier(name)
}

/// An identifier that is made where it is interpolated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Identifier<'n>(&'n str);

impl Identifier<'_> {
    pub(crate) fn token(self) -> Ident {
        let (name, span) = (self.0, Span::call_site());
        if !is_keyword(name) {
            Ident::new(name, span)
        } else if NEVER_RAW.contains(&name) {
            Ident::new(&format!("{name}_"), span)
        } else {
            Ident::new_raw(name, span)
        }
    }

    /// Whether it reads as this.
    pub(super) fn reads(self, text: &str) -> bool {
        self.0 == text && !is_keyword(text)
    }
}

impl ToTokens for Identifier<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append(self.token());
    }
}

impl Display for Identifier<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.token().fmt(f)
    }
}

/// `UpperCamelCase`; `start` comes before a digit and stands for a name without any letter.
pub(crate) fn pascal<'n>(text: &'n str, start: &str) -> Cow<'n, str> {
    if is_pascal(text) {
        return text.into();
    }
    let mut name = String::with_capacity(start.len() + text.len());
    words(text).for_each(|word| {
        let is_digit = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_digit());
        if is_digit(name.bytes().last()) && is_digit(word.bytes().next()) {
            name.push('_');
        }
        let first = push_lower(&mut name, word);
        name[first..=first].make_ascii_uppercase();
    });
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name.insert_str(0, start);
    }
    name.into()
}

/// `snake_case`, likewise.
pub(crate) fn snake<'n>(text: &'n str, start: &str) -> Cow<'n, str> {
    if is_snake(text) {
        return text.into();
    }
    let mut name = String::with_capacity(start.len() + text.len());
    words(text).for_each(|word| {
        if !name.is_empty() {
            name.push('_');
        }
        push_lower(&mut name, word);
    });
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name.into()
    } else if name.is_empty() {
        start.to_owned().into()
    } else {
        format!("{start}_{name}").into()
    }
}

/// Whether a name is a type's as it stands; some that are may be found otherwise.
fn is_pascal(name: &str) -> bool {
    let goes_on = |pair: &[u8]| {
        pair[1].is_ascii_alphanumeric() && !(pair[0].is_ascii_uppercase() && pair[1].is_ascii_uppercase())
    };
    name.len() <= MAX_LENGTH
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.as_bytes().windows(2).all(goes_on)
}

/// Whether a name is a field's as it stands.
fn is_snake(name: &str) -> bool {
    let goes_on = |pair: &[u8]| matches!(pair, [b'a'..=b'z' | b'0'..=b'9', b'_'] | [_, b'a'..=b'z' | b'0'..=b'9']);
    let has_ends = name.starts_with(|c: char| c.is_ascii_lowercase()) && !name.ends_with('_');
    name.len() <= MAX_LENGTH && has_ends && name.as_bytes().windows(2).all(goes_on)
}

/// Adds a word in lower case; says where it begins.
fn push_lower(name: &mut String, word: &str) -> usize {
    let first = name.len();
    name.push_str(word);
    name[first..].make_ascii_lowercase();
    first
}

/// The words of a name, in ASCII, none of them empty: split at whatever is no letter or digit, and where upper case begins.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let end = if text.len() > MAX_LENGTH { text.char_indices().nth(MAX_LENGTH) } else { None };
    let text = end.map_or(text, |(end, _)| &text[..end]);
    let has_words = text.bytes().any(|byte| byte.is_ascii_alphanumeric());
    let symbols =
        text.chars().take(MOST_SYMBOLS).filter_map(move |letter| if has_words { None } else { symbol(letter) });
    Words(text).chain(symbols)
}

/// The letters and digits of a name that is not read yet.
struct Words<'t>(&'t str);

impl<'t> Iterator for Words<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let letters = self.0.as_bytes();
        let first = letters.iter().position(u8::is_ascii_alphanumeric)?;
        let goes_on = |place: &usize| letters[*place].is_ascii_alphanumeric() && !begins(&letters[place - 1..]);
        let end = first + 1 + (first + 1..letters.len()).take_while(goes_on).count();
        let word = &self.0[first..end];
        self.0 = &self.0[end..];
        Some(word)
    }
}

/// Whether a word begins with the second of these, which follows a letter or digit.
fn begins(letters: &[u8]) -> bool {
    match letters {
        [b'A'..=b'Z', b'A'..=b'Z', b'a'..=b'z', ..] => !is_plural(&letters[1..]),
        [before, b'A'..=b'Z', ..] => !before.is_ascii_uppercase(),
        _ => false,
    }
}

/// A longer name says nothing more to a reader, and numbers keep the rest apart.
const MAX_LENGTH: usize = 64;

/// The most symbols that a name is made of.
const MOST_SYMBOLS: usize = 8;

/// The end of `URIs`, `IDs`: an acronym's plural, not a new word.
fn is_plural(rest: &[u8]) -> bool {
    matches!(rest, [_, b's'] | [_, b's', b'A'..=b'Z' | b'_' | b'-' | b' ', ..])
}

/// What a symbol is called, for names that hold nothing else.
fn symbol(letter: char) -> Option<&'static str> {
    Some(match letter {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '=' => "equal",
        '<' => "less",
        '>' => "greater",
        '!' => "not",
        '~' => "tilde",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '?' => "question",
        '@' => "at",
        '^' => "caret",
        '_' => "underscore",
        '(' => "open",
        ')' => "close",
        '[' => "begin",
        ']' => "end",
        ' ' => "space",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{fields, pascal, snake, variants};

    #[test]
    fn words_are_found() {
        for (text, expected) in [
            ("awsAPIPlugin", "aws_api_plugin"),
            ("SignInRedirectURI", "sign_in_redirect_uri"),
            ("redirectURIs", "redirect_uris"),
            ("aws_region", "aws_region"),
            ("OAuth", "o_auth"),
            ("2fa", "field_2fa"),
            ("", "field"),
            ("é", "field"),
            ("$schema", "schema"),
            ("oauth2Token", "oauth2_token"),
            ("is_own_2", "is_own_2"),
            ("a__b_", "a_b"),
            ("_a", "a"),
        ] {
            assert_eq!(snake(text, "field"), expected, "{text}");
        }
        for (text, expected) in [
            ("1.5", "V1_5"),
            ("AMAZON_COGNITO_USER_POOLS", "AmazonCognitoUserPools"),
            ("UserPool2", "UserPool2"),
            ("AToB", "AToB"),
            ("HTTPServer", "HttpServer"),
            ("Pool-", "Pool"),
        ] {
            assert_eq!(pascal(text, "V"), expected, "{text}");
        }
    }

    #[test]
    fn names_are_unique() {
        assert_eq!(fields(["fooBar", "foo_bar", "foo-bar"].into_iter(), &[]), ["foo_bar_2", "foo_bar", "foo_bar_3"]);
        assert_eq!(fields(["b", "a"].into_iter(), &["a"]), ["b", "a_2"]);
        let symbols = variants(["~=", "=~", "~ =", ""].into_iter(), &[]);
        assert_eq!(symbols, ["TildeEqual", "EqualTilde", "TildeSpaceEqual", "V"]);
        assert_eq!(variants(["a1", "A1", "self"].into_iter(), &[]), ["A1", "A1_2", "Self2"]);
    }
}
