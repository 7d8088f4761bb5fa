//! A signed statement about the circle of care, linked to the one before it.

use super::act::Act;
use crate::cbor::{Out, Written, append, array, bytes, device, whole};
use minicbor::Decoder;
use nourish_seal::{
    BadSignature, DeviceId, DeviceKey, Epoch, JournalId, Purpose, SealError, Sealer, Statement, entry_hash,
};

/// Most bytes of a statement: 64 devices, a grant each, and some more.
pub const STATEMENT_BYTES: usize = 128 * 1024;

const VERSION: u8 = 1;
const SIGNATURE_BYTES: usize = 64;
const PLACE: &[u8] = b"circle";

/// The hash of a statement: names it, and all statements before it.
pub type StatementHash = [u8; 32];

/// The hash that stands before the first statement.
pub const NO_STATEMENT: StatementHash = [0; 32];

/// One signed statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CircleStatement {
    /// Its place in the log of the circle, from 0.
    pub number: u64,
    /// The hash of the one before it.
    pub previous: StatementHash,
    /// The device that makes it.
    pub author: DeviceId,
    /// When, by that device's clock, in milliseconds since 1970. For people; nothing rests on it.
    pub at_ms: i64,
    /// What it says.
    pub act: Act,
    signature: [u8; SIGNATURE_BYTES],
}

/// Why bytes are no statement that this device can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// Not sealed by a key of this journal, or changed since.
    #[error("the statement does not open: {0}")]
    Sealed(SealError),
    /// It says something that only a newer version of this program understands.
    #[error("the statement was made by a newer version; update this program")]
    Newer,
    /// Not of the form of a statement.
    #[error("not a statement about the circle")]
    Malformed,
}

impl CircleStatement {
    /// Makes and signs a statement.
    #[must_use]
    pub fn sign(
        key: &DeviceKey,
        journal: JournalId,
        (number, previous): (u64, StatementHash),
        at_ms: i64,
        act: Act,
    ) -> Self {
        let mut statement =
            Self { number, previous, author: key.id(), at_ms, act, signature: [0; SIGNATURE_BYTES] };
        statement.signature = Statement::Circle.sign(key, journal, &statement.body());
        statement
    }

    /// Checks that the device with `public_key` made this statement in this journal.
    ///
    /// # Errors
    /// [`BadSignature`].
    pub fn verify(&self, journal: JournalId, public_key: &[u8; 32]) -> Result<(), BadSignature> {
        Statement::Circle.verify(public_key, journal, &self.body(), &self.signature)
    }

    /// Names this statement and all before it: SHA-256 of its bytes.
    #[must_use]
    pub fn hash(&self) -> StatementHash {
        entry_hash(&self.encode())
    }

    /// The bytes: version (1) | body, in CBOR | signature (64).
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        [&[VERSION][..], &self.body(), &self.signature].concat()
    }

    /// Reads what [`encode`](Self::encode) wrote, and nothing else. The signature is not verified. Total on any input.
    ///
    /// # Errors
    /// [`StatementError::Newer`], [`StatementError::Malformed`].
    pub fn decode(encoded: &[u8]) -> Result<Self, StatementError> {
        let (version, rest) = encoded.split_first().ok_or(StatementError::Malformed)?;
        if *version != VERSION {
            return Err(StatementError::Newer);
        }
        let (body, signature) = rest.split_last_chunk().ok_or(StatementError::Malformed)?;
        if encoded.len() > STATEMENT_BYTES {
            return Err(StatementError::Malformed);
        }
        let kind = kind_of(body).ok_or(StatementError::Malformed)?;
        if kind == 0 || kind > LAST_KIND {
            return Err(StatementError::Newer);
        }
        let statement =
            whole(body, |input| Self::read(input, *signature)).ok_or(StatementError::Malformed)?;
        // One statement has one form, so that it has one hash.
        if statement.encode() == encoded { Ok(statement) } else { Err(StatementError::Malformed) }
    }

    /// The sealed bytes. `epoch` is the circle's before the statement, so that a device can open the statement that brings it
    /// the key of the next.
    ///
    /// # Errors
    /// [`SealError::UnknownEpoch`], [`SealError::TooLarge`].
    pub fn seal(&self, sealer: &Sealer, epoch: Epoch) -> Result<Vec<u8>, SealError> {
        sealer.seal_alike(epoch, Purpose::Circle, PLACE, &self.encode())
    }

    /// Opens what [`seal`](Self::seal) made. Total on any input.
    ///
    /// # Errors
    /// [`StatementError`].
    pub fn open(sealer: &Sealer, sealed: &[u8]) -> Result<Self, StatementError> {
        Self::decode(&sealer.open(Purpose::Circle, PLACE, sealed).map_err(StatementError::Sealed)?)
    }

    fn body(&self) -> Vec<u8> {
        append(Vec::new(), |out| self.write(out))
    }

    fn write(&self, out: &mut Out<'_>) -> Written {
        out.array(6)?.u64(self.number)?.bytes(&self.previous)?.bytes(self.author.as_bytes())?;
        out.i64(self.at_ms)?.u8(self.act.number())?;
        self.act.write(out)
    }

    fn read(input: &mut Decoder<'_>, signature: [u8; SIGNATURE_BYTES]) -> Option<Self> {
        array(input, 6)?;
        let number = input.u64().ok()?;
        let previous = bytes(input)?;
        let author = device(input)?;
        let at_ms = input.i64().ok()?;
        let kind = input.u8().ok()?;
        let act = Act::read(kind, input)?;
        Some(Self { number, previous, author, at_ms, act, signature })
    }
}

/// A statement whose act is of a kind that only newer versions know; where it stands and who says it can be read all the same.
pub(crate) struct NewerStatement {
    pub(crate) place: (u64, StatementHash),
    pub(crate) author: DeviceId,
    body: Vec<u8>,
    signature: [u8; SIGNATURE_BYTES],
}

impl NewerStatement {
    /// Opens one; nothing for anything else.
    pub(crate) fn open(sealer: &Sealer, sealed: &[u8]) -> Option<Self> {
        let encoded = sealer.open(Purpose::Circle, PLACE, sealed).ok()?;
        let (body, signature) = encoded.strip_prefix(&[VERSION])?.split_last_chunk()?;
        let mut input = Decoder::new(body);
        array(&mut input, 6)?;
        let place = (input.u64().ok()?, bytes(&mut input)?);
        let author = device(&mut input)?;
        Some(Self { place, author, body: body.to_vec(), signature: *signature })
    }

    pub(crate) fn verify(&self, journal: JournalId, public_key: &[u8; 32]) -> Result<(), BadSignature> {
        Statement::Circle.verify(public_key, journal, &self.body, &self.signature)
    }
}

const LAST_KIND: u64 = 9;

/// The number of the act, whatever follows it.
fn kind_of(body: &[u8]) -> Option<u64> {
    let mut input = Decoder::new(body);
    array(&mut input, 6)?;
    input.u64().ok()?;
    input.bytes().ok()?;
    input.bytes().ok()?;
    input.i64().ok()?;
    input.u64().ok()
}
