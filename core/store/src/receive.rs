//! Taking up entries of other devices' logs: in one transaction, only what continues what is here, nothing twice.

use crate::copy;
use crate::error::StoreError;
use crate::incoming::Incoming;
use crate::log::LogItem;
use crate::settings::{self, Setting};
use crate::store::{Store, begin, store_manifest};
use nourish_record::{DecodeError, Entry};
use nourish_seal::{ChainHash, DeviceId, entry_hash};
use std::path::PathBuf;

/// A run of places of one device's log, as it came from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedLog {
    /// Whose log it is.
    pub device: DeviceId,
    /// The first place of the run.
    pub first_seq: u64,
    /// What stands there and at the places after it, without gaps.
    pub items: Vec<ReceivedItem>,
    /// The chain after the last of them, as the device signed it.
    pub end: ChainHash,
}

/// One place of a log as it came from elsewhere, with what the log's chain is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedItem {
    pub(crate) item: LogItem,
    pub(crate) hash: [u8; 32],
}

impl ReceivedItem {
    /// Reads an entry from its bytes, once for whoever judges it and for [`Store::receive`].
    ///
    /// # Errors
    /// As [`Entry::decode`].
    pub fn read(bytes: &[u8]) -> Result<Self, DecodeError> {
        // Only bytes in canonical form decode, so this is the hash of the entry whoever encodes it.
        Ok(Self { item: LogItem::Entry(Entry::decode(bytes)?), hash: entry_hash(bytes) })
    }

    /// The entry, where its content came too.
    pub const fn entry(&self) -> Option<&Entry> {
        match &self.item {
            LogItem::Entry(entry) => Some(entry),
            LogItem::Erased(_) => None,
        }
    }
}

impl From<LogItem> for ReceivedItem {
    fn from(item: LogItem) -> Self {
        Self { hash: item.hash(), item }
    }
}

/// What taking entries up came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Entries that were added.
    pub added: u64,
    /// Entries whose content left the journal, or was not let in, because it was erased elsewhere.
    pub erased: u64,
    /// Entries that are known to be missing: erased ones whose erasure has not come yet are among them.
    pub missing: u64,
    /// Whether the old bytes of what was erased are out of the file (see [`Store::scrub`]).
    pub scrubbed: bool,
    /// Copies of the whole file that were made beside it earlier and still hold what was erased.
    pub copies: Vec<PathBuf>,
}

impl Store {
    /// Takes up entries of other devices' logs, and writes `settings` with them: all of it, durably, or nothing. Each run must
    /// continue what is here; several of one device come in their order.
    ///
    /// What an erasure among them names is erased here too, and what an erasure names already is not let in. Stamps that lie far
    /// ahead of `wall_ms`, the clock in milliseconds since 1970, do not pull this device's along. Only the weeks that are touched
    /// are written.
    ///
    /// # Errors
    /// [`StoreError::LogRefused`] says which log was not taken up, and why; otherwise as [`Store::append`]. Nothing was stored.
    pub fn receive(
        &mut self,
        logs: Vec<ReceivedLog>,
        settings: &[(Setting, Vec<u8>)],
        wall_ms: u64,
    ) -> Result<Received, StoreError> {
        let erases = |item: &ReceivedItem| item.entry().is_some_and(|entry| entry.erasure().is_some());
        if logs.iter().flat_map(|log| &log.items).any(erases) {
            self.reading()?.pragma_update(None, "secure_delete", true)?;
        }
        let transaction = begin(&self.connection, &mut self.keys, &mut self.state, self.entropy.as_mut())?;
        let mut incoming = Incoming::begin(&self.keys, &self.state);
        for log in logs {
            incoming.take(log, wall_ms)?;
        }
        let sought = incoming.settle()?;
        let doomed = incoming.find(&transaction, &sought)?;
        let entropy = self.entropy.as_mut();
        let written = incoming.write(&transaction, doomed, entropy)?;
        store_manifest(&transaction, &self.keys, &written.manifest, entropy)?;
        settings::put_all(&transaction, &self.keys, settings, entropy)?;
        transaction.commit()?;
        let purged = written.purged;
        let mut received = written.received;
        self.state.manifest = written.manifest;
        self.state.logs = written.logs;
        if written.folded {
            self.state.tail = Vec::new();
        }
        if purged {
            received.scrubbed = self.scrub()?;
            received.copies = copy::of(&self.path);
        }
        Ok(received)
    }
}
