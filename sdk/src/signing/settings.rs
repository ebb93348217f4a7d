//! In which ways services differ in what they sign. The defaults are API Gateway's; no name of a service is looked at.

/// How a request is signed. The defaults are what API Gateway's IAM authorizer wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct SigningSettings {
    pub(super) path_encoding: PathEncoding,
    pub(super) path_normalization: PathNormalization,
    pub(super) payload_hash: PayloadHash,
    pub(super) headers: HeaderSelection,
    pub(super) session_token: SessionToken,
}

impl SigningSettings {
    /// How the path is encoded in the signature. Default: [`PathEncoding::Double`].
    pub fn path_encoding(mut self, encoding: PathEncoding) -> Self {
        self.path_encoding = encoding;
        self
    }

    /// Whether dot segments and doubled slashes are taken out of the path that is signed. Default: [`PathNormalization::Off`].
    pub fn path_normalization(mut self, normalization: PathNormalization) -> Self {
        self.path_normalization = normalization;
        self
    }

    /// Whether the body's hash is sent too. Default: [`PayloadHash::InSignature`].
    pub fn payload_hash(mut self, payload_hash: PayloadHash) -> Self {
        self.payload_hash = payload_hash;
        self
    }

    /// Which of the request's headers are signed. Default: [`HeaderSelection::Stable`].
    pub fn headers(mut self, headers: HeaderSelection) -> Self {
        self.headers = headers;
        self
    }

    /// Whether the session token is signed. Default: [`SessionToken::Signed`].
    pub fn session_token(mut self, session_token: SessionToken) -> Self {
        self.session_token = session_token;
        self
    }
}

/// How the path is encoded in the signature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PathEncoding {
    /// The path as it is sent, encoded once more: `ë` is sent as `%C3%AB` and signed as `%25C3%25AB`. Every service but S3.
    #[default]
    Double,
    /// The path as it is sent. Amazon S3.
    Single,
}

/// Whether the path that is signed is normalised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PathNormalization {
    /// The path is signed as it is sent.
    #[default]
    Off,
    /// Without `.` and `..` segments ([RFC 3986, section 5.2.4](https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4)) and
    /// empty ones, as services see it that normalise before they verify.
    On,
}

/// Where the body's SHA-256 hash stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PayloadHash {
    /// In the signature alone.
    #[default]
    InSignature,
    /// In the signature, and in the signed header `x-amz-content-sha256`. Amazon S3 wants it.
    AsHeader,
}

/// Which of a request's headers are signed, beside `host` and the signature's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeaderSelection {
    /// `content-type` and every `x-amz-…`.
    ///
    /// The rest is left out because a proxy or CloudFront may change it on the way, as they do with `user-agent`,
    /// `accept-encoding`, `via` and `x-amzn-trace-id`, or because it is a secret that the signer has no business with,
    /// such as `x-api-key` and `cookie`.
    #[default]
    Stable,
    /// All but `authorization`. For a service that asks for it, reached without a proxy.
    All,
}

/// Whether the session token is part of the signature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SessionToken {
    /// `x-amz-security-token` is sent and signed.
    #[default]
    Signed,
    /// `x-amz-security-token` is sent and not signed. A few older services, such as AWS IoT, want it so.
    Unsigned,
}
