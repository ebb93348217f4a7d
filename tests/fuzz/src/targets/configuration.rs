//! Configurations: told apart by what they hold, so the file's name says nothing.

use amplify_rest_codegen::{Backend, Errors, Generated};

use super::promises;

pub(super) fn run(input: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(input) else { return false };
    let generated = generated(text);
    promises::keep(text, generated.as_ref().map(|made| (made.code().to_owned(), made.warnings())));
    let Ok(generated) = generated else { return false };
    assert_eq!(code(text).as_deref(), Some(generated.code()), "the same input, another output");
    true
}

pub(super) fn code(text: &str) -> Option<String> {
    generated(text).ok().map(|generated| generated.code().to_owned())
}

fn generated(text: &str) -> Result<Generated, Errors> {
    Backend::new("amplifyconfiguration.json").generate_from(text)
}
