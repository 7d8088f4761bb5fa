//! How a newcomer's device gets into a journal over a channel that somebody else controls.
//!
//! Both devices know a [`PairingCode`]; SPAKE2 makes a key of it that a listener cannot find by trying codes. Four
//! messages: the inviter's first, the newcomer's reply with its sealed hello, the inviter's opening, its sealed welcome. The
//! first commits to a random value that the opening shows: so nobody in between can choose their own part such that the
//! words on both screens agree.

use core::fmt;

use zeroize::Zeroizing;

use crate::derive::SECRET_BYTES;
use crate::entropy::{Entropy, EntropyUnavailable, make_bytes};
use crate::keyring::Secret;
use crate::pairing_code::{PAIRING_SLOT_BYTES, PairingCode};
use crate::pairing_keys::{Message, PairingKeys};
use crate::recovery_code::sha256;
use crate::spake::{Exchange, SPAKE_MESSAGE_BYTES, Side, SpakeMessage};

/// How many words both sides compare: 33 bits.
pub const PAIRING_WORDS: usize = 3;
/// The most that a newcomer's hello may hold, in bytes.
pub const HELLO_LIMIT_BYTES: usize = 64 * 1024;
/// The most that a welcome may hold, in bytes.
pub const WELCOME_LIMIT_BYTES: usize = 1024 * 1024;

const VERSION: u8 = 1;
const HASH_BYTES: usize = 32;
const FIRST_BYTES: usize = 1 + SPAKE_MESSAGE_BYTES + HASH_BYTES;
const TRANSCRIPT_DOMAIN: &[u8] = b"nourish/pairing/1/transcript";
const OPENING_DOMAIN: &[u8] = b"nourish/pairing/1/opening";

/// Why a pairing failed. Its state is consumed and its code burnt: trying again takes a new code.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum PairingError {
    /// No random bytes; nothing was sent.
    #[error("the system gave no random bytes")]
    EntropyUnavailable,
    /// Written by a newer version.
    #[error("pairing version {0} is not known")]
    UnknownVersion(u8),
    /// Not of the expected form.
    #[error("not a message of a pairing")]
    Malformed,
    /// More bytes than the limit allows.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// The other side has another code: mistyped, or guessed by somebody in between.
    #[error("the other device has another code; make a new one, and compare it before trying again")]
    WrongCode,
    /// The code was right, but a message was changed on its way.
    #[error("a message was changed on its way; make a new code")]
    Tampered,
    /// The cryptographic library refused a key or length that this protocol always gives it; not expected.
    #[error("the cipher refused its input")]
    CipherRefused,
}

impl From<EntropyUnavailable> for PairingError {
    fn from(_: EntropyUnavailable) -> Self {
        Self::EntropyUnavailable
    }
}

/// The side that is in the journal, waiting for a newcomer's reply. It lives in memory alone: an app that was ended
/// meanwhile begins anew with another code. Never shown by `Debug`.
///
/// ```
/// use nourish_seal::{Inviter, Newcomer, PairingCode, SystemEntropy};
///
/// let mut entropy = SystemEntropy::new();
/// let code = PairingCode::make_short(17, &mut entropy)?;
/// let told = code.to_text();
///
/// let (inviter, first) = Inviter::begin(code, &mut entropy)?;
/// let heard = PairingCode::parse(&told)?;
/// let (newcomer, reply) = Newcomer::begin(heard, &first, b"my public keys", &mut entropy)?;
/// let (inviter, hello) = inviter.receive(&reply)?;
/// let newcomer = newcomer.confirm(inviter.opening())?;
///
/// assert_eq!(hello, b"my public keys");
/// assert_eq!(inviter.words(), newcomer.words()); // Both people look before the next step.
/// let welcome = inviter.seal(b"grants of its keys")?;
/// assert_eq!(*newcomer.open(&welcome)?, b"grants of its keys");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Inviter {
    exchange: Exchange,
    slot: [u8; PAIRING_SLOT_BYTES],
    first: [u8; FIRST_BYTES],
    opening: Secret,
}

