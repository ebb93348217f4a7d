//! Numbers compared and divided exactly: integers as integers, fractions as the decimals they are written as.

use std::cmp::Ordering;

use serde_json::Number;

/// A number in a schema.
#[derive(Clone, Copy, Debug)]
pub enum Amount {
    /// A number without a fraction.
    Integer(i128),
    /// Any other number.
    Float(f64),
}

impl Amount {
    /// A number of an instance.
    pub(super) fn of(number: &Number) -> Self {
        match (number.as_i128(), number.as_f64()) {
            (Some(integer), _) => Self::Integer(integer),
            (None, Some(float)) => Self::Float(float).whole(),
            (None, None) => Self::Float(f64::NAN),
        }
    }

    /// The same number, as an integer where it is one that a float holds exactly.
    fn whole(self) -> Self {
        match self {
            #[expect(clippy::cast_possible_truncation, reason = "it has no fraction and i128 holds it")]
            Self::Float(float) if float.fract() == 0.0 && float.abs() < 1e38 => Self::Integer(float as i128),
            other => other,
        }
    }

    /// Whether it has no fraction.
    pub(super) fn is_whole(self) -> bool {
        match self {
            Self::Integer(_) => true,
            Self::Float(float) => float.fract() == 0.0,
        }
    }

    /// Compares by value.
    pub(super) fn compare(self, other: Self) -> Option<Ordering> {
        match (self.whole(), other.whole()) {
            (Self::Integer(left), Self::Integer(right)) => Some(left.cmp(&right)),
            (left, right) => left.as_f64().partial_cmp(&right.as_f64()),
        }
    }

    /// Whether it is a whole multiple of `step`, in decimal: `0.3` is a multiple of `0.1`.
    pub(super) fn is_multiple_of(self, step: Self) -> bool {
        if let (Self::Integer(number), Self::Integer(step)) = (self.whole(), step.whole()) {
            return step != 0 && number % step == 0;
        }
        let (Some((digits, exponent)), Some((step, step_exponent))) = (self.decimal(), step.decimal()) else {
            return false;
        };
        if digits == 0 || step == 0 {
            return digits == 0;
        }
        let shift = exponent - step_exponent;
        match u32::try_from(shift) {
            Ok(shift) => multiply(digits % step, power_of_ten(shift, step), step) == 0,
            // The step has fewer decimals' worth of digits than the number: ten to that power must divide it too.
            Err(_) => 10_u128
                .checked_pow(shift.unsigned_abs())
                .and_then(|power| power.checked_mul(step))
                .is_some_and(|step| digits % step == 0),
        }
    }

    /// Digits and exponent of the shortest decimal that reads as this number, without sign.
    fn decimal(self) -> Option<(u128, i32)> {
        let text = match self {
            Self::Integer(integer) => return Some((integer.unsigned_abs(), 0)),
            Self::Float(float) if float.is_finite() => format!("{:e}", float.abs()),
            Self::Float(_) => return None,
        };
        let (digits, exponent) = text.split_once('e')?;
        let exponent: i32 = exponent.parse().ok()?;
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let places = i32::try_from(fraction.len()).ok()?;
        Some((format!("{whole}{fraction}").parse().ok()?, exponent - places))
    }

    fn as_f64(self) -> f64 {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "compared with a float, which knows no more digits")]
            Self::Integer(integer) => integer as f64,
            Self::Float(float) => float,
        }
    }
}

/// `left * right % modulus` without overflow.
fn multiply(mut left: u128, mut right: u128, modulus: u128) -> u128 {
    let add = |one: u128, other: u128| {
        let room = modulus - other;
        if one >= room { one - room } else { one + other }
    };
    let mut product = 0;
    left %= modulus;
    while right > 0 {
        if right & 1 == 1 {
            product = add(product, left);
        }
        left = add(left, left);
        right >>= 1;
    }
    product
}

fn power_of_ten(exponent: u32, modulus: u128) -> u128 {
    (0..exponent).fold(1 % modulus, |power, _| multiply(power, 10, modulus))
}

#[cfg(test)]
mod tests {
    use super::Amount::{self, Float, Integer};

    #[track_caller]
    fn check(number: Amount, step: Amount, expected: bool) {
        assert_eq!(number.is_multiple_of(step), expected);
    }

    #[test]
    fn multiples_are_decimal() {
        check(Float(0.3), Float(0.1), true);
        check(Float(0.0075), Float(0.0001), true);
        check(Float(0.00751), Float(0.0001), false);
        check(Integer(12_391_239_123), Float(1e-8), true);
        check(Float(1e308), Float(0.123_456_789), false);
        check(Float(1e308), Float(0.5), true);
        check(Float(4.5), Float(1.5), true);
        check(Integer(7), Integer(2), false);
        check(Integer(0), Float(0.7), true);
        check(Float(5e-324), Integer(1), false);
    }

    #[test]
    fn comparison_is_exact() {
        use std::cmp::Ordering::Less;
        assert_eq!(Integer(i128::from(u64::MAX) - 1).compare(Integer(u64::MAX.into())), Some(Less));
        assert_eq!(Integer(1).compare(Float(1.5)), Some(Less));
        assert!(Float(1e300).is_whole());
    }
}
