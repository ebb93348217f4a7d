//! Chance, for spreading retries and refreshes in time. Nothing secret hangs on it.

use std::hash::{BuildHasher, Hasher, RandomState};

/// A number in `[0, 1)`.
pub(crate) fn unit() -> f64 {
    // The standard library's hasher is seeded by the system and differs with each instance.
    let bits = RandomState::new().build_hasher().finish() >> 11;
    #[expect(clippy::cast_precision_loss, reason = "53 bits are what an f64 holds")]
    let (bits, of) = (bits as f64, (1_u64 << 53) as f64);
    bits / of
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_are_spread_over_the_unit() {
        let numbers: Vec<f64> = (0..1000).map(|_| super::unit()).collect();
        assert!(numbers.iter().all(|number| (0.0..1.0).contains(number)));
        for tenth in 0..10_u32 {
            let from = f64::from(tenth) / 10.0;
            let within = numbers.iter().filter(|number| (from..from + 0.1).contains(*number)).count();
            assert!(within > 50, "{within} of 1000 between {from} and {}", from + 0.1);
        }
    }
}
