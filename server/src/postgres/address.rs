//! Where the database is and how it is spoken to: what PostgreSQL's own programs take as an address, with TLS as it asks for.
//!
//! `sslmode=require` hides what is said from those who listen; with `sslrootcert`, and with `sslmode=verify-full`, the database must also show a
//! certificate that one of those in the file vouches for, made out to the host that the address names.

use crate::error::MailboxError;
use postgres::config::SslMode;
use postgres::tls::{ChannelBinding, MakeTlsConnect, TlsConnect, TlsStream};
use postgres::{Client, Config, NoTls};
use std::error::Error;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{
    ClientConfig, DigitallySignedStruct, Error as TlsError, RootCertStore, SignatureScheme,
};
use tokio_rustls::{TlsConnector, client};

/// An address as it was read.
#[derive(Debug)]
pub(crate) struct Address {
    pub(crate) config: Config,
    /// None where nothing is hidden.
    tls: Option<Vouching>,
}

/// Who vouches for the database.
#[derive(Debug)]
enum Vouching {
    Nobody,
    /// The certificates in this file.
    Roots(String),
}

impl Address {
    /// Reads `postgres://…`; nothing is looked up or opened.
    pub(crate) fn read(text: &str) -> Result<Self, MailboxError> {
        let (base, query) = text.split_once('?').unwrap_or((text, ""));
        let (mut mode, mut roots, mut others) = (None, None, Vec::new());
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("sslmode", value)) => mode = Some(value),
                Some(("sslrootcert", value)) => {
                    roots = Some(unescaped(value).ok_or(MailboxError::NotAnAddress)?)
                }
                _ => others.push(pair),
            }
        }
        let mut config: Config = match others.is_empty() {
            true => base.parse(),
            false => format!("{base}?{}", others.join("&")).parse(),
        }
        .map_err(|_| MailboxError::NotAnAddress)?;
        let tls = match (mode, roots) {
            (None | Some("disable"), None) => None,
            (Some("require"), None) => Some(Vouching::Nobody),
            (Some("require" | "verify-full"), Some(roots)) => Some(Vouching::Roots(roots)),
            // What falls back to plain text, or trusts any host, is not offered.
            _ => return Err(MailboxError::NotATlsMode),
        };
        config.ssl_mode(if tls.is_some() { SslMode::Require } else { SslMode::Disable });
        Ok(Self { config, tls })
    }

    /// Connects. Certificates are read at each call, so that new ones count.
    pub(super) fn connect(&self) -> Result<Client, MailboxError> {
        match &self.tls {
            None => Ok(self.config.connect(NoTls)?),
            Some(vouching) => {
                let client = self.config.connect(vouching.connector()?);
                client.map_err(|error| match is_of_tls(&error) {
                    true => MailboxError::DatabaseTls,
                    false => error.into(),
                })
            }
        }
    }
}

/// Text in which `%2F` stands for `/`.
fn unescaped(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        bytes.extend(rest.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

/// Whether TLS did not come about, and not the connection.
fn is_of_tls(error: &postgres::Error) -> bool {
    let Some(source) = error.source() else { return false };
    match source.downcast_ref::<io::Error>() {
        Some(error) => error.get_ref().is_some_and(|inner| inner.is::<TlsError>()),
        // The database has none.
        None => error.code().is_none(),
    }
}

impl Vouching {
    fn connector(&self) -> Result<Connector, MailboxError> {
        let provider = Arc::new(default_provider());
        let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(|_| MailboxError::DatabaseTls)?;
        let config = match self {
            Self::Nobody => config.dangerous().with_custom_certificate_verifier(Arc::new(Anybody(provider))),
            Self::Roots(path) => config.with_root_certificates(roots(path)?),
        };
        Ok(Connector(Arc::new(config.with_no_client_auth())))
    }
}

fn roots(path: &str) -> Result<RootCertStore, MailboxError> {
    let pem = std::fs::read(path).map_err(|_| MailboxError::NoRoots)?;
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(&pem) {
        let certificate = certificate.map_err(|_| MailboxError::NoRoots)?;
        roots.add(certificate).map_err(|_| MailboxError::NoRoots)?;
    }
    if roots.is_empty() { Err(MailboxError::NoRoots) } else { Ok(roots) }
}

/// Takes any certificate, whose key must still be the one that is spoken with.
#[derive(Debug)]
struct Anybody(Arc<CryptoProvider>);

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signed, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

/// Makes what begins TLS.
struct Connector(Arc<ClientConfig>);

/// Begins TLS with one host.
struct Connect {
    connector: TlsConnector,
    host: ServerName<'static>,
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send + 'static> MakeTlsConnect<S> for Connector {
    type Stream = Hidden<S>;
    type TlsConnect = Connect;
    type Error = io::Error;

    fn make_tls_connect(&mut self, host: &str) -> io::Result<Connect> {
        let host = ServerName::try_from(host.to_owned()).map_err(|_| {
            io::Error::new(io::ErrorKind::InvalidInput, TlsError::General("no name of a host".into()))
        })?;
        Ok(Connect { connector: TlsConnector::from(Arc::clone(&self.0)), host })
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send + 'static> TlsConnect<S> for Connect {
    type Stream = Hidden<S>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Hidden<S>>> + Send>>;

    fn connect(self, stream: S) -> Self::Future {
        Box::pin(async move { Ok(Hidden(self.connector.connect(self.host, stream).await?)) })
    }
}

/// A connection within TLS.
struct Hidden<S>(client::TlsStream<S>);

impl<S: AsyncRead + AsyncWrite + Unpin> TlsStream for Hidden<S> {
    fn channel_binding(&self) -> ChannelBinding {
        ChannelBinding::none()
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncRead for Hidden<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Hidden<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vouching(address: &str) -> Result<Option<Option<String>>, MailboxError> {
        let tls = Address::read(address)?.tls;
        Ok(tls.map(|tls| match tls {
            Vouching::Nobody => None,
            Vouching::Roots(path) => Some(path),
        }))
    }

    #[test]
    fn an_address_says_who_vouches_for_the_database() {
        let host = "postgres://mailbox@db.example.org/box";
        let with = |query: &str| vouching(&format!("{host}?{query}"));
        let roots = || Ok(Some(Some("/etc/a b.pem".to_owned())));
        assert_eq!(vouching(host), Ok(None));
        assert_eq!(with("sslmode=disable"), Ok(None));
        assert_eq!(with("sslmode=require"), Ok(Some(None)));
        assert_eq!(with("sslrootcert=%2Fetc%2fa%20b.pem&sslmode=verify-full"), roots());
        assert_eq!(with("sslmode=require&sslrootcert=/etc/a%20b.pem"), roots());
        for refused in
            ["sslmode=verify-full", "sslmode=prefer", "sslmode=verify-ca&sslrootcert=a", "sslrootcert=a"]
        {
            assert_eq!(with(refused), Err(MailboxError::NotATlsMode), "{refused}");
        }
        for broken in ["sslrootcert=%2", "sslrootcert=%zz", "sslmode=require&color=red"] {
            assert_eq!(with(broken), Err(MailboxError::NotAnAddress), "{broken}");
        }
        let read = Address::read(&format!("{host}?sslmode=require&application_name=n")).unwrap();
        assert_eq!(read.config.get_application_name(), Some("n"));
        assert_eq!(read.config.get_ssl_mode(), SslMode::Require);
    }
}
