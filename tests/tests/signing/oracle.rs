//! Thousands of hostile requests, signed by us and by `aws-sigv4`'s `sign()`: the headers must be the same to the byte.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use amplify_rest::Credentials;
use amplify_rest::internals::encoding;
use amplify_rest::signing::{
    HeaderSelection, PathEncoding, PathNormalization, PayloadHash, SessionToken, SignableRequest, SigningKey,
    SigningSettings, sign,
};
use aws_sigv4::http_request as aws;
use fastrand::Rng;
use http::{HeaderMap, HeaderName, HeaderValue, Method};

/// As our SDK sends them: strictly encoded, default settings, with headers around that are not signed.
#[test]
fn strictly_encoded_requests_are_signed_as_aws_sigv4_signs_them() {
    for seed in 0..4_000 {
        let mut random = Rng::with_seed(seed);
        let sample = Sample::random(&mut random, Syntax::Strict);
        let expected = sample.signed_by_oracle(aws_settings(SigningChoice::DEFAULT));
        let mut headers = sample.headers.clone();
        for name in ["user-agent", "x-api-key", "cookie", "x-amzn-trace-id", "accept", "authorization"] {
            headers.insert(name, HeaderValue::from_static("not signed"));
        }
        assert_eq!(sample.signed_by_us(&headers, SigningSettings::default()), expected, "seed {seed}: {sample:?}");
    }
}

/// As others may call the signer: any query that fits a URI, any setting.
#[test]
fn any_query_and_setting_is_signed_as_aws_sigv4_signs_it() {
    for seed in 0..4_000 {
        let mut random = Rng::with_seed(seed ^ 0x5eed_0000);
        let mut sample = Sample::random(&mut random, Syntax::Loose);
        sample.headers.append("x-custom", HeaderValue::from_static("signed  too"));
        let choice = SigningChoice {
            double: random.bool(),
            normalize: random.bool(),
            hash_header: random.bool(),
            sign_token: random.bool(),
        };
        let settings = SigningSettings::default()
            .headers(HeaderSelection::All)
            .path_encoding(if choice.double { PathEncoding::Double } else { PathEncoding::Single })
            .path_normalization(if choice.normalize { PathNormalization::On } else { PathNormalization::Off })
            .payload_hash(if choice.hash_header { PayloadHash::AsHeader } else { PayloadHash::InSignature })
            .session_token(if choice.sign_token { SessionToken::Signed } else { SessionToken::Unsigned });
        let expected = sample.signed_by_oracle(aws_settings(choice));
        assert_eq!(sample.signed_by_us(&sample.headers, settings), expected, "seed {seed}, {choice:?}: {sample:?}");
    }
}

#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "four coins that are tossed")]
struct SigningChoice {
    double: bool,
    normalize: bool,
    hash_header: bool,
    sign_token: bool,
}

impl SigningChoice {
    const DEFAULT: Self = Self { double: true, normalize: false, hash_header: false, sign_token: true };
}

fn aws_settings(choice: SigningChoice) -> aws::SigningSettings {
    let mut settings = aws::SigningSettings::default();
    settings.excluded_headers = Some(vec!["authorization".into()]);
    if !choice.double {
        settings.percent_encoding_mode = aws::PercentEncodingMode::Single;
    }
    settings.uri_path_normalization_mode = choice.normalize.into();
    if choice.hash_header {
        settings.payload_checksum_kind = aws::PayloadChecksumKind::XAmzSha256;
    }
    if !choice.sign_token {
        settings.session_token_mode = aws::SessionTokenMode::Exclude;
    }
    settings
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Syntax {
    Strict,
    Loose,
}

#[derive(Debug)]
struct Sample {
    method: Method,
    host: String,
    path: String,
    query: String,
    headers: HeaderMap,
    body: Vec<u8>,
    access_key_id: String,
    secret: String,
    token: Option<String>,
    region: &'static str,
    service: &'static str,
    time: SystemTime,
}

impl Sample {
    fn random(random: &mut Rng, syntax: Syntax) -> Self {
        let methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "PURGE", "X-0"];
        let hosts = ["abc.execute-api.us-west-2.amazonaws.com", "api.example.com", "127.0.0.1:3000", "[::1]:8080"];
        Self {
            method: pick(random, &methods).parse().unwrap(),
            host: pick(random, &hosts).to_owned(),
            path: path(random),
            query: query(random, syntax),
            headers: headers(random),
            body: (0..pick(random, &[0, 0, 1, 64, 1_000])).map(|_| random.u8(..)).collect(),
            access_key_id: alphanumeric(random, 20),
            secret: alphanumeric(random, 40),
            token: random.bool().then(|| alphanumeric(random, 1_000) + "/+=="),
            region: pick(random, &["us-west-2", "eu-central-1", "cn-north-1"]),
            service: pick(random, &["execute-api", "appsync", "s3"]),
            time: UNIX_EPOCH + Duration::from_millis(random.u64(0..253_402_300_800_000)),
        }
    }

    fn signed_by_us(&self, headers: &HeaderMap, settings: SigningSettings) -> HeaderMap {
        let mut credentials = Credentials::new(self.access_key_id.as_str(), self.secret.as_str());
        if let Some(token) = &self.token {
            credentials = credentials.with_session_token(token);
        }
        let key = SigningKey::derive(&credentials, self.region, self.service, self.time).unwrap();
        let request = SignableRequest::new(&self.method, &self.host, &self.path)
            .query(&self.query)
            .headers(headers)
            .body(&self.body);
        let mut signed = HeaderMap::new();
        sign(&request, &key, self.time, settings).unwrap().insert_into(&mut signed);
        signed
    }

    fn signed_by_oracle(&self, settings: aws::SigningSettings) -> HeaderMap {
        let (key, secret) = (self.access_key_id.clone(), self.secret.clone());
        let credentials = aws_credential_types::Credentials::new(key, secret, self.token.clone(), None, "test");
        let identity = credentials.into();
        let params = aws_sigv4::sign::v4::SigningParams::builder()
            .identity(&identity)
            .region(self.region)
            .name(self.service)
            .time(self.time)
            .settings(settings)
            .build()
            .unwrap()
            .into();
        let question_mark = if self.query.is_empty() { "" } else { "?" };
        let url = format!("https://{}{}{question_mark}{}", self.host, self.path, self.query);
        let headers = self.headers.iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap()));
        let body = aws::SignableBody::Bytes(&self.body);
        let request = aws::SignableRequest::new(self.method.as_str(), url, headers, body).unwrap();
        let (instructions, _) = aws::sign(request, &params).unwrap().into_parts();
        let mut signed = HeaderMap::new();
        for (name, value) in instructions.headers() {
            signed.insert(name.parse::<HeaderName>().unwrap(), value.parse().unwrap());
        }
        signed
    }
}

