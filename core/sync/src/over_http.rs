//! A mailbox over HTTP, but for the network: which request to post, and what the reply means. Who posts it is a [`Carrier`]: an app's own
//! networking, or [`HttpTransport`](crate::HttpTransport).

use crate::message::{Answer, MESSAGE_BYTES, Refusal};
use crate::signature::{
    DIGEST_HEADER, KEY_HEADER, MESSAGE_TYPE, SIGNATURE_HEADER, SIGNATURE_INPUT_HEADER, SignatureInput,
    TOKEN_HEADER, exchange_path, to_hex,
};
use crate::transport::{Envelope, Transport, TransportError};
use nourish_seal::{Entropy, entry_hash};

/// The media type of problem details (RFC 9457).
const PROBLEM_TYPE: &str = "application/problem+json";

/// A request to be posted to a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// Where, below the mailbox's address; begins with `/`.
    pub path: String,
    /// Headers by name.
    pub headers: Vec<(&'static str, String)>,
    /// The body, which is sealed where it holds anything of the journal.
    pub body: Vec<u8>,
    /// When to give up, in milliseconds from its begin.
    pub deadline_ms: u32,
}

/// What came back, whatever its status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpReply {
    /// The status code.
    pub status: u16,
    /// The header `Content-Type`.
    pub content_type: Option<String>,
    /// The header [`TIME_HEADER`](crate::TIME_HEADER): the mailbox's clock, in seconds since 1970.
    pub time_s: Option<i64>,
    /// The body; of one longer than [`MESSAGE_BYTES`] its beginning is enough.
    pub body: Vec<u8>,
}

/// Posts requests: the app's networking.
pub trait Carrier {
    /// Posts one request to the mailbox and waits for what comes back. Redirects are not followed.
    ///
    /// # Errors
    /// [`TransportError::Unreachable`], [`TransportError::Cancelled`].
    fn post(&mut self, request: HttpRequest) -> Result<HttpReply, TransportError>;

    /// The clock of this device, in seconds since 1970. It is no matter if it is wrong: the mailbox says so, and is believed.
    fn clock_s(&self) -> i64;
}

/// A transport that signs requests as a mailbox expects them and has them posted.
pub struct OverHttp<C> {
    carrier: C,
    entropy: Box<dyn Entropy + Send>,
    token: Option<String>,
    /// How far the mailbox's clock is ahead of ours, as it said.
    ahead_s: i64,
}

impl<C: Carrier> OverHttp<C> {
    /// A transport over `carrier`. What `entropy` gives makes no two requests alike.
    pub fn new(carrier: C, entropy: Box<dyn Entropy + Send>) -> Self {
        Self { carrier, entropy, token: None, ahead_s: 0 }
    }

    /// Shows this token to a mailbox that asks for one before it takes a new journal.
    #[must_use]
    pub fn with_token(mut self, token: Option<String>) -> Self {
        self.token = token;
        self
    }

    /// Who posts.
    #[cfg(feature = "http")]
    pub(crate) const fn carrier_mut(&mut self) -> &mut C {
        &mut self.carrier
    }

    /// The request, signed now.
    fn signed(
        &mut self,
        envelope: &Envelope,
        sign: &dyn Fn(&[u8]) -> [u8; 64],
    ) -> Result<HttpRequest, TransportError> {
        let mut nonce = [0; 16];
        self.entropy.fill(&mut nonce).map_err(|_| TransportError::Unreachable)?;
        let input = SignatureInput {
            device: envelope.device,
            created_s: self.carrier.clock_s().saturating_add(self.ahead_s),
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
        let path = exchange_path(envelope.journal);
        Ok(HttpRequest { path, headers, body: envelope.request.clone(), deadline_ms: envelope.deadline_ms })
    }
}

impl<C: Carrier> Transport for OverHttp<C> {
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
            let request = self.signed(envelope, sign)?;
            match read(self.carrier.post(request)?)? {
                Meaning::Message(message) => return Ok(message),
                // A device whose clock is wrong signs by the mailbox's: only how fresh the request is hangs on it.
                Meaning::Clock(time_s) if tries == 1 => {
                    self.ahead_s = time_s.saturating_sub(self.carrier.clock_s());
                }
                Meaning::Clock(_) => return Err(TransportError::NotAMailbox),
                Meaning::TooLarge => return Ok(Answer::Refused(Refusal::Malformed).encode()),
                Meaning::Busy => return Ok(Answer::Refused(Refusal::Busy).encode()),
                Meaning::NotServed => return Ok(Answer::Refused(Refusal::NotServed).encode()),
            }
        }
    }
}

impl<C> std::fmt::Debug for OverHttp<C> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("OverHttp").finish_non_exhaustive()
    }
}

