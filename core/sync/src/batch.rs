//! Batches: a run of one device's log on its way to the others.
//!
//! A batch is not signed as such. It carries the device's signature over its head after the last entry, and the chain leads there
//! from every entry, so one signature vouches for all of them. Whoever has the entries and that signature makes the very same
//! bytes again: that is how a mailbox that lost something is refilled, and how a checkpoint is made.
//!
//! Content, before it is compressed as one zstd frame and sealed alike for [`Purpose::Batch`] at the place `"batch"`:
//! version (1) | device (16) | place of the first entry (8) | chain before it (32) | signature (64) | items. An item is the
//! length of the entry's bytes (4) and those bytes, or four zero bytes and the hash (32) of an entry whose content was erased.

use crate::circle::Signer;
use crate::reading::Reading;
use nourish_seal::{
    ChainHash, DeviceId, DeviceKey, Epoch, Head, JournalId, Purpose, SealError, Sealer, SignedHead,
    Statement, entry_hash,
};

/// Most items of a batch.
pub const BATCH_ITEMS: usize = 10_000;
/// Most bytes of a batch's content before it is compressed: 16 MiB.
pub const BATCH_BYTES: usize = 16 * 1024 * 1024;
/// Most bytes of one entry: what `nourish-record` allows.
pub const ENTRY_BYTES: usize = 65_536;

const VERSION: u8 = 1;
const PLACE: &[u8] = b"batch";
const LEVEL: i32 = 3;
// What apps ship has of zstd what levels up to 3 choose: see `bindings/ship.h`.
const _: () = assert!(LEVEL <= 3, "a higher level needs more of zstd than apps ship");
const HASH_BYTES: usize = 32;

/// What stands at one place of a device's log.
#[derive(Clone, PartialEq, Eq)]
pub enum Item {
    /// The bytes of an entry.
    Entry(Vec<u8>),
    /// The hash of an entry whose content was erased.
    Erased([u8; HASH_BYTES]),
}

impl Item {
    /// The item without its content.
    #[must_use]
    pub fn hash_alone(&self) -> Self {
        match self {
            Self::Entry(bytes) => Self::Erased(entry_hash(bytes)),
            Self::Erased(hash) => Self::Erased(*hash),
        }
    }

    /// The chain after this item.
    pub fn follow(&self, before: ChainHash) -> ChainHash {
        match self {
            Self::Entry(bytes) => before.next_hash(entry_hash(bytes)),
            Self::Erased(hash) => before.next_hash(*hash),
        }
    }

    /// How many bytes the item takes in a batch.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Entry(bytes) => 4 + bytes.len(),
            Self::Erased(_) => 4 + HASH_BYTES,
        }
    }
}

impl std::fmt::Debug for Item {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if matches!(self, Self::Entry(_)) { "Entry(..)" } else { "Erased(..)" })
    }
}

/// A run of one device's log, with that device's signature over its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Whose log it is.
    pub device: DeviceId,
    /// Place of the first item, from 1.
    pub first_seq: u64,
    /// The chain before the first item.
    pub before: ChainHash,
    /// The items, one a place.
    pub items: Vec<Item>,
    /// The device's signature over its head after the last item.
    pub signature: [u8; 64],
}

/// Why bytes are no batch that this device can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BatchError {
    /// Not sealed by a key of this journal, or changed since.
    #[error("the batch does not open: {0}")]
    Sealed(SealError),
    /// Written by a newer version of this program.
    #[error("the batch has version {0}, which this program does not know; update it")]
    NewerVersion(u8),
    /// Not of the form of a batch, or larger than a batch may be.
    #[error("not a batch")]
    Malformed,
    /// The device did not sign for these entries.
    #[error("the device's signature does not fit its entries")]
    BadSignature,
}

impl Batch {
    /// Where the log stands after the batch.
    pub fn end(&self) -> Head {
        let hash = self.items.iter().fold(self.before, |chain, item| item.follow(chain));
        Head { device: self.device, seq: self.last_seq(), hash }
    }

    /// Place of the last item.
    pub fn last_seq(&self) -> u64 {
        self.first_seq.saturating_add(self.items.len() as u64).saturating_sub(1)
    }

    /// Checks that `signer` signed for the end of this batch, and gives that end.
    ///
    /// # Errors
    /// [`BatchError::BadSignature`].
    pub fn verify(&self, journal: JournalId, signer: Signer) -> Result<Head, BatchError> {
        let end = self.end();
        match is_signed_head(journal, end, signer, &self.signature) {
            true => Ok(end),
            false => Err(BatchError::BadSignature),
        }
    }

