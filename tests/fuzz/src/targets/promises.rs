//! What all readers of files promise.

use amplify_rest_codegen::{Diagnostic, Errors};

/// Code has a bounded size: so many bytes for each byte of the input, and what stands in every module.
const BYTES_FOR_A_BYTE: usize = 3_000;

/// What was generated, or what is wrong: both keep what is promised of them.
pub(super) fn keep(text: &str, result: Result<(String, &[Diagnostic]), &Errors>) {
    match result {
        Ok((code, warnings)) => {
            assert!(
                code.len() <= 1_000_000 + BYTES_FOR_A_BYTE * text.len(),
                "{} bytes from {}",
                code.len(),
                text.len()
            );
            for warning in warnings {
                points_into(text, warning);
            }
        }
        Err(errors) => {
            assert!(errors.iter().len() > 0, "refused without a reason");
            for error in errors.iter() {
                points_into(text, error);
            }
            let printed = errors.to_string();
            assert!(!printed.contains("mistake of amplify-rest-codegen"), "{printed}");
        }
    }
}

/// A mistake has a message, and its place is in the text.
fn points_into(text: &str, diagnostic: &Diagnostic) {
    assert!(!diagnostic.message().trim().is_empty(), "a mistake without a message");
    assert!(!diagnostic.to_string().is_empty());
    let lines = text.lines().count().max(1);
    assert!(diagnostic.line().is_none_or(|line| (1..=lines + 1).contains(&line)), "{diagnostic}");
}
