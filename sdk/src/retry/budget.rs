//! A budget for retries, so that a service in trouble is not drowned in them.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use super::Class;

const CAPACITY: u32 = 500;

/// What is left for retries to one host.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicU32::new(CAPACITY))
    }
}

fn cost(class: Class) -> u32 {
    match class {
        Class::Throttled => 5,
        Class::Transient | Class::TimedOut => 14,
    }
}

impl Budget {
    /// Takes what a retry costs; `None` where too little is left.
    pub(crate) fn take(&self, class: Class) -> Option<u32> {
        let cost = cost(class);
        let taken = self.0.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(cost));
        taken.is_ok().then_some(cost)
    }

    /// Gives back after a success: what its last retry cost, or 1 where it took none.
    pub(crate) fn give_back(&self, last_cost: Option<u32>) {
        if self.0.load(Relaxed) < CAPACITY {
            let back = last_cost.unwrap_or(1);
            // The closure never refuses, so there is nothing to learn from the result.
            let _ = self.0.fetch_update(Relaxed, Relaxed, |left| Some((left + back).min(CAPACITY)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retries_cost_and_successes_pay_back() {
        let budget = Budget::default();
        for _ in 0..35 {
            assert_eq!(budget.take(Class::Transient), Some(14));
        }
        assert_eq!(budget.take(Class::Transient), None, "10 are left");
        assert_eq!(budget.take(Class::Throttled), Some(5));
        for _ in 0..9 {
            budget.give_back(None);
        }
        assert_eq!(budget.take(Class::TimedOut), Some(14));
        budget.give_back(Some(14));
        assert_eq!(budget.take(Class::Transient), Some(14));
        budget.give_back(Some(1000));
        assert_eq!(budget.0.load(Relaxed), CAPACITY);
    }
}
