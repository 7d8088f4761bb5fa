//! What sync needs of the place where a journal is kept on a device.

use crate::batch::Item;
use crate::circle::{RoleSpan, Voucher};
use crate::hold::Reason;
use nourish_seal::{ChainHash, DeviceId, DeviceKey, Entropy, EpochKey, Head, JournalId, Sealer};

/// A journal on a device. Everything here is local, so nothing waits.
pub trait Replica {
    /// What the disk may say.
    type Error;

    /// The journal.
    fn journal(&self) -> JournalId;

    /// This device's keys.
    fn key(&self) -> &DeviceKey;

    /// Seals and opens with every epoch's key that the device has.
    fn sealer(&self) -> &Sealer;

    /// What the last [`commit`](Self::commit) stored.
    ///
    /// # Errors
    /// What the disk may say.
    fn stored(&self) -> Result<Stored, Self::Error>;

    /// Where each log ends that the device has. A log that cannot be followed to its end is left out.
    fn ends(&self) -> Vec<Head>;

    /// The items of a log from a place on, without gaps, at most as many and about as large as said.
    ///
    /// # Errors
    /// What the disk may say.
    fn log(
        &self,
        device: DeviceId,
        first_seq: u64,
        most_items: usize,
        most_bytes: usize,
    ) -> Result<Vec<Item>, Self::Error>;

    /// The chain of a log after that many entries, if the device has them.
    ///
    /// # Errors
    /// What the disk may say.
    fn chain_at(&self, device: DeviceId, seq: u64) -> Result<Option<ChainHash>, Self::Error>;

    /// Whether a run of a log can be taken: whether each entry can be read, stands at its place, and is one that its author may
    /// write there.
    ///
    /// # Errors
    /// Why not.
    fn check(&self, run: &Run, roles: &[RoleSpan]) -> Result<(), Reason>;

    /// Stores all of this, durably, or nothing of it.
    ///
    /// # Errors
    /// [`CommitError::Refused`] where a run contradicts what is there; what the disk may say.
    fn commit(&mut self, commit: &Commit) -> Result<(), CommitError<Self::Error>>;

    /// Keeps the key of an epoch. One that is there already changes nothing.
    ///
    /// # Errors
    /// What the disk may say.
    fn take_epoch(&mut self, key: EpochKey) -> Result<(), Self::Error>;

    /// Becomes a new device: with new keys, for which the old ones vouch. What the old device logged after `common_seq` is logged
    /// anew by the new one.
    ///
    /// # Errors
    /// What the disk may say.
    fn renew_device(&mut self, common_seq: u64, entropy: &mut dyn Entropy) -> Result<(), Self::Error>;
}

/// What sync keeps with the journal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stored {
    /// The statements of the circle, from [`encode_statements`](crate::encode_statements).
    pub circle: Option<Vec<u8>>,
    /// What is known of the mailbox and the others, from [`SyncState::encode`](crate::SyncState::encode).
    pub state: Option<Vec<u8>>,
    /// The word of an older device of this journal for the present one.
    pub voucher: Option<Voucher>,
}

/// Entries of one device's log that follow on what is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Whose log it is.
    pub device: DeviceId,
    /// Place of the first item.
    pub first_seq: u64,
    /// The items.
    pub items: Vec<Item>,
    /// Where the log stands after them.
    pub end: Head,
}

/// Why nothing was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommitError<E> {
    /// The run of this device's log contradicts what is there; everything else could be stored.
    Refused(DeviceId),
    /// What the disk says.
    Replica(E),
}

/// What is to be stored at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Commit {
    /// Runs of other devices' logs; of each device one at most.
    pub runs: Vec<Run>,
    /// The statements of the circle, where they changed.
    pub circle: Option<Vec<u8>>,
    /// What is known of the mailbox and the others.
    pub state: Vec<u8>,
}
