//! Randomness from the operating system: SRP's secret and the jitter of refreshes.

use zeroize::Zeroizing;

use crate::Error;

/// SRP's ephemeral secret, as long as Amplify's own libraries make it.
pub(super) fn ephemeral_secret() -> Result<Zeroizing<[u8; 128]>, Error> {
    let mut secret = Zeroizing::new([0; 128]);
    getrandom::fill(secret.as_mut_slice())
        .map_err(|cause| Error::configuration("the system gives no random bytes").with_source(cause))?;
    Ok(secret)
}

/// A number in `[0, 1)`. Spreads refreshes of many processes in time; nothing secret hangs on it.
pub(super) fn unit() -> f64 {
    // Without randomness nothing is spread, and that is all.
    let bits = getrandom::u32().unwrap_or_default();
    f64::from(bits) / (f64::from(u32::MAX) + 1.0)
}
