//! What the desk asks of a store beyond what every mailbox does.

use crate::error::MailboxError;
use nourish_sync::{DeviceId, Generation, JournalId, Kept, Mailbox, Parcel, ParcelHash};

/// Most journals that are named at once.
pub(crate) const JOURNALS: usize = 1_000;

/// A request to append, of a device that was served a moment ago.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Append<'a> {
    pub(crate) journal: JournalId,
    pub(crate) device: DeviceId,
    /// What tells this request from all others of the device, and until when that is to be remembered, in seconds since 1970.
    pub(crate) nonce: [u8; 16],
    pub(crate) until_s: i64,
    pub(crate) parcels: &'a [Parcel],
}

/// A mailbox in a file or a database: it can do several things as one, and knows how much room there is.
pub(crate) trait Store: Mailbox<Error = MailboxError> + Send + 'static {
    /// All that `work` does becomes durable at once, or nothing of it. Within another it is a part: undone alone where it fails,
    /// durable with the whole.
    ///
    /// # Errors
    /// What `work` says, and what the store may fail with; nothing was kept then.
    fn whole<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, MailboxError>,
    ) -> Result<T, MailboxError>;

    /// Tells the time, in seconds since 1970, and lets go of messages of pairings that were left before `slots_before_s`.
    ///
    /// # Errors
    /// What the store may fail with. What is over is let go of another time then.
    fn tend(&mut self, now_s: i64, slots_before_s: i64) -> Result<(), MailboxError>;

    /// Whether a journal has room for so many bytes more.
    ///
    /// # Errors
    /// What the store may fail with.
    fn has_room(&mut self, journal: JournalId, bytes: usize) -> Result<bool, MailboxError>;

    /// The parts of a checkpoint that are kept, by their hashes, ascending.
    ///
    /// # Errors
    /// What the store may fail with.
    fn parts(&mut self, journal: JournalId) -> Result<Vec<ParcelHash>, MailboxError>;

    /// Whether the operator has listed a journal as one that may be brought.
    ///
    /// # Errors
    /// What the store may fail with.
    fn is_listed(&mut self, journal: JournalId) -> Result<bool, MailboxError>;

    /// Journals that something is kept of, ascending, after this one; at most 1,000.
    ///
    /// # Errors
    /// What the store may fail with.
    fn journals(&mut self, after: Option<JournalId>) -> Result<Vec<JournalId>, MailboxError>;

    /// The heads of every device, with its name.
    ///
    /// # Errors
    /// What the store may fail with.
    fn published(&mut self, journal: JournalId) -> Result<Vec<(DeviceId, Vec<u8>)>, MailboxError>;

    /// What the whole store's content is named.
    fn name(&self) -> Generation;

    /// Gives the whole store's content this name.
    ///
    /// # Errors
    /// What the store may fail with.
    fn rename(&mut self, name: Generation) -> Result<(), MailboxError>;

    /// Remembers a request that changes something, until `until_s`; `false` where it was seen before. A store that one server alone
    /// writes to leaves that to the server's memory.
    ///
    /// # Errors
    /// What the store may fail with.
    fn is_first(
        &mut self,
        journal: JournalId,
        device: DeviceId,
        nonce: [u8; 16],
        until_s: i64,
    ) -> Result<bool, MailboxError>;

    /// Does an append as a whole, with all that is to be looked at before: the device is served, the request was not seen, the parcels are
    /// new and have room. None where any of that is not so, or the store gains nothing by it: nothing was changed then, unless a
    /// connection broke, and it is to be done step by step.
    ///
    /// # Errors
    /// What the store may fail with.
    fn append_at_once(&mut self, append: &Append<'_>) -> Result<Option<Vec<Kept>>, MailboxError>;
}
