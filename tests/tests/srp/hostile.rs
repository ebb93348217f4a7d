//! What a hostile or broken server can send: refused with a typed error, or computed with; never a panic, never slow.

use std::time::{Duration, Instant};

use amplify_rest::internals::srp::{Claimant, LONGEST_SECRET, PasswordChallenge, SrpClient, SrpError};

const GOOD: PasswordChallenge<'static> = PasswordChallenge { salt: "7f01", srp_b: "1234", secret_block: "c2VjcmV0" };

fn sign(challenge: PasswordChallenge<'_>) -> Result<String, SrpError> {
    let client = SrpClient::new(b"an ephemeral secret for the tests").unwrap();
    client.signature(&Claimant::user("eu-west-1_AbCdEfGhI", "user", "password"), &challenge, "timestamp")
}

#[test]
fn malformed_challenges_are_refused() {
    let (long, prime_bits) = ("f".repeat(5_000), "f".repeat(768));
    let beyond = format!("1{}", "0".repeat(768));
    for srp_b in ["", "0", "000", "g", "0x12", "12 ", "-1", "+1", "\u{663}", "\u{1f980}", &long, &prime_bits, &beyond] {
        assert_eq!(sign(PasswordChallenge { srp_b, ..GOOD }), Err(SrpError::ServerPublic), "{srp_b:?}");
    }
    for salt in ["", "xyz", " 1", "\0", &long] {
        assert_eq!(sign(PasswordChallenge { salt, ..GOOD }), Err(SrpError::Salt), "{salt:?}");
    }
    let long = "A".repeat(1 << 20);
    for secret_block in ["*", "A", "c2VjcmV0=", "c2Vj cmV0", "\u{e4}", &long] {
        assert_eq!(sign(PasswordChallenge { secret_block, ..GOOD }), Err(SrpError::SecretBlock), "{secret_block:.20}");
    }
}

#[test]
fn numbers_mean_the_same_in_every_spelling() {
    let expected = sign(GOOD).unwrap();
    let zeros = format!("{}1234", "0".repeat(1_000));
    for srp_b in ["01234", "001234", &zeros] {
        assert_eq!(sign(PasswordChallenge { srp_b, ..GOOD }).unwrap(), expected, "{srp_b}");
    }
    for salt in ["07f01", "7F01", "00007f01"] {
        assert_eq!(sign(PasswordChallenge { salt, ..GOOD }).unwrap(), expected, "{salt}");
    }
    // A salt of zero is odd and still a number; an empty secret block is still a block.
    assert!(sign(PasswordChallenge { salt: "0", ..GOOD }).is_ok());
    assert!(sign(PasswordChallenge { secret_block: "", ..GOOD }).is_ok());
}

#[test]
fn ephemeral_secrets_that_protect_nothing_are_refused() {
    let long = [1; LONGEST_SECRET + 1];
    for secret in [&[][..], &[0; 128], &long] {
        assert_eq!(SrpClient::new(secret).map(|_| ()), Err(SrpError::Secret));
    }
    assert!(SrpClient::new(&long[1..]).is_ok());
}

#[test]
fn every_part_of_the_claim_counts() {
    let claim = |secret: &[u8], pool, user, password, timestamp| {
        let client = SrpClient::new(secret).unwrap();
        client.signature(&Claimant::user(pool, user, password), &GOOD, timestamp).unwrap()
    };
    let mut claims = vec![
        claim(b"1", "eu_pool", "user", "password", "time"),
        claim(b"2", "eu_pool", "user", "password", "time"),
        claim(b"1", "eu_lake", "user", "password", "time"),
        claim(b"1", "eu_pool", "resu", "password", "time"),
        claim(b"1", "eu_pool", "user", "Password", "time"),
        claim(b"1", "eu_pool", "user", "password", "later"),
    ];
    // Only what comes after the first `_` of a pool's id is hashed.
    assert_eq!(claims[0], claim(b"1", "us_pool", "user", "password", "time"));
    claims.sort();
    claims.dedup();
    assert_eq!(claims.len(), 6);
}

#[test]
fn a_sign_in_takes_well_under_a_second_without_optimisation() {
    let challenge = PasswordChallenge { srp_b: &"7f".repeat(384), ..GOOD };
    // The best of three, for machines with other things to do.
    let taken = (0..3).map(|_| {
        let start = Instant::now();
        let client = SrpClient::new(&[0xa5; 128]).unwrap();
        client.signature(&Claimant::user("eu_pool", "user", "password"), &challenge, "time").unwrap();
        start.elapsed()
    });
    let best = taken.min().unwrap();
    assert!(best < Duration::from_millis(700), "{best:?}");
}

#[test]
fn debug_shows_no_secret() {
    let client = SrpClient::new(b"canary").unwrap();
    let shown = format!("{client:?} {:?}", Claimant::user("eu_pool", "user", "canary-password"));
    assert!(!shown.contains("canary") && !shown.contains("99, 97, 110"), "{shown}");
}
