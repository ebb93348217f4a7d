//! Each target on its good inputs and on a few hundred hostile ones, the same on every run.
//!
//! `SEED` chooses other ones, `INPUTS` how many: `SEED=7 INPUTS=100000 cargo test --release -p amplify-rest-fuzz`.

#![expect(clippy::panic, reason = "a broken promise fails the test")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use amplify_rest_fuzz::{Target, mutated};
use fastrand::Rng;

/// No input takes as long as this, not even without optimisation on a busy machine.
const LONGEST: Duration = Duration::from_secs(20);

/// The inputs that others are made from: good ones, and hostile ones that were still understood.
const POOL: usize = 400;

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn check(target: Target, inputs: u64) {
    let mut random = Rng::with_seed(number("SEED", 20_261_122));
    let mut pool: Vec<Vec<u8>> = target.seeds().iter().map(|seed| seed.to_vec()).collect();
    let (good, mut understood) = (pool.len(), 0_u64);
    for input in &pool {
        assert!(run(target, input), "a good input: {}", String::from_utf8_lossy(input));
    }
    let inputs = number("INPUTS", inputs);
    for _ in 0..inputs {
        let from = if random.bool() { random.usize(0..good) } else { random.usize(0..pool.len()) };
        let donor = random.usize(0..pool.len());
        let input = mutated(&pool[from], &pool[donor], random.u64(..));
        if !run(target, &input) {
            continue;
        }
        understood += 1;
        if pool.len() < POOL {
            pool.push(input);
        } else {
            let place = random.usize(good..POOL);
            pool[place] = input;
        }
    }
    println!("{target:?}: {understood} of {inputs} hostile inputs understood");
    assert!(understood * 10 > inputs, "inputs that nobody understands find nothing");
}

fn run(target: Target, input: &[u8]) -> bool {
    let started = Instant::now();
    let ended = catch_unwind(AssertUnwindSafe(|| target.run(input)));
    let text = String::from_utf8_lossy(input);
    assert!(started.elapsed() < LONGEST, "{target:?} took {:?} on:\n{text}", started.elapsed());
    let Ok(understood) = ended else { panic!("{target:?} broke a promise on:\n{text}") };
    understood
}

#[test]
fn schemas_become_types_or_are_refused() {
    check(Target::Schema, 300);
}

#[test]
fn configurations_become_a_module_or_are_refused() {
    check(Target::Configuration, 100);
}

#[test]
fn documents_become_a_client_or_are_refused() {
    check(Target::OpenApi, 120);
}

#[test]
fn calls_end_with_a_value_or_an_error() {
    check(Target::Answers, 300);
}