    /// The bytes sealed in an epoch, the same whoever makes them.
    ///
    /// # Errors
    /// [`BatchError::Malformed`] for a batch that is empty or too large; [`BatchError::Sealed`].
    pub fn seal(&self, sealer: &Sealer, epoch: Epoch) -> Result<Vec<u8>, BatchError> {
        let content = self.encode();
        if self.items.is_empty() || self.items.len() > BATCH_ITEMS || content.len() > BATCH_BYTES {
            return Err(BatchError::Malformed);
        }
        let pressed = zstd::bulk::compress(&content, LEVEL).map_err(|_| BatchError::Malformed)?;
        sealer.seal_alike(epoch, Purpose::Batch, PLACE, &pressed).map_err(BatchError::Sealed)
    }

    /// Opens what [`seal`](Self::seal) made. The signature is not verified. Total on any input.
    ///
    /// # Errors
    /// [`BatchError`], but for [`BatchError::BadSignature`].
    pub fn open(sealer: &Sealer, sealed: &[u8]) -> Result<Self, BatchError> {
        let pressed = sealer.open(Purpose::Batch, PLACE, sealed).map_err(BatchError::Sealed)?;
        let bytes = zstd::zstd_safe::get_frame_content_size(&pressed).ok().flatten();
        let bytes = bytes.and_then(|bytes| usize::try_from(bytes).ok()).filter(|bytes| *bytes <= BATCH_BYTES);
        let content = zstd::bulk::decompress(&pressed, bytes.ok_or(BatchError::Malformed)?);
        Self::decode(&content.map_err(|_| BatchError::Malformed)?)
    }

    /// The content, before it is compressed and sealed.
    fn encode(&self) -> Vec<u8> {
        let bytes: usize = self.items.iter().map(Item::bytes).sum();
        let mut out = Vec::with_capacity(1 + 16 + 8 + HASH_BYTES + 64 + bytes);
        out.push(VERSION);
        out.extend_from_slice(self.device.as_bytes());
        out.extend_from_slice(&self.first_seq.to_be_bytes());
        out.extend_from_slice(self.before.as_bytes());
        out.extend_from_slice(&self.signature);
        for item in &self.items {
            match item {
                Item::Entry(entry) => {
                    out.extend_from_slice(&u32::try_from(entry.len()).unwrap_or(u32::MAX).to_be_bytes());
                    out.extend_from_slice(entry);
                }
                Item::Erased(hash) => {
                    out.extend_from_slice(&[0; 4]);
                    out.extend_from_slice(hash);
                }
            }
        }
        out
    }

    /// Reads the content of a batch. Total on any input; what it gives encodes to the same bytes.
    ///
    /// # Errors
    /// [`BatchError::NewerVersion`], [`BatchError::Malformed`].
    pub fn decode(content: &[u8]) -> Result<Self, BatchError> {
        let mut reading = Reading::of(content);
        let version = reading.byte().ok_or(BatchError::Malformed)?;
        if version != VERSION {
            return Err(BatchError::NewerVersion(version));
        }
        Self::read(&mut reading).ok_or(BatchError::Malformed)
    }

    fn read(reading: &mut Reading<'_>) -> Option<Self> {
        let device = DeviceId::from_bytes(reading.array()?);
        let first_seq = u64::from_be_bytes(reading.array()?);
        let before = ChainHash::from_bytes(reading.array()?);
        let signature = reading.array()?;
        let mut items = Vec::new();
        while !reading.is_empty() {
            if items.len() == BATCH_ITEMS {
                return None;
            }
            let bytes = usize::try_from(u32::from_be_bytes(reading.array()?)).ok()?;
            let item = match bytes {
                0 => Item::Erased(reading.array()?),
                1..=ENTRY_BYTES => Item::Entry(reading.take(bytes)?.to_vec()),
                _ => return None,
            };
            items.push(item);
        }
        let last_seq = first_seq.checked_add(items.len() as u64)?;
        let fits = first_seq > 0 && last_seq <= u64::MAX >> 1 && !items.is_empty();
        fits.then_some(Self { device, first_seq, before, items, signature })
    }
}

/// The signature of `key` over a head: its own, or one of a log from before the circle that it signs for.
pub fn sign_head(key: &DeviceKey, journal: JournalId, head: Head) -> [u8; 64] {
    match SignedHead::sign(key, journal, head) {
        Ok(signed) => signed.signature(),
        Err(_) => Statement::Adopted.sign(key, journal, &adopted(head)),
    }
}

/// Whether `signer` signed for a head, as [`sign_head`] does.
pub fn is_signed_head(journal: JournalId, head: Head, signer: Signer, signature: &[u8; 64]) -> bool {
    match signer {
        Signer::Own(key) => SignedHead::claim(head, key, *signature).verify(journal).is_ok(),
        Signer::Founder(key) => Statement::Adopted.verify(&key, journal, &adopted(head), signature).is_ok(),
    }
}

