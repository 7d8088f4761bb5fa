//! A checkpoint: all that the mailbox has up to a place, in few large batches, so that a fresh device need not read every small one.
//!
//! Nobody has to believe who made it. Its parts are batches as any other, each with the signature of the device whose log it is, and
//! any member holds the logs' places in it against its own. What the mailbox had stays there, and is read where anything is in doubt.

use crate::cbor::{
    Out, Written, append, array, bytes, device, each, optional, read_heads, whole, write_heads,
    write_optional,
};
use crate::circle::StatementHash;
use crate::heads::HEADS_LOGS;
use crate::message::{CHECKPOINT_PARTS, Generation, ParcelHash};
use minicbor::Decoder;
use nourish_seal::{
    BadSignature, DeviceId, DeviceKey, Epoch, Head, JournalId, Purpose, SealError, Sealer, Statement,
};

const VERSION: u8 = 1;
const PLACE: &[u8] = b"checkpoint";

/// What a checkpoint stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// When it was made, by the clock of the device that made it, in milliseconds since 1970.
    pub at_ms: i64,
    /// The mailbox's state.
    pub generation: Generation,
    /// The place of the last parcel that it stands for.
    pub place: u64,
    /// The hash of that parcel, where it is not too large to be asked for again.
    pub tail: Option<ParcelHash>,
    /// How many of these parcels are marked as statements.
    pub circle_parcels: u64,
    /// How many statements of the circle they hold, and the hash of the last.
    pub circle: (u64, StatementHash),
    /// Where each log stands, ascending by device.
    pub logs: Vec<Head>,
    /// The hashes of the sealed batches that hold all of these logs, in the order in which they are to be taken.
    pub parts: Vec<ParcelHash>,
}

/// A checkpoint that a device signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Who made it.
    pub device: DeviceId,
    /// What it stands for.
    pub standing: Standing,
    signature: [u8; 64],
}

impl Checkpoint {
    /// Makes and signs a checkpoint.
    #[must_use]
    pub fn sign(key: &DeviceKey, journal: JournalId, mut standing: Standing) -> Self {
        standing.logs.sort_by_key(|head| head.device);
        let mut checkpoint = Self { device: key.id(), standing, signature: [0; 64] };
        checkpoint.signature = Statement::Checkpoint.sign(key, journal, &checkpoint.body());
        checkpoint
    }

    /// Checks that the device with `public_key` made this for this journal.
    ///
    /// # Errors
    /// [`BadSignature`].
    pub fn verify(&self, journal: JournalId, public_key: &[u8; 32]) -> Result<(), BadSignature> {
        Statement::Checkpoint.verify(public_key, journal, &self.body(), &self.signature)
    }

    /// The bytes sealed in an epoch: version (1) | body, in CBOR | signature (64).
    ///
    /// # Errors
    /// [`SealError::UnknownEpoch`], [`SealError::TooLarge`].
    pub fn seal(&self, sealer: &Sealer, epoch: Epoch) -> Result<Vec<u8>, SealError> {
        sealer.seal_alike(epoch, Purpose::Head, PLACE, &self.encode())
    }

    /// Opens what [`seal`](Self::seal) made; nothing for anything else, such as a checkpoint of a newer version: it can be done
    /// without. The signature is not verified. Total on any input.
    pub fn open(sealer: &Sealer, sealed: &[u8]) -> Option<Self> {
        Self::decode(&sealer.open(Purpose::Head, PLACE, sealed).ok()?)
    }

    /// The bytes before they are sealed.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        [&[VERSION][..], &self.body(), &self.signature].concat()
    }

    /// Reads what [`encode`](Self::encode) wrote. Total on any input.
    pub fn decode(encoded: &[u8]) -> Option<Self> {
        let (version, rest) = encoded.split_first()?;
        (*version == VERSION).then_some(())?;
        let (body, signature) = rest.split_last_chunk()?;
        let checkpoint = whole(body, |input| Self::read(input, *signature))?;
        (checkpoint.encode() == encoded).then_some(checkpoint)
    }

    fn body(&self) -> Vec<u8> {
        append(Vec::new(), |out| self.write(out))
    }

    fn write(&self, out: &mut Out<'_>) -> Written {
        let standing = &self.standing;
        out.array(10)?.bytes(self.device.as_bytes())?.i64(standing.at_ms)?;
        out.bytes(&standing.generation)?.u64(standing.place)?;
        write_optional(standing.tail.as_ref().map(<[u8; 32]>::as_slice), out)?;
        out.u64(standing.circle_parcels)?.u64(standing.circle.0)?.bytes(&standing.circle.1)?;
        write_heads(&standing.logs, out)?;
        out.array(standing.parts.len() as u64)?;
        standing.parts.iter().try_for_each(|part| out.bytes(part)?.ok())
    }

    fn read(input: &mut Decoder<'_>, signature: [u8; 64]) -> Option<Self> {
        array(input, 10)?;
        let device = device(input)?;
        let at_ms = input.i64().ok()?;
        let (generation, place) = (bytes(input)?, input.u64().ok()?);
        let tail = optional(input, bytes)?;
        let circle_parcels = input.u64().ok()?;
        let circle = (input.u64().ok()?, bytes(input)?);
        let logs = read_heads(input, HEADS_LOGS)?;
        let parts = each(input, CHECKPOINT_PARTS, bytes)?;
        let in_order = logs.is_sorted_by(|one, next| one.device < next.device);
        let standing = Standing { at_ms, generation, place, tail, circle_parcels, circle, logs, parts };
        in_order.then_some(Self { device, standing, signature })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nourish_seal::{ChainHash, Keyring, SeededEntropy};

    const JOURNAL: JournalId = JournalId::from_bytes([1; 16]);

    fn example(key: &DeviceKey) -> Checkpoint {
        let standing = Standing {
            at_ms: 5,
            generation: [2; 16],
            place: 40,
            tail: Some([7; 32]),
            circle_parcels: 3,
            circle: (3, [4; 32]),
            logs: vec![Head { device: key.id(), seq: 9, hash: ChainHash::from_bytes([6; 32]) }],
            parts: vec![[8; 32], [9; 32]],
        };
        Checkpoint::sign(key, JOURNAL, standing)
    }

    #[test]
    fn comes_back_from_its_bytes_and_from_nothing_less() {
        let key = DeviceKey::make(&mut SeededEntropy::new(3)).unwrap();
        let checkpoint = example(&key);
        let sealer = Sealer::new(JOURNAL, &Keyring::make(&mut SeededEntropy::new(1)).unwrap()).unwrap();
        let sealed = checkpoint.seal(&sealer, Epoch(0)).unwrap();
        assert_eq!(Checkpoint::open(&sealer, &sealed), Some(checkpoint.clone()));
        assert!(checkpoint.verify(JOURNAL, &key.public()).is_ok());
        let encoded = checkpoint.encode();
        for length in 0..encoded.len() {
            assert_eq!(Checkpoint::decode(&encoded[..length]), None);
        }
    }

    #[test]
    fn every_byte_of_it_is_signed_for() {
        let key = DeviceKey::make(&mut SeededEntropy::new(3)).unwrap();
        let encoded = example(&key).encode();
        for at in 0..encoded.len() {
            let mut spoilt = encoded.clone();
            spoilt[at] ^= 1;
            let holds = Checkpoint::decode(&spoilt)
                .is_some_and(|checkpoint| checkpoint.verify(JOURNAL, &key.public()).is_ok());
            assert!(!holds, "byte {at}");
        }
    }
}
