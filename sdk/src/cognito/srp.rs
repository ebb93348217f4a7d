//! The client's side of Cognito's password proof: SRP-6a, so that the password never leaves the program.
//!
//! Pure arithmetic: randomness and time come in as arguments, nothing is sent. The protocol is the one of
//! <https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html>
//! as AWS's own clients speak it; names of one letter are those of [RFC 5054](https://www.rfc-editor.org/rfc/rfc5054).
//! No input panics, whatever its length: everything but the secret comes from the network.

mod group;

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// HKDF's `info`, with the counter of its first (and only) block.
const KEY_INFO: &[u8] = b"Caldera Derived Key\x01";

/// More than any of Cognito's values has, and little enough to work on without a thought: N has 768 hexadecimal digits, a
/// salt 32, a secret block some 1,700 characters.
const LONGEST_NUMBER: usize = 4 * 1024;
const LONGEST_SECRET_BLOCK: usize = 64 * 1024;

/// The longest ephemeral secret taken, in bytes. Cognito's clients use 128.
pub const LONGEST_SECRET: usize = 1024;

/// Who proves to know a password: a user of a pool, or a device of a user.
#[derive(Clone, Copy)]
pub struct Claimant<'a> {
    group: &'a str,
    name: &'a str,
    password: &'a str,
}

impl<'a> Claimant<'a> {
    /// A user: the pool's id (`us-west-2_AbCdEfGhI`), the challenge's `USER_ID_FOR_SRP`, the password.
    #[must_use]
    pub fn user(pool_id: &'a str, user_id_for_srp: &'a str, password: &'a str) -> Self {
        let group = pool_id.split_once('_').map_or(pool_id, |(_, name)| name);
        Self { group, name: user_id_for_srp, password }
    }

    /// A remembered device: its group key, its own key and the password that was made up for it.
    #[must_use]
    pub fn device(group_key: &'a str, device_key: &'a str, password: &'a str) -> Self {
        Self { group: group_key, name: device_key, password }
    }

    /// H(group | name | ":" | password)
    #[must_use]
    pub fn hash(&self) -> Zeroizing<[u8; 32]> {
        let hash = Sha256::new()
            .chain_update(self.group)
            .chain_update(self.name)
            .chain_update(":")
            .chain_update(self.password);
        Zeroizing::new(hash.finalize().into())
    }
}

impl fmt::Debug for Claimant<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Claimant").field("group", &self.group).field("name", &self.name).finish_non_exhaustive()
    }
}

/// What Cognito sends with `PASSWORD_VERIFIER` and `DEVICE_PASSWORD_VERIFIER`, as it stands in the challenge's parameters.
#[derive(Clone, Copy, Debug)]
pub struct PasswordChallenge<'a> {
    /// `SALT`, hexadecimal.
    pub salt: &'a str,
    /// `SRP_B`, hexadecimal.
    pub srp_b: &'a str,
    /// `SECRET_BLOCK`, base64.
    pub secret_block: &'a str,
}

/// One run of the protocol: an ephemeral secret `a` and its public half `A`. Never used twice.
pub struct SrpClient {
    secret: Zeroizing<Vec<u8>>,
    public: Vec<u8>,
}

impl SrpClient {
    /// Takes `a`, big-endian. It must come from a cryptographic random generator and have 32 bytes at the least; Cognito's
    /// clients take 128.
    ///
    /// # Errors
    ///
    /// Where it is empty, nothing but zeros, or longer than [`LONGEST_SECRET`].
    pub fn new(secret: &[u8]) -> Result<Self, SrpError> {
        if secret.len() > LONGEST_SECRET || secret.iter().all(|byte| *byte == 0) {
            return Err(SrpError::Secret);
        }
        Ok(Self { secret: Zeroizing::new(secret.to_vec()), public: group::public_key(secret) })
    }

    /// `SRP_A`: hexadecimal, without leading zeros, as AWS's clients send it.
    #[must_use]
    pub fn srp_a(&self) -> String {
        let digits = self.public.iter().flat_map(|byte| [byte >> 4, byte & 15]).skip_while(|digit| *digit == 0);
        digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
    }

    /// `PASSWORD_CLAIM_SIGNATURE`: the proof, in base64. `timestamp` is what is sent as `TIMESTAMP`.
    pub fn signature(
        &self,
        claimant: &Claimant<'_>,
        challenge: &PasswordChallenge<'_>,
        timestamp: &str,
    ) -> Result<String, SrpError> {
        if challenge.secret_block.len() > LONGEST_SECRET_BLOCK {
            return Err(SrpError::SecretBlock);
        }
        let secret_block = BASE64.decode(challenge.secret_block).map_err(|_| SrpError::SecretBlock)?;
        let key = self.session_key(claimant, challenge.salt, challenge.srp_b)?;
        let parts = [claimant.group.as_bytes(), claimant.name.as_bytes(), &secret_block, timestamp.as_bytes()];
        Ok(BASE64.encode(*hmac(&*key, &parts)))
    }

