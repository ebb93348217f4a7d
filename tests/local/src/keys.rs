//! The RSA key that signs the user pool's tokens.
//!
//! Made when the first token is signed and then used by every cloud of the process: making one takes longer than
//! starting a hundred clouds. It never leaves the process, and nothing outside a test should trust it.

mod prime;

use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use num_bigint::BigUint;
use ring::rand::SystemRandom;
use ring::rsa::{KeyPair, KeyPairComponents, PublicKeyComponents};
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256};
use serde_json::{Value, json};

/// RSA's usual public exponent.
const EXPONENT: u32 = 65_537;

/// A key pair and its name.
pub(crate) struct SigningKey {
    pair: KeyPair,
    public: PublicKeyComponents<Vec<u8>>,
    id: String,
}

impl SigningKey {
    /// The process's key.
    pub(crate) fn of_process() -> &'static Self {
        static KEY: OnceLock<SigningKey> = OnceLock::new();
        KEY.get_or_init(Self::generate)
    }

    /// The `kid` in tokens and in the key set.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// An RS256 signature.
    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        let mut signature = vec![0; self.pair.public().modulus_len()];
        self.pair
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
            .expect("the buffer is as long as the modulus and the key was checked when it was made");
        signature
    }

    /// Whether the signature of the message is this key's.
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        self.public.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature).is_ok()
    }

    /// The key set as `/.well-known/jwks.json` shows it.
    pub(crate) fn key_set(&self) -> Value {
        json!({ "keys": [{
            "alg": "RS256",
            "e": URL_SAFE_NO_PAD.encode(&self.public.e),
            "kid": self.id,
            "kty": "RSA",
            "n": URL_SAFE_NO_PAD.encode(&self.public.n),
            "use": "sig",
        }] })
    }

    fn generate() -> Self {
        loop {
            if let Some(key) = Self::try_generate() {
                return key;
            }
        }
    }

    /// `None` for the rare pair of primes that doesn't make a key (p − 1 divisible by the exponent, say).
    fn try_generate() -> Option<Self> {
        let (mut first, mut second) = prime::pair();
        if first < second {
            // The CRT coefficient is q⁻¹ mod p, for which ring wants p > q.
            std::mem::swap(&mut first, &mut second);
        }
        let one = BigUint::from(1_u8);
        let exponent = BigUint::from(EXPONENT);
        let totient = (&first - &one) * (&second - &one);
        let private = exponent.modinv(&totient)?;
        let components = KeyPairComponents {
            public_key: PublicKeyComponents { n: (&first * &second).to_bytes_be(), e: exponent.to_bytes_be() },
            dP: (&private % (&first - &one)).to_bytes_be(),
            dQ: (&private % (&second - &one)).to_bytes_be(),
            qInv: second.modinv(&first)?.to_bytes_be(),
            d: private.to_bytes_be(),
            p: first.to_bytes_be(),
            q: second.to_bytes_be(),
        };
        let pair = KeyPair::from_components(&components).ok()?;
        let digest = ring::digest::digest(&ring::digest::SHA256, &components.public_key.n);
        let key = Self { pair, public: components.public_key, id: STANDARD.encode(digest) };
        key.verifies(b"self-check", &key.sign(b"self-check")).then_some(key)
    }
}
