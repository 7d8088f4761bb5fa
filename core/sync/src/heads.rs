//! What a device knows of all logs, signed: by comparing these, members notice what a mailbox keeps from them.

use crate::cbor::{Out, Written, append, array, bytes, device, read_heads, whole, write_heads};
use crate::circle::{CIRCLE_DEVICES, StatementHash};
use minicbor::Decoder;
use nourish_seal::{
    BadSignature, DeviceId, DeviceKey, Epoch, Head, JournalId, Purpose, SealError, Sealer, Statement,
};

/// Most logs of one vector: every device that ever was in the circle.
pub const HEADS_LOGS: usize = 64 * CIRCLE_DEVICES;

const VERSION: u8 = 1;
const PLACE: &[u8] = b"heads";

/// How far a device knows every log to go, at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heads {
    /// Whose knowledge it is.
    pub device: DeviceId,
    /// Counts the vectors that this device has published; a smaller one is older.
    pub counter: u64,
    /// When, by that device's clock, in milliseconds since 1970.
    pub at_ms: i64,
    /// How many statements of the circle it knows, and the hash of the last.
    pub circle: (u64, StatementHash),
    /// Where each log stands that it has, as far as the mailbox has it too, ascending by device.
    pub logs: Vec<Head>,
    signature: [u8; 64],
}

/// Why bytes are no heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HeadsError {
    /// Not sealed by a key of this journal, or changed since.
    #[error("the heads do not open: {0}")]
    Sealed(SealError),
    /// Written by a newer version of this program.
    #[error("the heads have version {0}, which this program does not know")]
    NewerVersion(u8),
    /// Not of their form.
    #[error("not heads")]
    Malformed,
}

impl Heads {
    /// Makes and signs a vector.
    #[must_use]
    pub fn sign(
        key: &DeviceKey,
        journal: JournalId,
        (counter, at_ms): (u64, i64),
        circle: (u64, StatementHash),
        mut logs: Vec<Head>,
    ) -> Self {
        logs.sort_by_key(|head| head.device);
        let mut heads = Self { device: key.id(), counter, at_ms, circle, logs, signature: [0; 64] };
        heads.signature = Statement::Heads.sign(key, journal, &heads.body());
        heads
    }

    /// Checks that the device with `public_key` published this in this journal.
    ///
    /// # Errors
    /// [`BadSignature`].
    pub fn verify(&self, journal: JournalId, public_key: &[u8; 32]) -> Result<(), BadSignature> {
        Statement::Heads.verify(public_key, journal, &self.body(), &self.signature)
    }

    /// Where a log stands.
    pub fn log(&self, device: DeviceId) -> Option<Head> {
        self.logs.iter().find(|head| head.device == device).copied()
    }

    /// The bytes: version (1) | body, in CBOR | signature (64).
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        [&[VERSION][..], &self.body(), &self.signature].concat()
    }

    /// Reads what [`encode`](Self::encode) wrote. The signature is not verified. Total on any input.
    ///
    /// # Errors
    /// [`HeadsError::NewerVersion`], [`HeadsError::Malformed`].
    pub fn decode(encoded: &[u8]) -> Result<Self, HeadsError> {
        let (version, rest) = encoded.split_first().ok_or(HeadsError::Malformed)?;
        if *version != VERSION {
            return Err(HeadsError::NewerVersion(*version));
        }
        let (body, signature) = rest.split_last_chunk().ok_or(HeadsError::Malformed)?;
        let heads = whole(body, |input| Self::read(input, *signature)).ok_or(HeadsError::Malformed)?;
        if heads.encode() == encoded { Ok(heads) } else { Err(HeadsError::Malformed) }
    }

    /// The bytes sealed in an epoch.
    ///
    /// # Errors
    /// [`SealError::UnknownEpoch`], [`SealError::TooLarge`].
    pub fn seal(&self, sealer: &Sealer, epoch: Epoch) -> Result<Vec<u8>, SealError> {
        sealer.seal_alike(epoch, Purpose::Head, PLACE, &self.encode())
    }

    /// Opens what [`seal`](Self::seal) made. Total on any input.
    ///
    /// # Errors
    /// [`HeadsError`].
    pub fn open(sealer: &Sealer, sealed: &[u8]) -> Result<Self, HeadsError> {
        Self::decode(&sealer.open(Purpose::Head, PLACE, sealed).map_err(HeadsError::Sealed)?)
    }

    fn body(&self) -> Vec<u8> {
        append(Vec::new(), |out| self.write(out))
    }

    fn write(&self, out: &mut Out<'_>) -> Written {
        out.array(6)?.bytes(self.device.as_bytes())?.u64(self.counter)?.i64(self.at_ms)?;
        out.u64(self.circle.0)?.bytes(&self.circle.1)?;
        write_heads(&self.logs, out)
    }

    fn read(input: &mut Decoder<'_>, signature: [u8; 64]) -> Option<Self> {
        array(input, 6)?;
        let device = device(input)?;
        let (counter, at_ms) = (input.u64().ok()?, input.i64().ok()?);
        let circle = (input.u64().ok()?, bytes(input)?);
        let logs = read_heads(input, HEADS_LOGS)?;
        let in_order = logs.is_sorted_by(|one, next| one.device < next.device);
        in_order.then_some(Self { device, counter, at_ms, circle, logs, signature })
    }
}
