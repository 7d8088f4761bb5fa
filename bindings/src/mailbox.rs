//! The way to a mailbox: the app's own networking, or the library's.

use crate::error::JournalError;
use nourish_journal::{Carrier, HttpReply, HttpRequest, OverHttp, SystemEntropy, until_called_off};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::SystemTime;

/// Posts requests to a mailbox by the app's own networking, so that proxies, pinned certificates and background sessions are the
/// app's. Implemented by the app; called on a thread of its own, which is waited for until it is late or called off.
///
/// Whatever else an implementation throws counts as `Unreachable`, and its text is thrown away.
#[uniffi::export(with_foreign)]
pub trait Transport: Send + Sync {
    /// Posts `request` below the mailbox's address and gives what came back, whatever its status. Redirects are not followed.
    fn post(&self, request: MailboxRequest) -> Result<MailboxReply, TransportError>;
}

/// An HTTP POST to a mailbox. What it holds of the journal is sealed.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct MailboxRequest {
    /// Where, below the mailbox's address; begins with `/`.
    pub path: String,
    /// The headers.
    pub headers: Vec<Header>,
    /// The body.
    pub body: Vec<u8>,
    /// When to give up. Milliseconds from now.
    pub deadline_ms: u32,
}

/// A header of a request.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Header {
    /// Its name, in small letters.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// What a mailbox replied.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct MailboxReply {
    /// The status code.
    pub status: u16,
    /// The header `content-type`.
    pub content_type: Option<String>,
    /// The number in the header `nourish-time`.
    pub time_s: Option<i64>,
    /// The body.
    pub body: Vec<u8>,
}

/// Why nothing came back, for an implementation to throw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum TransportError {
    /// The mailbox cannot be reached, or did not answer in time.
    #[error("the mailbox cannot be reached")]
    Unreachable,
    /// The app called it off.
    #[error("the exchange was called off")]
    Cancelled,
}

/// A host's own exception may hold anything, a stack trace or an address: nothing of it is kept.
impl From<uniffi::UnexpectedUniFFICallbackError> for TransportError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Unreachable
    }
}

/// A mailbox, and how it is reached.
#[derive(uniffi::Object)]
pub struct Mailbox {
    way: Way,
    token: Option<String>,
}

enum Way {
    App(Arc<dyn Transport>),
    #[cfg(feature = "http")]
    Address(String),
}

#[uniffi::export]
impl Mailbox {
    /// The mailbox that `transport` posts to. `token` is shown to one that asks for it before it takes a new journal.
    #[uniffi::constructor(default(token = None))]
    pub fn over(transport: Arc<dyn Transport>, token: Option<String>) -> Self {
        Self { way: Way::App(transport), token }
    }
}

#[cfg(feature = "http")]
#[uniffi::export]
impl Mailbox {
    /// The mailbox at `address`, such as `https://mailbox.example.org`, reached by the library's own HTTP client. Plain `http` is
    /// taken for this machine alone.
    ///
    /// Throws `UnusableName` for what is no such address.
    #[uniffi::constructor(default(token = None))]
    pub fn at(address: String, token: Option<String>) -> Result<Self, JournalError> {
        nourish_journal::HttpTransport::new(&address).map_err(|_| JournalError::UnusableName)?;
        Ok(Self { way: Way::Address(address), token })
    }
}

impl Mailbox {
    /// A connection that `cancelled` calls off.
    pub(crate) fn connect(
        &self,
        cancelled: Arc<AtomicBool>,
    ) -> Result<Box<dyn nourish_journal::Transport>, JournalError> {
        match &self.way {
            Way::App(transport) => {
                let carrier = AppCarrier { transport: Arc::clone(transport), cancelled };
                let over = OverHttp::new(carrier, Box::new(SystemEntropy::new()));
                Ok(Box::new(over.with_token(self.token.clone())))
            }
            #[cfg(feature = "http")]
            Way::Address(address) => {
                let own = nourish_journal::HttpTransport::new(address);
                let own = own.map_err(|_| JournalError::UnusableName)?.with_cancelled(cancelled);
                Ok(Box::new(self.token.iter().fold(own, |own, token| own.with_token(token.clone()))))
            }
        }
    }
}

/// An app's transport, as sync asks it.
struct AppCarrier {
    transport: Arc<dyn Transport>,
    cancelled: Arc<AtomicBool>,
}

impl Carrier for AppCarrier {
    /// The app's own reply, within the deadline or until it is called off, whatever the app does meanwhile.
    fn post(&mut self, request: HttpRequest) -> Result<HttpReply, nourish_journal::TransportError> {
        let transport = Arc::clone(&self.transport);
        until_called_off(&self.cancelled, request.deadline_ms, move || {
            let MailboxReply { status, content_type, time_s, body } = transport.post(request.into())?;
            Ok(HttpReply { status, content_type, time_s, body })
        })
    }

    fn clock_s(&self) -> i64 {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    }
}

impl From<HttpRequest> for MailboxRequest {
    fn from(request: HttpRequest) -> Self {
        let HttpRequest { path, headers, body, deadline_ms } = request;
        let header = |(name, value): (&str, String)| Header { name: name.to_owned(), value };
        Self { path, headers: headers.into_iter().map(header).collect(), body, deadline_ms }
    }
}

impl From<TransportError> for nourish_journal::TransportError {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::Unreachable => Self::Unreachable,
            TransportError::Cancelled => Self::Cancelled,
        }
    }
}

impl std::fmt::Debug for Mailbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mailbox { .. }")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    /// An app whose network never answers.
    struct Silent;

    impl Transport for Silent {
        fn post(&self, _: MailboxRequest) -> Result<MailboxReply, TransportError> {
            std::thread::sleep(Duration::from_secs(30));
            Err(TransportError::Unreachable)
        }
    }

    #[test]
    fn an_app_that_does_not_answer_is_not_waited_for_once_called_off() {
        let cancelled: Arc<AtomicBool> = Arc::default();
        let mut carrier = AppCarrier { transport: Arc::new(Silent), cancelled: Arc::clone(&cancelled) };
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(60));
            cancelled.store(true, std::sync::atomic::Ordering::Relaxed);
        });
        let begun = Instant::now();
        let request =
            HttpRequest { path: "/".into(), headers: Vec::new(), body: Vec::new(), deadline_ms: 60_000 };
        assert_eq!(carrier.post(request), Err(nourish_journal::TransportError::Cancelled));
        assert!(begun.elapsed() < Duration::from_secs(20), "it was waited for");
    }
}