/// The inviting side, sure that the other knows the code.
pub struct PairedInviter {
    keys: PairingKeys,
    opening: Vec<u8>,
    words: [&'static str; PAIRING_WORDS],
}

/// The side that wants to get in, waiting for the inviter's opening. Never shown by `Debug`.
pub struct Newcomer {
    keys: PairingKeys,
    commitment: [u8; HASH_BYTES],
    reply: Vec<u8>,
}

/// The newcomer's side, sure that the other knows the code.
pub struct PairedNewcomer {
    keys: PairingKeys,
    words: [&'static str; PAIRING_WORDS],
}

impl Inviter {
    /// Begins a pairing, and gives the message to leave in the code's slot. Takes the code: it is good for one try.
    ///
    /// # Errors
    /// [`PairingError::EntropyUnavailable`].
    pub fn begin(code: PairingCode, entropy: &mut dyn Entropy) -> Result<(Self, Vec<u8>), PairingError> {
        let (exchange, message) = Exchange::start(Side::Inviter, code.password(), entropy)?;
        let opening: Secret = Zeroizing::new(make_bytes(entropy)?);
        let bytes = [&[VERSION][..], &message, &sha256(OPENING_DOMAIN, opening.as_slice())].concat();
        let first = bytes.as_slice().try_into().map_err(|_| PairingError::CipherRefused)?;
        Ok((Self { exchange, slot: code.slot(), first, opening }, bytes))
    }

    /// Takes the newcomer's reply, and gives its hello. It comes from somebody who knows the code; show the
    /// [`words`](PairedInviter::words) before anything is sealed for them.
    ///
    /// # Errors
    /// [`PairingError`]; the code is burnt, whatever was wrong.
    pub fn receive(self, reply: &[u8]) -> Result<(PairedInviter, Vec<u8>), PairingError> {
        let (message, sealed) =
            body(reply)?.split_first_chunk::<SPAKE_MESSAGE_BYTES>().ok_or(PairingError::Malformed)?;
        let key = self.exchange.finish(message).ok_or(PairingError::Malformed)?;
        let keys = PairingKeys::extract(&key, &transcript(&self.slot, &self.first, message));
        let hello = keys.open(Message::Hello, sealed, HELLO_LIMIT_BYTES)?;
        let mut opening = vec![VERSION];
        keys.seal(Message::Opening, self.opening.as_slice(), SECRET_BYTES, &mut opening)?;
        let words = keys.words(reply, &self.opening)?;
        Ok((PairedInviter { keys, opening, words }, hello.to_vec()))
    }
}

impl PairedInviter {
    /// The message that lets the newcomer show its words; to be left in the slot at once.
    #[must_use]
    pub fn opening(&self) -> &[u8] {
        &self.opening
    }

    /// The words to show: those on the newcomer's screen, unless somebody in between knew the code.
    #[must_use]
    pub fn words(&self) -> [&'static str; PAIRING_WORDS] {
        self.words
    }

    /// Seals what the newcomer needs, at most [`WELCOME_LIMIT_BYTES`]. The last message. Epoch keys belong in it as
    /// [grants](crate::grant_epoch) to the key in the newcomer's hello, never bare: SPAKE2 stands on a curve, and what a
    /// mailbox records today a quantum computer may open one day.
    ///
    /// # Errors
    /// [`PairingError::TooLarge`].
    pub fn seal(self, welcome: &[u8]) -> Result<Vec<u8>, PairingError> {
        let mut out = vec![VERSION];
        self.keys.seal(Message::Welcome, welcome, WELCOME_LIMIT_BYTES, &mut out)?;
        Ok(out)
    }
}

impl Newcomer {
    /// Answers an inviter's first message with `hello`, at most [`HELLO_LIMIT_BYTES`]: as a rule the device's
    /// [`DeviceFace`](crate::DeviceFace). Only who knows the code can read it. Takes the code: it is good for one try.
    ///
    /// # Errors
    /// [`PairingError`]. That the code is a wrong one shows later, in [`confirm`](Self::confirm).
    pub fn begin(
        code: PairingCode,
        first: &[u8],
        hello: &[u8],
        entropy: &mut dyn Entropy,
    ) -> Result<(Self, Vec<u8>), PairingError> {
        let (theirs, commitment) =
            body(first)?.split_first_chunk::<SPAKE_MESSAGE_BYTES>().ok_or(PairingError::Malformed)?;
        let commitment = commitment.try_into().map_err(|_| PairingError::Malformed)?;
        let (exchange, message) = Exchange::start(Side::Newcomer, code.password(), entropy)?;
        let key = exchange.finish(theirs).ok_or(PairingError::Malformed)?;
        let keys = PairingKeys::extract(&key, &transcript(&code.slot(), first, &message));
        let mut reply = [&[VERSION][..], &message].concat();
        keys.seal(Message::Hello, hello, HELLO_LIMIT_BYTES, &mut reply)?;
        Ok((Self { keys, commitment, reply: reply.clone() }, reply))
    }

