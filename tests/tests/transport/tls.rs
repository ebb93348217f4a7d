//! TLS: certificates are checked, always; a private authority and a client certificate can be brought along.

use std::io::{self, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, Instant};

use amplify_rest::{Certificate, Client, Endpoint, Identity, Retries, Timeouts};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, ExtendedKeyUsagePurpose, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};

use crate::server::read_head;

struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    fn issue(&self, name: &str, purpose: ExtendedKeyUsagePurpose) -> (rcgen::Certificate, KeyPair) {
        let mut params = CertificateParams::new([name.to_owned()]).unwrap();
        params.extended_key_usages = vec![purpose];
        let key = KeyPair::generate().unwrap();
        (params.signed_by(&key, &self.0).unwrap(), key)
    }

    fn certificate(&self) -> Certificate {
        Certificate::from_pem(self.0.pem().as_bytes()).unwrap()
    }
}

/// What serves this name with a certificate of the authority's; asks for client certificates where told to.
fn config(authority: &Authority, name: &str, asks: bool) -> Arc<ServerConfig> {
    let (certificate, key) = authority.issue(name, ExtendedKeyUsagePurpose::ServerAuth);
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder =
        ServerConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions().unwrap();
    let builder = if asks {
        let mut roots = RootCertStore::empty();
        roots.add(authority.0.der().clone()).unwrap();
        builder.with_client_cert_verifier(
            WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build().unwrap(),
        )
    } else {
        builder.with_no_client_auth()
    };
    Arc::new(builder.with_single_cert(vec![certificate.der().clone()], key).unwrap())
}

/// Serves the name; counts connections.
fn serve(authority: &Authority, name: &str, asks: bool) -> (String, Arc<AtomicUsize>) {
    let config = config(authority, name, asks);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let connections = Arc::<AtomicUsize>::default();
    let count = Arc::clone(&connections);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            count.fetch_add(1, SeqCst);
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut reader = BufReader::new(StreamOwned::new(connection, stream));
            if read_head(&mut reader).is_some() {
                let _ = reader
                    .get_mut()
                    .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\nconnection: close\r\n\r\nsecret");
            }
        }
    });
    (format!("https://localhost:{port}"), connections)
}

/// A stream that writes byte by byte, and takes its time for each.
struct Dribbling(TcpStream, Duration);

impl Read for Dribbling {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.0.read(bytes)
    }
}

impl Write for Dribbling {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        std::thread::sleep(self.1);
        self.0.write(&bytes[..bytes.len().min(1)])
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn get(client: &Client, url: &str) -> Result<String, amplify_rest::Error> {
    Endpoint::builder("open", url).build(client)?.get("/").send()?.text()
}

#[test]
fn a_trusted_authority_is_believed_and_another_is_not() {
    let authority = Authority::new();
    let (url, connections) = serve(&authority, "localhost", false);
    let trusting = Client::builder().trust([authority.certificate()]).build().unwrap();
    assert_eq!(get(&trusting, &url).unwrap(), "secret");

    connections.store(0, SeqCst);
    let error = get(&Client::new().unwrap(), &url).unwrap_err();
    assert!(error.is_transport() && !error.may_have_been_executed(), "{error:?}");
    assert_eq!(connections.load(SeqCst), 1, "a certificate that is not trusted is not tried again");

    let (wrong_name, _) = serve(&authority, "another.example", false);
    let error = get(&trusting, &wrong_name).unwrap_err();
    assert!(error.is_transport() && !error.may_have_been_executed(), "{error:?}");
}

#[test]
fn a_client_certificate_opens_what_asks_for_one() {
    let authority = Authority::new();
    let (url, _) = serve(&authority, "localhost", true);
    let without = Client::builder().trust([authority.certificate()]).build().unwrap();
    assert!(get(&without, &url).unwrap_err().is_transport());
    let (certificate, key) = authority.issue("device-7", ExtendedKeyUsagePurpose::ClientAuth);
    let identity = Identity::from_pem(certificate.pem().as_bytes(), key.serialize_pem().as_bytes()).unwrap();
    assert!(!format!("{identity:?}").contains("PRIVATE"));
    let with = Client::builder().trust([authority.certificate()]).identity(identity).build().unwrap();
    assert_eq!(get(&with, &url).unwrap(), "secret");
    assert!(Identity::from_pem(b"", b"").unwrap_err().is_configuration());
    assert!(Certificate::from_pem(b"nothing").unwrap_err().is_configuration());
}

#[test]
fn an_answer_that_dribbles_within_a_record_is_given_up() {
    let authority = Authority::new();
    let config = config(&authority, "localhost", false);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    std::thread::spawn(move || {
        let stream = Dribbling(listener.accept().unwrap().0, Duration::ZERO);
        let mut reader = BufReader::new(StreamOwned::new(ServerConnection::new(config).unwrap(), stream));
        read_head(&mut reader).unwrap();
        // The first byte comes at once: what follows is what stalls.
        let stream = reader.get_mut();
        stream.write_all(b"HTTP/1.1 200 OK\r\n").unwrap();
        stream.sock.1 = Duration::from_millis(5);
        let _ = stream.write_all(format!("content-length: 6\r\nx: {}\r\n\r\nsecret", "x".repeat(800)).as_bytes());
    });
    let timeouts = Timeouts::default().with_read(Duration::from_millis(500));
    let client = Client::builder().trust([authority.certificate()]).timeouts(timeouts).retries(Retries::none());
    let started = Instant::now();
    let error = get(&client.build().unwrap(), &url).unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert!(started.elapsed() < Duration::from_secs(3), "{:?}", started.elapsed());
}
