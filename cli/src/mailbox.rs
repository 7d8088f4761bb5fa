//! From an address to a mailbox: over HTTP, or in a SQLite file that all devices can reach.

use crate::failure::Failure;
use nourish_journal::{
    AddressError, Envelope, HttpTransport, InProcess, SystemEntropy, Transport, TransportError,
};
use nourish_server::SqliteMailbox;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Holds the token that a mailbox asks for before it takes a new journal. Others on this machine see arguments, so it is none.
const TOKEN: &str = "NOURISH_MAILBOX_TOKEN";

/// A mailbox that can be asked.
pub(crate) enum Connection {
    Http(Box<HttpTransport>),
    File(Box<SqliteMailbox>),
}

impl Connection {
    /// The mailbox at an address: `https://…`, `sqlite:FILE`, `http://…` on this machine, `plain-http://…` on another one, where
    /// those on the way may see which journal is asked for.
    pub(crate) fn to(address: &str) -> Result<Self, Failure> {
        if let Some(path) = address.strip_prefix("sqlite:") {
            let opened = SqliteMailbox::open(Path::new(path), &mut SystemEntropy::new());
            return opened
                .map(|mailbox| Self::File(Box::new(mailbox)))
                .map_err(|error| Failure::File { what: "the mailbox's file", remedy: error.to_string() });
        }
        let refused =
            |error: AddressError| Failure::Argument { name: "--mailbox", remedy: error.to_string() };
        let transport = match address.strip_prefix("plain-") {
            Some(plain) => HttpTransport::with_plain(plain),
            None => HttpTransport::new(address),
        };
        let mut transport = transport.map_err(refused)?;
        if let Ok(token) = std::env::var(TOKEN) {
            transport = transport.with_token(token);
        }
        Ok(Self::Http(Box::new(transport)))
    }

    /// Whether it waits for news by itself when it is asked to.
    pub(crate) const fn waits(&self) -> bool {
        matches!(self, Self::Http(_))
    }

    /// A flag that calls a running exchange off; nothing where an exchange does not wait.
    pub(crate) fn cancelled(&self) -> Option<Arc<AtomicBool>> {
        match self {
            Self::Http(transport) => Some(transport.cancelled()),
            Self::File(_) => None,
        }
    }
}

impl Transport for Connection {
    fn exchange(
        &mut self,
        envelope: &Envelope,
        sign: &dyn Fn(&[u8]) -> [u8; 64],
    ) -> Result<Vec<u8>, TransportError> {
        match self {
            Self::Http(transport) => transport.exchange(envelope, sign),
            Self::File(mailbox) => {
                // Nobody else looks after the clock of a file.
                mailbox.set_time(chrono::Utc::now().timestamp());
                InProcess(mailbox.as_mut()).exchange(envelope, sign)
            }
        }
    }
}
