//! Known answers from the public tests of other Cognito clients, step by step of the protocol.

use std::fs;
use std::path::Path;

use amplify_rest::Secret;
use amplify_rest::internals::srp::{
    Claimant, DeviceVerifier, PasswordChallenge, SrpClient, SrpError, multiplier, padded, scrambling, secret_hash,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::Value;
use sha2::{Digest, Sha256};

#[test]
fn all_vectors_come_out() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/vectors/srp/srp_vectors.json");
    let Ok(text) = fs::read_to_string(&path) else {
        println!("skipped: all_vectors_come_out ({} is not there)", path.display());
        return;
    };
    let file: Value = serde_json::from_str(&text).unwrap();
    let vectors = file["vectors"].as_array().unwrap();
    assert_eq!(vectors.len(), 30, "vectors in {}", path.display());
    assert_eq!(hex(&multiplier()), file["k"].as_str().unwrap());
    for vector in vectors {
        check(&Vector(vector));
    }
}

#[track_caller]
fn check(vector: &Vector<'_>) {
    let name = vector.text("name");
    match vector.text("kind") {
        "password" => password(vector),
        "key" => {
            let key = vector.client().session_key(&vector.user(), vector.text("salt"), vector.text("B")).unwrap();
            assert_eq!(BASE64.encode(*key), vector.text("key_b64"), "{name}: key");
        }
        "u" => {
            let scrambling = scrambling(&vector.bytes("A"), &vector.bytes("B")).unwrap();
            assert_eq!(hex(&scrambling), vector.text("u"), "{name}: u");
        }
        "S" => {
            let identity = Sha256::digest(vector.text("identity")).into();
            let agreed = vector.client().agree(&identity, vector.text("salt"), vector.text("B")).unwrap();
            assert_eq!(hex(&agreed.secret), vector.text("S"), "{name}: S");
        }
        "k" => assert_eq!(hex(&multiplier()), vector.text("k"), "{name}: k"),
        "secret_hash" => {
            let secret = Secret::new(vector.text("client_secret"));
            let hash = secret_hash(&secret, vector.text("username"), vector.text("client_id"));
            assert_eq!(hash, vector.text("hash"), "{name}: secret hash");
        }
        "device_key_hash" => {
            let device =
                Claimant::device(vector.text("device_group_key"), vector.text("device_key"), vector.text("password"));
            assert_eq!(BASE64.encode(*device.hash()), vector.text("sha256_b64"), "{name}: hash");
        }
        "device_verifier" => {
            let (group, key) = (vector.text("device_group_key"), vector.text("device_key"));
            let device = Claimant::device(group, key, vector.text("device_password"));
            let verifier = DeviceVerifier::new(&device, &BASE64.decode(vector.text("salt_b64")).unwrap());
            assert_eq!(verifier.password_verifier, vector.text("verifier_b64"), "{name}: verifier");
            assert_eq!(verifier.salt, vector.text("salt_b64"), "{name}: salt");
        }
        "reject" => {
            let client = SrpClient::new(&[7; 32]).unwrap();
            let result = client.session_key(&Claimant::user("pool", "user", "password"), "01", vector.text("B"));
            assert_eq!(result.unwrap_err(), SrpError::ServerPublic, "{name}");
        }
        "pad_table" => pad_table(vector),
        // One client reads a base64 salt as hexadecimal.
        "device_claim_informational" => {}
        kind => panic!("{name}: unknown kind {kind}"),
    }
}

#[track_caller]
fn password(vector: &Vector<'_>) {
    let name = vector.text("name");
    let (client, user) = (vector.client(), vector.user());
    let (salt, srp_b) = (vector.text("salt"), vector.text("B"));
    let agreed = client.agree(&user.hash(), salt, srp_b).unwrap();
    if let Some(expected) = vector.optional("u") {
        assert_eq!(hex(&agreed.scrambling), expected, "{name}: u");
    }
    if let Some(expected) = vector.optional("S") {
        assert_eq!(hex(&agreed.secret), expected, "{name}: S");
    }
    if let Some(expected) = vector.optional("password_hash") {
        assert_eq!(hex(&*user.hash()), expected, "{name}: H(pool | user | \":\" | password)");
    }
    let key = client.session_key(&user, salt, srp_b).unwrap();
    assert_eq!(BASE64.encode(*key), vector.text("key_b64"), "{name}: key");
    let challenge = PasswordChallenge { salt, srp_b, secret_block: vector.text("secret_block_b64") };
    let claim = client.signature(&user, &challenge, vector.text("timestamp")).unwrap();
    assert_eq!(claim, vector.text("claim"), "{name}: claim");
}

/// Java's two's complement for small numbers. The negative half of the table has no place here: our numbers are residues.
#[track_caller]
fn pad_table(vector: &Vector<'_>) {
    let rows = vector.0["rows"].as_array().unwrap();
    let mut checked = 0;
    for row in rows {
        if let Some(number) = row[0].as_u64() {
            assert_eq!(hex(&padded(&number.to_be_bytes())).to_uppercase(), row[1].as_str().unwrap(), "{number}");
            checked += 1;
        }
    }
    assert_eq!((rows.len(), checked), (513, 257));
}

struct Vector<'a>(&'a Value);

impl<'a> Vector<'a> {
    fn optional(&self, name: &str) -> Option<&'a str> {
        self.0[name].as_str()
    }

    #[track_caller]
    fn text(&self, name: &str) -> &'a str {
        self.optional(name).unwrap_or_else(|| panic!("{} has no {name}", self.0["name"]))
    }

    #[track_caller]
    fn bytes(&self, name: &str) -> Vec<u8> {
        let digits = self.text(name);
        let even = if digits.len().is_multiple_of(2) { digits.to_owned() } else { format!("0{digits}") };
        (0..even.len()).step_by(2).map(|index| u8::from_str_radix(&even[index..index + 2], 16).unwrap()).collect()
    }

    #[track_caller]
    fn client(&self) -> SrpClient {
        let client = SrpClient::new(&self.bytes("a")).unwrap();
        assert_eq!(client.srp_a(), self.text("A"), "{}: A", self.text("name"));
        client
    }

    fn user(&self) -> Claimant<'a> {
        Claimant::user(self.text("pool"), self.text("user"), self.text("password"))
    }
}

/// Without leading zeros, as the vectors write numbers.
fn hex(bytes: &[u8]) -> String {
    let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let digits = digits.concat();
    let trimmed = digits.trim_start_matches('0');
    // A padded number keeps its zeros: it is compared by its bytes.
    if bytes.len() > 2 { trimmed.to_owned() } else { digits }
}
