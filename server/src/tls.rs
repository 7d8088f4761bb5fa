//! TLS of the server's own: a certificate and its key from two files, read anew when they change.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// How often the files are looked at.
const LOOK: Duration = Duration::from_secs(2);

/// Where certificate and key are, as PEM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// The certificate, and those between it and a root.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

/// The two files cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read.
    #[error("the file with the certificate or the one with its key cannot be read")]
    Unreadable,
    /// What is in them is no certificate with its key.
    #[error("the files hold no certificate in PEM and the private key that belongs to it")]
    NoIdentity,
}

/// The identity of now.
pub(crate) struct Tls {
    files: TlsFiles,
    current: RwLock<(Contents, Arc<ServerConfig>)>,
}

type Contents = (Vec<u8>, Vec<u8>);

impl Tls {
    pub(crate) fn open(files: TlsFiles) -> Result<Self, TlsError> {
        let contents = files.read()?;
        let config = configured(&contents)?;
        Ok(Self { files, current: RwLock::new((contents, config)) })
    }

    /// What the next connection is met with.
    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        TlsAcceptor::from(Arc::clone(&current.1))
    }

    /// Reads the files anew where they changed. As long as they are not good together, the former ones are used: whoever replaces two
    /// files replaces one first.
    pub(crate) async fn keep_up(self: Arc<Self>) {
        loop {
            tokio::time::sleep(LOOK).await;
            let Ok(contents) = self.files.read() else { continue };
            if self.current.read().unwrap_or_else(PoisonError::into_inner).0 == contents {
                continue;
            }
            if let Ok(config) = configured(&contents) {
                *self.current.write().unwrap_or_else(PoisonError::into_inner) = (contents, config);
            }
        }
    }
}

impl TlsFiles {
    fn read(&self) -> Result<Contents, TlsError> {
        let read = |path| std::fs::read(path).map_err(|_| TlsError::Unreadable);
        Ok((read(&self.certificate)?, read(&self.key)?))
    }
}

fn configured((certificates, key): &Contents) -> Result<Arc<ServerConfig>, TlsError> {
    let certificates = CertificateDer::pem_slice_iter(certificates).collect::<Result<Vec<_>, _>>();
    let certificates = certificates.map_err(|_| TlsError::NoIdentity)?;
    let key = PrivateKeyDer::from_pem_slice(key).map_err(|_| TlsError::NoIdentity)?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|_| TlsError::NoIdentity)?
        .with_no_client_auth()
        .with_single_cert(certificates, key)
        .map_err(|_| TlsError::NoIdentity)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