    /// The session's key, 16 bytes: HKDF of S, with u as its salt.
    pub fn session_key(
        &self,
        claimant: &Claimant<'_>,
        salt: &str,
        srp_b: &str,
    ) -> Result<Zeroizing<[u8; 16]>, SrpError> {
        let agreed = self.agree(&claimant.hash(), salt, srp_b)?;
        let salt = trimmed(&agreed.scrambling);
        let extracted = hmac(&[sign_byte(salt), salt].concat(), &[sign_byte(&agreed.secret), &agreed.secret]);
        let expanded = hmac(&*extracted, &[KEY_INFO]);
        let mut key = Zeroizing::new([0; 16]);
        key.copy_from_slice(&expanded[..16]);
        Ok(key)
    }

    /// u and S, from the [hash](Claimant::hash) of the one who claims to know the password.
    pub fn agree(&self, claimant: &[u8; 32], salt: &str, srp_b: &str) -> Result<Agreement, SrpError> {
        let salt = number(salt).ok_or(SrpError::Salt)?;
        let server_public = number(srp_b).ok_or(SrpError::ServerPublic)?;
        let scrambling = scrambling(&self.public, &server_public).ok_or(SrpError::ServerPublic)?;
        let secret = group::shared_secret(&self.secret, &server_public, &scrambling, &password_key(&salt, claimant))
            .ok_or(SrpError::ServerPublic)?;
        Ok(Agreement { scrambling, secret })
    }
}

/// What client and server have in common once the password is right.
pub struct Agreement {
    /// u.
    pub scrambling: [u8; 32],
    /// S, without leading zeros.
    pub secret: Zeroizing<Vec<u8>>,
}

impl fmt::Debug for SrpClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SrpClient").finish_non_exhaustive()
    }
}

/// What Cognito keeps of a device's password: `DeviceSecretVerifierConfig` of `ConfirmDevice`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceVerifier {
    /// `PasswordVerifier`, base64.
    pub password_verifier: String,
    /// `Salt`, base64.
    pub salt: String,
}

impl DeviceVerifier {
    /// For a [device](Claimant::device) and a random salt, of which 16 bytes are usual.
    #[must_use]
    pub fn new(claimant: &Claimant<'_>, salt: &[u8]) -> Self {
        let salt = trimmed(salt);
        let verifier = group::verifier(&password_key(salt, &claimant.hash()));
        Self { password_verifier: BASE64.encode(padded(&verifier)), salt: BASE64.encode(padded(salt)) }
    }
}

/// u = H(PAD(A) ‖ PAD(B)); `None` where it is zero, which would take the password out of the proof.
#[must_use]
pub fn scrambling(client_public: &[u8], server_public: &[u8]) -> Option<[u8; 32]> {
    let (client, server) = (trimmed(client_public), trimmed(server_public));
    let mut hash = Sha256::new();
    for part in [sign_byte(client), client, sign_byte(server), server] {
        hash.update(part);
    }
    Some(hash.finalize().into()).filter(|scrambling| *scrambling != [0; 32])
}

/// k, which belongs to the group: H(PAD(N) ‖ PAD(g)).
#[must_use]
pub fn multiplier() -> Vec<u8> {
    group::known_multiplier()
}

/// PAD: a number as Cognito's Java writes it, big-endian two's complement. One that begins with a set bit gets a zero byte
/// before it, lest it be negative.
#[must_use]
pub fn padded(number: &[u8]) -> Vec<u8> {
    let number = trimmed(number);
    [sign_byte(number), number].concat()
}

/// x = H(PAD(salt) ‖ H(group | name | ":" | password))
fn password_key(salt: &[u8], claimant: &[u8; 32]) -> Zeroizing<[u8; 32]> {
    let hash = Sha256::new().chain_update(sign_byte(salt)).chain_update(salt).chain_update(claimant);
    Zeroizing::new(hash.finalize().into())
}

/// What [`padded`] puts before a number without leading zeros.
fn sign_byte(number: &[u8]) -> &'static [u8] {
    match number.first() {
        Some(first) if *first < 0x80 => &[],
        _ => &[0],
    }
}

fn trimmed(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    &number[zeros..]
}

/// A hexadecimal number of either parity and case, without leading zeros.
fn number(digits: &str) -> Option<Vec<u8>> {
    if digits.is_empty() || digits.len() > LONGEST_NUMBER {
        return None;
    }
    let digits: Option<Vec<u8>> = digits.chars().map(|digit| digit.to_digit(16)?.try_into().ok()).collect();
    let bytes =
        digits?.rchunks(2).rev().map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect::<Vec<u8>>();
    Some(trimmed(&bytes).to_vec())
}

/// HMAC-SHA-256 of the parts, one after the other.
pub(super) fn hmac(key: &[u8], parts: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of all lengths");
    for part in parts {
        mac.update(part);
    }
    Zeroizing::new(mac.finalize().into_bytes().into())
}

/// What of a proof cannot be computed. The values themselves are not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SrpError {
    /// The ephemeral secret is empty, zero or too long.
    Secret,
    /// `SALT` is not a hexadecimal number.
    Salt,
    /// `SRP_B` is not a hexadecimal number between 1 and N − 1.
    ServerPublic,
    /// `SECRET_BLOCK` is not base64.
    SecretBlock,
}

impl fmt::Display for SrpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Secret => "SRP: the ephemeral secret is zero or too long",
            Self::Salt => "SRP: `SALT` is not a hexadecimal number",
            Self::ServerPublic => "SRP: `SRP_B` is not a hexadecimal number in the group",
            Self::SecretBlock => "SRP: `SECRET_BLOCK` is not base64",
        })
    }
}

impl std::error::Error for SrpError {}
