//! Inputs of the fuzz targets that became code: rustc takes it, with warnings denied.
//!
//! `SEED` chooses other ones: `SEED=7 cargo test -p amplify-rest-tests --test openapi mutated`.

use std::collections::BTreeSet;

use amplify_rest_fuzz::{Target, mutated};
use fastrand::Rng;

use crate::compiled::check;

/// Longer code says little more, and takes rustc longer.
const LONGEST: usize = 60_000;

#[test]
fn code_from_mutated_schemas_and_documents_compiles() {
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_122);
    let mut random = Rng::with_seed(seed);
    let schemas = codes(Target::Schema, 40, &mut random);
    // What a schema doesn't describe has no docs, and whoever makes the module of its types says so.
    let mut modules: Vec<String> = schemas.into_iter().map(|code| format!("#![allow(missing_docs)]\n{code}")).collect();
    modules.extend(codes(Target::OpenApi, 20, &mut random));
    check("openapi_mutated", &modules);
}

/// Different pieces of code, from inputs that were changed up to many times.
fn codes(target: Target, wanted: usize, random: &mut Rng) -> Vec<String> {
    let mut pool: Vec<Vec<u8>> = target.seeds().iter().map(|seed| seed.to_vec()).collect();
    let mut codes = BTreeSet::new();
    while codes.len() < wanted {
        let (from, donor) = (random.usize(0..pool.len()), random.usize(0..pool.len()));
        let input = mutated(&pool[from], &pool[donor], random.u64(..));
        let Some(code) = target.code(&input).filter(|code| code.len() <= LONGEST) else { continue };
        pool.push(input);
        // The others are on the way to something stranger.
        if random.u8(0..3) == 0 {
            codes.insert(code);
        }
    }
    codes.into_iter().collect()
}
