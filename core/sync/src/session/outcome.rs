//! What a session may do, and what it comes to.

use crate::message::Refusal;

/// By how many parcels a mailbox is beyond its checkpoint before a new one is made, where nothing else is said: some months of a
/// person who logs every day.
const CHECKPOINT_AFTER: u64 = 512;

/// How much a session may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Bytes of parcels, both ways. A session stops after the message that goes beyond.
    pub most_bytes: u64,
    /// When to stop, by the clock that [`Session::request`] is given, in milliseconds.
    pub until_ms: i64,
    /// By how many parcels the mailbox is to be beyond its checkpoint before a new one is made.
    pub checkpoint_after: u64,
}

impl Budget {
    /// Whether a session may do all that there is to do. Checkpoints are taken and made in such a one alone: half of one is of no use.
    pub(crate) const fn is_unlimited(&self) -> bool {
        self.most_bytes == u64::MAX && self.until_ms == i64::MAX
    }

    /// As much as there is to do.
    pub const UNLIMITED: Self =
        Self { most_bytes: u64::MAX, until_ms: i64::MAX, checkpoint_after: CHECKPOINT_AFTER };
}

/// What a session came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Entries of others that were stored.
    pub received: u64,
    /// Entries that the mailbox took: own ones, and others' that it lacked.
    pub given: u64,
    /// Of those given, the ones of other devices: the mailbox had lost them.
    pub healed: u64,
    /// Statements about the circle that were taken up.
    pub statements: u64,
    /// Whether the mailbox was found restored or made anew.
    pub mailbox_was_renewed: bool,
    /// Whether this device was found to be an old image of itself, and became a new one.
    pub became_new_device: bool,
    /// Whether this device is no longer in the circle.
    pub removed: bool,
    /// Whether there is more to do: the budget was spent, or others were busy with the circle at the same time.
    pub more: bool,
    /// Waiting changes of the circle that turned out not to be possible any more.
    pub dropped_changes: u64,
}

/// Why a session cannot go on. What was stored until then stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SessionError<E> {
    /// What the disk says.
    #[error("the journal cannot be read or written")]
    Replica(E),
    /// The mailbox does not serve this device.
    #[error("the mailbox refuses to serve: {0:?}")]
    Refused(Refusal),
    /// The mailbox answered something else than was asked.
    #[error("the mailbox answered something else than was asked")]
    NotAnAnswer,
    /// Nobody founded a circle for this journal, so there is nobody to sync with.
    #[error("the journal has no circle of care yet")]
    NoCircle,
    /// What is stored of the circle does not hold.
    #[error("what is stored of the circle is damaged")]
    DamagedCircle,
    /// No random bytes.
    #[error("the system gave no random bytes")]
    EntropyUnavailable,
}