fn adopted(head: Head) -> Vec<u8> {
    let parts: [&[u8]; 3] = [head.device.as_bytes(), &head.seq.to_be_bytes(), head.hash.as_bytes()];
    parts.concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use nourish_seal::{Keyring, SeededEntropy};

    const JOURNAL: JournalId = JournalId::from_bytes([1; 16]);

    fn batch_of(entries: &[&[u8]]) -> (DeviceKey, Batch) {
        let key = DeviceKey::make(&mut SeededEntropy::new(3)).unwrap();
        let before = ChainHash::start(JOURNAL, key.id());
        let items = entries.iter().map(|entry| Item::Entry(entry.to_vec())).collect();
        let mut batch = Batch { device: key.id(), first_seq: 1, before, items, signature: [0; 64] };
        batch.signature = sign_head(&key, JOURNAL, batch.end());
        (key, batch)
    }

    fn sealer() -> Sealer {
        Sealer::new(JOURNAL, &Keyring::make(&mut SeededEntropy::new(1)).unwrap()).unwrap()
    }

    #[test]
    fn travels_and_verifies_and_is_the_same_bytes_whoever_makes_it() {
        let (key, batch) = batch_of(&[b"one", b"two"]);
        let sealed = batch.seal(&sealer(), Epoch(0)).unwrap();
        let received = Batch::open(&sealer(), &sealed).unwrap();
        assert_eq!(received, batch);
        assert_eq!(received.verify(JOURNAL, Signer::Own(key.public())).unwrap().seq, 2);
        assert_eq!(received.seal(&sealer(), Epoch(0)).unwrap(), sealed);
    }

    #[test]
    fn an_erased_item_leaves_the_signature_good() {
        let (key, mut batch) = batch_of(&[b"one", b"two"]);
        batch.items[0] = Item::Erased(entry_hash(b"one"));
        assert!(batch.verify(JOURNAL, Signer::Own(key.public())).is_ok());
        batch.items[0] = Item::Erased(entry_hash(b"won"));
        assert_eq!(batch.verify(JOURNAL, Signer::Own(key.public())), Err(BatchError::BadSignature));
    }

    #[test]
    fn nothing_that_is_spliced_left_out_moved_or_added_verifies() {
        let (key, batch) = batch_of(&[b"one", b"two", b"three"]);
        let mut spoilt: Vec<Batch> = Vec::new();
        let mut change = |change: fn(&mut Batch)| {
            let mut other = batch.clone();
            change(&mut other);
            spoilt.push(other);
        };
        change(|batch| batch.items.swap(0, 1));
        change(|batch| drop(batch.items.pop()));
        change(|batch| drop(batch.items.remove(0)));
        change(|batch| batch.items.push(Item::Entry(b"four".to_vec())));
        change(|batch| batch.items[1] = Item::Entry(b"owt".to_vec()));
        change(|batch| batch.first_seq = 2);
        change(|batch| batch.before = ChainHash::from_bytes([9; 32]));
        change(|batch| batch.device = DeviceId::from_bytes([9; 16]));
        change(|batch| batch.signature[0] ^= 1);
        for other in spoilt {
            assert_eq!(other.verify(JOURNAL, Signer::Own(key.public())), Err(BatchError::BadSignature));
        }
        let elsewhere = JournalId::from_bytes([2; 16]);
        assert_eq!(batch.verify(elsewhere, Signer::Own(key.public())), Err(BatchError::BadSignature));
    }

    #[test]
    fn other_lengths_and_versions_are_refused() {
        let (_, batch) = batch_of(&[b"one", b"two"]);
        let content = batch.encode();
        // A cut between two items leaves a shorter batch, which the signature refuses.
        let between = content.len() - 7;
        for length in (0..content.len()).filter(|length| *length != between) {
            assert_eq!(Batch::decode(&content[..length]), Err(BatchError::Malformed), "{length} bytes");
        }
        let mut newer = content.clone();
        newer[0] = 2;
        assert_eq!(Batch::decode(&newer), Err(BatchError::NewerVersion(2)));
        assert_eq!(
            Batch { items: Vec::new(), ..batch.clone() }.seal(&sealer(), Epoch(0)),
            Err(BatchError::Malformed)
        );
        let many = vec![Item::Erased([0; 32]); BATCH_ITEMS + 1];
        assert_eq!(Batch { items: many, ..batch }.seal(&sealer(), Epoch(0)), Err(BatchError::Malformed));
    }

    #[test]
    fn a_frame_that_swells_is_refused_before_it_does() {
        let bomb = zstd::bulk::compress(&vec![0; BATCH_BYTES + 1], 3).unwrap();
        let sealed = sealer().seal_alike(Epoch(0), Purpose::Batch, PLACE, &bomb).unwrap();
        assert_eq!(Batch::open(&sealer(), &sealed), Err(BatchError::Malformed));
    }
}
