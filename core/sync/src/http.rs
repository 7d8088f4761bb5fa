//! A transport over HTTP, for programs that bring no networking of their own. The one part of this room with effects, behind the
//! feature `http`.

use crate::calling_off::until_called_off;
use crate::message::MESSAGE_BYTES;
use crate::over_http::{Carrier, HttpReply, HttpRequest, OverHttp};
use crate::signature::{MESSAGE_TYPE, TIME_HEADER};
use crate::transport::{Envelope, Transport, TransportError};
use nourish_seal::SystemEntropy;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, SystemTime};
use ureq::http::Response;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Body};

/// Why an address or a certificate cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It is not of the form `https://host:port`.
    #[error("not the address of a mailbox; write it like https://mailbox.example.org")]
    Malformed,
    /// It goes by plain HTTP to another machine.
    #[error(
        "plain http shows others on the way whose journal is asked for; use https, or say that it is meant"
    )]
    Plain,
    /// The file holds no certificate.
    #[error("no certificate in this file; it must be PEM")]
    NoCertificate,
}

/// Asks a mailbox over HTTP.
///
/// TLS is that of rustls; certificates are checked against Mozilla's roots, or against
/// [those given](HttpTransport::with_roots). What is sent is sealed in any case: TLS hides from the way which journal is asked for,
/// and when.
pub struct HttpTransport {
    over: OverHttp<Post>,
    cancelled: Arc<AtomicBool>,
}

/// Posts by means of ureq.
struct Post {
    agent: Agent,
    address: String,
    cancelled: Arc<AtomicBool>,
}

impl std::fmt::Debug for HttpTransport {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("HttpTransport").finish_non_exhaustive()
    }
}

impl HttpTransport {
    /// A transport to the mailbox at `address`. Plain `http` is taken for this machine alone.
    ///
    /// ```
    /// use nourish_sync::{AddressError, HttpTransport};
    ///
    /// assert!(HttpTransport::new("https://mailbox.example.org").is_ok());
    /// assert!(HttpTransport::new("http://127.0.0.1:7878").is_ok());
    /// assert_eq!(HttpTransport::new("http://example.org").err(), Some(AddressError::Plain));
    /// ```
    ///
    /// # Errors
    /// [`AddressError::Malformed`], [`AddressError::Plain`].
    pub fn new(address: &str) -> Result<Self, AddressError> {
        let transport = Self::with_plain(address)?;
        match address.strip_prefix("http://") {
            Some(rest) if !is_this_machine(rest) => Err(AddressError::Plain),
            _ => Ok(transport),
        }
    }

    /// The same, with plain `http` to any machine: for a network that one trusts, or in a tunnel.
    ///
    /// # Errors
    /// [`AddressError::Malformed`].
    pub fn with_plain(address: &str) -> Result<Self, AddressError> {
        let host = ["https://", "http://"].iter().find_map(|scheme| address.strip_prefix(scheme));
        let host = host.ok_or(AddressError::Malformed)?.trim_end_matches('/');
        let plain = |byte: u8| byte.is_ascii_graphic() && !b"?#@\\\"<>".contains(&byte);
        if host.is_empty() || host.starts_with('/') || !host.bytes().all(plain) {
            return Err(AddressError::Malformed);
        }
        let cancelled: Arc<AtomicBool> = Arc::default();
        let post = Post {
            agent: agent(TlsConfig::default()),
            address: address.trim_end_matches('/').to_owned(),
            cancelled: Arc::clone(&cancelled),
        };
        Ok(Self { over: OverHttp::new(post, Box::new(SystemEntropy::new())), cancelled })
    }

