//! A transport over HTTP, for programs that bring no networking of their own. The one part of this room with effects, behind the
//! feature `http`.

use crate::message::{Answer, MESSAGE_BYTES, Refusal};
use crate::signature::{
    DIGEST_HEADER, KEY_HEADER, MESSAGE_TYPE, SIGNATURE_HEADER, SIGNATURE_INPUT_HEADER, SignatureInput,
    TIME_HEADER, TOKEN_HEADER, exchange_path, to_hex,
};
use crate::transport::{Envelope, Transport, TransportError};
use nourish_seal::{Entropy, SystemEntropy, entry_hash};
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, SystemTime};
use ureq::http::{Response, StatusCode};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Body};

/// The media type of problem details (RFC 9457).
const PROBLEM_TYPE: &str = "application/problem+json";
/// How often a running exchange looks whether it was called off.
const LOOK: Duration = Duration::from_millis(25);

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
    agent: Agent,
    address: String,
    token: Option<String>,
    cancelled: Arc<AtomicBool>,
    /// How far the mailbox's clock is ahead of ours, as it said.
    ahead_s: i64,
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
        Ok(Self {
            agent: agent(TlsConfig::default()),
            address: address.trim_end_matches('/').to_owned(),
            token: None,
            cancelled: Arc::default(),
            ahead_s: 0,
        })
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
        self.agent = agent(TlsConfig::builder().root_certs(roots).build());
        Ok(self)
    }

    /// Shows this token to a mailbox that asks for one before it takes a new journal.
    #[must_use]
    pub fn with_token(mut self, token: String) -> Self {
        self.token = Some(token);
        self
    }

    /// A flag that calls off running and later exchanges when it is set.
    pub fn cancelled(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.cancelled)
    }

    /// The headers of a request signed now.
    fn headers(
        &self,
        envelope: &Envelope,
        sign: &dyn Fn(&[u8]) -> [u8; 64],
    ) -> Result<Vec<(&'static str, String)>, TransportError> {
        let mut nonce = [0; 16];
        SystemEntropy::new().fill(&mut nonce).map_err(|_| TransportError::Unreachable)?;
        let input = SignatureInput {
            device: envelope.device,
            created_s: clock_s().saturating_add(self.ahead_s),
            nonce,
            digest: entry_hash(&envelope.request),
        };
        let signature = sign(&input.base(envelope.journal));
        let mut headers = vec![
            ("content-type", MESSAGE_TYPE.to_owned()),
            (DIGEST_HEADER, input.content_digest()),
            (SIGNATURE_INPUT_HEADER, input.signature_input()),
            (SIGNATURE_HEADER, SignatureInput::signature(&signature)),
            (KEY_HEADER, to_hex(&envelope.signing_key)),
        ];
        headers.extend(self.token.iter().map(|token| (TOKEN_HEADER, token.clone())));
        Ok(headers)
    }

    /// One request and its answer, within the deadline or until it is called off. The connection's own thread ends by the
    /// deadline at the latest.
    fn send(
        &self,
        envelope: &Envelope,
        headers: Vec<(&'static str, String)>,
    ) -> Result<Reply, TransportError> {
        let (sender, receiver) = mpsc::channel();
        let deadline = Duration::from_millis(envelope.deadline_ms.max(1).into());
        let mut request = self.agent.post(format!("{}{}", self.address, exchange_path(envelope.journal)));
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let request = request.config().timeout_global(Some(deadline)).build();
        let body = envelope.request.clone();
        std::thread::spawn(move || {
            // Nobody listens any more where it was called off.
            let _ =
                sender.send(request.send(&body[..]).map_err(|_| TransportError::Unreachable).and_then(read));
        });
        loop {
            if self.cancelled.load(Ordering::Relaxed) {
                return Err(TransportError::Cancelled);
            }
            match receiver.recv_timeout(LOOK) {
                Ok(reply) => return reply,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(TransportError::Unreachable),
            }
        }
    }
}

impl Transport for HttpTransport {
    fn exchange(
        &mut self,
        envelope: &Envelope,
        sign: &dyn Fn(&[u8]) -> [u8; 64],
    ) -> Result<Vec<u8>, TransportError> {
        if envelope.request.len() > MESSAGE_BYTES {
            return Ok(Answer::Refused(Refusal::Malformed).encode());
        }
        let mut tries = 0;
        loop {
            tries += 1;
            match self.send(envelope, self.headers(envelope, sign)?)? {
                Reply::Message(message) => return Ok(message),
                // A device whose clock is wrong signs by the mailbox's: only how fresh the request is hangs on it.
                Reply::Clock(time_s) if tries == 1 => self.ahead_s = time_s.saturating_sub(clock_s()),
                Reply::Clock(_) => return Err(TransportError::NotAMailbox),
                Reply::TooLarge => return Ok(Answer::Refused(Refusal::Malformed).encode()),
                Reply::Busy => return Ok(Answer::Refused(Refusal::Busy).encode()),
                Reply::NotServed => return Ok(Answer::Refused(Refusal::NotServed).encode()),
            }
        }
    }
}

/// What came back.
enum Reply {
    /// An answer.
    Message(Vec<u8>),
    /// The request is not fresh by the mailbox's clock, which says this.
    Clock(i64),
    /// The request is larger than the mailbox takes from this device.
    TooLarge,
    /// Later.
    Busy,
    /// Not this device, or not this journal.
    NotServed,
}

fn read(mut response: Response<Body>) -> Result<Reply, TransportError> {
    let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
    if header("content-type") == Some(MESSAGE_TYPE) {
        // What comes with a message's bytes: array headers, numbers.
        let limit = MESSAGE_BYTES as u64 + 1;
        let message = response.body_mut().with_config().limit(limit).read_to_vec();
        return message.map(Reply::Message).map_err(|_| TransportError::Unreachable);
    }
    let time_s = header(TIME_HEADER).and_then(|time| time.parse().ok());
    match (response.status(), time_s) {
        (StatusCode::UNAUTHORIZED, Some(time_s)) => Ok(Reply::Clock(time_s)),
        // Only of a mailbox: a proxy forbids in other words.
        (StatusCode::FORBIDDEN, _) if header("content-type") == Some(PROBLEM_TYPE) => Ok(Reply::NotServed),
        (StatusCode::PAYLOAD_TOO_LARGE, _) => Ok(Reply::TooLarge),
        (StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS, _) => Ok(Reply::Busy),
        (status, _) if status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT => {
            Err(TransportError::Unreachable)
        }
        _ => Err(TransportError::NotAMailbox),
    }
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

fn clock_s() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
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
