//! How a request gets to a mailbox: the one thing about sync that is not decided here.

use crate::mailbox::Mailbox;
use crate::message::{Answer, Request};
use nourish_seal::{DeviceId, DeviceKey, JournalId, Statement};

/// A request on its way: whose it is, and for which journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The journal.
    pub journal: JournalId,
    /// The device that asks.
    pub device: DeviceId,
    /// The key that its requests are signed with, for a mailbox that does not know it yet.
    pub signing_key: [u8; 32],
    /// The request's bytes.
    pub request: Vec<u8>,
    /// When the exchange is to be given up, in milliseconds from its begin.
    pub deadline_ms: u32,
}

/// Why an exchange did not come about. Nothing is known of what the mailbox did; asking again does no harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// The mailbox cannot be reached, or did not answer in time.
    #[error("the mailbox cannot be reached")]
    Unreachable,
    /// The app called it off.
    #[error("the exchange was called off")]
    Cancelled,
    /// What answered is no mailbox of this protocol.
    #[error("what answered is no mailbox")]
    NotAMailbox,
}

/// Carries bytes to a mailbox and its answer back: the app's own networking, an HTTP client, a simulated net.
pub trait Transport {
    /// One exchange. `sign` signs what the mailbox must know to come from the device ([`Statement::Request`]).
    ///
    /// # Errors
    /// [`TransportError`].
    fn exchange(
        &mut self,
        envelope: &Envelope,
        sign: &dyn Fn(&[u8]) -> [u8; 64],
    ) -> Result<Vec<u8>, TransportError>;
}

/// An exchange of decoded messages over a transport.
///
/// # Errors
/// [`TransportError`].
pub fn ask(
    transport: &mut dyn Transport,
    journal: JournalId,
    key: &DeviceKey,
    request: &Request,
    deadline_ms: u32,
) -> Result<Answer, TransportError> {
    let sign = |body: &[u8]| Statement::Request.sign(key, journal, body);
    let face = (key.id(), key.public());
    ask_signed(transport, journal, face, request, deadline_ms, &sign)
}

/// The same with the device's id and public key alone: `sign` reaches the key where it is kept.
///
/// # Errors
/// [`TransportError`].
pub fn ask_signed(
    transport: &mut dyn Transport,
    journal: JournalId,
    (device, signing_key): (DeviceId, [u8; 32]),
    request: &Request,
    deadline_ms: u32,
    sign: &dyn Fn(&[u8]) -> [u8; 64],
) -> Result<Answer, TransportError> {
    let envelope = Envelope { journal, device, signing_key, request: request.encode(), deadline_ms };
    let answer = transport.exchange(&envelope, sign)?;
    Answer::decode(&answer).map_err(|_| TransportError::NotAMailbox)
}

/// A mailbox in the same process.
#[derive(Debug)]
pub struct InProcess<'a, M: ?Sized>(pub &'a mut M);

impl<M: Mailbox + ?Sized> Transport for InProcess<'_, M> {
    fn exchange(
        &mut self,
        envelope: &Envelope,
        _: &dyn Fn(&[u8]) -> [u8; 64],
    ) -> Result<Vec<u8>, TransportError> {
        let answer = self.0.answer_bytes(envelope.journal, envelope.device, &envelope.request);
        Ok(answer.map_err(|_| TransportError::Unreachable)?.encode())
    }
}
