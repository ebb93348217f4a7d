//! Arithmetic in SRP's group: powers of 2 modulo the 3072-bit prime of RFC 3526, section 5.
//!
//! The only file that names `crypto_bigint`, whose modular exponentiation takes the same time for all exponents of one
//! length. Numbers come in as big-endian bytes and go out without leading zeros. Knows nothing of hashes of passwords.

use std::sync::LazyLock;

use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, ConcatenatingMul, Odd};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// N. <https://www.rfc-editor.org/rfc/rfc3526#section-5>
const PRIME: &str = "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD\
                     EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED\
                     EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F\
                     83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B\
                     E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510\
                     15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7\
                     ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C\
                     BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF";
const PRIME_BITS: u32 = 3072;

/// g.
const GENERATOR: u8 = 2;

struct Group {
    modulus: BoxedMontyParams,
    generator: BoxedMontyForm,
    multiplier: BoxedMontyForm,
}

static GROUP: LazyLock<Group> = LazyLock::new(|| {
    let prime = BoxedUint::from_be_hex(PRIME, PRIME_BITS).into_option();
    let prime: Odd<BoxedUint> =
        prime.and_then(|prime| prime.into_odd().into_option()).expect("the literal is odd and fits");
    let modulus = BoxedMontyParams::new_vartime(prime);
    let generator = element(&[GENERATOR], &modulus);
    let multiplier = element(&multiplier(&modulus), &modulus);
    Group { modulus, generator, multiplier }
});

/// A = g^a mod N.
pub(super) fn public_key(secret: &[u8]) -> Vec<u8> {
    let exponent = Zeroizing::new(BoxedUint::from_be_slice_vartime(secret));
    GROUP.generator.pow(&exponent).retrieve().to_be_bytes_trimmed_vartime().into_vec()
}

/// v = g^x mod N.
pub(super) fn verifier(password_key: &[u8; 32]) -> Zeroizing<Vec<u8>> {
    bytes_of(&power_of_password_key(&integer(password_key)))
}

/// S = (B − k·g^x)^(a + u·x) mod N; `None` where B is not between 1 and N − 1.
///
/// A server has no honest reason for such a B: a multiple of N would give away the session to anyone who sends it.
pub(super) fn shared_secret(
    secret: &[u8],
    server_public: &[u8],
    scrambling: &[u8; 32],
    password_key: &[u8; 32],
) -> Option<Zeroizing<Vec<u8>>> {
    let server_public = BoxedUint::from_be_slice(server_public, PRIME_BITS).ok()?;
    if bool::from(server_public.is_zero()) || server_public >= **GROUP.modulus.modulus() {
        return None;
    }
    let password_key = integer(password_key);
    let mask = Zeroizing::new(GROUP.multiplier.mul(&power_of_password_key(&password_key)));
    let base = Zeroizing::new(BoxedMontyForm::new(server_public, &GROUP.modulus).sub(&mask));

    let secret = Zeroizing::new(BoxedUint::from_be_slice_vartime(secret));
    let product = Zeroizing::new(integer(scrambling).concatenating_mul(&*password_key));
    let exponent = Zeroizing::new(secret.concatenating_add(&*product));
    Some(bytes_of(&base.pow(&exponent)))
}

/// k = H(PAD(N) ‖ PAD(g)), which belongs to the group.
fn multiplier(modulus: &BoxedMontyParams) -> [u8; 32] {
    // N begins with a set bit and is padded with a zero byte; g is not.
    Sha256::new()
        .chain_update([0])
        .chain_update(modulus.modulus().to_be_bytes())
        .chain_update([GENERATOR])
        .finalize()
        .into()
}

/// k, for the one test vector that has it.
pub(super) fn known_multiplier() -> Vec<u8> {
    bytes_of(&GROUP.multiplier).to_vec()
}

fn power_of_password_key(password_key: &BoxedUint) -> Zeroizing<BoxedMontyForm> {
    Zeroizing::new(GROUP.generator.pow(password_key))
}

fn element(number: &[u8], modulus: &BoxedMontyParams) -> BoxedMontyForm {
    BoxedMontyForm::new(BoxedUint::from_be_slice_truncated(number, PRIME_BITS), modulus)
}

/// A hash, read as a number.
fn integer(hash: &[u8; 32]) -> Zeroizing<BoxedUint> {
    Zeroizing::new(BoxedUint::from_be_slice_truncated(hash, 256))
}

/// Without leading zeros; how many there were shows in the time this takes, as in that of the hash that comes after.
fn bytes_of(element: &BoxedMontyForm) -> Zeroizing<Vec<u8>> {
    let number = Zeroizing::new(element.retrieve());
    Zeroizing::new(number.to_be_bytes_trimmed_vartime().into_vec())
}
