//! How libFuzzer is told to change inputs: by our mutation, and now and then by its own.

#[doc(hidden)]
pub use libfuzzer_sys;

use crate::mutated;

/// libFuzzer's mutation of the first `size` bytes of `data`; answers with the new size, `data.len()` at most.
#[must_use]
pub fn mutate(data: &mut [u8], size: usize, seed: u32) -> usize {
    if seed.is_multiple_of(16) {
        return libfuzzer_sys::fuzzer_mutate(data, size, data.len());
    }
    put(data, &mutated(&data[..size], &data[..size], u64::from(seed)))
}

/// libFuzzer's crossing of two inputs, into `out`; answers with the size.
#[must_use]
pub fn cross(input: &[u8], donor: &[u8], out: &mut [u8], seed: u32) -> usize {
    put(out, &mutated(input, donor, u64::from(seed)))
}

fn put(out: &mut [u8], made: &[u8]) -> usize {
    let size = made.len().min(out.len());
    out[..size].copy_from_slice(&made[..size]);
    size
}

/// The body of a libFuzzer program for a target.
#[macro_export]
macro_rules! engine {
    ($target:expr) => {
        use $crate::engine::libfuzzer_sys;

        libfuzzer_sys::fuzz_target!(|input: &[u8]| {
            let _ = $target.run(input);
        });
        libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| {
            $crate::engine::mutate(&mut data[..most], size, seed)
        });
        libfuzzer_sys::fuzz_crossover!(|first: &[u8], second: &[u8], out: &mut [u8], seed: u32| {
            $crate::engine::cross(first, second, out, seed)
        });
    };
}
