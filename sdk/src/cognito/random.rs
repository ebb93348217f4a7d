//! Randomness from the operating system, for SRP's secret.

use zeroize::Zeroizing;

use crate::Error;

/// SRP's ephemeral secret, as long as Amplify's own libraries make it.
pub(super) fn ephemeral_secret() -> Result<Zeroizing<[u8; 128]>, Error> {
    let mut secret = Zeroizing::new([0; 128]);
    getrandom::getrandom(secret.as_mut_slice())
        .map_err(|cause| Error::configuration("the system gives no random bytes").with_source(cause))?;
    Ok(secret)
}