fn path(random: &mut Rng) -> String {
    let mut path = String::new();
    for _ in 0..random.usize(0..5) {
        path.push('/');
        encoding::encode_into(&mut path, &hostile_text(random));
    }
    if path.is_empty() || random.bool() {
        path.push('/');
    }
    path
}

fn query(random: &mut Rng, syntax: Syntax) -> String {
    let mut query = String::new();
    for index in 0..random.usize(0..7) {
        if index > 0 {
            query.push('&');
        }
        // Few names, so that they repeat.
        let name = if random.bool() {
            pick(random, &["a", "A", "a-b", "a.b", "é", "a b"]).into()
        } else {
            hostile_text(random)
        };
        let value = hostile_text(random);
        match syntax {
            Syntax::Strict => {
                encoding::encode_into(&mut query, &name);
                query.push('=');
                encoding::encode_into(&mut query, &value);
            }
            Syntax::Loose => {
                let pair = [name, value].join(pick(random, &["=", "", "&&", "=="]));
                query.push_str(&loosely_encoded(random, &pair));
            }
        }
    }
    query
}

/// Leaves characters raw that a URI may hold, writes hexadecimal digits in both cases and encodes what needs no encoding.
fn loosely_encoded(random: &mut Rng, text: &str) -> String {
    let mut encoded = String::new();
    for character in text.chars() {
        let raw = character.is_ascii_alphanumeric() || "-._~!$'()*+,;:@/?=&".contains(character);
        if raw && random.u8(..8) > 0 {
            encoded.push(character);
        } else {
            for byte in character.to_string().bytes() {
                let upper = format!("%{byte:02X}");
                encoded += &if random.bool() { upper } else { upper.to_lowercase() };
            }
        }
    }
    encoded
}

fn headers(random: &mut Rng) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for _ in 0..random.usize(0..6) {
        let names = ["content-type", "x-amz-target", "x-amz-meta-a", "x-amz-", "x-amz-meta-b.c", "X-Amz-User-Agent"];
        let name = pick(random, &names).parse::<HeaderName>().unwrap();
        // No tab and nothing beyond ASCII: `aws-sigv4` keeps the one as it is and refuses the other.
        let value: String = (0..random.usize(0..20)).map(|_| char::from(pick(random, b"   ab,;:=\"/~%+"))).collect();
        headers.append(name, HeaderValue::from_str(&value).unwrap());
    }
    headers
}

/// Text with everything in it that has gone wrong in some client.
fn hostile_text(random: &mut Rng) -> String {
    let pieces = [
        "a",
        "Z",
        "0",
        "-",
        ".",
        "_",
        "~",
        "..",
        "/",
        "//",
        "?",
        "#",
        "&",
        "=",
        ";",
        ":",
        "@",
        "+",
        "%",
        "%41",
        "%2F",
        "%c3",
        " ",
        "'",
        "(",
        ")",
        "*",
        "!",
        "$",
        ",",
        "[",
        "]",
        "{",
        "|",
        "\\",
        "^",
        "`",
        "<",
        "\"",
        "\0",
        "\n",
        "\r",
        "\t",
        "\u{7f}",
        "\u{e9}",
        "\u{eb}",
        "\u{4e2d}",
        "\u{1f980}",
        "\u{200b}",
        "\u{202e}",
        "\u{feff}",
        "\u{10ffff}",
    ];
    (0..random.usize(0..8)).map(|_| pick(random, &pieces)).collect()
}

fn alphanumeric(random: &mut Rng, length: usize) -> String {
    (0..length).map(|_| random.alphanumeric()).collect()
}

fn pick<T: Copy>(random: &mut Rng, choices: &[T]) -> T {
    choices[random.usize(..choices.len())]
}
