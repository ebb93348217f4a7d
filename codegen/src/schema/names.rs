//! Names: one pass over all types, fields and variants; the same input gives the same names in any order of keys.
//!
//! What comes out is always a valid identifier in ASCII, in the case that Rust's lints ask for, and unique where it
//! stands.

use std::collections::BTreeMap;

use super::types::{Definition, Rank};
use crate::taken::Taken;

/// Type names that the generated code itself uses without a path.
const TAKEN: [&str; 7] = ["Box", "None", "Option", "Self", "Some", "String", "Vec"];

/// Keywords of all editions.
pub(super) const KEYWORDS: [&str; 53] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield", "_", "crate", "self", "super", "Self",
];
/// Keywords that cannot be raw identifiers: all but the first stand in paths.
pub(super) const NEVER_RAW: [&str; 5] = ["_", "crate", "self", "super", "Self"];

/// The name of every type, by its number.
pub(super) fn types(definitions: &[Definition]) -> Vec<String> {
    let shorts: Vec<String> = definitions.iter().map(|definition| pascal(&definition.hint.name, "Type")).collect();
    let mut wanted: BTreeMap<&str, usize> = BTreeMap::new();
    for (definition, short) in definitions.iter().zip(&shorts) {
        if definition.hint.rank != Rank::Part {
            *wanted.entry(short).or_default() += 1;
        }
    }
    let mut names = vec![String::new(); definitions.len()];
    let mut taken = Taken::new(TAKEN);
    for rank in [Rank::Chosen, Rank::Defined] {
        for (place, definition) in definitions.iter().enumerate() {
            if definition.hint.rank == rank {
                names[place] = taken.free(&shorts[place], "");
            }
        }
    }
    // Parents come before their children, so that a parent's name is there when it is needed.
    for (place, definition) in definitions.iter().enumerate() {
        if definition.hint.rank < Rank::Positioned {
            continue;
        }
        let short = &shorts[place];
        let is_free = definition.hint.rank == Rank::Positioned && wanted[short.as_str()] == 1 && !taken.contains(short);
        let parent = definition.hint.parent.map(|parent| names[parent.0].as_str());
        let name = match parent {
            Some(parent) if !is_free => format!("{parent}{short}"),
            _ => short.clone(),
        };
        names[place] = taken.free(&name, "");
    }
    names
}

/// Field names for these members, in their order, beside those that are taken.
pub(crate) fn fields<'a>(members: impl Iterator<Item = &'a str>, mut taken: Taken) -> Vec<String> {
    let members: Vec<(&str, String)> = members.map(|member| (member, snake(member, "field"))).collect();
    let mut names = vec![String::new(); members.len()];
    // A member that is a field name as it stands keeps it; others that would have the same get a number.
    for pass in [true, false] {
        for (place, (member, name)) in members.iter().enumerate() {
            if (name == member) == pass {
                names[place] = taken.free(name, "_");
            }
        }
    }
    names
}

/// Variant names for these words, in their order, beside those that are taken.
pub(super) fn variants<'a>(words: impl Iterator<Item = &'a str>, mut taken: Taken) -> Vec<String> {
    words.map(|word| taken.free(&pascal(word, "V"), "")).collect()
}

/// The identifier for a name from [`fields`]: raw where it is a keyword.
pub(crate) fn identifier(name: &str) -> proc_macro2::Ident {
    let span = proc_macro2::Span::call_site();
    if NEVER_RAW.contains(&name) {
        proc_macro2::Ident::new(&format!("{name}_"), span)
    } else if KEYWORDS.contains(&name) {
        proc_macro2::Ident::new_raw(name, span)
    } else {
        proc_macro2::Ident::new(name, span)
    }
}

/// `UpperCamelCase`; `start` comes before a digit and stands for a name without any letter.
pub(crate) fn pascal(text: &str, start: &str) -> String {
    let mut name = String::new();
    for word in words(text) {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        if digit(name.chars().last()) && digit(word.chars().next()) {
            name.push('_');
        }
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.extend(letters);
    }
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name.insert_str(0, start);
    }
    name
}

/// `snake_case`, likewise.
pub(crate) fn snake(text: &str, start: &str) -> String {
    let name = words(text).join("_");
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name
    } else if name.is_empty() {
        start.to_owned()
    } else {
        format!("{start}_{name}")
    }
}

/// The words of a name, in lower case: split at whatever is no letter or digit, and where upper case begins.
fn words(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().take(MAX_LENGTH).collect();
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for (place, letter) in letters.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| letters.get(before));
        let after = letters.get(place + 1);
        let starts = letter.is_ascii_uppercase()
            && (before.is_some_and(|before| before.is_ascii_lowercase() || before.is_ascii_digit())
                || after.is_some_and(char::is_ascii_lowercase)
                    && before.is_some_and(char::is_ascii_uppercase)
                    && !is_plural(&letters[place..]));
        if !letter.is_ascii_alphanumeric() || starts {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
        }
        if letter.is_ascii_alphanumeric() {
            word.push(letter.to_ascii_lowercase());
        }
    }
    words.extend((!word.is_empty()).then_some(word));
    if words.is_empty() {
        words.extend(letters.iter().take(8).filter_map(|letter| symbol(*letter)).map(str::to_owned));
    }
    words
}

/// A longer name says nothing more to a reader, and numbers keep the rest apart.
const MAX_LENGTH: usize = 64;

/// The end of `URIs`, `IDs`: an acronym's plural, not a new word.
fn is_plural(rest: &[char]) -> bool {
    matches!(rest, [_, 's'] | [_, 's', 'A'..='Z' | '_' | '-' | ' ', ..])
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
    use super::{Taken, fields, pascal, snake, variants};

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
        ] {
            assert_eq!(snake(text, "field"), expected, "{text}");
        }
        assert_eq!(pascal("1.5", "V"), "V1_5");
        assert_eq!(pascal("AMAZON_COGNITO_USER_POOLS", "V"), "AmazonCognitoUserPools");
    }

    #[test]
    fn names_are_unique() {
        let none = || Taken::new(["Self"]);
        assert_eq!(fields(["fooBar", "foo_bar", "foo-bar"].into_iter(), none()), ["foo_bar_2", "foo_bar", "foo_bar_3"]);
        let symbols = variants(["~=", "=~", "~ =", ""].into_iter(), none());
        assert_eq!(symbols, ["TildeEqual", "EqualTilde", "TildeSpaceEqual", "V"]);
        assert_eq!(variants(["a1", "A1", "self"].into_iter(), none()), ["A1", "A1_2", "Self2"]);
    }
}
