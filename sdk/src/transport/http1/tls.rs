//! Whom to trust, and how to show oneself: certificates.

use std::fmt;

use ureq::tls::TlsConfig;

use crate::Error;

/// A certificate that the client trusts beside the built-in roots' place: see
/// [`ClientBuilder::trust`](crate::ClientBuilder::trust).
#[derive(Clone)]
pub struct Certificate(ureq::tls::Certificate<'static>);

impl Certificate {
    /// From PEM text.
    ///
    /// # Errors
    /// When the text holds no certificate.
    pub fn from_pem(pem: &[u8]) -> Result<Self, Error> {
        ureq::tls::Certificate::from_pem(pem)
            .map(Self)
            .map_err(|cause| Error::configuration("the PEM text holds no certificate").with_source(cause))
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certificate({} bytes)", self.0.der().len())
    }
}

/// A client certificate with its private key, for mutual TLS.
///
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html>
#[derive(Clone)]
pub struct Identity(ureq::tls::ClientCert);

impl Identity {
    /// From PEM text: the certificate chain, and the private key.
    ///
    /// # Errors
    /// When either cannot be read.
    pub fn from_pem(chain: &[u8], private_key: &[u8]) -> Result<Self, Error> {
        let wrong = |cause| Error::configuration("the client certificate or its key cannot be read").with_source(cause);
        let mut certificates = Vec::new();
        for item in ureq::tls::parse_pem(chain) {
            if let ureq::tls::PemItem::Certificate(certificate) = item.map_err(wrong)? {
                certificates.push(certificate);
            }
        }
        if certificates.is_empty() {
            return Err(Error::configuration("the client certificate's PEM text holds no certificate"));
        }
        let key = ureq::tls::PrivateKey::from_pem(private_key).map_err(wrong)?;
        Ok(Self(ureq::tls::ClientCert::new_with_certs(&certificates, key)))
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity([redacted])")
    }
}

/// What the program decides about TLS.
#[derive(Clone, Debug, Default)]
pub(crate) struct TlsSettings {
    pub(crate) trusted: Vec<Certificate>,
    pub(crate) identity: Option<Identity>,
}

impl TlsSettings {
    pub(super) fn into_config(self) -> TlsConfig {
        let mut tls = TlsConfig::builder().client_cert(self.identity.map(|identity| identity.0));
        if cfg!(all(feature = "native-tls", not(feature = "rustls"))) {
            tls = tls.provider(ureq::tls::TlsProvider::NativeTls);
        }
        if !self.trusted.is_empty() {
            let roots: Vec<_> = self.trusted.into_iter().map(|certificate| certificate.0).collect();
            tls = tls.root_certs(ureq::tls::RootCerts::new_with_certs(&roots));
        }
        tls.build()
    }
}
