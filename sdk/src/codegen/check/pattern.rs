//! Patterns: each compiled once, when it is first needed.

use std::collections::HashMap;
use std::sync::{OnceLock, PoisonError, RwLock};

use regex::Regex;

/// Patterns come from constants in generated code only, so that there are never more than the program holds.
static COMPILED: OnceLock<RwLock<HashMap<&'static str, Option<Regex>>>> = OnceLock::new();

/// Whether the pattern is found in the text. The code generator let no pattern pass that doesn't compile.
pub(super) fn is_match(pattern: &'static str, text: &str) -> bool {
    let compiled = COMPILED.get_or_init(RwLock::default);
    let known = compiled.read().unwrap_or_else(PoisonError::into_inner).get(pattern).cloned();
    let regex = known.unwrap_or_else(|| {
        let regex = Regex::new(pattern).ok();
        let mut compiled = compiled.write().unwrap_or_else(PoisonError::into_inner);
        compiled.insert(pattern, regex.clone());
        regex
    });
    regex.is_some_and(|regex| regex.is_match(text))
}
