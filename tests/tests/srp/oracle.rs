//! Random runs of the protocol, by us and by the crate `aws-cognito-srp`: the same proofs, the same verifiers.

use std::fmt::Debug;

use amplify_rest::Secret;
use amplify_rest::internals::srp::{Claimant, DeviceVerifier, PasswordChallenge, SrpClient, secret_hash};
use aws_cognito_srp as oracle;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use fastrand::Rng;

const POOL: &str = "eu-west-1_AbCdEfGhI";

#[test]
fn users_prove_their_password_as_aws_cognito_srp_does() {
    for seed in 0..12 {
        let mut random = Rng::with_seed(seed);
        let (user, password) = (text(&mut random), text(&mut random));
        let (salt, srp_b, secret_block) = challenge(&mut random);
        let theirs =
            oracle::SrpClient::new(oracle::User::new(POOL, "alias", &password), "client", Some("canary-client-secret"));
        let expected = theirs.verify(&secret_block, &user, &salt, &srp_b).unwrap();

        let ours = SrpClient::new(&ephemeral_secret(&theirs)).unwrap();
        assert_eq!(ours.srp_a(), theirs.get_auth_parameters().a.trim_start_matches('0'), "seed {seed}");
        let challenge = PasswordChallenge { salt: &salt, srp_b: &srp_b, secret_block: &secret_block };
        let signature = ours.signature(&Claimant::user(POOL, &user, &password), &challenge, &expected.timestamp);
        assert_eq!(signature.unwrap(), expected.password_claim_signature, "seed {seed}");
        assert_eq!(
            secret_hash(&Secret::new("canary-client-secret"), "alias", "client"),
            theirs.get_secret_hash().unwrap()
        );
    }
}

#[test]
fn devices_prove_their_password_as_aws_cognito_srp_does() {
    for seed in 0..6 {
        let mut random = Rng::with_seed(seed ^ 0xdef1_ce00);
        let (group, key) = (text(&mut random), text(&mut random));
        let theirs = oracle::SrpClient::new(oracle::UntrackedDevice::new(POOL, &group, &key), "client", None);
        let expected = theirs.get_password_verifier();
        let device = Claimant::device(&group, &key, &expected.password);
        let verifier = DeviceVerifier::new(&device, &BASE64.decode(&expected.salt).unwrap());
        assert_eq!((verifier.password_verifier, verifier.salt), (expected.verifier, expected.salt), "seed {seed}");

        let (salt, srp_b, secret_block) = challenge(&mut random);
        let theirs = theirs.into(oracle::TrackedDevice::new(POOL, &group, &key, &expected.password));
        let expected = theirs.verify(&secret_block, &salt, &srp_b).unwrap();
        let ours = SrpClient::new(&ephemeral_secret(&theirs)).unwrap();
        let challenge = PasswordChallenge { salt: &salt, srp_b: &srp_b, secret_block: &secret_block };
        let signature = ours.signature(&device, &challenge, &expected.timestamp);
        assert_eq!(signature.unwrap(), expected.password_claim_signature, "seed {seed}");
    }
}

/// The oracle makes up its own ephemeral secret; only its `Debug` tells which.
fn ephemeral_secret(client: &impl Debug) -> Vec<u8> {
    let shown = format!("{client:?}");
    let (_, rest) = shown.split_once("a: [").unwrap();
    let (bytes, _) = rest.split_once(']').unwrap();
    bytes.split(", ").map(|byte| byte.parse().unwrap()).collect()
}

/// Salt, B and secret block, some of the numbers short and of odd length. No salt begins with a zero byte: the oracle
/// would keep it, Java does not, and Cognito sends none.
fn challenge(random: &mut Rng) -> (String, String, String) {
    let mut number = |longest: usize| {
        let digits = if random.bool() { longest } else { random.usize(1..longest) };
        let first = char::from_digit(random.u32(1..15), 16).unwrap();
        let rest: String = (1..digits).map(|_| random.digit(16)).collect();
        format!("{first}{rest}")
    };
    let (salt, srp_b) = (number(32), number(768));
    let block: Vec<u8> = (0..random.usize(0..1300)).map(|_| random.u8(..)).collect();
    (salt, srp_b, BASE64.encode(block))
}

fn text(random: &mut Rng) -> String {
    let characters = ['a', 'Z', '0', ' ', ':', '_', '-', '\u{e4}', '\u{4e2d}', '\u{1f980}', '"', '\0'];
    (0..random.usize(0..20)).map(|_| characters[random.usize(..characters.len())]).collect()
}
