//! Numbers of more digits than a double holds: what a schema says of them could not be kept, so it is a mistake.

use serde_json::{Number, Value};

use super::Reader;
use crate::schema::model::Place;
use crate::source::join;

/// Up to here every integer is a double.
const LAST_EXACT: f64 = 9_007_199_254_740_992.0;
/// That many digits of a decimal are always kept.
const KEPT_DIGITS: usize = 15;

impl Reader<'_, '_> {
    /// Looks at all numbers in a keyword's value.
    pub(super) fn exact(&mut self, keyword: &str) {
        let Some(value) = self.keyword(keyword).filter(|value| holds_double(value)) else { return };
        let mut open: Vec<(Place, &Value)> = vec![(self.at(keyword), value)];
        while let Some((place, value)) = open.pop() {
            let within = |token: &str| Place { pointer: join(&place.pointer, token).into(), ..place };
            match value {
                Value::Number(number) if self.loses_digits(&place, number) => {
                    let message = "the number has more digits than are kept of numbers beyond 64 bits";
                    let hint = format!("{number} is what it would be taken for");
                    self.lowering.mistake(&place, message, Some(hint));
                }
                Value::Array(elements) => {
                    let elements = elements.iter().enumerate().filter(|(_, element)| holds_double(element));
                    open.extend(elements.map(|(index, element)| (within(&index.to_string()), element)));
                }
                Value::Object(members) => {
                    let members = members.iter().filter(|(_, member)| holds_double(member));
                    open.extend(members.map(|(name, member)| (within(name), member)));
                }
                _ => {}
            }
        }
    }

    /// Whether the text at a place says more than the number that was read from it.
    fn loses_digits(&self, place: &Place, number: &Number) -> bool {
        let Some(float) = number.as_f64().filter(|_| number.is_f64()) else { return false };
        let Some(kept) = digits(&format!("{float:e}")) else { return false };
        if float.abs() <= LAST_EXACT && kept.0.len() <= KEPT_DIGITS {
            return false;
        }
        let source = self.lowering.library.source(place.document);
        let Some(span) = source.value_span(&place.pointer) else { return false };
        let written = digits(&source.shared_text()[span.start..span.end]);
        // A double beyond 2^53 is an integer, and may be written as such in full.
        written.is_some_and(|written| written != kept && Some(written) != digits(&format!("{float:.0}")))
    }
}

/// Whether a number in it may stand in the text with more digits: integers of 64 bits are as they were written.
fn holds_double(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.is_f64(),
        Value::Array(elements) => elements.iter().any(holds_double),
        Value::Object(members) => members.values().any(holds_double),
        _ => false,
    }
}

/// A decimal's digits without the zeros at its ends, and the power of ten of the last one. The sign doesn't matter.
fn digits(text: &str) -> Option<(String, i64)> {
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{}{fraction}", whole.trim_start_matches(['-', '+']));
    if !all.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let kept = all.trim_end_matches('0');
    let cut = i64::try_from(all.len() - kept.len()).ok()? - i64::try_from(fraction.len()).ok()?;
    let exponent: i64 = exponent.parse().ok()?;
    Some((kept.trim_start_matches('0').to_owned(), exponent.checked_add(cut)?))
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn the_same_number_has_the_same_digits() {
        for text in ["1.50", "15e-1", "-0.15E+1", "0001.5"] {
            assert_eq!(digits(text), Some(("15".to_owned(), -1)), "{text}");
        }
        assert_eq!(digits("1e22"), digits("10000000000000000000000"));
        assert_ne!(digits("1e22"), digits("10000000000000000000001"));
        assert_eq!(digits("0x1f"), None);
    }
}