    /// Trusts the certificates in this PEM text, and no others: for a mailbox inside a hospital.
    ///
    /// # Errors
    /// [`AddressError::NoCertificate`].
    pub fn with_roots(mut self, pem: &[u8]) -> Result<Self, AddressError> {
        let certificate = |item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(certificate),
            _ => None,
        };
        let roots: Vec<Certificate<'static>> = parse_pem(pem).filter_map(certificate).collect();
        if roots.is_empty() {
            return Err(AddressError::NoCertificate);
        }
        let roots = RootCerts::Specific(Arc::new(roots));
        self.over.carrier_mut().agent = agent(TlsConfig::builder().root_certs(roots).build());
        Ok(self)
    }

    /// Shows this token to a mailbox that asks for one before it takes a new journal.
    #[must_use]
    pub fn with_token(mut self, token: String) -> Self {
        self.over = self.over.with_token(Some(token));
        self
    }

    /// Running and later exchanges are called off when this flag is set.
    #[must_use]
    pub fn with_cancelled(mut self, flag: Arc<AtomicBool>) -> Self {
        self.over.carrier_mut().cancelled = Arc::clone(&flag);
        self.cancelled = flag;
        self
    }

    /// A flag that calls off running and later exchanges when it is set.
    pub fn cancelled(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.cancelled)
    }
}

impl Transport for HttpTransport {
    fn exchange(
        &mut self,
        envelope: &Envelope,
        sign: &dyn Fn(&[u8]) -> [u8; 64],
    ) -> Result<Vec<u8>, TransportError> {
        self.over.exchange(envelope, sign)
    }
}

impl Carrier for Post {
    /// One request and its reply, within the deadline or until it is called off. The connection's own thread ends by the deadline at
    /// the latest.
    fn post(&mut self, request: HttpRequest) -> Result<HttpReply, TransportError> {
        let HttpRequest { path, headers, body, deadline_ms } = request;
        let mut posted = self.agent.post(format!("{}{path}", self.address));
        for (name, value) in headers {
            posted = posted.header(name, value);
        }
        let deadline = Duration::from_millis(deadline_ms.max(1).into());
        let posted = posted.config().timeout_global(Some(deadline)).build();
        until_called_off(&self.cancelled, deadline_ms, move || {
            posted.send(&body[..]).map_err(|_| TransportError::Unreachable).and_then(read)
        })
    }

    fn clock_s(&self) -> i64 {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    }
}

/// A reply, with its body only where it is a message: what a proxy says besides is not asked for.
fn read(mut response: Response<Body>) -> Result<HttpReply, TransportError> {
    let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
    let (status, content_type) = (response.status().as_u16(), header("content-type").map(str::to_owned));
    let time_s = header(TIME_HEADER).and_then(|time| time.parse().ok());
    let mut body = Vec::new();
    if content_type.as_deref() == Some(MESSAGE_TYPE) {
        let limit = MESSAGE_BYTES as u64 + 1;
        let read = response.body_mut().with_config().limit(limit).read_to_vec();
        body = read.map_err(|_| TransportError::Unreachable)?;
    }
    Ok(HttpReply { status, content_type, time_s, body })
}

fn agent(tls: TlsConfig) -> Agent {
    Agent::config_builder().tls_config(tls).http_status_as_error(false).max_redirects(0).build().new_agent()
}

fn is_this_machine(rest: &str) -> bool {
    let authority = rest.split('/').next().unwrap_or_default();
    let without_port =
        authority.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
    let host = without_port.map_or(authority, |(host, _)| host);
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_goes_to_this_machine_alone() {
        for here in
            ["http://localhost", "http://localhost:80/", "http://127.0.0.1:7878", "http://[::1]:1/box"]
        {
            assert!(HttpTransport::new(here).is_ok(), "{here}");
        }
        for there in
            ["http://example.org", "http://localhost.example.org", "http://10.0.0.1:80", "http://[::2]"]
        {
            assert_eq!(HttpTransport::new(there).err(), Some(AddressError::Plain), "{there}");
            assert!(HttpTransport::with_plain(there).is_ok(), "{there}");
        }
        for wrong in [
            "",
            "example.org",
            "https://",
            "https:///v1",
            "ftp://a",
            "https://a b",
            "https://u@a",
            "https://a?b",
        ] {
            assert_eq!(HttpTransport::new(wrong).err(), Some(AddressError::Malformed), "{wrong}");
        }
    }

    #[test]
    fn roots_are_certificates() {
        let transport = || HttpTransport::new("https://example.org").unwrap();
        assert_eq!(transport().with_roots(b"no certificate").err(), Some(AddressError::NoCertificate));
    }
}