/// What a reply means.
#[derive(Debug, PartialEq, Eq)]
enum Meaning {
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

fn read(reply: HttpReply) -> Result<Meaning, TransportError> {
    let content_type = reply.content_type.as_deref();
    if content_type == Some(MESSAGE_TYPE) {
        let fits = reply.body.len() <= MESSAGE_BYTES;
        return if fits { Ok(Meaning::Message(reply.body)) } else { Err(TransportError::Unreachable) };
    }
    match (reply.status, reply.time_s) {
        (401, Some(time_s)) => Ok(Meaning::Clock(time_s)),
        // Only of a mailbox: a proxy forbids in other words.
        (403, _) if content_type == Some(PROBLEM_TYPE) => Ok(Meaning::NotServed),
        (413, _) => Ok(Meaning::TooLarge),
        (429 | 503, _) => Ok(Meaning::Busy),
        (408 | 500.., _) => Err(TransportError::Unreachable),
        _ => Err(TransportError::NotAMailbox),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nourish_seal::{DeviceId, JournalId, SeededEntropy};

    /// Says what it is told to, and keeps what it was asked.
    struct Told {
        replies: Vec<HttpReply>,
        asked: Vec<HttpRequest>,
    }

    impl Carrier for &mut Told {
        fn post(&mut self, request: HttpRequest) -> Result<HttpReply, TransportError> {
            self.asked.push(request);
            self.replies.pop().ok_or(TransportError::Cancelled)
        }

        fn clock_s(&self) -> i64 {
            1_000_000
        }
    }

    fn reply(status: u16, content_type: &str) -> HttpReply {
        HttpReply { status, content_type: Some(content_type.to_owned()), time_s: None, body: vec![7] }
    }

    fn exchange(replies: Vec<HttpReply>) -> (Result<Vec<u8>, TransportError>, Vec<HttpRequest>) {
        let mut told = Told { replies, asked: Vec::new() };
        let envelope = Envelope {
            journal: JournalId::from_bytes([0xab; 16]),
            device: DeviceId::from_bytes([0x0d; 16]),
            signing_key: [0x11; 32],
            request: vec![1, 2, 3],
            deadline_ms: 500,
        };
        let mut transport = OverHttp::new(&mut told, Box::new(SeededEntropy::new(1)));
        let answer = transport.exchange(&envelope, &|_| [0x22; 64]);
        (answer, told.asked)
    }

    #[test]
    fn a_device_whose_clock_is_wrong_signs_once_more_by_the_mailboxs() {
        let stale = HttpReply { time_s: Some(1_000_900), ..reply(401, PROBLEM_TYPE) };
        let (answer, asked) = exchange(vec![reply(200, MESSAGE_TYPE), stale.clone()]);
        assert_eq!(answer, Ok(vec![7]));
        let created = |request: &HttpRequest| {
            let header = request.headers.iter().find(|(name, _)| *name == SIGNATURE_INPUT_HEADER);
            let value = header.map(|(_, value)| value.clone()).unwrap_or_default();
            value.split(";created=").nth(1).and_then(|rest| rest.split(';').next().map(str::to_owned))
        };
        let times: Vec<_> = asked.iter().map(created).collect();
        assert_eq!(times, [Some("1000000".to_owned()), Some("1000900".to_owned())]);
        let (answer, asked) = exchange(vec![stale.clone(), stale]);
        assert_eq!((answer, asked.len()), (Err(TransportError::NotAMailbox), 2));
    }

    #[test]
    fn a_reply_that_is_no_answer_says_what_to_do_next() {
        let refused = |refusal| Ok(Answer::Refused(refusal).encode());
        for (status, content_type, meant) in [
            (403, PROBLEM_TYPE, refused(Refusal::NotServed)),
            (403, "text/html", Err(TransportError::NotAMailbox)),
            (413, PROBLEM_TYPE, refused(Refusal::Malformed)),
            (429, "text/html", refused(Refusal::Busy)),
            (503, PROBLEM_TYPE, refused(Refusal::Busy)),
            (408, "text/html", Err(TransportError::Unreachable)),
            (500, "text/html", Err(TransportError::Unreachable)),
            (502, "text/html", Err(TransportError::Unreachable)),
            (200, "text/html", Err(TransportError::NotAMailbox)),
            (301, "text/html", Err(TransportError::NotAMailbox)),
            (404, "text/html", Err(TransportError::NotAMailbox)),
            (401, "text/html", Err(TransportError::NotAMailbox)),
        ] {
            assert_eq!(exchange(vec![reply(status, content_type)]).0, meant, "{status} {content_type}");
        }
        let large = HttpReply { body: vec![0; MESSAGE_BYTES + 1], ..reply(200, MESSAGE_TYPE) };
        assert_eq!(exchange(vec![large]).0, Err(TransportError::Unreachable));
        assert_eq!(exchange(Vec::new()).0, Err(TransportError::Cancelled));
    }
}
