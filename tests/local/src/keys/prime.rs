//! Random prime numbers of 1,024 bits: a sieve, then Miller–Rabin (FIPS 186-5, appendix B.3).

use std::thread;

use num_bigint::BigUint;

use crate::random;

const BYTES: usize = 128;
/// Rounds with random bases, for an error below 2⁻¹⁰⁰ on random numbers of this size (FIPS 186-5, table B.1).
const ROUNDS: usize = 5;
/// Numbers divisible by a prime up to here are passed over without a power.
const SIEVE_LIMIT: usize = 1 << 16;
/// How many odd numbers behind a random start are looked at; a prime is among them but for one start in e¹¹.
const WINDOW: usize = 1 << 13;

/// Two different primes, each with its two highest bits set, so that their product has 2,048 bits.
pub(super) fn pair() -> (BigUint, BigUint) {
    let small = small_primes();
    thread::scope(|scope| {
        let other = scope.spawn(|| prime(&small));
        let first = prime(&small);
        let second = other.join().unwrap_or_else(|_| prime(&small));
        if first == second { (first, prime(&small)) } else { (first, second) }
    })
}

fn prime(small: &[u32]) -> BigUint {
    loop {
        let mut bytes = random::bytes::<BYTES>();
        bytes[0] |= 0xc0;
        bytes[BYTES - 1] |= 1;
        let start = BigUint::from_bytes_be(&bytes);
        let found = survivors(&start, small).map(|offset| &start + offset).find(is_prime);
        if let Some(found) = found.filter(|found| found.bits() == 1024) {
            return found;
        }
    }
}

/// The even offsets from an odd start at which no small prime divides.
fn survivors(start: &BigUint, small: &[u32]) -> impl Iterator<Item = usize> + use<> {
    let mut divisible = vec![false; WINDOW];
    for &prime in small {
        let remainder = (start % prime).to_u32_digits().first().copied().unwrap_or(0);
        let to_next = (prime - remainder) % prime;
        // Offsets are even: an odd distance to the next multiple becomes even by one more (odd) prime.
        let distance = if to_next % 2 == 0 { to_next } else { to_next + prime };
        let (mut index, step) = ((distance / 2) as usize, prime as usize);
        while index < WINDOW {
            divisible[index] = true;
            index += step;
        }
    }
    (0..WINDOW).filter(move |&index| !divisible[index]).map(|index| index * 2)
}

fn is_prime(candidate: &BigUint) -> bool {
    passes(candidate, &BigUint::from(2_u8))
        && (0..ROUNDS).all(|_| passes(candidate, &BigUint::from_bytes_be(&random::bytes::<{ BYTES - 1 }>())))
}

/// One round of Miller–Rabin.
fn passes(candidate: &BigUint, base: &BigUint) -> bool {
    let one = BigUint::from(1_u8);
    let less_one = candidate - &one;
    let twos = less_one.trailing_zeros().unwrap_or(0);
    let mut power = base.modpow(&(&less_one >> twos), candidate);
    if power == one || power == less_one {
        return true;
    }
    for _ in 1..twos {
        power = &power * &power % candidate;
        if power == less_one {
            return true;
        }
    }
    false
}

fn small_primes() -> Vec<u32> {
    let mut composite = vec![false; SIEVE_LIMIT];
    let mut primes = Vec::new();
    for number in 3..SIEVE_LIMIT {
        if number % 2 == 1 && !composite[number] {
            (number * 3..SIEVE_LIMIT).step_by(number * 2).for_each(|multiple| composite[multiple] = true);
            primes.push(u32::try_from(number).unwrap_or(u32::MAX));
        }
    }
    primes
}
