//! A server over TLS with an authority of its own, that answers when so many requests are there.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Barrier};
use std::{fs, thread};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, ExtendedKeyUsagePurpose, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::load;

/// Listens on 127.0.0.1 and answers `together` requests at once; then the next so many. Whom to trust is written to
/// `authority`, as PEM.
///
/// # Errors
/// When it cannot listen, or make its certificate.
pub fn start(authority: &Path, together: usize) -> io::Result<SocketAddr> {
    let config = Arc::new(config(authority)?);
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = listener.local_addr()?;
    let barrier = Arc::new(Barrier::new(together));
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (config, barrier) = (Arc::clone(&config), Arc::clone(&barrier));
            thread::spawn(move || serve(stream, config, &barrier));
        }
    });
    Ok(address)
}

fn config(authority: &Path) -> io::Result<ServerConfig> {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let new_key = || KeyPair::generate().map_err(io::Error::other);
    let issuer = CertifiedIssuer::self_signed(params, new_key()?).map_err(io::Error::other)?;
    let mut params = CertificateParams::new(["127.0.0.1".to_owned()]).map_err(io::Error::other)?;
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let key = new_key()?;
    let certificate = params.signed_by(&key, &issuer).map_err(io::Error::other)?;
    fs::write(authority, issuer.pem())?;
    let key = PrivateKeyDer::try_from(key.serialize_der()).map_err(io::Error::other)?;
    ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .map_err(io::Error::other)
}

/// Holds the connection until the client leaves.
fn serve(stream: TcpStream, config: Arc<ServerConfig>, barrier: &Barrier) -> io::Result<()> {
    let connection = ServerConnection::new(config).map_err(io::Error::other)?;
    let mut stream = StreamOwned::new(connection, stream);
    let mut request = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        match stream.read(&mut chunk)? {
            0 => return Ok(()),
            read => request.extend_from_slice(&chunk[..read]),
        }
        if request.ends_with(b"\r\n\r\n") {
            barrier.wait();
            request.clear();
            let body = load::ANSWER;
            let length = body.len();
            write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
            )?;
            stream.flush()?;
        }
    }
}
