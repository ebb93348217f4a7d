//! Enums of strings: a table of words, and reading and writing by it.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::{Error, Visitor};

use super::Refused;

/// An enum whose variants are words.
pub trait Words: Copy + PartialEq + 'static {
    /// Each word and its variant.
    const WORDS: &'static [(&'static str, Self)];
}

/// The word of a variant.
pub fn text_of<T: Words>(variant: &T) -> &'static str {
    let found = T::WORDS.iter().find(|(_, known)| known == variant);
    found.map_or("", |(word, _)| word)
}

/// The variant of a word.
pub fn word_of<T: Words>(text: &str) -> Result<T, Refused> {
    let found = T::WORDS.iter().find(|(word, _)| *word == text);
    found.map(|(_, variant)| *variant).ok_or_else(|| Refused::new(format!("the word is none of {}", listed::<T>())))
}

/// Reads a word: only a string will do.
pub fn read_word<'de, T: Words, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_str(Word(PhantomData))
}

struct Word<T>(PhantomData<T>);

impl<T: Words> Visitor<'_> for Word<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "one of {}", listed::<T>())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        word_of(text).map_err(E::custom)
    }
}

fn listed<T: Words>() -> String {
    let words: Vec<String> = T::WORDS.iter().map(|(word, _)| format!("`{word}`")).collect();
    words.join(", ")
}
