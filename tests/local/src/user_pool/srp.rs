//! The server's half of Cognito's Secure Remote Password protocol (RFC 5054's SRP-6a over the 3,072-bit group of RFC 3526,
//! with Cognito's own padding, key derivation and proof).
//!
//! Written from the protocol's description alone, on another big-integer crate than the SDK's: the two check each other.
//! Not in constant time: the secrets here belong to a test.

use num_bigint::BigUint;
use ring::digest::{Context, SHA256};
use ring::hmac::{self, HMAC_SHA256};

use crate::random;

/// The group's prime (RFC 3526, group 15).
const PRIME: &[u8] = b"FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74\
020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6\
F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05\
98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804\
F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718\
3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A\
8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864\
D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E\
4B82D120A93AD2CAFFFFFFFFFFFFFFFF";

/// What Cognito's key derivation (RFC 5869) carries as its purpose, and the first block's number.
const PURPOSE: &[u8] = b"Caldera Derived Key\x01";

/// What the server keeps instead of a password.
#[derive(Clone)]
pub(super) struct Verifier {
    salt: BigUint,
    value: BigUint,
}

impl Verifier {
    /// The verifier of a new password, with a random salt.
    pub(super) fn new(pool_name: &str, user: &str, password: &str) -> Self {
        let salt = BigUint::from_bytes_be(&random::bytes::<16>());
        let value = power(&salt, pool_name, user, password);
        Self { salt, value }
    }

    /// Whether this is the password.
    pub(super) fn is_of(&self, pool_name: &str, user: &str, password: &str) -> bool {
        self.value == power(&self.salt, pool_name, user, password)
    }

    /// The challenge's `SALT`.
    pub(super) fn salt(&self) -> String {
        self.salt.to_str_radix(16)
    }
}

/// One exchange, between the client's `SRP_A` and its proof.
pub(super) struct Exchange {
    client_public: BigUint,
    server_secret: BigUint,
    server_public: BigUint,
    verifier: Verifier,
}

impl Exchange {
    /// Begins an exchange with the client's `SRP_A`; `None` where that is not a number, or zero in the group, with which
    /// anybody would know the key.
    pub(super) fn begin(verifier: Verifier, client_public: &str) -> Option<Self> {
        let prime = prime();
        let digits = !client_public.is_empty() && client_public.bytes().all(|byte| byte.is_ascii_hexdigit());
        let client_public = BigUint::parse_bytes(client_public.as_bytes(), 16).filter(|_| digits)?;
        if &client_public % &prime == BigUint::ZERO {
            return None;
        }
        let server_secret = BigUint::from_bytes_be(&random::bytes::<32>());
        let multiplier = hash(&[&padded(&prime), &padded(&generator())]);
        let server_public = (multiplier * &verifier.value + generator().modpow(&server_secret, &prime)) % &prime;
        Some(Self { client_public, server_secret, server_public, verifier })
    }

    /// The challenge's `SRP_B`.
    pub(super) fn server_public(&self) -> String {
        self.server_public.to_str_radix(16)
    }

    /// Whether `PASSWORD_CLAIM_SIGNATURE` proves that the client knows the password.
    pub(super) fn proves(&self, message: &[&[u8]], signature: &[u8]) -> bool {
        let key = hmac::Key::new(HMAC_SHA256, &self.key());
        hmac::verify(&key, &message.concat(), signature).is_ok()
    }

    fn key(&self) -> [u8; 16] {
        let prime = prime();
        let scrambler = hash(&[&padded(&self.client_public), &padded(&self.server_public)]);
        let base = &self.client_public * self.verifier.value.modpow(&scrambler, &prime);
        let shared = base.modpow(&self.server_secret, &prime);
        let extracted = hmac::sign(&hmac::Key::new(HMAC_SHA256, &padded(&scrambler)), &padded(&shared));
        let expanded = hmac::sign(&hmac::Key::new(HMAC_SHA256, extracted.as_ref()), PURPOSE);
        let mut key = [0; 16];
        key.copy_from_slice(&expanded.as_ref()[..16]);
        key
    }
}

/// g^x, where x mixes salt, pool, user and password.
fn power(salt: &BigUint, pool_name: &str, user: &str, password: &str) -> BigUint {
    let identity = ring::digest::digest(&SHA256, format!("{pool_name}{user}:{password}").as_bytes());
    generator().modpow(&hash(&[&padded(salt), identity.as_ref()]), &prime())
}

fn prime() -> BigUint {
    BigUint::parse_bytes(PRIME, 16).expect("the constant is hexadecimal")
}

fn generator() -> BigUint {
    BigUint::from(2_u8)
}

fn hash(parts: &[&[u8]]) -> BigUint {
    let mut context = Context::new(&SHA256);
    for part in parts {
        context.update(part);
    }
    BigUint::from_bytes_be(context.finish().as_ref())
}

/// A number as Java's `BigInteger.toByteArray` gives it, which is how Cognito hashes numbers: a zero byte in front where
/// the highest bit is set.
fn padded(number: &BigUint) -> Vec<u8> {
    let bytes = number.to_bytes_be();
    let sign = bytes.first().is_some_and(|first| first & 0x80 != 0);
    if sign { [&[0], bytes.as_slice()].concat() } else { bytes }
}