    /// Takes the inviter's opening: it comes from who made the first message, and they know the code.
    ///
    /// # Errors
    /// [`PairingError`]; the code is burnt, whatever was wrong.
    pub fn confirm(self, opening: &[u8]) -> Result<PairedNewcomer, PairingError> {
        let opening = self.keys.open(Message::Opening, body(opening)?, SECRET_BYTES)?;
        let opening: &[u8; SECRET_BYTES] =
            opening.as_slice().try_into().map_err(|_| PairingError::Malformed)?;
        if sha256(OPENING_DOMAIN, opening) != self.commitment {
            return Err(PairingError::Tampered);
        }
        let words = self.keys.words(&self.reply, opening)?;
        Ok(PairedNewcomer { keys: self.keys, words })
    }
}

impl PairedNewcomer {
    /// The words to show: those on the inviter's screen, unless somebody in between knew the code.
    #[must_use]
    pub fn words(&self) -> [&'static str; PAIRING_WORDS] {
        self.words
    }

    /// Opens the welcome.
    ///
    /// # Errors
    /// [`PairingError`].
    pub fn open(self, welcome: &[u8]) -> Result<Zeroizing<Vec<u8>>, PairingError> {
        self.keys.open(Message::Welcome, body(welcome)?, WELCOME_LIMIT_BYTES)
    }
}

/// What follows the version.
fn body(message: &[u8]) -> Result<&[u8], PairingError> {
    match message.split_first() {
        Some((&VERSION, body)) => Ok(body),
        Some((version, _)) => Err(PairingError::UnknownVersion(*version)),
        None => Err(PairingError::Malformed),
    }
}

/// The hash of where the two met and of what was said up to the newcomer's part of the exchange.
fn transcript(slot: &[u8; PAIRING_SLOT_BYTES], first: &[u8], message: &SpakeMessage) -> [u8; HASH_BYTES] {
    sha256(TRANSCRIPT_DOMAIN, &[&slot[..], first, message].concat())
}

macro_rules! never_shown {
    ($($name:ident)*) => {
        $(impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        })*
    };
}

never_shown! { Inviter PairedInviter Newcomer PairedNewcomer }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    fn code() -> PairingCode {
        PairingCode::make_short(17, &mut SeededEntropy::new(1)).unwrap()
    }

    /// Somebody in between who guessed the code could otherwise try openings until the words on both screens agree.
    #[test]
    fn an_opening_that_was_not_committed_to_is_refused_even_from_who_knows_the_code() {
        let mut entropy = SeededEntropy::new(2);
        let (mut inviter, first) = Inviter::begin(code(), &mut entropy).unwrap();
        let (newcomer, reply) = Newcomer::begin(code(), &first, b"keys", &mut entropy).unwrap();
        *inviter.opening = [7; 32];
        let (inviter, _) = inviter.receive(&reply).unwrap();
        assert_eq!(newcomer.confirm(inviter.opening()).unwrap_err(), PairingError::Tampered);
    }

    #[test]
    fn an_opening_of_another_length_is_refused_even_from_who_knows_the_code() {
        for length in [0, 31, 33] {
            let mut entropy = SeededEntropy::new(3);
            let (inviter, first) = Inviter::begin(code(), &mut entropy).unwrap();
            let (newcomer, reply) = Newcomer::begin(code(), &first, b"keys", &mut entropy).unwrap();
            let (inviter, _) = inviter.receive(&reply).unwrap();
            let mut opening = vec![VERSION];
            inviter.keys.seal(Message::Opening, &vec![0; length], 64, &mut opening).unwrap();
            assert_eq!(newcomer.confirm(&opening).unwrap_err(), PairingError::Malformed, "{length}");
        }
    }

    #[test]
    fn a_message_is_not_taken_for_another_of_the_same_pairing() {
        let mut entropy = SeededEntropy::new(4);
        let (inviter, first) = Inviter::begin(code(), &mut entropy).unwrap();
        let (_, reply) = Newcomer::begin(code(), &first, b"keys", &mut entropy).unwrap();
        let (inviter, _) = inviter.receive(&reply).unwrap();
        let sealed = inviter.opening()[1..].to_vec();
        for message in [Message::Hello, Message::Welcome] {
            let taken = inviter.keys.open(message, &sealed, HELLO_LIMIT_BYTES);
            assert_eq!(taken.unwrap_err(), PairingError::WrongCode);
        }
        assert!(inviter.keys.open(Message::Opening, &sealed, SECRET_BYTES).is_ok());
    }
}
